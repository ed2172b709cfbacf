//! Under which names a configuration knows its device.

use seawall_model::tables::DeviceName;

use crate::ios::alias_of_path;
use crate::ios_xr::completeness::prompt;
use crate::ios_xr::identity::Identity;
use crate::ios_xr::interface::Interface;
use crate::rows::Collected;
use crate::shape::Text;
use crate::words::unquoted;

/// The `hostname` line (from 0) and its value: the last one wins, as on the device.
pub(crate) fn hostname(text: &Text, tops: &[usize]) -> Option<(usize, String)> {
    let line = |n: &usize| {
        let name = unquoted(text.line(*n).strip_prefix("hostname ")?.trim());
        (!name.is_empty()).then(|| (*n, name.to_owned()))
    };
    tops.iter().rev().find_map(line)
}

/// The name in the terminal's prompt, for a configuration that names no host.
pub(crate) fn prompted(text: &Text, tops: &[usize]) -> Option<(usize, String)> {
    let line = |n: &usize| prompt(text.line(*n)).map(|name| (*n, name.to_owned()));
    tops.iter().find_map(line)
}

/// One row for every name, address and serial number.
pub(crate) fn rows(
    text: &Text,
    tops: &[usize],
    path: &str,
    host: Option<&(usize, String)>,
    identity: &Identity,
    interfaces: &[Interface],
    collected: &mut Collected,
) {
    let mut push = |kind: &str, name: String, line: usize| {
        let row = DeviceName {
            name_kind: kind.to_owned(),
            name: Some(name),
            ..DeviceName::default()
        };
        collected.push(row, line as u32);
    };
    if let Some((index, name)) = host {
        push("hostname", name.clone(), index + 1);
        if let Some((line, domain)) = domain(text, tops)
            && !name.contains('.')
        {
            push("full-name", format!("{name}.{domain}"), line + 1);
        }
    }
    if let Some(serial) = &identity.serial {
        push("serial", serial.clone(), 0);
    }
    if let Some(name) = alias_of_path(path) {
        push("file-name", name, 0);
    }
    for interface in interfaces {
        for address in &interface.addresses {
            let row = DeviceName {
                name_kind: "interface-address".to_owned(),
                address: Some(address.address),
                vrf: interface.vrf.clone(),
                ..DeviceName::default()
            };
            collected.push(row, address.line);
        }
    }
}

/// `domain name example.net`; those of a VRF are of its customers.
fn domain(text: &Text, tops: &[usize]) -> Option<(usize, String)> {
    let line = |n: &usize| {
        let domain = text.line(*n).strip_prefix("domain name ")?.trim();
        (!domain.contains(' ')).then(|| (*n, domain.to_owned()))
    };
    tops.iter().find_map(line)
}
