//! `control-plane management-plane`: who may reach which management protocol on which interface.
//! Each permission is an entry of a list named after its place, and the list guards the protocol:
//! so it is asked like any access list.

use seawall_model::tables::{DeviceAclEntry, DeviceAclUse};

use crate::ios_xr::access_list::network_end;
use crate::rows::Collected;
use crate::shape::{LineKind, Text, Tree};

/// Pushes the entries and the places they guard.
pub(crate) fn rows(text: &Text, tree: &Tree, tops: &[usize], collected: &mut Collected) {
    for index in tops.iter().copied() {
        if text.line(index) != "control-plane" {
            continue;
        }
        for inside in tree.inside(index) {
            if tree.kind(inside) == LineKind::Statement
                && let Some(rest) = text.line(inside).strip_prefix("allow ")
                && let Some(place) = place(text, tree, inside)
            {
                allow(text, tree, inside, rest, &place, collected);
            }
        }
    }
}

/// `inband interface all`: the two lines an `allow` stands in.
fn place(text: &Text, tree: &Tree, index: usize) -> Option<String> {
    let interface = tree.parent(index)?;
    let band = tree.parent(interface)?;
    let (interface, band) = (text.line(interface), text.line(band));
    let known = interface.starts_with("interface ") && matches!(band, "inband" | "out-of-band");
    known.then(|| format!("{band} {interface}"))
}

/// `allow SSH`, `allow SSH peer` with `address ipv4 192.0.2.0/24` in it.
fn allow(
    text: &Text,
    tree: &Tree,
    index: usize,
    rest: &str,
    place: &str,
    collected: &mut Collected,
) {
    let protocol = rest.split(' ').next().unwrap_or(rest);
    let list = format!("management-plane {place} {protocol}");
    let entry = |source_text: &str| DeviceAclEntry {
        access_list: list.clone(),
        action: "permit".to_owned(),
        protocol: Some(protocol.to_owned()),
        source_text: source_text.to_owned(),
        ..DeviceAclEntry::default()
    };
    let line = index as u32 + 1;
    let mut peers = false;
    for child in tree.inside(index) {
        let words: Vec<&str> = text.line(child).split_ascii_whitespace().collect();
        let ["address", "ipv4" | "ipv6", network, ..] = words[..] else {
            continue;
        };
        peers = true;
        let mut row = entry(network);
        if let Some(end) = network_end(network, None) {
            (row.source, row.source_prefix_length) = (end.address, end.length);
        }
        collected.push(row, child as u32 + 1);
    }
    if !peers {
        collected.push(entry("any"), line);
    }
    let used_by = match protocol.to_ascii_lowercase().as_str() {
        "ssh" | "netconf" => "ssh",
        "snmp" => "snmp",
        "http" | "xml" => "http",
        "tftp" => "tftp",
        // Whoever may use everything may also log in.
        "telnet" | "all" => "vty",
        _ => "control-plane",
    };
    collected.push(
        DeviceAclUse {
            access_list: list,
            used_by: used_by.to_owned(),
            object: Some(place.to_owned()),
            direction: Some("in".to_owned()),
            ..DeviceAclUse::default()
        },
        line,
    );
}
