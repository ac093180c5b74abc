//! What stands above and below every page: headers, footers and watermarks, which web pages haven't.

use std::collections::BTreeSet;

use crate::import::Place;
use crate::import::word::loss::Loss;
use crate::import::word::package::Target;
use crate::import::word::read::Reader;
use crate::import::word::xml::Element;

impl Reader<'_> {
    /// What the pages' headers and footers say, each text once.
    pub(super) fn margins(&mut self) {
        let mut said: Vec<String> = Vec::new();
        let of_pages = self.relationships.values().filter_map(|one| match &one.target {
            Target::Part(part) if one.kind == "header" || one.kind == "footer" => {
                Some(part.clone())
            }
            _ => None,
        });
        let parts: BTreeSet<String> = of_pages.collect();
        for part in parts {
            let Ok(Some(root)) = self.package.xml(&part) else {
                self.say_at(Loss::PartUnread, &part, Place::default());
                continue;
            };
            let words = page_words(&root);
            // “Page 1 of 9”, with the numbers typed or counted, says nothing that a web page needs.
            let is_said = |word: &str| {
                word.chars().any(char::is_alphabetic) && !matches!(word, "Page" | "page" | "of")
            };
            if words.split(' ').any(is_said) && !said.contains(&words) {
                let loss = if is_marking(&words) { Loss::Marking } else { Loss::HeaderFooter };
                self.say_at(loss, &words, Place::default());
                said.push(words);
            }
        }
    }
}

/// The words of a header or footer, without what Word counts.
fn page_words(root: &Element) -> String {
    let mut words = String::new();
    let mut fields = 0_usize;
    root.walk(&mut |element| {
        match &*element.name {
            "w:p" | "w:tc" | "w:tab" | "w:br" => words.push(' '),
            "w:fldChar" => match element.attribute("w:fldCharType") {
                Some("begin") => fields += 1,
                Some("end") => fields = fields.saturating_sub(1),
                _ => {}
            },
            "w:fldSimple" => return false,
            "w:t" if fields == 0 => words.push_str(&element.text()),
            // A watermark.
            "v:textpath" => {
                words.push(' ');
                words.push_str(element.attribute("string").unwrap_or_default());
            }
            "mc:Fallback" => return false,
            _ => {}
        }
        true
    });
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ")
}

/// Is it one of the marks that say who may read a document?
fn is_marking(words: &str) -> bool {
    let lower = words.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |marks: &[&str]| words.windows(marks.len()).any(|some| some == marks);
    has(&["official", "sensitive"])
        || has(&["confidential"])
        || has(&["restricted"])
        || has(&["secret"])
}

#[cfg(test)]
mod tests {
    use super::is_marking;

    #[test]
    fn markings_are_known() {
        assert!(is_marking("OFFICIAL-SENSITIVE"));
        assert!(is_marking("Official – Sensitive: Personal"));
        assert!(!is_marking("Confidentiality policy"));
        assert!(is_marking("Private and Confidential"));
        assert!(!is_marking("OFFICIAL"));
        assert!(!is_marking("Northmere Children’s Services"));
    }
}
