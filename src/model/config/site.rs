//! The smaller keys: the theme, the audiences, the tags, and what happens to HTML.

use crate::model::Colour;
use crate::source::Located;
use crate::source::yaml::Entry;

/// `theme:` what a council sets of its looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ThemeSettings {
    /// The theme's name; files in `themes/NAME/` come before the built-in ones.
    pub name: String,
    /// A logo, as a file of the content folder.
    pub logo: Option<Located<String>>,
    /// The council's colour: `#1d4d4f`.
    pub colour: Option<Located<Colour>>,
    /// The second colour.
    pub accent: Option<Located<Colour>>,
    /// Settings of a theme's own.
    pub settings: Vec<Entry>,
}

impl Default for ThemeSettings {
    fn default() -> Self {
        ThemeSettings {
            name: "default".to_owned(),
            logo: None,
            colour: None,
            accent: None,
            settings: Vec::new(),
        }
    }
}

/// Somebody whom documents can be for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Audience {
    /// The id in front matter.
    pub id: String,
    /// What readers see.
    pub label: String,
}

impl Audience {
    /// The audiences of a handbook that names none.
    pub fn built_in() -> Vec<Audience> {
        [("staff", "Staff"), ("partners", "Partner agencies"), ("families", "Families")]
            .into_iter()
            .map(|(id, label)| Audience { id: id.to_owned(), label: label.to_owned() })
            .collect()
    }
}

/// `tags:`
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tags {
    /// The only tags that may be used; `None` if any may.
    pub allowed: Option<Vec<String>>,
}

/// `markdown: {html: …}`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HtmlPolicy {
    /// What could run or break the page is taken out.
    Safe,
    /// It is left as it is.
    Trusted,
}
