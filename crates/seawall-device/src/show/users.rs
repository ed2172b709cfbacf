//! `show users`, `who`: who is on the device now, from where, and where on to.

use seawall_model::Address;
use seawall_model::tables::DeviceSession;

use super::{Command, Output};
use crate::shape::Columns;
use crate::words::Words;

pub(super) const USERS: Command = Command {
    id: "show-users",
    typed: &[
        "show users",
        "show users all",
        "show users wide",
        "show users all wide",
        "who",
    ],
    whole: &[],
    looks: |line| Heading::of(line, 0).is_some(),
    read,
};

/// Which of the tables a heading opens.
enum Heading {
    /// IOS, IOS XE and IOS XR: lines.
    Lines(Columns),
    /// IOS XE: sessions on interfaces.
    Interfaces(Columns),
    /// IOS XR.
    Services(Columns),
    /// NX-OS.
    Names,
}

/// The heading of IOS.
const USUAL: &str = "Line       User       Host(s)              Idle       Location";

impl Heading {
    fn of(line: &str, indent: u16) -> Option<Self> {
        let begins = |word: &str| line.split_ascii_whitespace().next() == Some(word);
        let columns = |headings: &[&str]| Columns::of(line, indent, headings);
        if begins("Line") {
            columns(&["User", "Host(s)", "Idle", "Location"])
                .map(Self::Lines)
                .or_else(|| {
                    columns(&["User", "Service", "Conns", "Idle", "Location"]).map(Self::Services)
                })
        } else if begins("Interface") {
            columns(&["Interface", "User", "Mode", "Idle", "Peer Address"]).map(Self::Interfaces)
        } else if begins("NAME") && line.contains("LINE") && line.contains("IDLE") {
            Some(Self::Names)
        } else {
            None
        }
    }
}

fn read(output: &mut Output<'_>) {
    let mut heading = None;
    // The session that further lines may go on with, and its line.
    let mut open: Option<(DeviceSession, usize)> = None;
    for index in output.lines() {
        let (line, indent) = (output.line(index), output.indent(index));
        if let Some(next) = Heading::of(line, indent) {
            match next {
                Heading::Services(_) => output.platform = Some("cisco-ios-xr"),
                Heading::Names => output.platform = Some("cisco-nx-os"),
                _ => {}
            }
            heading = Some(next);
            close(output, &mut open);
            output.begin(index);
            continue;
        }
        // A pipe may have left the heading out.
        if heading.is_none() && designation(line).is_some() {
            heading = Heading::of(USUAL, 4);
        }
        let session = match &heading {
            None => continue,
            Some(Heading::Names) => named(output, line),
            Some(Heading::Interfaces(columns)) => on_interface(output, columns.cells(line, indent)),
            Some(Heading::Lines(columns) | Heading::Services(columns)) => {
                on_line(output, columns, line, indent)
            }
        };
        match session {
            Some(session) => {
                close(output, &mut open);
                open = Some((session, index));
            }
            None => {
                let columns = match &heading {
                    Some(
                        Heading::Lines(columns)
                        | Heading::Services(columns)
                        | Heading::Interfaces(columns),
                    ) => columns,
                    _ => continue,
                };
                if let Some((session, _)) = &mut open {
                    go_on(output, session, &columns.cells(line, indent));
                    output.taken(index);
                }
            }
        }
    }
    close(output, &mut open);
}

/// A line nobody is on is shown by `show users all`, and is no session.
fn close(output: &mut Output<'_>, open: &mut Option<(DeviceSession, usize)>) {
    if let Some((session, index)) = open.take() {
        let nobody = session.account.is_none()
            && session.from_address.is_none()
            && session.from_name.is_none()
            && session.onward.is_none()
            && session.service.is_none()
            && !session.asked;
        if nobody {
            output.known(index);
        } else {
            let mut session = session;
            // That a line is idle is no host.
            session.onward = session.onward.filter(|host| host != "idle");
            output.push(session, index);
        }
    }
}

/// The line's designation, `*` if it is the one that asks, and where the rest begins.
fn designation(line: &str) -> Option<(bool, String, usize)> {
    const KINDS: [&str; 7] = ["con", "vty", "aux", "tty", "lpt", "cty", "console"];
    let words = Words::of(line);
    let word = |at: usize| words.get(line, at);
    // `*` stands alone or before the number.
    let (asked, mut at) = match word(0)? {
        "*" => (true, 1),
        first => (first.starts_with('*'), 0),
    };
    let plain = |at: usize| word(at).map(|word| word.trim_start_matches('*'));
    if plain(at)?.bytes().all(|b| b.is_ascii_digit()) {
        at += 1;
    }
    let kind = plain(at)?;
    let end = |at: usize| words.span(at).map(|span| span.end);
    if KINDS.contains(&kind) {
        let number = word(at + 1)?;
        let numbered = number.bytes().all(|b| b.is_ascii_digit() || b == b'/');
        return numbered.then_some((asked, format!("{kind} {number}"), end(at + 1)?));
    }
    // IOS XR: con0/RP0/CPU0, vty0.
    let numbered = kind.get(3..)?.starts_with(|c: char| c.is_ascii_digit());
    let known = KINDS.contains(&kind.get(..3)?);
    (known && numbered).then_some((asked, kind.to_owned(), end(at)?))
}

fn on_line(
    output: &Output<'_>,
    columns: &Columns,
    line: &str,
    indent: u16,
) -> Option<DeviceSession> {
    let (asked, designation, at) = designation(line)?;
    let rest = line.get(at..)?;
    let cells = columns.cells(
        rest,
        indent.saturating_add(at.min(usize::from(u16::MAX)) as u16),
    );
    let mut session = DeviceSession {
        line: designation,
        incoming: true,
        asked,
        ..DeviceSession::default()
    };
    go_on(output, &mut session, &cells);
    Some(session)
}

/// Puts what stands in the cells where nothing stands yet: long values go on on further lines.
fn go_on(output: &Output<'_>, session: &mut DeviceSession, cells: &[&str]) {
    match cells {
        [account, host, idle_for, location] => {
            // A heading that stands too far right does not make a host of the word.
            let (account, host) = match account.strip_suffix(" idle") {
                Some(account) if host.is_empty() => (account, "idle"),
                _ => (*account, *host),
            };
            session.account = session.account.take().or_else(|| output.some(account));
            if let Some(host) = output.some(host) {
                session.onward = Some(match session.onward.take() {
                    Some(before) if before != "idle" => format!("{before} {host}"),
                    _ => host,
                });
            }
            session.idle = session.idle.or_else(|| idle(idle_for));
            from(output, session, location);
        }
        [first, second, third, fourth, fifth] => {
            // IOS XR: account, service, connections, idle, location; on an interface: itself,
            // account, mode, idle, peer.
            let (account, service) = if session.line == *first || first.is_empty() {
                (second, third)
            } else {
                (first, second)
            };
            session.account = session.account.take().or_else(|| output.some(account));
            session.service = session.service.take().or_else(|| output.some(service));
            session.idle = session.idle.or_else(|| idle(fourth));
            from(output, session, fifth);
        }
        _ => {}
    }
}

fn on_interface(output: &Output<'_>, cells: Vec<&str>) -> Option<DeviceSession> {
    let interface = output.some(cells.first()?)?;
    let mut session = DeviceSession {
        line: interface,
        incoming: true,
        ..DeviceSession::default()
    };
    go_on(output, &mut session, &cells);
    Some(session)
}

/// NX-OS: `ann  pts/0  Jan  2 03:04  .  812 (192.0.2.9) session=ssh *`.
fn named(output: &Output<'_>, line: &str) -> Option<DeviceSession> {
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    let [account, terminal, rest @ ..] = words.as_slice() else {
        return None;
    };
    let time = rest.iter().take(3).position(|word| word.contains(':'))?;
    let comment = rest.get(time + 3..).unwrap_or_default();
    let mut session = DeviceSession {
        line: output.safe(terminal),
        account: output.some(account),
        idle: rest.get(time + 1).and_then(|word| idle(word)),
        incoming: true,
        asked: comment.last().is_some_and(|word| word.ends_with('*')),
        ..DeviceSession::default()
    };
    for word in comment {
        if let Some(place) = word
            .strip_prefix('(')
            .and_then(|word| word.strip_suffix(')'))
        {
            from(output, &mut session, place);
        } else if let Some(service) = word.strip_prefix("session=") {
            session.service = output.some(service);
        }
    }
    Some(session)
}

/// An address or a name, where none stands yet.
pub(super) fn from(output: &Output<'_>, session: &mut DeviceSession, place: &str) {
    if session.from_address.is_some() || session.from_name.is_some() {
        return;
    }
    match Address::parse(place) {
        Some(address) => session.from_address = Some(address),
        None => session.from_name = output.some(place),
    }
}

/// `00:01:30`, `1d02h`, `2w3d`, `.` (now); other forms are not understood.
fn idle(text: &str) -> Option<f64> {
    if text == "." {
        return Some(0.0);
    }
    let parts: Vec<&str> = text.split(':').collect();
    if let [hours, minutes, seconds] = parts.as_slice() {
        let number = |text: &&str| text.parse::<u32>().ok().map(f64::from);
        return Some(number(hours)? * 3600.0 + number(minutes)? * 60.0 + number(seconds)?);
    }
    let mut seconds = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let at = rest.find(|c: char| !c.is_ascii_digit())?;
        let number = f64::from(rest.get(..at)?.parse::<u32>().ok()?);
        let unit = match rest.as_bytes().get(at)? {
            b'y' => 365.0 * 86_400.0,
            b'w' => 7.0 * 86_400.0,
            b'd' => 86_400.0,
            b'h' => 3600.0,
            b'm' => 60.0,
            _ => return None,
        };
        seconds += number * unit;
        rest = rest.get(at + 1..)?;
    }
    (!text.is_empty()).then_some(seconds)
}
