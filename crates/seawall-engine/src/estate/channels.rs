//! Through what a device's acts can be seen, and whether it suffices: what the channels' SELECTs
//! tell of each device, and when the lines that carry a channel were silent (both from `carriers`),
//! judged by plain rules.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use seawall_model::{Cause, Channel, ChannelShape, Kind, Moment, Origin, SaidBy, State};

use super::carriers::{Carried, Told, carried, split_carrier, told};
use super::render::{duration, instant, origin};
use super::session::Session;
use super::snapshots::{SourceFacts, Sources};
use crate::EngineError;

/// By device.
type Shared<T> = Arc<BTreeMap<String, T>>;

/// What channels say, each asked when it is first needed: a question about one hunt needs few.
#[derive(Debug, Default)]
pub(crate) struct Channels {
    /// By channel.
    told: RwLock<BTreeMap<String, Shared<Told>>>,
    /// By carrier as written.
    carriers: RwLock<BTreeMap<String, Shared<Carried>>>,
    max_gap: f64,
    max_evidence_age: f64,
    as_of: Option<Moment>,
}

/// Whether one channel suffices for one device over one time: a row of `channel`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judged {
    /// `on`, `off` or `unknown`.
    pub(crate) state: &'static str,
    /// The first proof.
    pub(crate) from: Option<Moment>,
    /// The last proof.
    pub(crate) until: Option<Moment>,
    /// The longest silence in seconds, at the edges too.
    pub(crate) longest_gap: Option<f64>,
    /// Why it does not suffice; `None` if it does.
    pub(crate) cause: Option<Cause>,
    /// The same in a sentence: of what it was, or why it is not enough.
    pub(crate) reason: String,
    /// What to do about it.
    pub(crate) remedy: Option<String>,
    /// The line that proves it.
    pub(crate) origin: u64,
    /// Whether only the device itself says so.
    pub(crate) device_says_only: bool,
}

/// Lines not understood beyond this share make a source's silence worthless.
const UNDERSTOOD_ENOUGH: f64 = 0.05;
const HOUR: i64 = 3_600_000_000;

impl Channels {
    /// Nothing asked yet.
    pub(crate) fn new(max_gap: f64, max_evidence_age: f64, as_of: Option<Moment>) -> Self {
        Self {
            max_gap,
            max_evidence_age,
            as_of,
            ..Self::default()
        }
    }

    /// The same, with what of these channels is known already.
    pub(crate) fn keeping<'c>(&self, channels: impl Iterator<Item = &'c Channel>) -> Self {
        let kept = Self::new(self.max_gap, self.max_evidence_age, self.as_of);
        for channel in channels {
            if let Some(told) = read(&self.told).get(&channel.id) {
                write(&kept.told).insert(channel.id.clone(), Arc::clone(told));
            }
            let carrier = channel.carrier.trim();
            if let Some(carried) = read(&self.carriers).get(carrier) {
                write(&kept.carriers).insert(carrier.to_owned(), Arc::clone(carried));
            }
        }
        kept
    }

    /// Asks a channel and measures its carrier, if that has not been done.
    pub(crate) fn load(
        &self,
        session: &Session,
        channel: &Channel,
        sources: &Sources,
    ) -> Result<(), EngineError> {
        if !read(&self.told).contains_key(&channel.id) {
            let (schema, batches) = session.rows(&channel.path, &channel.sql)?;
            let told = Arc::new(told(&schema, &batches, sources));
            write(&self.told).insert(channel.id.clone(), told);
        }
        let carrier = channel.carrier.trim();
        if channel.shape == ChannelShape::Stream
            && !carrier.is_empty()
            && !read(&self.carriers).contains_key(carrier)
        {
            let carried = Arc::new(carried(session, &channel.path, carrier)?);
            write(&self.carriers).insert(carrier.to_owned(), carried);
        }
        Ok(())
    }

    fn carried(&self, channel: &Channel) -> Option<Shared<Carried>> {
        read(&self.carriers)
            .get(channel.carrier.trim())
            .map(Arc::clone)
    }

    fn told(&self, channel: &Channel) -> Option<Shared<Told>> {
        read(&self.told).get(&channel.id).map(Arc::clone)
    }

    /// The earliest line of a channel's carrier anywhere in the estate.
    pub(crate) fn earliest(&self, channel: &Channel) -> Option<Moment> {
        let devices = self.carried(channel)?;
        let first = devices.values().filter_map(|carried| carried.hours.first());
        first.map(|(first, _)| Moment(*first)).min()
    }

    /// Whether a channel suffices for a device from then until the instant everything is judged
    /// as of.
    pub(crate) fn judge(
        &self,
        channel: &Channel,
        device: &str,
        from: Option<Moment>,
        sources: &Sources,
    ) -> Judged {
        let mut judged = match channel.shape {
            ChannelShape::Snapshot => self.snapshot(channel, device, sources),
            ChannelShape::Stream => self.stream(channel, device, from, sources),
        };
        let told = self.told(channel);
        let Some(told) = told.as_ref().and_then(|told| told.get(device)) else {
            return judged;
        };
        if told.origin != 0 {
            judged.origin = told.origin;
        }
        if channel.shape == ChannelShape::Snapshot {
            // Beside the newest whole one, a channel may want more, such as an earlier one.
            if judged.cause.is_none() && !told.proved && told.configured == Some(false) {
                judged.state = "unknown";
                judged.cause = Some(Cause::NotGiven);
                judged.reason = format!("{}: nothing of it is here", spoken(&channel.id));
            }
            if judged.cause.is_some() && told.switch_on.is_some() {
                judged.remedy.clone_from(&told.switch_on);
            }
        }
        judged
    }

    fn snapshot(&self, channel: &Channel, device: &str, sources: &Sources) -> Judged {
        let kind = if channel.id == Kind::Show.as_str() {
            Kind::Show
        } else {
            Kind::Configuration
        };
        let what = kind.as_str();
        let all: Vec<(u32, &SourceFacts)> = sources
            .snapshots_of(device)
            .filter(|(_, facts)| facts.kind == kind)
            .collect();
        let Some((number, newest)) = all.iter().find(|(_, facts)| facts.newest_complete) else {
            return match all.last() {
                Some((number, facts)) => Judged {
                    origin: Origin::new(*number, 0).0,
                    ..Judged::wanting(
                        "unknown",
                        Cause::Incomplete,
                        format!(
                            "its {what} {} is not whole{}",
                            facts.path,
                            because(facts.reason.as_deref())
                        ),
                        format!("Collect its {what} again, to its last line."),
                    )
                },
                None => Judged::wanting(
                    "unknown",
                    Cause::NotGiven,
                    format!("no {what} of it is here"),
                    format!("Give its {what}."),
                ),
            };
        };
        let mut judged = Judged {
            state: "on",
            from: newest.collected,
            until: newest.collected,
            longest_gap: None,
            cause: None,
            reason: String::new(),
            remedy: None,
            origin: Origin::new(*number, 0).0,
            device_says_only: newest.said_by == SaidBy::Device,
        };
        let age = newest
            .collected
            .zip(self.as_of)
            .map(|(collected, as_of)| collected.seconds_until(as_of));
        match (newest.collected, age) {
            (Some(collected), Some(age)) if age <= self.max_evidence_age => {
                judged.reason = if channel.id == kind.as_str() {
                    format!("its {what} of {}", instant(collected))
                } else {
                    format!("its {}", spoken(&channel.id))
                };
            }
            (Some(collected), _) => {
                judged.cause = Some(Cause::Stale);
                judged.reason = format!(
                    "its newest whole {what} says of no time after {} and so may be older than {}",
                    instant(collected),
                    duration(self.max_evidence_age)
                );
                judged.remedy = Some(format!(
                    "Collect its {what} again, into a folder named by the day (2026-09-30/)."
                ));
            }
            (None, _) => {
                judged.cause = Some(Cause::Stale);
                judged.reason = format!("nothing says when its {what} {} was taken", newest.path);
                judged.remedy = Some(format!("Collect its {what} again, with its date."));
            }
        }
        judged
    }

    fn stream(
        &self,
        channel: &Channel,
        device: &str,
        from: Option<Moment>,
        sources: &Sources,
    ) -> Judged {
        let what = spoken(&channel.id);
        let (all_told, all_carried) = (self.told(channel), self.carried(channel));
        let none = Told::default();
        let told = all_told
            .as_ref()
            .and_then(|told| told.get(device))
            .unwrap_or(&none);
        let carried = all_carried.as_ref().and_then(|devices| devices.get(device));
        if told.configured == Some(false) && !self.outlived(channel, told, carried, device, sources)
        {
            let seen = if told.proved {
                "lines of it are here, but "
            } else {
                ""
            };
            return Judged {
                state: if told.proved { "on" } else { "off" },
                ..Judged::wanting(
                    "off",
                    Cause::NotEmitted,
                    format!("{what}: {seen}its configuration does not switch it on"),
                    told.switch_on
                        .clone()
                        .unwrap_or_else(|| format!("Switch {what} on.")),
                )
            };
        }
        let Some(carried) = carried else {
            return not_given(&what, told);
        };
        if !told.proved && told.configured.is_none() {
            return unknown(&what, device, sources);
        }
        let mut judged = self.silence(&what, carried, from);
        judged.device_says_only = carried
            .sources
            .iter()
            .filter_map(|source| sources.get(*source))
            .all(|facts| facts.said_by == SaidBy::Device);
        if judged.cause.is_none()
            && let Some(facts) = carried
                .sources
                .iter()
                .filter_map(|source| sources.get(*source))
                .find(|facts| facts.state == State::Partly)
        {
            judged.cause = Some(Cause::Gap);
            judged.reason = format!(
                "{what}: {} was read only in part{}",
                facts.path,
                because(facts.reason.as_deref())
            );
            judged.remedy = Some(format!("Give {} again, whole.", facts.path));
        }
        if judged.cause.is_none()
            && let Some(facts) = carried
                .sources
                .iter()
                .filter_map(|source| sources.get(*source))
                .find(|facts| facts.unrecognised as f64 > UNDERSTOOD_ENOUGH * facts.lines as f64)
        {
            judged.cause = Some(Cause::NotUnderstood);
            judged.reason = format!(
                "{what}: {} of the {} lines of {} are not understood",
                facts.unrecognised, facts.lines, facts.path
            );
            judged.remedy = Some(
                "Look at the shapes that `seawall inputs` lists as not understood, and report \
                 them."
                    .to_owned(),
            );
        }
        judged
    }

    /// Whether lines of the channel are newer than the configuration that does not switch it on:
    /// then it was switched on since. What was proved earlier and is off now would otherwise look
    /// like a quiet device.
    fn outlived(
        &self,
        channel: &Channel,
        told: &Told,
        carried: Option<&Carried>,
        device: &str,
        sources: &Sources,
    ) -> bool {
        let (_, condition) = split_carrier(&channel.carrier);
        let own_lines = condition.contains(&format!("'{}'", channel.id));
        let last = carried
            .and_then(|carried| carried.hours.last())
            .map(|(_, last)| *last);
        let proved_until = told.proved_until.or(last.filter(|_| own_lines));
        let collected = sources
            .snapshots_of(device)
            .find(|(_, facts)| facts.kind == Kind::Configuration && facts.newest_complete)
            .and_then(|(_, facts)| facts.collected);
        told.proved
            && collected
                .zip(proved_until)
                .is_some_and(|(collected, last)| collected.0 <= last)
    }

    /// The longest silence between `from` and the end, edges included.
    fn silence(&self, what: &str, carried: &Carried, from: Option<Moment>) -> Judged {
        let start = from.map(|from| from.0);
        let end = self.as_of.map(|as_of| as_of.0);
        let mut longest = (0_i64, None::<(i64, i64)>);
        let mut silent = |since: i64, to: i64| {
            if to.saturating_sub(since) > longest.0 {
                longest = (to - since, Some((since, to)));
            }
        };
        let mut last = start;
        let mut first = None;
        for (hour_first, hour_last) in &carried.hours {
            if start.is_some_and(|start| *hour_last < start)
                || end.is_some_and(|end| *hour_first > end)
            {
                continue;
            }
            let hour_first = start.map_or(*hour_first, |start| start.max(*hour_first));
            let hour_last = end.map_or(*hour_last, |end| end.min(*hour_last));
            if let Some(last) = last {
                silent(last, hour_first);
            }
            first = first.or(Some(hour_first));
            last = Some(hour_last);
        }
        if let (Some(last), Some(end)) = (last, end) {
            silent(last, end);
        }
        let mut judged = Judged {
            state: "on",
            from: first.map(Moment),
            until: first.and(last).map(Moment),
            longest_gap: Some(longest.0 as f64 / 1e6),
            cause: None,
            reason: String::new(),
            remedy: None,
            origin: carried.first_origin.unwrap_or_default(),
            device_says_only: false,
        };
        let (Some(first), Some(last)) = (judged.from, judged.until) else {
            judged.cause = Some(Cause::Gap);
            judged.remedy = Some(REMEDY_GAP.to_owned());
            judged.reason = if carried.hours.is_empty() && carried.timeless > 0 {
                format!("{what}: none of its {} lines has a time", carried.timeless)
            } else {
                format!("{what}: none of its lines is of the time asked")
            };
            return judged;
        };
        let seconds = longest.0 as f64 / 1e6;
        if seconds > self.max_gap {
            let (since, to) = longest.1.unwrap_or_default();
            judged.cause = Some(Cause::Gap);
            judged.reason = format!(
                "{what} is silent from {} to {} ({})",
                instant(Moment(since)),
                instant(Moment(to)),
                duration(seconds)
            );
            judged.remedy = Some(REMEDY_GAP.to_owned());
        } else {
            let silence = if longest.0 < HOUR {
                "no silence of an hour".to_owned()
            } else {
                format!("longest silence {}", duration(seconds))
            };
            judged.reason = format!(
                "{what} was complete from {} to {}, {silence}",
                instant(from.unwrap_or(first)),
                instant(self.as_of.unwrap_or(last))
            );
        }
        judged
    }
}

/// What another thread left half done is only asked again.
fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

const REMEDY_GAP: &str =
    "Give the files of the silent time, or find out why nothing was written then.";

impl Judged {
    fn wanting(state: &'static str, cause: Cause, reason: String, remedy: String) -> Self {
        Self {
            state,
            from: None,
            until: None,
            longest_gap: None,
            cause: Some(cause),
            reason,
            remedy: Some(remedy),
            origin: 0,
            device_says_only: false,
        }
    }
}

/// Switched on as far as anybody knows, and nothing of it is here.
fn not_given(what: &str, told: &Told) -> Judged {
    match &told.sends_to {
        Some(addresses) => Judged::wanting(
            "unknown",
            Cause::NotGiven,
            format!(
                "{what}: its configuration sends to {addresses}; no file here comes from there"
            ),
            format!("Give the files that {addresses} received."),
        ),
        None => Judged::wanting(
            "unknown",
            Cause::NotGiven,
            format!("{what}: no line of it is here, and nothing here says where its log goes"),
            "Give its log, and its configuration, which says where the log goes.".to_owned(),
        ),
    }
}

/// Its log is here, no line proves the channel, and no whole configuration says whether it is on.
fn unknown(what: &str, device: &str, sources: &Sources) -> Judged {
    let incomplete = sources
        .snapshots_of(device)
        .filter(|(_, facts)| facts.kind == Kind::Configuration)
        .max_by_key(|(number, facts)| (facts.complete, facts.collected, *number))
        .map(|(number, facts)| (Origin::new(number, 0).0, facts));
    match incomplete {
        Some((origin, facts)) if !facts.complete => Judged {
            origin,
            ..Judged::wanting(
                "unknown",
                Cause::Incomplete,
                format!(
                    "{what}: no line of it is here, and its configuration {} is not whole{}",
                    facts.path,
                    because(facts.reason.as_deref())
                ),
                "Collect its configuration again, to its last line.".to_owned(),
            )
        },
        Some((origin, facts)) => Judged {
            origin,
            ..Judged::wanting(
                "unknown",
                Cause::NotGiven,
                format!(
                    "{what}: no line of it is here, and its configuration {} does not say \
                     whether it is on",
                    facts.path
                ),
                format!("Give files in which {what} shows."),
            )
        },
        None => Judged::wanting(
            "unknown",
            Cause::NotGiven,
            format!(
                "{what}: no line of it is here, and no configuration of it, which would say \
                 whether it is on"
            ),
            "Give its configuration.".to_owned(),
        ),
    }
}

/// A channel's id as words.
fn spoken(id: &str) -> String {
    id.replace('-', " ")
}

fn because(reason: Option<&str>) -> String {
    reason.map_or_else(String::new, |reason| {
        format!(" ({})", reason.trim_end_matches('.'))
    })
}

/// The origin as a place, for tables that people read.
pub(crate) fn place(at: u64, sources: &Sources) -> Option<String> {
    (at != 0).then(|| origin(Origin(at), sources))
}
