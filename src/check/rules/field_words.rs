//! The words for a field that is wrong, in front matter and in `handbook.yaml` alike.

use crate::load::nearest;
use crate::model::FieldFault;

/// What is wrong, and what to do.
pub(super) fn words(fault: &FieldFault) -> (String, String) {
    match fault {
        FieldFault::Unknown { field, nearest: Some(nearest) } => (
            format!("“{field}” is not a field that we know."),
            format!("It is spelt almost like “{nearest}”. Write that if you meant it."),
        ),
        FieldFault::Unknown { field, nearest: None } => (
            format!("“{field}” is not a field that we know."),
            "It is kept for templates. Nothing else is done with it.".to_owned(),
        ),
        FieldFault::WrongShape { field, expected, found } => (
            format!("“{field}” should be {expected}, and is {found}."),
            match *expected {
                "a list" => format!("Write it as “{field}: [one, two]”."),
                "a group of fields" => {
                    format!(
                        "Write its fields below it, each on a line of its own, two spaces in from “{field}”."
                    )
                }
                "“false”, or keywords and a boost" => {
                    format!(
                        "Write “{field}: false” or “{field}: {{keywords: [one, two], boost: 1.5}}”."
                    )
                }
                _ => format!("Write it as “{field}: …” on one line."),
            },
        ),
        FieldFault::NotADate { field, text } => (
            format!("“{text}” is not a date."),
            format!("Write “{field}” as year, month and day, as in 2027-02-28."),
        ),
        FieldFault::NotOneOf { field, text, options } => {
            let near = nearest(text, options.iter().map(String::as_str));
            let near = near.map(|near| format!("The nearest is “{near}”. ")).unwrap_or_default();
            (
                format!("“{field}” can’t be “{text}”."),
                format!("{near}It can be: {}.", options.join(", ")),
            )
        }
        FieldFault::Missing { field, within } => {
            (format!("“{field}” is missing in {within}."), format!("Add a line “{field}: …”."))
        }
        FieldFault::RepeatedId { text, .. } => (
            format!("The id “{text}” is used twice."),
            "Give one of the two another, in the documents that name it too.".to_owned(),
        ),
        FieldFault::Repeated { field, text } => (
            format!("The {field} “{text}” is used twice."),
            "Give one of the two another.".to_owned(),
        ),
        FieldFault::SharedFolder { folder, other } => (
            format!("The folder “{folder}” holds the edition “{other}”, or is inside its folder."),
            "Give each edition a folder of its own, beside the others.".to_owned(),
        ),
        FieldFault::NotAnId { text, instead } => (
            format!("The id “{text}” can’t be the name of a page."),
            format!(
                "Use small letters, numbers and hyphens, and no name that the handbook keeps for itself: “{instead}”. \
                 Change it in the documents that name it too."
            ),
        ),
        FieldFault::Unreadable { field, text, like } => (
            format!("“{field}” can’t be “{text}”."),
            format!("Write it like this: “{field}: {like}”."),
        ),
    }
}
