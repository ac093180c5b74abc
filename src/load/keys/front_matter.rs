//! What can stand at the top of a document.

use crate::load::keys::{Field, Group, IdOf, Shape};

/// The block between `---` lines.
pub static FRONT_MATTER: Group = Group {
    keeps_others: true,
    fields: &[
        Field::new(
            "title",
            Shape::Text,
            "What the document is called. Without it, its first heading.",
            "Visiting children at home",
        ),
        Field::new(
            "summary",
            Shape::Text,
            "What the document is for, in a sentence. It is shown in lists and search results.",
            "How often we see children and what we do on a visit.",
        ),
        Field::new("kind", Shape::Id(IdOf::Kind), "What sort of document it is.", "guidance"),
        Field::new(
            "status",
            Shape::OneOf(&["draft", "current", "under-review", "withdrawn"]),
            "Whether the document is in force. A draft is not published unless you ask for drafts.",
            "current",
        ),
        Field::new(
            "owner",
            Shape::Text,
            "The role that answers for it.",
            "Principal Social Worker",
        ),
        Field::new("approved_by", Shape::Text, "Who approved it.", "Safeguarding Leadership Board"),
        Field::new("approved", Shape::Date, "The day it was approved.", "2026-09-01"),
        Field::new("effective_from", Shape::Date, "The day it comes into force.", "2026-10-01"),
        Field::new("version", Shape::Text, "Its version.", "\"2.1\""),
        Field::new("reviewed", Shape::Date, "The day somebody last read it through.", "2026-08-20"),
        Field::new(
            "review_by",
            Shape::Date,
            "The day by which it has to be read through again. Without it, the last review and how often its \
             kind is reviewed.",
            "2027-08-20",
        ),
        Field::new(
            "audience",
            Shape::Ids(IdOf::Audience),
            "For whom it is. Without it, what its section says, or the handbook.",
            "[staff, partners]",
        ),
        Field::new(
            "model",
            Shape::Ids(IdOf::Element),
            "The elements of the practice model that it belongs to.",
            "[hearing-the-child]",
        ),
        Field::new(
            "criteria",
            Shape::Ids(IdOf::Criterion),
            "The criteria that it shows we meet, each as framework/id.",
            "[ilacs/help-and-protection]",
        ),
        Field::new(
            "legislation",
            Shape::List,
            "The law that it stands on.",
            "[\"Children Act 1989, section 47\"]",
        ),
        Field::new("related", Shape::List, "Documents to read next.", "[home-visits.md]"),
        Field::new(
            "supersedes",
            Shape::List,
            "Documents that it takes the place of.",
            "[old-visits.md]",
        ),
        Field::new("replaced_by", Shape::Text, "The document that takes its place.", "visits.md"),
        Field::new(
            "amendments",
            Shape::Groups(&AMENDMENT),
            "What changed, and when. These lines make the page of changes and the feed.",
            "[{date: 2026-09-01, summary: Visits within 10 days.}]",
        ),
        Field::new("tags", Shape::Ids(IdOf::Tag), "Words to find it by.", "[recording]"),
        Field::new(
            "aliases",
            Shape::List,
            "Old addresses that lead here.",
            "[policies/old-name.html]",
        ),
        Field::new(
            "order",
            Shape::Number,
            "Its place among its neighbours. A smaller number comes first.",
            "10",
        ),
        Field::new(
            "abbreviations",
            Shape::Named(&Shape::Text),
            "What an abbreviation with several meanings means in this document.",
            "{ICO: interim care order}",
        ),
        Field::new(
            "acknowledge",
            Shape::Switch,
            "Ask readers to say that they have read it.",
            "true",
        ),
        Field::new("template", Shape::Text, "The template that shows it.", "document.html"),
        Field::new(
            "anonymised",
            Shape::Group(&ANONYMISED),
            "How a case example was made safe to publish.",
            "{method: composite, by: Practice Development Lead, on: 2026-06-01}",
        ),
        Field::new(
            "checks",
            Shape::NamedBy(IdOf::Rule, &LEVEL),
            "How much a rule matters in this document.",
            "{sentence-long: off}",
        ),
        Field::new(
            "exceptions",
            Shape::Groups(&EXCEPTION),
            "Where a rule does not hold, and why.",
            "[{rule: identifying-detail, reason: The address is our own office.}]",
        ),
        Field::new(
            "search",
            Shape::Either(&Shape::Switch, &Shape::Group(&SEARCH)),
            "How search finds it. With false, it does not.",
            "{keywords: [home visit], boost: 1.5}",
        ),
        Field::new("language", Shape::Text, "The language it is in, if not the handbook’s.", "cy"),
        Field::new(
            "translate_into",
            Shape::List,
            "The languages that it should have versions in.",
            "[cy]",
        ),
        Field::new(
            "translated",
            Shape::Date,
            "In a version in another language: the day of the text that was translated.",
            "2026-09-01",
        ),
        Field::new(
            "source_version",
            Shape::Text,
            "In a version in another language: the version that was translated.",
            "\"2.1\"",
        ),
        Field::new(
            "defaults",
            Shape::Group(&FRONT_MATTER),
            "In a section’s index.md: what holds for every document below that does not say otherwise.",
            "{owner: Head of Safeguarding}",
        ),
        Field::new("draft", Shape::Switch, "With true, the same as status: draft.", "false"),
        Field::new("description", Shape::Text, "The same as summary.", "How we visit."),
        Field::new("redirect_from", Shape::List, "The same as aliases.", "[old.html]"),
        Field::new("weight", Shape::Number, "The same as order.", "10"),
        Field::new("nav_order", Shape::Number, "The same as order.", "10"),
        Field::new("sidebar_position", Shape::Number, "The same as order.", "10"),
    ],
};

/// How much a rule matters.
pub(super) static LEVEL: Shape = Shape::OneOf(&["error", "warning", "info", "off"]);

pub(in crate::load) static AMENDMENT: Group = Group::of(&[
    Field::new("date", Shape::Date, "The day of the change.", "2026-09-01").required(),
    Field::new("summary", Shape::Text, "What changed, in a sentence.", "Visits within 10 days.")
        .required(),
]);

pub(in crate::load) static ANONYMISED: Group = Group::of(&[
    Field::new(
        "method",
        Shape::OneOf(&["invented", "composite", "altered-with-consent"]),
        "How it was made safe.",
        "composite",
    )
    .required(),
    Field::new("by", Shape::Text, "The role that made it safe.", "Practice Development Lead"),
    Field::new("on", Shape::Date, "The day that was done.", "2026-06-01"),
]);

pub(in crate::load) static EXCEPTION: Group = Group::of(&[
    Field::new("rule", Shape::Id(IdOf::Rule), "The rule.", "identifying-detail").required(),
    Field::new(
        "reason",
        Shape::Text,
        "Why it does not hold here. Without a reason there is no exception.",
        "The address is our own office.",
    ),
    Field::new(
        "file",
        Shape::Text,
        "The attached file that it is about. Without it, the document.",
        "form.docx",
    ),
]);

pub(in crate::load) static SEARCH: Group = Group::of(&[
    Field::new(
        "keywords",
        Shape::List,
        "Words that it is found by though they do not stand in it.",
        "[home visit]",
    ),
    Field::new("boost", Shape::Text, "How much more it counts than others, from 0.1 to 10.", "1.5"),
]);
