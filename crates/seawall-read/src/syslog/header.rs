//! The header of a log line: priority, relays, stamps, sequence numbers, hosts, mnemonic.
//!
//! Written by hand, one pass, no backtracking over more than one word. The grammars of RFC 3164
//! and RFC 5424 fit 65 of 165 sample lines of routers and switches (29 of the 76 Cisco ones),
//! which is why `syslog_loose`, which reads these two well, does not stand here: devices put sequence numbers, clock marks, their
//! name and a second stamp where these grammars want a host and a tag, and relays put their own
//! header before that. So a header is read as what it is, a row of items in any sensible order:
//! `<189>`, `521:`, `router1:`, `*Nov 14 08:30:56.699:`, `RP/0/RSP0/CPU0:`, `bgp[1051]:`,
//! `%LINK-5-CHANGED:`.
//!
//! What stands after the first mnemonic is never taken for header: who can write into a message
//! must not be able to write a header.

use crate::time::{Mark, Stamp, stamp};

/// Items read before a line is given up: relays nest, but not endlessly.
const MOST_ITEMS: usize = 24;

/// What a mnemonic says: `%FACILITY-SEVERITY-MNEMONIC`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mnemonic<'a> {
    /// May hold hyphens: `MGBL-SYS`, `SYSMGR-STANDBY`.
    pub(crate) facility: &'a str,
    /// 0 to 7.
    pub(crate) severity: u8,
    pub(crate) name: &'a str,
}

/// A line's header.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Header<'a> {
    /// The last `<…>`.
    pub(crate) priority: Option<u16>,
    /// The device's stamp, or the only one.
    pub(crate) stamp: Option<Stamp>,
    /// What stands before that stamp; only a device writes marks.
    pub(crate) mark: Option<Mark>,
    /// The stamp of the last relay.
    pub(crate) relay_stamp: Option<Stamp>,
    /// The name the device gives itself.
    pub(crate) own: Option<&'a str>,
    /// The name the last relay gives the sender.
    pub(crate) relay: Option<&'a str>,
    /// The program and its process, as RFC 5424 puts them into the header.
    pub(crate) program: Option<(&'a str, Option<&'a str>)>,
    /// The last sequence number.
    pub(crate) sequence: Option<i64>,
    pub(crate) mnemonic: Option<Mnemonic<'a>>,
    /// Where the message begins, in bytes.
    pub(crate) message: usize,
    /// Whether it is `last message repeated N times`.
    pub(crate) repeated: bool,
    /// Items understood.
    pub(crate) items: usize,
}

impl Header<'_> {
    /// Whether a device stamped the line itself, whatever it then says: debugging output carries
    /// no mnemonic.
    pub(crate) fn is_devices_own(&self) -> bool {
        self.mark.is_some()
    }

    /// Whether it has a stamp and a host or a priority: a syslog line of some system.
    pub(crate) fn is_syslog(&self) -> bool {
        (self.stamp.is_some() && (self.relay.is_some() || self.own.is_some()))
            || (self.priority.is_some() && self.items >= 2)
    }
}

/// Reads the header of a line.
pub(crate) fn header(line: &str) -> Header<'_> {
    let mut scan = Scan {
        line,
        at: 0,
        header: Header::default(),
        after_open_stamp: false,
        closed: false,
        dated: None,
    };
    while scan.header.items < MOST_ITEMS && scan.item() {
        scan.header.items += 1;
    }
    if scan
        .header
        .relay_stamp
        .is_some_and(|relay| relay.year.is_none())
        && scan.dated.is_some()
    {
        scan.header.relay_stamp = scan.dated;
    }
    scan.header.message = scan.at;
    scan.header
}

struct Scan<'a> {
    line: &'a str,
    at: usize,
    header: Header<'a>,
    /// Whether the last item was a stamp with no colon after it: a host follows.
    after_open_stamp: bool,
    /// Whether the last stamp ended with a colon, as a device's own does: no host follows.
    closed: bool,
    /// The first relay's stamp that has a year.
    dated: Option<Stamp>,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest().as_bytes();
        self.at += rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
    }

    /// Reads one item; false if what follows is the message.
    fn item(&mut self) -> bool {
        self.blanks();
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let Some(first) = bytes.first() else {
            return false;
        };
        if self.header.mnemonic.is_some() {
            return false;
        }
        let after_open_stamp = std::mem::take(&mut self.after_open_stamp);
        match first {
            b'<' => return self.priority(bytes),
            b'%' => return self.mnemonic(rest),
            b':' => {
                self.at += 1;
                return true;
            }
            b'*' | b'.' => {
                let mark = if *first == b'*' {
                    Mark::Never
                } else {
                    Mark::Lost
                };
                let after = bytes.get(1..).unwrap_or_default();
                let blanks = usize::from(after.first() == Some(&b' '));
                let Some((stamp, used)) = stamp(after.get(blanks..).unwrap_or_default()) else {
                    return false;
                };
                self.stamp(stamp, Some(mark), 1 + blanks + used);
                return true;
            }
            _ => {}
        }
        if let Some((stamp, used)) = stamp(bytes) {
            self.stamp(stamp, None, used);
            return true;
        }
        if let Some(used) = uptime(bytes) {
            self.at += used;
            return true;
        }
        if let Some((sequence, used)) = sequence(bytes) {
            self.header.sequence = sequence.or(self.header.sequence);
            self.at += used;
            return true;
        }
        if let Some(used) = node(bytes) {
            self.at += used;
            return true;
        }
        if rest.starts_with("last message repeated ") {
            self.header.repeated = true;
            return false;
        }
        self.word(rest, after_open_stamp)
    }

    fn stamp(&mut self, stamp: Stamp, mark: Option<Mark>, used: usize) {
        if let Some(earlier) = self.header.stamp {
            self.header.relay_stamp = Some(earlier);
            if earlier.year.is_some() && self.dated.is_none() {
                self.dated = Some(earlier);
            }
        }
        self.header.stamp = Some(stamp);
        self.header.mark = mark;
        self.at += used;
        self.blanks();
        self.closed = self.rest().starts_with(':');
        if self.closed && mark.is_none() {
            self.header.mark = Some(Mark::Synchronised);
        }
        self.after_open_stamp = !self.closed;
        self.at += usize::from(self.closed);
    }

    fn priority(&mut self, bytes: &'a [u8]) -> bool {
        let digits = digits(bytes.get(1..).unwrap_or_default());
        if !(1..=3).contains(&digits) || bytes.get(1 + digits) != Some(&b'>') {
            return false;
        }
        let number = self.line.get(self.at + 1..self.at + 1 + digits);
        let Some(priority) = number.and_then(|number| number.parse::<u16>().ok()) else {
            return false;
        };
        if priority > 191 {
            return false;
        }
        self.header.priority = Some(priority);
        self.closed = false;
        self.at += digits + 2;
        if let Some(used) = self.rfc5424() {
            self.at += used;
        }
        true
    }

    /// `1 STAMP HOST APP PROC MSGID SD`, after the priority (RFC 5424, section 6).
    fn rfc5424(&mut self) -> Option<usize> {
        let rest = self.rest();
        let fields = rest.strip_prefix("1 ")?;
        let (time, fields) = word(fields);
        let stamp = if time == "-" {
            None
        } else {
            let (stamp, used) = stamp(time.as_bytes())?;
            (used == time.len()).then_some(())?;
            Some(stamp)
        };
        let (host, fields) = word(fields.trim_start());
        let (program, fields) = word(fields.trim_start());
        let (process, fields) = word(fields.trim_start());
        let (_message_id, fields) = word(fields.trim_start());
        let fields = fields.trim_start();
        let (data, after) = structured_data(fields)?;
        if let Some(stamp) = stamp {
            self.header.stamp = Some(stamp);
        }
        if host != "-" && !host.is_empty() {
            self.header.relay = Some(host);
        }
        if program != "-" && !program.is_empty() {
            self.header.program = Some((program, Some(process).filter(|process| *process != "-")));
        }
        if let Some((_, value)) = data.split_once("sequenceId=\"") {
            let number = value.split('"').next().unwrap_or_default();
            self.header.sequence = number.parse().ok().or(self.header.sequence);
        }
        let after = after.trim_start_matches([' ', '\u{feff}']);
        let after = after.strip_prefix("BOM").map_or(after, |text| {
            // Some devices write the three letters.
            if text.starts_with('%') { text } else { after }
        });
        Some(rest.len() - after.len())
    }

    fn mnemonic(&mut self, rest: &'a str) -> bool {
        let Some((mnemonic, used)) = mnemonic(rest) else {
            return false;
        };
        self.header.mnemonic = Some(mnemonic);
        self.at += used;
        true
    }

    /// A host, a relay's name of one, or a process before the mnemonic.
    fn word(&mut self, rest: &'a str, after_open_stamp: bool) -> bool {
        let (word, after) = word(rest);
        let after = after.trim_start_matches([' ', '\t']);
        let used = rest.len() - after.len();
        let bare = word.strip_suffix(':');
        let followed = begins_item(after);
        if bare.is_some_and(|name| self.closed || name.ends_with(']')) {
            // `bgp[1051]:` belongs to the header only where a mnemonic follows.
            let header = after.starts_with('%') && followed;
            if header {
                self.at += used;
            }
            return header;
        }
        let name = bare.unwrap_or(word);
        if !is_host(name) {
            return false;
        }
        if is_facility_and_level(name) && followed {
            self.at += used;
            return true;
        }
        match bare {
            Some(name) if followed => self.header.own = Some(name),
            None if followed && node(after.as_bytes()).is_some() => self.header.own = Some(name),
            None if after_open_stamp || followed => self.header.relay = Some(name),
            _ => return false,
        }
        self.at += used;
        true
    }
}

/// Whether a text begins with an item of which a message cannot be mistaken for.
fn begins_item(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.first() {
        Some(b'%') => mnemonic(text).is_some(),
        Some(b'*' | b'.') => {
            let after = bytes.get(1..).unwrap_or_default();
            let blanks = usize::from(after.first() == Some(&b' '));
            stamp(after.get(blanks..).unwrap_or_default()).is_some()
        }
        Some(b'<') => {
            let digits = digits(bytes.get(1..).unwrap_or_default());
            (1..=3).contains(&digits) && bytes.get(1 + digits) == Some(&b'>')
        }
        Some(b':') => matches!(bytes.get(1), Some(b' ')),
        Some(_) => {
            stamp(bytes).is_some()
                || uptime(bytes).is_some()
                || sequence(bytes).is_some()
                || node(bytes).is_some()
                || {
                    let (word, _) = word(text);
                    is_facility_and_level(word)
                }
        }
        None => false,
    }
}

fn digits(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

fn word(text: &str) -> (&str, &str) {
    let end = text
        .bytes()
        .position(|byte| matches!(byte, b' ' | b'\t'))
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// `521:`, and the number if it fits.
fn sequence(bytes: &[u8]) -> Option<(Option<i64>, usize)> {
    let count = digits(bytes);
    if count == 0 || bytes.get(count) != Some(&b':') {
        return None;
    }
    // `2001:db8::1` and `7:04:` are none.
    let ends = bytes
        .get(count + 1)
        .is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'*' | b'%'));
    let value = bytes.iter().take(count).try_fold(0_i64, |value, byte| {
        value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))
    });
    ends.then_some((value, count + 1))
}

/// A device that counts from its start instead of telling the time: `00:01:01:`, `3w2d:`, `1 2:`.
fn uptime(bytes: &[u8]) -> Option<usize> {
    let end = bytes.iter().take(16).position(|byte| {
        !matches!(
            byte,
            b'0'..=b'9' | b':' | b'.' | b'y' | b'w' | b'd' | b'h' | b' '
        )
    })?;
    let end = bytes.get(..end)?.iter().rposition(|byte| *byte == b':')?;
    let text = bytes.get(..end)?;
    let (mut colons, mut units, mut spaces, mut run, mut last) = (0, 0, 0, 0, b' ');
    for byte in text {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        match byte {
            b':' if last.is_ascii_digit() => colons += 1,
            b'y' | b'w' | b'd' | b'h' if last.is_ascii_digit() => units += 1,
            b' ' if last.is_ascii_digit() => spaces += 1,
            b'0'..=b'9' if run <= 4 => {}
            b'.' if last.is_ascii_digit() => {}
            _ => return None,
        }
        // `2001:10::1` is an address.
        if colons > 0 && run > 2 {
            return None;
        }
        last = *byte;
    }
    let first_group = digits(text);
    let counts = match (colons, units, spaces) {
        (1 | 2, 0, 0) => first_group <= 2,
        (0, 1.., 0) => first_group > 0,
        // `1 2:` and not `192.0.2.1 :`.
        (0, 0, 1) => first_group > 0 && last.is_ascii_digit() && !text.contains(&b'.'),
        _ => false,
    };
    counts.then_some(end + 1)
}

/// A card of an IOS XR router: `RP/0/RSP0/CPU0:`, `0/RP0/ADMIN0:`.
fn node(bytes: &[u8]) -> Option<usize> {
    let end = bytes
        .iter()
        .take(32)
        .position(|byte| !(byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'/'))?;
    let slashes = bytes
        .get(..end)?
        .iter()
        .filter(|byte| **byte == b'/')
        .count();
    (slashes >= 2 && bytes.get(end) == Some(&b':')).then_some(end + 1)
}

fn is_host(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 255
        && name
            .bytes()
            .any(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b':'))
        && name.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && name.bytes().all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(
                    byte,
                    b'.' | b'-' | b'_' | b':' | b'/' | b'@' | b'(' | b')' | b'#'
                )
                || byte >= 0x80
        })
}

/// `Local7.Notice`, as a collector on Windows writes priorities.
fn is_facility_and_level(word: &str) -> bool {
    const FACILITIES: [&str; 13] = [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron",
        "authpriv", "ftp", "local",
    ];
    const LEVELS: [&str; 11] = [
        "emerg",
        "emergency",
        "alert",
        "crit",
        "critical",
        "err",
        "error",
        "warning",
        "notice",
        "info",
        "debug",
    ];
    let Some((facility, level)) = word.split_once('.') else {
        return false;
    };
    let facility = facility.trim_end_matches(|c: char| c.is_ascii_digit());
    FACILITIES
        .iter()
        .any(|known| facility.eq_ignore_ascii_case(known))
        && LEVELS.iter().any(|known| level.eq_ignore_ascii_case(known))
}

/// `-` or `[id name="value" …]…`, and what follows it.
fn structured_data(text: &str) -> Option<(&str, &str)> {
    if let Some(after) = text.strip_prefix('-') {
        return (after.is_empty() || after.starts_with(' ')).then_some(("", after));
    }
    let mut at = 0;
    let bytes = text.as_bytes();
    while bytes.get(at) == Some(&b'[') {
        let mut quoted = false;
        loop {
            match bytes.get(at)? {
                b'\\' if quoted => at += 1,
                b'"' => quoted = !quoted,
                b']' if !quoted => break,
                _ => {}
            }
            at += 1;
        }
        at += 1;
    }
    if at == 0 {
        return None;
    }
    text.split_at_checked(at)
}

/// `%FACILITY-SEVERITY-MNEMONIC` with its colon (before which XR puts a space; ACI has none), and
/// how many bytes it takes.
pub(crate) fn mnemonic(text: &str) -> Option<(Mnemonic<'_>, usize)> {
    let after = text.strip_prefix('%')?;
    let length = after
        .bytes()
        .position(|byte| {
            !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/' | b'.'))
        })
        .unwrap_or(after.len());
    let code = after.get(..length)?;
    let bytes = code.as_bytes();
    let split = bytes
        .windows(3)
        .position(|window| matches!(window, [b'-', b'0'..=b'7', b'-']))?;
    let facility = code.get(..split)?;
    let name = code.get(split + 3..)?;
    let severity = bytes.get(split + 1)? - b'0';
    let plausible = |part: &str| {
        part.bytes()
            .any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    if !plausible(facility) || !plausible(name) {
        return None;
    }
    let rest = after.get(length..)?;
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let colon = match rest.as_bytes().get(blanks) {
        Some(b':') => blanks + 1,
        None => blanks,
        Some(_) if blanks > 0 => 0,
        Some(_) => return None,
    };
    Some((
        Mnemonic {
            facility,
            severity,
            name,
        },
        1 + length + colon,
    ))
}

/// The mnemonic of a message that wraps another one, as IOS XE does for its Linux side:
/// `%IOSXE-6-PLATFORM: … %FW-6-DROP_PKT: …`.
pub(crate) fn wrapped<'a>(outer: Mnemonic<'a>, message: &'a str) -> Option<Mnemonic<'a>> {
    if !outer.facility.starts_with("IOSXE") || outer.name != "PLATFORM" {
        return None;
    }
    message
        .match_indices(" %")
        .find_map(|(at, _)| mnemonic(message.get(at + 1..)?))
        .map(|(inner, _)| inner)
}
