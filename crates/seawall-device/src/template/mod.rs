//! Line templates: the closed notation in which `facts.yaml` says what a line means. The same
//! templates read configuration lines and typed commands, so that a secret is declared once.
//!
//! A template is words separated by spaces:
//!
//! | written | means |
//! |---|---|
//! | `word` | this word, without case |
//! | `a\|b` | one of these words |
//! | `{column}` | one word, or one quoted text, that goes to this column; `{_}` is thrown away, `{address}` takes only an address, `{network}` only an address with its length, `{host}` an address or a name |
//! | `{column:secret}` | a secret, which may be preceded by its type (`0`, `5`, `7`, `encrypted`, …, which goes to `secret_type`); as the last thing it reaches to the end of the line |
//! | `{column:rest}` | everything to the end of the line |
//! | `[…]` | may be missing: words and captures, nothing nested |
//!
//! An optional part that begins with a word is there if that word is. One that begins with a
//! capture is there if enough words are left for what follows. So matching looks at every word
//! once and never goes back. The whole line must match. A leading `no` or `default` is taken off
//! first, unless a template begins with it.
//!
//! What it leaves out: regular expressions, nesting, anything that needs two lines. That is Rust in
//! the platform's module.

mod facts;
mod file;
mod found;
mod notation;

pub(crate) use facts::{Class, Facts, Inside, Key, Template};
pub(crate) use file::{Output, RowRule, Value};
pub(crate) use found::{Capture, Found};
pub(crate) use notation::{Form, Item, is_secret_type};
