//! A text compressed as a server sends it, the same bytes for the same text on every computer.

use std::io;
use std::ops::RangeInclusive;

use brotli::BrotliCompress;
use brotli::enc::BrotliEncoderParams;
use miniz_oxide::deflate::compress_to_vec;

use crate::publish::zip::crc32;

/// What is made once and sent often may take longer.
const GZIP_LEVEL: u8 = 9;
/// Of the qualities to 11, the best that takes no longer than `GZIP_LEVEL` (`docs/decisions/0013`).
const BROTLI_QUALITY: i32 = 5;
/// How far back brotli looks, as a power of two: no further than the text is long, since room for that is made for each
/// text. With 16, quality 5 takes ten times as long.
const BROTLI_WINDOW: RangeInclusive<u32> = 18..=22;

/// A way to compress that servers and browsers know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// RFC 7932.
    Brotli,
    /// RFC 1952.
    Gzip,
}

impl Compression {
    /// All of them, the one that a server should send first.
    pub const ALL: [Compression; 2] = [Compression::Brotli, Compression::Gzip];

    /// What a file that is compressed so has after its name.
    pub fn ending(self) -> &'static str {
        match self {
            Compression::Brotli => ".br",
            Compression::Gzip => ".gz",
        }
    }

    /// The text compressed; `None` where that is no shorter.
    pub fn of(self, text: &[u8]) -> Option<Vec<u8>> {
        let packed = match self {
            Compression::Brotli => brotli(text).ok()?,
            Compression::Gzip => gzip(text)?,
        };
        (packed.len() < text.len()).then_some(packed)
    }
}

fn brotli(mut text: &[u8]) -> io::Result<Vec<u8>> {
    let window = (usize::BITS - text.len().leading_zeros())
        .clamp(*BROTLI_WINDOW.start(), *BROTLI_WINDOW.end());
    let settings = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: window.cast_signed(),
        size_hint: text.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    BrotliCompress(&mut text, &mut packed, &settings)?;
    Ok(packed)
}

/// Of no day and no name; `None` for what is longer than 4 GB.
fn gzip(text: &[u8]) -> Option<Vec<u8>> {
    const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let length = u32::try_from(text.len()).ok()?;
    let tail = [crc32(text).to_le_bytes(), length.to_le_bytes()].concat();
    Some([&HEAD, &*compress_to_vec(text, GZIP_LEVEL), &tail].concat())
}

#[cfg(test)]
mod tests {
    use super::Compression;

    #[test]
    fn what_is_compressed_can_be_read_and_is_always_the_same() {
        let text = "A child is seen, and seen alone. ".repeat(500) + &"ü".repeat(9);
        for way in Compression::ALL {
            let packed = way.of(text.as_bytes()).unwrap();
            assert!(packed.len() < 200, "{way:?}: {}", packed.len());
            assert_eq!(way.of(text.as_bytes()).unwrap(), packed);
            assert_eq!(way.of(b"x"), None, "it would be longer");
        }
        let (mut read, packed) = (Vec::new(), Compression::Brotli.of(text.as_bytes()).unwrap());
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut read).unwrap();
        assert_eq!(read, text.as_bytes());
    }
}
