//! Device configurations, typed commands and show output to facts, one module per operating
//! system; redaction.
//!
//! What it leaves out: files, logs, the store. It sees text and the compiled content.

pub mod command;
mod ios;
mod ios_xr;
mod lines;
mod nx_os;
pub mod platforms;
mod recognised;
pub mod redact;
mod rows;
mod shape;
mod show;
mod signs;
mod template;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod testing;
mod words;

use std::sync::Arc;

use seawall_model::Reader;

pub use platforms::Platforms;
pub use show::UNREAD;

/// Makes a reader that knows these platforms.
pub type Build = fn(&Arc<Platforms>) -> Box<dyn Reader>;

/// Readers of configurations and of `show version`, and of what is only recognised.
const OWN: [Build; 7] = [
    |platforms| Box::new(ios::ShowVersion::new(platforms)),
    |platforms| Box::new(ios::Configuration::new(platforms)),
    |platforms| Box::new(ios_xr::ShowVersion::new(platforms)),
    |platforms| Box::new(ios_xr::Configuration::new(platforms)),
    |platforms| Box::new(nx_os::ShowVersion::new(platforms)),
    |platforms| Box::new(nx_os::Configuration::new(platforms)),
    |platforms| Box::new(recognised::Recognised::new(platforms)),
];

/// The readers of this crate, in the order in which equals win.
pub const READERS: &[Build] = &joined();

/// The two lists as one.
const fn joined() -> [Build; OWN.len() + show::READERS.len()] {
    let mut all = [OWN[0]; OWN.len() + show::READERS.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < OWN.len() {
            OWN[at]
        } else {
            show::READERS[at - OWN.len()]
        };
        at += 1;
    }
    all
}
