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
    // The parts of a recording are called by their command; the recording may be a device's.
    let mut parts = path
        .rsplit(['/', '!'])
        .filter(|part| !part.is_empty() && !part.starts_with("show "));
    let Some(file) = parts.next() else {
        return path;
    };
    let whole = without_endings(file);
    let stem = without_date(whole);
    if is_name(stem) {
        return stem;
    }
    parts
        .map(without_date)
        .find(|part| is_name(part))
        .unwrap_or(if stem.is_empty() { whole } else { stem })
}

fn without_endings(mut name: &str) -> &str {
    const ENDINGS: [&str; 14] = [
        ".log", ".txt", ".syslog", ".out", ".msg", ".logging", ".csv", ".json", ".jsonl",
        ".ndjson", ".gz", ".tar", ".tgz", ".zip",
    ];
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
    let is_joint = |byte: u8| matches!(byte, b'-' | b'_' | b'.');
    let bytes = name.as_bytes();
    for at in 0..bytes.len() {
        let joined = at == 0 || bytes.get(at - 1).is_some_and(|byte| is_joint(*byte));
        let (before, after) = name.split_at_checked(at).unwrap_or((name, ""));
        // `r1-2026-01-05` loses its date, `sw-01` keeps its number.
        if joined && date_run(after) == after.len() && !after.is_empty() {
            return before.trim_end_matches(['-', '_', '.']);
        }
    }
    let run = date_run(name);
    match name.split_at_checked(run) {
        Some((date, after)) if date.bytes().next_back().is_some_and(is_joint) => after,
        _ => name,
    }
}

/// How many bytes at the start are a date and what follows it of digits and joints; none if it
/// does not begin with a year.
fn date_run(text: &str) -> usize {
    let run = text
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.' | b'T'))
        .count();
    let date = text.get(..run).unwrap_or_default();
    let digits = date.bytes().filter(u8::is_ascii_digit).count();
    let year = text.get(..4).and_then(|year| year.parse::<u16>().ok());
    let is_date = digits >= 6 && year.is_some_and(|year| (1990..2100).contains(&year));
    if is_date { run } else { 0 }
}

fn is_name(part: &str) -> bool {
    let generic = GENERIC
        .iter()
        .any(|generic| part.eq_ignore_ascii_case(generic));
    let letters = part.bytes().any(|byte| byte.is_ascii_alphabetic());
    !generic && (letters || Address::parse(part).is_some())
}

#[cfg(test)]
mod tests {
    use super::device_of;

    #[test]
    fn paths_and_their_devices() {
        for (path, device) in [
            ("/var/log/network/edge-gw-1/2026-01-05.log", "edge-gw-1"),
            ("network/edge-gw-1/2026/01/05.log", "edge-gw-1"),
            ("logs/edge-gw-1.log", "edge-gw-1"),
            ("logs/edge-gw-1.example.net.log.3", "edge-gw-1.example.net"),
            ("logs/192.0.2.1.log", "192.0.2.1"),
            ("logs/192.0.2.1", "192.0.2.1"),
            ("logs/192.0.2.1/syslog.log", "192.0.2.1"),
            ("edge-gw-1-2026-01-05.log", "edge-gw-1"),
            ("edge-gw-1_20260105.log", "edge-gw-1"),
            ("2026-01-05-edge-gw-1.log", "edge-gw-1"),
            ("sw-01/messages", "sw-01"),
            ("sw-01/syslog-20260105", "sw-01"),
            ("logs/syslog.log", "syslog"),
            ("logs.tar.gz!edge-gw-1/2026-01-05.log", "edge-gw-1"),
            ("edge-gw-1.txt!show logging", "edge-gw-1"),
            ("logs/20260105.log", "20260105"),
            ("", ""),
        ] {
            assert_eq!(device_of(path), device, "{path}");
        }
    }
}
