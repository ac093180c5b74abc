//! `legislation:` the Acts that documents quote.

/// An Act, and where it can be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Act {
    /// Its name with its year: `Children Act 1989`.
    pub name: String,
    /// What else it is called: `CA 1989`.
    pub short: Vec<String>,
    /// Where it stands: `https://www.legislation.gov.uk/ukpga/1989/41`.
    pub address: String,
}
