//! Who gets which address: documents, files, aliases, and the pages that the handbook makes itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::{Alias, AliasFault, Claimant, Clash, Document, DocumentId, Url, pages};
use crate::source::SourcePath;

/// `content/policies/x.md` is found at `policies/x.html`.
pub(crate) fn document(content: &str, path: &SourcePath) -> Url {
    let below = path.below(content).unwrap_or(path.as_str());
    let stem = below.rfind('.').map_or(below, |dot| &below[..dot]);
    Url::new(&format!("{stem}.html"))
}

/// A section's own document is found at its folder's `index.html`.
pub(crate) fn section(folder: &str) -> Url {
    match folder {
        "" => Url::new(pages::HOME),
        _ => Url::new(&format!("{folder}/index.html")),
    }
}

/// Files keep their place and their name.
pub(crate) fn files(content: &str, files: &[SourcePath]) -> BTreeMap<SourcePath, Url> {
    let hidden = |below: &str| below.split('/').any(|part| part.starts_with('_'));
    files
        .iter()
        .filter_map(|path| Some((path, path.below(content)?)))
        .filter(|(_, below)| !hidden(below))
        .map(|(path, below)| (path.clone(), Url::new(below)))
        .collect()
}

/// Every alias of every published document.
pub(crate) fn aliases(documents: &[Arc<Document>]) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for (index, document) in documents.iter().enumerate().filter(|(_, one)| one.published) {
        for written in document.parsed.outline.front.aliases.iter().flatten() {
            let url = alias(&written.value).ok_or(AliasFault::NotAPath);
            aliases.push(Alias { url, document: DocumentId(index), written: written.clone() });
        }
    }
    aliases
}

/// `/old/page/` was a folder with an `index.html`, and so was `old/page` on most servers.
fn alias(written: &str) -> Option<Url> {
    let decoded = percent_decode_str(written.trim()).decode_utf8_lossy();
    if decoded.contains([':', '\\', '?', '#', '\0', '*', '"', '<', '>', '|']) {
        return None;
    }
    let path = SourcePath::new(decoded.trim_start_matches('/'))?;
    if path.as_str().is_empty() {
        return None;
    }
    let is_page = matches!(path.extension().to_ascii_lowercase().as_str(), "html" | "htm");
    match is_page && !decoded.ends_with('/') {
        true => Some(Url::new(path.as_str())),
        false => Some(Url::new(&format!("{path}/index.html"))),
    }
}

/// Everything that wants an address which something before it has. Documents come first, then what they
/// link to, then the handbook's own pages, then aliases.
pub(crate) fn clashes(
    documents: &[Arc<Document>],
    generated: &[(Url, &'static str)],
    files: &BTreeMap<SourcePath, Url>,
    aliases: &[Alias],
) -> Vec<Clash> {
    let mut claims: Vec<(Url, Claimant)> = Vec::new();
    for (index, document) in documents.iter().enumerate().filter(|(_, one)| one.published) {
        claims.push((document.url.clone(), Claimant::Document(DocumentId(index))));
    }
    claims.extend(generated.iter().map(|(url, what)| (url.clone(), Claimant::Generated(what))));
    claims.extend(files.iter().map(|(path, url)| (url.clone(), Claimant::File(path.clone()))));
    for (index, alias) in aliases.iter().enumerate() {
        claims.extend(alias.url.iter().map(|url| (url.clone(), Claimant::Alias(index))));
    }
    let keys: Vec<String> = claims.par_iter().map(|(url, _)| url.key()).collect();
    let mut taken: FxHashMap<String, Claimant> = FxHashMap::default();
    let mut clashes = Vec::new();
    for ((url, claimant), key) in claims.into_iter().zip(keys) {
        let reserved = match key.split('/').next() {
            Some(pages::ASSETS) => Some("the folder of the theme’s own files"),
            Some(pages::SEARCH_INDEX) => Some("the folder of the search index"),
            _ => None,
        };
        let first = match taken.get(&key) {
            None if reserved.is_some() => reserved.map(Claimant::Generated),
            first => first.cloned(),
        };
        match first {
            Some(first) => clashes.push(Clash { url, first, second: claimant }),
            None => {
                taken.insert(key, claimant);
            }
        }
    }
    clashes
}

#[cfg(test)]
mod tests {
    use super::alias;

    #[test]
    fn an_alias_is_a_page_of_the_site() {
        let check = |written: &str, expected: Option<&str>| {
            assert_eq!(alias(written).map(|url| url.to_string()).as_deref(), expected, "{written}");
        };
        check("policies/contact.html", Some("policies/contact.html"));
        check("/old/page/", Some("old/page/index.html"));
        check("old/page", Some("old/page/index.html"));
        check("a%20b.html", Some("a b.html"));
        check("../../etc/passwd.html", None);
        check("https://example.org/", None);
        check("/", None);
    }
}
