//! The head of a configuration: what the device or a collector writes above the first command, and
//! the times in it, which NX-OS writes on its own clock without naming the zone.

use jiff::civil::DateTime;
use seawall_model::Moment;
use seawall_model::tables::ConfigChange;

use crate::nx_os::identity::Identity;
use crate::shape::{LineKind, Text, Tree};

/// What the head says.
#[derive(Debug, Default)]
pub(crate) struct Header {
    /// What the device is.
    pub(crate) identity: Identity,
    /// The command whose output this is.
    pub(crate) command: Option<String>,
    /// When it was taken; without that, when it was last changed or saved.
    pub(crate) collected: Option<Moment>,
    /// Whether that is only when it was last changed or saved.
    pub(crate) weak: bool,
    /// Changes it tells of, by line from 1.
    pub(crate) changes: Vec<(u32, ConfigChange)>,
    /// How many configurations of VDCs it says to hold.
    pub(crate) contexts: u32,
}

impl Header {
    /// Reads every comment.
    pub(crate) fn of(text: &Text, tree: &Tree, assumed: Option<i32>) -> Self {
        let clock = Clock::of(text, assumed);
        let mut header = Self::default();
        for index in (0..text.len()).filter(|n| tree.kind(*n) == LineKind::Comment) {
            let line = text.line(index).trim_start_matches('!').trim_start();
            header.take(line, index, &clock);
        }
        header
    }

    fn take(&mut self, line: &str, index: usize, clock: &Clock) {
        if let Some(command) = line.strip_prefix("Command: ") {
            self.command = self
                .command
                .take()
                .or_else(|| Some(command.trim().to_owned()));
        } else if let Some(rest) = line.strip_prefix("Time: ") {
            if let Some(time) = clock.read(rest) {
                self.collected = Some(time);
                self.weak = false;
            }
        } else if let Some(rest) = line
            .strip_prefix("Running configuration last done at: ")
            .or_else(|| line.strip_prefix("Startup config saved at: "))
        {
            let Some(time) = clock.read(rest) else {
                return;
            };
            if self.collected.is_none() {
                self.collected = Some(time);
                self.weak = true;
            }
            if line.starts_with("Running") {
                let change = ConfigChange {
                    time: Some(time),
                    time_error: Some(clock.error),
                    via: "configuration-header".to_owned(),
                    ..ConfigChange::default()
                };
                self.changes.push((index as u32 + 1, change));
            }
        } else if line.starts_with("Running config for ") {
            self.contexts += 1;
        } else {
            self.identity.take(line);
        }
    }
}

/// The device's clock: UTC unless a line says otherwise.
struct Clock {
    offset: i64,
    /// Half a second, or an hour where summer time may or may not have been on.
    error: f64,
}

impl Clock {
    fn of(text: &Text, assumed: Option<i32>) -> Self {
        let mut offset = None;
        let mut summer = false;
        for index in 0..text.len() {
            let Some(rest) = text.line(index).strip_prefix("clock ") else {
                continue;
            };
            let words: Vec<&str> = rest.split_ascii_whitespace().collect();
            match words[..] {
                ["timezone", _, hours, minutes, ..] => {
                    let number = |text: &str| text.parse::<i64>().unwrap_or(0).clamp(-59, 59);
                    let (hours, minutes) = (number(hours), number(minutes));
                    let minutes = if hours < 0 { -minutes.abs() } else { minutes };
                    offset = Some(hours * 3600 + minutes * 60);
                }
                ["summer-time", ..] => summer = true,
                _ => {}
            }
        }
        Self {
            offset: offset.or(assumed.map(i64::from)).unwrap_or(0),
            error: if summer { 3600.5 } else { 0.5 },
        }
    }

    /// Reads `Tue Mar  3 10:11:12 2026`.
    fn read(&self, text: &str) -> Option<Moment> {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let mut words = text.split_ascii_whitespace().skip(1);
        let month = words.next()?;
        let month = MONTHS.iter().position(|known| *known == month)? as i8 + 1;
        let day = words.next()?.parse().ok()?;
        let time = words.next()?;
        let mut parts = time.split(['.', ':']);
        let mut part = || parts.next()?.parse::<i8>().ok();
        let (hour, minute, second) = (part()?, part()?, part()?);
        let year = words.next()?.parse().ok()?;
        let civil = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
        let seconds = jiff::tz::Offset::UTC.to_timestamp(civil).ok()?.as_second();
        Some(Moment::from_seconds(seconds.saturating_sub(self.offset)))
    }
}
