//! The line on a terminal that says how far a command is that takes more than a second. It is rewritten in its place
//! without colours or codes, makes way for whatever else is said, and is gone at the end. Where standard error is no
//! terminal, nothing of it is written.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::cli::output;
use crate::flow::{Progress, Timings};

/// A command that ends before this says nothing of how far it is.
const AFTER: Duration = Duration::from_secs(1);
const EVERY: Duration = Duration::from_millis(100);

/// The line that is shown.
static SHOWN: Mutex<Line> = Mutex::new(Line { width: 0, has_ended: false });

struct Line {
    /// How many characters of it are on the terminal.
    width: usize,
    has_ended: bool,
}

impl Line {
    /// Writes a line in the place of the last one; an empty one removes it.
    fn show(&mut self, text: &str, to: &mut impl Write) -> io::Result<()> {
        let width = text.chars().count();
        if width == 0 && self.width == 0 {
            return Ok(());
        }
        let rest = self.width.saturating_sub(width);
        write!(to, "\r{text}{:rest$}\r{text}", "")?;
        self.width = width;
        to.flush()
    }
}

/// Shows how far a run is, once it takes a while, if anybody can see it.
pub(super) fn start(timings: &Timings) {
    if !is_wanted(io::stderr().is_terminal(), std::env::var_os("TERM").as_deref()) {
        return;
    }
    let timings = timings.clone();
    thread::spawn(move || {
        thread::sleep(AFTER);
        loop {
            let text = words(timings.progress());
            let text: String = text.chars().take(output::terminal_width() - 1).collect();
            let mut line = SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
            if line.has_ended || line.show(&text, &mut io::stderr()).is_err() {
                return;
            }
            drop(line);
            thread::sleep(EVERY);
        }
    });
}

/// Says something else, with the line out of the way.
pub(super) fn aside(say: impl FnOnce()) {
    let mut line = SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
    // Where the terminal is gone there is nobody to see what is left on it.
    let _ = line.show("", &mut io::stderr());
    say();
}

/// Removes the line for good.
pub(super) fn end() {
    let mut line = SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
    line.has_ended = true;
    let _ = line.show("", &mut io::stderr());
}

/// A terminal that can go back to the start of a line.
fn is_wanted(is_terminal: bool, term: Option<&std::ffi::OsStr>) -> bool {
    is_terminal && term.is_none_or(|term| term != "dumb")
}

fn words(Progress { stage, made, to_make }: Progress) -> String {
    let doing = match stage {
        "" | "read" => "Reading the files",
        "history" => "Asking git when documents were edited",
        "inputs" | "compare" => "Looking for what has changed",
        "check" => "Checking",
        "search" => "Making the search index",
        "pages" => return format!("Making pages: {made} of {to_make}"),
        "publish" | "exchange" | "keep" => "Publishing",
        _ => "Putting the handbook together",
    };
    format!("{doing} …")
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::{Line, is_wanted, words};
    use crate::flow::Progress;

    #[test]
    fn a_line_takes_the_place_of_the_last_and_leaves_nothing() {
        let mut line = Line { width: 0, has_ended: false };
        let mut written = Vec::new();
        for text in ["", "Making", "A"] {
            line.show(text, &mut written).unwrap();
        }
        line.show("", &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), "\rMaking\rMaking\rA     \rA\r \r");
    }

    #[test]
    fn only_a_terminal_that_can_show_it_is_written_to() {
        let check = |is_terminal, term: Option<&str>, expected| {
            assert_eq!(is_wanted(is_terminal, term.map(OsStr::new)), expected);
        };
        check(true, Some("xterm-256color"), true);
        check(true, None, true);
        check(true, Some("dumb"), false);
        check(false, Some("xterm-256color"), false);
    }

    #[test]
    fn says_how_far_it_is() {
        let check = |stage, expected: &str| {
            assert_eq!(words(Progress { stage, made: 120, to_make: 1754 }), expected);
        };
        check("", "Reading the files …");
        check("resolve", "Putting the handbook together …");
        check("pages", "Making pages: 120 of 1754");
    }
}
