//! Access lists: standard and extended, numbered and named, IPv4 and IPv6. An entry is read to its
//! two ends; what stands between and after (ports, flags, time ranges) is only looked at for `log`.

use seawall_model::Address;
use seawall_model::tables::DeviceAclEntry;

use crate::ios::interface::wildcard_length;
use crate::rows::Collected;
use crate::shape::{Text, Tree};

/// What kind of list an entry stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Standard,
    Extended,
    Six,
}

/// Pushes one row for each entry.
pub(crate) fn rows(text: &Text, tree: &Tree, tops: &[usize], collected: &mut Collected) {
    for index in tops.iter().copied() {
        let line = text.line(index);
        let words: Vec<&str> = line.split_ascii_whitespace().collect();
        let (list, kind) = match words[..] {
            ["ip", "access-list", "standard", list, ..] => (list, Kind::Standard),
            ["ip", "access-list", "extended", list, ..] => (list, Kind::Extended),
            [
                "ipv6",
                "access-list",
                "standard" | "extended" | "role-based",
                list,
            ] => (list, Kind::Six),
            ["ipv6", "access-list", list, ..] => (list, Kind::Six),
            ["access-list", list, "standard"] => (list, Kind::Standard),
            ["access-list", list, "extended"] => (list, Kind::Extended),
            ["access-list", list, ..] => {
                numbered(
                    list,
                    words.get(2..).unwrap_or_default(),
                    index as u32 + 1,
                    collected,
                );
                continue;
            }
            _ => continue,
        };
        for child in tree.children(index) {
            let words: Vec<&str> = text.line(child).split_ascii_whitespace().collect();
            if let Some(row) = entry(list, kind, &words) {
                collected.push(row, child as u32 + 1);
            }
        }
    }
}

/// `access-list 10 permit …`: the number says what kind it is.
fn numbered(list: &str, words: &[&str], line: u32, collected: &mut Collected) {
    let (kind, words) = match words {
        ["standard", rest @ ..] => (Kind::Standard, rest),
        ["extended", rest @ ..] => (Kind::Extended, rest),
        rest => match list.parse::<u32>() {
            Ok(1..=99 | 1300..=1999) => (Kind::Standard, rest),
            Ok(100..=199 | 2000..=2699) => (Kind::Extended, rest),
            _ => return,
        },
    };
    if let Some(row) = entry(list, kind, words) {
        collected.push(row, line);
    }
}

fn entry(list: &str, kind: Kind, words: &[&str]) -> Option<DeviceAclEntry> {
    let (sequence, words) = match words {
        ["sequence", number, rest @ ..] => (number.parse().ok(), rest),
        [number, rest @ ..] if number.bytes().all(|b| b.is_ascii_digit()) => {
            (number.parse().ok(), rest)
        }
        rest => (None, rest),
    };
    let (action, words) = words.split_first()?;
    if !matches!(*action, "permit" | "deny") {
        return None;
    }
    let mut row = DeviceAclEntry {
        access_list: list.to_owned(),
        sequence,
        action: (*action).to_owned(),
        logged: words
            .iter()
            .any(|word| matches!(*word, "log" | "log-input")),
        ..DeviceAclEntry::default()
    };
    let mut rest = words;
    if kind != Kind::Standard && !is_end(rest) {
        row.protocol = match rest {
            ["object-group", name, after @ ..] => {
                rest = after;
                Some(format!("object-group {name}"))
            }
            [protocol, after @ ..] => {
                rest = after;
                Some((*protocol).to_owned())
            }
            [] => None,
        };
    }
    let source = end(&mut rest, kind)?;
    (row.source, row.source_prefix_length, row.source_text) =
        (source.address, source.length, source.text);
    if kind != Kind::Standard {
        skip_ports(&mut rest);
        if let Some(destination) = end(&mut rest, kind) {
            row.destination = destination.address;
            row.destination_prefix_length = destination.length;
            row.destination_text = Some(destination.text);
        }
    }
    Some(row)
}

struct End {
    address: Option<Address>,
    length: Option<i64>,
    text: String,
}

/// Whether an end stands here, so that no protocol does: IPv6 lists may leave it out.
fn is_end(words: &[&str]) -> bool {
    match words.first() {
        Some(&("any" | "any4" | "any6" | "host")) => true,
        Some(word) => {
            word.contains('/') && Address::parse(word.split('/').next().unwrap_or("")).is_some()
        }
        None => true,
    }
}

/// Takes one end: `any`, `host A`, `A W`, `A`, `A/L`, `object-group G`.
fn end(words: &mut &[&str], kind: Kind) -> Option<End> {
    let make = |address: Option<Address>, length, text: String| {
        Some(End {
            address,
            length,
            text,
        })
    };
    match **words {
        [word @ ("any" | "any4" | "any6"), ref rest @ ..] => {
            *words = rest;
            make(None, None, word.to_owned())
        }
        ["host", host, ref rest @ ..] => {
            *words = rest;
            let address = Address::parse(host);
            make(address, address.map(whole), format!("host {host}"))
        }
        [
            word @ ("object-group" | "addrgroup" | "group"),
            group,
            ref rest @ ..,
        ] => {
            *words = rest;
            make(None, None, format!("{word} {group}"))
        }
        [network, ref rest @ ..] => {
            if let Some((address, length)) = network.split_once('/') {
                *words = rest;
                return make(
                    Address::parse(address),
                    length.parse().ok(),
                    network.to_owned(),
                );
            }
            let address = Address::parse(network);
            match rest {
                [wildcard, after @ ..]
                    if address.is_some() && wildcard.parse::<std::net::Ipv4Addr>().is_ok() =>
                {
                    *words = after;
                    make(
                        address,
                        wildcard_length(wildcard),
                        format!("{network} {wildcard}"),
                    )
                }
                _ if address.is_some() || kind == Kind::Standard => {
                    *words = rest;
                    make(address, address.map(whole), network.to_owned())
                }
                _ => None,
            }
        }
        [] => None,
    }
}

fn whole(address: Address) -> i64 {
    if address.to_ip().is_ipv4() { 32 } else { 128 }
}

/// `eq 22`, `range 1 5`, `gt 1023`, `eq 20 21`, `portgroup P`.
fn skip_ports(words: &mut &[&str]) {
    match **words {
        ["range", _, _, ref rest @ ..] => *words = rest,
        ["gt" | "lt" | "neq" | "portgroup", _, ref rest @ ..] => *words = rest,
        ["eq", _, ref rest @ ..] => {
            // `eq` takes several ports; a bare address ends them.
            let mut rest = rest;
            while let [port, after @ ..] = rest {
                let number = port.bytes().all(|b| b.is_ascii_digit());
                let name = port.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
                if number
                    || (name && !matches!(*port, "any" | "host" | "object-group" | "addrgroup"))
                {
                    rest = after;
                } else {
                    break;
                }
            }
            *words = rest;
        }
        _ => {}
    }
}
