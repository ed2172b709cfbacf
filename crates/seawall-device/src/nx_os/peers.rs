//! BGP neighbours of NX-OS: what a neighbour's block says, and what the templates it inherits from
//! say for it.

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

/// Pushes one row for each neighbour that is one address, in whichever VRF.
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
        let mut templates: BTreeMap<&str, Said> = BTreeMap::new();
        let mut neighbours: Vec<(Address, Said)> = Vec::new();
        for inside in tree.inside(index) {
            if tree.kind(inside) != LineKind::Statement {
                continue;
            }
            let words: Vec<&str> = text.line(inside).split_ascii_whitespace().collect();
            let mut said = Said {
                line: inside as u32 + 1,
                ..Said::default()
            };
            for child in tree.children(inside) {
                take(&mut said, text.line(child), secrets);
            }
            match words[..] {
                ["neighbor", name, ref rest @ ..] => {
                    if let ["remote-as", number, ..] = *rest {
                        said.remote_as = Some(number.to_owned());
                    }
                    if let Some(address) = Address::parse(name) {
                        neighbours.push((address, said));
                    }
                }
                ["template", "peer" | "peer-session", name] => {
                    templates.insert(name, said);
                }
                _ => {}
            }
        }
        for (address, own) in &neighbours {
            let row = DevicePeer {
                protocol: "bgp".to_owned(),
                address: Some(*address),
                remote_as: inherited(own, &templates, &|said| said.remote_as.clone()),
                description: inherited(own, &templates, &|said| said.description.clone()),
                secret: inherited(own, &templates, &|said| said.secret),
                ..DevicePeer::default()
            };
            collected.push(row, own.line);
        }
    }
}

/// A value of its own, or of what it inherits from, at most two steps up.
fn inherited<T>(
    own: &Said,
    templates: &BTreeMap<&str, Said>,
    get: &dyn Fn(&Said) -> Option<T>,
) -> Option<T> {
    let parents = |said: &Said| -> Vec<&Said> {
        let names = said.from.iter();
        names
            .filter_map(|name| templates.get(name.as_str()))
            .collect()
    };
    get(own).or_else(|| {
        let first = parents(own);
        first.iter().find_map(|said| get(said)).or_else(|| {
            let second = first.iter().flat_map(|said| parents(said));
            second.into_iter().find_map(get)
        })
    })
}

fn take(said: &mut Said, line: &str, secrets: &SecretKey) {
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    match words[..] {
        ["remote-as", number, ..] => said.remote_as = Some(number.to_owned()),
        ["description", ..] => {
            let text = line.strip_prefix("description").unwrap_or_default();
            said.description = Some(free_text(text.trim(), secrets));
        }
        ["password", kind, value] if is_secret_type(kind) => {
            said.secret = Some(fingerprint(value, Some(kind), secrets));
        }
        ["password", value] => said.secret = Some(fingerprint(value, None, secrets)),
        ["inherit", "peer" | "peer-session", name, ..] => said.from.push(name.to_owned()),
        _ => {}
    }
}
