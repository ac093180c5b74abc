//! Everything that an edition is published as, a file each. This list is all that knows of them.

mod a_to_z;
mod accessibility;
pub(crate) mod assets;
mod attachments;
mod audience;
mod changes;
mod contents;
mod coverage;
mod documents;
mod exceptions;
mod glossary;
mod hosting;
mod kinds;
mod legislation;
mod model;
pub(crate) mod not_found;
mod print;
mod redirects;
mod search_page;
mod reviews;
mod sections;
mod sitemap;
mod tags;
mod what_to_expect;

use crate::render::plan::Files;
use crate::render::renderer::Renderer;

/// Adds the files of one sort of output.
type Add = fn(&Renderer, &mut Files);

/// Every sort of output. Where two want one address, the first here has it.
pub(crate) static OUTPUTS: &[Add] = &[
    documents::add,
    sections::add,
    kinds::add,
    model::add,
    coverage::add,
    what_to_expect::add,
    tags::add,
    a_to_z::add,
    accessibility::add,
    audience::add,
    changes::add,
    contents::add,
    exceptions::add,
    glossary::add,
    legislation::add,
    reviews::add,
    not_found::add,
    print::add,
    search_page::add,
    sitemap::add,
    hosting::add,
    attachments::add,
    assets::add,
    redirects::add,
];
