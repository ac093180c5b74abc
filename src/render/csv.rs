//! Rows to CSV that a spreadsheet opens as it is meant: with a byte order mark, without which Excel reads UTF-8 as
//! something else, and with nothing in it that a spreadsheet would run.

/// Rows as CSV (RFC 4180).
pub(crate) fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut text = String::from("\u{FEFF}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// A spreadsheet takes what begins with one of these for a formula (OWASP, “CSV injection”); behind an apostrophe
/// it is text.
fn escape(cell: &str) -> String {
    let is_formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let cell = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    match cell.contains([',', ';', '"', '\r', '\n', '\t']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn nothing_in_it_is_run() {
        let check = |cell: &str, expected: &str| {
            let rows = [vec![cell.to_owned(), "b".to_owned()]];
            let written = String::from_utf8(csv(rows)).unwrap();
            assert_eq!(written, format!("\u{FEFF}{expected},b\r\n"), "{cell}");
        };
        check("Three Houses", "Three Houses");
        check("worried, hopeful", "\"worried, hopeful\"");
        check("the “danger” \"statement\"", "\"the “danger” \"\"statement\"\"\"");
        check("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"");
        check("-2+3", "'-2+3");
        check("two\nlines", "\"two\nlines\"");
    }
}
