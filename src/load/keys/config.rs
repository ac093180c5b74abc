//! What can stand in `handbook.yaml`.

use crate::load::keys::front_matter::LEVEL;
use crate::load::keys::{Field, Group, IdOf, Shape};

/// The file.
pub static HANDBOOK: Group = Group::of(&[
    Field::new("title", Shape::Text, "What the handbook is called.", "Our practice handbook"),
    Field::new("language", Shape::Text, "The language it is written in.", "en-GB"),
    Field::new(
        "languages",
        Shape::List,
        "The languages that documents have versions in. With cy here, visits.cy.md is the Welsh version of visits.md.",
        "[cy, pl]",
    ),
    Field::new(
        "translate_into",
        Shape::List,
        "The languages that every document should have a version in.",
        "[cy]",
    ),
    Field::new(
        "address",
        Shape::Text,
        "Where it will be found on the web. The sitemap, the feed and the settings for web servers need it.",
        "\"https://handbook.example.org/\"",
    ),
    Field::new(
        "hosting",
        Shape::SomeOf(&["nginx", "apache", "iis"]),
        "The web servers that it is put on. Each gets a file of settings beside the pages: headers, redirects, caching.",
        "[iis]",
    ),
    Field::new(
        "precompress",
        Shape::Switch,
        "Whether each text is published compressed too, beside itself (.br and .gz), for servers that send that.",
        "true",
    ),
    Field::new("content", Shape::Text, "The folder that holds the documents.", "content"),
    Field::new(
        "theme",
        Shape::Either(&Shape::Text, &Shape::Group(&THEME)),
        "The theme’s name, or its name, logo and colours.",
        "{colour: \"#1d4d4f\"}",
    ),
    Field::new(
        "emergency",
        Shape::Text,
        "The file, below the content folder, that says what to do when a child is in danger.",
        "_shared/emergency.md",
    ),
    Field::new(
        "kinds",
        Shape::Named(&Shape::Group(&KIND)),
        "The kinds of document: more of them, or other rules for those that there are.",
        "{practice-note: {label: Practice note, review_every: 1 year}}",
    ),
    Field::new(
        "audiences",
        Shape::Named(&Shape::Text),
        "For whom documents can be: an id, and what readers see.",
        "{staff: Staff, families: Children and families}",
    ),
    Field::new(
        "default_audience",
        Shape::Ids(IdOf::Audience),
        "For whom something is that does not say so. Without it, staff.",
        "[staff]",
    ),
    Field::new(
        "editions",
        Shape::Named(&Shape::Group(&EDITION)),
        "The editions to publish. Without it there is one, with everything.",
        "{staff: {audiences: [staff, partners, families]}}",
    ),
    Field::new(
        "tags",
        Shape::Either(&Shape::List, &Shape::Group(&TAGS)),
        "The only tags that documents may use.",
        "{allowed: [recording]}",
    ),
    Field::new(
        "checks",
        Shape::NamedBy(IdOf::Rule, &LEVEL),
        "How much a rule matters in this handbook.",
        "{sentence-long: off}",
    ),
    Field::new(
        "legislation",
        Shape::Groups(&ACT),
        "The Acts that documents quote.",
        "[{name: Children Act 1989, address: \"https://www.legislation.gov.uk/ukpga/1989/41\"}]",
    ),
    Field::new(
        "longest_sentence",
        Shape::Number,
        "How many words a sentence may have before it is reported.",
        "25",
    ),
    Field::new(
        "reading_age",
        Shape::NamedBy(IdOf::Audience, &Shape::Number),
        "The reading age to aim for, by audience.",
        "{families: 11}",
    ),
    Field::new(
        "contacts",
        Shape::List,
        "The service’s own phone numbers and addresses, which identify no family.",
        "[frontdoor@example.org]",
    ),
    Field::new(
        "case_number_pattern",
        Shape::Text,
        "What your case system’s numbers look like, so that none is published.",
        "\"LCS-[0-9]{7}\"",
    ),
    Field::new(
        "private_names",
        Shape::Text,
        "A list of names that must not be published, kept outside the handbook’s folder.",
        "\"../names.txt\"",
    ),
    Field::new(
        "accessibility",
        Shape::Group(&ACCESSIBILITY),
        "What the accessibility statement says. Without it there is none.",
        "{organisation: Example Council, email: us@example.org}",
    ),
    Field::new(
        "reviews",
        Shape::Group(&REVIEWS),
        "How a review that is overdue is shown.",
        "{overdue: note}",
    ),
    Field::new(
        "history",
        Shape::OneOf(&["git", "off"]),
        "Whether pages say when they were edited, where the handbook is kept in git.",
        "git",
    ),
    Field::new(
        "acknowledge",
        Shape::Group(&ACKNOWLEDGE),
        "Where readers say that they have read a document that asks for it.",
        "{address: \"mailto:us@example.org?subject={title}\"}",
    ),
    Field::new("markdown", Shape::Group(&MARKDOWN), "How Markdown is read.", "{html: safe}"),
]);

pub(in crate::load) static THEME: Group = Group {
    keeps_others: true,
    fields: &[
        Field::new("name", Shape::Text, "The theme’s name: a folder in themes.", "default"),
        Field::new(
            "logo",
            Shape::Text,
            "The council’s logo, below the content folder.",
            "logo.svg",
        ),
        Field::new("colour", Shape::Text, "The main colour.", "\"#1d4d4f\""),
        Field::new("accent", Shape::Text, "The second colour.", "\"#b3541e\""),
        Field::new(
            "settings",
            Shape::Anything,
            "What a theme of your own asks for.",
            "{wide: true}",
        ),
    ],
};

pub(in crate::load) static KIND: Group = Group::of(&[
    Field::new("label", Shape::Text, "What readers see for one.", "Practice note"),
    Field::new("plural", Shape::Text, "What readers see for several.", "Practice notes"),
    Field::new(
        "requires",
        Shape::List,
        "The fields that each has to have.",
        "[title, owner, review_by]",
    ),
    Field::new("headings", Shape::List, "The headings that each should have.", "[Purpose]"),
    Field::new("template", Shape::Text, "The template that shows them.", "document.html"),
    Field::new("review_every", Shape::Text, "How often each is reviewed.", "1 year"),
]);

pub(in crate::load) static EDITION: Group = Group::of(&[
    Field::new(
        "audiences",
        Shape::Ids(IdOf::Audience),
        "The audiences that it is for. It holds what is for any of them.",
        "[families]",
    )
    .required(),
    Field::new("title", Shape::Text, "What it is called.", "For families"),
    Field::new(
        "output",
        Shape::Text,
        "The folder that it is published to. Without it, a folder of its name in output.",
        "output/families",
    ),
    Field::new(
        "address",
        Shape::Text,
        "Where it will be found on the web.",
        "\"https://families.example.org/\"",
    ),
    Field::new(
        "language",
        Shape::Text,
        "The language of the pages that it makes itself, if not the handbook’s.",
        "cy",
    ),
    Field::new("drafts", Shape::Switch, "Whether it shows drafts.", "false"),
    Field::new(
        "governance",
        Shape::Switch,
        "Whether it shows owners, reviews, versions and coverage.",
        "false",
    ),
    Field::new(
        "home",
        Shape::Text,
        "The file, below the content folder, that is its home page. Without it, that of the handbook.",
        "for-families/home.md",
    ),
    Field::new(
        "emergency",
        Shape::Text,
        "The file that tells its readers what to do when a child is in danger. Without it, that of the handbook.",
        "_shared/emergency-for-families.md",
    ),
    Field::new(
        "logo",
        Shape::Text,
        "Its logo, a file below the content folder.",
        "images/logo.svg",
    ),
    Field::new(
        "strings",
        Shape::Named(&Shape::Text),
        "The theme’s phrases as this edition says them, by their keys in strings/en.yaml.",
        "{contents: Everything here}",
    ),
    Field::new(
        "what_to_expect",
        Shape::Id(IdOf::Audience),
        "Whether it has a page “What to expect from us”, and for which of its audiences the page is.",
        "families",
    ),
    Field::new(
        "exit_page",
        Shape::Either(&Shape::Switch, &Shape::Group(&EXIT_PAGE)),
        "Whether each page can be left fast, for readers whom somebody may be watching.",
        "{advice: for-families/staying-safe-online.md}",
    ),
    Field::new(
        "larger_text",
        Shape::Switch,
        "Whether each page has a choice of larger text, on the screen and on paper.",
        "true",
    ),
    Field::new(
        "glossary",
        Shape::OneOf(&["on-request", "in-full"]),
        "Whether the text itself says what a term means where a page first uses it, or only when it is asked.",
        "in-full",
    ),
    Field::new("colour", Shape::Text, "Its main colour.", "\"#1d4d4f\""),
    Field::new("accent", Shape::Text, "Its second colour.", "\"#b3541e\""),
]);

pub(in crate::load) static EXIT_PAGE: Group = Group::of(&[
    Field::new(
        "address",
        Shape::Text,
        "The page that takes its place. Without it, a weather forecast.",
        "\"https://www.bbc.co.uk/weather\"",
    ),
    Field::new(
        "advice",
        Shape::Text,
        "The document that says what this can’t do: a file below the content folder.",
        "for-families/staying-safe-online.md",
    ),
]);

pub(in crate::load) static TAGS: Group =
    Group::of(&[Field::new("allowed", Shape::List, "The tags.", "[recording]")]);

pub(in crate::load) static ACT: Group = Group::of(&[
    Field::new("name", Shape::Text, "Its name and year.", "Children Act 1989").required(),
    Field::new("short", Shape::List, "What else it is called.", "[CA 1989]"),
    Field::new(
        "address",
        Shape::Text,
        "Where it can be read.",
        "\"https://www.legislation.gov.uk/ukpga/1989/41\"",
    )
    .required(),
]);

pub(in crate::load) static ACCESSIBILITY: Group = Group::of(&[
    Field::new("organisation", Shape::Text, "Who answers for the handbook.", "Example Council"),
    Field::new(
        "email",
        Shape::Text,
        "Where to write. An email address or a phone number has to be there.",
        "us@example.org",
    ),
    Field::new("phone", Shape::Text, "Where to call.", "01632 960150"),
    Field::new("answer_within", Shape::Text, "How soon you answer.", "5 working days"),
    Field::new(
        "tested",
        Shape::Text,
        "Who tested it, how and when.",
        "Two members of staff tried ten pages in May 2026.",
    ),
    Field::new("prepared", Shape::Date, "The day the statement was prepared.", "2026-06-01"),
    Field::new("reviewed", Shape::Date, "The day it was last reviewed.", "2026-06-01"),
    Field::new(
        "problems",
        Shape::List,
        "What does not work for everyone, each in a sentence.",
        "[Some drawings scroll on a phone.]",
    ),
]);

pub(in crate::load) static REVIEWS: Group = Group::of(&[Field::new(
    "overdue",
    Shape::OneOf(&["banner", "note"]),
    "With banner, a strip above the text warns of it. With note, the date is there to read.",
    "banner",
)]);

pub(in crate::load) static ACKNOWLEDGE: Group = Group::of(&[Field::new(
    "address",
    Shape::Text,
    "A form or a mailbox. {title}, {address} and {version} stand for the document’s.",
    "\"https://forms.example.org/?doc={title}\"",
)
.required()]);

pub(in crate::load) static MARKDOWN: Group = Group::of(&[Field::new(
    "html",
    Shape::OneOf(&["safe", "trusted"]),
    "What happens to HTML in documents. With safe, what could run or load anything is left out.",
    "safe",
)]);
