//! The contract between files and rows.

use crate::{Coverage, Moment, Origin, Row, SecretKey};

/// The start of a file, decompressed and decoded: all a reader may look at to recognise it.
#[derive(Clone, Debug)]
pub struct Head<'a> {
    /// The path as shown, without a compression suffix.
    pub path: &'a str,
    /// At most the first 64 KiB as text, cut at a line end if there is one.
    pub text: &'a str,
}

impl Head<'_> {
    /// The file's name without folders.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }
}

/// How sure a reader is that a file is its own. The surest reader takes the file; among equals the
/// first in the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sure {
    /// Not mine.
    No,
    /// It may be: shape only.
    Perhaps,
    /// Several of its signs.
    Likely,
    /// A sign nothing else carries.
    Certain,
}

impl Sure {
    /// The word `seawall inputs` prints.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Perhaps => "perhaps",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// One line as it stands in the source, without its line end.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Counted from 1, as an editor counts.
    pub number: u32,
    /// The text, decoded; bytes that no encoding explains are U+FFFD.
    pub text: &'a str,
    /// Whether the line was longer than the cap and its rest was left out.
    pub cut: bool,
}

/// An open source: decompressed, decoded, capped, and read line by line.
pub trait Input {
    /// The path as shown, without a compression suffix.
    fn path(&self) -> &str;
    /// The next line, or `None` at the end. Never fails: what cannot be read ends the input, and
    /// [`Input::trouble`] says why.
    fn next_line(&mut self) -> Option<Line<'_>>;
    /// Why reading ended early, in a sentence that ends with what to do.
    fn trouble(&self) -> Option<&str>;
    /// The origin of a line in this source, by the number that [`Input::next_line`] gave it. Readers
    /// ask here and never count themselves: a part of a recording stands somewhere else in its file.
    fn origin(&self, line: u32) -> Origin;
    /// The key for fingerprints.
    fn secrets(&self) -> &SecretKey;
    /// The file's modification time: the last resort for years and collection dates.
    fn modified(&self) -> Option<Moment>;
    /// The zone assumed for stamps that name none, in seconds east of UTC, from `--tz` or
    /// `seawall.toml`; `None` means UTC and an error of the widest zone, 14 hours.
    fn assumed_offset(&self) -> Option<i32>;
    /// Whether the line just given has no line end although lines before it do: somebody may still
    /// be writing it, so nothing should be concluded from how it ends.
    fn still_being_written(&self) -> bool {
        false
    }
    /// The same source once more from its first line, for readers that must look twice (years that
    /// only the end of a log tells); `None` where that is impossible.
    fn again(&self) -> Option<Box<dyn Input>> {
        None
    }
}

/// Where readers put rows. The engine writes them to the store, tests keep them in a `Vec`.
pub trait Rows {
    /// Takes one row.
    fn push(&mut self, row: Row);
}

impl Rows for Vec<Row> {
    fn push(&mut self, row: Row) {
        Self::push(self, row);
    }
}

/// Reads one kind of file. It never fails and never panics, whatever the bytes.
pub trait Reader: Send + Sync {
    /// Its name, as the registry, the tests and `seawall inputs` print it.
    fn id(&self) -> &'static str;
    /// Whether this file is one of its own, from its path and start alone.
    fn recognises(&self, head: &Head<'_>) -> Sure;
    /// Reads to the end, pushes rows, and says what was understood.
    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage;
}
