//! Links as other generators write them, and what they can mean here.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{LinkFault, ResolvedLink, Target};
use crate::resolve::links::{LinkIndex, relative};
use crate::source::SourcePath;

impl LinkIndex<'_> {
    /// What a path could mean that names no file: an address as another generator makes it.
    pub(super) fn habit(
        &self,
        from: &SourcePath,
        path: &str,
        fragment: Option<&str>,
    ) -> Option<ResolvedLink> {
        // `@/` is the content's root to one generator, and `/` to most.
        let bare = path.strip_prefix('@').filter(|rest| rest.starts_with('/')).unwrap_or(path);
        let bare = match bare.trim_end_matches('/') {
            "" => "/",
            bare => bare,
        };
        let bare = bare.strip_suffix(".html").or(bare.strip_suffix(".htm")).unwrap_or(bare);
        let mut bases: Vec<SourcePath> = Vec::new();
        match bare.strip_prefix('/') {
            Some(rest) => {
                // From the content's root; or else from a root that the site was served below.
                let rest = rest.trim_start_matches('/');
                let below = |path: &str| SourcePath::new(&format!("{}/{path}", self.content));
                let whole = below(rest).filter(|base| !self.meanings(from, base).is_empty());
                let shorter = || below(rest.split_once('/')?.1);
                bases.extend(whole.or_else(shorter));
            }
            None => {
                bases.extend(from.join(bare));
                // Generators that give each page a folder count from inside it.
                let page_folder = format!("{}/{}/x", from.folder(), from.stem());
                bases.extend(SourcePath::new(&page_folder).and_then(|inside| inside.join(bare)));
            }
        }
        let mut found: BTreeMap<String, Target> = BTreeMap::new();
        for base in &bases {
            for (written, target) in self.meanings(from, base) {
                found.insert(written, target);
            }
        }
        // A folder has a page elsewhere only if somebody wrote one.
        if found.values().any(|target| !matches!(target, Target::Section(_))) {
            found.retain(|_, target| !matches!(target, Target::Section(_)));
        }
        let fragment_text = fragment.map(|text| format!("#{text}")).unwrap_or_default();
        match found.len() {
            0 => None,
            1 => found.into_iter().next().map(|(written, mut target)| {
                if let Target::Document(_, anchor) = &mut target {
                    *anchor = fragment.map(str::to_owned);
                }
                // A folder without a document of its own can't be written in another way.
                let habit = format!("{written}{fragment_text}");
                ResolvedLink { target, habit: Some(habit).filter(|_| written != path) }
            }),
            _ => {
                let meanings = found.into_keys().collect();
                let target = Target::Broken(LinkFault::Ambiguous(meanings));
                Some(ResolvedLink { target, habit: None })
            }
        }
    }

    /// The documents, sections and files that an address without its ending could name.
    fn meanings(&self, from: &SourcePath, base: &SourcePath) -> Vec<(String, Target)> {
        let mut found = Vec::new();
        for ending in ["", ".md", ".markdown"] {
            let Some(path) = SourcePath::new(&format!("{base}{ending}")) else { continue };
            if let Some(id) = self.document(&path) {
                found.push((relative(from, &path), Target::Document(id, None)));
            } else if self.files.contains(&path) {
                found.push((relative(from, &path), Target::File(path)));
            }
        }
        let folder = match base.as_str() == self.content {
            true => Some(""),
            false => base.below(self.content),
        };
        if let Some(folder) = folder {
            if let Some(&id) = self.section_files.get(folder) {
                let path = &self.documents[id.0].path;
                found.push((relative(from, path), Target::Document(id, None)));
            } else if let Some(&section) = self.folders.get(folder) {
                found.push((format!("{}/", relative(from, base)), Target::Section(section)));
            }
        }
        found
    }
}

/// The only anchor of these that is the same but for capitals, hyphens and signs: each generator makes its
/// own of the same heading.
pub(super) fn anchor_meant<'a>(written: &str, anchors: &'a BTreeSet<String>) -> Option<&'a str> {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let wanted = letters(written);
    let mut same = anchors.iter().filter(|anchor| letters(anchor) == wanted && !wanted.is_empty());
    let first = same.next()?;
    same.next().is_none().then_some(first)
}
