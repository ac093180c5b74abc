//! What can stand in `glossary.yaml`.

use crate::load::keys::{Field, Group, IdOf, Shape};

/// The file, where it is more than a list of terms.
pub static GLOSSARY: Group = Group::of(&[
    Field::new(
        "audience",
        Shape::Ids(IdOf::Audience),
        "For whom every term is that does not say so itself.",
        "[staff, partners, families]",
    ),
    Field::new(
        "terms",
        Shape::Groups(&TERM),
        "The terms.",
        "[{term: care plan, definition: What we will do for a child in our care.}]",
    ),
]);

/// One term.
pub(in crate::load) static TERM: Group = Group::of(&[
    Field::new("term", Shape::Text, "The word or words.", "care plan").required(),
    Field::new("abbreviations", Shape::List, "Its abbreviations.", "[CP]"),
    Field::new("also_known_as", Shape::List, "What else people call it.", "[placement plan]"),
    Field::new(
        "say_instead_of",
        Shape::List,
        "Words that we have stopped using, and say this instead of.",
        "[contact]",
    ),
    Field::new(
        "definition",
        Shape::Text,
        "What it means, in plain English.",
        "What we will do for a child in our care.",
    ),
    Field::new(
        "definition_for",
        Shape::NamedBy(IdOf::Audience, &Shape::Text),
        "What it means in words for the readers of an audience, where they need others.",
        "{families: Our plan for your child.}",
    ),
    Field::new(
        "source",
        Shape::Text,
        "Where that comes from.",
        "\"Care Planning Regulations 2010\"",
    ),
    Field::new("audience", Shape::Ids(IdOf::Audience), "For whom the term is.", "[staff]"),
]);
