//! Everything that is tested from outside, in one binary: the program as people run it, whole handbooks,
//! laws that hold for any input, and the rules of the house.

#![expect(clippy::disallowed_methods, reason = "tests make folders and read what was written")]

mod support;

mod cli;
mod serve;
mod components;
mod diff;
mod drawings;
mod editions;
mod fuzz;
mod golden;
mod hostile;
mod laws;
mod publish;
mod pages;
mod privacy;
mod model;
mod governance;
mod hosting;
mod import;
mod reference;
mod guides;
mod release;
mod rules;
mod sources;
mod supply;
mod search;
mod tidy;
