//! What a channel's SELECT tells of each device, and when the lines that carry a channel were
//! written.
//!
//! Silences are measured between hours: the first and last line of every hour that has one are
//! kept, so that a silence of an hour or more is exact, however many lines there are.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{Int64Type, SchemaRef, TimestampMicrosecondType, UInt64Type};

use super::render::cell;
use super::session::Session;
use super::snapshots::Sources;
use crate::EngineError;

/// What a channel's SELECT says of one device.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    pub(super) proved: bool,
    pub(super) configured: Option<bool>,
    pub(super) sends_to: Option<String>,
    pub(super) switch_on: Option<String>,
    /// The last line of the channel itself, if the SELECT tells it.
    pub(super) proved_until: Option<i64>,
    pub(super) origin: u64,
}

/// The lines of one device that carry a channel.
#[derive(Clone, Debug, Default)]
pub(super) struct Carried {
    /// First and last time of every hour that has a line, ascending.
    pub(super) hours: Vec<(i64, i64)>,
    /// Lines without a time.
    pub(super) timeless: u64,
    pub(super) sources: BTreeSet<u32>,
    pub(super) first_origin: Option<u64>,
}

/// The rows of a channel's SELECT by device; several rows of one device are taken together.
pub(super) fn told(
    schema: &SchemaRef,
    batches: &[RecordBatch],
    sources: &Sources,
) -> BTreeMap<String, Told> {
    let mut all: BTreeMap<String, Told> = BTreeMap::new();
    let at = |name: &str| schema.index_of(name).ok();
    let (device, proved, configured) = (at("device"), at("proved"), at("configured"));
    let (sends_to, switch_on, proof) = (at("sends_to"), at("switch_on"), at("origin"));
    let proved_until = at("proved_until");
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
            let last = proved_until
                .and_then(|at| {
                    batch
                        .columns()
                        .get(at)?
                        .as_primitive_opt::<TimestampMicrosecondType>()
                })
                .filter(|times| times.is_valid(row))
                .map(|times| times.value(row));
            told.proved_until = told.proved_until.max(last);
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
pub(super) fn carried(
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
