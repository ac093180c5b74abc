//! Changes to an Atom feed (RFC 4287). Without the handbook's address, ids are UUIDs and links are relative, which
//! the standard allows.

use crate::model::{Change, Date, Edition, pages};
use crate::render::html::escape;
use crate::render::identity::uuid;

/// As many changes as the feed holds: whoever reads it has seen the older ones.
const MOST: usize = 100;

/// The feed of these changes, the newest first.
pub(crate) fn feed(edition: &Edition, title: &str, changes: &[Change<'_>]) -> Vec<u8> {
    let address = edition.config.address.as_deref().unwrap_or_default();
    let updated = changes.first().map_or(edition.today, |change| change.amendment.date);
    let id = match address {
        "" => format!("urn:uuid:{}", uuid(edition, pages::FEED)),
        _ => format!("{address}{}", pages::FEED),
    };
    let title = text(&format!("{}: {title}", edition.title));
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str(&format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{}</id>\n<title>{title}</title>\n\
         <updated>{}</updated>\n<author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link href=\"{}\"/>\n",
        text(edition.config.language.as_str()),
        text(&id),
        time(updated),
        text(&edition.title),
        text(&format!("{address}{}", pages::FEED)),
        text(&format!("{address}{}", pages::CHANGES)),
    ));
    for change in changes.iter().take(MOST) {
        xml.push_str(&entry(edition, address, change));
    }
    xml.push_str("</feed>\n");
    xml.into_bytes()
}

fn entry(edition: &Edition, address: &str, change: &Change<'_>) -> String {
    let Change { document, amendment, number } = change;
    let page = document.url.escaped();
    let name = match number {
        1 => format!("{page}#changed-{}", amendment.date),
        _ => format!("{page}#changed-{}-{number}", amendment.date),
    };
    let id = match address {
        "" => format!("urn:uuid:{}", uuid(edition, &name)),
        _ => format!("{address}{name}"),
    };
    let kind = edition.config.kind(&document.kind).filter(|_| document.is_of_its_kind());
    let category = kind.map(|kind| {
        format!("<category term=\"{}\" label=\"{}\"/>\n", text(&kind.id), text(&kind.label))
    });
    format!(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link href=\"{}\"/>\n{}\
         <summary>{}</summary>\n</entry>\n",
        text(&id),
        text(&document.title),
        time(amendment.date),
        text(&format!("{address}{}", change.address())),
        category.unwrap_or_default(),
        text(&amendment.summary),
    )
}

fn time(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// A text within XML, without the characters that XML can't hold.
fn text(text: &str) -> String {
    let may_stand = |c: &char| {
        matches!(c, '\t' | '\n') || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    escape(&text.chars().filter(may_stand).collect::<String>())
}
