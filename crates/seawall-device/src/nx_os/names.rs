//! Under which names an NX-OS configuration knows its device.

use seawall_model::tables::DeviceName;

use crate::ios::{alias_of_path, prompt};
use crate::nx_os::identity::Identity;
use crate::nx_os::interface::Interface;
use crate::rows::Collected;
use crate::shape::{LineKind, Text, Tree};
use crate::words::unquoted;

/// The host name's line (from 0) and value: the first `hostname` or `switchname`, since a file that
/// holds several VDCs begins with the device's own; else the name in the terminal's prompt.
pub(crate) fn hostname(text: &Text, tree: &Tree) -> Option<(usize, String)> {
    let mut prompted = None;
    for index in 0..text.len() {
        if tree.kind(index) != LineKind::Statement || tree.parent(index).is_some() {
            continue;
        }
        let line = text.line(index);
        let said = line
            .strip_prefix("hostname ")
            .or_else(|| line.strip_prefix("switchname "))
            .map(|name| unquoted(name.trim()))
            .filter(|name| !name.is_empty());
        if let Some(name) = said {
            return Some((index, name.to_owned()));
        }
        if prompted.is_none() {
            prompted = prompt(line).map(|name| (index, name.to_owned()));
        }
    }
    prompted
}

/// What the names are made of, beside the text.
pub(crate) struct Names<'a> {
    /// The file's path.
    pub(crate) path: &'a str,
    /// What the head says.
    pub(crate) identity: &'a Identity,
    /// The interfaces.
    pub(crate) interfaces: &'a [Interface],
}

impl Names<'_> {
    /// Pushes one row for every name, address and serial number.
    pub(crate) fn rows(&self, text: &Text, tree: &Tree, collected: &mut Collected) {
        let mut push = |kind: &str, name: String, line: usize| {
            let row = DeviceName {
                name_kind: kind.to_owned(),
                name: Some(name),
                ..DeviceName::default()
            };
            collected.push(row, line as u32);
        };
        if let Some((index, name)) = hostname(text, tree) {
            push("hostname", name.clone(), index + 1);
            if let Some((line, domain)) = domain(text, tree)
                && !name.contains('.')
            {
                push("full-name", format!("{name}.{domain}"), line + 1);
            }
        }
        for serial in &self.identity.serials {
            push("serial", serial.clone(), 0);
        }
        if let Some(name) = alias_of_path(self.path) {
            push("file-name", name, 0);
        }
        for interface in self.interfaces {
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
}

fn domain(text: &Text, tree: &Tree) -> Option<(usize, String)> {
    (0..text.len()).find_map(|index| {
        let domain = text.line(index).strip_prefix("ip domain-name ")?.trim();
        let top = tree.kind(index) == LineKind::Statement && tree.parent(index).is_none();
        (top && !domain.contains(' ')).then(|| (index, domain.to_owned()))
    })
}
