//! What a template found in a line.

use crate::template::{Form, Template};
use crate::words::unquoted;

/// One captured piece of a line, by position.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Capture<'t> {
    /// The column it goes to.
    pub(crate) column: &'t str,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
    /// Whether it is one word, a secret or the rest.
    pub(crate) form: Form,
    /// Where a secret's type stands.
    pub(crate) kind: Option<(usize, usize)>,
}

impl Capture<'_> {
    /// The text, without the quotes around it.
    pub(crate) fn text<'l>(&self, line: &'l str) -> &'l str {
        let text = line.get(self.start..self.end).unwrap_or_default();
        unquoted(text.trim_end())
    }

    /// A secret's type, if it is written.
    pub(crate) fn kind<'l>(&self, line: &'l str) -> Option<&'l str> {
        let (start, end) = self.kind?;
        line.get(start..end)
    }
}

/// The template that matched a line and its captures. Reused from line to line.
#[derive(Debug, Default)]
pub(crate) struct Found<'t> {
    /// The template; `None` before anything matched.
    pub(crate) template: Option<&'t Template>,
    /// In the order of the line.
    pub(crate) captures: Vec<Capture<'t>>,
    /// Whether a leading `no` or `default` was taken off.
    pub(crate) negated: bool,
    /// Which of the enclosing blocks given is the one the template names, if it names one.
    pub(crate) block: Option<usize>,
}
