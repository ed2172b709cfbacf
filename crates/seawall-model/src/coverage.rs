//! What a reader understood of a source, and what it did not. The five counts follow Batfish's
//! five states of a configuration line: unread must never look like clean.

use std::collections::BTreeMap;

use crate::{Kind, Moment, SaidBy};

/// The counts and bounds of one reading. `read + irrelevant + unsupported + unrecognised` is the
/// number of lines (or records) of the source: a test holds every reader to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// What the source turned out to hold.
    pub kind: Kind,
    /// Whose word it is.
    pub said_by: SaidBy,
    /// The platform, if the content tells.
    pub platform: Option<String>,
    /// The device a snapshot speaks of, as the content or else the path names it.
    pub device: Option<String>,
    /// When a snapshot was taken, by its own header; `None` if it does not say.
    pub collected: Option<Moment>,
    /// Lines turned into rows beyond their mere text.
    pub read: u64,
    /// Lines known to carry nothing for any table: blanks, separators, settings no hunt asks for.
    pub irrelevant: u64,
    /// Lines recognised and not yet turned into rows.
    pub unsupported: u64,
    /// Lines nobody knows.
    pub unrecognised: u64,
    /// The commonest shapes among unsupported and unrecognised lines: digits, addresses and
    /// quoted text replaced, secrets masked; counts of at most [`Shape::KEPT`] distinct shapes.
    pub shapes: BTreeMap<String, u64>,
    /// Earliest time in it.
    pub from: Option<Moment>,
    /// Latest time in it.
    pub until: Option<Moment>,
    /// Whether the source shows itself to be whole: its platform's own signs for a snapshot,
    /// read to the end for a log.
    pub complete: bool,
    /// Why it is incomplete or what was assumed (which year and zone, and from where), in full
    /// sentences that end with what to do.
    pub notes: Vec<String>,
}

/// A normalised line, for counting what was not understood.
pub struct Shape;

impl Shape {
    /// Distinct shapes kept per source; further ones are counted under `…other shapes`.
    pub const KEPT: usize = 200;

    /// The shape of a redacted line: digits become `9` runs, at most 80 characters.
    #[must_use]
    pub fn of(line: &str) -> String {
        let mut shape = String::with_capacity(80);
        let mut last = ' ';
        for c in line.trim().chars() {
            let c = match c {
                '0'..='9' => '9',
                c if c.is_control() => '\u{fffd}',
                c => c,
            };
            if (c == '9' || c == ' ') && c == last {
                continue;
            }
            shape.push(c);
            last = c;
            if shape.len() >= 80 {
                break;
            }
        }
        shape
    }
}

impl Coverage {
    /// Nothing read yet, of this kind.
    #[must_use]
    pub fn new(kind: Kind, said_by: SaidBy) -> Self {
        Self {
            kind,
            said_by,
            platform: None,
            device: None,
            collected: None,
            read: 0,
            irrelevant: 0,
            unsupported: 0,
            unrecognised: 0,
            shapes: BTreeMap::new(),
            from: None,
            until: None,
            complete: false,
            notes: Vec::new(),
        }
    }

    /// Lines or records in all.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.read + self.irrelevant + self.unsupported + self.unrecognised
    }

    /// Counts a line that was recognised and not turned into rows; `redacted` has no secret.
    pub fn not_supported(&mut self, redacted: &str) {
        self.unsupported += 1;
        self.count_shape(redacted);
    }

    /// Counts a line nobody knows; `redacted` has no secret.
    pub fn not_recognised(&mut self, redacted: &str) {
        self.unrecognised += 1;
        self.count_shape(redacted);
    }

    /// Widens the span of times seen.
    pub fn saw(&mut self, time: Moment) {
        self.from = Some(self.from.map_or(time, |from| from.min(time)));
        self.until = Some(self.until.map_or(time, |until| until.max(time)));
    }

    fn count_shape(&mut self, redacted: &str) {
        let shape = Shape::of(redacted);
        if self.shapes.len() >= Shape::KEPT && !self.shapes.contains_key(&shape) {
            *self.shapes.entry("…other shapes".to_owned()).or_default() += 1;
        } else {
            *self.shapes.entry(shape).or_default() += 1;
        }
    }
}
