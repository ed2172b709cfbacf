//! The engine from outside, in one binary, because each that links it costs a link: the store, and
//! the estate over it.

#![expect(clippy::unwrap_used, reason = "a test stops where something fails")]

mod estate;
mod store;
