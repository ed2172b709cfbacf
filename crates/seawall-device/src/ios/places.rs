//! Where a device goes: static routes, name servers, images it boots, the VRF of a server group;
//! and the public keys that let somebody in.

use seawall_model::tables::{DeviceKey, DeviceReceiver, DeviceRoute};
use seawall_model::{Address, Row, SecretKey};

use crate::command::host;
use crate::ios::interface::prefix_length;
use crate::rows::Collected;
use crate::shape::{LineKind, Text, Tree};

/// Pushes the rows of the lines at the top level.
pub(crate) fn rows(
    text: &Text,
    tree: &Tree,
    tops: &[usize],
    secrets: &SecretKey,
    collected: &mut Collected,
) {
    for index in tops.iter().copied() {
        let words: Vec<&str> = text.line(index).split_ascii_whitespace().collect();
        let line = index as u32 + 1;
        match words[..] {
            ["ip", "route", ..] => {
                route(words.get(2..).unwrap_or_default(), false, line, collected);
            }
            ["ipv6", "route", ..] => {
                route(words.get(2..).unwrap_or_default(), true, line, collected);
            }
            ["ip", "name-server", ..] => {
                name_servers(words.get(2..).unwrap_or_default(), line, collected);
            }
            ["boot", "system", ..] => boot(words.get(2..).unwrap_or_default(), line, collected),
            ["aaa", "group", "server", _, group, ..] => {
                group_vrf(text, tree, index, group, collected);
            }
            ["ip", "ssh", "pubkey-chain"] | ["crypto", "key", "pubkey-chain", ..] => {
                keys(text, tree, index, secrets, collected);
            }
            _ => {}
        }
    }
}

fn route(words: &[&str], six: bool, line: u32, collected: &mut Collected) {
    let (vrf, words) = match words {
        ["vrf", vrf, rest @ ..] => (Some((*vrf).to_owned()), rest),
        ["topology", _, rest @ ..] | ["static", rest @ ..] => (None, rest),
        rest => (None, rest),
    };
    let (network, length, rest) = match words {
        [prefix, rest @ ..] if prefix.contains('/') => {
            let (network, length) = prefix.split_once('/').unwrap_or((prefix, ""));
            (Address::parse(network), length.parse().ok(), rest)
        }
        [network, mask, rest @ ..] if !six => (Address::parse(network), prefix_length(mask), rest),
        _ => return,
    };
    let mut row = DeviceRoute {
        network,
        prefix_length: length,
        vrf,
        ..DeviceRoute::default()
    };
    // An interface, an address, or both, before distance, name, tag and track.
    for word in rest.iter().take(2) {
        if let Some(address) = Address::parse(word) {
            row.next_hop = row.next_hop.or(Some(address));
        } else if row.next_hop.is_none()
            && row.interface.is_none()
            && word.starts_with(|c: char| c.is_ascii_alphabetic())
            && !matches!(
                *word,
                "name" | "tag" | "track" | "permanent" | "global" | "multicast" | "dhcp"
            )
        {
            row.interface = Some((*word).to_owned());
        } else {
            break;
        }
    }
    if network.is_some() {
        collected.push(row, line);
    }
}

fn name_servers(words: &[&str], line: u32, collected: &mut Collected) {
    let (vrf, words) = match words {
        ["vrf", vrf, rest @ ..] => (Some((*vrf).to_owned()), rest),
        rest => (None, rest),
    };
    for address in words.iter().filter_map(|word| Address::parse(word)) {
        let row = DeviceReceiver {
            kind: "dns".to_owned(),
            address: Some(address),
            vrf: vrf.clone(),
            ..DeviceReceiver::default()
        };
        collected.push(row, line);
    }
}

/// Only images that come from another machine; those on the box are the device's image.
fn boot(words: &[&str], line: u32, collected: &mut Collected) {
    let target = words.join(" ");
    let address = host(&target).or_else(|| match words {
        ["tftp" | "ftp" | "rcp", rest @ ..] => rest.iter().find_map(|word| Address::parse(word)),
        _ => None,
    });
    if address.is_some() || target.contains("://") {
        let row = DeviceReceiver {
            kind: "boot".to_owned(),
            address,
            target: Some(target),
            ..DeviceReceiver::default()
        };
        collected.push(row, line);
    }
}

/// The VRF stands on a line of its own beside the servers.
fn group_vrf(text: &Text, tree: &Tree, index: usize, group: &str, collected: &mut Collected) {
    let vrf = tree.children(index).find_map(|child| {
        let words: Vec<&str> = text.line(child).split_ascii_whitespace().collect();
        match words[..] {
            ["ip", "vrf", "forwarding", vrf] | ["vrf", "forwarding", vrf] => Some(vrf.to_owned()),
            _ => None,
        }
    });
    let Some(vrf) = vrf else {
        return;
    };
    for (row, _) in collected.of_table("device_aaa_server") {
        if let Row::DeviceAaaServer(server) = row
            && server.server_group.as_deref() == Some(group)
        {
            server.vrf = server.vrf.take().or_else(|| Some(vrf.clone()));
        }
    }
}

/// A key that is written out. Its text is fingerprinted like a secret: whether two devices hold the
/// same key stays visible.
fn keys(text: &Text, tree: &Tree, index: usize, secrets: &SecretKey, collected: &mut Collected) {
    for inside in tree.inside(index) {
        if tree.kind(inside) != LineKind::Statement || text.line(inside) != "key-string" {
            continue;
        }
        let digits: String = (inside + 1..text.len())
            .take_while(|n| tree.kind(*n) == LineKind::Digits && text.line(*n) != "quit")
            .map(|n| text.line(n))
            .collect();
        let account = tree.parent(inside).and_then(|parent| {
            let rest = text.line(parent).strip_prefix("username ")?;
            Some(rest.trim().to_owned())
        });
        if account.is_some() {
            let row = DeviceKey {
                account,
                kind: "ssh-key".to_owned(),
                fingerprint: Some(secrets.fingerprint(digits.as_bytes()).to_mask()),
                ..DeviceKey::default()
            };
            collected.push(row, inside as u32 + 1);
        }
    }
}
