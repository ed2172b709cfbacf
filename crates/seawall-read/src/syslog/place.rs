//! The device a log file is named after, for lines that name none:
//! `/var/log/network/HOST/2026-01-05.log` and `HOST.log.1` are both HOST.

use seawall_model::Address;

/// Names of files and folders that say what is in them and not whose it is.
const GENERIC: &[&str] = &[
    "acct",
    "accounting",
    "all",
    "archive",
    "cisco",
    "current",
    "daemon",
    "debug",
    "device",
    "devices",
    "evidence",
    "ios",
    "kern",
    "local",
    "log",
    "logging",
    "logs",
    "messages",
    "net",
    "network",
    "networks",
    "old",
    "remote",
    "router",
    "routers",
    "rsyslog",
    "secure",
    "show",
    "switch",
    "switches",
    "sys",
    "syslog",
    "user",
    "var",
];

/// The device's name from a path: the file's name without its endings and dates, or else the
/// nearest folder that is neither a date nor a general word. The file's own name, if nothing is
/// left.
pub(crate) fn device_of(path: &str) -> &str {
    let mut parts = path.rsplit('/').filter(|part| !part.is_empty());
    let Some(file) = parts.next() else {
        return path;
    };
    let stem = without_date(without_endings(file));
    if is_name(stem) {
        return stem;
    }
    parts
        .map(without_date)
        .find(|part| is_name(part))
        .unwrap_or(if stem.is_empty() { file } else { stem })
}

fn without_endings(mut name: &str) -> &str {
    const ENDINGS: [&str; 6] = [".log", ".txt", ".syslog", ".out", ".msg", ".logging"];
    loop {
        if Address::parse(name).is_some() {
            return name;
        }
        let shorter = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
        // A rotated file: `r1.log.1`, but not the last octet of an address.
        let rotated = name.rsplit_once('.').filter(|(before, number)| {
            number.bytes().all(|byte| byte.is_ascii_digit())
                && number.len() <= 3
                && ENDINGS.iter().any(|ending| before.ends_with(ending))
        });
        match (shorter, rotated) {
            (Some(shorter), _) if !shorter.is_empty() => name = shorter,
            (_, Some((before, _))) => name = before,
            _ => return name,
        }
    }
}

/// Without a date at either end, and what joins it.
fn without_date(name: &str) -> &str {
    let is_dated = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.' | b'T');
    if Address::parse(name).is_some() {
        return name;
    }
    let tail = name
        .bytes()
        .rev()
        .take_while(|byte| is_dated(*byte))
        .count();
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let split = name.len() - tail;
    let (before, after) = name.split_at_checked(split).unwrap_or((name, ""));
    // `r1-2026-01-05` loses its date, `sw-01` keeps its number.
    if digits(after) >= 6 {
        let joined = after.starts_with(['-', '_', '.']) || before.is_empty();
        return if joined { before } else { name };
    }
    let head = name.bytes().take_while(|byte| is_dated(*byte)).count();
    let (before, after) = name.split_at_checked(head).unwrap_or(("", name));
    if digits(before) >= 6 && before.ends_with(['-', '_', '.']) {
        return after;
    }
    name
}

fn is_name(part: &str) -> bool {
    let generic = GENERIC
        .iter()
        .any(|generic| part.eq_ignore_ascii_case(generic));
    let letters = part.bytes().any(|byte| byte.is_ascii_alphabetic());
    !generic && (letters || Address::parse(part).is_some())
}
