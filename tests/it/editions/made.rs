//! A random handbook: something for somebody at every level, and a token of its own in each piece.

use std::fmt::Write;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{photograph, write};

/// The audiences, in the order of their bits.
pub(super) const AUDIENCES: [&str; 3] = ["staff", "partners", "families"];
/// Editions, for whom each is, and whether it shows how the handbook is looked after.
pub(super) const EDITIONS: [(&str, u8, bool); 3] =
    [("internal", 0b001, true), ("partner", 0b010, false), ("public", 0b110, false)];

/// What a piece is for: bits of audiences; 0 says nothing.
pub(super) type For = u8;
/// A piece of a document: which sort, for whom, and for whom what stands inside it is.
pub(super) type Piece = (u8, For, For);

/// What is random about a handbook.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub default: For,
    /// What each section's own document is for, and what it says of those below it.
    pub sections: [(For, For); 3],
    /// Documents: their section, for whom they are, and what stands in them.
    pub documents: Vec<(u8, For, Vec<Piece>)>,
    /// Elements of the model.
    pub elements: Vec<For>,
    pub framework: (For, For),
    pub terms: Vec<For>,
    /// Passages for others to include.
    pub passages: [For; 2],
    /// Versions of documents in Welsh: of which document, and for whom they say that they are.
    pub versions: Vec<(u8, For)>,
    /// Home pages: whether each edition has its own, for whom that says that it is, and the handbook's.
    pub homes: [(bool, For); 3],
    pub home: For,
}

/// Who may see a token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub text: String,
    /// Each of these has to be for an edition's readers.
    pub all: Vec<For>,
    /// The one edition that it may be in, or the ones.
    pub only: Option<Vec<&'static str>>,
    pub governance: bool,
    /// It is shown wherever it may be.
    pub is_shown: bool,
    /// It is a word that search finds.
    pub is_found: bool,
    pub what: &'static str,
}

impl Token {
    pub(super) fn may_be_in(&self, (id, audiences, governance): (&str, u8, bool)) -> bool {
        self.all.iter().all(|one| one & audiences != 0)
            && (governance || !self.governance)
            && self.only.as_ref().is_none_or(|only| only.contains(&id))
    }
}

/// Writes the handbook, and gives its folder and its tokens.
pub(super) fn handbook(plan: &Plan) -> (TempDir, Vec<Token>) {
    let root = TempDir::new().expect("a temporary folder can be made");
    let mut maker = Maker { plan, tokens: Vec::new(), documents: Vec::new() };
    maker.settings(root.path());
    maker.homes(root.path());
    maker.model(root.path());
    maker.glossary(root.path());
    maker.passages(root.path());
    for section in 0..3 {
        maker.section(root.path(), section);
    }
    for index in 0..plan.documents.len() {
        maker.document(root.path(), index);
    }
    for (of, own) in &plan.versions {
        maker.version(root.path(), usize::from(*of), *own);
    }
    (root, maker.tokens)
}

pub(super) struct Maker<'a> {
    pub(super) plan: &'a Plan,
    pub(super) tokens: Vec<Token>,
    /// The documents' files without their ending, and for whom each is.
    documents: Vec<(String, For)>,
}

/// The names of audiences, as a list of YAML writes them.
pub(super) fn names(audiences: For) -> String {
    let all = AUDIENCES.iter().enumerate().filter(|(bit, _)| audiences & (1 << bit) != 0);
    all.map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
}

/// The line that says so; nothing where nothing is said.
pub(super) fn line(before: &str, audiences: For) -> String {
    match audiences {
        0 => String::new(),
        _ => format!("{before}audience: [{}]\n", names(audiences)),
    }
}

impl Maker<'_> {
    /// A new token. Two never begin or end alike, so that no index writes only a part of one.
    pub(super) fn token(&mut self, what: &'static str, all: &[For]) -> String {
        const LETTERS: &[u8] = b"bcdfghjkmnpqrtvwxz";
        let mut state = (self.tokens.len() as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut text = String::new();
        for _ in 0..11 {
            state ^= state >> 29;
            state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9);
            text.push(char::from(LETTERS[(state >> 40) as usize % LETTERS.len()]));
        }
        text.push('q');
        let all = all.to_vec();
        let token = Token {
            text: text.clone(),
            all,
            only: None,
            governance: false,
            is_shown: true,
            is_found: false,
            what,
        };
        self.tokens.push(token);
        text
    }

    /// A token for search too.
    pub(super) fn word(&mut self, what: &'static str, all: &[For]) -> String {
        let token = self.token(what, all);
        self.tokens.last_mut().expect("it was pushed just now").is_found = true;
        token
    }

    /// A token that may be shown but need not.
    pub(super) fn perhaps(&mut self, what: &'static str, all: &[For]) -> String {
        let token = self.token(what, all);
        self.tokens.last_mut().expect("it was pushed just now").is_shown = false;
        token
    }

    /// A token for certain editions alone.
    pub(super) fn only(
        &mut self,
        what: &'static str,
        all: &[For],
        only: &[&'static str],
    ) -> String {
        let token = self.token(what, all);
        self.tokens.last_mut().expect("it was pushed just now").only = Some(only.to_vec());
        token
    }

    pub(super) fn governed(&mut self, what: &'static str, all: &[For]) -> String {
        let token = self.perhaps(what, all);
        self.tokens.last_mut().expect("it was pushed just now").governance = true;
        token
    }

    pub(super) fn or_default(&self, own: For) -> For {
        if own == 0 { self.plan.default } else { own }
    }

    fn passages(&mut self, root: &Path) {
        for (index, own) in self.plan.passages.into_iter().enumerate() {
            let who = self.or_default(own);
            let text = self.perhaps("a passage", &[who]);
            let image = self.perhaps("an image in a passage", &[who]);
            write(root, &format!("content/images/{image}.svg"), "<svg/>");
            let body =
                format!("---\n{}---\n\nSaid: {text} ![](../images/{image}.svg)\n", line("", own));
            write(root, &format!("content/_shared/passage{index}.md"), body);
        }
    }

    /// For whom a document in a section is that says `own`.
    fn readers(&self, section: usize, own: For) -> For {
        let inherited = self.plan.sections[section].1;
        if own != 0 { own } else { self.or_default(inherited) }
    }

    fn section(&mut self, root: &Path, section: usize) {
        let (own, below) = self.plan.sections[section];
        let who = [self.readers(section, own)];
        let title = self.token("a section", &who);
        let owner = self.governed("an owner by default", &[0b111]);
        let secret = self.perhaps("an unknown default", &[0]);
        let defaults = line("  ", below);
        let text = format!(
            "---\ntitle: {title}\n{}defaults:\n  owner: {owner}\n  colour: {secret}\n{defaults}---\n\nHello.\n",
            line("", own)
        );
        write(root, &format!("content/part{section}/index.md"), text);
    }

    fn document(&mut self, root: &Path, index: usize) {
        let (section, own, pieces) = self.plan.documents[index].clone();
        let section = usize::from(section);
        let who = vec![self.readers(section, own)];
        let file = self.token("a file’s name", &who);
        let title = self.word("a title", &who);
        let (summary, tag) = (self.word("a summary", &who), self.word("a tag", &who));
        let (alias, amendment) = (self.token("an alias", &who), self.token("an amendment", &who));
        let keyword = self.word("a keyword", &who);
        let owner = self.governed("an owner", &who);
        let unknown = self.perhaps("an unknown field", &[0]);
        let mut text = format!(
            "---\ntitle: {title}\nsummary: {summary}\ntags: [{tag}]\naliases: [old/{alias}.html]\nowner: {owner}\n\
             amendments: [{{date: 2027-01-01, summary: {amendment}}}]\nsearch: {{keywords: [{keyword}]}}\n\
             secret_field: {unknown}\n{}",
            line("", own)
        );
        text.push_str("related: [../part0/index.md, ../part1/index.md]\n---\n\n");
        for (number, piece) in pieces.into_iter().enumerate() {
            self.piece(root, piece, &who, number, &mut text);
        }
        write(root, &format!("content/part{section}/{file}.md"), text);
        self.documents.push((format!("content/part{section}/{file}"), who[0]));
    }

    /// A version in Welsh is for those whom its source is for, and of them for whom it says.
    fn version(&mut self, root: &Path, of: usize, own: For) {
        let (file, readers) = self.documents[of % self.documents.len()].clone();
        if root.join(format!("{file}.cy.md")).exists() {
            return;
        }
        let who = [if own == 0 { readers } else { readers & own }];
        let title = self.word("a version’s title", &who);
        let (summary, keyword) =
            (self.word("a version’s summary", &who), self.word("a version’s keyword", &who));
        let owner = self.governed("a version’s owner", &who);
        let secret = self.perhaps("a version’s unknown field", &[0]);
        let mut text = format!(
            "---\ntitle: {title}\nsummary: {summary}\nowner: {owner}\nsearch: {{keywords: [{keyword}]}}\n\
             secret_field: {secret}\n{}---\n\n",
            line("", own)
        );
        self.piece(root, (1, own, readers), &who, 0, &mut text);
        write(root, &format!("{file}.cy.md"), text);
    }

    fn piece(&mut self, root: &Path, piece: Piece, who: &[For], number: usize, text: &mut String) {
        let (sort, outer, inner) = piece;
        let (outer, inner) = (outer.max(1), inner.max(1));
        let both: Vec<For> = who.iter().copied().chain([outer]).collect();
        let three: Vec<For> = both.iter().copied().chain([inner]).collect();
        let (out, within) = (names(outer), names(inner));
        let visible = self.word("text before a block", who);
        let _ = writeln!(text, "Seen: {visible}.\n");
        let one = self.word("a block", &both);
        if sort > 5 {
            return self.part(root, sort, (&one, inner), (who, &both), text);
        }
        let _ = match sort {
            0 => writeln!(text, ":::for {out}\n## {one}\n\nText.\n:::\n"),
            1 => {
                let two = self.word("a block in a block", &three);
                writeln!(
                    text,
                    "::::for {out}\n{one}\n\n:::for {within}\n{two}\n:::\n\nMore.\n::::\n"
                )
            }
            2 => {
                let two = self.word("a block in a list in a block", &three);
                writeln!(
                    text,
                    "- Here\n\n  ::::for {out}\n  {one}\n\n  - Deep\n\n    :::for {within}\n    {two}\n    :::\n  ::::\n- There\n"
                )
            }
            3 => writeln!(text, "> Quoted\n>\n> :::for {out}\n> {one}\n> :::\n>\n> after\n"),
            4 => writeln!(text, "::::callout Look\nBefore.\n\n:::for {out}\n{one}\n:::\n::::\n"),
            5 => {
                let note = self.token("a footnote of a hidden text", &both);
                let other = self.token("a footnote defined in a block", &both);
                writeln!(
                    text,
                    "Refers[^o{number}].\n\n:::for {out}\n{one}[^n{number}]\n\n[^o{number}]: {other}\n:::\n\n[^n{number}]: {note}\n"
                )
            }
            _ => unreachable!("the rest is below"),
        };
    }

    /// A piece with something besides words in it.
    fn part(
        &mut self,
        root: &Path,
        sort: u8,
        (one, inner): (&str, For),
        (who, both): (&[For], &[For]),
        text: &mut String,
    ) {
        let out = names(both[both.len() - 1]);
        let outer = both[both.len() - 1];
        let _ = match sort {
            6 => {
                let image = self.token("an image", both);
                let notes = [(); 4].map(|()| self.perhaps("what an image says of itself", &[0]));
                let [comment, metadata, label, exif] = notes;
                let drawing = format!(
                    "<svg xmlns:i=\"http://i.example\" i:label=\"{label}\"><!-- {comment} --><metadata>{metadata}</metadata><text>{image}</text></svg>"
                );
                write(root, &format!("content/images/{image}.svg"), drawing);
                write(root, &format!("content/images/{image}.jpg"), photograph(&exif).0);
                let words = self.token("an attachment’s words", both);
                write(root, &format!("content/images/{image}.txt"), &words);
                writeln!(
                    text,
                    ":::for {out}\n| a | b |\n|---|---|\n| {one} | ![x](../images/{image}.svg) ![y](../images/{image}.jpg) [z](../images/{image}.txt) |\n:::\n"
                )
            }
            7 => {
                let comment = self.perhaps("a comment", &[0]);
                let tail = self.perhaps("a comment in a line", &[0]);
                let reason = self.governed("a reason for an exception", both);
                writeln!(
                    text,
                    "<!-- {comment} -->\n\nSome <!-- {tail} --> text.\n\n:::for {out}\n<!-- allow sentence-long: It is said so in court, {reason}. -->\n<p id=\"{one}\">{one}</p>\n\n:::\n"
                )
            }
            8 => {
                let passage = usize::from(inner % 2);
                let _ =
                    writeln!(text, ":::include {{file=\"../_shared/passage{passage}.md\"}}\n:::\n");
                writeln!(text, ":::for {out}\n~~~\n{one}\n~~~\n:::\n")
            }
            9 => {
                let instead = self.perhaps("words instead of a link", who);
                writeln!(
                    text,
                    "[go](../part{}/index.md \"otherwise: {instead}\") and [on](../part1/)\n\n:::for {out}\n[{one}](https://{one}.example.org)\n:::\n",
                    inner % 3
                )
            }
            10 => {
                let term = self.tokens.iter().find(|token| token.what == "a term");
                let term = term.cloned();
                // A term’s name in the text is the text’s own: only where both may see it is it written.
                let word = term
                    .filter(|term| who.iter().chain([&outer]).all(|one| one & !term.all[0] == 0));
                let word = word.map_or(String::new(), |term| term.text);
                writeln!(text, ":::for {out}\n{one} {word}\n:::\n")
            }
            _ => writeln!(
                text,
                ":::for {out}\n{one}\n:::\n\nA <a href=\"../part{}/index.md\">link</a>.\n",
                inner % 3
            ),
        };
    }
}
