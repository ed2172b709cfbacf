//! Values in text that somebody may one day publish as indicators: addresses, domains, e-mail
//! addresses, hashes, file names, accounts. They are taken out once, while a line is read, so that
//! a new notice needs no log again.
//!
//! What it leaves out: whether a value is an indicator, and what that means.

use std::collections::HashMap;

use seawall_model::tables::Sighting;
use seawall_model::{Address, Moment, Origin, Row, Rows, SECRET_CLOSE, SECRET_OPEN};

/// What a value is. The words are those of `sighting.kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObservableKind {
    /// An IPv4 or IPv6 address.
    Address,
    /// A host name with at least two labels, the last of letters.
    Domain,
    /// An e-mail address.
    Email,
    /// A hash of 32 hexadecimal digits.
    Md5,
    /// A hash of 40 hexadecimal digits.
    Sha1,
    /// A hash of 64 hexadecimal digits.
    Sha256,
    /// The last part of a path.
    File,
    /// The account of a login or a command.
    Account,
    /// A value that was masked as a secret, which a hash may have been: its mask.
    Secret,
}

impl ObservableKind {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Domain => "domain",
            Self::Email => "email",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::File => "file",
            Self::Account => "account",
            Self::Secret => "secret",
        }
    }
}

/// Longer words are no values: no name, path part or hash is.
const LONGEST: usize = 255;

/// Calls `found` for every value in a text, in order, repetitions included. Linear in the text.
pub fn observables(text: &str, found: &mut dyn FnMut(ObservableKind, &str)) {
    for (at, _) in text.match_indices(SECRET_OPEN) {
        let mask = text.get(at..).and_then(|rest| {
            let end = rest.find(SECRET_CLOSE)?;
            rest.get(..end + SECRET_CLOSE.len())
        });
        if let Some(mask) = mask.filter(|mask| mask.len() <= LONGEST) {
            found(ObservableKind::Secret, mask);
        }
    }
    let bytes = text.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let Some(&byte) = bytes.get(start) else { break };
        if !is_word(byte) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        // A word worth looking at has a dot, a colon or a digit; most have none.
        let mut telling = byte.is_ascii_digit();
        while let Some(&next) = bytes.get(end)
            && is_word(next)
        {
            telling |= next == b'.' || next == b':' || next.is_ascii_digit();
            end += 1;
        }
        if telling && let Some(written) = text.get(start..end) {
            let after_slash = start > 0 && bytes.get(start - 1) == Some(&b'/');
            word(written, after_slash, found);
        }
        start = end;
    }
}

/// The bytes of addresses, names and hashes, e-mail and what separates port from address.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b':' | b'_' | b'-' | b'@')
}

fn word(written: &str, after_slash: bool, found: &mut dyn FnMut(ObservableKind, &str)) {
    let word = written.trim_matches(['.', '-', '_', '@']);
    if word.len() > LONGEST {
        return;
    }
    if let Some(address) = address(word) {
        found(ObservableKind::Address, &address.to_string());
        return;
    }
    let hash = match word.len() {
        32 => Some(ObservableKind::Md5),
        40 => Some(ObservableKind::Sha1),
        64 => Some(ObservableKind::Sha256),
        _ => None,
    };
    if let Some(kind) = hash
        && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        found(kind, &word.to_ascii_lowercase());
        return;
    }
    // `Source:2001:db8::1`, `update:2001:db8::1@pts`: a word stands before or after the address.
    if let Some((_, rest)) = word.split_once(':')
        && let Some(address) = six(rest.split('@').next().unwrap_or(rest)).or_else(|| {
            let (before, _) = word.split_once('@')?;
            six(before)
        })
    {
        found(ObservableKind::Address, &address.to_string());
        return;
    }
    // `bootflash:tac.pcap`, `Address:203.0.113.9`, `host:443`: each part for itself.
    let parts = word.split(':');
    let alone = !word.contains(':');
    for part in parts {
        let part = part.trim_matches(['.', '-', '_', '@']);
        if !alone && let Some(address) = address(part) {
            found(ObservableKind::Address, &address.to_string());
        } else if let Some((user, host)) = part.split_once('@') {
            if !user.is_empty() && is_domain(host) {
                found(ObservableKind::Email, &part.to_ascii_lowercase());
                found(ObservableKind::Domain, &host.to_ascii_lowercase());
            }
            // `user@203.0.113.9`, `203.0.113.5@pts`: an address on either side.
            for side in [user, host] {
                if let Some(address) = address(side) {
                    found(ObservableKind::Address, &address.to_string());
                }
            }
        } else if part.contains(['-', '_']) && !is_domain(part) {
            // `203.0.113.5-203.0.113.9`, `peer_203.0.113.9`.
            for piece in part.split(['-', '_']) {
                if let Some(address) = address(piece) {
                    found(ObservableKind::Address, &address.to_string());
                }
            }
        } else if is_domain(part) {
            let lower = part.to_ascii_lowercase();
            found(ObservableKind::Domain, &lower);
            // After a slash or a colon it may as well be a file.
            if after_slash || !alone {
                found(ObservableKind::File, &lower);
            }
        }
    }
}

/// An address, alone or with `:port` or `.port` after an IPv4 one.
fn address(word: &str) -> Option<Address> {
    if !word.bytes().next()?.is_ascii_hexdigit() && !word.starts_with(':') {
        return None;
    }
    let colons = word.bytes().filter(|byte| *byte == b':').count();
    if colons >= 2 {
        return six(word);
    }
    let (four, port) = word.split_once(':').unwrap_or((word, ""));
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let dots = four.bytes().filter(|byte| *byte == b'.').count();
    match dots {
        3 => Address::parse(four),
        // `192.0.2.1.443`, as tcpdump and some Cisco lines write it.
        4 => four.rsplit_once('.').and_then(|(four, port)| {
            let _: u16 = port.parse().ok()?;
            Address::parse(four)
        }),
        _ => None,
    }
}

/// An IPv6 address, a colon of the sentence after it or not.
fn six(word: &str) -> Option<Address> {
    if word.bytes().filter(|byte| *byte == b':').count() < 2 {
        return None;
    }
    Address::parse(word).or_else(|| Address::parse(word.strip_suffix(':')?))
}

/// Whether it has the form of a host name (RFC 1123, section 2.1) with a last label of letters.
fn is_domain(word: &str) -> bool {
    let Some((_, last)) = word.rsplit_once('.') else {
        return false;
    };
    (2..=24).contains(&last.len())
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && word.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        })
}

/// What was seen of one value on one day.
#[derive(Clone, Copy, Debug)]
struct Seen {
    first: (Option<Moment>, Option<f64>, Origin),
    last: (Option<Moment>, Origin),
    lines: i64,
}

/// Device as named, kind, value and day.
type Key = (String, ObservableKind, String, Option<i64>);

/// Values kept before they are written: more in one source are written in several rows.
const KEPT: usize = 200_000;

const DAY: i64 = 86_400_000_000;

/// Passes rows on, and adds the sightings of the values in them.
pub struct Observing<'r> {
    rows: &'r mut dyn Rows,
    seen: HashMap<Key, Seen>,
}

impl<'r> Observing<'r> {
    /// Observes what is pushed to `rows`, the rows of one source.
    pub fn new(rows: &'r mut dyn Rows) -> Self {
        Self {
            rows,
            seen: HashMap::new(),
        }
    }

    /// Adds what is still kept, sorted so that the same source always gives the same rows.
    pub fn finish(mut self) {
        self.flush();
    }

    fn flush(&mut self) {
        let mut seen: Vec<(Key, Seen)> = self.seen.drain().collect();
        seen.sort_by(|(a, _), (b, _)| a.cmp(b));
        for ((seen_as, kind, value, _), seen) in seen {
            let address = (kind == ObservableKind::Address).then(|| Address::parse(&value));
            self.rows.push(Row::Sighting(Sighting {
                seen_as,
                time: seen.first.0,
                time_error: seen.first.1,
                kind: kind.as_str().to_owned(),
                value,
                address: address.flatten(),
                last: seen.last.0,
                lines: seen.lines,
                last_origin: seen.last.1,
                origin: seen.first.2,
            }));
        }
    }

    /// A line of a snapshot, which has no time.
    fn still(&mut self, seen_as: &str, origin: Origin, text: &str) {
        let place = Place {
            seen_as,
            time: None,
            time_error: None,
            origin,
        };
        observables(text, &mut |kind, value| self.note(&place, kind, value));
    }

    fn note(&mut self, line: &Place<'_>, kind: ObservableKind, value: &str) {
        let day = line.time.map(|time| time.0.div_euclid(DAY));
        let key = (line.seen_as.to_owned(), kind, value.to_owned(), day);
        self.seen
            .entry(key)
            .and_modify(|seen| {
                // Twice in one line is one line.
                seen.lines += i64::from(seen.last.1 != line.origin);
                seen.last = (line.time.max(seen.last.0), line.origin.max(seen.last.1));
                if line.time < seen.first.0 && line.time.is_some() {
                    seen.first = (line.time, line.time_error, line.origin);
                }
            })
            .or_insert(Seen {
                first: (line.time, line.time_error, line.origin),
                last: (line.time, line.origin),
                lines: 1,
            });
        if self.seen.len() >= KEPT {
            self.flush();
        }
    }
}

/// The line that a row is.
struct Place<'l> {
    seen_as: &'l str,
    time: Option<Moment>,
    time_error: Option<f64>,
    origin: Origin,
}

impl Rows for Observing<'_> {
    fn push(&mut self, row: Row) {
        macro_rules! event {
            ($row:expr) => {
                Place {
                    seen_as: &$row.seen_as,
                    time: $row.time,
                    time_error: $row.time_error,
                    origin: $row.origin,
                }
            };
        }
        match &row {
            Row::Log(line) => {
                observables(&line.text, &mut |kind, value| {
                    self.note(&event!(line), kind, value);
                });
            }
            Row::ConfigLine(line) => self.still(&line.seen_as, line.origin, &line.text),
            Row::ShowLine(line) => self.still(&line.seen_as, line.origin, &line.text),
            Row::Login(login) => {
                if let Some(account) = &login.account {
                    self.note(&event!(login), ObservableKind::Account, account);
                }
            }
            Row::Command(command) => {
                if let Some(account) = &command.account {
                    self.note(&event!(command), ObservableKind::Account, account);
                }
                // What was typed into a recorded terminal stands in no other row.
                if command.channel == crate::expand::TRANSCRIPT {
                    observables(&command.command, &mut |kind, value| {
                        self.note(&event!(command), kind, value);
                    });
                }
            }
            _ => {}
        }
        self.rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> String {
        let mut all = Vec::new();
        observables(text, &mut |kind, value| {
            all.push(format!("{} {value}", kind.as_str()));
        });
        all.join(", ")
    }

    #[test]
    fn values_are_found_exact_to_the_token() {
        let cases = [
            (
                "permit 192.0.2.7 0.0.0.255 log",
                "address 192.0.2.7, address 0.0.0.255",
            ),
            (
                "Login Success [Source: 203.0.113.9] at 08:00:00 UTC",
                "address 203.0.113.9",
            ),
            (
                "tcp 203.0.113.9:443 -> 192.0.2.1.57722, 2001:DB8::1 and [2001:db8::0:2]:22",
                "address 203.0.113.9, address 192.0.2.1, address 2001:db8::1, address 2001:db8::2",
            ),
            ("::ffff:203.0.113.9", "address 203.0.113.9"),
            ("ip address 10.0.0.1/24", "address 10.0.0.1"),
            // Not this address, but others that contain its digits.
            (
                "1203.0.113.9 203.0.113.99 203.0.113.9.1.2",
                "address 203.0.113.99",
            ),
            (
                "copy bootflash:tac.pcap ftp://files.example.net/in/tac.pcap",
                "domain tac.pcap, file tac.pcap, domain files.example.net, file files.example.net, \
                 domain tac.pcap, file tac.pcap",
            ),
            (
                "mail from Ops@Example.NET, scp user@203.0.113.9:x",
                "email ops@example.net, domain example.net, address 203.0.113.9",
            ),
            (
                "MD5 (x) = D41D8CD98F00B204E9800998ECF8427E",
                "md5 d41d8cd98f00b204e9800998ecf8427e",
            ),
            (
                "update:203.0.113.5@pts/0:admin:show run, 203.0.113.8-203.0.113.9 and peer_203.0.113.7",
                "address 203.0.113.5, address 203.0.113.8, address 203.0.113.9, address 203.0.113.7",
            ),
            (
                "[Source:2001:db8::1] from 2001:db8::2: update:2001:db8::3@pts/0:admin",
                "address 2001:db8::1, address 2001:db8::2, address 2001:db8::3",
            ),
            ("GigabitEthernet0/0/1.100 is 12.4(24)T3 at 3.16.5S", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(values(text), expected, "{text}");
        }
    }

    #[test]
    fn a_day_of_one_value_is_one_row() {
        let mut rows: Vec<Row> = Vec::new();
        let mut observing = Observing::new(&mut rows);
        for (line, hour) in [(1_u32, 8), (2, 9), (3, 40)] {
            observing.push(Row::Log(seawall_model::tables::Log {
                seen_as: "edge-1".to_owned(),
                time: Some(Moment(hour * 3_600_000_000)),
                text: "from 203.0.113.9 to 203.0.113.9".to_owned(),
                origin: Origin::new(1, line),
                ..Default::default()
            }));
        }
        observing.finish();
        let seen: Vec<String> = rows
            .iter()
            .filter_map(|row| match row {
                Row::Sighting(seen) => Some(format!(
                    "{} {} {} lines, {:?} to {:?}",
                    seen.seen_as, seen.value, seen.lines, seen.origin, seen.last_origin
                )),
                _ => None,
            })
            .collect();
        insta::assert_snapshot!(seen.join("\n"), @r"
        edge-1 203.0.113.9 2 lines, Origin(4294967297) to Origin(4294967298)
        edge-1 203.0.113.9 1 lines, Origin(4294967299) to Origin(4294967299)
        ");
    }
}
