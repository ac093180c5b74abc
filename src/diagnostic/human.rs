//! Diagnostics as people read them: what is wrong, the line it is on with the place underlined,
//! and what to do about it. It neither sorts them nor prints anything.

use std::fmt::Write as _;
use std::ops;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthChar;

use crate::diagnostic::safe::{is_unsafe, safe, safe_lines};
use crate::diagnostic::{Counts, Diagnostic, Options, Place, Range, Severity};

/// Columns from one tab stop to the next.
const TAB: usize = 4;

/// A line is shown at least this wide, however narrow the terminal claims to be.
const NARROWEST: usize = 20;

/// Shows diagnostics in paragraphs, with a count of them at the end.
pub fn write(diagnostics: &[Diagnostic], options: &Options<'_>) -> String {
    let painter = Painter { colour: options.colour };
    let mut out = String::new();
    for diagnostic in diagnostics {
        write_diagnostic(&mut out, diagnostic, options.width, painter);
        out.push('\n');
    }
    out.push_str(&summary(Counts::of(diagnostics)));
    out.push('\n');
    out
}

/// `2 errors and 1 warning in 3 files`, or that there is nothing.
pub fn summary(counts: Counts) -> String {
    let some = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let found = [
        some(counts.errors, "error", "errors"),
        some(counts.warnings, "warning", "warnings"),
        some(counts.infos, "for information", "for information"),
    ];
    let found: Vec<String> = found.into_iter().flatten().collect();
    let Some((last, before)) = found.split_last() else {
        return "Nothing to put right".to_owned();
    };
    let found =
        if before.is_empty() { last.clone() } else { format!("{} and {last}", before.join(", ")) };
    match some(counts.files, "file", "files") {
        Some(files) => format!("{found} in {files}"),
        None => found,
    }
}

#[derive(Clone, Copy)]
struct Painter {
    colour: bool,
}

impl Painter {
    fn paint(self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// The style of a severity's word and of the carets.
fn severity_style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

fn write_diagnostic(out: &mut String, diagnostic: &Diagnostic, width: usize, painter: Painter) {
    let style = severity_style(diagnostic.severity);
    let severity = painter.paint(style, diagnostic.severity.as_str());
    let message = painter.paint(Style::new().bold(), &indented(&diagnostic.message));
    let rule = painter.paint(Style::new().dimmed(), &format!("[{}]", diagnostic.rule));
    push_line(out, &format!("{severity}: {message} {rule}"));
    if let Some(place) = &diagnostic.place {
        push_line(out, &format!("  {}", shown_place(place, painter)));
        write_excerpt(out, place, width, style, painter);
    }
    if let Some(help) = &diagnostic.help {
        let label = painter.paint(AnsiColor::Green.on_default().bold(), "To put it right:");
        push_line(out, &format!("  {label} {}", indented(help)));
    }
    for related in &diagnostic.related {
        let place = shown_place(&related.place, painter);
        push_line(out, &format!("  {}: {place}", indented(&related.message)));
        let style = AnsiColor::Blue.on_default().bold();
        write_excerpt(out, &related.place, width, style, painter);
    }
}

/// A text of ours that may hold words from content, its further lines below the first.
fn indented(text: &str) -> String {
    safe_lines(text).replace('\n', "\n  ")
}

fn shown_place(place: &Place, painter: Painter) -> String {
    painter.paint(AnsiColor::Blue.on_default(), &safe(&place.to_string()))
}

/// The line with its number, and the place underlined.
fn write_excerpt(out: &mut String, place: &Place, width: usize, style: Style, painter: Painter) {
    let Some(range) = &place.range else { return };
    let number = range.start.line.to_string();
    let blank = " ".repeat(number.len());
    let gutter = |number: &str| painter.paint(Style::new().dimmed(), &format!("  {number} |"));
    let room = width.saturating_sub(number.len() + 5).max(NARROWEST);
    let excerpt = Excerpt::of(range, room);
    push_line(out, &format!("{} {}", gutter(&number), excerpt.line));
    let carets = painter.paint(style, &"^".repeat(excerpt.carets));
    push_line(out, &format!("{} {}{carets}", gutter(&blank), " ".repeat(excerpt.before)));
}

fn push_line(out: &mut String, line: &str) {
    writeln!(out, "{}", line.trim_end()).expect("writing to a String cannot fail");
}

/// A line as it is shown, and the columns in which it is underlined.
pub struct Excerpt {
    /// The line, without what a terminal would obey.
    pub line: String,
    /// How many columns there are before the carets.
    pub before: usize,
    /// How many carets there are, at least one.
    pub carets: usize,
}

impl Excerpt {
    /// Cuts the line around the place if it takes more than `room` columns.
    pub fn of(range: &Range, room: usize) -> Self {
        let cells = cells(&range.line);
        let start = (range.start.column - 1).saturating_sub(range.cut).min(cells.len());
        let end = if range.end.line == range.start.line {
            (range.end.column - 1).saturating_sub(range.cut).clamp(start, cells.len())
        } else {
            cells.len()
        };
        let window = window(&cells, start..end, room);
        let mut line = String::new();
        let mut before = 0;
        if window.start > 0 {
            line.push('…');
            before += 1;
        }
        cells[window.clone()].iter().for_each(|cell| line.push_str(&cell.shown));
        if window.end < cells.len() {
            line.push('…');
        }
        before += columns(&cells[window.start..start]);
        let carets = columns(&cells[start..end.clamp(start, window.end.max(start))]).max(1);
        Excerpt { line, before, carets }
    }
}

/// A character of a line as it is shown.
struct Cell {
    shown: String,
    width: usize,
}

fn cells(line: &str) -> Vec<Cell> {
    let mut column = 0;
    let mut cells = Vec::new();
    for c in line.chars() {
        let shown = match c {
            '\t' => " ".repeat(TAB - column % TAB),
            c if is_unsafe(c) => c.escape_unicode().collect(),
            c => c.to_string(),
        };
        let width = shown.chars().filter_map(UnicodeWidthChar::width).sum();
        column += width;
        cells.push(Cell { shown, width });
    }
    cells
}

fn columns(cells: &[Cell]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
}

/// Which of the cells to show in `room` columns, so that the start of `place` is among them with
/// as much around it as there is room for.
fn window(cells: &[Cell], place: ops::Range<usize>, room: usize) -> ops::Range<usize> {
    if columns(cells) <= room {
        return 0..cells.len();
    }
    // Each side may be cut and then ends in an ellipsis; a caret may stand after the last cell.
    let room = room - 3;
    let place_width = columns(&cells[place.clone()]).min(room);
    let mut start = place.start;
    let mut used = 0;
    while start > 0 && used + cells[start - 1].width <= (room - place_width) / 2 {
        start -= 1;
        used += cells[start].width;
    }
    let mut end = place.start;
    while end < cells.len() && used + cells[end].width <= room {
        used += cells[end].width;
        end += 1;
    }
    while start > 0 && used + cells[start - 1].width <= room {
        start -= 1;
        used += cells[start].width;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};
    use unicode_width::UnicodeWidthChar;

    use super::{NARROWEST, summary, write};
    use crate::diagnostic::{Counts, Options, Place, samples};
    use crate::source::{SourcePath, Span, Text};

    proptest! {
        #[test]
        fn never_shows_more_than_fits(
            before in ".{0,60}", at in ".{0,60}", after in ".{0,60}", width in 0usize..120,
        ) {
            let text = format!("{before}{at}{after}");
            let place = Place::at(
                &SourcePath::new("a.md").unwrap(),
                &Text::from(&*text),
                Span::new(before.len(), before.len() + at.len()),
            );
            let shown = write(&[samples::error("Wrong.", place)], &Options { width, ..Options::default() });
            for line in shown.lines().filter_map(|line| Some(line.split_once("| ")?.1)) {
                let columns: usize = line.chars().filter_map(UnicodeWidthChar::width).sum();
                prop_assert!(columns <= width.saturating_sub(6).max(NARROWEST), "{}", shown);
            }
        }
    }

    /// The line and its carets, without the gutter.
    fn check(text: &str, needle: &str, width: usize, expected: [&str; 2]) {
        let error = samples::error("Wrong.", samples::place("a.md", text, needle));
        let shown = write(&[error], &Options { width, ..Options::default() });
        let lines: Vec<&str> =
            shown.lines().filter_map(|line| Some(line.split_once("| ")?.1)).collect();
        assert_eq!(lines, expected, "{shown}");
    }

    #[test]
    fn shows_message_place_line_help_and_related_places() {
        insta::assert_snapshot!(write(&samples::several(), &Options::default()), @"
        error: There is no file “thresholds.md”. [broken-link]
          content/contact.md:3:18
          3 | See [thresholds](thresholds.md), please.
            |                  ^^^^^^^^^^^^^
          To put it right: Write it as ../guidance/thresholds.md.

        warning: Two documents are called “Visits”. [duplicate-title]
          content/50%: a, b.md:1:8
          1 | title: Visits
            |        ^^^^^^
          the other one: content/é.md:2:8
          2 | title: Visits
            |        ^^^^^^

        info: The handbook has no glossary. [no-glossary]

        1 error, 1 warning and 1 for information in 2 files
        ");
    }

    #[test]
    fn colours_only_if_asked() {
        let options = Options { colour: true, ..Options::default() };
        let shown = write(&samples::several()[..1], &options).replace('\u{1b}', "ESC");
        insta::assert_snapshot!(shown, @"
        ESC[1mESC[31merrorESC[0m: ESC[1mThere is no file “thresholds.md”.ESC[0m ESC[2m[broken-link]ESC[0m
          ESC[34mcontent/contact.md:3:18ESC[0m
        ESC[2m  3 |ESC[0m See [thresholds](thresholds.md), please.
        ESC[2m    |ESC[0m                  ESC[1mESC[31m^^^^^^^^^^^^^ESC[0m
          ESC[1mESC[32mTo put it right:ESC[0m Write it as ../guidance/thresholds.md.

        1 error in 1 file
        ");
    }

    #[test]
    fn underlines_what_is_meant() {
        check("one two", "two", 80, ["one two", "    ^^^"]);
        check("日本 two é", "two", 80, ["日本 two é", "     ^^^"]);
        check("日本", "本", 80, ["日本", "  ^^"]);
        check("cafe\u{301} two", "two", 80, ["cafe\u{301} two", "     ^^^"]);
        check("a\tb\tc", "b\t", 80, ["a   b   c", "    ^^^^"]);
        check("a\u{1b}[31mb", "b", 80, ["a\\u{1b}[31mb", "           ^"]);
        check("one\ntwo three", "e\ntwo", 80, ["one", "  ^"]);
        check("one", "", 80, ["one", "^"]);
    }

    #[test]
    fn cuts_long_lines_around_the_place() {
        let long = format!("{}HERE{}", "a ".repeat(50), " z".repeat(50));
        check(&long, "HERE", 40, ["… a a a a a a HERE z z z z z z z…", "              ^^^^"]);
        check(&long, "a", 40, ["a a a a a a a a a a a a a a a a…", "^"]);
        let end = format!("{}HERE", "a ".repeat(50));
        check(
            &end,
            "HERE",
            40,
            ["… a a a a a a a a a a a a a HERE", "                            ^^^^"],
        );
        let wide = "日".repeat(50);
        check(&wide, &wide[60..], 30, ["日日日日日日日日日日…", "^^^^^^^^^^^^^^^^^^^^"]);
        let end = format!("{} x", "y".repeat(50));
        check(&end, " x", 30, ["…yyyyyyyyyyyyyyyyyyy x", "                    ^^"]);
    }

    #[test]
    fn shows_a_file_as_a_whole_and_lines_of_a_message() {
        let place = Place::file(&SourcePath::new("a\u{1b}.md").unwrap());
        let shown = write(&[samples::error("Two\nlines.", place)], &Options::default());
        assert_eq!(
            shown,
            "error: Two\n  lines. [broken-link]\n  a\\u{1b}.md\n\n1 error in 1 file\n"
        );
    }

    #[test]
    fn counts_in_words() {
        let check = |errors, warnings, infos, files, expected| {
            assert_eq!(summary(Counts { errors, warnings, infos, files }), expected);
        };
        check(2, 1, 0, 3, "2 errors and 1 warning in 3 files");
        check(1, 2, 3, 1, "1 error, 2 warnings and 3 for information in 1 file");
        check(0, 1, 0, 0, "1 warning");
        check(0, 0, 0, 0, "Nothing to put right");
    }
}
