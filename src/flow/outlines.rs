//! The outlines of documents, kept from one build to the next, so that a document whose text is the same is parsed only
//! if somebody looks at more of it. They lie in several files: one document changes two of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::flow::Inputs;
use crate::flow::bytes::{Bytes, fields, variants};
use crate::load::{self, Known};
use crate::markdown::tree::{Link, LinkKind};
use crate::model::{
    Covers, Exception, FrontMatter, HeadingLine, Include, Origin, Outline, Parsed, Watched,
};
use crate::publish;
use crate::source::{SourcePath, Text};

/// In how many files they lie, by the first byte of the origin.
const FILES: u8 = 64;

/// The origins of the outlines in each file, in order.
pub(super) type Origins = Vec<Vec<Origin>>;

/// The outlines that the last build kept.
#[derive(Default)]
pub(super) struct KeptOutlines {
    files: Vec<Records>,
}

/// The records in one file.
#[derive(Default)]
struct Records {
    bytes: Vec<u8>,
    places: Vec<(Origin, Range<usize>)>,
}

impl KeptOutlines {
    /// Those that this program kept of the handbook in this folder, as far as they are as they were written.
    pub(super) fn read(handbook: &Path, inputs: Inputs) -> Self {
        let read = |file| {
            let bytes = publish::read_memo(handbook, &name(file))?;
            Records::parse(bytes, inputs.program().as_bytes())
        };
        let files = (0..FILES).into_par_iter().map(|file| read(file).unwrap_or_default());
        KeptOutlines { files: files.collect() }
    }

    /// Whose they are.
    pub(super) fn origins(&self) -> Origins {
        let of = |records: &Records| records.places.iter().map(|(origin, _)| *origin).collect();
        self.files.iter().map(of).collect()
    }

    fn outline(&self, of: Origin) -> Option<Outline> {
        let Records { bytes, places } = self.files.get(usize::from(file_of(of)))?;
        let at = places.binary_search_by(|(origin, _)| origin.cmp(&of)).ok()?;
        let mut record = bytes.get(places[at].1.clone())?;
        let outline = read_outline(&mut record, of)?;
        record.is_empty().then_some(outline)
    }
}

impl Known for KeptOutlines {
    fn document(&self, path: &SourcePath, text: &Arc<Text>) -> Option<Arc<Parsed>> {
        let outline = self.outline(Origin::of(path, text))?;
        Some(Arc::new(load::document_of(path, text, outline)))
    }
}

impl Records {
    fn parse(bytes: Vec<u8>, program: &[u8]) -> Option<Records> {
        let mut rest = bytes.strip_prefix(program)?;
        let mut places = Vec::new();
        while !rest.is_empty() {
            let (origin, after) = rest.split_first_chunk()?;
            rest = after;
            let length = usize::read(&mut rest)?;
            let start = bytes.len() - rest.len();
            rest = rest.get(length..)?;
            places.push((Origin::of_bytes(*origin), start..start + length));
        }
        places.is_sorted_by(|a, b| a.0 < b.0).then_some(Records { bytes, places })
    }
}

/// The outlines of the documents that a build has read.
pub(super) struct Outlines {
    program: blake3::Hash,
    /// Those whose files are other than the last build left them.
    other: BTreeMap<u8, BTreeMap<Origin, Arc<Parsed>>>,
}

impl Outlines {
    /// Those of these documents. The last build `kept` some of them.
    pub(super) fn new(documents: &[Arc<Parsed>], kept: &Origins, inputs: Inputs) -> Self {
        let mut files: BTreeMap<u8, BTreeMap<Origin, Arc<Parsed>>> =
            (0..FILES).map(|file| (file, BTreeMap::new())).collect();
        for document in documents {
            let origin = document.text.origin();
            files.entry(file_of(origin)).or_default().insert(origin, Arc::clone(document));
        }
        files
            .retain(|file, now| !kept.get(usize::from(*file)).into_iter().flatten().eq(now.keys()));
        Outlines { program: *inputs.program(), other: files }
    }

    /// Leaves them for the next build of the handbook in this folder. What can't be kept is parsed again.
    pub(super) fn keep(self, handbook: &Path) {
        self.other.into_par_iter().for_each(|(file, documents)| {
            let mut bytes = self.program.as_bytes().to_vec();
            let mut record = Vec::new();
            for (origin, document) in documents {
                record.clear();
                write_outline(&document.outline, &mut record);
                bytes.extend_from_slice(origin.bytes());
                record.len().write(&mut bytes);
                bytes.extend_from_slice(&record);
            }
            let _ = publish::write_memo(handbook, &name(file), &bytes);
        });
    }
}

fn name(file: u8) -> String {
    format!("outlines-{file:02}")
}

fn file_of(origin: Origin) -> u8 {
    origin.bytes()[0] % FILES
}

/// What can't be found out when somebody looks, and takes long to find out before.
fn write_outline(outline: &Outline, to: &mut Vec<u8>) {
    let Outline { front: _, headings, anchors, links, includes, exceptions, opening: _, words: _ } =
        outline;
    headings.write(to);
    anchors.write(to);
    links.write(to);
    includes.write(to);
    exceptions.write(to);
}

fn read_outline(from: &mut &[u8], origin: Origin) -> Option<Outline> {
    Some(Outline {
        front: FrontMatter::default(),
        headings: Bytes::read(from)?,
        anchors: Bytes::read(from)?,
        links: Watched::new(origin, Bytes::read(from)?),
        includes: Bytes::read(from)?,
        exceptions: Bytes::read(from)?,
        opening: Watched::default(),
        words: Watched::default(),
    })
}

fields!(HeadingLine { level, text, anchor, span });
fields!(Include { file, span });
fields!(Exception { rule, reason, span, covers });
fields!(Link { destination, span, destination_span, kind, text });
variants!(Covers { 0 Document, 1 File(file), 2 Place(span) });
variants!(LinkKind { 0 Link, 1 Autolink, 2 Image, 3 Html });

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{KeptOutlines, Outlines, Records, file_of, name};
    use crate::flow::bytes::Bytes;
    use crate::flow::{Options, Timings, read};
    use crate::load::{self, Known};
    use crate::model::{Date, Origin};
    use crate::source::{History, SourcePath, Text};

    #[test]
    #[expect(clippy::disallowed_methods, reason = "writes and damages what is read")]
    fn what_was_kept_is_known_unless_it_is_damaged_or_another_programs() {
        let root = tempfile::tempdir().unwrap();
        let options = Options { today: Date::new(2027, 3, 1).unwrap(), drafts: false };
        let mut reading = read(root.path(), options, Timings::default()).unwrap();
        reading.history = Some(History::new());
        let inputs = reading.inputs("this").unwrap();
        let text = "---\ntitle: A\n---\n\n# A\n\n<a id=\"x\">b</a> ![c](c.png) <https://d.example>\n\n\
             <!-- allow broken-link: because -->\n[e](e.md)\n\n:::include {file=\"f.md\"}\n:::\n";
        let (path, text) = (SourcePath::new("content/a.md").unwrap(), Arc::new(Text::from(text)));
        let document = Arc::new(load::document(&path, &text));
        let keep = || {
            let last = KeptOutlines::read(root.path(), inputs).origins();
            Outlines::new(&[Arc::clone(&document)], &last, inputs).keep(root.path());
        };
        keep();
        let kept = KeptOutlines::read(root.path(), inputs);
        let known = kept.document(&path, &text).unwrap();
        assert!(!known.body.is_made());
        assert_eq!(known, document);
        assert!(kept.document(&path, &Arc::new(Text::from("# A\n"))).is_none());
        assert!(kept.document(&SourcePath::new("content/b.md").unwrap(), &text).is_none());
        let again = Outlines::new(&[Arc::clone(&document)], &kept.origins(), inputs);
        assert!(again.other.is_empty(), "nothing is other than it was");
        let other = Outlines::new(&[], &kept.origins(), inputs);
        assert_eq!(other.other.len(), 1);
        let other = KeptOutlines::read(root.path(), reading.inputs("that").unwrap());
        assert!(other.document(&path, &text).is_none());
        let origin = document.text.origin();
        let file = root.path().join(".handbook-cache").join(name(file_of(origin)));
        let whole = std::fs::read(&file).unwrap();
        std::fs::write(&file, &whole[..whole.len() - 1]).unwrap();
        assert!(KeptOutlines::read(root.path(), inputs).document(&path, &text).is_none());
        keep();
        assert_eq!(std::fs::read(&file).unwrap(), whole);
    }

    #[test]
    fn records_that_are_cut_or_in_disorder_are_none() {
        let records = |origins: &[u8]| {
            let mut bytes = b"program".to_vec();
            for origin in origins {
                bytes.extend_from_slice(&[*origin; 16]);
                2_usize.write(&mut bytes);
                bytes.extend_from_slice(b"ab");
            }
            bytes
        };
        let whole = records(&[1, 2]);
        let parse = |bytes: &[u8]| Records::parse(bytes.to_vec(), b"program");
        assert_eq!(parse(&whole).unwrap().places[1].0, Origin::of_bytes([2; 16]));
        let whole_records = [7, 7 + 19, 7 + 38];
        for end in (0..whole.len()).filter(|end| !whole_records.contains(end)) {
            assert!(parse(&whole[..end]).is_none(), "cut at {end}");
        }
        assert!(parse(&records(&[2, 1])).is_none());
        assert!(parse(&records(&[1, 1])).is_none());
    }
}
