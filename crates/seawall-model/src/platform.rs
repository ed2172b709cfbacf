//! What we know of an operating system without reading its grammar:
//! `content/platforms/<id>/platform.yaml`. Line templates (`facts.yaml`) belong to seawall-device.

use serde::{Deserialize, Serialize};

/// A platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// Kebab-case, equal to its folder's name.
    pub id: String,
    /// The name a person uses.
    pub title: String,
    /// Whether a reader turns its configurations into rows. If not, its devices are listed as
    /// recognised, not yet read, and every question about them is answered cannot tell.
    pub reads: bool,
    /// Whether questions are put to its devices. Servers are witnesses only.
    #[serde(default = "yes")]
    pub asked: bool,
    /// Other spellings of the id, as inventories and tools write them; compared without case.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Signs in a configuration's or output's first 64 KiB.
    #[serde(default)]
    pub signs: Vec<Sign>,
    /// First words of lines that name the device, such as `hostname` or `set system host-name`;
    /// the next word, without `;` and quotes, is the name.
    #[serde(default)]
    pub hostname: Vec<String>,
    /// What is on or off when no line says so.
    #[serde(default)]
    pub defaults: Defaults,
}

const fn yes() -> bool {
    true
}

/// A sign by which a platform's text is known. Exactly one of the three texts is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// A line begins with this, indentation aside.
    #[serde(default)]
    pub line: Option<String>,
    /// The text contains this anywhere.
    #[serde(default)]
    pub text: Option<String>,
    /// The path contains this, without case.
    #[serde(default)]
    pub path: Option<String>,
    /// 1: shape only; 2: few others carry it; 3 and more: nothing else does; negative: speaks
    /// against.
    pub weight: i32,
}

/// What a platform does when no line says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defaults {
    /// Services and settings.
    #[serde(default)]
    pub services: Vec<ServiceDefault>,
}

/// One service's default. A complete configuration without a line about it gets a row of
/// `device_service` with `is_default`, whose origin is the whole file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceDefault {
    /// As in `device_service.service`.
    pub service: String,
    /// Whether it is on.
    pub enabled: bool,
    /// Its port by default.
    #[serde(default)]
    pub port: Option<i64>,
    /// Only where one of these first words stands at the top level of the configuration, for
    /// services that only some models have (a switch has `spanning-tree`); empty means always.
    #[serde(default)]
    pub only_with: Vec<String>,
    /// Only on releases before this one (numbers and dots), for services that later releases
    /// dropped; without it on every release, and on a release nobody knows.
    #[serde(default)]
    pub only_before: Option<String>,
    /// Where this is stated.
    pub source: String,
}
