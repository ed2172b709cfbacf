//! `show ip interface brief` and its relatives: the addresses the device is known by.
//!
//! Only names come of it: what guards an interface is not shown, and a row without it would read
//! as an interface that nothing guards.

use seawall_model::Address;
use seawall_model::tables::DeviceName;

use super::{Command, Output};
use crate::shape::Columns;

pub(super) const BRIEF: Command = Command {
    id: "show-ip-interface-brief",
    typed: &[
        "show ip interface brief …",
        "show ipv4 interface brief …",
        "show ipv4 vrf all interface brief",
        "show ipv6 interface brief …",
        "show ip interface brief vrf all",
    ],
    whole: &["", "vrf all"],
    looks: |line| {
        vrf(line).is_some()
            || Columns::of(line, 0, &["Interface", "IP-Address", "Status", "Protocol"]).is_some()
    },
    read,
};

/// NX-OS: `IP Interface Status for VRF "management"(2)`.
fn vrf(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix("IP Interface Status for VRF \"")
        .or_else(|| line.strip_prefix("IPv6 Interface Status for VRF \""))?;
    rest.split('"').next()
}

fn read(output: &mut Output<'_>) {
    let mut context = None;
    // Whether the last column names the VRF.
    let mut named = None;
    for index in output.lines() {
        let (line, indent) = (output.line(index), output.indent(index));
        if let Some(vrf) = vrf(line) {
            output.platform = Some("cisco-nx-os");
            context = output.some(vrf).filter(|vrf| vrf != "default");
            output.begin(index);
            continue;
        }
        if line.starts_with("Interface ") || line.starts_with("prot/link/admin") {
            named = Columns::of(
                line,
                indent,
                &["Interface", "IP-Address", "Status", "Protocol", "Vrf-Name"],
            );
            if named.is_some() {
                output.platform = Some("cisco-ios-xr");
            }
            output.begin(index);
            continue;
        }
        if !output.begun {
            continue;
        }
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let address = match words.as_slice() {
            // IPv6: the address alone below the interface, or as a second one.
            [address] => Address::parse(address),
            [_, address, ..] => Address::parse(address.split('/').next().unwrap_or_default()),
            [] => None,
        };
        let vrf = match (&named, words.as_slice()) {
            (Some(_), [_, _, _, .., last]) => output.some(last).filter(|vrf| vrf != "default"),
            _ => context.clone(),
        };
        match address.filter(|address| !is_link_local(*address)) {
            Some(address) => {
                let row = DeviceName {
                    name_kind: "interface-address".to_owned(),
                    address: Some(address),
                    vrf,
                    ..DeviceName::default()
                };
                output.push(row, index);
            }
            // No address, or one that is good on one link only.
            None => output.known(index),
        }
    }
}

fn is_link_local(address: Address) -> bool {
    matches!(address.to_ip(), std::net::IpAddr::V6(six) if six.is_unicast_link_local())
}
