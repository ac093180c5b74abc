//! `accessibility:` in `handbook.yaml`.

use crate::load::fields::Fields;
use crate::load::keys::ACCESSIBILITY;
use crate::model::config::Accessibility;

pub(super) fn accessibility(from: &mut Fields<'_>) -> Option<Accessibility> {
    let node = from.group("accessibility")?;
    let mut fields = Fields::new(node, &ACCESSIBILITY);
    let mut text = |field| fields.words(field).map(|text| text.value);
    let mut found = Accessibility {
        organisation: text("organisation"),
        email: text("email"),
        phone: text("phone"),
        answer_within: text("answer_within"),
        tested: text("tested"),
        ..Accessibility::default()
    };
    found.prepared = fields.date("prepared").map(|date| date.value);
    found.reviewed = fields.date("reviewed").map(|date| date.value);
    let problems = fields.list("problems").unwrap_or_default();
    found.problems = problems.into_iter().map(|problem| problem.value).collect();
    if found.email.is_none() && found.phone.is_none() {
        let missing = fields.required(node, "email", "the accessibility statement");
        debug_assert!(missing.is_none(), "it was asked for before");
    }
    from.faults.append(&mut fields.finish());
    Some(found)
}
