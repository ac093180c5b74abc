//! What a template writes for all pages of a shape: its text, and blanks where the words of each go.

use tera::Value;

/// What goes into a blank.
#[derive(Clone)]
pub(super) enum Blank {
    /// A word of a field.
    Word { field: usize, word: usize },
    /// The page's text.
    Content,
    /// The list of its headings.
    Headings,
    /// The list of its section's navigation.
    Navigation,
    /// What leads to the site's root.
    Root,
    /// A piece of the frame.
    Frame(String),
    /// What another part of the page's template writes.
    Part(usize),
}

/// Stand before and after a blank's number. They are no characters, so that nobody writes them.
const MARKS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// The blanks that a template is given.
#[derive(Default)]
pub(super) struct Blanks(Vec<Blank>);

impl Blanks {
    fn mark(&mut self, blank: Blank) -> String {
        self.0.push(blank);
        format!("{}{}{}", MARKS[0], self.0.len() - 1, MARKS[1])
    }

    /// A blank for what is escaped where it is written.
    pub(super) fn escaped(&mut self, blank: Blank) -> Value {
        Value::from(self.mark(blank))
    }

    /// A blank for what is written as it is.
    pub(super) fn safe(&mut self, blank: Blank) -> Value {
        Value::safe_string(&self.mark(blank))
    }
}

/// What a template wrote.
pub(super) struct Form {
    /// Texts, and the blank that comes after each.
    pub pieces: Vec<(String, Blank)>,
    pub end: String,
}

impl Form {
    /// What a template wrote that was given these blanks. Nothing, if it wrote marks that are not of them.
    pub(super) fn new(html: &str, blanks: &Blanks) -> Option<Self> {
        let mut texts = html.split(MARKS[0]);
        let mut text = texts.next()?.to_owned();
        let mut pieces = Vec::new();
        for rest in texts {
            let (number, rest) = rest.split_once(MARKS[1])?;
            let blank = blanks.0.get(number.parse::<usize>().ok()?)?;
            pieces.push((text, blank.clone()));
            text = rest.to_owned();
        }
        Some(Form { pieces, end: text })
    }
}
