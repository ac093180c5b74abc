//! The page of what readers would see otherwise: a file by itself, for those who look it over before it is published.

use std::fmt::Write;

use crate::compare::{Change, Difference, Edit, Piece, Sort};
use crate::render::html::escape;

/// How each such page begins, by which one is known.
pub const DIFFERENCE: &str = "<!doctype html>\n<!-- Made by handbook diff -->\n";

/// The page: `title` is what the edition is called, and `since` what it is compared with, in words.
pub fn difference(difference: &Difference, title: &str, since: &str) -> String {
    let (title, since) = (escape(title), escape(since));
    let style = include_str!("difference.css");
    let mut page = format!(
        "{DIFFERENCE}<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>What has changed: {title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n{style}</style>\n</head>\n\
         <body>\n<main>\n<h1>What has changed</h1>\n\
         <p class=\"since\">{title}. What readers would see now, compared with {since}.</p>\n"
    );
    contents(&mut page, difference);
    let mut number = 0;
    for (sort, heading) in SORTS {
        let mut of_sort = difference.changes.iter().filter(|one| one.sort == sort).peekable();
        if of_sort.peek().is_some() {
            let _ = writeln!(page, "<h2 id=\"{}\">{heading}</h2>", sort.as_str());
        }
        for one in of_sort {
            number += 1;
            change(&mut page, one, number);
        }
    }
    files(&mut page, difference);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// The sorts in the order of the page, each with its heading.
const SORTS: [(Sort, &str); 4] = [
    (Sort::Changed, "Changed"),
    (Sort::Added, "New"),
    (Sort::Moved, "Moved"),
    (Sort::Removed, "Gone"),
];

/// How much there is of each sort, with links to it.
fn contents(page: &mut String, difference: &Difference) {
    if difference.changes.is_empty() && difference.files.is_empty() {
        page.push_str("<p>Nothing that readers would see has changed.</p>\n");
        return;
    }
    page.push_str("<ul>\n");
    for (sort, _) in SORTS {
        let count = difference.changes.iter().filter(|one| one.sort == sort).count();
        if count > 0 {
            let word = sort.as_str();
            let _ = writeln!(page, "<li><a href=\"#{word}\">{count} {word}</a></li>");
        }
    }
    if !difference.files.is_empty() {
        let count = difference.files.len();
        let files = if count == 1 { "file" } else { "files" };
        let _ =
            writeln!(page, "<li><a href=\"#files\">{count} {files} beside the documents</a></li>");
    }
    let _ = writeln!(page, "<li>{} as before</li>\n</ul>", difference.unchanged);
}

fn change(page: &mut String, change: &Change, number: usize) {
    let (title, file) = (escape(&change.title), escape(&change.file));
    let _ = writeln!(page, "<article>\n<h3 id=\"document-{number}\">{title}</h3>");
    let _ = match &change.file_before {
        Some(before) => writeln!(page, "<p class=\"file\">{file}, before {}</p>", escape(before)),
        None => writeln!(page, "<p class=\"file\">{file}</p>"),
    };
    let (added, removed) = change.counts();
    let is_whole = matches!(change.sort, Sort::Added | Sort::Removed);
    if is_whole {
        let _ =
            writeln!(page, "<details>\n<summary>All of its {} words</summary>", added + removed);
    } else if change.edits.is_empty() {
        page.push_str("<p class=\"counts\">It says the same.</p>\n");
    } else {
        let _ = writeln!(page, "<p class=\"counts\">{}.</p>", words_of(added, removed));
    }
    let mut heading = "";
    for edit in &change.edits {
        if edit.heading != heading {
            heading = &edit.heading;
            let shown = if heading.is_empty() { "At the top" } else { heading };
            let _ = writeln!(page, "<h4>{}</h4>", escape(shown));
        }
        let _ = writeln!(page, "<p class=\"edit\">{}</p>", line(edit, is_whole));
    }
    page.push_str(if is_whole { "</details>\n</article>\n" } else { "</article>\n" });
}

/// How many words are new and how many gone.
pub fn words_of(added: usize, removed: usize) -> String {
    let words =
        |count: usize| if count == 1 { "1 word".to_owned() } else { format!("{count} words") };
    match (added, removed) {
        (0, removed) => format!("{} gone", words(removed)),
        (added, 0) => format!("{} new", words(added)),
        (added, removed) => format!("{} new, {removed} gone", words(added)),
    }
}

/// A line with what is new and gone in it marked. Of what is new or gone as a whole, nothing is.
fn line(edit: &Edit, is_whole: bool) -> String {
    let pieces = edit.pieces.iter().map(|piece| match piece {
        Piece::Added(text) | Piece::Removed(text) | Piece::Same(text) if is_whole => escape(text),
        Piece::Same(text) => escape(text),
        Piece::Added(text) => marked("ins", "new", text),
        Piece::Removed(text) => marked("del", "gone", text),
    });
    pieces.collect::<Vec<_>>().join(" ")
}

fn marked(tag: &str, word: &str, text: &str) -> String {
    let text = escape(text);
    format!(
        "<{tag}><span class=\"heard\">{word}: </span>{text}<span class=\"heard\"> (end of {word})</span></{tag}>"
    )
}

fn files(page: &mut String, difference: &Difference) {
    if difference.files.is_empty() {
        return;
    }
    page.push_str("<h2 id=\"files\">Files beside the documents</h2>\n<ul>\n");
    for (sort, file) in &difference.files {
        let _ = writeln!(
            page,
            "<li>{}: <span class=\"file\">{}</span></li>",
            sort.as_str(),
            escape(file)
        );
    }
    page.push_str("</ul>\n");
}
