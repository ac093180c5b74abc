//! What an index came to, kept for the next time: of each part which texts were looked at for it and where what was
//! found is kept, and of each range what its files are called. It is true for as long as the texts are, and all else.

use crate::model::Origin;
use crate::model::bytes::{Bytes, fields};
use crate::search::records::Layout;
use crate::search::shards::Written;

/// The last index.
pub(crate) struct Last {
    /// What tells all that it depends on from anything else, but for texts.
    pub base: blake3::Hash,
    pub layout: Layout,
    pub parts: Vec<Known>,
    pub ranges: Vec<KnownRange>,
    /// The hashes of the files of passages.
    pub hashes: String,
    /// The name of the file of filters.
    pub filters: String,
}

/// What is known of a part, besides its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// What tells all that is read of it from anything else.
    pub key: blake3::Hash,
    /// The texts that were looked at for it, and for what results show of it.
    pub looked_at: Vec<Origin>,
    /// How many bytes of text it has, in how many passages.
    pub size: (usize, usize),
    /// The lengths of its documents, a character each.
    pub lengths: String,
    /// How many words their titles have.
    pub titles: usize,
    /// What tells its terms of each range from any others.
    pub cells: Vec<blake3::Hash>,
}

/// What the terms of a range came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownRange {
    /// What tells all that it was made of from anything else. By this, its terms in each part are kept.
    pub key: blake3::Hash,
    pub shards: Vec<Written>,
    /// Its words as they are spelt, with how many documents have each.
    pub words: Vec<(String, usize)>,
}

fields!(Last { base, layout, parts, ranges, hashes, filters });
fields!(Layout { per_file, longest, has_places });
fields!(Known { key, looked_at, size, lengths, titles, cells });
fields!(KnownRange { key, shards, words });
fields!(Written { first, terms, places });

impl Last {
    /// As it is kept.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write(&mut bytes);
        bytes
    }

    /// What these bytes were kept of; `None` if they are anything else.
    pub(crate) fn from_bytes(mut bytes: &[u8]) -> Option<Last> {
        let last = Last::read(&mut bytes)?;
        let is_part =
            |part: &Known| part.lengths.is_ascii() && part.cells.len() == last.ranges.len();
        let is_sound = bytes.is_empty() && last.hashes.is_ascii() && last.parts.iter().all(is_part);
        is_sound.then_some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, KnownRange, Last};
    use crate::model::Origin;
    use crate::search::records::Layout;
    use crate::search::shards::Written;

    #[test]
    fn what_is_kept_is_read_whole_or_not_at_all() {
        let [key, base] = [b"key", b"all"].map(|of| blake3::hash(of));
        let part = Known {
            key,
            looked_at: vec![Origin::of_parts(&["a"]), Origin::of_parts(&["b"])],
            size: (500, 7),
            lengths: "#$".to_owned(),
            titles: 9,
            cells: vec![base],
        };
        let shard = |places: Option<&str>| Written {
            first: "é".to_owned(),
            terms: "t1".to_owned(),
            places: places.map(str::to_owned),
        };
        let shards = vec![shard(None), shard(Some("p1"))];
        let range = KnownRange { key, shards, words: vec![("éa".to_owned(), 3)] };
        let last = Last {
            base,
            layout: Layout { per_file: 2, longest: 60, has_places: true },
            parts: vec![part.clone(), part],
            ranges: vec![range],
            hashes: "abcdef".to_owned(),
            filters: "f1".to_owned(),
        };
        let bytes = last.to_bytes();
        let read = Last::from_bytes(&bytes).expect("it was written");
        assert_eq!((read.base, read.layout, &read.parts), (base, last.layout, &last.parts));
        assert_eq!((&read.ranges, &read.hashes), (&last.ranges, &last.hashes));
        assert_eq!(read.filters, last.filters);
        assert!((0..bytes.len()).all(|end| Last::from_bytes(&bytes[..end]).is_none()));
        let other = Last { ranges: Vec::new(), ..last };
        assert!(
            Last::from_bytes(&other.to_bytes()).is_none(),
            "each part has a cell of each range"
        );
    }
}
