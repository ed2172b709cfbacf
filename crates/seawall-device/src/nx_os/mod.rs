//! Cisco NX-OS: configurations and `show version`.
//!
//! Most lines are read by the templates of `content/platforms/cisco-nx-os/facts.yaml`; here is what
//! needs more than one line (interfaces, tunnels, access lists, neighbours, applets, jobs) and what
//! needs arithmetic. What it leaves out is counted as unsupported or unrecognised: Fibre Channel,
//! quality of service, and the attribution of lines to VDCs, for which no table has a column.

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
mod tree;

pub(crate) use configuration::Configuration;
pub(crate) use show_version::ShowVersion;
