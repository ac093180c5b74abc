//! What was found in documents when they were last indexed changes how long an index takes, and never what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Mutex;

use handbook::flow;
use handbook::model::{Edition, Kind, Language, Origin};
use handbook::search::{Kept, Names, index, index_again};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::{prop_assert, proptest};
use tempfile::TempDir;

use crate::laws::edits::{apply, edit, start_with_editions};
use crate::laws::{Files, cases, options};
use crate::support::write;

struct Ids;

impl Names for Ids {
    fn kind(&self, kind: &Kind, _: &Language) -> String {
        kind.id.clone()
    }

    fn audience(&self, id: &str, _: &Language) -> String {
        id.to_owned()
    }
}

/// What is kept, with the files of the last index, and how often something was found and was put there.
#[derive(Default)]
struct Store {
    kept: Mutex<BTreeMap<[u8; 32], Vec<u8>>>,
    files: Mutex<BTreeMap<(u64, String), Vec<u8>>>,
}

/// What was done for an index.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    /// How many files were made, and how many taken again.
    made: usize,
    again: usize,
    /// How many memos were new.
    put: usize,
}

/// A store for one edition, and what is taken again of it.
struct OfEdition<'a> {
    store: &'a Store,
    base: u64,
    texts: BTreeSet<Origin>,
    again: Mutex<Files>,
    put: Mutex<usize>,
}

impl Kept for OfEdition<'_> {
    fn base(&self) -> Option<blake3::Hash> {
        Some(blake3::hash(&self.base.to_le_bytes()))
    }

    fn has_text(&self, origin: Origin) -> bool {
        self.texts.contains(&origin)
    }

    fn again(&self, name: &str) -> bool {
        let files = self.store.files.lock().expect("nobody panicked");
        let Some(bytes) = files.get(&(self.base, name.to_owned())) else { return false };
        self.again.lock().expect("nobody panicked").insert(name.to_owned(), bytes.clone());
        true
    }

    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>> {
        self.store.kept.lock().expect("nobody panicked").get(key.as_bytes()).cloned()
    }

    fn put(&self, key: &blake3::Hash, bytes: Vec<u8>) {
        self.store.kept.lock().expect("nobody panicked").insert(*key.as_bytes(), bytes);
        *self.put.lock().expect("nobody panicked") += 1;
    }

    fn leave(&self, _: &blake3::Hash) {}
}

impl Store {
    /// Indexes an edition, and says what was done for that.
    fn index(&self, edition: &Edition) -> (Files, Done) {
        let mut base = DefaultHasher::new();
        edition.hash(&mut base);
        let texts = edition.documents.iter().flatten().map(|one| one.parsed.text.origin());
        let of = OfEdition {
            store: self,
            base: base.finish(),
            texts: texts.collect(),
            again: Mutex::default(),
            put: Mutex::default(),
        };
        let mut files = taken(|take| index_again(edition, &Ids, &of, take));
        let again = of.again.into_inner().expect("nobody panicked");
        let put = of.put.into_inner().expect("nobody panicked");
        let done = Done { made: files.len(), again: again.len(), put };
        files.extend(again);
        let named = files.iter().map(|(name, bytes)| ((of.base, name.clone()), bytes.clone()));
        self.files.lock().expect("nobody panicked").extend(named);
        (files, done)
    }
}

fn taken(index: impl FnOnce(&handbook::search::Take<'_>)) -> Files {
    let files = Mutex::new(Files::new());
    index(&|name, bytes| {
        let last = files.lock().expect("nobody panicked").insert(name.to_owned(), bytes);
        assert!(last.is_none(), "{name} is made once");
    });
    files.into_inner().expect("nobody panicked")
}

fn anew(edition: &Edition) -> Files {
    taken(|take| index(edition, &Ids, take))
}

fn editions(root: &Path) -> Vec<std::sync::Arc<Edition>> {
    flow::open(root, options()).expect("the folder can be read").editions().collect()
}

/// What happens to what was kept, before the next index.
#[derive(Clone, Copy, Debug)]
enum Harm {
    None,
    /// Whatever has a number that can be divided by this is gone.
    Lose(usize),
    /// Everything is cut in half.
    Cut,
    /// None of the files of the last index is there.
    Unpublish,
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        4 => Just(Harm::None),
        2 => (1..4_usize).prop_map(Harm::Lose),
        1 => Just(Harm::Cut),
        1 => Just(Harm::Unpublish),
    ]
}

impl Store {
    fn harm(&self, harm: Harm) {
        let mut kept = self.kept.lock().expect("nobody panicked");
        match harm {
            Harm::None => {}
            Harm::Lose(step) => {
                let mut number = 0;
                kept.retain(|_, _| {
                    number += 1;
                    number % step != 0
                });
            }
            Harm::Cut => kept.values_mut().for_each(|bytes| bytes.truncate(bytes.len() / 2)),
            Harm::Unpublish => self.files.lock().expect("nobody panicked").clear(),
        }
    }
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn an_index_of_what_was_kept_is_as_if_everything_had_been_read(
        edits in vec((edit(), harm()), 1..8),
    ) {
        let root = TempDir::new().expect("a temporary folder can be made");
        let mut files = start_with_editions();
        for (path, bytes) in &files {
            write(root.path(), path, bytes);
        }
        let store = Store::default();
        for (edit, harm) in &edits {
            for edition in editions(root.path()) {
                let (found, _) = store.index(&edition);
                prop_assert!(found == anew(&edition));
                let (found, done) = store.index(&edition);
                prop_assert!(found == anew(&edition));
                prop_assert!(done.put <= found.keys().filter(|name| is_manifest(name)).count());
            }
            store.harm(*harm);
            if !files.is_empty() {
                apply(edit, root.path(), &mut files);
            }
        }
    }
}

fn is_manifest(name: &str) -> bool {
    name.ends_with("index.js")
}

const WORDS: [&str; 21] = [
    "visit",
    "plan",
    "child",
    "referral",
    "section 47",
    "co-operate",
    "review",
    "assess",
    "agree",
    "worker",
    "manager",
    "school",
    "health",
    "home",
    "family",
    "court",
    "order",
    "notice",
    "risk",
    "team",
    "urgent",
];

/// A text of some of many words.
fn text(number: usize) -> String {
    let word = |step: usize| WORDS[(number / step) % WORDS.len()];
    let [a, b, c, d] = [word(1), word(2), word(3), word(5)];
    format!(
        "---\ntitle: The {a} of {number}\n---\n\nA {b} is a {c}.\n\n## Then {d}\n\nSee w{number}.\n"
    )
}

#[test]
fn of_many_documents_few_are_read_and_joined_again() {
    let root = TempDir::new().expect("a temporary folder can be made");
    let path = |number: usize| format!("content/d{number:03}.md");
    (0..620).for_each(|number| write(root.path(), &path(number), text(number)));
    let store = Store::default();
    let index = |what: &str| {
        let [edition] = &editions(root.path())[..] else { panic!("there is one") };
        let (files, done) = store.index(edition);
        assert!(files == anew(edition), "{what}");
        (files, done)
    };
    let (_, first) = index("at first");
    assert_eq!((first.again, first.put), (0, 5), "four ranges, and what they came to");
    let (files, nothing) = index("nothing");
    assert!(nothing.again + 12 > files.len() && nothing.put == 1, "{nothing:?}");
    for (what, number) in [("the first", 0), ("one in the middle", 300), ("the last", 619)] {
        write(root.path(), &path(number), text(number) + "An aardvark sees zebras.\n");
        let (_, done) = index(what);
        assert!(done.again > done.made, "{what}: {done:?}");
        assert_eq!(done.put, 3, "{what}: two ranges, and what they came to");
        write(root.path(), &path(number), text(number));
        index("as it was");
    }
    // Where anything but texts is other, the files are made again, of what was read before.
    for number in [0, 270, 271] {
        std::fs::remove_file(root.path().join(path(number))).expect("it was written");
    }
    let (_, fewer) = index("some fewer");
    assert_eq!(fewer.again, 0);
    write(root.path(), "content/d000a.md", text(1));
    write(root.path(), &path(200), text(200) + "Zebras.\n");
    index("one more, and one other");
    for step in [2, 3] {
        store.harm(Harm::Lose(step));
        write(root.path(), &path(300 + step), text(300) + "Aardvarks.\n");
        index("something lost");
    }
    store.harm(Harm::Unpublish);
    index("no file there");
    write(root.path(), "handbook.yaml", "title: Test\nlanguage: cy\n");
    index("another language");
    for number in 400..430 {
        std::fs::remove_file(root.path().join(path(number))).expect("it was written");
    }
    let (_, fewer) = index("no longer so many that there are as many ranges");
    assert_eq!((fewer.again, fewer.put), (0, 3));
}

#[test]
fn whatever_a_document_is_found_by_makes_it_another() {
    let root = TempDir::new().expect("a temporary folder can be made");
    let settings = "title: Test\nkinds: {guide: {label: Guide}}\n";
    let document = "---\ntitle: A\nkind: guide\nsummary: It\ntags: [t]\nsearch: {keywords: [k]}\n---\n\nA child in care is CLA.\n\n:::include {file=\"_p.md\"}\n:::\n";
    let glossary = "- {term: child in care, also_known_as: [CLA], definition: A child.}\n";
    let files = [
        ("handbook.yaml", settings, "label: Guide", "label: Pathway"),
        ("glossary.yaml", glossary, "CLA", "LAC"),
        ("content/a.md", document, "title: A", "title: B"),
        ("content/a.md", document, "summary: It", "summary: That"),
        ("content/a.md", document, "tags: [t]", "tags: [u]"),
        ("content/a.md", document, "keywords: [k]", "keywords: [l]"),
        ("content/a.md", document, "A child", "Some child"),
        ("content/_p.md", "A passage.\n", "passage", "piece"),
    ];
    for (path, text, ..) in files {
        write(root.path(), path, text);
    }
    let store = Store::default();
    for (path, text, from, to) in files {
        let indexed = |what: &str| {
            let [edition] = &editions(root.path())[..] else { panic!("there is one") };
            let (files, done) = store.index(edition);
            assert!(files == anew(edition), "{what}");
            (files, done)
        };
        let (before, _) = indexed(from);
        assert!(text.contains(from));
        write(root.path(), path, text.replace(from, to));
        let (after, done) = indexed(to);
        assert!(before != after && done.put == 2, "{to}: {done:?}");
        write(root.path(), path, text);
    }
}

#[test]
fn places_that_nobody_wanted_are_found_once_they_are() {
    let root = TempDir::new().expect("a temporary folder can be made");
    let long = format!("{} ", "abcdefghij".repeat(4)).repeat(130_000);
    let document = |number: usize, text: &str| {
        let text = format!("---\ntitle: D{number:03}\n---\n\nA visit. {text}\n");
        write(root.path(), &format!("content/d{number:03}.md"), text);
    };
    (0..400).for_each(|number| document(number, if number < 4 { &long } else { "Then a plan." }));
    let store = Store::default();
    let has_places = |files: &Files| files.keys().any(|name| name.starts_with('p'));
    let (files, _) = store.index(&editions(root.path())[0]);
    assert!(!has_places(&files));
    document(0, "Not much.");
    let edition = &editions(root.path())[0];
    let (files, done) = store.index(edition);
    assert!(has_places(&files) && files == anew(edition) && done.again == 0, "{done:?}");
    // There is less to read in the texts than their length makes it seem.
    document(1, &format!("\n\n<!-- {} -->\n", "a".repeat(31_500_000)));
    let edition = &editions(root.path())[0];
    let (files, _) = store.index(edition);
    assert!(has_places(&files) && files == anew(edition));
}
