//! Where each document goes: the source's own folders and names, as addresses have them, each once.

use std::collections::BTreeSet;

use crate::import::Section;
use crate::markdown::slug;

/// The names that were given so far.
#[derive(Debug, Default)]
pub struct Names {
    taken: BTreeSet<String>,
    folders: BTreeSet<String>,
    sections: Vec<Section>,
}

/// Names that Windows keeps for itself, and those of a section's own pages.
const RESERVED: [&str; 8] = ["con", "prn", "aux", "nul", "com1", "lpt1", "index", "print"];

impl Names {
    /// The path, below the content folder and without an extension, for a file of the source:
    /// `policies/recording-policy` for `Policies/Recording policy.docx`.
    pub fn document(&mut self, from: &str) -> String {
        let (folders, name) = from.rsplit_once('/').unwrap_or(("", from));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut folder = String::new();
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            let name = plain(part);
            folder = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if self.folders.insert(folder.clone()) {
                self.sections
                    .push(Section { folder: folder.clone(), title: part.trim().to_owned() });
            }
        }
        let name = plain(stem);
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let mut unique = path.clone();
        for number in 2.. {
            if self.taken.insert(unique.clone()) {
                break;
            }
            unique = format!("{path}-{number}");
        }
        unique
    }

    /// The folders that hold documents, as sections.
    pub fn sections(self) -> Vec<Section> {
        self.sections
    }
}

/// A name as addresses have it: letters, numbers and single hyphens.
pub(super) fn plain(name: &str) -> String {
    let slug = slug(name);
    let words: Vec<&str> = slug.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    let mut name: String = words.join("-").chars().take(80).collect();
    name.truncate(name.trim_end_matches('-').len());
    if RESERVED.contains(&name.as_str()) { format!("{name}-1") } else { name }
}

/// The way from one document to another, both below one folder.
pub(super) fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let folders = from.len() - 1;
    let same = from[..folders].iter().zip(&to).take_while(|(a, b)| a == b).count();
    let same = same.min(to.len() - 1);
    let ups = std::iter::repeat_n("..", folders - same);
    ups.chain(to[same..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::{Names, relative};

    #[test]
    fn names_are_addresses_and_each_is_given_once() {
        let mut names = Names::default();
        let given = [
            "Policies/Recording Policy v2.1 – FINAL.docx",
            "policies/recording policy v2.1 final.docx",
            "Policies/CON.docx",
            "index.docx",
            "!!.docx",
        ]
        .map(|from| names.document(from));
        assert_eq!(
            given,
            [
                "policies/recording-policy-v21-final",
                "policies/recording-policy-v21-final-2",
                "policies/con-1",
                "index-1",
                "section",
            ]
        );
        let sections: Vec<String> = names.sections().into_iter().map(|one| one.title).collect();
        assert_eq!(sections, ["Policies"]);
    }

    #[test]
    fn ways_lead_from_document_to_document() {
        assert_eq!(relative("a.md", "b.md"), "b.md");
        assert_eq!(relative("x/a.md", "x/b.md"), "b.md");
        assert_eq!(relative("x/a.md", "y/z/b.md"), "../y/z/b.md");
        assert_eq!(relative("x/y/a.md", "b.md"), "../../b.md");
    }
}
