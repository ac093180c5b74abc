//! `- Name: 6 - their words` to marks on a scale.

use crate::load::diagram::Faults;
use crate::load::diagram::line::{Line, key_and_value, lines};
use crate::markdown::tree::Component;
use crate::model::diagram::{DiagramFault, Mark, Scale, Tenths};

/// More than this can't be told apart on one line.
const MOST_MARKS: usize = 40;

pub(super) fn read(component: &Component, faults: &mut Faults) -> Scale {
    let lines = lines(component);
    let mut scale = Scale::default();
    for (item, line) in lines.iter().enumerate() {
        match mark(line, item) {
            Ok(mark) => scale.marks.push(mark),
            Err(fault) => faults.push(fault),
        }
    }
    if lines.is_empty() {
        faults.push((component.name.span, DiagramFault::Nothing));
    }
    if scale.marks.len() > MOST_MARKS {
        let fault = DiagramFault::TooMuch(scale.marks.len(), MOST_MARKS);
        faults.push((component.name.span, fault));
        scale.marks.clear();
    }
    scale
}

fn mark(line: &Line<'_>, item: usize) -> Result<Mark, (crate::source::Span, DiagramFault)> {
    let Some((name, value)) = key_and_value(&line.text) else {
        return Err((line.span(), DiagramFault::NoNumber));
    };
    let written = value.split([' ', ':', ';']).next().unwrap_or_default().trim_end_matches(',');
    let place = line.place_of(written);
    let number = written.strip_suffix("/10").unwrap_or(written);
    match tenths(number) {
        Some(number) => {
            let rest = &value[written.len()..];
            let words = rest.trim_start_matches([' ', '-', '–', '—', ':', ';', ',']);
            Ok(Mark { name: name.to_owned(), number, item, words_start: value.len() - words.len() })
        }
        None if number.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
            Err((place, DiagramFault::OutsideScale(written.to_owned())))
        }
        None => Err((line.span(), DiagramFault::NoNumber)),
    }
}

/// `6`, `6.5`, `6½`; `None` for what is not from 0 to 10.
fn tenths(text: &str) -> Option<Tenths> {
    let halved = text.strip_suffix('½').map(|whole| format!("{whole}.5"));
    let text = halved.as_deref().unwrap_or(text);
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(tenth) || tenth.len() != 1 {
        return None;
    }
    let number = whole.parse::<u8>().ok()?.checked_mul(10)?.checked_add(tenth.parse().ok()?)?;
    (number <= 100).then_some(Tenths(number))
}

#[cfg(test)]
mod tests {
    use super::{Tenths, tenths};

    #[test]
    fn reads_numbers_from_nought_to_ten() {
        let check =
            |text: &str, expected| assert_eq!(tenths(text).map(|n| n.0), expected, "{text}");
        check("0", Some(0));
        check("10", Some(100));
        check("6.5", Some(65));
        check("6½", Some(65));
        check("10.1", None);
        check("11", None);
        check("-1", None);
        check("256", None);
        check("", None);
        assert_eq!(Tenths(65).to_string(), "6.5");
    }
}
