//! Numbers, texts and hashes to bytes that are kept, and back. Bytes that nobody wrote so are nothing.

use crate::model::Origin;

/// Bytes that are being written.
#[derive(Default)]
pub(crate) struct Writer(pub Vec<u8>);

impl Writer {
    pub(crate) fn number(&mut self, number: usize) {
        self.0.extend((number as u64).to_le_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.extend(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(crate) fn hash(&mut self, hash: &blake3::Hash) {
        self.0.extend(hash.as_bytes());
    }

    pub(crate) fn origin(&mut self, origin: &Origin) {
        self.0.extend(origin.bytes());
    }

    /// How many items there are, and each as `write` writes it.
    pub(crate) fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(items.len());
        items.iter().for_each(|item| write(self, item));
    }
}

/// Bytes that are being read.
pub(crate) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    fn chunk<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        let (chunk, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*chunk)
    }

    pub(crate) fn number(&mut self) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.chunk()?)).ok()
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(crate) fn text(&mut self) -> Option<String> {
        Some(std::str::from_utf8(self.bytes()?).ok()?.to_owned())
    }

    pub(crate) fn hash(&mut self) -> Option<blake3::Hash> {
        self.chunk().map(blake3::Hash::from_bytes)
    }

    pub(crate) fn origin(&mut self) -> Option<Origin> {
        self.chunk().map(Origin::of_bytes)
    }

    /// As many items as there are, each as `read` reads it.
    pub(crate) fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        // No item is written as nothing: of damaged bytes no more is asked for than they have.
        let count = self.number().filter(|count| *count <= self.0.len())?;
        (0..count).map(|_| read(self)).collect()
    }
}
