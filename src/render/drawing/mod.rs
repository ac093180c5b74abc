//! What a drawn component says to SVG, and to the same in words. Every drawing is laid out here, at build
//! time, without fonts: the widths of letters are those of a common typeface, and a little more.

mod channel;
mod flow;
mod genogram;
mod measure;
mod phrases;
mod scale;
mod svg;

use serde::Serialize;

use crate::load::{Diagram, diagram};
use crate::markdown::tree::Component;

pub(crate) use phrases::Phrases;

/// A drawing as a component's template sees it.
#[derive(Serialize)]
pub(crate) struct Drawing {
    /// Everything that was written is in it. Otherwise the list itself needs showing too.
    complete: bool,
    /// The drawing; empty if there is nothing to draw.
    svg: String,
    /// The same for narrow places, if there is one.
    svg_narrow: String,
    /// The people of a scale, in words.
    marks: Vec<scale::MarkContext>,
    /// The steps of a flow, in words.
    steps: Vec<flow::StepContext>,
    /// The people of a genogram, in words.
    people: Vec<genogram::PersonContext>,
    /// What its symbols mean.
    key: Vec<String>,
}

impl Drawing {
    /// The same with everyone's words as HTML; `item_html` gives the value of an item of the component's list.
    pub(crate) fn with_words<'a>(mut self, item_html: &dyn Fn(usize) -> Option<&'a str>) -> Self {
        for mark in &mut self.marks {
            match item_html(mark.item) {
                Some(html) => mark.take_words(html),
                None => self.complete = false,
            }
        }
        self
    }
}

/// The drawing of a component, if it is one that is drawn. Its ids begin with `id`.
pub(crate) fn drawing(component: &Component, id: &str, phrases: Phrases<'_>) -> Option<Drawing> {
    let (diagram, faults) = diagram(component)?;
    let mut drawing = Drawing {
        complete: faults.is_empty(),
        svg: String::new(),
        svg_narrow: String::new(),
        marks: Vec::new(),
        steps: Vec::new(),
        people: Vec::new(),
        key: Vec::new(),
    };
    let label = component.label.value.as_str();
    match diagram {
        Diagram::Scale(scale) if !scale.marks.is_empty() => {
            drawing.svg = scale::draw(&scale, scale::WIDE, id, label, phrases);
            drawing.svg_narrow =
                scale::draw(&scale, scale::NARROW, &format!("{id}.narrow"), label, phrases);
            drawing.marks = scale::in_words(&scale);
        }
        Diagram::Flow(flow) if !flow.steps.is_empty() => {
            drawing.svg = flow::draw(&flow, id, label, phrases);
            drawing.steps = flow::in_words(&flow);
        }
        Diagram::Genogram(genogram) if !genogram.people.is_empty() => {
            drawing.svg = genogram::draw(&genogram, id, label, phrases);
            drawing.people = genogram::in_words(&genogram, phrases);
            drawing.key = genogram::key(&genogram, phrases);
        }
        Diagram::Scale(_) | Diagram::Flow(_) | Diagram::Genogram(_) => {}
    }
    Some(drawing)
}
