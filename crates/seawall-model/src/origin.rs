//! Where one row came from, in eight bytes. The text itself is kept once, in `config_line` or
//! `log`, and fetched by origin for the few lines that are quoted.

/// A source's number (high half) and the place in it (low half: line or record, counted from 1;
/// 0 means the source as a whole, for facts that rest on what a file does not say).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(pub u64);

impl Origin {
    /// The origin of a place in a source.
    #[must_use]
    pub const fn new(source: u32, place: u32) -> Self {
        Self(((source as u64) << 32) | place as u64)
    }

    /// The source's number in the store's manifest.
    #[must_use]
    pub const fn source(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The line or record in that source, from 1; 0 is the whole source.
    #[must_use]
    pub const fn place(self) -> u32 {
        self.0 as u32
    }
}
