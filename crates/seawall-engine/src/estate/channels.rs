//! Through what a device's acts can be seen, and whether it suffices: what the channels' SELECTs
//! tell of each device, and when the lines that carry a channel were silent.
//!
//! Silences are measured between hours: the first and last line of every hour that has one are
//! kept, so that a silence of an hour or more is exact, however many lines there are.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{Int64Type, SchemaRef, TimestampMicrosecondType, UInt64Type};
use seawall_model::{Cause, Channel, ChannelShape, Kind, Moment, Origin, SaidBy};

use super::render::{cell, duration, instant, origin};
use super::session::Session;
use super::snapshots::{SourceFacts, Sources};
use crate::EngineError;

/// What a channel's SELECT says of one device.
#[derive(Clone, Debug, Default, PartialEq)]
struct Told {
    proved: bool,
    configured: Option<bool>,
    sends_to: Option<String>,
    switch_on: Option<String>,
    origin: u64,
}

/// The lines of one device that carry a channel.
#[derive(Clone, Debug, Default)]
struct Carried {
    /// First and last time of every hour that has a line, ascending.
    hours: Vec<(i64, i64)>,
    /// Lines without a time.
    timeless: u64,
    sources: BTreeSet<u32>,
    first_origin: Option<u64>,
}

/// Everything that channels say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Channels {
    told: BTreeMap<String, BTreeMap<String, Told>>,
    /// By carrier as written.
    carriers: BTreeMap<String, BTreeMap<String, Carried>>,
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
    /// Asks every channel and measures every carrier.
    pub(crate) fn new(
        session: &Session,
        channels: &BTreeMap<String, Channel>,
        sources: &Sources,
        (max_gap, max_evidence_age): (f64, f64),
        as_of: Option<Moment>,
    ) -> Result<Self, EngineError> {
        let mut all = Self {
            max_gap,
            max_evidence_age,
            as_of,
            ..Self::default()
        };
        for channel in channels.values() {
            let (schema, batches) = session.rows(&channel.path, &channel.sql)?;
            let told = told(&schema, &batches, sources);
            all.told.insert(channel.id.clone(), told);
            let carrier = channel.carrier.trim();
            if channel.shape == ChannelShape::Stream
                && !carrier.is_empty()
                && !all.carriers.contains_key(carrier)
            {
                let carried = carried(session, &channel.path, carrier)?;
                all.carriers.insert(carrier.to_owned(), carried);
            }
        }
        Ok(all)
    }

    /// The earliest line of a channel's carrier anywhere in the estate.
    pub(crate) fn earliest(&self, channel: &Channel) -> Option<Moment> {
        let devices = self.carriers.get(channel.carrier.trim())?;
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
        let told = self.told.get(&channel.id).and_then(|told| told.get(device));
        if let Some(told) = told
            && told.origin != 0
        {
            judged.origin = told.origin;
        }
        judged
    }

    fn snapshot(&self, channel: &Channel, device: &str, sources: &Sources) -> Judged {
        let what = spoken(&channel.id);
        let kind = if channel.id == Kind::Show.as_str() {
            Kind::Show
        } else {
            Kind::Configuration
        };
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
                judged.reason = format!("its {what} of {}", instant(collected));
            }
            (Some(collected), _) => {
                judged.cause = Some(Cause::Stale);
                judged.reason = format!(
                    "its newest whole {what} is of {} and older than {}",
                    instant(collected),
                    duration(self.max_evidence_age)
                );
                judged.remedy = Some(format!("Collect its {what} again."));
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
        let none = Told::default();
        let told = self
            .told
            .get(&channel.id)
            .and_then(|told| told.get(device))
            .unwrap_or(&none);
        let carried = self
            .carriers
            .get(channel.carrier.trim())
            .and_then(|devices| devices.get(device));
        if told.configured == Some(false) {
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

/// The rows of a channel's SELECT by device; several rows of one device are taken together.
fn told(schema: &SchemaRef, batches: &[RecordBatch], sources: &Sources) -> BTreeMap<String, Told> {
    let mut all: BTreeMap<String, Told> = BTreeMap::new();
    let at = |name: &str| schema.index_of(name).ok();
    let (device, proved, configured) = (at("device"), at("proved"), at("configured"));
    let (sends_to, switch_on, proof) = (at("sends_to"), at("switch_on"), at("origin"));
    for batch in batches {
        let text = |column: Option<usize>, row: usize| {
            column.and_then(|at| cell(batch.columns().get(at)?, row, sources))
        };
        for row in 0..batch.num_rows() {
            let Some(device) = text(device, row) else {
                continue;
            };
            let told = all.entry(device).or_default();
            told.proved |= text(proved, row).as_deref() == Some("true");
            told.configured = match (told.configured, text(configured, row).as_deref()) {
                (Some(true), _) | (_, Some("true")) => Some(true),
                (_, Some("false")) => Some(false),
                (before, _) => before,
            };
            told.sends_to = least(told.sends_to.take(), text(sends_to, row));
            told.switch_on = least(told.switch_on.take(), text(switch_on, row));
            let origin = proof
                .and_then(|at| batch.columns().get(at)?.as_primitive_opt::<UInt64Type>())
                .filter(|origins| origins.is_valid(row))
                .map_or(0, |origins| origins.value(row));
            if origin != 0 && (told.origin == 0 || origin < told.origin) {
                told.origin = origin;
            }
        }
    }
    all
}

fn least(before: Option<String>, now: Option<String>) -> Option<String> {
    match (before, now) {
        (Some(before), Some(now)) => Some(before.min(now)),
        (before, now) => before.or(now),
    }
}

/// First and last line of every hour of every device.
fn carried(
    session: &Session,
    place: &str,
    carrier: &str,
) -> Result<BTreeMap<String, Carried>, EngineError> {
    let (table, condition) = split_carrier(carrier);
    let sql = format!(
        "SELECT device, source_of(origin) AS source, \
         date_bin(INTERVAL '1 hour', time) AS hour, min(time) AS first, max(time) AS last, \
         count(*) AS lines, min(origin) AS origin FROM {table} WHERE ({condition}) \
         GROUP BY 1, 2, 3"
    );
    let (_, batches) = session.rows(place, &sql)?;
    let mut all: BTreeMap<String, Carried> = BTreeMap::new();
    for batch in &batches {
        let [device, source, _, first, last, lines, origin] = batch.columns() else {
            continue;
        };
        let (Some(device), Some(source), Some(first), Some(last), Some(lines), Some(origin)) = (
            device.as_string_view_opt(),
            source.as_primitive_opt::<Int64Type>(),
            first.as_primitive_opt::<TimestampMicrosecondType>(),
            last.as_primitive_opt::<TimestampMicrosecondType>(),
            lines.as_primitive_opt::<Int64Type>(),
            origin.as_primitive_opt::<UInt64Type>(),
        ) else {
            continue;
        };
        for row in 0..batch.num_rows() {
            let carried = all.entry(device.value(row).to_owned()).or_default();
            carried.sources.insert(source.value(row) as u32);
            let origin = origin.value(row);
            carried.first_origin = Some(carried.first_origin.map_or(origin, |o| o.min(origin)));
            if first.is_valid(row) && last.is_valid(row) {
                carried.hours.push((first.value(row), last.value(row)));
            } else {
                carried.timeless += lines.value(row) as u64;
            }
        }
    }
    for carried in all.values_mut() {
        carried.hours.sort_unstable();
        // Hours of several sources overlap; a silence is one only if all are silent.
        let mut merged: Vec<(i64, i64)> = Vec::with_capacity(carried.hours.len());
        for (first, last) in carried.hours.drain(..) {
            match merged.last_mut() {
                Some(before) if first <= before.1 => before.1 = before.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        carried.hours = merged;
    }
    Ok(all)
}

/// `table` or `table WHERE condition`.
pub(crate) fn split_carrier(carrier: &str) -> (&str, &str) {
    let mut words = carrier.splitn(3, char::is_whitespace);
    let table = words.next().unwrap_or_default();
    match (words.next(), words.next()) {
        (Some(word), Some(condition)) if word.eq_ignore_ascii_case("where") => (table, condition),
        _ => (table, "TRUE"),
    }
}

/// The origin as a place, for tables that people read.
pub(crate) fn place(at: u64, sources: &Sources) -> Option<String> {
    (at != 0).then(|| origin(Origin(at), sources))
}
