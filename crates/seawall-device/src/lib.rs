//! Device configurations, typed commands and show output to facts, one module per operating
//! system; redaction.
//!
//! What it leaves out: files, logs, the store. It sees text and the compiled content.

pub mod command;
pub mod platforms;
pub mod recognised;
pub mod redact;
pub mod show_version;

use std::sync::Arc;

use seawall_model::Reader;

pub use platforms::Platforms;

/// Makes a reader that knows these platforms.
pub type Build = fn(&Arc<Platforms>) -> Box<dyn Reader>;

/// The readers of this crate, in the order in which equals win.
pub const READERS: &[Build] = &[show_version::build];
