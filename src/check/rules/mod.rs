//! The rules, a file each; this list is all that knows of them.

mod abbreviation_ambiguous;
mod abbreviation_unexplained;
mod address_clash;
mod attachment_unchecked;
mod audience_unclear;
mod broken_link;
mod colour_faint;
mod component_misused;
mod coverage_missing;
mod date_contradictory;
mod diagram_unclear;
mod document_unpublished;
mod duplicate_anchor;
mod duplicate_title;
pub mod edition_leak;
mod example_undeclared;
pub(crate) mod exception_misused;
mod field_invalid;
mod field_missing;
mod field_unknown;
mod field_words;
mod file_unread;
mod footnote_unmatched;
mod foreign_link;
mod foreign_markup;
mod front_matter_unreadable;
mod gap_unfilled;
mod heading_expected;
mod heading_order;
pub mod hosting_incomplete;
mod html_removed;
mod identifying_detail;
mod image_alt_missing;
mod image_damaged;
mod kind_unknown;
mod language_unlisted;
mod legislation_unknown;
mod link_hidden;
mod link_text_vague;
mod model_unknown;
mod name_unportable;
mod orphan_document;
mod private_names_unread;
mod reading_age;
mod replacement_missing;
mod review_date_missing;
mod review_overdue;
mod sentence_long;
mod settings_invalid;
mod settings_missing;
mod tag_not_allowed;
pub mod template_failed;
mod term_replaced;
mod text_encoding;
mod translation_alone;
mod translation_missing;
mod translation_old;
mod translation_wider;

use crate::check::rule::Rule;

/// Every rule, by name.
pub static RULES: &[&Rule] = &[
    &abbreviation_ambiguous::RULE,
    &abbreviation_unexplained::RULE,
    &address_clash::RULE,
    &attachment_unchecked::RULE,
    &audience_unclear::RULE,
    &broken_link::RULE,
    &colour_faint::RULE,
    &component_misused::RULE,
    &coverage_missing::RULE,
    &date_contradictory::RULE,
    &diagram_unclear::RULE,
    &document_unpublished::RULE,
    &duplicate_anchor::RULE,
    &duplicate_title::RULE,
    &edition_leak::RULE,
    &example_undeclared::RULE,
    &exception_misused::RULE,
    &field_invalid::RULE,
    &field_missing::RULE,
    &field_unknown::RULE,
    &file_unread::RULE,
    &footnote_unmatched::RULE,
    &foreign_link::RULE,
    &foreign_markup::RULE,
    &front_matter_unreadable::RULE,
    &gap_unfilled::RULE,
    &heading_expected::RULE,
    &heading_order::RULE,
    &hosting_incomplete::RULE,
    &html_removed::RULE,
    &identifying_detail::RULE,
    &image_alt_missing::RULE,
    &image_damaged::RULE,
    &kind_unknown::RULE,
    &language_unlisted::RULE,
    &legislation_unknown::RULE,
    &link_hidden::RULE,
    &link_text_vague::RULE,
    &model_unknown::RULE,
    &name_unportable::RULE,
    &orphan_document::RULE,
    &private_names_unread::RULE,
    &reading_age::RULE,
    &replacement_missing::RULE,
    &review_date_missing::RULE,
    &review_overdue::RULE,
    &sentence_long::RULE,
    &settings_invalid::RULE,
    &settings_missing::RULE,
    &tag_not_allowed::RULE,
    &template_failed::RULE,
    &term_replaced::RULE,
    &text_encoding::RULE,
    &translation_alone::RULE,
    &translation_missing::RULE,
    &translation_old::RULE,
    &translation_wider::RULE,
];

/// The rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
