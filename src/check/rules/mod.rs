//! The rules, a file each; this list is all that knows of them.

mod address_clash;
mod broken_link;
mod component_misused;
mod document_unpublished;
mod duplicate_anchor;
mod field_invalid;
mod field_missing;
mod field_unknown;
mod field_words;
mod file_unread;
mod footnote_unmatched;
mod foreign_link;
mod front_matter_unreadable;
mod html_removed;
mod kind_unknown;
mod name_unportable;
mod settings_invalid;
mod settings_missing;
mod tag_not_allowed;
pub mod template_failed;
mod text_encoding;

use crate::check::rule::Rule;

/// Every rule, by name.
pub static RULES: [&Rule; 20] = [
    &address_clash::RULE,
    &broken_link::RULE,
    &component_misused::RULE,
    &document_unpublished::RULE,
    &duplicate_anchor::RULE,
    &field_invalid::RULE,
    &field_missing::RULE,
    &field_unknown::RULE,
    &file_unread::RULE,
    &footnote_unmatched::RULE,
    &foreign_link::RULE,
    &front_matter_unreadable::RULE,
    &html_removed::RULE,
    &kind_unknown::RULE,
    &name_unportable::RULE,
    &settings_invalid::RULE,
    &settings_missing::RULE,
    &tag_not_allowed::RULE,
    &template_failed::RULE,
    &text_encoding::RULE,
];

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
