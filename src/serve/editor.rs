//! Opens a file of the handbook where its writer edits it, or an address in the browser. It starts programs
//! and waits for none.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

/// Editors with a window of their own, and how each is told the line. One that runs in a terminal can't be
/// started from here.
const WITH_WINDOWS: &[(&str, Line)] = &[
    ("code", Line::Goto),
    ("code-insiders", Line::Goto),
    ("codium", Line::Goto),
    ("cursor", Line::Goto),
    ("windsurf", Line::Goto),
    ("zed", Line::Colon),
    ("subl", Line::Colon),
    ("sublime_text", Line::Colon),
    ("mate", Line::None),
    ("bbedit", Line::None),
    ("xed", Line::None),
    ("gvim", Line::Plus),
    ("mvim", Line::Plus),
    ("gedit", Line::Plus),
    ("gnome-text-editor", Line::Plus),
    ("pluma", Line::Plus),
    ("kate", Line::None),
    ("kwrite", Line::None),
    ("mousepad", Line::None),
    ("geany", Line::Plus),
    ("notepad", Line::None),
    ("notepad++", Line::None),
    ("typora", Line::None),
    ("marktext", Line::None),
];

/// How an editor is told the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// `--goto FILE:LINE`
    Goto,
    /// `FILE:LINE`
    Colon,
    /// `+LINE FILE`
    Plus,
    /// Not at all.
    None,
}

/// Opens a file at a line. `editor` is the command that the person has chosen, if any.
///
/// # Errors
/// If nothing could be started.
pub(super) fn open_file(editor: Option<&str>, file: &Path, line: Option<usize>) -> io::Result<()> {
    let own = editor.and_then(|command| own_editor(command, file, line));
    let commands = own.into_iter().chain([by_system(file.as_os_str())]);
    start_first(commands)
}

/// Opens an address in the browser.
///
/// # Errors
/// If nothing could be started.
pub(super) fn open_browser(address: &str) -> io::Result<()> {
    let mut command = if cfg!(windows) { Command::new("cmd") } else { by_system(address.as_ref()) };
    if cfg!(windows) {
        // The empty text is the window's title, which `start` takes from the first quoted word.
        command.args(["/c", "start", "", address]);
    }
    start_first([command])
}

/// The person's editor, if it has a window of its own.
fn own_editor(command: &str, file: &Path, line: Option<usize>) -> Option<Command> {
    let mut words = words(command).into_iter();
    let program = words.next()?;
    let name = Path::new(&program).file_stem()?.to_str()?.to_ascii_lowercase();
    let (_, takes) = WITH_WINDOWS.iter().find(|(known, _)| *known == name)?;
    let mut command = Command::new(&program);
    command.args(words);
    let with_line = |line: usize| {
        let mut text = file.as_os_str().to_owned();
        text.push(format!(":{line}"));
        text
    };
    match (takes, line) {
        (Line::Goto, Some(line)) => command.arg("--goto").arg(with_line(line)),
        (Line::Colon, Some(line)) => command.arg(with_line(line)),
        (Line::Plus, Some(line)) => command.arg(format!("+{line}")).arg(file),
        _ => command.arg(file),
    };
    Some(command)
}

/// A command's words; quotation marks keep those with spaces together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for c in command.chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (c, None) if c.is_whitespace() => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            (c, _) => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whatever the system opens such a thing with. On Windows it is `explorer` and not `cmd`, which would obey
/// an ampersand in a file's name.
fn by_system(what: &std::ffi::OsStr) -> Command {
    let program = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(program);
    command.arg(what);
    command
}

/// Starts the first of these that can be started.
fn start_first(commands: impl IntoIterator<Item = Command>) -> io::Result<()> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for mut command in commands {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match command.spawn() {
            Ok(child) => {
                reap(child);
                return Ok(());
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Waits for a program on a thread of its own, so that the system can forget it when it has ended.
fn reap(mut child: Child) {
    thread::spawn(move || {
        // How it ended is its own affair.
        let _ = child.wait();
    });
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::own_editor;

    fn check(editor: &str, line: Option<usize>, expected: Option<&str>) {
        let command = own_editor(editor, Path::new("/h/a b.md"), line);
        let shown = command.map(|command| {
            let words = std::iter::once(command.get_program()).chain(command.get_args());
            words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join("|")
        });
        assert_eq!(shown.as_deref(), expected);
    }

    #[test]
    fn starts_editors_that_have_a_window() {
        check("code --wait", Some(3), Some("code|--wait|--goto|/h/a b.md:3"));
        check("\"/my apps/subl\" -n", Some(3), Some("/my apps/subl|-n|/h/a b.md:3"));
        check("gvim", Some(3), Some("gvim|+3|/h/a b.md"));
        check("code", None, Some("code|/h/a b.md"));
        check("vim", Some(3), None);
        check("nano", None, None);
        check("", None, None);
    }
}
