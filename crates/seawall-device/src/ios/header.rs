//! The head of a configuration: what the device or a collector writes above the first command.

use seawall_model::Moment;
use seawall_model::tables::ConfigChange;

use crate::ios::identity::Identity;
use crate::ios::stamp::Clock;
use crate::shape::Text;

/// What the head says.
#[derive(Debug, Default)]
pub(crate) struct Header {
    /// What the device is.
    pub(crate) identity: Identity,
    /// The size the device announced, and the line (from 0) that the text follows.
    pub(crate) announced: Option<(usize, u64)>,
    /// The latest time in it.
    pub(crate) collected: Option<Moment>,
    /// Whether that is only when it was last changed or saved.
    pub(crate) weak: bool,
    /// Whether a zone had to be assumed.
    pub(crate) assumed_zone: bool,
    /// Changes it tells of, by line from 1.
    pub(crate) changes: Vec<(u32, ConfigChange)>,
}

impl Header {
    /// Takes a comment, or a line before the first command. Whether it said something.
    pub(crate) fn take(&mut self, text: &Text, index: usize, clock: &Clock) -> bool {
        let line = text.line(index);
        let bare = line.trim_start_matches('!').trim_start();
        if let Some(rest) = bare.strip_prefix("Last configuration change at ") {
            self.change(rest, index, clock, true);
            return true;
        }
        if let Some(rest) = bare.strip_prefix("NVRAM config last updated at ") {
            // Saving is no change; it bounds when the text was taken.
            self.change(rest, index, clock, false);
            return true;
        }
        if let Some(rest) = bare.strip_prefix("Time source is ") {
            let words: Vec<&str> = rest.split_ascii_whitespace().skip(1).collect();
            if let Some(stamp) = clock.read(&words) {
                self.saw(stamp.time, false);
                self.assumed_zone |= stamp.assumed;
            }
            return true;
        }
        if line.starts_with("!RANCID-CONTENT-TYPE") || line.starts_with("Building configuration") {
            return true;
        }
        if let Some(rest) = line.strip_prefix("Current configuration : ") {
            self.announced = size(rest).map(|size| (index, size));
            return true;
        }
        if let Some(rest) = line.strip_prefix("Using ") {
            let used = rest.split_once(" out of ").and_then(|(used, _)| size(used));
            self.announced = used.map(|size| (index, size)).or(self.announced);
            return used.is_some();
        }
        self.identity.take(bare)
    }

    fn change(&mut self, rest: &str, index: usize, clock: &Clock, is_change: bool) {
        let words: Vec<&str> = rest.split_ascii_whitespace().collect();
        let Some(stamp) = clock.read(&words) else {
            return;
        };
        self.saw(stamp.time, true);
        self.assumed_zone |= stamp.assumed;
        if is_change {
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

    fn saw(&mut self, time: Moment, weak: bool) {
        if self.collected.is_none_or(|known| time > known) {
            self.collected = Some(time);
            self.weak = weak;
        }
    }
}

fn size(text: &str) -> Option<u64> {
    text.split(' ').next()?.parse().ok()
}
