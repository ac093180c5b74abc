//! The preview as a browser meets it: pages, what is refused, and what happens when files change.

mod edit;
mod editions;
mod hostile;
mod pages;
mod preview;
mod saving;
mod starting;
