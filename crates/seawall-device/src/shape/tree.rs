//! A snapshot as a tree: which line stands in which, and which lines are text that must never be
//! read as commands. How the tree is built is each grammar's own affair.

use crate::shape::Text;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Nothing on it.
    Blank,
    /// `!` and what follows it.
    Comment,
    /// A command.
    Statement,
    /// A command that the device types itself, inside a script.
    Script,
    /// Text of a banner, menu or macro.
    Words,
    /// Hexadecimal digits of a certificate or key.
    Digits,
}

/// The tree: one entry a line.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    kinds: Vec<LineKind>,
    parents: Vec<u32>,
    has_children: Vec<bool>,
    /// What is still open at the end: the line it began on, counted from 0.
    pub(crate) open_text: Option<usize>,
}

const NONE: u32 = u32::MAX;

impl Tree {
    /// A tree of lines that all are blank yet.
    pub(crate) fn blank(text: &Text) -> Self {
        Self {
            kinds: vec![LineKind::Blank; text.len()],
            parents: vec![NONE; text.len()],
            has_children: vec![false; text.len()],
            open_text: None,
        }
    }

    /// Says what a line is and which line it stands in; lines are counted from 0.
    pub(crate) fn set(&mut self, index: usize, kind: LineKind, parent: Option<u32>) {
        if let Some(slot) = self.kinds.get_mut(index) {
            *slot = kind;
        }
        if let Some(slot) = self.parents.get_mut(index) {
            *slot = parent.unwrap_or(NONE);
        }
        if let Some(slot) = parent.and_then(|n| self.has_children.get_mut(n as usize)) {
            *slot = true;
        }
    }

    /// What a line is; lines are counted from 0.
    pub(crate) fn kind(&self, index: usize) -> LineKind {
        self.kinds.get(index).copied().unwrap_or(LineKind::Blank)
    }

    /// The line it stands in.
    pub(crate) fn parent(&self, index: usize) -> Option<usize> {
        self.parents
            .get(index)
            .filter(|parent| **parent != NONE)
            .map(|parent| *parent as usize)
    }

    /// Whether something stands in it.
    pub(crate) fn has_children(&self, index: usize) -> bool {
        self.has_children.get(index).copied().unwrap_or(false)
    }

    /// The statements directly in a line. They follow it; the first line that stands in none of
    /// its descendants ends them.
    pub(crate) fn children(&self, index: usize) -> impl Iterator<Item = usize> {
        let inside = self.inside(index);
        inside
            .filter(move |n| self.parent(*n) == Some(index) && self.kind(*n) == LineKind::Statement)
    }

    /// The lines below a line that stand in it, at any depth.
    pub(crate) fn inside(&self, index: usize) -> impl Iterator<Item = usize> {
        let until = if self.has_children(index) {
            self.kinds.len()
        } else {
            index
        };
        let ends = move |n: &usize| {
            self.kind(*n) == LineKind::Statement && self.parent(*n).is_none_or(|p| p < index)
        };
        (index + 1..until.max(index + 1)).take_while(move |n| !ends(n))
    }
}
