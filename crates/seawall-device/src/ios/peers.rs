//! BGP neighbours: what a neighbour says itself, and what its peer group or template says for it.

use std::collections::BTreeMap;

use seawall_model::tables::DevicePeer;
use seawall_model::{Address, Fingerprint, SecretKey};

use crate::redact::{fingerprint, free_text};
use crate::rows::Collected;
use crate::shape::{LineKind, Text, Tree};
use crate::template::is_secret_type;

#[derive(Clone, Debug, Default)]
struct Said {
    line: u32,
    remote_as: Option<String>,
    description: Option<String>,
    secret: Option<Fingerprint>,
    from: Vec<String>,
}

/// Pushes one row for each neighbour that is an address.
pub(crate) fn rows(
    text: &Text,
    tree: &Tree,
    tops: &[usize],
    secrets: &SecretKey,
    collected: &mut Collected,
) {
    for index in tops.iter().copied() {
        if !text.line(index).starts_with("router bgp ") {
            continue;
        }
        let mut said: BTreeMap<String, Said> = BTreeMap::new();
        for inside in tree.inside(index) {
            if tree.kind(inside) != LineKind::Statement {
                continue;
            }
            let line = text.line(inside);
            if let Some(rest) = line.strip_prefix("neighbor ") {
                let (name, rest) = rest.trim_start().split_once(' ').unwrap_or((rest, ""));
                let said = said.entry(name.to_owned()).or_default();
                take(said, rest.trim_start(), inside as u32 + 1, secrets);
            } else if let Some(name) = line.strip_prefix("template peer-session ") {
                let said = said.entry(format!("session {}", name.trim())).or_default();
                for child in tree.children(inside) {
                    take(said, text.line(child), child as u32 + 1, secrets);
                }
            }
        }
        for (name, own) in &said {
            let Some(address) = Address::parse(name) else {
                continue;
            };
            let row = DevicePeer {
                protocol: "bgp".to_owned(),
                address: Some(address),
                remote_as: inherited(own, &said, &|said| said.remote_as.clone()),
                description: inherited(own, &said, &|said| said.description.clone()),
                secret: inherited(own, &said, &|said| said.secret),
                ..DevicePeer::default()
            };
            collected.push(row, own.line);
        }
    }
}

/// A value of its own, or of what it inherits from, at most two steps up.
fn inherited<T>(
    own: &Said,
    all: &BTreeMap<String, Said>,
    get: &dyn Fn(&Said) -> Option<T>,
) -> Option<T> {
    let parents = |said: &Said| said.from.clone();
    get(own).or_else(|| {
        let first: Vec<&Said> = parents(own)
            .iter()
            .filter_map(|name| all.get(name))
            .collect();
        first.iter().find_map(|said| get(said)).or_else(|| {
            let second = first.iter().flat_map(|said| parents(said));
            second.filter_map(|name| all.get(&name)).find_map(get)
        })
    })
}

fn take(said: &mut Said, rest: &str, line: u32, secrets: &SecretKey) {
    let words: Vec<&str> = rest.split_ascii_whitespace().collect();
    if said.line == 0 || words.first() == Some(&"remote-as") {
        said.line = line;
    }
    match words[..] {
        ["remote-as", number, ..] => said.remote_as = Some(number.to_owned()),
        ["description", ..] => {
            let text = rest.strip_prefix("description").unwrap_or_default();
            said.description = Some(free_text(text.trim(), secrets));
        }
        ["password", kind, value] if is_secret_type(kind) => {
            said.secret = Some(fingerprint(value, Some(kind), secrets));
        }
        ["password", ..] => {
            let value = rest.strip_prefix("password").unwrap_or_default().trim();
            said.secret = Some(fingerprint(value, None, secrets));
        }
        ["peer-group", group] => said.from.push(group.to_owned()),
        ["inherit", "peer-session", name] => said.from.push(format!("session {name}")),
        _ => {}
    }
}
