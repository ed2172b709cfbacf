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

/// The device that a path names: the file's name without folders, and without what collectors add to
/// it: extensions, the command that was typed, the kind of configuration, a date. A file that is
/// called by these alone takes the folder's name, or that of the file it was taken out of
/// (`outer!inner`).
pub(crate) fn of_path(path: &str) -> String {
    let mut parts = path.rsplit(['/', '!']).filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or(path);
    let inner = path.contains('!');
    let own = bare(first, inner);
    if !own.is_empty() {
        return own.to_owned();
    }
    parts
        .take(6)
        .map(|part| bare(part, true))
        .find(|name| !name.is_empty() && !is_of_date(name))
        .map_or_else(|| stem(first).to_owned(), str::to_owned)
}

/// The name that a path gives a device beside its own; none for a part of a recording, for a session
/// of several devices must not lend its name to each.
pub(crate) fn alias_of_path(path: &str) -> Option<String> {
    let part = path
        .rsplit_once('!')
        .is_some_and(|(_, inner)| PARTS.iter().any(|command| inner.starts_with(command)));
    (!part).then(|| of_path(path))
}

/// How the parts of a recording begin: with the command.
const PARTS: [&str; 5] = ["show ", "typed commands", "other text", "dir ", "more "];

/// Whether a folder's name is a part of a date: `03`, `Feb`, `2026-02`.
fn is_of_date(name: &str) -> bool {
    const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
    let digits = name
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    digits || (name.len() == 3 && MONTHS.contains(&name.to_ascii_lowercase()))
}

/// A name without what collectors add; empty if that is all of it. The parts of a transcript are
/// called by their command.
fn bare(name: &str, inner: bool) -> &str {
    if inner && PARTS.iter().any(|command| name.starts_with(command)) {
        return "";
    }
    let mut name = stem(name);
    loop {
        let before = name;
        name = without_command(name);
        name = without_date(name);
        name = without_kind(name);
        if name == before {
            return name;
        }
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

fn without_command(stem: &str) -> &str {
    let found = COMMANDS.iter().find_map(|command| {
        let rest = stem.len().checked_sub(command.len())?;
        let (name, end) = (stem.get(..rest)?, stem.get(rest..)?);
        let end = end.replace(['_', ' '], "-");
        let bare = name.trim_end_matches(JOINTS);
        let apart = name.is_empty() || bare.len() < name.len();
        (apart && end.eq_ignore_ascii_case(command)).then_some(bare)
    });
    found.unwrap_or(stem)
}

const JOINTS: [char; 4] = ['_', '-', '.', ' '];

/// Without the kind of configuration at the end (`r1_Running`), or at the start as CatTools writes it
/// (`Config.Current.Running.r1`, `Running Config.r1`).
fn without_kind(name: &str) -> &str {
    let is = |word: &str, kinds: &[&str]| kinds.iter().any(|kind| word.eq_ignore_ascii_case(kind));
    let last = name.rsplit(JOINTS).next().unwrap_or_default();
    if is(last, &["running", "startup", "candidate"]) {
        let rest = name.get(..name.len() - last.len()).unwrap_or_default();
        return rest.trim_end_matches(JOINTS);
    }
    let mut rest = name;
    let mut words = 0;
    while let Some((word, after)) = rest.split_once(JOINTS)
        && is(word, &["config", "current", "dated", "running", "startup"])
    {
        rest = after;
        words += 1;
    }
    if words >= 2 || (words == 1 && name.len() - rest.len() > 7) {
        rest
    } else {
        name
    }
}

/// Without a date at either end and the time behind it: `r1_2026-02-03_0200`, `20260203-r1`.
fn without_date(name: &str) -> &str {
    let starts = name.char_indices().filter(|(at, _)| {
        *at == 0
            || name
                .get(..*at)
                .is_some_and(|before| before.ends_with(JOINTS))
    });
    for (at, _) in starts {
        let after = name.get(at..).unwrap_or_default();
        let run = date_run(after);
        if run == 0 {
            continue;
        }
        if run == after.len() {
            return name.get(..at).unwrap_or_default().trim_end_matches(JOINTS);
        }
        if at == 0 && after.get(..run).is_some_and(|date| date.ends_with(JOINTS)) {
            return after.get(run..).unwrap_or_default();
        }
    }
    name
}

/// How many bytes at the start are a date and what follows it of digits and joints.
fn date_run(text: &str) -> usize {
    let run = text
        .bytes()
        .take_while(|byte| {
            byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.' | b' ' | b'T')
        })
        .count();
    let date = text.get(..run).unwrap_or_default();
    let digits = date.bytes().filter(u8::is_ascii_digit).count();
    let year = text.get(..4).and_then(|year| year.parse::<u16>().ok());
    let is_date = digits >= 8 && year.is_some_and(|year| (1990..2100).contains(&year));
    if is_date { run } else { 0 }
}

fn stem(path: &str) -> &str {
    const EXTENSIONS: [&str; 22] = [
        "cfg", "conf", "config", "txt", "ios", "iosxe", "log", "run", "running", "startup", "out",
        "bak", "gz", "xz", "zst", "bz2", "tar", "tgz", "zip", "json", "xml", "git",
    ];
    let mut stem = path;
    while let Some((shorter, extension)) = stem.rsplit_once('.')
        && !shorter.is_empty()
        && EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str())
    {
        stem = shorter;
    }
    stem
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
    if let Some(name) = alias_of_path(path) {
        push("file-name", Some(name), 0);
    }
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

#[cfg(test)]
mod tests {
    use super::of_path;

    #[test]
    fn devices_as_collectors_call_their_files() {
        for (path, device) in [
            ("oxidized/core/r1", "r1"),
            ("rancid/configs/r1.example.net", "r1.example.net"),
            ("r1-confg", "r1"),
            ("ncm/2026-02-03/r1_Running_2026-02-03.cfg", "r1"),
            ("ncm/r1/2026-02-03/Running.config", "r1"),
            ("cattools/Config.Current.Running.r1.txt", "r1"),
            ("cattools/Running Config.r1.txt", "r1"),
            ("rconfig/Routers/r1/2026/02/03/show-run.txt", "r1"),
            (
                "rconfig/Routers/r1/2026/Feb/03/showrun-config.txt",
                "showrun",
            ),
            ("rconfig/Routers/r1/2026/Feb/03/show-run.txt", "r1"),
            ("unimus/192.0.2.1-2026-02-03.txt", "192.0.2.1"),
            ("prime/r1_20260203_020000.cfg", "r1"),
            ("20260203-r1.cfg", "r1"),
            ("backup.tar.gz!configs/r1.cfg", "r1"),
            ("backup.zip!r1.cfg", "r1"),
            ("session.log!show users", "session"),
            ("napalm/r1.json!running-config", "r1"),
            ("nornir.json!r1/show version", "r1"),
            ("r1-running-1.cfg", "r1-running-1"),
            ("r1-backup.cfg", "r1-backup"),
            ("configs/running-config", "configs"),
            ("running-config", "running-config"),
            ("", ""),
        ] {
            assert_eq!(of_path(path), device, "{path}");
        }
    }
}
