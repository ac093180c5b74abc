//! The part of a file that a request asks for. Several parts at once are answered with the whole, as HTTP
//! allows.

use std::io::{self, Seek, SeekFrom};
use std::sync::Arc;

use crate::serve::http::{Body, Request, Response};

/// The response cut to what the request's `Range` asks for, if it can be.
///
/// # Errors
/// If the file can't be read from the place asked for.
pub(super) fn cut(request: &Request, response: Response) -> io::Result<Response> {
    if response.status != 200 || request.method != "GET" {
        return Ok(response);
    }
    let length = match &response.body {
        Body::Bytes(bytes) => bytes.len() as u64,
        Body::File(_, length) => *length,
        Body::Stream(_) => return Ok(response),
    };
    let response = response.with("Accept-Ranges", "bytes");
    let tag =
        response.headers.iter().find(|(name, _)| *name == "ETag").map(|(_, tag)| tag.as_str());
    let is_same = request.header("if-range").is_none_or(|known| Some(known) == tag);
    let asked = request.header("range").filter(|_| is_same);
    match asked.map_or(Part::Whole, |text| part(text, length)) {
        Part::Whole => Ok(response),
        Part::Nothing => Ok(Response::plain(416, "The file is shorter than that.")
            .with("Content-Range", format!("bytes */{length}"))),
        Part::From(start, end) => {
            let body = match response.body {
                Body::Bytes(bytes) => Body::Bytes(Arc::from(&bytes[start as usize..=end as usize])),
                Body::File(mut file, _) => {
                    file.seek(SeekFrom::Start(start))?;
                    Body::File(file, end - start + 1)
                }
                Body::Stream(stream) => Body::Stream(stream),
            };
            let range = format!("bytes {start}-{end}/{length}");
            Ok(Response { status: 206, body, ..response }.with("Content-Range", range))
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// What is asked for lies behind the end.
    Nothing,
    /// From the first to the last byte, both within the file.
    From(u64, u64),
}

/// What a `Range` header asks of a file of this length.
fn part(header: &str, length: u64) -> Part {
    let Some((start, end)) =
        header.strip_prefix("bytes=").and_then(|range| range.trim().split_once('-'))
    else {
        return Part::Whole;
    };
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().unwrap_or(u64::MAX))
    };
    let (start, end) = match (number(start), number(end)) {
        (Some(start), Some(end)) if start <= end => (start, end),
        (Some(start), None) if end.is_empty() => (start, u64::MAX),
        (None, Some(0)) if start.is_empty() => return Part::Nothing,
        (None, Some(last)) if start.is_empty() => (length.saturating_sub(last), u64::MAX),
        _ => return Part::Whole,
    };
    if start >= length { Part::Nothing } else { Part::From(start, end.min(length - 1)) }
}

#[cfg(test)]
mod tests {
    use super::{Part, part};

    #[test]
    fn reads_what_is_asked_for() {
        let check = |header, expected| assert_eq!(part(header, 10), expected, "{header}");
        check("bytes=0-3", Part::From(0, 3));
        check("bytes=4-", Part::From(4, 9));
        check("bytes=-3", Part::From(7, 9));
        check("bytes=-99", Part::From(0, 9));
        check("bytes=9-99999999999999999999999", Part::From(9, 9));
        check("bytes=10-", Part::Nothing);
        check("bytes=-0", Part::Nothing);
        check("bytes=3-1", Part::Whole);
        check("bytes=0-1,3-4", Part::Whole);
        check("bytes=a-b", Part::Whole);
        check("bytes=-", Part::Whole);
        check("lines=1-2", Part::Whole);
        assert_eq!(part("bytes=0-", 0), Part::Nothing);
    }
}
