//! `accessibility:` what the statement says that the Public Sector Bodies (Websites and Mobile Applications)
//! (No. 2) Accessibility Regulations 2018 ask for.

use crate::model::Date;

/// What a council says of its handbook's accessibility.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Accessibility {
    /// Whose handbook it is: `Northmere Council`.
    pub organisation: Option<String>,
    /// An e-mail address to write to.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// How soon people get an answer: `5 working days`.
    pub answer_within: Option<String>,
    /// When the statement was written.
    pub prepared: Option<Date>,
    /// When somebody last looked at it again.
    pub reviewed: Option<Date>,
    /// Who tested the handbook, how and when, in a sentence or two.
    pub tested: Option<String>,
    /// What is known not to be accessible, a sentence each.
    pub problems: Vec<String>,
}
