//! Fields that name languages.

use crate::load::fields::Fields;
use crate::model::Language;
use crate::source::Located;

/// A language. What can't be one is reported.
pub(crate) fn language(from: &mut Fields<'_>, field: &'static str) -> Option<Located<Language>> {
    let written = from.text(field)?;
    one(from, field, written)
}

/// Languages, each once. What can't be one is reported.
pub(crate) fn languages(from: &mut Fields<'_>, field: &'static str) -> Vec<Located<Language>> {
    let mut all: Vec<Located<Language>> = Vec::new();
    for written in from.list(field).into_iter().flatten() {
        let found = one(from, field, written);
        all.extend(found.filter(|one| all.iter().all(|other| other.value != one.value)));
    }
    all
}

fn one(
    from: &mut Fields<'_>,
    field: &'static str,
    written: Located<String>,
) -> Option<Located<Language>> {
    match Language::parse(&written.value) {
        Some(language) => Some(Located::new(language, written.span)),
        None => {
            from.unreadable(field, written, "cy");
            None
        }
    }
}
