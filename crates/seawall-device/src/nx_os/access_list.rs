//! Access lists of NX-OS: IPv4 and IPv6, always with a protocol and two ends. What stands after the
//! ends (ports, flags, time ranges) is only looked at for `log`.

use seawall_model::Address;
use seawall_model::tables::DeviceAclEntry;

use crate::ios::wildcard_length;
use crate::rows::Collected;
use crate::shape::{Text, Tree};

/// Pushes one row for each entry.
pub(crate) fn rows(text: &Text, tree: &Tree, tops: &[usize], collected: &mut Collected) {
    for index in tops.iter().copied() {
        let words: Vec<&str> = text.line(index).split_ascii_whitespace().collect();
        let (["ip" | "ipv6", "access-list", "standard" | "extended", list]
        | ["ip" | "ipv6", "access-list", list]) = words[..]
        else {
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

fn entry(list: &str, words: &[&str]) -> Option<DeviceAclEntry> {
    let (sequence, words) = match words {
        [number, rest @ ..] if number.bytes().all(|b| b.is_ascii_digit()) => {
            (number.parse().ok(), rest)
        }
        rest => (None, rest),
    };
    let (action, words) = words.split_first()?;
    if !matches!(*action, "permit" | "deny") {
        return None;
    }
    let logged = words.contains(&"log");
    let mut rest = words;
    let protocol = match rest {
        // A list may name the ends at once.
        [first, ..] if is_end(first) => None,
        [protocol, after @ ..] => {
            rest = after;
            Some((*protocol).to_owned())
        }
        [] => None,
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
        logged,
        ..DeviceAclEntry::default()
    })
}

struct End {
    address: Option<Address>,
    length: Option<i64>,
    text: String,
}

fn is_end(word: &str) -> bool {
    matches!(word, "any" | "host" | "addrgroup")
        || Address::parse(word.split('/').next().unwrap_or_default()).is_some()
}

/// Takes one end: `any`, `host A`, `A/L`, `A W`, `addrgroup G`.
fn end(words: &mut &[&str]) -> Option<End> {
    let make = |address: Option<Address>, length, text: String| {
        Some(End {
            address,
            length,
            text,
        })
    };
    match **words {
        ["any", ref rest @ ..] => {
            *words = rest;
            make(None, None, "any".to_owned())
        }
        ["host", host, ref rest @ ..] => {
            *words = rest;
            let address = Address::parse(host);
            make(address, address.map(whole), format!("host {host}"))
        }
        ["addrgroup", group, ref rest @ ..] => {
            *words = rest;
            make(None, None, format!("addrgroup {group}"))
        }
        [network, ref rest @ ..] => {
            if let Some((address, length)) = network.split_once('/') {
                let address = Address::parse(address)?;
                *words = rest;
                return make(Some(address), length.parse().ok(), network.to_owned());
            }
            let address = Address::parse(network)?;
            match rest {
                [wildcard, after @ ..] if wildcard.parse::<std::net::Ipv4Addr>().is_ok() => {
                    *words = after;
                    let length = wildcard_length(wildcard);
                    make(Some(address), length, format!("{network} {wildcard}"))
                }
                _ => {
                    *words = rest;
                    make(Some(address), Some(whole(address)), network.to_owned())
                }
            }
        }
        [] => None,
    }
}

fn whole(address: Address) -> i64 {
    if address.to_ip().is_ipv4() { 32 } else { 128 }
}

/// `eq 22`, `range 1 5`, `gt 1023`, `portgroup P`.
fn skip_ports(words: &mut &[&str]) {
    match **words {
        ["range", _, _, ref rest @ ..]
        | ["eq" | "gt" | "lt" | "neq" | "portgroup", _, ref rest @ ..] => *words = rest,
        _ => {}
    }
}
