//! Word documents (.docx) as documents of a handbook. Each is read by itself: parts, styles, lists and fields to
//! a tree, and what the tree can't hold to notes; then links are settled between all of them.

mod assemble;
mod complete;
mod control;
mod date;
mod front;
mod links;
mod loss;
mod numbering;
mod package;
mod read;
mod styles;
mod symbols;
mod xml;

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::import::folder::Source;
use crate::import::tree::Body;
use crate::import::word::assemble::{Assembler, Inside};
use crate::import::word::links::{Anchors, Links, Targets};
use crate::import::word::loss::Loss;
use crate::import::word::package::{Package, PackageFault};
use crate::import::word::read::{Read, Reader};
use crate::import::word::styles::Styles;
use crate::import::write::markdown;
use crate::import::{Changes, Document, Field, Imported, Names, Note, Place};

/// Is a file of this name one that this kind of source reads, or says why it can't?
pub fn is_ours(name: &str) -> bool {
    let lower = name.to_lowercase();
    [".docx", ".docm", ".dotx", ".doc"].iter().any(|end| lower.ends_with(end))
}

/// Reads every Word document of a source.
pub fn read(source: &Source, changes: Changes) -> Imported {
    let mut names = Names::default();
    let ours = source.files.iter().filter(|path| is_ours(path));
    let named: Vec<(&String, String)> = ours.map(|path| (path, names.document(path))).collect();
    let converted: Vec<Result<Converted, String>> = named
        .par_iter()
        .map(|(from, path)| {
            let bytes = source.read(from)?;
            Converted::new(&bytes, from, path, changes).map_err(|fault| refusal(fault).to_owned())
        })
        .collect();
    let mut imported = Imported::default();
    let mut all = Vec::new();
    for ((from, _), result) in named.iter().zip(converted) {
        match result {
            Ok(converted) => all.push(converted),
            Err(message) => imported.refused.push(((*from).clone(), message)),
        }
    }
    let targets =
        Targets::new(all.iter().map(|one| (one.from.as_str(), one.path.as_str(), &one.exact)));
    imported.documents = all.par_iter().map(|one| one.document(&targets)).collect();
    let folders: BTreeSet<&str> = all.iter().flat_map(|one| folders_of(&one.path)).collect();
    imported.sections =
        names.sections().into_iter().filter(|one| folders.contains(one.folder.as_str())).collect();
    imported
}

/// Each folder that a path is in, at any depth.
fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// A document before its links are settled.
struct Converted {
    from: String,
    path: String,
    front: Vec<Field>,
    body: Body,
    notes: Vec<Note>,
    files: Vec<(String, Vec<u8>)>,
    /// Anchors of headings, and of what is below them, by bookmarks.
    exact: Anchors,
    near: Anchors,
}

impl Converted {
    fn new(bytes: &[u8], from: &str, path: &str, changes: Changes) -> Result<Self, PackageFault> {
        let package = Package::open(bytes)?;
        let root = package.xml(&package.document)?.ok_or(PackageFault::Damaged)?;
        if !root.is("w:document") {
            return Err(PackageFault::NotWord);
        }
        let relationships = package.relationships(&package.document);
        let styles = package.part_of_kind(&relationships, "styles");
        // Without its styles a document still has its words.
        let styles = styles.and_then(|part| package.xml(&part).ok().flatten());
        let styles = Styles::new(styles.as_ref());
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let reader = Reader::new(&package, &styles, changes, &format!("images/{name}"));
        let Read { mut flows, footnotes, mut notes, pictures, below } = reader.read(&root);
        let front = front::take(&package, from, &mut flows, &mut notes);
        let mut assembler = Assembler::new(&flows, &mut notes);
        let mut body = Body { blocks: assembler.blocks(flows, Inside::Page), ..Body::default() };
        for footnote in footnotes {
            let blocks = assembler.blocks(footnote.flows, Inside::Other);
            body.footnotes.push((footnote.label, blocks));
        }
        notes.extend(complete::unplaced(&root, &package, &body, &front, &notes, changes));
        let written = markdown(&body);
        let (exact, near) = links::anchors(&body, &written.text, &below);
        let files = pictures.into_iter().map(|(path, bytes)| {
            (if folder.is_empty() { path } else { format!("{folder}/{path}") }, bytes)
        });
        let files = files.collect();
        let path = format!("{path}.md");
        Ok(Converted { from: from.to_owned(), path, front, body, notes, files, exact, near })
    }

    fn document(&self, targets: &Targets<'_>) -> Document {
        let mut body = self.body.clone();
        let mut links = Links {
            targets,
            from: &self.from,
            path: &self.path,
            exact: &self.exact,
            near: &self.near,
            notes: Vec::new(),
            place: Place::default(),
        };
        links.settle(&mut body);
        let written = markdown(&body);
        let mut notes = self.notes.clone();
        notes.append(&mut links.notes);
        for words in &written.plainer {
            notes.push(Loss::Plainer.note(words, Place::default()));
        }
        notes.sort_by_key(|note| note.weight);
        Document {
            from: self.from.clone(),
            path: self.path.clone(),
            front: self.front.clone(),
            markdown: written.text,
            files: self.files.clone(),
            notes,
        }
    }
}

/// Why a file was not taken, to people.
fn refusal(fault: PackageFault) -> &'static str {
    match fault {
        PackageFault::Locked => {
            "It is protected with a password. Open it in Word, take the password away (File, Info, Protect \
             Document), save it, and import it again."
        }
        PackageFault::Old => {
            "It is in the old format of Word (.doc). Open it in Word, save it as a Word document (.docx), and \
             import that."
        }
        PackageFault::Damaged => {
            "It is damaged, or no Word document whatever its name says. Open it in Word, save it again, and import \
             that."
        }
        PackageFault::NotWord => "It is an Office file, and no Word document.",
        PackageFault::TooLarge => {
            "It unpacks to far more than a document is, or is nested far deeper: it may be made to do harm. Open \
             it in Word if you trust it, and save it in parts."
        }
    }
}
