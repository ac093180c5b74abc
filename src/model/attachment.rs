//! What a file beside the documents says to whoever looks into it: its text, and the properties that nobody
//! sees on the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{FileStamp, SourcePath};

/// Every file beside the documents, looked into.
pub type Attachments = Arc<BTreeMap<SourcePath, Arc<Attachment>>>;

/// A file beside the documents, looked into.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attachment {
    /// The file as it was then.
    pub stamp: FileStamp,
    /// Its words.
    pub parts: Vec<Part>,
    /// It holds the place where a photograph was taken.
    pub has_position: bool,
    /// Why there may be more in it than was seen.
    pub fault: Option<AttachmentFault>,
    /// What becomes of its properties when it is published.
    pub properties: Properties,
}

/// What becomes of what a file says of itself, beside what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Properties {
    /// It is published as it is.
    Published,
    /// It is an image, and they are left out.
    LeftOut,
    /// It is an image, and they can’t be left out, so that it is not published at all.
    Stuck(ImageFault),
}

/// Why an image can’t be published without its properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageFault {
    /// It can’t be read at all.
    Unread,
    /// It is larger than can be looked into.
    TooLarge,
    /// It is not what its name says: nothing that is known begins like this.
    Unknown,
    /// It can’t be followed to its end.
    Damaged,
}

/// Some of a file's words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// Where in the file they stand.
    pub place: PartPlace,
    /// The words.
    pub text: String,
}

/// Where in a file words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartPlace {
    /// In what it says to its readers.
    Text,
    /// In its properties: title, author, description, comments.
    Properties,
}

/// Why a file could not be looked into, or not to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AttachmentFault {
    /// It could not be read at all.
    Unread,
    /// It is larger than can be looked into.
    TooLarge,
    /// It is not what its name says, or broken.
    Damaged,
    /// It is locked with a password.
    Locked,
    /// Nothing is known of such files.
    UnknownFormat,
}
