//! FreeRADIUS' own log: who was let in and who was not, by which client (`radius.log`, or the same
//! through syslog).
//!
//! The user's name stands between brackets, with the password behind a slash where the server is
//! told to write it; both are typed by whoever knocks. So the client is read from the right end,
//! and what stands behind the first slash is masked.
//!
//! What it leaves out: everything but verdicts (kept as text), and verdicts on who is let onto the
//! network: these name a hardware address or an inner tunnel.

use std::sync::Arc;

use seawall_device::{Platforms, redact};
use seawall_model::{
    Coverage, Head, Input, Kind, Origin, Reader, Rows, SaidBy, SecretKey, Sure, tables,
};

use super::radius::is_hardware_address;
use crate::jump_host::program;
use crate::syslog::{Header, address_or_name, device_of, finish, header};
use crate::time::{Clock, Glimpse, Mark};

/// Lines of the head that recognition looks at.
const SAMPLE: usize = 400;

/// Makes the reader.
pub(crate) fn radius_log(_: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(RadiusLog)
}

struct RadiusLog;

/// The message of a line of this server, and where it begins.
fn message<'a>(line: &'a str, header: &Header<'a>) -> Option<&'a str> {
    header.stamp?;
    let rest = line.get(header.message..)?;
    if let Some((program, _)) = header.program {
        return matches!(program, "radiusd" | "freeradius").then_some(rest);
    }
    if let Some(program) = program(rest).filter(|p| matches!(p.name, "radiusd" | "freeradius")) {
        return Some(program.message);
    }
    // `Tue Mar  3 10:11:12 2026 : Auth: MESSAGE`
    let own = line.get(..header.message)?.trim_end().ends_with(" :");
    let (level, message) = rest.split_once(": ")?;
    let levels = [
        "Auth", "Info", "Error", "Warning", "Warn", "Debug", "Proxy", "Acct",
    ];
    (own && levels.contains(&level)).then_some(message)
}

/// A verdict.
struct Verdict<'a> {
    outcome: &'static str,
    account: &'a str,
    /// The password and what stands around it, with the slash.
    password: Option<&'a str>,
    client: &'a str,
    calling: Option<&'a str>,
    /// Whether it is about the network behind the client.
    network: bool,
}

fn verdict(message: &str) -> Option<Verdict<'_>> {
    // `(549077) `
    let message = match message.strip_prefix('(') {
        Some(rest) => rest.split_once(") ")?.1,
        None => message,
    };
    let outcome = if message.starts_with("Login OK") {
        "success"
    } else if message.starts_with("Login incorrect") || message.starts_with("Invalid user") {
        "failure"
    } else {
        return None;
    };
    let (_, rest) = message.split_once(": [")?;
    let (user, client) = rest.rsplit_once("] (from client ")?;
    let client = client.split(')').next()?;
    let (client, via) = match client.split_once(" via ") {
        Some((client, via)) => (client, Some(via)),
        None => (client, None),
    };
    let (client, calling) = match client.rsplit_once(" cli ") {
        Some((client, calling)) => (client, Some(calling.trim())),
        None => (client, None),
    };
    let client = client
        .rsplit_once(" port ")
        .map_or(client, |(client, _)| client);
    // The names of machines begin with a word and a slash.
    let host = user.starts_with("host/");
    let slash = user
        .bytes()
        .enumerate()
        .filter(|(_, byte)| *byte == b'/')
        .map(|(at, _)| at)
        .nth(usize::from(host));
    let (account, password) = match slash {
        Some(at) => (user.get(..at)?, user.get(at..)),
        None => (user, None),
    };
    Some(Verdict {
        outcome,
        account,
        password,
        client,
        calling,
        network: host
            || via.is_some()
            || calling.is_some_and(is_hardware_address)
            || is_hardware_address(account),
    })
}

impl Reader for RadiusLog {
    fn id(&self) -> &'static str {
        "freeradius-log"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let (mut lines, mut own, mut verdicts) = (0, 0, 0);
        for line in head.text.lines().filter(|line| !line.trim().is_empty()) {
            if lines == SAMPLE {
                break;
            }
            lines += 1;
            if let Some(message) = message(line, &header(line)) {
                own += 1;
                verdicts += usize::from(verdict(message).is_some());
            }
        }
        if own * 2 > lines && (verdicts > 0 || own > 1) {
            Sure::Certain
        } else if own * 10 >= lines && verdicts > 0 {
            Sure::Likely
        } else {
            Sure::No
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Accounting, SaidBy::AaaServer);
        let path = input.path().to_owned();
        let source = input.origin(0).source();
        let secrets = input.secrets().clone();
        let file = device_of(&path).to_owned();
        let mut clock = Clock::new(input, |line| header(line).stamp.map(Glimpse::from));
        let (mut cut, mut unfinished) = (0, false);
        let mut text = String::new();
        while let Some(line) = input.next_line() {
            cut += u64::from(line.cut);
            let origin = Origin::new(source, line.number);
            text.clear();
            text.push_str(line.text);
            if text.trim().is_empty() {
                coverage.irrelevant += 1;
                continue;
            }
            unfinished = input.still_being_written();
            let header = header(&text);
            let instant = header.stamp.and_then(|stamp| {
                clock.instant(Some((stamp, Mark::Synchronised)), header.relay_stamp)
            });
            if let Some(instant) = instant {
                coverage.saw(instant.time);
            }
            let host = header.own.or(header.relay).unwrap_or(&file);
            let message = message(&text, &header);
            let verdict = message.and_then(verdict);
            let masked = match &verdict {
                Some(verdict) => masked(&text, verdict, &secrets),
                None => redact::free_text(&text, &secrets),
            };
            let shape = masked.get(header.message..).unwrap_or(&masked);
            let seen_as = verdict.as_ref().map_or(host, |verdict| verdict.client);
            match &verdict {
                _ if message.is_none() => coverage.not_recognised(&masked),
                None => coverage.not_supported(shape),
                Some(verdict) if verdict.network => coverage.irrelevant += 1,
                Some(_) if unfinished => coverage.not_supported(shape),
                Some(verdict) => {
                    coverage.read += 1;
                    let (from_address, from_name) = address_or_name(verdict.calling);
                    let account = redact::free_text(verdict.account, &secrets);
                    rows.push(
                        tables::Login {
                            seen_as: seen_as.to_owned(),
                            time: instant.map(|instant| instant.time),
                            time_error: instant.map(|instant| instant.error),
                            account: (!account.is_empty()).then_some(account),
                            from_address,
                            from_name,
                            channel: "aaa-authentication".to_owned(),
                            outcome: verdict.outcome.to_owned(),
                            origin,
                            ..tables::Login::default()
                        }
                        .into(),
                    );
                }
            }
            rows.push(
                tables::Log {
                    seen_as: seen_as.to_owned(),
                    time: instant.map(|instant| instant.time),
                    time_error: instant.map(|instant| instant.error),
                    text: masked,
                    origin,
                    ..tables::Log::default()
                }
                .into(),
            );
        }
        clock.tell(&mut coverage);
        finish(input, &mut coverage, cut, unfinished);
        coverage
    }
}

/// The line without the password, and without a name that looks like one.
fn masked(line: &str, verdict: &Verdict<'_>, secrets: &SecretKey) -> String {
    let user = (verdict.account.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
    let password = verdict.password.unwrap_or_default();
    let (Some(before), Some(after)) = (
        line.get(..user),
        line.get(user + verdict.account.len() + password.len()..),
    ) else {
        return redact::free_text(line, secrets);
    };
    let mut text = redact::free_text(before, secrets);
    text.push_str(&redact::free_text(verdict.account, secrets));
    if let Some(secret) = password.strip_prefix('/') {
        text.push('/');
        if secret.starts_with('<') && secret.ends_with('>') {
            // `<via Auth-Type = EAP>`, `<CHAP-Password>`: the server's words.
            text.push_str(secret);
        } else {
            text.push_str(&secrets.fingerprint(secret.as_bytes()).to_mask());
        }
    }
    text.push_str(after);
    text
}
