//! The bytes of a file beside the documents to the words in it, for `check` to look through: PDF, Office, plain text
//! and images whose properties are published; and other images to their bytes without properties. It shows nothing
//! and trusts nothing: whatever the bytes, it ends soon, and with what was found.

mod bare;
mod image;
mod office;
mod pdf;
mod xml;

use crate::model::{Attachment, AttachmentFault, ImageFault, Part, PartPlace, Properties};
use crate::source::{FileStamp, SourcePath, Text};

/// The most that is unpacked of one file, in bytes, and the most words that are kept.
const MOST_UNPACKED: usize = 32 * 1024 * 1024;
const MOST_KEPT: usize = 4 * 1024 * 1024;

/// The bytes that an image of that name is published as: those without its properties.
///
/// # Errors
/// If it is no image that is known, or can't be followed to its end.
pub fn bared(name: &str, bytes: &[u8]) -> Result<Vec<u8>, ImageFault> {
    match format(name) {
        Format::Image => bare::bare(bytes),
        Format::Svg => bare::bare_svg(bytes),
        _ => Err(ImageFault::Unknown),
    }
}

/// Is a file of that name an image that is published without its properties?
pub fn is_bared(name: &str) -> bool {
    matches!(format(name), Format::Image | Format::Svg)
}

/// Is this a file that has to be read to be looked into?
pub fn is_looked_into(path: &SourcePath) -> bool {
    !matches!(format(path.file_name()), Format::None | Format::Unknown)
}

/// What is in a file. `bytes` is empty where [`is_looked_into`] says that they aren't needed.
pub fn attachment(path: &SourcePath, stamp: FileStamp, bytes: &[u8]) -> Attachment {
    let mut contents = Contents::default();
    let mut properties = Properties::Published;
    let read = match format(path.file_name()) {
        Format::Image => {
            properties = match bare::bare(bytes) {
                Ok(_) => Properties::LeftOut,
                Err(fault) => Properties::Stuck(fault),
            };
            Ok(())
        }
        Format::Svg => {
            let bare = bare::bare_svg(bytes);
            properties = match bare {
                Ok(_) => Properties::LeftOut,
                Err(fault) => Properties::Stuck(fault),
            };
            let text = Text::decode(&bare.unwrap_or_default());
            contents.push(PartPlace::Text, xml::words(text.as_str(), xml::Breaks::Blocks));
            contents.push(PartPlace::Text, xml::attributes(text.as_str()));
            Ok(())
        }
        Format::Tiff => image::read(bytes, &mut contents),
        Format::Pdf => pdf::read(bytes, &mut contents),
        Format::Office => office::read(bytes, &mut contents),
        Format::OldOffice => office::read_old(bytes, &mut contents),
        Format::Xml => {
            let text = Text::decode(bytes);
            contents.push(PartPlace::Text, xml::words(text.as_str(), xml::Breaks::Blocks));
            contents.push(PartPlace::Properties, xml::attributes(text.as_str()));
            Ok(())
        }
        Format::Text => {
            contents.push(PartPlace::Text, Text::decode(bytes).as_str().to_owned());
            Ok(())
        }
        Format::Unknown => Err(AttachmentFault::UnknownFormat),
        Format::None => Ok(()),
    };
    let Contents { parts, has_position, .. } = contents;
    Attachment { stamp, parts, has_position, fault: read.err(), properties }
}

enum Format {
    /// What browsers show, in bytes that can be followed to their end.
    Image,
    /// A drawing, also without its properties.
    Svg,
    Tiff,
    Pdf,
    Office,
    OldOffice,
    Xml,
    Text,
    /// It can hold words, and we can't read them.
    Unknown,
    /// It can hold no words to speak of.
    None,
}

fn format(name: &str) -> Format {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "jpe" | "jfif" | "png" | "apng" | "gif" | "webp" => Format::Image,
        "tif" | "tiff" => Format::Tiff,
        "pdf" => Format::Pdf,
        "docx" | "docm" | "dotx" | "xlsx" | "xlsm" | "pptx" | "pptm" | "odt" | "ods" | "odp" => {
            Format::Office
        }
        "doc" | "dot" | "xls" | "ppt" | "pub" | "msg" => Format::OldOffice,
        "svg" => Format::Svg,
        "xml" | "html" | "htm" => Format::Xml,
        "txt" | "csv" | "tsv" | "json" | "ics" | "vcf" | "eml" | "rtf" | "yaml" | "yml" | "log" => {
            Format::Text
        }
        "heic" | "heif" | "avif" | "jxl" | "jp2" | "svgz" | "psd" | "ai" | "eps" | "mp4"
        | "mov" | "m4a" | "mp3" | "wav" | "zip" | "7z" | "vsdx" => Format::Unknown,
        _ => Format::None,
    }
}

/// What has been found so far, and how much more may be.
struct Contents {
    parts: Vec<Part>,
    has_position: bool,
    kept: usize,
    /// How many bytes may still be unpacked.
    unpackable: usize,
}

impl Default for Contents {
    fn default() -> Self {
        Contents { parts: Vec::new(), has_position: false, kept: 0, unpackable: MOST_UNPACKED }
    }
}

impl Contents {
    fn push(&mut self, place: PartPlace, mut text: String) {
        if text.len() > MOST_KEPT - self.kept {
            let end = (0..=MOST_KEPT - self.kept).rev().find(|&at| text.is_char_boundary(at));
            text.truncate(end.unwrap_or(0));
        }
        if !text.trim().is_empty() {
            self.kept += text.len();
            self.parts.push(Part { place, text });
        }
    }

    /// Unpacks what was deflated, with or without zlib's head, as far as is left to unpack.
    fn inflate(&mut self, bytes: &[u8], has_head: bool) -> Option<Vec<u8>> {
        use miniz_oxide::inflate::{
            decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
        };
        let unpacked = match has_head {
            true => decompress_to_vec_zlib_with_limit(bytes, self.unpackable),
            false => decompress_to_vec_with_limit(bytes, self.unpackable),
        };
        // What came before the fault or the limit is worth looking through.
        let unpacked = unpacked.unwrap_or_else(|fault| fault.output);
        self.unpackable = self.unpackable.saturating_sub(unpacked.len());
        (!unpacked.is_empty()).then_some(unpacked)
    }
}

#[cfg(test)]
mod tests {
    use super::attachment;
    use crate::model::{AttachmentFault, PartPlace};
    use crate::source::{FileStamp, SourcePath};

    fn read(name: &str, bytes: &[u8]) -> (String, bool, Option<AttachmentFault>) {
        let stamp = FileStamp { len: bytes.len() as u64, modified: None };
        let read = attachment(&SourcePath::new(name).unwrap(), stamp, bytes);
        let parts = read.parts.iter().map(|part| match part.place {
            PartPlace::Text => format!("text: {}", part.text.trim()),
            PartPlace::Properties => format!("properties: {}", part.text.trim()),
        });
        (parts.collect::<Vec<_>>().join(" / "), read.has_position, read.fault)
    }

    /// Of an image as in a Word file, which is published as it is.
    fn read_image(bytes: &[u8]) -> (String, bool, Option<AttachmentFault>) {
        read("a.tif", bytes)
    }

    /// Big-endian TIFF: an artist, and a GPS directory with a latitude.
    fn tiff() -> Vec<u8> {
        let mut bytes = b"MM\0*\0\0\0\x08".to_vec();
        bytes.extend(b"\0\x02");
        bytes.extend(b"\x01\x3B\0\x02\0\0\0\x05\0\0\0\x26");
        bytes.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x2C");
        bytes.extend(b"\0\0\0\0");
        bytes.extend(b"Jane\0\0");
        bytes.extend(b"\0\x01\0\x02\0\x05\0\0\0\x03\0\0\0\x3E\0\0\0\0");
        bytes.extend([0, 0, 0, 51, 0, 0, 0, 1].repeat(3));
        bytes
    }

    #[test]
    fn images_say_who_and_where() {
        let exif = [b"Exif\0\0".to_vec(), tiff()].concat();
        let segment = |marker: u8, body: &[u8]| {
            let len = (body.len() as u16 + 2).to_be_bytes();
            [&[0xFF, marker], &len[..], body].concat()
        };
        let xmp = b"http://ns.adobe.com/xap/1.0/\0<x><dc:title>Elm Road</dc:title></x>";
        let iptc = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0E\x1C\x02\x78\0\x07Caption";
        let jpeg = [
            b"\xFF\xD8".to_vec(),
            segment(0xE1, &exif),
            segment(0xE1, xmp),
            segment(0xED, iptc),
            segment(0xFE, b"a comment"),
            b"\xFF\xDA".to_vec(),
        ]
        .concat();
        let words =
            "properties: Jane / properties: Elm Road / properties: Caption / properties: a comment";
        assert_eq!(read_image(&jpeg), (words.to_owned(), true, None));
        let chunk = |name: &[u8], body: &[u8]| {
            [&(body.len() as u32).to_be_bytes()[..], name, body, &[0; 4]].concat()
        };
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(b"packed words", 6);
        let png = [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(b"tEXt", b"Author\0Jane"),
            chunk(b"zTXt", &[b"Comment\0\0".to_vec(), packed].concat()),
            chunk(b"iTXt", "Title\0\0\0en\0\0Zoë".as_bytes()),
            chunk(b"eXIf", &tiff()),
            chunk(b"IEND", b""),
        ]
        .concat();
        let words =
            "properties: Jane / properties: packed words / properties: Zoë / properties: Jane";
        assert_eq!(read_image(&png), (words.to_owned(), true, None));
        assert_eq!(read_image(b"GIF89a").2, Some(AttachmentFault::Damaged));
    }

    #[test]
    fn office_files_say_what_is_written_and_by_whom() {
        let files: [(&str, &str); 3] = [
            ("docProps/core.xml", "<p><dc:creator>Jane</dc:creator><dc:title>T</dc:title></p>"),
            (
                "word/document.xml",
                "<w:p><w:r><w:t>943 4</w:t></w:r><w:r><w:t>76 5919</w:t></w:r></w:p><w:p><w:t>a &amp; b</w:t></w:p>",
            ),
            ("word/comments.xml", "<w:comment w:author=\"Kim\"><w:t>note</w:t></w:comment>"),
        ];
        let docx = crate::source::zip::tests::packed(&files);
        let words =
            "properties: Jane\nT / text: 943 476 5919\na & b / text: note / properties: Kim";
        assert_eq!(read("a.docx", &docx), (words.to_owned(), false, None));
        assert_eq!(read("a.docx", b"PK\x03\x04 and no more").2, Some(AttachmentFault::Damaged));
        assert_eq!(
            read("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").2,
            Some(AttachmentFault::Locked)
        );
        let old = [
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
            b"J\0a\0n\0e\0 \0D\0\0\0".to_vec(),
            b"Plain words\0".to_vec(),
        ];
        assert_eq!(read("a.doc", &old.concat()).0, "text: Plain words\nJane D");
    }

    #[test]
    fn pdfs_say_what_is_simply_readable() {
        let stream = miniz_oxide::deflate::compress_to_vec_zlib(
            b"BT (Ring ) Tj [(079) -20 (11)] TJ T* <41> Tj ET",
            6,
        );
        let pdf = [
            b"%PDF-1.7\n1 0 obj <</Title (A \\(b\\) \\143) /Author <FEFF005A006F00EB>>> endobj\n".to_vec(),
            b"2 0 obj <</Filter /FlateDecode>> stream\n".to_vec(),
            stream,
            b"\nendstream endobj\n3 0 obj <</Type /Metadata>> stream\n<x><dc:creator>Kim</dc:creator></x>\nendstream".to_vec(),
        ]
        .concat();
        let words = "text: Ring 07911\nA / properties: Kim / properties: A (b) c\nZoë";
        assert_eq!(read("a.pdf", &pdf), (words.to_owned(), false, None));
        assert_eq!(read("a.pdf", b"%PDF-1.4 /Encrypt 5 0 R").2, Some(AttachmentFault::Locked));
        assert_eq!(read("a.pdf", b"no").2, Some(AttachmentFault::Damaged));
    }

    #[test]
    fn a_bomb_ends_soon() {
        let zeros = vec![b'a'; 60_000_000];
        let packed = miniz_oxide::deflate::compress_to_vec_zlib(&zeros, 1);
        let pdf = [
            b"%PDF-1 1 0 obj <</Filter/FlateDecode>> stream\n".to_vec(),
            packed,
            b"endstream".to_vec(),
        ];
        assert_eq!(read("a.pdf", &pdf.concat()).0, "");
    }

    #[test]
    fn no_bytes_are_too_strange() {
        let starts: [&[u8]; 9] = [
            b"",
            b"\xFF\xD8\xFF\xE1\0\x20Exif\0\0MM\0*",
            b"II*\0\x08\0\0\0\xFF\xFF",
            b"\x89PNG\r\n\x1a\n\0\0\0\x09tEXt",
            b"RIFF\0\0\0\0WEBPEXIF\xFF\xFF\xFF\xFF",
            b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF",
            b"%PDF-<FEFF00((\\",
            b"%PDF-stream\n",
            b"<a b=\"&#x;&",
        ];
        let names = [
            "a.jpg", "a.png", "a.webp", "a.tif", "a.pdf", "a.docx", "a.doc", "a.svg", "a.txt",
            "a.mp4",
        ];
        proptest::proptest!(|(start in 0..starts.len(), rest in proptest::collection::vec(proptest::num::u8::ANY, 0..300))| {
            let bytes = [starts[start], &rest].concat();
            for name in names {
                read(name, &bytes);
            }
        });
    }
}
