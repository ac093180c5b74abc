//! Which way up a photograph is: the one thing in EXIF without which it is shown wrongly.

/// The tag of TIFF, of which EXIF is made.
const TAG: u16 = 0x0112;

/// EXIF that says which way up the picture is and nothing else; `None` where it is as it stands, or nothing is said.
pub(super) fn only(exif: &[u8]) -> Option<[u8; 26]> {
    let orientation = read(exif).filter(|one| (2..=8).contains(one))?;
    let mut bytes = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    bytes[19] = u8::try_from(orientation).ok()?;
    Some(bytes)
}

fn read(exif: &[u8]) -> Option<u16> {
    let is_little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let u16_at = |at: usize| {
        let two = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let four = exif.get(4..8)?.try_into().ok()?;
    let at = if is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
    let at = usize::try_from(at).ok()?;
    let entries = (0..usize::from(u16_at(at)?)).map(|index| at + 2 + index * 12);
    // A short number (3) stands in the entry itself.
    let mut wanted = entries.filter(|&at| u16_at(at) == Some(TAG) && u16_at(at + 2) == Some(3));
    u16_at(wanted.next()? + 8)
}

#[cfg(test)]
mod tests {
    use super::only;

    #[test]
    fn keeps_which_way_up_and_nothing_else() {
        let turned = b"II*\0\x08\0\0\0\x02\0\x0E\x01\x02\0\x04\0\0\0Jane\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let kept = only(turned).unwrap();
        assert_eq!(kept[19], 6);
        assert!(!kept.windows(4).any(|four| four == b"Jane"));
        assert_eq!(only(&kept), Some(kept));
        let upright = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0";
        for other in [&upright[..], b"", b"II*\0\xFF\xFF\xFF\xFF", &turned[..20], b"Jane"] {
            assert_eq!(only(other), None);
        }
    }
}
