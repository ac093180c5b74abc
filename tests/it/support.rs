//! Handbooks in temporary folders, and the program run on them.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use handbook::flow;
use handbook::render::{Content, OutputPath, Plan};
use tempfile::TempDir;

/// What a run of the program left behind.
pub(crate) struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A temporary folder with these files in it.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder can be made");
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

/// Writes one file, and the folders above it.
pub(crate) fn write(root: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = root.join(path);
    let parent = path.parent().expect("a joined path has a parent");
    std::fs::create_dir_all(parent).expect("a folder can be made");
    std::fs::write(path, text).expect("a file can be written");
}

/// Runs the program in a folder. What it prints has no colour, and the folder's own name is `FOLDER`.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_handbook"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env("NO_COLOR", "1")
        .output()
        .expect("the program was built with the tests");
    let name = folder.to_string_lossy().into_owned();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&name, "FOLDER");
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: text(&output.stdout),
        stderr: text(&output.stderr),
    }
}

/// A photograph as small as one can be, with EXIF and a comment; and what is left of it when it is published.
pub(crate) fn photograph(comment: &str) -> (Vec<u8>, Vec<u8>) {
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).expect("it is short").to_be_bytes();
        [&[0xFF, marker], &length[..], body].concat()
    };
    let (start, end) = (b"\xFF\xD8".to_vec(), b"\x12\xFF\xD9".to_vec());
    let exif = [b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0", comment.as_bytes()].concat();
    let picture = [
        segment(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0"),
        segment(0xDA, b"\x01\x01\0\0\x3F\0"),
        end,
    ]
    .concat();
    let properties = [segment(0xE1, &exif), segment(0xFE, comment.as_bytes())].concat();
    ([&*start, &*properties, &*picture].concat(), [start, picture].concat())
}

/// Every file of a plan with its bytes, as it is published; those that are copies, from the handbook in `root`.
pub(crate) fn made(plan: &Plan, root: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = Mutex::new(BTreeMap::new());
    let take = |path: &OutputPath, content: Content| {
        let published = flow::published(root, path, content).expect("it can be published");
        let bytes = match published {
            Content::Bytes(bytes) => bytes.to_vec(),
            Content::CopyOf(from) => {
                std::fs::read(root.join(from.as_str())).expect("an attachment can be read")
            }
        };
        files.lock().expect("nothing panics").insert(path.as_str().to_owned(), bytes);
        Ok::<(), Infallible>(())
    };
    let Ok(()) = plan.make_index(None, take);
    let Ok(_) = plan.make_files(|_| false, |path, made, _| take(path, made.content.clone()));
    files.into_inner().expect("nothing panics")
}

/// Every file below a folder, with its bytes; of a link, where it leads.
pub(crate) fn folder_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|one| one.is_dir()) {
                waiting.push(entry.path());
            } else {
                let path = entry.path();
                let name = path.strip_prefix(folder).expect("it is below").to_string_lossy();
                let name = name.replace('\\', "/");
                let bytes = match std::fs::read_link(&path) {
                    Ok(leads_to) => leads_to.into_os_string().into_encoded_bytes(),
                    Err(_) => std::fs::read(path).expect("a file can be read"),
                };
                files.insert(name, bytes);
            }
        }
    }
    files
}

/// The path, from the site's root, of the theme's file with this ending that a page uses: `css` or `js`.
pub(crate) fn theme_file(page: &str, ending: &str) -> String {
    let mut names = page.split("theme-files/theme-").skip(1);
    let name = names.find_map(|rest| rest.split('"').next().filter(|name| name.ends_with(ending)));
    format!("theme-files/theme-{}", name.expect("the page uses it"))
}

/// Are expectations to be written instead of compared? `UPDATE_EXPECTATIONS=1 cargo test --test it` does that for
/// the rules' pages and the golden folders.
pub(crate) fn is_updating() -> bool {
    std::env::var_os("UPDATE_EXPECTATIONS").is_some()
}
