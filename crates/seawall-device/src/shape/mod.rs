//! Shapes that several grammars share; the grammars themselves never are.
//!
//! Here are a snapshot held whole, the tree of its lines, and blocks by indentation. Braced blocks
//! come with the first platform that needs them.

mod columns;
mod indented;
mod text;
mod tree;

pub(crate) use columns::{Columns, pair};
pub(crate) use indented::Indented;
pub(crate) use text::Text;
pub(crate) use tree::{LineKind, Tree};
