//! What can stand in `practice-model.yaml`.

use crate::load::keys::{Field, Group, IdOf, Shape};

/// The file.
pub static PRACTICE_MODEL: Group = Group::of(&[
    Field::new("name", Shape::Text, "What the model is called.", "Northmere Together"),
    Field::new(
        "summary",
        Shape::Text,
        "What it is, in a sentence or two.",
        "How we work with children and families.",
    ),
    Field::new(
        "audience",
        Shape::Ids(IdOf::Audience),
        "For whom the model is, and each part of it that does not say so itself.",
        "[staff, partners, families]",
    ),
    Field::new(
        "what_to_expect",
        Shape::NamedBy(IdOf::Audience, &Shape::Group(&MODEL_WORDS)),
        "What the model is called and what it is, in words for readers of an audience.",
        "{families: {summary: How we work with you.}}",
    ),
    Field::new(
        "elements",
        Shape::Groups(&ELEMENT),
        "The principles, tools and steps that the model is made of.",
        "[{id: mapping, name: Mapping}]",
    ),
    Field::new(
        "frameworks",
        Shape::Groups(&FRAMEWORK),
        "What the service is held to.",
        "[{id: ilacs, name: ILACS, criteria: [{id: leaders, name: Leaders}]}]",
    ),
]);

pub(in crate::load) static ELEMENT: Group = Group::of(&[
    Field::new(
        "id",
        Shape::Text,
        "Its name in front matter and in the address of its page: small letters, digits and hyphens.",
        "hearing-the-child",
    )
    .required(),
    Field::new("name", Shape::Text, "What readers see.", "Hearing the child"),
    Field::new("group", Shape::Text, "The group it stands in.", "How we are with people"),
    Field::new(
        "promise",
        Shape::Text,
        "What it promises families, in a sentence.",
        "We will listen to you in the way that suits you.",
    ),
    Field::new("summary", Shape::Text, "What it is.", "Every child is seen and heard."),
    Field::new(
        "what_to_expect",
        Shape::NamedBy(IdOf::Audience, &Shape::Group(&EXPECTATION)),
        "What readers of an audience can expect of it, and its name and summary in words for them.",
        "{partners: {promise: You will be asked.}}",
    ),
    Field::new("owner", Shape::Text, "The role that answers for it.", "Principal Social Worker"),
    Field::new(
        "expects",
        Shape::Ids(IdOf::Kind),
        "The kinds of document it should have. What is missing shows in the coverage table.",
        "[guidance, policy, case-example]",
    ),
    Field::new("audience", Shape::Ids(IdOf::Audience), "For whom it is.", "[staff]"),
]);

pub(in crate::load) static MODEL_WORDS: Group = Group::of(&[
    Field::new("name", Shape::Text, "What they see as its name.", "How we work with you"),
    Field::new("summary", Shape::Text, "What it is, in words for them.", "What we do and why."),
]);

pub(in crate::load) static EXPECTATION: Group = Group::of(&[
    Field::new("name", Shape::Text, "What they see as its name.", "Your family on paper"),
    Field::new(
        "summary",
        Shape::Text,
        "What it is, in words for them. Without it, the summary that everybody has.",
        "A drawing of your family that we make with you.",
    ),
    Field::new(
        "promise",
        Shape::Text,
        "What it promises them. Without it, what it promises families.",
        "You will be told why we ask.",
    ),
    Field::new(
        "when",
        Shape::Text,
        "When it is done: a threshold, or a time.",
        "Within 15 working days of the strategy discussion.",
    ),
    Field::new("call", Shape::Text, "Whom they can call.", "\"Front Door, 01632 960100.\""),
]);

pub(in crate::load) static FRAMEWORK: Group = Group::of(&[
    Field::new("id", Shape::Text, "Its name in front matter: criteria: [ID/criterion].", "ilacs")
        .required(),
    Field::new("name", Shape::Text, "What readers see.", "ILACS"),
    Field::new("summary", Shape::Text, "What it is.", "How Ofsted inspects us."),
    Field::new(
        "owner",
        Shape::Text,
        "The role that answers for its criteria, where they do not say so themselves.",
        "Head of Quality Assurance",
    ),
    Field::new(
        "expects",
        Shape::Ids(IdOf::Kind),
        "The kinds of document each criterion should have, where it does not say so itself.",
        "[policy]",
    ),
    Field::new("audience", Shape::Ids(IdOf::Audience), "For whom it is.", "[staff]"),
    Field::new(
        "criteria",
        Shape::Groups(&CRITERION),
        "Each thing that it asks.",
        "[{id: leaders, name: Leaders}]",
    ),
]);

pub(in crate::load) static CRITERION: Group = Group::of(&[
    Field::new("id", Shape::Text, "Its id within the framework.", "help-and-protection").required(),
    Field::new("name", Shape::Text, "What readers see.", "Help and protection"),
    Field::new("summary", Shape::Text, "What it looks at.", "Whether children are helped early."),
    Field::new("owner", Shape::Text, "The role that answers for it.", "Head of Safeguarding"),
    Field::new(
        "expects",
        Shape::Ids(IdOf::Kind),
        "The kinds of document it should have.",
        "[policy, guidance]",
    ),
    Field::new("audience", Shape::Ids(IdOf::Audience), "For whom it is.", "[staff]"),
]);
