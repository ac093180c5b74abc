//! A language, by the tag that HTML has for it: what it calls itself, and which way it is written.

use std::fmt;

/// A language: `cy`, `en-GB`, `zh-Hant`. Its capitals are as the standard writes them (BCP 47, 2.1.1), so that one
/// language has one spelling.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

/// What a language is called: its tag, in English, and in itself.
type Name = (&'static str, &'static str, &'static str);

/// The languages that are most spoken in England and Wales (Census 2021), and those that services are asked for most.
/// Any other can be used, and is called by its tag.
const NAMES: [Name; 48] = [
    ("am", "Amharic", "አማርኛ"),
    ("ar", "Arabic", "العربية"),
    ("bg", "Bulgarian", "Български"),
    ("bn", "Bengali", "বাংলা"),
    ("cs", "Czech", "Čeština"),
    ("cy", "Welsh", "Cymraeg"),
    ("de", "German", "Deutsch"),
    ("el", "Greek", "Ελληνικά"),
    ("en", "English", "English"),
    ("es", "Spanish", "Español"),
    ("fa", "Persian", "فارسی"),
    ("fr", "French", "Français"),
    ("ga", "Irish", "Gaeilge"),
    ("gd", "Scottish Gaelic", "Gàidhlig"),
    ("gu", "Gujarati", "ગુજરાતી"),
    ("he", "Hebrew", "עברית"),
    ("hi", "Hindi", "हिन्दी"),
    ("hu", "Hungarian", "Magyar"),
    ("it", "Italian", "Italiano"),
    ("kmr", "Kurmanji", "Kurmancî"),
    ("ckb", "Sorani", "کوردی"),
    ("ku", "Kurdish", "Kurdî"),
    ("lt", "Lithuanian", "Lietuvių"),
    ("lv", "Latvian", "Latviešu"),
    ("ml", "Malayalam", "മലയാളം"),
    ("ne", "Nepali", "नेपाली"),
    ("nl", "Dutch", "Nederlands"),
    ("pa", "Punjabi", "ਪੰਜਾਬੀ"),
    ("pl", "Polish", "Polski"),
    ("prs", "Dari", "دری"),
    ("ps", "Pashto", "پښتو"),
    ("pt", "Portuguese", "Português"),
    ("ro", "Romanian", "Română"),
    ("rom", "Romani", "Romani ćhib"),
    ("ru", "Russian", "Русский"),
    ("sk", "Slovak", "Slovenčina"),
    ("so", "Somali", "Soomaali"),
    ("sq", "Albanian", "Shqip"),
    ("sw", "Swahili", "Kiswahili"),
    ("ta", "Tamil", "தமிழ்"),
    ("te", "Telugu", "తెలుగు"),
    ("ti", "Tigrinya", "ትግርኛ"),
    ("tr", "Turkish", "Türkçe"),
    ("uk", "Ukrainian", "Українська"),
    ("ur", "Urdu", "اردو"),
    ("vi", "Vietnamese", "Tiếng Việt"),
    ("yo", "Yoruba", "Yorùbá"),
    ("zh", "Chinese", "中文"),
];

/// Languages that are written from right to left, unless their tag names another script.
const RIGHT_TO_LEFT: [&str; 13] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "prs", "ps", "sd", "ug", "ur", "yi"];
/// Scripts that run from right to left.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 7] = ["Arab", "Adlm", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

impl Language {
    /// Reads a tag; `None` where it can't be one. A language, and then a script, a region and whatever else, each
    /// after a hyphen.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let first = parts.next()?;
        if !(2..=3).contains(&first.len()) || !first.bytes().all(|byte| byte.is_ascii_alphabetic())
        {
            return None;
        }
        let mut tag = first.to_ascii_lowercase();
        for part in parts {
            let is_part = (1..=8).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if !is_part || tag.len() > 30 {
                return None;
            }
            let is_word = part.bytes().all(|byte| byte.is_ascii_alphabetic());
            tag.push('-');
            tag.push_str(&match part.len() {
                2 if is_word => part.to_ascii_uppercase(),
                4 if is_word => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
                _ => part.to_ascii_lowercase(),
            });
        }
        Some(Language(tag))
    }

    /// British English, which a handbook is in that doesn't say.
    pub fn english() -> Self {
        Language("en-GB".to_owned())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag without script and region: `en`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Is it the same but for script and region?
    pub fn is_like(&self, other: &Language) -> bool {
        self.primary() == other.primary()
    }

    /// Is it the same, in the same script, but for the region?
    pub fn is_written_like(&self, other: &Language) -> bool {
        self.is_like(other) && self.script() == other.script()
    }

    /// Is it English?
    pub fn is_english(&self) -> bool {
        self.primary() == "en"
    }

    /// Is it written from right to left?
    pub fn is_right_to_left(&self) -> bool {
        match self.script() {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
            None => RIGHT_TO_LEFT.contains(&self.primary()),
        }
    }

    /// What HTML calls the direction in which it is written.
    pub fn direction(&self) -> &'static str {
        if self.is_right_to_left() { "rtl" } else { "ltr" }
    }

    /// What it calls itself; the tag where we don't know.
    pub fn own_name(&self) -> &str {
        self.name().map_or(&self.0, |(_, _, own)| own)
    }

    /// What it is called in English; the tag where we don't know.
    pub fn in_english(&self) -> &str {
        self.name().map_or(&self.0, |(_, english, _)| english)
    }

    /// Whether it is one that services are often asked for, so that its tag in a file's name is hardly there by
    /// accident.
    pub fn is_known(&self) -> bool {
        self.name().is_some()
    }

    /// The script that its tag names.
    fn script(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| part.len() == 4)
    }

    fn name(&self) -> Option<&'static Name> {
        NAMES.iter().find(|(tag, ..)| *tag == self.primary())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn reads_tags_and_nothing_else() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(Language::parse(text).map(|one| one.to_string()).as_deref(), expected);
        };
        check("cy", Some("cy"));
        check("EN-gb", Some("en-GB"));
        check("zh-hant-HK", Some("zh-Hant-HK"));
        check("es-419", Some("es-419"));
        for not in ["", "v2", "draft", "e", "c y", "cy-", "cy_GB", "cy-waytoolong", "kž"] {
            check(not, None);
        }
    }

    #[test]
    fn knows_names_and_directions() {
        let check = |tag: &str, own: &str, direction: &str| {
            let language = Language::parse(tag).unwrap();
            assert_eq!((language.own_name(), language.direction()), (own, direction), "{tag}");
        };
        check("cy", "Cymraeg", "ltr");
        check("en-GB", "English", "ltr");
        check("ur", "اردو", "rtl");
        check("pa", "ਪੰਜਾਬੀ", "ltr");
        check("pa-Arab", "ਪੰਜਾਬੀ", "rtl");
        check("ku-Latn", "Kurdî", "ltr");
        check("tlh", "tlh", "ltr");
    }
}
