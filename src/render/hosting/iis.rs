//! `web.config`, which IIS reads in the published folder. Only sections that every IIS has: without one that it lacks,
//! such as URL Rewrite, it would answer nothing at all.

use crate::model::pages;
use crate::render::hosting::{ATTACHMENT_POLICY, PAGE_POLICY, Site, TEXTS};

/// The longest `web.config` that IIS reads, 250 KB (“MaxWebConfigFileSizeInKB”, Microsoft), and some room. What doesn't
/// fit is left out: old addresses first, whose pages lead on without a server's help.
const LONGEST: usize = 240 * 1024;

/// Kinds of file that an IIS before 10 lacks.
const KINDS: [(&str, &str); 4] = [
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
];

const KEPT: &str = r#"<staticContent><clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" cacheControlCustom="public, immutable" /></staticContent>"#;
const ASKED: &str =
    r#"<staticContent><clientCache cacheControlMode="DisableCache" /></staticContent>"#;

pub(crate) fn settings(site: &Site) -> String {
    written(site).0
}

/// How many old addresses, and how many attached files that a browser might run something of, don't fit.
pub(crate) fn left_out(site: &Site) -> (usize, usize) {
    written(site).1
}

fn written(site: &Site) -> (String, (usize, usize)) {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!-- Written by handbook for IIS, for a handbook at {} on its host (“address” in handbook.yaml).\n     \
         The next build writes it again: change nothing here. -->\n\
         <configuration>\n{}",
        // Two hyphens end a comment.
        escaped(&site.base).replace("--", "- -"),
        everywhere()
    );
    for path in site.hashed.iter().map(String::as_str).chain([pages::SEARCH_INDEX]) {
        text.push_str(&location(path, KEPT));
    }
    for path in &site.manifests {
        text.push_str(&location(path, ASKED));
    }
    let fits = |text: &str, one: &str| text.len() + one.len() <= LONGEST;
    let (mut redirects, mut files) = (0, 0);
    for path in site.active.iter().filter(|path| !path.contains(char::is_control)) {
        let policy = custom_headers(&[("Content-Security-Policy", ATTACHMENT_POLICY)]);
        let file = location(path, &policy);
        match fits(&text, &file) {
            true => text.push_str(&file),
            false => files += 1,
        }
    }
    for (from, to) in &site.redirects {
        let to = site.escaped(to);
        let redirect = location(
            from,
            &format!(
                "<httpRedirect enabled=\"true\" destination=\"{to}\" exactDestination=\"true\" httpResponseStatus=\"Permanent\" />"
            ),
        );
        match fits(&text, &redirect) {
            true => text.push_str(&redirect),
            false => redirects += 1,
        }
    }
    text.push_str("</configuration>\n");
    (text, (redirects, files))
}

/// What holds for all files.
fn everywhere() -> String {
    let charset = |kind: &str| format!("{kind}; charset=utf-8");
    let texts = TEXTS.map(|(ending, kind)| kind_of(ending, &charset(kind))).concat();
    let kinds = KINDS.map(|(ending, kind)| kind_of(ending, kind)).concat();
    let headers = custom_headers(&[
        ("X-Powered-By", ""),
        ("Content-Security-Policy", PAGE_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    ]);
    format!(
        "  <system.webServer>\n    \
         <defaultDocument enabled=\"true\"><files><clear /><add value=\"index.html\" /></files></defaultDocument>\n    \
         <directoryBrowse enabled=\"false\" />\n    \
         <httpErrors errorMode=\"Custom\"><remove statusCode=\"404\" subStatusCode=\"-1\" />\
         <error statusCode=\"404\" subStatusCode=\"-1\" prefixLanguageFilePath=\"\" path=\"404.html\" responseMode=\"File\" /></httpErrors>\n    \
         {headers}\n    \
         <staticContent>\n      <clientCache cacheControlMode=\"DisableCache\" />\n{texts}{kinds}    </staticContent>\n    \
         <urlCompression doStaticCompression=\"true\" doDynamicCompression=\"false\" />\n  \
         </system.webServer>\n"
    )
}

fn kind_of(ending: &str, kind: &str) -> String {
    format!(
        "      <remove fileExtension=\".{ending}\" /><mimeMap fileExtension=\".{ending}\" mimeType=\"{kind}\" />\n"
    )
}

/// Each set to its value; one without is taken away.
fn custom_headers(headers: &[(&str, &str)]) -> String {
    let header = |(name, value): &(&str, &str)| {
        let add = format!("<add name=\"{name}\" value=\"{}\" />", escaped(value));
        format!("<remove name=\"{name}\" />{}", if value.is_empty() { "" } else { &add })
    };
    let headers: String = headers.iter().map(header).collect();
    format!("<httpProtocol><customHeaders>{headers}</customHeaders></httpProtocol>")
}

/// What holds for one file or folder.
fn location(path: &str, inside: &str) -> String {
    format!(
        "  <location path=\"{}\"><system.webServer>{inside}</system.webServer></location>\n",
        escaped(path)
    )
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
