//! Where the documents of a folder are that is not set up as a handbook.

use std::fs;
use std::path::{Path, PathBuf};

use crate::source::names::is_never_read;

/// Where the documents are in a folder that doesn't say: in `content`, `docs` or `src` if one of them
/// holds Markdown, or else in the folder itself (then empty).
pub fn likely_content(root: &Path) -> String {
    let likely =
        ["content", "docs", "src"].into_iter().find(|name| holds_markdown(root.join(name)));
    likely.unwrap_or_default().to_owned()
}

/// Is there Markdown in the folder or below it? Only so far as is quickly seen.
fn holds_markdown(folder: PathBuf) -> bool {
    let mut open = vec![folder];
    let mut left = 1_000_usize;
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten().take(left) {
            left -= 1;
            let name = entry.file_name();
            if is_never_read(&name.to_string_lossy()) {
                continue;
            }
            if Path::new(&name).extension().is_some_and(|ending| ending == "md") {
                return true;
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                open.push(entry.path());
            }
        }
    }
    false
}
