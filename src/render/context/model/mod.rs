//! What the practice model's pages see: the model at a glance, its elements and criteria, what covers them, and
//! on each document what it belongs to. Everything is counted from what the edition holds.

mod cell;
mod expectations;
mod glance;
mod matrix;
mod pages;
mod placement;
mod report;

pub(crate) use expectations::expectations;
pub(crate) use glance::{glance, model_link, outline};
pub(super) use glance::{group_anchor, groups};
pub(crate) use matrix::matrix;
pub(crate) use pages::{Lists, criterion, element, framework};
pub(crate) use placement::{Placement, placement};
pub(crate) use report::{Count, Subject, report};
