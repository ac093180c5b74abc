//! What has to be done where somebody types into a document: to read that document, and to decide again what it
//! may have changed.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::edition;
use crate::flow::outlines::KeptFiles;
use crate::flow::{Before, Generation, Options, Timings, generation, private_names};
use crate::load;
use crate::model::DocumentId;
use crate::resolve::{self, Reach};
use crate::source::{self, Snapshot, SourceFile, SourcePath, Text};

/// As many documents as are taken in one by one when they have changed.
const MOST_DOCUMENTS: usize = 20;

impl Generation {
    /// The same handbook where nothing but a few documents has changed: then only those are read. The outer `None`
    /// where it takes more; the inner where nothing is other than it was.
    #[expect(clippy::option_option, reason = "the two mean different things")]
    pub(super) fn with_documents(
        &self,
        changed: &BTreeSet<SourcePath>,
        options: Options,
    ) -> Option<Option<Generation>> {
        let read = || source::read_again(&self.snapshot, changed);
        self.with_documents_of(changed, options, read)
    }

    /// The same handbook with this text in place of a file's own, which stays on disk as it is; `None` if it is the
    /// file's own.
    pub fn with_text(&self, path: &SourcePath, text: Text, options: Options) -> Option<Generation> {
        let file = SourceFile::Text(Arc::new(text));
        if self.file(path) == Some(&file) {
            return None;
        }
        let mut snapshot = self.snapshot.clone();
        snapshot.files.insert(path.clone(), file);
        let changed = BTreeSet::from([path.clone()]);
        self.with_documents_of(&changed, options, || Some(snapshot.clone())).unwrap_or_else(|| {
            let wanted = self.wanted.as_deref();
            let config = &self.sources.config;
            let timings = Timings::default();
            let before = Before::Generation(self);
            Some(generation(snapshot, config, options, wanted, &before, timings))
        })
    }

    #[expect(clippy::option_option, reason = "the two mean different things")]
    fn with_documents_of(
        &self,
        changed: &BTreeSet<SourcePath>,
        options: Options,
        read: impl FnOnce() -> Option<Snapshot>,
    ) -> Option<Option<Generation>> {
        let config = &self.sources.config;
        let content = &config.content;
        let is_document =
            |path: &SourcePath| path.below(content).is_some() && load::is_markdown(path);
        let is_few = changed.len() <= MOST_DOCUMENTS && options.today == self.handbook.today;
        if !is_few || !changed.iter().all(|path| self.file(path).is_none() || is_document(path)) {
            return None;
        }
        let snapshot = read()?;
        let is_other = |path: &&SourcePath| snapshot.files.get(path) != self.file(path);
        let other: Vec<&SourcePath> = changed.iter().filter(is_other).collect();
        if other.is_empty() {
            return Some(None);
        }
        let mut sources = self.sources.clone();
        let mut read = Vec::new();
        for path in other {
            let index = sources.index_of(path)?;
            let text = snapshot.files.get(path)?.text()?;
            sources.documents[index] = Arc::new(load::document(path, text));
            read.push(DocumentId(index));
        }
        let (mut handbook, reach) = resolve::resolve_again(&self.handbook, &sources, &read)?;
        handbook.private_names = private_names(self.root(), &self.sources.config);
        let (last, before) = (&self.edition, &self.handbook);
        let again = match reach {
            Reach::Bodies => edition::select_again(last, before, &handbook, &read),
            Reach::Outlines => None,
        };
        let (edition, plan) = match again.map(Arc::new) {
            Some(edition) => {
                let plan = self.plan().again(&edition);
                (edition, OnceLock::from(Arc::new(plan)))
            }
            None => {
                let mut edition = edition::select_changed(last, before, &handbook);
                if let Some(history) = &self.history {
                    edition::add_history(&mut edition, history);
                }
                (Arc::new(edition), OnceLock::new())
            }
        };
        let (theme, diagnostics) = (Arc::clone(&self.theme), OnceLock::new());
        let timings = Timings::default();
        let next = Generation {
            snapshot,
            sources,
            theme,
            handbook,
            edition,
            wanted: self.wanted.clone(),
            history: self.history.clone(),
            revision: self.revision.clone(),
            kept_outlines: KeptFiles::default(),
            plan,
            diagnostics,
            timings,
        };
        Some(Some(next))
    }
}

#[cfg(test)]
mod tests {
    use crate::edition;
    use crate::flow::{Generation, Options, open};
    use crate::model::{Date, DocumentId};
    use crate::render::{Content, OutputPath};
    use crate::source::SourcePath;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "writes what is read")]
    fn an_edited_document_alone_is_read_again() {
        let root = tempfile::tempdir().unwrap();
        let options = Options { today: Date::new(2027, 3, 1).unwrap(), drafts: false };
        let write = |text: &str| {
            std::fs::create_dir_all(root.path().join("content")).unwrap();
            std::fs::write(root.path().join("content/a.md"), text).unwrap();
        };
        let text = "---\ntitle: A\n---\n\nWords.\n\n## Next\n\n[b](#next)\n";
        write(text);
        let generation = open(root.path(), options).unwrap();
        let changed = ["content/a.md", "content/a.md~"].map(|path| SourcePath::new(path).unwrap());
        let changed = changed.into();
        let check = |text: &str, expected: Option<bool>| {
            write(text);
            let next = generation.with_documents(&changed, options);
            let is_other = next.as_ref().map(Option::is_some);
            assert_eq!(is_other, expected, "{text}");
            let shows = |next: &Generation| {
                next.edition.documents[0].as_ref().unwrap().parsed.text.as_str() == text
            };
            assert!(next.flatten().is_none_or(|next| shows(&next)));
        };
        check(text, Some(false));
        check(&text.replace("Words.", "Other words.\n\nAnd more."), Some(true));
        for (from, to) in [("title: A", "title: B"), ("Next", "Last"), ("#next", "a.md")] {
            check(&text.replace(from, to), Some(true));
        }
        check(&text.replace("title: A", "title: A\nstatus: draft"), None);
        std::fs::write(root.path().join("content/a.md~"), "").unwrap();
        assert!(generation.with_documents(&changed, options).is_none(), "something is new");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "writes what is read")]
    fn an_edition_is_cut_again_only_where_its_readers_get_more_than_another_body() {
        let root = tempfile::tempdir().unwrap();
        let options = Options { today: Date::new(2027, 3, 1).unwrap(), drafts: false };
        let write = |path: &str, text: &str| {
            std::fs::create_dir_all(root.path().join("content")).unwrap();
            std::fs::write(root.path().join(path), text).unwrap();
        };
        let settings = "audiences: {staff: Staff, all: All}\ndefault_audience: [all]\n\
             editions:\n  public: {audiences: [all]}\n";
        write("handbook.yaml", settings);
        let text =
            "---\ntitle: A\n---\n\nSee [b](b.md).\n\n:::for staff\nRing [b](b.md).\n:::\n\nEnd.\n";
        write("content/b.md", "# B\n");
        write("content/a.md", text);
        let generation = open(root.path(), options).unwrap();
        let changed = [SourcePath::new("content/a.md").unwrap()].into();
        let check = |from: &str, to: &str, expected: bool| {
            write("content/a.md", &text.replace(from, to));
            let next = generation.with_documents(&changed, options).flatten().unwrap();
            let (last, before) = (&generation.edition, &generation.handbook);
            let again = edition::select_again(last, before, &next.handbook, &[DocumentId(0)]);
            assert_eq!(again.is_some(), expected, "{to}");
            let page = String::from_utf8_lossy(&page(&next)).into_owned();
            assert!(!page.contains("Ring"), "{page}");
        };
        check("End.", "The end.", true);
        check("Ring", "Ring now", true);
        check("See [b](b.md).", "See b.\n\n:::for staff\n[b](b.md)\n:::", false);
    }

    fn page(generation: &Generation) -> Vec<u8> {
        let path = OutputPath::new("a.html").unwrap();
        match generation.plan().make(&path).unwrap().content {
            Content::Bytes(bytes) => bytes.to_vec(),
            Content::CopyOf(_) => Vec::new(),
        }
    }
}
