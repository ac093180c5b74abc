//! A pathway: steps, and the branches that lead from one to another.

/// A pathway. The first step is where it starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flow {
    /// The steps, the first one where the pathway starts, the others as they were written.
    pub steps: Vec<Step>,
}

/// A step: something to do, or a question if it branches.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The word by which arrows name it; empty if it has none.
    pub name: String,
    /// What it says.
    pub text: String,
    /// Where it leads; nowhere if it is an end.
    pub branches: Vec<Branch>,
}

impl Step {
    /// Its branches have words on them, so it decides something.
    pub fn is_decision(&self) -> bool {
        self.branches.len() > 1 || self.branches.iter().any(|branch| !branch.label.is_empty())
    }
}

/// An arrow from a step.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Branch {
    /// The words on it: `Yes`. Empty if it is the only way.
    pub label: String,
    /// The step it leads to, by its place in the list.
    pub to: usize,
}
