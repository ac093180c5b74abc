//! The addresses of pages that the handbook makes itself, in one place, so that no document takes one.

/// The home page.
pub const HOME: &str = "index.html";
/// Every document by its title.
pub const A_TO_Z: &str = "a-to-z.html";
/// Every document by its section.
pub const CONTENTS: &str = "contents.html";
/// What a server shows for an address that isn't there.
pub const NOT_FOUND: &str = "404.html";
/// The list of tags.
pub const TAGS: &str = "tags/index.html";
/// For search engines.
pub const SITEMAP: &str = "sitemap.xml";
/// The folder of styles and scripts.
pub const ASSETS: &str = "assets";

/// Each with what it is, for messages.
pub const GENERATED: [(&str, &str); 5] = [
    (A_TO_Z, "the A to Z"),
    (CONTENTS, "the page of contents"),
    (NOT_FOUND, "the page that says “not found”"),
    (TAGS, "the list of tags"),
    (SITEMAP, "the site map"),
];

/// The address of a tag's page.
pub fn tag(name: &str) -> String {
    format!("tags/{}.html", crate::markdown::slug(name))
}
