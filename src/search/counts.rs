//! How a document is written in a term's postings: which passages have the term, how often, and where it stands.

use crate::search::numbers::{push_number, take_number};
use crate::search::terms::{Flags, IN_HEADING, IN_KEYWORDS, IN_SUMMARY, InPassage, MOST};

/// Once in a text, and nowhere else.
const ONCE: Flags = 1;

/// How a document is written, in the two lowest bits of how many lie between it and the last: 0, once in the first
/// passage; 1, once in another; 2, in one passage, somehow; 3, in several.
pub(crate) fn count_code(passages: &[InPassage]) -> usize {
    match passages {
        [one] if one.flags == ONCE => usize::from(one.passage > 0),
        [_] => 2,
        _ => 3,
    }
}

/// How many documents lie between one and the last, and how it is written.
pub(crate) fn push_document(text: &mut Vec<u8>, skipped: usize, code: usize) {
    push_number(text, skipped * 4 + code);
}

/// The passages of a document, as far as the code leaves them open.
pub(crate) fn push_passages(text: &mut Vec<u8>, code: usize, passages: &[InPassage]) {
    if code == 3 {
        push_number(text, passages.len());
        let mut next = 0;
        for one in passages {
            let is_more = one.flags != ONCE;
            push_number(text, (one.passage - next) as usize * 2 + usize::from(is_more));
            if is_more {
                push_number(text, usize::from(one.flags));
            }
            next = one.passage + 1;
        }
        return;
    }
    let [one] = passages else { return };
    if code > 0 {
        push_number(text, one.passage as usize);
    }
    if code == 2 {
        push_number(text, usize::from(one.flags));
    }
}

/// Documents with their passages to the same as a whole, each twice how many lie between it and the last, and 1 if
/// flags follow.
pub(crate) fn whole(mut rest: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    while !rest.is_empty() {
        let document = take_number(&mut rest);
        let sum = match document % 4 {
            0 => ONCE,
            1 => {
                take_number(&mut rest);
                ONCE
            }
            2 => {
                let passage = take_number(&mut rest);
                with(0, passage == 0, take_number(&mut rest) as Flags)
            }
            _ => several(&mut rest),
        };
        push_number(&mut text, document / 4 * 2 + usize::from(sum != ONCE));
        if sum != ONCE {
            push_number(&mut text, usize::from(sum));
        }
    }
    text
}

/// The sum of several passages.
fn several(rest: &mut &[u8]) -> Flags {
    let (mut sum, mut is_first) = (0, true);
    for _ in 0..take_number(rest) {
        if rest.is_empty() {
            break;
        }
        let skipped = take_number(rest);
        let flags = if skipped % 2 == 1 { take_number(rest) as Flags } else { ONCE };
        sum = with(sum, is_first && skipped < 2, flags);
        is_first = false;
    }
    sum
}

/// What is known of some passages, with one more. Only a title is told apart here, which the first passage has.
fn with(sum: Flags, is_first: bool, flags: Flags) -> Flags {
    let heading = if is_first { flags & (MOST_HEADING * IN_HEADING) } else { 0 };
    let count = ((sum & MOST) + (flags & MOST)).min(MOST);
    count | (sum & !MOST) | heading | (flags & (IN_SUMMARY | IN_KEYWORDS))
}

/// The class of the longest titles.
const MOST_HEADING: Flags = 7;

/// How many places a document has, and how many words lie between each and the one before; each is given with the
/// document.
pub(crate) fn push_places(text: &mut Vec<u8>, places: &[(u16, u32)]) {
    if places.is_empty() {
        return;
    }
    push_number(text, places.len());
    let mut next = 0;
    for (_, place) in places {
        push_number(text, (place - next) as usize);
        next = *place;
    }
}
