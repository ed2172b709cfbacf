//! Where packets go and who says so: static routes, and BGP neighbours with what their groups say
//! for them.

use std::collections::BTreeMap;

use seawall_model::tables::{DevicePeer, DeviceRoute};
use seawall_model::{Address, Fingerprint, SecretKey};

use crate::redact::{fingerprint, free_text};
use crate::rows::Collected;
use crate::shape::{LineKind, Text, Tree};
use crate::template::is_secret_type;

/// Pushes one row for each static route and each BGP neighbour.
pub(crate) fn rows(
    text: &Text,
    tree: &Tree,
    tops: &[usize],
    secrets: &SecretKey,
    collected: &mut Collected,
) {
    for index in tops.iter().copied() {
        let line = text.line(index);
        if line == "router static" {
            routes(text, tree, index, collected);
        } else if line.starts_with("router bgp ") {
            neighbours(text, tree, index, secrets, collected);
        }
    }
}

fn routes(text: &Text, tree: &Tree, first: usize, collected: &mut Collected) {
    for index in tree.inside(first) {
        if tree.kind(index) != LineKind::Statement {
            continue;
        }
        let words: Vec<&str> = text.line(index).split_ascii_whitespace().collect();
        let Some((network, rest)) = words.split_first() else {
            continue;
        };
        let Some((network, length)) = network.split_once('/') else {
            continue;
        };
        let Some(network) = Address::parse(network) else {
            continue;
        };
        let mut row = DeviceRoute {
            network: Some(network),
            prefix_length: length.parse().ok(),
            vrf: vrf_of(text, tree, index),
            ..DeviceRoute::default()
        };
        let mut rest = rest.iter().copied();
        while let Some(word) = rest.next() {
            if word == "vrf" {
                // The VRF of the next hop, not of the route.
                rest.next();
            } else if let Some(address) = Address::parse(word) {
                row.next_hop = row.next_hop.or(Some(address));
            } else if row.interface.is_none()
                && row.next_hop.is_none()
                && word.bytes().any(|b| b.is_ascii_digit())
                && word.starts_with(|c: char| c.is_ascii_alphabetic())
            {
                row.interface = Some(word.to_owned());
            } else {
                break;
            }
        }
        collected.push(row, index as u32 + 1);
    }
}

/// The VRF block that a line stands in.
fn vrf_of(text: &Text, tree: &Tree, index: usize) -> Option<String> {
    let mut at = tree.parent(index);
    while let Some(parent) = at {
        if let Some(vrf) = text.line(parent).strip_prefix("vrf ") {
            return Some(vrf.trim().to_owned());
        }
        at = tree.parent(parent);
    }
    None
}

/// What a neighbour or a group says.
#[derive(Clone, Debug, Default)]
struct Said {
    line: u32,
    remote_as: Option<String>,
    description: Option<String>,
    secret: Option<Fingerprint>,
    from: Vec<String>,
}

fn neighbours(
    text: &Text,
    tree: &Tree,
    first: usize,
    secrets: &SecretKey,
    collected: &mut Collected,
) {
    let mut groups: BTreeMap<String, Said> = BTreeMap::new();
    let mut peers: Vec<(Address, Said)> = Vec::new();
    for index in tree.inside(first) {
        if tree.kind(index) != LineKind::Statement {
            continue;
        }
        let words: Vec<&str> = text.line(index).split_ascii_whitespace().collect();
        match words[..] {
            [kind @ ("neighbor-group" | "session-group"), name] if tree.has_children(index) => {
                let said = said(text, tree, index, secrets);
                groups.insert(format!("{kind} {name}"), said);
            }
            ["neighbor", address] => {
                if let Some(address) = Address::parse(address) {
                    peers.push((address, said(text, tree, index, secrets)));
                }
            }
            _ => {}
        }
    }
    for (address, own) in peers {
        let row = DevicePeer {
            protocol: "bgp".to_owned(),
            address: Some(address),
            remote_as: inherited(&own, &groups, &|said| said.remote_as.clone()),
            description: inherited(&own, &groups, &|said| said.description.clone()),
            secret: inherited(&own, &groups, &|said| said.secret),
            ..DevicePeer::default()
        };
        collected.push(row, own.line);
    }
}

fn said(text: &Text, tree: &Tree, index: usize, secrets: &SecretKey) -> Said {
    let mut said = Said {
        line: index as u32 + 1,
        ..Said::default()
    };
    for child in tree.children(index) {
        let line = text.line(child);
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        match words[..] {
            ["remote-as", number, ..] => said.remote_as = Some(number.to_owned()),
            ["description", ..] => {
                let rest = line.strip_prefix("description").unwrap_or_default();
                said.description = Some(free_text(rest.trim(), secrets));
            }
            ["password", kind, value] if is_secret_type(kind) => {
                said.secret = Some(fingerprint(value, Some(kind), secrets));
            }
            ["password", value] => said.secret = Some(fingerprint(value, None, secrets)),
            ["use", kind @ ("neighbor-group" | "session-group"), name] => {
                said.from.push(format!("{kind} {name}"));
            }
            _ => {}
        }
    }
    said
}

/// A value of its own, or of what it uses, at most two steps up.
fn inherited<T>(
    own: &Said,
    groups: &BTreeMap<String, Said>,
    get: &dyn Fn(&Said) -> Option<T>,
) -> Option<T> {
    let used = |said: &Said| -> Vec<Said> {
        // A neighbour uses one group of each kind.
        let names = said.from.iter().take(2);
        names.filter_map(|name| groups.get(name)).cloned().collect()
    };
    get(own).or_else(|| {
        let first = used(own);
        let second = first.iter().flat_map(used);
        first
            .iter()
            .find_map(get)
            .or_else(|| second.collect::<Vec<_>>().iter().find_map(get))
    })
}
