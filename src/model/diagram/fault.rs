//! What can be wrong with what a drawn component says.

/// Why a part of a drawing can't be read, or can't be so.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DiagramFault {
    /// There is nothing to draw.
    Nothing,
    /// There is more than a drawing can show: how much there is, and the most.
    TooMuch(usize, usize),
    /// An item of a scale without `Name: number`.
    NoNumber,
    /// A number that is not from 0 to 10.
    OutsideScale(String),
    /// A step without `name: what it says`.
    NoStepName,
    /// Two steps, or two people, with one name.
    SameName(String),
    /// A branch without an arrow.
    NoArrow,
    /// An arrow to a step that isn't there, and the one with the nearest name.
    UnknownStep(String, Option<String>),
    /// A step that no arrow leads to.
    Unreached(String),
    /// Two branches of one step with the same words.
    SameBranch(String),
    /// A list that is neither people nor relationships.
    UnknownList(String),
    /// A person without `Name: what is known`.
    NoPerson,
    /// A word about a person that isn't known, and the nearest that is.
    UnknownWord(String, Option<String>),
    /// A relationship without `One + Other: …`.
    NoRelationship,
    /// A word about a couple that isn't known, and the nearest that is.
    UnknownBond(String, Option<String>),
    /// Someone who is not among the people, and the one with the nearest name.
    UnknownPerson(String, Option<String>),
    /// Someone who died before they were born.
    DiedBeforeBirth(String),
    /// A parent who is not older than their child: the parent, the child.
    ParentNotOlder(String, String),
    /// Someone who would be their own forebear.
    OwnForebear(String),
    /// Someone with themselves.
    WithThemselves(String),
    /// A couple that is written twice.
    SameCouple(String, String),
    /// Someone who is a child of more couples than one by birth.
    TwoBirths(String),
    /// Someone twice among the children of a couple.
    SameChild(String),
}
