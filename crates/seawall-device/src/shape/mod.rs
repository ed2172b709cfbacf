//! Shapes that several grammars share; the grammars themselves never are.
//!
//! Here is one: blocks by indentation. Braced blocks come with the first platform that needs them.

mod columns;
mod indented;
mod text;

pub(crate) use columns::{Columns, pair};
pub(crate) use indented::Indented;
pub(crate) use text::Text;
