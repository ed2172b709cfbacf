//! Under which names a configuration knows its device.

use seawall_model::tables::DeviceName;

use crate::ios::completeness::prompt;
use crate::ios::identity::Identity;
use crate::ios::interface::Interface;
use crate::rows::Collected;
use crate::shape::{LineKind, Text, Tree};
use crate::words::unquoted;

/// The host name's line (from 0) and value: the last `hostname` wins, as on the device; else the
/// name in the terminal's prompt.
pub(crate) fn hostname(text: &Text, tree: &Tree) -> Option<(usize, String)> {
    let mut found = None;
    let mut prompted = None;
    for index in 0..text.len() {
        if tree.kind(index) != LineKind::Statement || tree.parent(index).is_some() {
            continue;
        }
        let line = text.line(index);
        if let Some(name) = line.strip_prefix("hostname ") {
            found = Some((index, unquoted(name.trim()).to_owned()));
        } else if prompted.is_none() {
            prompted = prompt(line).map(|name| (index, name.to_owned()));
        }
    }
    found.filter(|(_, name)| !name.is_empty()).or(prompted)
}

/// The device that a path names: the file's name without folders, without the extensions that
/// configurations have, and without the command that was typed. A file that is called by its command
/// alone takes the folder's name.
pub(crate) fn of_path(path: &str) -> String {
    let stem = stem(path);
    let name = COMMANDS.iter().find_map(|command| {
        let rest = stem.len().checked_sub(command.len())?;
        let (name, end) = (stem.get(..rest)?, stem.get(rest..)?);
        let end = end.replace(['_', ' '], "-");
        let bare = name.trim_end_matches(['_', '-', '.', ' ']);
        let apart = name.is_empty() || bare.len() < name.len();
        (apart && end.eq_ignore_ascii_case(command)).then(|| bare.to_owned())
    });
    match name {
        None => stem,
        Some(name) if !name.is_empty() => name,
        Some(_) => path
            .rsplit('/')
            .nth(1)
            .filter(|folder| !folder.is_empty())
            .map_or(stem, str::to_owned),
    }
}

/// How collectors call what they typed, longest first.
const COMMANDS: [&str; 8] = [
    "show-running-config",
    "show-startup-config",
    "running-config",
    "startup-config",
    "show-version",
    "show-run",
    "config",
    "confg",
];

fn stem(path: &str) -> String {
    const EXTENSIONS: [&str; 12] = [
        "cfg", "conf", "config", "txt", "ios", "iosxe", "log", "run", "running", "startup", "out",
        "bak",
    ];
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = match name.rsplit_once('.') {
        Some((stem, extension))
            if EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()) =>
        {
            stem
        }
        _ => name,
    };
    let stem = if stem.is_empty() { name } else { stem };
    stem.to_owned()
}

/// One row for every name, address and serial number.
pub(crate) fn rows(
    text: &Text,
    tree: &Tree,
    path: &str,
    identity: &Identity,
    interfaces: &[Interface],
    collected: &mut Collected,
) {
    let mut push = |kind: &str, name: Option<String>, line: usize| {
        let row = DeviceName {
            name_kind: kind.to_owned(),
            name,
            ..DeviceName::default()
        };
        collected.push(row, line as u32);
    };
    let host = hostname(text, tree);
    if let Some((index, name)) = &host {
        push("hostname", Some(name.clone()), index + 1);
        if let Some((line, domain)) = domain(text, tree)
            && !name.contains('.')
        {
            push("full-name", Some(format!("{name}.{domain}")), line + 1);
        }
    }
    for serial in &identity.serials {
        push("serial", Some(serial.clone()), 0);
    }
    push("file-name", Some(of_path(path)), 0);
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

fn domain(text: &Text, tree: &Tree) -> Option<(usize, String)> {
    (0..text.len()).find_map(|index| {
        let line = text.line(index);
        let rest = line
            .strip_prefix("ip domain name ")
            .or_else(|| line.strip_prefix("ip domain-name "))?;
        let top = tree.kind(index) == LineKind::Statement && tree.parent(index).is_none();
        let domain = rest.trim();
        (top && !domain.contains(' ')).then(|| (index, domain.to_owned()))
    })
}
