//! What a terminal shows of the four Cisco systems: prompts with what was typed behind them, the
//! dividers of `show tech-support`, and what pagers and colours leave in a recording.
//!
//! What it leaves out: prompts of other systems.

use std::borrow::Cow;

/// A prompt and what was typed behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Prompt<'a> {
    /// The device's name as the prompt shows it.
    pub(crate) device: &'a str,
    /// Whether it is the prompt of a configuration mode: `r1(config-if)#`.
    pub(crate) configures: bool,
    /// What was typed, without blanks around it; often nothing.
    pub(crate) typed: &'a str,
}

/// Bytes before the sign that ends a prompt, at most.
const LONGEST: usize = 160;

/// First words, or their beginnings, of what is typed at a prompt outside configuration mode.
const TYPED: [&str; 30] = [
    "show",
    "sho",
    "sh",
    "dir",
    "more",
    "admin",
    "attach",
    "clear",
    "conf",
    "configure",
    "copy",
    "debug",
    "delete",
    "do",
    "en",
    "enable",
    "end",
    "erase",
    "exit",
    "guestshell",
    "monitor",
    "no",
    "ping",
    "reload",
    "run",
    "ssh",
    "telnet",
    "term",
    "terminal",
    "write",
];

/// The prompt at the start of a line, if there is one: `r1#show users`, `r1>en`, `r1(config)#`,
/// `RP/0/RSP0/CPU0:r1#`, `n9k# `. A line is only surely a prompt if [`Prompt::is_sure`] or if
/// another one with its name is.
pub(crate) fn prompt(line: &str) -> Option<Prompt<'_>> {
    let line = line.trim_start();
    let start = line.as_bytes();
    let end = memchr::memchr2(b'#', b'>', start.get(..LONGEST.min(start.len()))?)?;
    let before = line.get(..end)?;
    let typed = line.get(end + 1..)?.trim();
    // `RP/0/RSP0/CPU0:r1`, `sysadmin-vm:0_RP0`.
    let name = match before.rsplit_once(':') {
        Some((place, name)) if place.contains('/') && is_word(place) => name,
        Some((name, place)) if place.contains('_') && is_word(name) && is_word(place) => name,
        Some(_) => return None,
        None => before,
    };
    let (device, mode) = match name.split_once('(') {
        Some((device, mode)) => (device, Some(mode.strip_suffix(')')?)),
        None => (name, None),
    };
    let in_mode = |mode: &str| {
        !mode.is_empty()
            && mode
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b'(')
    };
    let letter = device.bytes().any(|byte| byte.is_ascii_alphabetic());
    let named = letter && device.len() <= 64 && is_word(device) && !device.contains('/');
    (named && mode.is_none_or(in_mode)).then_some(Prompt {
        device,
        configures: mode.is_some(),
        typed,
    })
}

fn is_word(text: &str) -> bool {
    let is_of_word =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
    !text.is_empty() && text.bytes().all(is_of_word)
}

impl Prompt<'_> {
    /// Whether nothing else looks like this: a mode, or a command that is typed there.
    pub(crate) fn is_sure(&self) -> bool {
        let word = self.typed.split([' ', '?']).next().unwrap_or_default();
        (self.configures && !self.typed.starts_with(['#', '>'])) || TYPED.contains(&word)
    }
}

/// The command whose output follows a divider of `show tech-support` and of collectors:
/// `------------------ show version ------------------`, `` `show version` ``,
/// `+++ show version [10:00:00.000 UTC Mon Jan 05 2026] ++++`,
/// `+++ r1: executing command 'show version' +++`.
pub(crate) fn divider(line: &str) -> Option<&str> {
    let line = line.trim();
    if let Some(inner) = line.strip_prefix('`') {
        return inner.strip_suffix('`').filter(|inner| is_show(inner));
    }
    let sign = line
        .chars()
        .next()
        .filter(|sign| matches!(sign, '-' | '=' | '+' | '*' | '#'))?;
    let inner = line.trim_start_matches(sign);
    let opening = line.len() - inner.len();
    let inner = inner.trim_end_matches(sign);
    let closing = line.len() - opening - inner.len();
    if opening < 3 || (closing < 3 && opening < 10) {
        return None;
    }
    let inner = match inner.split_once("executing command '") {
        Some((_, command)) => command
            .strip_suffix("' ")
            .or_else(|| command.strip_suffix('\''))?,
        None => inner.trim(),
    };
    let inner = match inner.split_once(" [") {
        Some((command, _)) if inner.ends_with(']') => command,
        _ => inner,
    };
    let inner = inner.trim().trim_matches(['\'', '"', '`']);
    is_show(inner).then_some(inner)
}

/// Whether a command's output is what it is typed for.
pub(crate) fn is_show(command: &str) -> bool {
    let mut words = command.split_ascii_whitespace();
    let mut word = words.next().unwrap_or_default();
    while matches!(word, "do" | "admin") {
        word = words.next().unwrap_or_default();
    }
    matches!(word, "show" | "sho" | "sh" | "dir" | "more") && words.next().is_some()
        || word == "dir"
}

/// The prompts of pagers, and how many blanks a terminal writes over them.
const PAGERS: [(&str, usize); 5] = [
    ("<--- More --->", 14),
    ("---- More ----", 42),
    ("-- More --", 0),
    ("--More--", 8),
    ("-More-", 0),
];

/// A line as it stood on the screen: without colours, and without a pager's prompt that was written
/// over. Says whether a pager's prompt is all there was.
///
/// Nothing but a pager's prompt and blanks is ever taken for overwritten: a device that writes a
/// carriage return into its output hides nothing here.
pub(crate) fn clean(line: &str) -> (Cow<'_, str>, bool) {
    let has_signs = line.bytes().any(|byte| byte < b' ' && byte != b'\t');
    if !has_signs && memchr::memmem::find(line.as_bytes(), b"More").is_none() {
        return (Cow::Borrowed(line), false);
    }
    let text = without_escapes(line);
    let mut rest: &str = &text;
    let mut paged = false;
    loop {
        let begun = rest.trim_start_matches([' ', '\r', '\u{8}']);
        let pager = PAGERS.iter().find(|(pager, _)| begun.starts_with(pager));
        if let Some((pager, blanks)) = pager {
            paged = true;
            rest = begun.get(pager.len()..).unwrap_or_default();
            // NX-OS and less say how far they are: `--More--(25%)`.
            if let Some((percent, after)) =
                rest.strip_prefix('(').and_then(|rest| rest.split_once(')'))
                && percent.len() < 12
            {
                rest = after;
            }
            match overwritten(rest) {
                Some(after) => rest = after,
                None => {
                    // A recording without control signs keeps the blanks of the overwriting.
                    rest = rest.strip_prefix(' ').unwrap_or(rest);
                    let all = " ".repeat(*blanks);
                    rest = rest.strip_prefix(all.as_str()).unwrap_or(rest);
                }
            }
            continue;
        }
        match overwritten(rest) {
            Some(after) => rest = after,
            None => break,
        }
    }
    let only_pager = paged && rest.trim().is_empty();
    if !rest.bytes().any(|byte| byte < b' ' && byte != b'\t') {
        return (Cow::Owned(rest.to_owned()), only_pager);
    }
    (Cow::Owned(retyped(rest)), only_pager)
}

/// What follows a run of blanks, backspaces and carriage returns, if it has any of the latter two.
fn overwritten(text: &str) -> Option<&str> {
    let run = text.len() - text.trim_start_matches([' ', '\r', '\u{8}']).len();
    let last = text.get(..run)?.rfind(['\r', '\u{8}'])?;
    text.get(last + 1..)
}

/// Backspaces of a typed line take a sign away; every other control sign becomes a blank.
fn retyped(text: &str) -> String {
    let typed = prompt(text).is_some();
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\u{8}' | '\u{7f}' if typed => {
                out.pop();
            }
            '\u{8}' | '\u{7}' | '\0' => {}
            '\t' => out.push('\t'),
            sign if sign.is_control() => out.push(' '),
            sign => out.push(sign),
        }
    }
    out
}

/// Without terminal sequences (ECMA-48 CSI and OSC, and the short ones).
fn without_escapes(line: &str) -> Cow<'_, str> {
    if !line.contains('\u{1b}') {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len());
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign != '\u{1b}' {
            out.push(sign);
            continue;
        }
        match signs.next() {
            Some('[') => {
                while signs
                    .next()
                    .is_some_and(|sign| !('@'..='~').contains(&sign))
                {}
            }
            Some(']') => {
                while let Some(sign) = signs.next() {
                    if sign == '\u{7}' {
                        break;
                    }
                    if sign == '\u{1b}' {
                        signs.next_if_eq(&'\\');
                        break;
                    }
                }
            }
            Some('(' | ')' | '#') => {
                signs.next();
            }
            _ => {}
        }
    }
    Cow::Owned(out)
}
