//! What a component takes, as its documentation says.

/// A component, or a part of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ComponentDefinition {
    /// Its name.
    pub name: String,
    /// The attributes that it takes; `None` if it says nothing, and so takes any.
    pub attributes: Option<Vec<AttributeDefinition>>,
    /// The parts that it may hold.
    pub parts: Vec<PartDefinition>,
    /// It does not say which parts it may hold, but shows parts: it takes any.
    pub takes_any_part: bool,
}

/// An attribute that a component takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AttributeDefinition {
    /// Its name.
    pub name: String,
    /// It has to be there.
    pub required: bool,
    /// The words that it may be; empty if it may be any.
    pub values: Vec<String>,
    /// It has to be what one of the component's items begins with, up to its colon.
    pub names_item: bool,
}

/// A part that a component may hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PartDefinition {
    /// Its name.
    pub name: String,
    /// It has to be there.
    pub required: bool,
}
