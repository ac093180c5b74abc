//! The address at which each page was served, so that it still leads there.

use crate::import::site::front::Facts;
use crate::import::site::generator::{Generator, under};
use crate::import::site::place::{is_index, stem};
use crate::import::site::settings::{Pages, Settings};
use crate::import::site::{docusaurus, hugo, jekyll, starlight};

/// The address of a page without a `/` before it: `policies/visits/` or `policies/visits.html`. `below` is its path
/// below its folder of pages.
pub(super) fn address(
    generator: Generator,
    settings: &Settings,
    pages: &Pages,
    below: &str,
    facts: &Facts,
) -> String {
    let own = match generator {
        Generator::Docusaurus => Some(docusaurus::address(below, facts)),
        Generator::Starlight => Some(starlight::address(below, facts)),
        Generator::Hugo | Generator::Zola => Some(hugo::address(generator, below, facts)),
        Generator::Jekyll => return jekyll::address(settings, below, facts),
        _ => None,
    };
    if let Some(own) = own {
        let path = under(pages.address.trim_matches('/'), &own);
        return match (
            path.is_empty() || path.ends_with(['/', 'l']) && path.contains(".htm"),
            settings.has_folder_addresses,
        ) {
            (true, _) => path,
            (false, true) => format!("{}/", path.trim_end_matches('/')),
            (false, false) => format!("{}.html", path.trim_end_matches('/')),
        };
    }
    let (folder, name) = below.rsplit_once('/').unwrap_or(("", below));
    let file = match is_index(name) {
        true => String::new(),
        false => stem(name).to_owned(),
    };
    let path = under(folder, &file);
    let path = under(pages.address.trim_matches('/'), &path);
    match (path.is_empty(), settings.has_folder_addresses || file.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!("{path}/"),
        (false, false) => format!("{path}.html"),
    }
}

/// An address in the form in which addresses are compared.
pub(super) fn key(address: &str) -> String {
    let address = address.trim_matches('/');
    let address = address.strip_suffix("index.html").unwrap_or(address);
    let address = address.strip_suffix(".html").or(address.strip_suffix(".htm")).unwrap_or(address);
    address.trim_matches('/').to_lowercase()
}
