//! What the drawn components say: numbers on a scale, steps of a pathway, people and how they belong
//! together. They know nothing of boxes and lines.

mod fault;
mod flow;
mod genogram;
mod scale;

pub use fault::DiagramFault;
pub use flow::{Branch, Flow, Step};
pub use genogram::{Bond, BondKind, ChildKind, Couple, CoupleChild, Genogram, Person, Sex};
pub use scale::{Mark, Scale, Tenths};
