//! The lists inside a drawn component to what they say. Whatever can't be read is a fault at its place,
//! and what can be read stands without it.

mod flow;
mod genogram;
mod line;
mod scale;

use crate::load::nearest;
use crate::markdown::tree::Component;
use crate::model::diagram::{DiagramFault, Flow, Genogram, Scale};
use crate::source::Span;

/// What a drawn component says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Diagram {
    /// `:::scale`
    Scale(Scale),
    /// `:::flow`
    Flow(Flow),
    /// `:::genogram`
    Genogram(Genogram),
}

/// Faults at their places.
pub(crate) type Faults = Vec<(Span, DiagramFault)>;

/// What a component says, if it is one that is drawn, and what is wrong with it.
pub fn diagram(component: &Component) -> Option<(Diagram, Vec<(Span, DiagramFault)>)> {
    let mut faults = Faults::new();
    let diagram = match component.name.value.as_str() {
        "scale" => Diagram::Scale(scale::read(component, &mut faults)),
        "flow" => Diagram::Flow(flow::read(component, &mut faults)),
        "genogram" => Diagram::Genogram(genogram::read(component, &mut faults)),
        _ => return None,
    };
    Some((diagram, faults))
}

/// Names longer than this are nobody's misspelling, and comparing them would take long.
const LONGEST_NAME: usize = 60;

fn near<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    if name.len() > LONGEST_NAME {
        return None;
    }
    nearest(name, known.filter(|one| one.len() <= LONGEST_NAME)).map(str::to_owned)
}
