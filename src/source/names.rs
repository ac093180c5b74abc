//! Which names are read, which are left alone, and how a name on disk is written in a
//! [`SourcePath`]. It never looks whether anything of that name exists.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::source::SourcePath;

/// The files at the top of a handbook, each as `.yaml` or `.yml`.
pub(super) const TOP_FILES: [&str; 3] = ["handbook", "practice-model", "glossary"];

/// Lists what is to be left out, in the syntax of `.gitignore`; only the one at the top counts.
pub(super) const IGNORE_FILE: &str = ".handbookignore";

/// Folders at the top that are not content even where the top itself is the content folder.
pub const NEVER_CONTENT: [&str; 4] = ["output", "target", "node_modules", "themes"];

/// Whether Windows or SharePoint keeps this name, in small letters and without an ending, for a device (“Naming Files,
/// Paths, and Namespaces” and “Restrictions and limitations in OneDrive and SharePoint”, Microsoft).
pub fn is_device(name: &str) -> bool {
    let digit = |rest: &str| matches!(rest, "¹" | "²" | "³") || rest.parse::<u8>().is_ok();
    let is_port = |start: &str| {
        name.strip_prefix(start).is_some_and(|rest| rest.chars().count() == 1 && digit(rest))
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || is_port("com") || is_port("lpt")
}

/// Whether this is one of the files that are read from the top.
pub(super) fn is_top_file(path: &SourcePath) -> bool {
    path.folder().is_empty()
        && TOP_FILES.contains(&path.stem())
        && ["yaml", "yml"].contains(&path.extension())
}

/// Whether this is, or is in, a folder that is never content.
pub(super) fn is_never_content(path: &SourcePath) -> bool {
    path.as_str().split('/').next().is_some_and(|first| NEVER_CONTENT.contains(&first))
}

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

/// What an ignore file leaves out. `fault` is called with a line's number and what is wrong with it.
pub(super) fn ignore_rules(text: &str, fault: &mut dyn FnMut(usize, String)) -> Gitignore {
    // Paths are given relative to the root, so that nothing is to be stripped from them.
    let mut builder = GitignoreBuilder::new(".");
    for (index, line) in text.lines().enumerate() {
        if let Err(error) = builder.add_line(None, &composed(line)) {
            fault(index + 1, error.to_string());
        }
    }
    builder.build().unwrap_or_else(|error| {
        fault(1, error.to_string());
        Gitignore::empty()
    })
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

/// Whether joining the name to a folder names something in that folder. On Windows `C:` and `a\b`
/// do not.
pub(super) fn is_one_name(name: &str) -> bool {
    let mut components = Path::new(name).components();
    matches!(components.next(), Some(Component::Normal(part)) if part == name)
        && components.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::{composed, is_at_or_below, is_never_read, is_text, listed};
    use crate::source::Folders;

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
    fn knows_what_may_be_part_of_a_handbook() {
        let folders = |content: &str| Folders {
            content: content.into(),
            beside: vec!["themes/county".into()],
        };
        let check = |content, path, expected| {
            assert_eq!(folders(content).may_hold(&listed(path)), expected, "{content}: {path}");
        };
        for path in ["", "handbook.yaml", "glossary.yml", ".handbookignore", "themes"] {
            check("docs/content", path, true);
        }
        check("docs/content", "docs", true);
        check("docs/content", "docs/content/a.md", true);
        check("docs/content", "themes/county/styles/tokens.css", true);
        check("docs/content", "docs/other/a.md", false);
        check("docs/content", "themes/city/a.css", false);
        check("docs/content", "output/index.html", false);
        check("docs/content", "package.yaml", false);
        check("", "a.md", true);
        check("", "output/index.html", false);
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
