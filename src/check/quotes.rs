//! What a message quotes is as long as somebody wrote it, a megabyte if they like. Here it is cut to what can be read.

/// So many bytes a message may have with all that it quotes.
const LONG: usize = 1_000;
/// So many characters are kept of a quotation, or of what stands between two, in a message that is longer.
const KEPT: usize = 200;

/// The message, as it is unless it is very long.
pub(super) fn cut(message: String) -> String {
    if message.len() <= LONG {
        return message;
    }
    let pieces = message.split_inclusive(['“', '”']);
    pieces.fold(String::new(), |shown, piece| shown + &shortened(piece))
}

/// The beginning of a piece, with the mark that ends it.
fn shortened(piece: &str) -> String {
    let words = piece.strip_suffix(['“', '”']).unwrap_or(piece);
    let kept = words.char_indices().nth(KEPT).map(|(end, _)| &words[..end]);
    kept.map_or_else(|| piece.to_owned(), |kept| format!("{kept}…{}", &piece[words.len()..]))
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn only_what_nobody_would_read_is_cut() {
        let check = |name: &str, expected: &str| {
            let message = cut(format!("There is no file “{name}”. Write “{name}”."));
            assert_eq!(message, format!("There is no file “{expected}”. Write “{expected}”."));
        };
        check("a.md", "a.md");
        check(&"é".repeat(220), &"é".repeat(220));
        check(&"é".repeat(1_000_000), &format!("{}…", "é".repeat(200)));
    }
}
