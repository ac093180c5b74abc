//! What a Word document has and Markdown hasn't, and what people are told of it. Every message of this source is
//! worded here.

use crate::import::{Changes, Note, Place, Weight};

/// Something that a person should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loss {
    /// A header or footer that marks the document as not for everybody.
    Marking,
    /// What stands in a header or footer.
    HeaderFooter,
    /// Underlined, highlighted, coloured, raised or lowered words.
    Underline,
    Highlight,
    Colour,
    Raised,
    /// Words that Word hides.
    Hidden,
    /// Bold or italics that Markdown can't tell apart here.
    Plainer,
    /// A list of contents, or an index.
    Contents,
    /// The number of a page.
    PageNumber,
    /// A comment.
    Comment,
    /// Words that a tracked change takes away, or brings.
    Dropped(Changes),
    /// How many tracked changes there were.
    Tracked(Changes),
    /// A place to fill in.
    FormField,
    /// Words that Word fills in.
    Merge,
    /// A picture without a description, or with one that a machine wrote.
    NoAlt,
    MachineAlt,
    /// A picture that browsers can't show, that isn't in the file, or is damaged.
    OldPicture,
    LinkedPicture,
    BadPicture,
    /// A drawing that is neither picture nor box.
    Shape,
    Chart,
    SmartArt,
    Equation,
    Embedded,
    /// A sign of a font that we don't know.
    Symbol,
    /// Cells over several columns or rows.
    MergedCells,
    /// A table in a table's cell.
    NestedTable,
    /// A list or several paragraphs in a cell.
    CellBlocks,
    /// A box.
    TextBox,
    /// Numbers that Word counted.
    HeadingNumbers,
    Labels,
    /// A heading below the sixth level.
    DeepHeading,
    /// A line that looks like a heading.
    LooksLikeHeading,
    /// A link to nowhere that we know.
    LostLink,
    /// A link to a place that is no heading.
    MovedLink,
    /// A link to a file that was imported, by its name alone.
    GuessedLink,
    /// The table of the document's owner, version and dates.
    Control,
    /// A field of front matter that was already filled, or a date that can't be read.
    ControlUnread,
    /// Where the title comes from.
    TitleGuessed,
    /// A part that can't be read.
    PartUnread,
    /// Words that were found nowhere in the result.
    Unplaced,
}

impl Loss {
    /// The note.
    pub(super) fn note(self, words: &str, place: Place) -> Note {
        let (weight, message) = self.message();
        Note {
            weight,
            message: message.to_owned(),
            words: words.split_whitespace().collect::<Vec<_>>().join(" "),
            place,
        }
    }

    fn message(self) -> (Weight, &'static str) {
        match self {
            Loss::Marking | Loss::NoAlt | Loss::MachineAlt | Loss::ControlUnread => self.to_do(),
            Loss::LooksLikeHeading | Loss::TitleGuessed | Loss::Unplaced => self.to_do(),
            Loss::MergedCells
            | Loss::NestedTable
            | Loss::CellBlocks
            | Loss::TextBox
            | Loss::HeadingNumbers
            | Loss::Labels
            | Loss::DeepHeading
            | Loss::MovedLink
            | Loss::GuessedLink
            | Loss::Control
            | Loss::SmartArt
            | Loss::Equation
            | Loss::Merge
            | Loss::Tracked(_) => (Weight::Changed, self.changed()),
            Loss::HeaderFooter
            | Loss::Underline
            | Loss::Highlight
            | Loss::Colour
            | Loss::Raised
            | Loss::Hidden
            | Loss::Plainer
            | Loss::Contents
            | Loss::PageNumber
            | Loss::Comment
            | Loss::Dropped(_)
            | Loss::FormField
            | Loss::OldPicture
            | Loss::LinkedPicture
            | Loss::BadPicture
            | Loss::Shape
            | Loss::Chart
            | Loss::Embedded
            | Loss::Symbol
            | Loss::LostLink
            | Loss::PartUnread => (Weight::Lost, self.lost()),
        }
    }

    fn to_do(self) -> (Weight, &'static str) {
        let message = match self {
            Loss::Marking => {
                "This document is marked in its header or footer. It is a draft here, so that it isn’t published: \
                 decide who may read it, then change its status."
            }
            Loss::NoAlt => {
                "This picture has no description. Write one, between the square brackets."
            }
            Loss::MachineAlt => {
                "A machine wrote this picture’s description. Read it, and put it right."
            }
            Loss::ControlUnread => {
                "This line of the control table could not be read. Write it in the front matter yourself."
            }
            Loss::LooksLikeHeading => {
                "This line looks like a heading, and isn’t marked as one. If it is, put “## ” before it and take \
                 the stars away."
            }
            Loss::TitleGuessed => {
                "The document has no title of its own: its file’s name is used. Write a better one."
            }
            _ => "The import could not place these words. Put them where they belong.",
        };
        (Weight::Decide, message)
    }

    fn changed(self) -> &'static str {
        match self {
            Loss::MergedCells => {
                "Cells were joined here. Markdown has no joined cells, so their words are repeated."
            }
            Loss::NestedTable => "A table stood in a cell. Its rows are lines of the cell now.",
            Loss::CellBlocks => "A list stood in a cell. Its items are lines of the cell now.",
            Loss::TextBox => "A box stood beside the text. It follows its paragraph now.",
            Loss::HeadingNumbers => {
                "Word counted these headings. Their numbers are typed now: a new heading needs its number by hand."
            }
            Loss::Labels => {
                "Word counted these paragraphs in a way that Markdown can’t. Their numbers or letters are typed \
                 now."
            }
            Loss::DeepHeading => "This heading was deeper than the sixth level, which is the last.",
            Loss::MovedLink => {
                "This link led to a paragraph. It leads to the heading above it now."
            }
            Loss::GuessedLink => {
                "This link leads to the imported document of the same file name now. Check that it is meant."
            }
            Loss::Control => {
                "This line of the document’s control table is in the front matter now."
            }
            Loss::SmartArt => "A SmartArt drawing became a list. Check its order.",
            Loss::Equation => "An equation became plain text. Check that it still says the same.",
            Loss::Tracked(Changes::Accept) => {
                "Tracked changes were not yet decided. They were taken as accepted: what they bring is in the text."
            }
            Loss::Tracked(Changes::Reject) => {
                "Tracked changes were not yet decided. They were left out: the text is as it was before them."
            }
            _ => "Word fills this in by itself. It stays as it was last.",
        }
    }

    fn lost(self) -> &'static str {
        match self {
            Loss::HeaderFooter => "The header or footer of the pages was left out.",
            Loss::Underline => {
                "These words were underlined, which on a web page means a link. They are plain."
            }
            Loss::Highlight => "These words were highlighted. They are plain.",
            Loss::Colour => {
                "These words had a colour. They are plain: if the colour meant something, say it."
            }
            Loss::Raised => "These letters were raised or lowered. They are plain.",
            Loss::Hidden => "These words were hidden in Word, and were left out.",
            Loss::Plainer => "Bold or italics could not be kept here.",
            Loss::Contents => "The list of contents was left out: pages have their own.",
            Loss::PageNumber => "The number of a page was left out: web pages have none.",
            Loss::Comment => "A comment was left out.",
            Loss::Dropped(Changes::Accept) => {
                "A tracked change deletes these words. They were left out."
            }
            Loss::Dropped(Changes::Reject) => {
                "A tracked change adds these words. They were left out."
            }
            Loss::FormField => "A place to fill in was left out: a web page can’t be filled in.",
            Loss::OldPicture => {
                "This picture is of a kind that browsers can’t show (EMF, WMF, TIFF or another). Save it as PNG, \
                 and add it."
            }
            Loss::LinkedPicture => {
                "This picture isn’t in the Word file, which only links to it. Add it."
            }
            Loss::BadPicture => "This picture could not be read. Add it yourself.",
            Loss::Shape => "A drawn shape was left out.",
            Loss::Chart => {
                "A chart was left out. Make a table of its figures, or add it as a picture."
            }
            Loss::Embedded => {
                "Another file inside this one was left out. Add it beside, and link to it."
            }
            Loss::Symbol => "A sign of this font isn’t known, and was left out.",
            Loss::LostLink => {
                "This link leads nowhere that readers can follow. Its words stay, it doesn’t."
            }
            _ => "A part of the Word file could not be read.",
        }
    }
}
