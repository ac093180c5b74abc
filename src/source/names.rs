//! Which names are read, which are left alone, and how a name on disk is written in a
//! [`SourcePath`]. It never looks whether anything of that name exists.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::source::SourcePath;

/// The files at the top of a handbook, each as `.yaml` or `.yml`.
pub(super) const TOP_FILES: [&str; 3] = ["handbook", "practice-model", "glossary"];

/// Lists what is to be left out, in the syntax of `.gitignore`; only the one at the top counts.
pub(super) const IGNORE_FILE: &str = ".handbookignore";

/// Folders at the top that are not content even where the top itself is the content folder.
pub(super) const NEVER_CONTENT: [&str; 4] = ["output", "target", "node_modules", "themes"];

/// What is read as text, wherever it is, and what only in a theme.
pub(super) fn is_text(path: &SourcePath) -> bool {
    const EVERYWHERE: [&str; 4] = ["md", "markdown", "yaml", "yml"];
    const IN_THEMES: [&str; 5] = ["html", "css", "js", "svg", "txt"];
    let is = |known: &&str| known.eq_ignore_ascii_case(path.extension());
    EVERYWHERE.iter().any(is) || path.below("themes").is_some() && IN_THEMES.iter().any(is)
}

/// Hidden files, and what editors and systems leave behind.
pub(super) fn is_never_read(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || lower.ends_with(".swp")
        || name.len() > 1 && name.starts_with('#') && name.ends_with('#')
        || lower == "thumbs.db"
        || lower == "desktop.ini"
}

/// Whether a path, or a folder that holds it, is among `changed`.
pub(super) fn is_at_or_below(path: &SourcePath, changed: &BTreeSet<SourcePath>) -> bool {
    let parts = path.as_str().match_indices('/').map(|(slash, _)| &path.as_str()[..slash]);
    parts
        .chain([path.as_str(), ""])
        .filter_map(SourcePath::new)
        .any(|at_or_above| changed.contains(&at_or_above))
}

/// Text with its accents composed, as keyboards and Windows write them; macOS takes them apart.
pub(super) fn composed(text: &str) -> String {
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

/// A path of names that were listed, so that none is `..`.
pub(super) fn listed(path: &str) -> SourcePath {
    SourcePath::new(path).unwrap_or_else(|| SourcePath::new("").expect("no `..` in it"))
}

#[cfg(test)]
mod tests {
    use super::{composed, is_at_or_below, is_never_read, is_text, listed};

    #[test]
    fn tells_text_from_other_files() {
        let check = |path, expected| assert_eq!(is_text(&listed(path)), expected, "{path}");
        check("content/a.md", true);
        check("content/A.MD", true);
        check("glossary.yml", true);
        check("content/map.svg", false);
        check("content/md", false);
        check("themes/county/icons/map.svg", true);
        check("themes/county/logo.png", false);
        check("content/themes/a.html", false);
    }

    #[test]
    fn leaves_alone_what_editors_leave_behind() {
        let leftovers =
            [".git", "~$plan.docx", "a.md~", ".a.md.swp", "a.SWP", "#a.md#", "Thumbs.db"];
        let ours = ["a.md", "~a.md", "#1 thresholds.md", "#", "a~b.md"];
        assert!(leftovers.into_iter().all(is_never_read));
        assert!(!ours.into_iter().any(is_never_read));
    }

    #[test]
    fn composes_accents_and_finds_folders_that_changed() {
        assert_eq!(composed("cafe\u{301}"), "caf\u{e9}");
        let changed = ["content/a", "b.md"].map(listed).into();
        let check = |path, expected| assert_eq!(is_at_or_below(&listed(path), &changed), expected);
        check("content/a", true);
        check("content/a/x/y.md", true);
        check("content/ab.md", false);
        check("b.md", true);
        assert!(is_at_or_below(&listed("c.md"), &[listed("")].into()));
    }
}
