//! One record of an export: its raw text, what the export says beside it, and the line that a relay
//! would have written of both.
//!
//! What it leaves out: where records begin and end.

use serde_json::Value;

use super::json;
use crate::syslog::header;
use crate::time::{Zone, stamp};

/// Columns with the raw text, the surest first; without case.
pub(super) const RAW: [&str; 19] = [
    "_raw",
    "raw_message",
    "rawmessage",
    "raw_log",
    "rawlog",
    "raw_event",
    "raw",
    "event.original",
    "log.original",
    "full_message",
    "syslogmessage",
    "@message",
    "@rawstring",
    "message",
    "msg",
    "line",
    "log",
    "body",
    "payload",
];
/// Columns with the time at which the store, or who sent it there, saw the record.
pub(super) const TIME: [&str; 13] = [
    "_time",
    "@timestamp",
    "eventtime",
    "timegenerated",
    "timegenerated [utc]",
    "timestamp",
    "event.created",
    "time",
    "datetime",
    "date",
    "ts",
    "_indextime",
    "ingestiontime",
];
/// Columns with the name or address of the sender.
pub(super) const HOST: [&str; 15] = [
    "host.name",
    "host.hostname",
    "observer.name",
    "observer.hostname",
    "host.ip",
    "log.source.address",
    "hostname",
    "hostip",
    "host",
    "computer",
    "device",
    "devicename",
    "sender",
    "source",
    "gl2_remote_ip",
];

/// Columns with the kind of log a record is of.
pub(super) const KIND: [&str; 7] = [
    "sourcetype",
    "source_type",
    "event.dataset",
    "data_stream.dataset",
    "event.module",
    "logtype",
    "log_type",
];
/// One raw text, and what the export says beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) kind: String,
    pub(super) raw: String,
    pub(super) time: Option<String>,
    pub(super) host: Option<String>,
}

impl Event {
    /// The line a relay would have written, and whether anything was put before the raw text.
    pub(super) fn line(self) -> (String, bool) {
        let raw = if self.raw.contains(['\n', '\r']) {
            self.raw.replace("\r\n", " ").replace(['\n', '\r'], " ")
        } else {
            self.raw
        };
        let raw = raw.trim_end().to_owned();
        if raw.trim().is_empty() {
            return (String::new(), false);
        }
        let head = header(&raw);
        let dated =
            |stamp: Option<crate::time::Stamp>| stamp.is_some_and(|stamp| stamp.year.is_some());
        let has_year =
            dated(head.stamp) || dated(head.relay_stamp) || crate::accounting::is_record(&raw);
        let has_host =
            head.own.is_some() || head.relay.is_some() || crate::accounting::is_record(&raw);
        let host = self.host.as_deref().filter(|host| {
            !host.is_empty() && !host.contains(char::is_whitespace) && !host.contains(['/', '\\'])
        });
        let time = self.time.as_deref().and_then(rfc3339);
        let line = match (time, host) {
            (Some(time), Some(host)) if !has_year || !has_host => format!("{time} {host} {raw}"),
            // Something must stand where a host stands, and the raw text has one of its own.
            (Some(time), None) if !has_year && has_host => {
                let host = head.own.or(head.relay).unwrap_or_default();
                format!("{time} {host} {raw}")
            }
            (Some(time), None) if !has_year && head.mnemonic.is_some() => format!("{time}: {raw}"),
            _ => return (raw, false),
        };
        (line, true)
    }
}

/// The raw texts of a JSON record.
pub(super) fn events(text: &str) -> Vec<Event> {
    let Ok(record) = serde_json::from_str::<Value>(text) else {
        return vec![Event {
            raw: text.to_owned(),
            ..Event::default()
        }];
    };
    let inner = ["result", "_source", "fields"]
        .iter()
        .filter_map(|key| record.get(*key))
        .find(|inner| inner.is_object() && json::text(inner, &RAW).is_some());
    let inner = inner.unwrap_or(&record);
    let of = |value: &Value, wanted: &[&str]| json::text(value, wanted);
    // What Splunk writes between results.
    if record.get("lastrow").is_some() && record.get("result").is_none() {
        return Vec::new();
    }
    // Loki: a stream with its labels, and pairs of time and line.
    if let Some(values) = record.get("values").and_then(Value::as_array) {
        let labels = record
            .get("stream")
            .or_else(|| record.get("metric"))
            .unwrap_or(&Value::Null);
        let host = of(labels, &HOST).or_else(|| of(labels, &["instance"]));
        return values
            .iter()
            .filter_map(|pair| {
                Some(Event {
                    time: pair.get(0).and_then(json::as_text),
                    raw: pair.get(1).and_then(json::as_text)?,
                    host: host.clone(),
                    kind: String::new(),
                })
            })
            .collect();
    }
    // Sentinel: names of columns, and rows.
    if let (Some(columns), Some(rows)) = (
        record.get("columns").and_then(Value::as_array),
        record.get("rows").and_then(Value::as_array),
    ) {
        let names: Vec<&str> = columns
            .iter()
            .map(|column| {
                column
                    .get("name")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            })
            .collect();
        return rows
            .iter()
            .map(|row| {
                let cells = row.as_array().map(Vec::as_slice).unwrap_or_default();
                let pairs = names.iter().zip(cells);
                let object = pairs
                    .map(|(name, cell)| ((*name).to_owned(), cell.clone()))
                    .collect();
                event(&Value::Object(object), &Value::Null)
            })
            .collect();
    }
    vec![event(inner, &record)]
}

fn event(inner: &Value, outer: &Value) -> Event {
    let labels = outer.get("labels").unwrap_or(&Value::Null);
    let find = |wanted: &[&str]| {
        json::text(inner, wanted)
            .or_else(|| json::text(outer, wanted))
            .or_else(|| json::text(labels, wanted))
    };
    Event {
        raw: json::text(inner, &RAW).unwrap_or_else(|| match inner {
            Value::Null => String::new(),
            other => other.to_string(),
        }),
        time: find(&TIME),
        host: find(&HOST),
        kind: find(&KIND).unwrap_or_default(),
    }
}

/// A time of an export as RFC 3339, without a zone if it has none.
fn rfc3339(text: &str) -> Option<String> {
    let text = text.trim();
    // Kibana: `Jan 5, 2026 @ 10:00:00.000`.
    let kibana = text.replace(" @", "").replace(',', "");
    let text = if text.contains(" @ ") {
        kibana.as_str()
    } else {
        text
    };
    let digits = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if digits {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let number: i64 = whole.parse().ok()?;
        let micros = match whole.len() {
            9..=10 => {
                let part: String = part.chars().chain("000000".chars()).take(6).collect();
                number
                    .checked_mul(1_000_000)?
                    .checked_add(part.parse().ok()?)?
            }
            13 => number.checked_mul(1_000)?,
            16 => number,
            19 => number / 1_000,
            _ => return None,
        };
        return Some(format!("{}Z", civil_text(micros)));
    }
    let (stamp, _) = stamp(text.as_bytes())?;
    let seconds = stamp.seconds_in(stamp.year?)?;
    let micros = seconds
        .checked_mul(1_000_000)?
        .checked_add(i64::from(stamp.micros))?;
    match stamp.zone {
        Zone::Offset(offset) => Some(format!(
            "{}Z",
            civil_text(micros - i64::from(offset) * 1_000_000)
        )),
        // `@timestamp` and `TimeGenerated` are UTC where they name no zone, but others are not.
        _ => Some(civil_text(micros)),
    }
}

/// A moment as `2026-01-05T10:00:00.000`.
fn civil_text(micros: i64) -> String {
    let seconds = micros.div_euclid(1_000_000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = crate::time::civil_of(days);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}",
        second / 3600,
        second / 60 % 60,
        second % 60,
        micros.rem_euclid(1_000_000) / 1_000
    )
}
