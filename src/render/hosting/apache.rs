//! The settings for Apache, which it reads in the published folder where it may (`AllowOverride`).

use crate::render::hosting::{
    ASK, ATTACHMENT_POLICY, HASHED, KEEP, PAGE_POLICY, Site, TEXTS, at_least, exactly, folder_of,
    opening, settings_files,
};

const KINDS: &str = "text/html text/css text/javascript application/javascript application/json image/svg+xml \
                     text/csv text/calendar";

pub(crate) fn settings(site: &Site) -> String {
    let mut text = opening("#", "Apache", site);
    let header = |name: &str, value: &str| format!("Header always set {name} \"{value}\"\n");
    let policy = |policy| header("Content-Security-Policy", policy);
    text.push_str("DirectoryIndex index.html\nAddDefaultCharset utf-8\nAddCharset utf-8 .css .js");
    TEXTS.iter().for_each(|(ending, _)| text.push_str(&format!(" .{ending}")));
    text.push('\n');
    for (ending, kind) in TEXTS {
        text.push_str(&format!("AddType {kind} .{ending}\n"));
    }
    text.push_str(&format!("ErrorDocument 404 \"{}404.html\"\n", site.base));
    text.push_str(&format!(
        "<IfModule mod_deflate.c>\n    AddOutputFilterByType DEFLATE {KINDS}\n</IfModule>\n"
    ));
    text.push_str(&header("X-Content-Type-Options", "nosniff"));
    text.push_str(&header("Referrer-Policy", "same-origin"));
    text.push_str(&header("Cache-Control", ASK));
    text.push_str(&policy(ATTACHMENT_POLICY));
    let page = policy(PAGE_POLICY);
    text.push_str(&format!(
        "<FilesMatch \"(?i)\\.(html|pdf|html\\.(br|gz))$\">\n    {page}</FilesMatch>\n"
    ));
    if site.is_compressed {
        text.push_str(&compressed(site));
    }
    let base = exactly(&site.base);
    let at = |paths: &str| format!("<If \"%{{REQUEST_URI}} =~ m#^{}{paths}$#\">", hash_free(&base));
    for pages in site.attached_pages.chunks(50) {
        let pages: Vec<String> = pages.iter().map(|path| at_least(path)).collect();
        let at = at(&format!("(?i:{})", pages.join("|")));
        text.push_str(&format!("{at}\n    {}</If>\n", policy(ATTACHMENT_POLICY)));
    }
    let keep = header("Cache-Control", KEEP);
    text.push_str(&format!("{}\n    {keep}</If>\n", at(&format!("{HASHED}(\\.(br|gz))?"))));
    let own = settings_files();
    text.push_str(&format!("RedirectMatch 404 \"(?i)^{base}{own}$\"\n"));
    for (from, to) in &site.redirects {
        let from = match folder_of(from) {
            Some(folder) => format!("{}(/|/index\\.html)?", exactly(folder)),
            None => exactly(from),
        };
        let to = site.escaped(to);
        text.push_str(&format!("RedirectMatch 301 \"^{base}{from}$\" \"{to}\"\n"));
    }
    text
}

/// Sends what is compressed already to whoever can read it, by its own type.
fn compressed(site: &Site) -> String {
    const TYPES: [(&str, &str); 8] = [
        ("html", "text/html"),
        ("css", "text/css"),
        ("js", "text/javascript"),
        ("svg", "image/svg+xml"),
        ("xml", "application/xml"),
        ("json", "application/json"),
        ("csv", "text/csv"),
        ("ics", "text/calendar"),
    ];
    // Its name in a request, and the ending of the file; where a browser reads both, the first is sent.
    const WAYS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];
    let endings = TYPES.map(|(ending, _)| ending).join("|");
    let mut text =
        format!("<IfModule mod_rewrite.c>\nRewriteEngine On\nRewriteBase \"{}\"\n", site.base);
    for (name, packed) in WAYS {
        text.push_str(&format!(
            "RewriteCond %{{HTTP:Accept-Encoding}} \\b{name}\\b\n\
             RewriteCond %{{REQUEST_FILENAME}}.{packed} -f\n\
             RewriteRule \"^(.+)\\.({endings})$\" \"$1.$2.{packed}\" [L]\n"
        ));
    }
    text.push_str("</IfModule>\n");
    for ((ending, kind), (name, packed)) in
        TYPES.iter().flat_map(|kind| WAYS.iter().map(move |way| (kind, way)))
    {
        // To many an Apache `.br` says that a file is in Breton.
        text.push_str(&format!(
            "<FilesMatch \"\\.{ending}\\.{packed}$\">\n    ForceType \"{kind}; charset=utf-8\"\n    \
             RemoveLanguage .{packed}\n    AddEncoding {name} .{packed}\n    \
             Header always merge Vary Accept-Encoding\n</FilesMatch>\n"
        ));
    }
    text
}

/// Between `#`, which no path of ours has in it unless it is escaped.
fn hash_free(base: &str) -> String {
    base.replace("\\#", "[#]").replace('#', ".")
}
