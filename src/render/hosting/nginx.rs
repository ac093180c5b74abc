//! The settings for nginx, to be included in the `location` of the handbook.

use crate::render::hosting::{
    ASK, ATTACHMENT_POLICY, HASHED, KEEP, PAGE_POLICY, Site, TEXTS, at_least, exactly, folder_of,
    opening, settings_files,
};

pub(crate) fn settings(site: &Site) -> String {
    let mut text = opening("#", "nginx", site);
    text.push_str(
        "# Include it in the location that has the handbook, and load it again (nginx -s reload) after each build.\n\
         index index.html;\n\
         absolute_redirect off;\n\
         charset utf-8;\n\
         charset_types text/css text/plain text/csv text/calendar application/javascript;\n\
         gzip on;\n\
         gzip_vary on;\n\
         gzip_types text/css application/javascript application/json image/svg+xml text/csv text/calendar text/xml;\n",
    );
    if site.is_compressed {
        text.push_str("gzip_static on;\n");
    }
    text.push_str(&format!("error_page 404 \"{}404.html\";\n", site.base));
    text.push_str(&headers("", ATTACHMENT_POLICY, ASK));
    let base = exactly(&site.base);
    let own = format!("~* \"^{base}{}$\"", settings_files());
    text.push_str(&location(&own, "    return 404;\n"));
    for pages in site.attached_pages.chunks(50) {
        let pages: Vec<String> = pages.iter().map(|path| at_least(path)).collect();
        let at = format!("~* \"^{base}({})$\"", pages.join("|"));
        text.push_str(&location(&at, &headers("    ", ATTACHMENT_POLICY, ASK)));
    }
    let at = format!("~ \"^{base}{HASHED}$\"");
    text.push_str(&location(&at, &headers("    ", ATTACHMENT_POLICY, KEEP)));
    let page = headers("    ", PAGE_POLICY, ASK);
    text.push_str(&location(r#"~* "\.(html|pdf)$""#, &page));
    for (ending, kind) in TEXTS {
        let kind = format!("    types {{ }}\n    default_type {kind};\n");
        let headers = headers("    ", ATTACHMENT_POLICY, ASK);
        text.push_str(&location(&format!("~* \"\\.{ending}$\""), &format!("{kind}{headers}")));
    }
    for (from, to) in &site.redirects {
        let answer = format!("    return 301 \"{}\";\n", site.escaped(to));
        let folder = folder_of(from);
        let asked = [Some(from.as_str()), folder].into_iter().flatten().map(str::to_owned);
        for path in asked.chain(folder.map(|folder| format!("{folder}/"))) {
            text.push_str(&location(&format!("= \"{}{path}\"", site.base), &answer));
        }
    }
    text
}

fn location(at: &str, inside: &str) -> String {
    format!("location {at} {{\n{inside}}}\n")
}

/// All of them each time: a location that adds a header has none of those around it.
fn headers(indent: &str, policy: &str, cache: &str) -> String {
    let all = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cache-Control", cache),
    ];
    all.map(|(name, value)| format!("{indent}add_header {name} \"{value}\" always;\n")).concat()
}
