//! A part of a text that holds several: the output of one command in a recording, one answer in a
//! collector's JSON. Its lines are numbered from 1 for whoever reads them; [`Input::origin`] says
//! where each of them stands in the file.

use std::sync::Arc;

use seawall_model::{Head, Input, Line, Moment, Origin, SecretKey};
use sha2::{Digest, Sha256};

use super::{Source, hex};

/// Bytes that recognition sees.
const HEAD: usize = 64 * 1024;

/// One part.
#[derive(Clone, Debug)]
pub struct Part {
    /// The path as shown: `outer!inner`.
    pub shown: String,
    /// What is counted if nobody reads it: the command, without secrets.
    pub command: String,
    /// When it was recorded, if the recording says so.
    pub(crate) collected: Option<Moment>,
    lines: Arc<Lines>,
}

/// The lines of a part and where they stand in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    text: String,
    /// Number in the file; end in `text`.
    ends: Vec<(u32, usize)>,
    /// The last number that [`Lines::extend`] gave.
    last: u32,
}

impl Lines {
    /// Adds a line that stands at `number` in the file.
    pub(crate) fn push(&mut self, number: u32, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.ends.push((number, self.text.len()));
    }

    /// A text whose lines are counted from 1.
    pub(crate) fn of(text: &str) -> Self {
        let mut lines = Self::default();
        lines.extend(text);
        lines
    }

    /// Adds the lines of a text, counted on.
    pub(crate) fn extend(&mut self, text: &str) {
        for line in text.lines() {
            self.last += 1;
            let number = self.last;
            self.push(number, super::prompt::clean(line).0.trim_end_matches('\r'));
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl Part {
    pub(crate) fn new(shown: String, command: String, lines: Lines) -> Self {
        Self {
            shown,
            command,
            collected: None,
            lines: Arc::new(lines),
        }
    }

    /// How many lines it has.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.lines.len() as u64
    }

    /// Opens it as source `number`.
    #[must_use]
    pub fn open(
        &self,
        number: u32,
        secrets: &SecretKey,
        modified: Option<Moment>,
        assumed_offset: Option<i32>,
    ) -> OpenPart {
        OpenPart {
            shown: self.shown.clone(),
            lines: Arc::clone(&self.lines),
            collected: self.collected,
            at: 0,
            number,
            secrets: secrets.clone(),
            modified,
            assumed_offset,
            whole: None,
            trouble: None,
        }
    }
}

/// An open part.
#[derive(Clone)]
pub struct OpenPart {
    shown: String,
    lines: Arc<Lines>,
    collected: Option<Moment>,
    at: usize,
    number: u32,
    secrets: SecretKey,
    modified: Option<Moment>,
    assumed_offset: Option<i32>,
    /// The digest and size of the file, where this is all of it.
    whole: Option<(String, u64)>,
    /// Why the file was not read to its end.
    trouble: Option<String>,
}

impl OpenPart {
    /// For a part that is the whole of a file, only cleaned: with the file's digest, size and
    /// trouble.
    pub(crate) fn whole(mut self, sha256: String, bytes: u64, trouble: Option<String>) -> Self {
        self.whole = Some((sha256, bytes));
        self.trouble = trouble;
        self
    }
}

impl Source for OpenPart {
    fn head(&self) -> Head<'_> {
        let text = self.lines.text.as_str();
        let end = match text.len() {
            0..HEAD => text.len(),
            _ => memchr::memrchr(b'\n', text.as_bytes().get(..HEAD).unwrap_or_default())
                .map_or(0, |end| end + 1),
        };
        Head {
            path: &self.shown,
            text: text.get(..end).unwrap_or_default(),
        }
    }

    fn collected(&self) -> Option<Moment> {
        self.collected
    }

    fn finish(self: Box<Self>) -> (String, u64) {
        if let Some(whole) = self.whole {
            return whole;
        }
        let digest = Sha256::digest(self.lines.text.as_bytes());
        (hex(&digest), self.lines.text.len() as u64)
    }
}

impl Input for OpenPart {
    fn path(&self) -> &str {
        &self.shown
    }

    fn next_line(&mut self) -> Option<Line<'_>> {
        let (_, end) = *self.lines.ends.get(self.at)?;
        let start = match self.at.checked_sub(1) {
            Some(before) => self.lines.ends.get(before)?.1,
            None => 0,
        };
        self.at += 1;
        Some(Line {
            number: u32::try_from(self.at).unwrap_or(u32::MAX),
            text: self
                .lines
                .text
                .get(start..end.saturating_sub(1))
                .unwrap_or_default(),
            cut: false,
        })
    }

    fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    fn origin(&self, line: u32) -> Origin {
        let index = (line as usize).checked_sub(1);
        let place = index.and_then(|index| self.lines.ends.get(index));
        Origin::new(self.number, place.map_or(line, |(place, _)| *place))
    }

    fn secrets(&self) -> &SecretKey {
        &self.secrets
    }

    fn modified(&self) -> Option<Moment> {
        self.modified
    }

    fn assumed_offset(&self) -> Option<i32> {
        self.assumed_offset
    }

    fn again(&self) -> Option<Box<dyn Input>> {
        Some(Box::new(Self {
            at: 0,
            ..self.clone()
        }))
    }
}
