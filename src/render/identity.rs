//! Names for things in feeds and calendars that stay the same for ever, made from what they name.

use crate::model::Edition;

/// A UUID for something in this handbook (RFC 9562, version 8), the same in each build. It changes if the
/// handbook's address does, or without an address its title.
pub(crate) fn uuid(edition: &Edition, name: &str) -> String {
    let handbook = edition.config.address.as_deref().unwrap_or(&edition.title);
    let hash = blake3::hash(format!("{handbook}\n{name}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = (bytes[6] & 0x0F) | 0x80;
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let [a, b, c, d] = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20]];
    format!("{a}-{b}-{c}-{d}-{}", &hex[20..])
}
