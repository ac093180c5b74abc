//! Remarks that authors left in the fields at the top of a page, for each other: `draft: true # until May`.

/// Each remark and its line, from 1, in the part of a file that stands before its body.
pub(super) fn comments(front: &str) -> Vec<(usize, String)> {
    let remark = |line: &str| {
        let at = line.match_indices('#').map(|(at, _)| at).find(|&at| {
            let before = &line[..at];
            let is_apart = before.is_empty() || before.ends_with([' ', '\t']);
            let is_open = |quote: char| before.matches(quote).count() % 2 == 1;
            is_apart && !is_open('"') && !is_open('\'')
        })?;
        let words = line[at..].trim_start_matches('#').trim();
        (!words.is_empty()).then(|| words.to_owned())
    };
    let lines = front.lines().enumerate();
    lines.filter_map(|(index, line)| Some((index + 1, remark(line)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::comments;

    #[test]
    fn remarks_are_told_from_values() {
        let front =
            "---\n# Keep this\ntitle: \"No # 1\" # one\nslack: '#desk'\ncode: a#b\nno: it's\n---\n";
        let expected = [(2, "Keep this".to_owned()), (3, "one".to_owned())];
        assert_eq!(comments(front), expected);
    }
}
