//! SVG: XML in which drawing programs also keep their own notes, such as who drew it, in which folder, and what stood
//! there before. What no viewer draws is cut out, and every other byte stays.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use regex::Regex;

use crate::load::attachment::bare;
use crate::source::Text;

/// What browsers know: SVG itself, and what may stand in it.
const KNOWN: [&str; 5] = [
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
];

/// So many drawings stand inside each other.
const DEEPEST: usize = 3;

/// The bytes without properties; `None` if they aren't sound XML, or hold a picture that can't be parted from its own.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    drawing(bytes, 0)
}

fn drawing(bytes: &[u8], depth: usize) -> Option<Vec<u8>> {
    if depth > DEEPEST {
        return None;
    }
    let text = Text::decode(bytes);
    let text = text.as_str();
    let mut cutter = Cutter { text, kept: String::new(), entities: entities(text) };
    cutter.run()?;
    let kept = with_bare_pictures(&cutter.kept, depth)?;
    // As it was, in whatever encoding that is.
    Some(if kept == text { bytes.to_vec() } else { kept.into_bytes() })
}

struct Cutter<'a> {
    text: &'a str,
    kept: String,
    /// What Illustrator writes instead of the names of namespaces.
    entities: BTreeMap<&'a str, &'a str>,
}

fn entities(text: &str) -> BTreeMap<&str, &str> {
    static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r#"<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>"#;
        Regex::new(pattern).expect("the pattern is written here")
    });
    let found = ENTITY.captures_iter(text).filter_map(|one| {
        let value = one.get(2).or(one.get(3))?;
        Some((one.get(1)?.as_str(), value.as_str()))
    });
    found.collect()
}

impl Cutter<'_> {
    fn run(&mut self) -> Option<()> {
        let mut reader = NsReader::from_str(self.text);
        // How deep what is read stands, and where what is cut out began.
        let (mut depth, mut cut): (usize, Option<usize>) = (0, None);
        let mut has_root = false;
        loop {
            let start = usize::try_from(reader.buffer_position()).ok()?;
            let event = reader.read_event().ok()?;
            let range = start..usize::try_from(reader.buffer_position()).ok()?;
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    has_root = true;
                    if cut.is_none() && !self.is_drawn(&reader, &tag) {
                        cut = Some(depth);
                    }
                    if cut.is_none() {
                        self.tag(&reader, &tag, range)?;
                    }
                }
                Event::Empty(tag) => {
                    has_root = true;
                    if cut.is_none() && self.is_drawn(&reader, &tag) {
                        self.tag(&reader, &tag, range)?;
                    }
                }
                Event::End(_) => {
                    if cut.is_none() {
                        self.keep(range);
                    }
                    cut = cut.filter(|cut| *cut != depth);
                    depth = depth.checked_sub(1)?;
                }
                Event::Eof => break,
                Event::Comment(_) => {}
                Event::PI(instruction) if instruction.target() != "xml-stylesheet" => {}
                // What is written is in UTF-8, which needs no saying.
                Event::Decl(declaration) if is_other(declaration.encoding()) => {}
                Event::DocType(_) => self.document_type(range),
                _ if cut.is_none() => self.keep(range),
                _ => {}
            }
        }
        (depth == 0 && has_root).then_some(())
    }

    fn keep(&mut self, range: Range<usize>) {
        self.kept.push_str(&self.text[range]);
    }

    fn document_type(&mut self, range: Range<usize>) {
        static COMMENT: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"(?s)<!--.*?-->").expect("the pattern is written here"));
        let kept = COMMENT.replace_all(&self.text[range], "");
        self.kept.push_str(&kept);
    }

    /// Does a viewer draw such an element?
    fn is_drawn(&self, reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> bool {
        let (namespace, local) = reader.resolver().resolve_element(tag.name());
        self.is_known(&namespace) && local.as_ref() != "metadata"
    }

    fn is_known(&self, namespace: &ResolveResult<'_>) -> bool {
        match namespace {
            ResolveResult::Bound(Namespace(name)) => self.is_known_name(name),
            ResolveResult::Unbound => true,
            ResolveResult::Unknown(_) => false,
        }
    }

    fn is_known_name(&self, name: &str) -> bool {
        let entity = name.strip_prefix('&').and_then(|name| name.strip_suffix(';'));
        let name = entity.and_then(|name| self.entities.get(name)).copied().unwrap_or(name);
        KNOWN.contains(&name)
    }

    /// Keeps a tag with those of its attributes that viewers know.
    fn tag(
        &mut self,
        reader: &NsReader<&[u8]>,
        tag: &BytesStart<'_>,
        range: Range<usize>,
    ) -> Option<()> {
        let mut written = format!("<{}", tag.name().as_ref());
        let mut is_same = true;
        for attribute in tag.attributes() {
            let attribute = attribute.ok()?;
            let key = attribute.key.as_ref();
            let is_kept = match key.strip_prefix("xmlns:") {
                Some(_) => self.is_known_name(&attribute.value),
                None => self.is_known(&reader.resolver().resolve_attribute(attribute.key).0),
            };
            is_same &= is_kept;
            if is_kept {
                let value = &attribute.value;
                let quote = if value.contains('"') { '\'' } else { '"' };
                written.push_str(&format!(" {key}={quote}{value}{quote}"));
            }
        }
        if is_same {
            self.keep(range);
        } else {
            let end = if self.text[range].ends_with("/>") { "/>" } else { ">" };
            self.kept.push_str(&written);
            self.kept.push_str(end);
        }
        Some(())
    }
}

fn is_other<E>(encoding: Option<Result<std::borrow::Cow<'_, str>, E>>) -> bool {
    match encoding {
        Some(Ok(name)) => !name.eq_ignore_ascii_case("utf-8"),
        Some(Err(_)) => true,
        None => false,
    }
}

/// The text with each picture that stands in it, as `data:image/png;base64,…`, parted from its own properties; `None`
/// if one can't be.
fn with_bare_pictures(text: &str, depth: usize) -> Option<String> {
    static PICTURE: LazyLock<Regex> = LazyLock::new(|| {
        let pattern = r#"(?i)data:image/([a-z.+-]+)((?:;[^,;"'<>()\s]*)*),([^"'<>()]*)"#;
        Regex::new(pattern).expect("the pattern is written here")
    });
    let (mut kept, mut at) = (String::new(), 0);
    for found in PICTURE.captures_iter(text) {
        let (whole, kind, packed) = (found.get(0)?, &found[1], &found[3]);
        let bytes = match found[2].to_ascii_lowercase().ends_with(";base64") {
            true => unpacked(packed)?,
            false => percent_decode_str(packed).collect(),
        };
        let bare = match kind.eq_ignore_ascii_case("svg+xml") {
            true => drawing(&bytes, depth + 1)?,
            false => bare::bare(&bytes).ok()?,
        };
        if bare != bytes {
            kept.push_str(&text[at..whole.start()]);
            kept.push_str(&format!("data:image/{kind};base64,{}", engine().encode(bare)));
            at = whole.end();
        }
    }
    kept.push_str(&text[at..]);
    Some(kept)
}

/// Bytes written in base64, which some programs break into lines.
fn unpacked(written: &str) -> Option<Vec<u8>> {
    let written = percent_decode_str(written).decode_utf8().ok()?;
    let mut lines = written.split("&#");
    let first = lines.next().unwrap_or_default();
    let rest = lines.map(|line| line.split_once(';').map_or("", |(_, rest)| rest));
    let whole = std::iter::once(first).chain(rest).flat_map(str::split_whitespace);
    engine().decode(whole.collect::<String>()).ok()
}

fn engine() -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    GeneralPurpose::new(&STANDARD, config)
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use proptest::prelude::*;

    use super::{bare, engine};

    fn check(drawn: &str, expected: &str) {
        let kept = bare(drawn.as_bytes()).expect("it is sound");
        assert_eq!(String::from_utf8(kept).unwrap(), expected);
        assert_eq!(bare(expected.as_bytes()).as_deref(), Some(expected.as_bytes()));
    }

    #[test]
    fn what_is_not_drawn_is_cut_out() {
        check(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- by Jane -->\n<svg xmlns='http://www.w3.org/2000/svg' \
             xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\" i:version=\"1\" viewBox='0 0 \"9\" 9'>\
             <metadata><r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">Jane</r:RDF></metadata>\
             <i:grid><path d=\"\"/></i:grid><g id=\"a\" i:label=\"Jane\"/>\
             <title>A &amp; b</title><style><![CDATA[a > b]]></style><!-- Jane --></svg>",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox='0 0 \"9\" 9'>\
             <g id=\"a\"/><title>A &amp; b</title><style><![CDATA[a > b]]></style></svg>",
        );
        let svg = "<!DOCTYPE svg [\n<!ENTITY s \"http://www.w3.org/2000/svg\">\n<!ENTITY a \"http://ns.adobe.com/a\">\n]>\
                   <svg xmlns=\"&s;\" xmlns:a=\"&a;\"><a:pgf>Jane</a:pgf><g a:extraneous=\"self\"/></svg>";
        let kept = String::from_utf8(bare(svg.as_bytes()).unwrap()).unwrap();
        assert!(kept.ends_with("<svg xmlns=\"&s;\"><g/></svg>"), "{kept}");
        check(
            "<svg><?xpacket Jane?><svg:metadata xmlns:svg=\"http://www.w3.org/2000/svg\"/></svg>",
            "<svg></svg>",
        );
    }

    #[test]
    fn a_picture_in_it_is_parted_from_its_own_properties() {
        let gif = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;";
        let whole = [&gif[..gif.len() - 1], b"!\xFE\x04Jane\0;"].concat();
        let (whole, kept) = (engine().encode(whole), engine().encode(gif));
        let (first, second) = whole.split_at(8);
        let within =
            |data: &str| format!("<svg><image href=\"data:image/gif;base64,{data}\"/></svg>");
        for broken in
            [whole.clone(), format!("{first}&#10;{second}"), format!("{first}\n  {second}")]
        {
            check(&within(&broken), &within(&kept));
        }
        let drawing = |words: &str| {
            let inner = engine().encode(format!("<svg>{words}</svg>"));
            format!(
                "<svg><style>a{{background:url(data:image/svg+xml;base64,{inner})}}</style></svg>"
            )
        };
        check(&drawing("<!--Jane-->"), &drawing(""));
        assert_eq!(bare(within("AAAA").as_bytes()), None);
        assert_eq!(bare(within("data:image/heic,x").as_bytes()), None);
    }

    #[test]
    fn what_is_not_sound_is_no_drawing() {
        let unsound = [
            "",
            "words",
            "<svg",
            "<svg>",
            "<svg></g>",
            "<svg><!-- Jane </svg>",
            "<svg a=Jane/>",
            "<svg/></svg>",
        ];
        for unsound in unsound {
            assert_eq!(bare(unsound.as_bytes()), None, "{unsound}");
        }
    }

    proptest! {
        #[test]
        fn no_words_are_too_strange(words in r#"(<svg( x:a="b")?>|<metadata>|</svg>|<!--|-->|<!\[CDATA\[|\]\]>|data:image/svg\+xml,|<!DOCTYPE a \[|&#;|\PC){0,30}"#) {
            if let Some(once) = bare(words.as_bytes()) {
                prop_assert_eq!(bare(&once).expect("what is bare is sound"), once);
            }
        }
    }
}
