//! Cisco IOS and IOS XE, which share one grammar: configurations and `show version`.
//!
//! Most lines are read by the templates of `content/platforms/cisco-ios/facts.yaml`; here is what
//! needs more than one line (interfaces, tunnels, access lists, neighbours, applets) and what needs
//! arithmetic (masks, times). What it leaves out is counted as unsupported or unrecognised.

mod access_list;
mod completeness;
mod configuration;
mod header;
mod identity;
mod interface;
mod names;
mod peers;
mod places;
mod scripts;
mod show_version;
mod stamp;
mod tree;

pub(crate) use completeness::prompt;
pub(crate) use configuration::Configuration;
pub(crate) use interface::{prefix_length, wildcard_length};
pub(crate) use names::{alias_of_path, of_path as names_of_path};
pub(crate) use scripts::{Before, mask as mask_script};
pub(crate) use show_version::ShowVersion;
pub(crate) use stamp::Clock;
