//! Images without what they say beside the picture: who took it, where and with what, comments, small pictures of the
//! whole. Bytes are left out and none is drawn anew, so that the picture is exactly what it was.
//!
//! Each format has a list of what is needed to show the picture, its colours and which way up it is; whatever is not
//! on it goes, known or not. What can't be followed to its end is a fault, never a copy.

mod gif;
mod jpeg;
mod orientation;
mod png;
mod svg;
mod webp;

#[cfg(test)]
mod tests;

use crate::model::ImageFault;

/// The bytes of an image without its properties.
///
/// # Errors
/// If it is none that is known, or can't be followed to its end.
pub(super) fn bare(bytes: &[u8]) -> Result<Vec<u8>, ImageFault> {
    let bare = match bytes {
        [0xFF, 0xD8, 0xFF, ..] => jpeg::bare(bytes),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => png::bare(bytes),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => gif::bare(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp::bare(bytes),
        _ => return Err(ImageFault::Unknown),
    };
    bare.ok_or(ImageFault::Damaged)
}

/// What describes an image's colours (ICC.1), as long as it says that it is; `None` if it is shorter, which viewers
/// pass over.
fn profile(bytes: &[u8]) -> Option<&[u8]> {
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
    bytes.get(..usize::try_from(length).ok()?)
}

/// The bytes of a drawing without its properties.
///
/// # Errors
/// If it isn't sound XML, or holds an image that can't be parted from its own.
pub(super) fn bare_svg(bytes: &[u8]) -> Result<Vec<u8>, ImageFault> {
    svg::bare(bytes).ok_or(ImageFault::Damaged)
}

/// Reads one thing after another, and never beyond the end.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|one| one[0])
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }
}
