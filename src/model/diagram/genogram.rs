//! A family: people, the couples they are or were, and whose children they are.

/// A family.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Genogram {
    /// Everyone, in the order in which they were written.
    pub people: Vec<Person>,
    /// The couples, and people who have children by themselves.
    pub couples: Vec<Couple>,
}

/// One person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Person {
    /// Their name; nobody else in the drawing has it.
    pub name: String,
    /// Which symbol stands for them.
    pub sex: Sex,
    /// They are a child: `boy`, `girl` or `child` was written.
    pub is_child: bool,
    /// The year in which they were born, or are due.
    pub born: Option<u16>,
    /// They have died.
    pub has_died: bool,
    /// The year in which they died.
    pub died: Option<u16>,
    /// How old they are, where that was written.
    pub age: Option<u16>,
    /// The child whom the drawing is about.
    pub is_index: bool,
    /// They live in the household.
    pub lives_here: bool,
}

/// Which symbol stands for a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sex {
    /// A circle.
    Female,
    /// A square.
    Male,
    /// A diamond: it wasn't given.
    #[default]
    NotGiven,
    /// A diamond too.
    NonBinary,
    /// A triangle: a child not born yet.
    Pregnancy,
}

/// Two people with what there is or was between them, or one person who has children.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Couple {
    /// The first, as written, by their place among the people.
    pub first: usize,
    /// The second, if there is one.
    pub second: Option<usize>,
    /// What there is and was between them, in the order of time.
    pub bonds: Vec<Bond>,
    /// Their children: by age where that is known, and otherwise as written.
    pub children: Vec<CoupleChild>,
}

impl Couple {
    /// What there is between them now; partners if nothing was written.
    pub fn now(&self) -> BondKind {
        self.bonds.last().map_or(BondKind::Partners, |bond| bond.kind)
    }

    /// The person's partner in this couple; `None` if there is none, or they are not in it.
    pub fn partner(&self, person: usize) -> Option<usize> {
        match self.second {
            Some(second) if self.first == person => Some(second),
            Some(second) if second == person => Some(self.first),
            _ => None,
        }
    }
}

/// What there is or was between two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bond {
    /// What.
    pub kind: BondKind,
    /// Since which year.
    pub year: Option<u16>,
}

/// Kinds of bond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BondKind {
    /// Married, or in a civil partnership.
    Married,
    /// Together, not living together as far as we know.
    Partners,
    /// Living together.
    LivingTogether,
    /// Separated.
    Separated,
    /// Divorced.
    Divorced,
}

/// A child of a couple.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CoupleChild {
    /// Who, by their place among the people.
    pub person: usize,
    /// How they came to be their child.
    pub kind: ChildKind,
    /// Twins, triplets: those of one couple with the same number were born together.
    pub birth: Option<u8>,
}

/// How someone is a couple's child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChildKind {
    /// Born to them.
    Born,
    /// Adopted.
    Adopted,
    /// Fostered.
    Fostered,
}
