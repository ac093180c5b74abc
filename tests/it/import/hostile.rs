//! Files that were made to do harm, or are no Word files: a clear sentence, soon.

use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::import::fixtures;
use crate::support::{run, write};

/// A ZIP archive of these files, deflated.
fn archive(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let packed = miniz_oxide::deflate::compress_to_vec(content, 6);
        let at = bytes.len() as u32;
        let lengths = [
            &(packed.len() as u32).to_le_bytes()[..],
            &(content.len() as u32).to_le_bytes(),
            &(name.len() as u16).to_le_bytes(),
            &[0; 2],
        ]
        .concat();
        bytes.extend(b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0");
        bytes.extend(&lengths);
        bytes.extend(name.as_bytes());
        bytes.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0");
        directory.extend(&lengths);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size, count) = (bytes.len() as u32, directory.len() as u32, files.len() as u16);
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend([size.to_le_bytes(), at.to_le_bytes()].concat());
    bytes.extend([0; 2]);
    bytes
}

fn document(body: &str) -> Vec<u8> {
    let uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    format!("<w:document xmlns:w=\"{uri}\"><w:body>{body}</w:body></w:document>").into_bytes()
}

/// What is said of a file, and what it became if it was taken.
fn import(bytes: &[u8]) -> (String, Option<String>) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    write(folder.path(), "a.docx", bytes);
    let begun = Instant::now();
    let ran = run(folder.path(), &["import", "a.docx", "--into", "handbook"]);
    assert!(begun.elapsed() < Duration::from_secs(60), "it took {:?}", begun.elapsed());
    assert!((0..=2).contains(&ran.code), "{}", ran.stderr);
    let page = std::fs::read_to_string(folder.path().join("handbook/content/a.md")).ok();
    assert_eq!(page.is_some(), ran.code == 0, "{}", ran.stderr);
    (ran.stderr, page)
}

#[test]
fn what_is_no_word_file_is_said_plainly() {
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    let whole = std::fs::read(fixtures().join("tables.docx")).unwrap();
    let says = |bytes: &[u8], wanted: &str| {
        let (said, _) = import(bytes);
        assert!(said.contains(wanted), "{said}");
    };
    says(&old, "in the old format of Word (.doc)");
    says(&[old, locked].concat(), "protected with a password");
    says(b"", "It is damaged");
    says(b"Dear all,", "It is damaged");
    says(&whole[..whole.len() / 2], "It is damaged");
    says(&archive(&[("[Content_Types].xml", b"<Types/>".to_vec())]), "no Word document");
    says(&archive(&[("word/document.xml", b"<w:document><w:p>".to_vec())]), "It is damaged");
    says(&archive(&[("word/document.xml", b"<html/>".to_vec())]), "no Word document");
}

#[test]
fn bombs_end_soon() {
    let says = |bytes: &[u8]| {
        let (said, _) = import(bytes);
        assert!(said.contains("far more than a document is"), "{said}");
    };
    says(&archive(&[("word/document.xml", vec![b' '; 80_000_000])]));
    let deep = "<w:tbl><w:tr><w:tc>".repeat(2_000);
    says(&archive(&[("word/document.xml", document(&deep))]));
    says(&archive(&[("word/document.xml", document(&"<w:p/>".repeat(3_100_000)))]));
}

#[test]
fn tables_in_tables_and_wide_cells_stay_small() {
    let cell = |inner: &str| {
        format!(
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p>{inner}</w:tc></w:tr></w:tbl>"
        )
    };
    let nested = (0..40).fold(String::new(), |inner, _| cell(&inner));
    let (_, page) = import(&archive(&[("word/document.xml", document(&nested))]));
    assert_eq!(page.unwrap().matches('x').count() - 1, 40, "and one in “docx”");
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p><w:r><w:t>wide</w:t></w:r></w:p></w:tc>";
    let rows = format!("<w:tr>{}</w:tr>", wide.repeat(50)).repeat(20);
    let (_, page) =
        import(&archive(&[("word/document.xml", document(&format!("<w:tbl>{rows}</w:tbl>")))]));
    assert!(page.unwrap().len() < 100_000);
}

#[test]
fn entities_and_names_lead_nowhere() {
    let xml = "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]>";
    let text = document("<w:p><w:r><w:t>before &b; after</w:t></w:r></w:p>");
    let (_, page) = import(&archive(&[("word/document.xml", [xml.as_bytes(), &text].concat())]));
    assert!(page.unwrap().contains("before \\&b; after"));
    let picture = "<w:p><w:r><w:t>words</w:t></w:r></w:p>";
    let (_, page) = import(&archive(&[
        ("word/document.xml", document(picture)),
        ("../../escaped.txt", b"x".to_vec()),
        ("word/_rels/document.xml.rels", b"<Relationships><Relationship Id=\"a\" Type=\"x/styles\" Target=\"../../../etc/passwd\"/></Relationships>".to_vec()),
    ]));
    assert!(page.unwrap().contains("words"));
}

/// Whatever is broken in a file that was whole, it ends with a page or a sentence.
#[test]
fn no_damage_is_too_strange() {
    let whole = std::fs::read(fixtures().join("boxes.docx")).unwrap();
    let mut state = 7_u64;
    for _ in 0..12 {
        let mut bytes = whole.clone();
        for _ in 0..20 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(state >> 33).unwrap() % bytes.len();
            bytes[at] = (state >> 20) as u8;
        }
        import(&bytes);
    }
}

/// Numbers that are far too large, fields that never end, and thousands of footnotes: no panic, and soon.
#[test]
fn numbers_and_counts_are_bounded() {
    let numbering = "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
        <w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"18446744073709551615\"/>\
        <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"9999999\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p>\
        <w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>two</w:t></w:r></w:p>";
    let field = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>HYPERLINK \"x\"</w:instrText>\
        <w:fldChar w:fldCharType=\"separate\"/><w:t>link</w:t></w:r></w:p>";
    let notes: String = (0..20_000)
        .map(|id| {
            format!("<w:footnote w:id=\"{id}\"><w:p><w:r><w:t>n</w:t></w:r></w:p></w:footnote>")
        })
        .collect();
    let uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let notes = format!("<w:footnotes xmlns:w=\"{uri}\">{notes}</w:footnotes>");
    let marks: String =
        (0..20_000).map(|id| format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>")).collect();
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"a\" Type=\"x/numbering\" Target=\"numbering.xml\"/>\
        <Relationship Id=\"b\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/></Relationships>";
    let text = format!("{}{}<w:p>{marks}</w:p>", item.repeat(3), field.repeat(5_000));
    let (said, page) = import(&archive(&[
        ("word/document.xml", document(&text)),
        ("word/numbering.xml", numbering.as_bytes().to_vec()),
        ("word/footnotes.xml", notes.into_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes().to_vec()),
    ]));
    let page = page.unwrap_or_else(|| panic!("{said}"));
    assert!(page.contains("two"));
    assert!(page.contains("[^20000]: [n](x)") || page.contains("[^20000]: n"));
}
