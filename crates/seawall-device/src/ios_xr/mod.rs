//! Cisco IOS XR: configurations and `show version`.
//!
//! Most lines are read by the templates of `content/platforms/cisco-ios-xr/facts.yaml`; here is what
//! needs more than one line (interfaces, tunnels, access lists, management planes, neighbours) and
//! what needs arithmetic (masks, times). The flat form of `show running-config formal` is folded
//! into blocks first, so that both are read alike. What it leaves out is counted as unsupported or
//! unrecognised; the Linux below IOS XR is seen only through what is typed and logged.

mod aaa;
mod access_list;
mod completeness;
mod configuration;
mod formal;
mod header;
mod identity;
mod interface;
mod management_plane;
mod names;
mod routing;
mod show_version;
mod stamp;
mod tree;

pub(crate) use configuration::Configuration;
pub(crate) use show_version::ShowVersion;
