//! Hunts to findings: the SELECT runs, its rows are read by the types and names of its columns,
//! rows that say the same of the same subject become one finding.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::BASE32_NOPAD;
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{
    DataType, Schema, TimeUnit, TimestampMicrosecondType, UInt64Type,
};
use seawall_model::{
    Confidence, Evidence, Finding, Hunt, HuntKind, Moment, Origin, SaidBy, Severity, Subject,
    SubjectKind,
};
use sha2::{Digest, Sha256};

use super::answers::{self, Heard};
use super::peers::{self, Opinion};
use super::render::cell;
use super::snapshots::Sources;
use super::{Asked, Estate, evidence};
use crate::EngineError;

/// Quoted lines kept for one finding.
const QUOTED: usize = 20;

/// One result row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ResultRow {
    pub(crate) subject: String,
    pub(crate) time: Option<i64>,
    pub(crate) evidence: Vec<u64>,
    pub(crate) says: String,
    pub(crate) key: Vec<Option<String>>,
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) devices: BTreeSet<String>,
    pub(crate) widened: bool,
    pub(crate) lowered_by: Option<String>,
    /// The value looked up in the approved list, if the hunt is about one.
    pub(crate) listed: Option<String>,
}

/// What one hunt's SELECT returned.
pub(crate) struct Returned {
    /// Sorted.
    pub(crate) rows: Vec<ResultRow>,
    /// Whether the memory given did not suffice.
    pub(crate) memory: bool,
}

/// Asks hunts one after the other.
pub(super) fn ask(
    estate: &Estate,
    hunts: &[&str],
    progress: &mut dyn FnMut(&str),
) -> Result<Asked, EngineError> {
    let mut asked = Asked::default();
    for id in hunts {
        let hunt = estate.hunt(id)?;
        progress(id);
        estate.load_channels(hunt)?;
        let span = estate.span(hunt);
        let mut returned = run(estate, hunt)?;
        let heard = answers::hear(estate, hunt, span)?;
        let opinions = weigh(estate, hunt, &mut returned.rows, &heard);
        let findings = merge(estate, hunt, &returned.rows, &opinions);
        let answers = answers::answer(
            estate,
            hunt,
            span,
            &heard,
            &answers::Results {
                rows: &returned.rows,
                memory: returned.memory,
                unclear: &opinions.unclear,
                agreed: &opinions.agreed,
                wanting: opinions.wanting,
            },
        );
        asked.findings.extend(findings);
        asked.answers.extend(answers);
        asked.spans.insert((*id).to_owned(), span);
    }
    asked.findings.sort_by(|a, b| {
        (&a.hunt, &a.subject, &a.fingerprint).cmp(&(&b.hunt, &b.subject, &b.fingerprint))
    });
    asked
        .answers
        .sort_by(|a, b| (&a.hunt, &a.device).cmp(&(&b.hunt, &b.device)));
    evidence::quote(estate, &mut asked.findings)?;
    Ok(asked)
}

/// Runs a hunt's SELECT. Rows of devices that are not asked about are left out.
pub(super) fn run(estate: &Estate, hunt: &Hunt) -> Result<Returned, EngineError> {
    let sources = &estate.base.knowledge.sources;
    let mut returned = Returned {
        rows: Vec::new(),
        memory: false,
    };
    let batches = match estate.rows(&hunt.path, &hunt.sql) {
        Ok(batches) => batches,
        Err(EngineError::Memory { .. }) => {
            returned.memory = true;
            return Ok(returned);
        }
        Err(error) => return Err(error),
    };
    for batch in &batches {
        returned.rows.extend(rows(hunt, batch, sources));
    }
    let asked: BTreeSet<&str> = estate.devices.iter().map(|d| d.name.as_str()).collect();
    if estate.base.question.device.is_some() {
        returned.rows.retain(|row| {
            row.devices
                .iter()
                .any(|device| asked.contains(device.as_str()))
        });
    }
    // What a server records of itself is no finding about a network device.
    let servers: BTreeSet<&str> = estate
        .base
        .believed
        .iter()
        .filter(|device| !estate.base.takes_questions(device))
        .map(|device| device.name.as_str())
        .collect();
    if !servers.is_empty() {
        returned.rows.retain(|row| {
            let mut devices = row.devices.iter();
            row.devices.is_empty() || devices.any(|device| !servers.contains(device.as_str()))
        });
    }
    returned.rows.sort();
    Ok(returned)
}

/// The rows of one batch, read by the types and names of its columns.
fn rows(hunt: &Hunt, batch: &RecordBatch, sources: &Sources) -> Vec<ResultRow> {
    let schema: &Schema = batch.schema_ref();
    let named = |name: &str| {
        schema
            .index_of(name)
            .ok()
            .and_then(|at| batch.columns().get(at))
    };
    let text = |name: &str, row: usize| named(name).and_then(|column| cell(column, row, sources));
    let origins: Vec<&ArrayRef> = batch
        .columns()
        .iter()
        .filter(|column| is_evidence(column.data_type()))
        .collect();
    let values: Vec<(&String, &ArrayRef)> = schema
        .fields()
        .iter()
        .map(|field| field.name())
        .zip(batch.columns())
        .filter(|(name, column)| *name != "says" && !is_evidence(column.data_type()))
        .collect();
    (0..batch.num_rows())
        .map(|row| {
            let mut evidence: Vec<u64> = origins
                .iter()
                .flat_map(|column| origins_in(column, row))
                .filter(|origin| *origin != 0)
                .collect();
            evidence.sort_unstable();
            evidence.dedup();
            let subject = text(&hunt.subject, row).unwrap_or_default();
            let mut devices: BTreeSet<String> = text("device", row).into_iter().collect();
            if let Some(column) = named("devices") {
                devices.extend(texts_in(column, row, sources));
            }
            ResultRow {
                time: named("time").and_then(|column| time_in(column, row)),
                says: text("says", row).unwrap_or_else(|| hunt.title.clone()),
                key: hunt.key.iter().map(|column| text(column, row)).collect(),
                values: values
                    .iter()
                    .filter_map(|(name, column)| {
                        Some(((*name).clone(), cell(column, row, sources)?))
                    })
                    .collect(),
                widened: text("widened", row).as_deref() == Some("true"),
                lowered_by: text("lowered_by", row),
                listed: hunt
                    .approved
                    .as_ref()
                    .and_then(|list| text(list.value.as_deref()?, row)),
                subject,
                evidence,
                devices,
            }
        })
        .collect()
}

/// Origins, or lists of origins.
pub(crate) fn is_evidence(kind: &DataType) -> bool {
    match kind {
        DataType::UInt64 => true,
        DataType::List(item) | DataType::LargeList(item) => *item.data_type() == DataType::UInt64,
        _ => false,
    }
}

fn origins_in(column: &ArrayRef, row: usize) -> Vec<u64> {
    if column.is_null(row) {
        return Vec::new();
    }
    let items = match column.data_type() {
        DataType::List(_) => column.as_list::<i32>().value(row),
        DataType::LargeList(_) => column.as_list::<i64>().value(row),
        _ => column.slice(row, 1),
    };
    let items = items.as_primitive_opt::<UInt64Type>();
    items.map_or_else(Vec::new, |items| items.iter().flatten().collect())
}

fn texts_in(column: &ArrayRef, row: usize, sources: &Sources) -> Vec<String> {
    if column.is_null(row) {
        return Vec::new();
    }
    let items = match column.data_type() {
        DataType::List(_) => column.as_list::<i32>().value(row),
        DataType::LargeList(_) => column.as_list::<i64>().value(row),
        _ => column.slice(row, 1),
    };
    (0..items.len())
        .filter_map(|item| cell(&items, item, sources))
        .collect()
}

fn time_in(column: &ArrayRef, row: usize) -> Option<i64> {
    let moments = matches!(
        column.data_type(),
        DataType::Timestamp(TimeUnit::Microsecond, _)
    );
    (moments && column.is_valid(row))
        .then(|| column.as_primitive::<TimestampMicrosecondType>().value(row))
}

/// What the estate says where the organisation says nothing.
#[derive(Clone, Debug, Default)]
struct Opinions {
    /// What the peers agree on, for values that one device alone has.
    alone: BTreeMap<(String, String), String>,
    /// Values nobody can judge, by device.
    unclear: BTreeMap<String, BTreeSet<String>>,
    /// Devices whose values their peers have too.
    agreed: BTreeSet<String>,
    /// The list that is not given and without which the hunt cannot be asked.
    wanting: bool,
}

impl Opinions {
    /// Whether nobody can judge the value of a row.
    fn is_unclear(&self, row: &ResultRow) -> bool {
        let value = row.listed.as_deref().unwrap_or_default();
        let mut devices = row.devices.iter();
        devices.any(|device| {
            let values = self.unclear.get(device);
            values.is_some_and(|values| values.contains(value))
        })
    }
}

/// For a hunt against a list that is not given: keeps the rows of values that one device alone
/// has while its peers agree; and of what nobody can judge, unless it is a mere weakness, so that a
/// person does.
fn weigh(estate: &Estate, hunt: &Hunt, rows: &mut Vec<ResultRow>, heard: &Heard) -> Opinions {
    let mut opinions = Opinions::default();
    let Some(list) = &hunt.approved else {
        return opinions;
    };
    if estate.base.knowledge.approved.is_given(&list.list) {
        return opinions;
    }
    if list.value.is_none() {
        opinions.wanting = true;
        return opinions;
    }
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &*rows {
        for device in &row.devices {
            let value = row.listed.as_deref().unwrap_or_default();
            values.entry(device).or_default().insert(value);
        }
    }
    let peers = heard.complete(estate);
    let judged = peers::weigh(&values, &peers);
    let mut keep: BTreeSet<(String, String)> = BTreeSet::new();
    for ((device, value), opinion) in judged {
        let key = (device.to_owned(), value.to_owned());
        match opinion {
            Opinion::Alone { peers, agreed } => {
                let agreed = if agreed.is_empty() {
                    "have none".to_owned()
                } else {
                    format!(
                        "agree on {}",
                        agreed.into_iter().collect::<Vec<_>>().join(", ")
                    )
                };
                let told = format!(
                    "; no list {} is given, but {peers} peers of its platform and role {agreed}",
                    list.list
                );
                opinions.alone.insert(key.clone(), told);
                keep.insert(key);
            }
            Opinion::Agreed => {
                opinions.agreed.insert(key.0);
            }
            Opinion::Unclear => {
                opinions.unclear.entry(key.0).or_default().insert(key.1);
            }
        }
    }
    let review = hunt.kind != HuntKind::Weakness;
    rows.retain(|row| {
        let value = row.listed.clone().unwrap_or_default();
        let mut devices = row.devices.iter();
        devices.any(|device| keep.contains(&(device.clone(), value.clone())))
            || (review && opinions.is_unclear(row))
    });
    opinions
}

/// Rows with equal subject and key are one finding. `rows` are sorted, so the first of them is the
/// earliest.
fn merge(estate: &Estate, hunt: &Hunt, rows: &[ResultRow], opinions: &Opinions) -> Vec<Finding> {
    let sources = &estate.base.knowledge.sources;
    let mut groups: BTreeMap<(&str, &[Option<String>]), Vec<&ResultRow>> = BTreeMap::new();
    for row in rows {
        groups
            .entry((&row.subject, &row.key))
            .or_default()
            .push(row);
    }
    let kind = match hunt.subject.as_str() {
        "account" => SubjectKind::Account,
        "party" => SubjectKind::Party,
        _ => SubjectKind::Device,
    };
    groups
        .into_iter()
        .filter_map(|((subject, key), rows)| {
            let first = rows.first()?;
            let times = || rows.iter().filter_map(|row| row.time).map(Moment);
            let mut origins: Vec<u64> = rows
                .iter()
                .flat_map(|row| row.evidence.iter().copied())
                .collect();
            origins.sort_unstable();
            origins.dedup();
            // One row that nothing lowers or widens is enough to take the finding at full weight.
            let lowered: BTreeSet<&String> = rows
                .iter()
                .filter_map(|row| row.lowered_by.as_ref())
                .collect();
            let all_lowered = rows.iter().all(|row| row.lowered_by.is_some());
            let alone = first.devices.iter().find_map(|device| {
                let value = first.listed.clone().unwrap_or_default();
                opinions.alone.get(&(device.clone(), value))
            });
            let unclear = rows.iter().all(|row| opinions.is_unclear(row));
            let list = hunt.approved.as_ref().map_or("", |list| &list.list);
            let told = match alone {
                Some(told) => told.clone(),
                None if unclear => format!("; for review, as no list {list} is given"),
                None => String::new(),
            };
            let widened = rows.iter().all(|row| row.widened);
            let said_by = |origin: &u64| {
                sources
                    .get(Origin(*origin).source())
                    .map_or(SaidBy::Device, |facts| facts.said_by)
            };
            Some(Finding {
                fingerprint: fingerprint(hunt, kind, subject, key),
                hunt: hunt.id.clone(),
                kind: hunt.kind,
                title: hunt.title.clone(),
                says: format!("{}{told}", first.says),
                severity: if unclear {
                    Severity::Low
                } else if all_lowered {
                    step_down(hunt.severity)
                } else {
                    hunt.severity
                },
                confidence: if widened || unclear || alone.is_some() {
                    Confidence::Low
                } else {
                    hunt.confidence
                },
                audience: hunt.audience,
                subject: Subject {
                    kind,
                    name: subject.to_owned(),
                },
                attack: hunt.attack.clone(),
                first_seen: times().min(),
                last_seen: times().max(),
                device_says_only: origins
                    .iter()
                    .all(|origin| said_by(origin) == SaidBy::Device),
                evidence_total: origins.len() as u64,
                evidence: origins
                    .iter()
                    .take(QUOTED)
                    .map(|origin| Evidence {
                        origin: Origin(*origin),
                        path: sources
                            .get(Origin(*origin).source())
                            .map_or_else(String::new, |facts| facts.path.clone()),
                        // Fetched once for all findings.
                        text: String::new(),
                        said_by: said_by(origin),
                    })
                    .collect(),
                values: first.values.clone(),
                lowered_by: if all_lowered {
                    lowered.into_iter().cloned().collect()
                } else {
                    Vec::new()
                },
                remedy: hunt.remedy.clone(),
                sensitive: hunt.sensitive,
            })
        })
        .collect()
}

const fn step_down(severity: Severity) -> Severity {
    match severity {
        Severity::Critical => Severity::High,
        Severity::High => Severity::Medium,
        Severity::Medium | Severity::Low => Severity::Low,
    }
}

/// The first twelve characters of base32 (RFC 4648, lower case) of SHA-256 over hunt, subject and
/// key values, each with its length before it; NULL is no value of any length.
fn fingerprint(hunt: &Hunt, kind: SubjectKind, subject: &str, key: &[Option<String>]) -> String {
    let mut hash = Sha256::new();
    let mut part = |part: Option<&str>| {
        hash.update(
            part.map_or(u64::MAX, |part| part.len() as u64)
                .to_le_bytes(),
        );
        hash.update(part.unwrap_or_default());
    };
    part(Some(&hunt.id));
    part(Some(kind.as_str()));
    part(Some(subject));
    for value in key {
        part(value.as_deref());
    }
    let mut text = BASE32_NOPAD.encode(&hash.finalize()).to_lowercase();
    text.truncate(12);
    text
}
