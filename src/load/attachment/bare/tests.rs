//! Images with something to find in every place that holds words, and what is left of them.

use proptest::prelude::*;

use super::bare;
use super::png::checksum;
use crate::model::ImageFault;

/// What must be in none.
const SECRET: &[u8] = b"Jane at 51.5";

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    memchr::memmem::find(bytes, wanted).is_some()
}

/// TIFF in small-endian: turned by a quarter, an artist, a place, and a small picture of the whole.
fn exif() -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0\x03\0".to_vec();
    bytes.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    bytes.extend(b"\x3B\x01\x02\0\x0D\0\0\0\x32\0\0\0");
    bytes.extend(b"\x25\x88\x04\0\x01\0\0\0\x40\0\0\0");
    bytes.extend(b"\0\0\0\0");
    bytes.extend(SECRET);
    bytes.extend(b"\0\0\0\0\0\0\0\0");
    bytes.extend(SECRET);
    bytes
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    [&[0xFF, marker], &(body.len() as u16 + 2).to_be_bytes()[..], body].concat()
}

fn secret(head: &[u8]) -> Vec<u8> {
    [head, SECRET].concat()
}

/// What shows the picture: each of these stays, in this order.
fn jpeg_parts() -> Vec<Vec<u8>> {
    vec![
        b"\xFF\xD8".to_vec(),
        segment(0xE0, b"JFIF\0\x01\x02\0\0\x48\0\x48\0\0"),
        segment(0xE2, b"ICC_PROFILE\0\x01\x01\0\0\0\x0Fthe colours"),
        segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01"),
        segment(0xDB, &[[0].as_slice(), &[7; 64]].concat()),
        segment(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0"),
        segment(0xC4, &[[0].as_slice(), &[0; 16]].concat()),
        [&segment(0xDA, b"\x01\x01\0\0\x3F\0")[..], b"\x12\xFF\0\x34\xFF\xD0\x56"].concat(),
        [&segment(0xDA, b"\x01\x01\0\0\x3F\0")[..], b"\x78"].concat(),
    ]
}

fn jpeg() -> Vec<u8> {
    let mut parts = jpeg_parts();
    let small = [&b"JFIF\0\x01\x02\0\0\x48\0\x48\x01\x04"[..], SECRET].concat();
    parts[1] = [segment(0xE0, &small), segment(0xE0, &secret(b"JFXX\0\x13"))].concat();
    parts.insert(2, segment(0xE1, &[b"Exif\0\0".to_vec(), exif()].concat()));
    parts.insert(3, segment(0xE1, &secret(b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>")));
    parts.insert(
        4,
        segment(0xED, &secret(b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x11\x1C\x02\x78\0\x0C")),
    );
    parts.insert(5, segment(0xFE, SECRET));
    parts.insert(6, segment(0xE2, &secret(b"MPF\0")));
    parts[8].extend(segment(0xEB, &secret(b"JP")));
    // Between the scans, and after the end, where phones put a whole film.
    let last = parts.len() - 1;
    parts.insert(last, segment(0xFE, SECRET));
    parts.push([&b"\xFF\xD9"[..], b"\xFF\xD8\xFF\xE1", SECRET].concat());
    parts.concat()
}

#[test]
fn a_jpeg_keeps_its_picture_its_colours_and_which_way_up_it_is() {
    let bare = bare(&jpeg()).unwrap();
    let mut parts = jpeg_parts();
    let turned = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    parts.insert(2, segment(0xE1, turned));
    parts.push(b"\xFF\xD9".to_vec());
    assert_eq!(bare, parts.concat());
}

fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let sum = checksum(&name, body).to_be_bytes();
    [&(body.len() as u32).to_be_bytes()[..], &name, body, &sum].concat()
}

#[test]
fn a_checksum_is_what_png_says() {
    assert_eq!(checksum(b"IEND", b""), 0xAE42_6082);
}

fn png_parts() -> Vec<Vec<u8>> {
    vec![
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(*b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"),
        chunk(*b"iCCP", b"colours\0\0packed"),
        chunk(*b"acTL", b"\0\0\0\x01\0\0\0\0"),
        chunk(*b"IDAT", b"the picture"),
        chunk(*b"IEND", b""),
    ]
}

fn png() -> Vec<u8> {
    let mut parts = png_parts();
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(SECRET, 0);
    parts.splice(
        2..2,
        [
            chunk(*b"tEXt", &secret(b"Author\0")),
            chunk(*b"zTXt", &[b"Comment\0\0".to_vec(), packed].concat()),
            chunk(*b"iTXt", &secret(b"XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta>")),
            chunk(*b"eXIf", &exif()),
            chunk(*b"tIME", b"\x07\xEA\x05\x01\x0C\0\0"),
            chunk(*b"sPLT", &secret(b"")),
            chunk(*b"prVW", SECRET),
        ],
    );
    parts.push(SECRET.to_vec());
    parts.concat()
}

#[test]
fn a_png_keeps_its_picture_its_colours_and_which_way_up_it_is() {
    let bare = bare(&png()).unwrap();
    let mut parts = png_parts();
    let turned = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    parts.insert(2, chunk(*b"eXIf", turned));
    assert_eq!(bare, parts.concat());
}

fn gif_parts() -> Vec<Vec<u8>> {
    vec![
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF".to_vec(),
        b"!\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0".to_vec(),
        b"!\xF9\x04\x04\x0A\0\0\0".to_vec(),
        b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0".to_vec(),
        b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x4C\x01\0".to_vec(),
        b";".to_vec(),
    ]
}

fn gif() -> Vec<u8> {
    let piece = |head: &[u8]| [head, &[SECRET.len() as u8], SECRET, b"\0"].concat();
    let mut parts = gif_parts();
    parts[1] = [&parts[1][..18], &[SECRET.len() as u8], SECRET, b"\0"].concat();
    parts.splice(
        4..4,
        [
            piece(b"!\xFE"),
            piece(b"!\xFF\x0BXMP DataXMP"),
            b"!\xF9\x04\x04\x0B\0\0\0".to_vec(),
            piece(b"!\x01\x0C\0\0\0\0\x01\0\x01\0\x08\x08\0\0"),
            b"\0".to_vec(),
        ],
    );
    parts.push(SECRET.to_vec());
    parts.concat()
}

#[test]
fn a_gif_keeps_its_pictures_and_how_they_move() {
    assert_eq!(bare(&gif()).unwrap(), gif_parts().concat());
    let endless = gif();
    let without_end = &endless[..endless.len() - SECRET.len() - 1];
    assert_eq!(bare(without_end).unwrap(), gif_parts().concat());
}

fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, one) in chunks {
        body.extend([&name[..], &(one.len() as u32).to_le_bytes(), one].concat());
        body.extend(&[0][..one.len() % 2]);
    }
    [b"RIFF", &(body.len() as u32).to_le_bytes()[..], &body].concat()
}

fn webp() -> Vec<u8> {
    let frame = riff(&[
        (b"ALPH", b"odd".to_vec()),
        (b"priv", SECRET.to_vec()),
        (b"VP8 ", b"film".to_vec()),
    ]);
    let frame = [&[0; 16], &frame[12..]].concat();
    let mut bytes = riff(&[
        (b"VP8X", b"\x2E\0\0\0\0\0\0\0\0\0".to_vec()),
        (b"ICCP", b"\0\0\0\x0Fthe colours".to_vec()),
        (b"ANIM", vec![0; 6]),
        (b"ANMF", frame),
        (b"EXIF", exif()),
        (b"XMP ", SECRET.to_vec()),
        (b"note", SECRET.to_vec()),
    ]);
    bytes.extend(SECRET);
    bytes
}

#[test]
fn a_webp_keeps_its_pictures_its_colours_and_which_way_up_they_are() {
    let frame = riff(&[(b"ALPH", b"odd".to_vec()), (b"VP8 ", b"film".to_vec())]);
    let turned = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let expected = riff(&[
        (b"VP8X", b"\x2A\0\0\0\0\0\0\0\0\0".to_vec()),
        (b"ICCP", b"\0\0\0\x0Fthe colours".to_vec()),
        (b"ANIM", vec![0; 6]),
        (b"ANMF", [&[0; 16], &frame[12..]].concat()),
        (b"EXIF", turned.to_vec()),
    ]);
    assert_eq!(bare(&webp()).unwrap(), expected);
    let simple = riff(&[(b"VP8 ", b"a picture".to_vec()), (b"XMP ", SECRET.to_vec())]);
    assert_eq!(bare(&simple).unwrap(), riff(&[(b"VP8 ", b"a picture".to_vec())]));
}

fn all() -> [Vec<u8>; 4] {
    [jpeg(), png(), gif(), webp()]
}

#[test]
fn what_is_bare_stays_as_it_is() {
    for image in all() {
        let once = bare(&image).unwrap();
        assert!(holds(&image, SECRET) && !holds(&once, SECRET));
        assert_eq!(bare(&once).unwrap(), once);
    }
}

#[test]
fn what_is_no_image_or_breaks_off_is_a_fault() {
    for other in [&b""[..], b"\xFF\xD8", b"<svg/>", b"\0\0\0\x1CftypheicJane", b"RIFF\0\0\0\0WAVE"]
    {
        assert_eq!(bare(other), Err(ImageFault::Unknown));
    }
    let heads = [
        &b"\xFF\xD8\xFF\xE1\xFF\xFFExif"[..],
        b"\xFF\xD8\xFF\xD9",
        b"GIF89a",
        b"GIF89a\0\0\0\0\0\0\0;",
    ];
    for head in heads {
        assert_eq!(bare(head), Err(ImageFault::Damaged));
    }
    let png = png_parts();
    assert_eq!(bare(&png[..5].concat()), Err(ImageFault::Damaged));
    let mut unknown = png;
    unknown.insert(2, chunk(*b"CgBI", b"\0\0\0\0"));
    assert_eq!(bare(&unknown.concat()), Err(ImageFault::Damaged));
}

/// Is this one of the few bytes that say where the picture's own, packed bytes end?
fn ends_the_picture(image: &[u8], at: usize) -> bool {
    let ends =
        [(&b"\xFF\xD0\x56\xFF\xFE"[..], 3), (b"\x02\x44\x01\0!\xFE", 0), (b"ALPH\x03\0\0\0", 4)];
    ends.iter().any(|(end, from)| {
        let start = memchr::memmem::find(image, end);
        start.is_some_and(|start| (start + from..start + end.len()).contains(&at))
    })
}

/// Whichever byte is damaged, and however: what is given back holds no secret. Only where the end of the picture's
/// bytes is damaged, what follows can't be told from them, short of drawing it.
#[test]
fn no_damage_brings_a_secret_out() {
    for image in all() {
        for at in 0..image.len() {
            let mut damaged = image.clone();
            let values = if ends_the_picture(&image, at) { 0..0 } else { 0..256 };
            for value in values {
                damaged[at] = u8::try_from(value).expect("it is one byte");
                if let Ok(bare) = bare(&damaged) {
                    assert!(!holds(&bare, SECRET), "byte {at} as {value}: {:?}", &image[..4]);
                }
            }
            if let Ok(bare) = bare(&image[..at]) {
                assert!(!holds(&bare, SECRET), "the first {at} bytes of {:?}", &image[..4]);
            }
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(
        image in 0..4usize,
        cut in 0..300usize,
        noise in prop::collection::vec(any::<u8>(), 0..200),
        whole in any::<bool>(),
    ) {
        let image = &all()[image];
        let start = if whole { &image[..cut.min(image.len())] } else { &image[..12] };
        if let Ok(once) = bare(&[start, &noise].concat()) {
            prop_assert_eq!(bare(&once).expect("what is bare is whole"), once);
        }
    }
}
