//! Access lists, IPv4 and IPv6. An entry is read to its two ends; of what stands after them (ports,
//! flags, next hops) only `log` is looked for.

use seawall_model::Address;
use seawall_model::tables::DeviceAclEntry;

use crate::rows::Collected;
use crate::shape::{Text, Tree};

/// Pushes one row for each entry.
pub(crate) fn rows(text: &Text, tree: &Tree, tops: &[usize], collected: &mut Collected) {
    for index in tops.iter().copied() {
        let words: Vec<&str> = text.line(index).split_ascii_whitespace().collect();
        let ["ipv4" | "ipv6", "access-list", list] = words[..] else {
            continue;
        };
        for child in tree.children(index) {
            let words: Vec<&str> = text.line(child).split_ascii_whitespace().collect();
            if let Some(row) = entry(list, &words) {
                collected.push(row, child as u32 + 1);
            }
        }
    }
}

/// `10 permit tcp SOURCE [PORTS] DESTINATION [PORTS] …`.
fn entry(list: &str, words: &[&str]) -> Option<DeviceAclEntry> {
    let (sequence, words) = match words {
        [number, rest @ ..] if number.bytes().all(|b| b.is_ascii_digit()) => {
            (number.parse().ok(), rest)
        }
        rest => (None, rest),
    };
    let [action @ ("permit" | "deny"), rest @ ..] = words else {
        return None;
    };
    let mut rest = rest;
    // The protocol may be left out: `permit any`.
    let protocol = match rest {
        [protocol, after @ ..] if !begins_end(protocol) => {
            rest = after;
            Some((*protocol).to_owned())
        }
        _ => None,
    };
    let source = end(&mut rest)?;
    skip_ports(&mut rest);
    let destination = end(&mut rest);
    Some(DeviceAclEntry {
        access_list: list.to_owned(),
        sequence,
        action: (*action).to_owned(),
        protocol,
        source: source.address,
        source_prefix_length: source.length,
        source_text: source.text,
        destination: destination.as_ref().and_then(|end| end.address),
        destination_prefix_length: destination.as_ref().and_then(|end| end.length),
        destination_text: destination.map(|end| end.text),
        logged: words
            .iter()
            .any(|word| matches!(*word, "log" | "log-input")),
        ..DeviceAclEntry::default()
    })
}

/// One end of an entry.
pub(super) struct End {
    pub(super) address: Option<Address>,
    pub(super) length: Option<i64>,
    pub(super) text: String,
}

/// Whether a word begins an end and so is no protocol.
fn begins_end(word: &str) -> bool {
    let network = word.split('/').next().unwrap_or(word);
    matches!(word, "any" | "host" | "net-group") || Address::parse(network).is_some()
}

/// Takes one end: `any`, `host A`, `A W`, `A/L`, `A`, `net-group G`.
fn end(words: &mut &[&str]) -> Option<End> {
    let (address, length, text) = match **words {
        ["any", ref rest @ ..] => {
            *words = rest;
            (None, None, "any".to_owned())
        }
        ["host", host, ref rest @ ..] => {
            *words = rest;
            let address = Address::parse(host);
            (address, address.map(whole), format!("host {host}"))
        }
        ["net-group", group, ref rest @ ..] => {
            *words = rest;
            (None, None, format!("net-group {group}"))
        }
        [network, ref rest @ ..] => {
            let end = network_end(network, rest.first().copied())?;
            *words = rest.get(usize::from(end.text.contains(' '))..)?;
            return Some(end);
        }
        [] => return None,
    };
    Some(End {
        address,
        length,
        text,
    })
}

/// `A/L`, `A W` or `A`.
pub(super) fn network_end(network: &str, next: Option<&str>) -> Option<End> {
    if let Some((address, length)) = network.split_once('/') {
        return Some(End {
            address: Some(Address::parse(address)?),
            length: length.parse().ok(),
            text: network.to_owned(),
        });
    }
    let address = Address::parse(network)?;
    let wildcard = next.filter(|next| next.parse::<std::net::Ipv4Addr>().is_ok());
    Some(match wildcard {
        Some(wildcard) => End {
            address: Some(address),
            length: wildcard_length(wildcard),
            text: format!("{network} {wildcard}"),
        },
        None => End {
            address: Some(address),
            length: Some(whole(address)),
            text: network.to_owned(),
        },
    })
}

fn whole(address: Address) -> i64 {
    if address.to_ip().is_ipv4() { 32 } else { 128 }
}

/// The length of a prefix whose wildcard this is, such as 0.0.0.255.
fn wildcard_length(wildcard: &str) -> Option<i64> {
    let bits = !u32::from(wildcard.parse::<std::net::Ipv4Addr>().ok()?);
    (bits.leading_ones() + bits.trailing_zeros() >= 32).then(|| i64::from(bits.leading_ones()))
}

/// `eq ssh`, `range 1 5`, `gt 1023`, `port-group P`.
fn skip_ports(words: &mut &[&str]) {
    match **words {
        ["range", _, _, ref rest @ ..] => *words = rest,
        ["eq" | "gt" | "lt" | "neq" | "port-group", _, ref rest @ ..] => *words = rest,
        _ => {}
    }
}
