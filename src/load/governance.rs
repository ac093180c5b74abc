//! `reviews:`, `history:` and `acknowledge:` in `handbook.yaml`.

use crate::load::fields::Fields;
use crate::load::keys::{ACKNOWLEDGE, REVIEWS};
use crate::model::FieldFault;
use crate::model::config::{Acknowledge, AcknowledgeFault, HistoryPolicy, Overdue, PLACES};
use crate::source::Located;

pub(super) fn overdue(from: &mut Fields<'_>) -> Overdue {
    let Some(node) = from.group("reviews") else { return Overdue::Banner };
    let mut fields = Fields::new(node, &REVIEWS);
    let written = fields.text("overdue");
    let overdue = match written.as_ref().map(|word| word.value.as_str()) {
        None | Some("banner") => Overdue::Banner,
        Some("note") => Overdue::Note,
        Some(_) => {
            not_one_of(&mut fields, "overdue", written, &["banner", "note"]);
            Overdue::Banner
        }
    };
    from.faults.append(&mut fields.finish());
    overdue
}

pub(super) fn history(from: &mut Fields<'_>) -> HistoryPolicy {
    let written = from.text("history");
    match written.as_ref().map(|word| word.value.as_str()) {
        None | Some("git") => HistoryPolicy::Git,
        Some("off") => HistoryPolicy::Off,
        Some(_) => {
            not_one_of(from, "history", written, &["git", "off"]);
            HistoryPolicy::Git
        }
    }
}

pub(super) fn acknowledge(from: &mut Fields<'_>) -> Option<Acknowledge> {
    let node = from.group("acknowledge")?;
    let mut fields = Fields::new(node, &ACKNOWLEDGE);
    let written = fields.required(node, "address", "acknowledge");
    let read = written.as_ref().map(|address| Acknowledge::parse(&address.value));
    let acknowledge = match (read, written) {
        (Some(Ok(acknowledge)), _) => Some(acknowledge),
        (Some(Err(AcknowledgeFault::NoSuchPlace(place))), Some(written)) => {
            let place = Some(Located::new(place, written.span));
            not_one_of(&mut fields, "address", place, &PLACES);
            None
        }
        (Some(Err(AcknowledgeFault::NotAnAddress)), Some(written)) => {
            fields.unreadable("address", written, "\"https://forms.example.org/?doc={title}\"");
            None
        }
        (_, None) | (None, _) => None,
    };
    from.faults.append(&mut fields.finish());
    acknowledge
}

pub(super) fn not_one_of(
    fields: &mut Fields<'_>,
    field: &str,
    written: Option<Located<String>>,
    options: &[&str],
) {
    let Some(written) = written else { return };
    let options = options.iter().map(|&option| option.to_owned()).collect();
    let fault = FieldFault::NotOneOf { field: field.to_owned(), text: written.value, options };
    fields.fault(written.span, fault);
}
