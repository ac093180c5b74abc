//! The outlines of documents and what they mention, kept from one build to the next, so that a document whose text is the
//! same is parsed only if somebody looks at more of it. They lie in several files: one document changes two of them.

mod record;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::flow::Inputs;
use crate::flow::kept::hash;
use crate::load::{self, Known, Sources};
use crate::model::bytes::{read_part, write_part};
use crate::model::config::Config;
use crate::model::{Document, Glossary, Handbook, Mentions, Origin, Parsed};
use crate::publish;
use crate::resolve::KnownMentions;
use crate::source::{SourcePath, Text};

/// In how many files they lie, by the first byte of the origin.
const FILES: u8 = 64;

/// What the last build left in each file.
pub(super) type KeptFiles = Vec<KeptFile>;

/// What the last build left in one file.
#[derive(Default)]
pub(super) struct KeptFile {
    /// What was looked for in texts.
    looked_for: Option<blake3::Hash>,
    /// The origins of the outlines, in order.
    origins: Vec<Origin>,
}

/// What the last build kept.
#[derive(Default)]
pub(super) struct KeptOutlines {
    files: Vec<Records>,
}

/// The records in one file.
#[derive(Default)]
struct Records {
    bytes: Vec<u8>,
    looked_for: Option<blake3::Hash>,
    places: Vec<(Origin, Range<usize>)>,
}

impl KeptOutlines {
    /// What this program kept of the handbook in this folder, as far as it is as it was written.
    pub(super) fn read(handbook: &Path, inputs: Inputs) -> Self {
        let read = |file| {
            let bytes = publish::read_memo(handbook, &name(file))?;
            Records::parse(bytes, inputs.program().as_bytes())
        };
        let files = (0..FILES).into_par_iter().map(|file| read(file).unwrap_or_default());
        KeptOutlines { files: files.collect() }
    }

    /// What is in which file.
    pub(super) fn files(&self) -> KeptFiles {
        let of = |records: &Records| KeptFile {
            looked_for: records.looked_for,
            origins: records.places.iter().map(|(origin, _)| *origin).collect(),
        };
        self.files.iter().map(of).collect()
    }

    /// What texts mention, as far as the same was looked for in them as in these sources.
    pub(super) fn mentions(&self, sources: &Sources) -> KeptMentions<'_> {
        KeptMentions { outlines: self, looked_for: looked_for(&sources.config, &sources.glossary) }
    }

    fn record(&self, of: Origin) -> Option<(&Records, &[u8])> {
        let records = self.files.get(usize::from(file_of(of)))?;
        let at = records.places.binary_search_by(|(origin, _)| origin.cmp(&of)).ok()?;
        Some((records, records.bytes.get(records.places[at].1.clone())?))
    }
}

impl Known for KeptOutlines {
    fn document(&self, path: &SourcePath, text: &Arc<Text>) -> Option<Arc<Parsed>> {
        // A first build has none, and need not know what it would be called.
        if self.files.iter().all(|records| records.places.is_empty()) {
            return None;
        }
        let origin = Origin::of(path, text);
        let (_, record) = self.record(origin)?;
        let outline = record::outline(record, text, origin)?;
        Some(Arc::new(load::document_of(path, text, outline)))
    }
}

/// What texts mention, as far as the last build kept it.
pub(super) struct KeptMentions<'a> {
    outlines: &'a KeptOutlines,
    looked_for: blake3::Hash,
}

impl KnownMentions for KeptMentions<'_> {
    fn mentions(&self, document: &Document) -> Option<Arc<Mentions>> {
        let origin = document.parsed.text.origin();
        let (records, record) = self.outlines.record(origin)?;
        if records.looked_for != Some(self.looked_for) {
            return None;
        }
        record::mentions(record, &document.language, origin).map(Arc::new)
    }
}

/// What tells all that is looked for in texts from anything else, but for the language that each is in.
fn looked_for(config: &Config, glossary: &Glossary) -> blake3::Hash {
    hash(&(&config.legislation, &config.language, &glossary.terms))
}

impl Records {
    fn parse(bytes: Vec<u8>, program: &[u8]) -> Option<Records> {
        let (looked_for, mut rest) = bytes.strip_prefix(program)?.split_first_chunk()?;
        let looked_for = Some(blake3::Hash::from_bytes(*looked_for));
        let mut places = Vec::new();
        while !rest.is_empty() {
            let (origin, after) = rest.split_first_chunk()?;
            rest = after;
            let record = read_part(&mut rest)?;
            let end = bytes.len() - rest.len();
            places.push((Origin::of_bytes(*origin), end - record.len()..end));
        }
        let is_sorted = places.is_sorted_by(|a, b| a.0 < b.0);
        is_sorted.then_some(Records { bytes, looked_for, places })
    }
}

/// The outlines of the documents that a build has read.
pub(super) struct Outlines {
    program: blake3::Hash,
    looked_for: blake3::Hash,
    /// Those whose files are other than the last build left them.
    other: BTreeMap<u8, BTreeMap<Origin, Arc<Document>>>,
}

impl Outlines {
    /// Those of a handbook's documents. The last build `kept` some of them.
    pub(super) fn new(handbook: &Handbook, kept: &KeptFiles, inputs: Inputs) -> Self {
        let looked_for = looked_for(&handbook.config, &handbook.glossary);
        let mut other: BTreeMap<u8, BTreeMap<Origin, Arc<Document>>> =
            (0..FILES).map(|file| (file, BTreeMap::new())).collect();
        for document in &handbook.documents {
            let origin = document.parsed.text.origin();
            other.entry(file_of(origin)).or_default().insert(origin, Arc::clone(document));
        }
        other.retain(|file, now| match kept.get(usize::from(*file)) {
            Some(kept) if kept.origins.iter().eq(now.keys()) => {
                !now.is_empty() && kept.looked_for != Some(looked_for)
            }
            _ => true,
        });
        Outlines { program: *inputs.program(), looked_for, other }
    }

    /// Leaves them for the next build of the handbook in this folder. What can't be kept is parsed again.
    pub(super) fn keep(self, handbook: &Path) {
        let Outlines { program, looked_for, other } = self;
        other.into_par_iter().for_each_init(Vec::new, |bytes, (file, documents)| {
            bytes.clear();
            bytes.extend_from_slice(program.as_bytes());
            bytes.extend_from_slice(looked_for.as_bytes());
            for (origin, document) in documents {
                bytes.extend_from_slice(origin.bytes());
                write_part(bytes, |to| record::write(&document, to));
            }
            let _ = publish::write_memo(handbook, &name(file), bytes);
        });
    }
}

fn name(file: u8) -> String {
    format!("outlines-{file:02}")
}

fn file_of(origin: Origin) -> u8 {
    origin.bytes()[0] % FILES
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::{KeptOutlines, Outlines, Records, file_of, name};
    use crate::flow::{Generation, Inputs, Options, Timings, read};
    use crate::load::{self, Known};
    use crate::model::bytes::write_part;
    use crate::model::{Date, Document, Handbook, Language, Origin};
    use crate::resolve::{self, KnownMentions};
    use crate::source::{History, SourcePath, Text};

    const SETTINGS: &str =
        "title: T\nlegislation:\n  - {name: Children Act 1989, address: https://a.example}\n";
    const GLOSSARY: &str = "- {term: plan, definition: A plan.}\n- {term: team, abbreviations: [IT]}\n- {term: item, abbreviations: [IT]}\n- {term: parent, say_instead_of: [mum]}\n";
    const DOCUMENT: &str = "---\ntitle: A\nsummary: S\nkind: policy\nstatus: current\nowner: O\napproved_by: P\n\
approved: 2026-01-02\neffective_from: 2026-01-03\nversion: \"2\"\nreviewed: 2026-01-04\nreview_by: 2027-01-04\n\
audience: [all]\nmodel: [m]\ncriteria: [f/c]\nlegislation: [\"Children Act 1989, section 47\", Other Act]\n\
related: [b.md]\nsupersedes: [c.md]\nreplaced_by: d.md\namendments:\n  - {date: 2026-02-03, summary: Less}\n\
tags: [t]\naliases: [old.html]\norder: -3\nabbreviations: {AB: a b}\nacknowledge: true\ntemplate: x.html\n\
anonymised: {method: invented, by: Q, on: 2026-03-04}\nchecks: {broken-link: off, reading-age: info}\n\
exceptions:\n  - {rule: broken-link, reason: because}\n  - {rule: broken-link, file: g.pdf}\n\
search: {keywords: [k], boost: 1.5}\nlanguage: cy\ntranslate_into: [pl]\ntranslated: 2026-03-05\nsource_version: \"1\"\n\
defaults: {owner: R, own: 1}\nours: [1, {a: \"b\", c: ~}]\ntitel: B\n---\n\n# A\n\nThe plan of section 17(1)(a) of the Children Act \
1989, IT and mum.\n\n<a id=\"x\">b</a> ![c](c.png) <https://d.example>\n\n<!-- allow broken-link: because -->\n[e](e.md)\n\n\
:::include {file=\"f.md\"}\n:::\n\nWords. <!-- allow broken-link -->\n";

    fn open(root: &Path) -> (Generation, Inputs) {
        let options = Options { today: Date::new(2027, 3, 1).unwrap(), drafts: false };
        let mut reading = read(root, options, Timings::default()).unwrap();
        reading.history = Some(History::new());
        let inputs = reading.inputs("this").unwrap();
        (reading.open_again(Some(inputs)), inputs)
    }

    #[expect(clippy::disallowed_methods, reason = "writes what is read")]
    fn handbook(text: &str) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("content")).unwrap();
        for (path, text) in
            [("handbook.yaml", SETTINGS), ("glossary.yaml", GLOSSARY), ("content/a.md", text)]
        {
            std::fs::write(root.path().join(path), text).unwrap();
        }
        root
    }

    fn keep(root: &Path) -> usize {
        let (generation, inputs) = open(root);
        let outlines = Outlines::new(&generation.handbook, &generation.kept_outlines, inputs);
        let files = outlines.other.len();
        outlines.keep(root);
        files
    }

    #[test]
    fn all_of_an_outline_is_kept_and_all_that_is_mentioned() {
        let path = SourcePath::new("content/a.md").unwrap();
        for text in [DOCUMENT, "", "---\nreviewed: never\ntags: 1\n---\n", "+++\ntitle = 1\n+++\n"]
        {
            let root = handbook(text);
            assert_eq!(keep(root.path()), 1);
            assert_eq!(keep(root.path()), 0, "nothing is other than it was");
            let (again, inputs) = open(root.path());
            let document = &again.handbook.documents[0];
            let text = Arc::new(Text::from(text));
            assert_eq!(*document.parsed, load::document(&path, &text));
            let anew = resolve::resolve(&again.sources, &options(&again), &());
            assert_eq!(anew.documents, again.handbook.documents);
            let kept = KeptOutlines::read(root.path(), inputs);
            let known = kept.document(&path, &text).unwrap();
            assert!(!known.body.is_made(), "it is not parsed again");
            let mut other = Document::clone(document);
            assert!(kept.mentions(&again.sources).mentions(&other).is_some());
            other.language = Language::parse("pl").unwrap();
            assert!(kept.mentions(&again.sources).mentions(&other).is_none());
            let mut sources = again.sources.clone();
            sources.glossary = Arc::default();
            assert!(kept.mentions(&sources).mentions(document).is_none());
        }
    }

    fn options(generation: &Generation) -> resolve::Options {
        let handbook = &generation.handbook;
        resolve::Options {
            today: handbook.today,
            drafts: handbook.drafts,
            hidden: Default::default(),
            attachments: Arc::default(),
            private_names: handbook.private_names.clone(),
            components: Arc::default(),
            theme_settings: Arc::default(),
            theme_phrases: Arc::default(),
            home: None,
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "damages what is read, and writes another")]
    fn what_was_kept_is_known_unless_it_is_damaged_or_another_programs() {
        let root = handbook(DOCUMENT);
        keep(root.path());
        let (generation, inputs) = open(root.path());
        let (path, text) = (SourcePath::new("content/a.md").unwrap(), Text::from(DOCUMENT));
        let text = Arc::new(text);
        let known = |inputs, path: &SourcePath, text: &Arc<Text>| {
            KeptOutlines::read(root.path(), inputs).document(path, text).is_some()
        };
        assert!(known(inputs, &path, &text));
        assert!(!known(inputs, &path, &Arc::new(Text::from("# A\n"))));
        assert!(!known(inputs, &SourcePath::new("content/b.md").unwrap(), &text));
        let origin = generation.handbook.documents[0].parsed.text.origin();
        let file = root.path().join(".handbook-cache").join(name(file_of(origin)));
        let whole = std::fs::read(&file).unwrap();
        std::fs::write(&file, &whole[..whole.len() - 1]).unwrap();
        assert!(!known(inputs, &path, &text));
        assert_eq!(keep(root.path()), 1);
        assert_eq!(std::fs::read(&file).unwrap(), whole);
        std::fs::write(root.path().join("glossary.yaml"), "- {term: team}\n").unwrap();
        assert_eq!(keep(root.path()), 1, "other words are looked for");
        let files = KeptOutlines::read(root.path(), inputs).files();
        let none = Handbook { documents: Vec::new(), ..generation.handbook };
        let outlines = Outlines::new(&none, &files, inputs);
        assert_eq!(outlines.other.len(), 1, "a document is gone");
    }

    #[test]
    fn records_that_are_cut_or_in_disorder_are_none() {
        let records = |origins: &[u8]| {
            let mut bytes = [b"program".as_slice(), &[0; 32]].concat();
            for origin in origins {
                bytes.extend_from_slice(&[*origin; 16]);
                write_part(&mut bytes, |to| to.extend_from_slice(b"ab"));
            }
            bytes
        };
        let whole = records(&[1, 2]);
        let parse = |bytes: &[u8]| Records::parse(bytes.to_vec(), b"program");
        assert_eq!(parse(&whole).unwrap().places[1].0, Origin::of_bytes([2; 16]));
        let ends_of_records = [39, 39 + 26, 39 + 52];
        for end in (0..whole.len()).filter(|end| !ends_of_records.contains(end)) {
            assert!(parse(&whole[..end]).is_none(), "cut at {end}");
        }
        assert!(parse(&records(&[2, 1])).is_none());
        assert!(parse(&records(&[1, 1])).is_none());
    }
}
