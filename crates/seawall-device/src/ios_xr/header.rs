//! The head of a configuration: what the device or a collector writes above the first command.

use seawall_model::Moment;
use seawall_model::tables::ConfigChange;

use crate::ios_xr::completeness::is_prompt;
use crate::ios_xr::identity::Identity;
use crate::ios_xr::stamp::{Clock, is_stamp};
use crate::shape::{LineKind, Text, Tree};

/// What the head says.
#[derive(Debug, Default)]
pub(crate) struct Header {
    /// What the device is.
    pub(crate) identity: Identity,
    /// The release of `!! IOS XR Configuration`; empty where the line names none, `None` without it.
    pub(crate) release: Option<String>,
    /// Whether it says when it was last changed. Only a running configuration does; the changes of
    /// one commit have the same first line and the same last one.
    pub(crate) is_running: bool,
    /// When it was taken, as far as it says.
    pub(crate) collected: Option<Moment>,
    /// Whether that is only when it was last changed.
    pub(crate) weak: bool,
    /// Whether a zone had to be assumed.
    pub(crate) assumed_zone: bool,
    /// Changes it tells of, by line from 1.
    pub(crate) changes: Vec<(u32, ConfigChange)>,
}

impl Header {
    /// Reads comments anywhere, and the lines above the first command. `modified` is the file's
    /// own time: what is written in it is older.
    pub(crate) fn of(text: &Text, tree: &Tree, clock: &Clock, modified: Option<Moment>) -> Self {
        let mut header = Self::default();
        let mut command = None;
        for index in 0..text.len() {
            let line = text.line(index);
            match tree.kind(index) {
                LineKind::Comment if line.starts_with('!') => header.comment(line, index, clock),
                LineKind::Statement if command.is_none() && is_stamp(line) => command = Some(line),
                _ => {}
            }
        }
        if let Some(line) = command {
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            if let Some(stamp) = clock.command(&words, header.collected, modified) {
                header.collected = Some(stamp.time);
                header.weak = false;
                header.assumed_zone = stamp.assumed;
            }
        }
        header
    }

    fn comment(&mut self, line: &str, index: usize, clock: &Clock) {
        let bare = line.trim_start_matches('!').trim_start();
        if let Some(rest) = bare.strip_prefix("IOS XR Configuration") {
            let rest = rest.trim_start_matches([' ', '=']);
            let rest = rest.strip_prefix("version").unwrap_or(rest);
            let release = rest.trim_start_matches([' ', '=']).split(' ').next();
            self.release = Some(release.unwrap_or_default().to_owned());
        } else if let Some(rest) = bare.strip_prefix("Last configuration change at ") {
            self.is_running = true;
            self.change(rest, index, clock);
        } else {
            self.identity.take(bare);
        }
    }

    fn change(&mut self, rest: &str, index: usize, clock: &Clock) {
        let words: Vec<&str> = rest.split_ascii_whitespace().collect();
        let Some(stamp) = clock.change(&words) else {
            return;
        };
        if self.collected.is_none_or(|known| stamp.time > known) {
            self.collected = Some(stamp.time);
            self.weak = true;
            self.assumed_zone |= stamp.assumed;
        }
        let by = words.iter().position(|word| *word == "by");
        let account = by.and_then(|by| words.get(by + 1));
        self.changes.push((
            index as u32 + 1,
            ConfigChange {
                time: Some(stamp.time),
                time_error: Some(stamp.error),
                account: account.map(|account| (*account).to_owned()),
                via: "configuration-header".to_owned(),
                ..ConfigChange::default()
            },
        ));
    }
}

/// Lines that terminals and devices print around a configuration.
pub(crate) fn is_aside(line: &str) -> bool {
    line.starts_with("Building configuration") || is_stamp(line) || is_prompt(line)
}
