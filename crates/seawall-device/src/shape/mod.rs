//! Shapes that several grammars share; the grammars themselves never are.
//!
//! Here is one: blocks by indentation, which each platform makes into a tree by its own grammar.
//! Braced blocks come with the first platform that needs them.

mod indented;
mod text;
mod tree;

pub(crate) use indented::Indented;
pub(crate) use text::Text;
pub(crate) use tree::{LineKind, Tree};
