//! Stamps that a recorder puts before every line: `[2026-01-05 10:00:00] r1#show users`,
//! `2026-01-05T10:00:00Z r1#show users`.
//!
//! What it leaves out: stamps with a month's name and stamps that stand before some lines only.

/// How lines are stamped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// In brackets.
    Brackets,
    /// Followed by a blank or a colon.
    Bare,
}

/// Lines looked at.
const SAMPLE: usize = 60;

/// How the lines of a text are stamped, if nine in ten are.
pub(crate) fn stamp_style(text: &str) -> Option<Style> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(SAMPLE)
        .collect();
    [Style::Brackets, Style::Bare].into_iter().find(|style| {
        let stamped = lines
            .iter()
            .filter(|line| without_stamp(line, Some(*style)).0.is_some())
            .count();
        stamped >= 3 && stamped * 10 >= lines.len() * 9
    })
}

/// The stamp before a line, and the line.
pub(crate) fn without_stamp(line: &str, style: Option<Style>) -> (Option<&str>, &str) {
    let split = match style {
        None => None,
        Some(Style::Brackets) => line
            .strip_prefix('[')
            .and_then(|line| line.split_once(']'))
            .filter(|(stamp, _)| is_stamp(stamp)),
        Some(Style::Bare) => bare(line),
    };
    match split {
        Some((stamp, rest)) => (Some(stamp), rest.strip_prefix(' ').unwrap_or(rest)),
        None => (None, line),
    }
}

fn bare(line: &str) -> Option<(&str, &str)> {
    // The date and the time may be apart.
    let (date, after) = line.split_once([' ', 'T'])?;
    if !is_date(date) {
        return None;
    }
    let end = after.find([' ', '\t']).unwrap_or(after.len());
    let at = date.len() + 1 + end;
    let (stamp, rest) = line.split_at_checked(at)?;
    let stamp = stamp.trim_end_matches(':');
    is_stamp(stamp).then_some((stamp, rest))
}

fn is_date(text: &str) -> bool {
    text.len() >= 8
        && text.bytes().filter(u8::is_ascii_digit).count() >= 5
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.'))
}

fn is_stamp(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (6..=40).contains(&text.len()) && digits >= 6 && text.matches(':').count() >= 2
}
