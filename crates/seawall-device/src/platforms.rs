//! `content/platforms`, compiled: signs, defaults and line templates.

use seawall_model::{Content, Problem};

/// Every platform, ready for use by readers.
#[derive(Debug, Default)]
pub struct Platforms {}

impl Platforms {
    /// Compiles `platform.yaml` and `facts.yaml` of every platform; a broken file is listed and
    /// left out.
    #[must_use]
    pub fn compile(content: &Content) -> (Self, Vec<Problem>) {
        let _ = content;
        (Self::default(), Vec::new())
    }
}
