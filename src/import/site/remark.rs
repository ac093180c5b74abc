//! What became of what another generator knows and a handbook doesn't, as people are told of it. Every message of
//! this source is worded here.

use crate::import::{Note, Place, Weight};

/// Something that a person should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Remark {
    /// A box that stands out, and one that opens.
    Callout,
    CalloutKind,
    Folded,
    /// The same for several readers.
    Tabs,
    TabAlone,
    /// What is shown side by side, or as cards.
    Cards,
    /// A passage that several pages share.
    Passage,
    PassageHere,
    PassageMissing,
    /// Keys, marked, raised and lowered words, signs by their names.
    Keys,
    Marks,
    Icon,
    SignUnknown,
    /// How something looks.
    Look,
    Anchor,
    AnchorLost,
    /// Abbreviations, now in the front matter.
    Abbreviations,
    /// A list of contents.
    Contents,
    /// Code with a title, with lines marked.
    CodeTitle,
    CodeLook,
    CodeClosed,
    Drawing,
    /// A film, or another page within the page.
    Film,
    /// A comment that readers never saw.
    Comment,
    /// A line for the program alone.
    Program,
    /// A value that the program filled in.
    Value,
    /// An instruction that isn't known.
    Unknown,
    Unclosed,
    TooDeep,
    /// The title, and headings as high as it.
    TitleOther,
    TitleGuessed,
    HeadingsLower,
    NavigationTitle,
    /// Where a page stands.
    NotInNavigation,
    Moved,
    NavigationAddress,
    NavigationMissing,
    NavigationOther,
    SettingsUnread,
    SettingsMissing,
    /// Links.
    LinkChanged,
    LinkAnchor,
    LinkMissing,
    LinkAnchorMissing,
    FileMissing,
    /// Front matter.
    FrontUnread,
    FieldMoved,
    FieldUnread,
    FieldHidden,
    Expires,
    AddressTaken,
    /// Words that were found nowhere in the result.
    Unplaced,
}

impl Remark {
    /// The note.
    pub(super) fn note(self, line: usize, words: &str) -> Note {
        let (weight, message) = self.message();
        Note {
            weight,
            message: message.to_owned(),
            words: words.split_whitespace().collect::<Vec<_>>().join(" "),
            place: Place { line, ..Place::default() },
        }
    }

    fn message(self) -> (Weight, &'static str) {
        if let Some(message) = self.to_do() {
            return (Weight::Decide, message);
        }
        if let Some(message) = self.lost() {
            return (Weight::Lost, message);
        }
        (Weight::Changed, self.changed())
    }

    fn to_do(self) -> Option<&'static str> {
        Some(match self {
            Remark::PassageMissing => {
                "The file that is included here isn’t in the source. Put its words here, or take the line away."
            }
            Remark::SignUnknown => {
                "This sign isn’t known by its name here. Type the sign itself, or say it in words."
            }
            Remark::Drawing => {
                "This drawing is made from text by another program, and is shown as that text. Make a picture of it \
                 and describe it, or use the component “flow”."
            }
            Remark::Unknown => {
                "This instruction isn’t known here. It stays in the text, and readers see it as it is written: \
                 write in plain words what it showed."
            }
            Remark::Unclosed => {
                "This opens something that is never closed. It stays as it was: close it, or take it away."
            }
            Remark::TooDeep => {
                "These are nested deeper than anybody would read. The inner ones stay as they were."
            }
            Remark::TitleGuessed => {
                "The page has no title of its own: its file’s name is used. Write a better one."
            }
            Remark::NavigationMissing => "The navigation names a page that isn’t in the source.",
            Remark::NavigationOther => {
                "This part of the navigation is made by the program, and couldn’t be read. Give its pages their \
                 order yourself."
            }
            Remark::SettingsUnread => {
                "The settings could not be read to the end: what stands after this is not used."
            }
            Remark::SettingsMissing => {
                "The settings of this program aren’t in the source: its usual folders and addresses are taken."
            }
            Remark::LinkMissing => {
                "This link leads to no page or file of the source. It stays as it was: put it right."
            }
            Remark::LinkAnchorMissing => {
                "This link leads to a place that the page doesn’t have. Lead it to one of its headings."
            }
            Remark::FileMissing => "This file can’t be read. Add it yourself.",
            Remark::FrontUnread => {
                "The fields at the top of the file can’t be read. They stand at the top of the text now: write them \
                 as fields again."
            }
            Remark::FieldUnread => {
                "This field doesn’t say what it should: it is kept under “imported”. Write it anew."
            }
            Remark::FieldHidden => {
                "This page was kept out of the navigation or out of search. Here it is listed: decide whether it \
                 should be published, and for whom."
            }
            Remark::Expires => {
                "This page was to disappear, or to appear, on a day. Here nothing does that by itself: decide its \
                 status."
            }
            Remark::Unplaced => {
                "The import could not place these words. Put them where they belong."
            }
            _ => return None,
        })
    }

    fn lost(self) -> Option<&'static str> {
        Some(match self {
            Remark::Icon => "An icon was left out. If it said something, say it in words.",
            Remark::Look => "How this looks or behaves was left to the theme.",
            Remark::AnchorLost => "The title had a name for links of its own, which was left out.",
            Remark::CodeLook => "Line numbers and marked lines of code were left out.",
            Remark::Comment => "A comment, which readers never saw, was left out.",
            Remark::AddressTaken => {
                "This old address leads to another page already. It isn’t among this page’s."
            }
            Remark::Program => "A line that only the program read was left out.",
            Remark::NavigationAddress => {
                "The navigation led to this address. Link to it from a page if readers need it."
            }
            _ => return None,
        })
    }

    fn changed(self) -> &'static str {
        match self {
            Remark::Callout => "A box became a callout.",
            Remark::CalloutKind => {
                "A box is of a kind that isn’t known here. It became a note: choose the kind that fits."
            }
            Remark::Folded => "A box that opens became the component “details”.",
            Remark::Tabs => "Tabs became the component “tabs”.",
            Remark::Passage => "A shared passage is included as a passage of the handbook.",
            Remark::PassageHere => {
                "Part of another file was included. Its words stand here now, and no longer follow that file."
            }
            Remark::Anchor => {
                "A name for links that something other than a heading had is written as HTML."
            }
            Remark::Keys => "Keys of the keyboard are written as HTML, which shows them the same.",
            Remark::Marks => {
                "Marked, raised, lowered or underlined words are written as HTML, which shows them the same."
            }
            Remark::Abbreviations => {
                "Abbreviations that the page explained are in its front matter."
            }
            Remark::Contents => "The list of contents was left out: pages have their own.",
            Remark::CodeTitle => "The title of this code is a line above it.",
            Remark::TabAlone => "A tab that stood alone became plain text below its name.",
            Remark::Cards => "Cards or columns became plain text, one below the other.",
            Remark::Film => "What was shown within the page became a link.",
            Remark::CodeClosed => {
                "Code was never closed. It is closed where its box or the page ends."
            }
            Remark::Value => "A value that the program filled in stands in the text.",
            Remark::TitleOther => {
                "The page had another title in its fields than in its first heading. The heading’s is used."
            }
            Remark::HeadingsLower => {
                "The page had several headings of the first level, which is the title’s. All went one level down."
            }
            Remark::NavigationTitle => "The navigation called this page something else.",
            Remark::NotInNavigation => {
                "The navigation didn’t list this page. Here it stands in its folder’s section."
            }
            Remark::Moved => "The page stands in another folder here, as the navigation had it.",
            Remark::LinkChanged => "Links to pages became links to their files.",
            Remark::LinkAnchor => "Links to headings follow the anchors that headings have here.",
            Remark::FieldMoved => "A field has another name here.",
            _ => "It was changed.",
        }
    }
}
