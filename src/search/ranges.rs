//! Stems to ranges, which are indexed apart: what is other in one is of no matter in the others. Where a range begins is
//! the same in every handbook of a size, so that no edit moves a term from one to another.

/// What the ranges of a large handbook begin with, but for the first: of English words about as many stand in each.
/// Stems of other scripts are all in the last, which takes longer and comes to the same.
const STARTS: [&str; 63] = [
    "af", "an", "as", "b", "bel", "bo", "c", "cas", "ci", "com", "coo", "cr", "db", "df", "do",
    "e", "en", "ex", "fb", "fl", "fr", "gi", "gt", "he", "ho", "im", "inl", "j", "l", "lf", "lo",
    "m", "meg", "mo", "n", "nop", "ol", "ov", "pas", "pi", "po", "pro", "q", "red", "req", "ro",
    "sat", "see", "shl", "sl", "sp", "st", "su", "t", "ter", "tho", "tr", "tu", "unr", "vi", "wc",
    "wi", "wr",
];

/// At least so many documents for each range: a range has its own files, and those should not be small.
const DOCUMENTS: usize = 150;

/// The ranges of a handbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ranges {
    /// How many there are: a power of two.
    pub count: usize,
}

impl Ranges {
    /// Those of so many documents. Few steps, so that an edit hardly ever makes others.
    pub(crate) fn of(documents: usize) -> Ranges {
        let most = (documents / DOCUMENTS).clamp(1, STARTS.len() + 1);
        Ranges { count: 1 << most.ilog2() }
    }

    /// The range of a stem: one that comes before another is in no later range.
    pub(crate) fn of_stem(self, stem: &str) -> usize {
        let step = (STARTS.len() + 1) / self.count;
        STARTS.partition_point(|start| *start <= stem) / step
    }
}

#[cfg(test)]
mod tests {
    use super::{Ranges, STARTS};
    use crate::search::postings::compare;

    #[test]
    fn ranges_follow_one_another() {
        assert!(STARTS.is_sorted_by(|a, b| a < b));
        let counts = [0, 149, 300, 1199, 1200, 9600, 1_000_000].map(|many| Ranges::of(many).count);
        assert_eq!(counts, [1, 1, 2, 4, 8, 64, 64]);
        let mut stems =
            vec!["", "47", "=child", "a", "aez", "af", "afar", "wr", "zz", "é", "日", "😀"];
        stems.extend(STARTS);
        stems.sort_by(|a, b| compare(a, b));
        for documents in [1, 300, 1200, 10_000] {
            let ranges = Ranges::of(documents);
            let own: Vec<usize> = stems.iter().map(|stem| ranges.of_stem(stem)).collect();
            assert!(own.is_sorted());
            assert_eq!((own[0], own[own.len() - 1]), (0, ranges.count - 1));
        }
        assert_eq!(Ranges::of(10_000).of_stem("af"), 1);
    }
}
