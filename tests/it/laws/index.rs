//! What was found in documents when they were last indexed changes how long an index takes, and never what it says.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use handbook::flow;
use handbook::model::{Edition, Kind, Language};
use handbook::search::{Kept, Names, index, index_again};
use proptest::collection::vec;
use proptest::prelude::any;
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

/// What is kept, and how often something was found and was put there.
#[derive(Default)]
struct Store {
    kept: Mutex<BTreeMap<[u8; 32], Vec<u8>>>,
    count: Mutex<(usize, usize)>,
}

impl Kept for Store {
    fn get(&self, key: &blake3::Hash) -> Option<Vec<u8>> {
        let bytes = self.kept.lock().expect("nobody panicked").get(key.as_bytes()).cloned()?;
        self.count.lock().expect("nobody panicked").0 += 1;
        Some(bytes)
    }

    fn put(&self, key: &blake3::Hash, bytes: Vec<u8>) {
        self.kept.lock().expect("nobody panicked").insert(*key.as_bytes(), bytes);
        self.count.lock().expect("nobody panicked").1 += 1;
    }
}

impl Store {
    /// Indexes an edition, and says how many parts were found and how many were read.
    fn index(&self, edition: &Edition) -> (Files, (usize, usize)) {
        *self.count.lock().expect("nobody panicked") = (0, 0);
        let files = taken(|take| index_again(edition, &Ids, self, take));
        (files, *self.count.lock().expect("nobody panicked"))
    }
}

fn taken(index: impl FnOnce(&handbook::search::Take<'_>)) -> Files {
    let files = Mutex::new(Files::new());
    index(&|name, bytes| {
        files.lock().expect("nobody panicked").insert(name.to_owned(), bytes);
    });
    files.into_inner().expect("nobody panicked")
}

fn anew(edition: &Edition) -> Files {
    taken(|take| index(edition, &Ids, take))
}

fn editions(root: &Path) -> Vec<std::sync::Arc<Edition>> {
    flow::open(root, options()).expect("the folder can be read").editions().collect()
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn an_index_of_what_was_kept_is_as_if_everything_had_been_read(
        edits in vec((edit(), any::<bool>()), 1..8),
    ) {
        let root = TempDir::new().expect("a temporary folder can be made");
        let mut files = start_with_editions();
        for (path, bytes) in &files {
            write(root.path(), path, bytes);
        }
        let store = Store::default();
        for (edit, damages) in &edits {
            for edition in editions(root.path()) {
                let (found, _) = store.index(&edition);
                prop_assert!(found == anew(&edition));
                let (found, (known, read)) = store.index(&edition);
                prop_assert!(found == anew(&edition));
                prop_assert!(read == 0 && (known > 0 || edition.pages().count() == 0));
            }
            if *damages {
                for bytes in store.kept.lock().expect("nobody panicked").values_mut() {
                    let middle = bytes.len() / 2;
                    bytes[middle] ^= 4;
                }
            }
            if !files.is_empty() {
                apply(edit, root.path(), &mut files);
            }
        }
    }
}

#[test]
fn of_many_documents_few_are_read_again() {
    let root = TempDir::new().expect("a temporary folder can be made");
    let words = ["visit", "plan", "child", "referral", "section 47", "co-operate", "review"];
    let text = |number: usize| {
        let word = |step: usize| words[(number / step) % words.len()];
        format!(
            "---\ntitle: The {} of {number}\n---\n\nA {} is a {}.\n\n## Then {}\n\nSee w{number}.\n",
            word(1),
            word(2),
            word(3),
            word(5)
        )
    };
    for number in 0..700 {
        write(root.path(), &format!("content/d{number:03}.md"), text(number));
    }
    let store = Store::default();
    let check = |what: &str, least_known: usize, most_read: usize| {
        for edition in editions(root.path()) {
            let (files, (known, read)) = store.index(&edition);
            assert!(files == anew(&edition), "{what}");
            assert!(known >= least_known && read <= most_read, "{what}: {known}, {read}");
        }
    };
    check("at first", 0, 8);
    check("nothing", 3, 0);
    write(root.path(), "content/d350.md", text(350) + "More.\n");
    check("an edit", 2, 1);
    std::fs::remove_file(root.path().join("content/d351.md")).expect("it was written");
    check("one fewer", 3, 3);
    write(root.path(), "content/d0005.md", text(5));
    check("one more", 3, 3);
    write(root.path(), "handbook.yaml", "title: Test\nlanguage: cy\n");
    check("another language", 0, 8);
}

#[test]
fn whatever_a_document_is_found_by_makes_it_another() {
    let root = TempDir::new().expect("a temporary folder can be made");
    let settings = "title: Test\nkinds: {guide: {label: Guide}}\n";
    let document = "---\ntitle: A\nkind: guide\nsummary: It\ntags: [t]\nsearch: {keywords: [k]}\n---\n\nA child in care.\n\n:::include {file=\"_p.md\"}\n:::\n";
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
            let (files, (_, read)) = store.index(edition);
            assert!(files == anew(edition), "{what}");
            (files, read)
        };
        let (before, _) = indexed(from);
        assert!(text.contains(from));
        write(root.path(), path, text.replace(from, to));
        let (after, read) = indexed(to);
        assert!(before != after && read == 1, "{to}");
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
    let (files, (known, read)) = store.index(edition);
    assert!(has_places(&files) && files == anew(edition));
    assert!(known > 0 && read == known + 1, "{known}, {read}");
}
