//! A text in memory as an [`Input`]: for tests, fuzz targets and benches, and for whoever uses a
//! reader without files.

use std::sync::Arc;

use crate::{Input, Line, Moment, Origin, SecretKey};

/// A text in memory, read line by line.
#[derive(Clone, Debug)]
pub struct TextInput {
    path: String,
    text: Arc<str>,
    at: usize,
    number: u32,
    source: u32,
    secrets: SecretKey,
    modified: Option<Moment>,
    assumed_offset: Option<i32>,
}

impl TextInput {
    /// A text that is shown under `path`, as source 1.
    #[must_use]
    pub fn new(path: &str, text: &str, secrets: &SecretKey) -> Self {
        Self {
            path: path.to_owned(),
            text: text.into(),
            at: 0,
            number: 0,
            source: 1,
            secrets: secrets.clone(),
            modified: None,
            assumed_offset: None,
        }
    }

    /// With a modification time.
    #[must_use]
    pub fn modified(mut self, modified: Moment) -> Self {
        self.modified = Some(modified);
        self
    }

    /// With a zone for stamps that name none, in seconds east of UTC.
    #[must_use]
    pub fn offset(mut self, seconds: i32) -> Self {
        self.assumed_offset = Some(seconds);
        self
    }
}

impl Input for TextInput {
    fn path(&self) -> &str {
        &self.path
    }

    fn next_line(&mut self) -> Option<Line<'_>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (line, next) = match rest.find('\n') {
            Some(end) => (&rest[..end], end + 1),
            None => (rest, rest.len()),
        };
        self.at += next;
        self.number = self.number.saturating_add(1);
        Some(Line {
            number: self.number,
            text: line.strip_suffix('\r').unwrap_or(line),
            cut: false,
        })
    }

    fn trouble(&self) -> Option<&str> {
        None
    }

    fn origin(&self, line: u32) -> Origin {
        Origin::new(self.source, line)
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
            number: 0,
            ..self.clone()
        }))
    }
}
