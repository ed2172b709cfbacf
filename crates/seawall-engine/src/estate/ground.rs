//! What an estate stands on: the sources and the stored tables, from a store or from rows in
//! memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::datatypes::{Int64Type, UInt64Type};
use datafusion::catalog::TableProvider;
use seawall_model::{Coverage, Moment, Source, TableKind, TableSpec};

use super::functions::as_addresses;
use super::names::{Claim, Sighting, Witness};
use super::render::cell;
use super::session::{Session, Tables};
use super::snapshots::Sources;
use super::{schema, views};
use crate::EngineError;

/// Sources with what was understood of them, and the stored tables that have rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ground {
    /// In order of number.
    pub(crate) sources: Vec<(Source, Coverage)>,
    /// By table, with the columns as stored.
    pub(crate) tables: BTreeMap<String, Arc<dyn TableProvider>>,
    /// Whether the tables hold rows of sources that are not listed, because others took their place.
    pub(crate) superseded: bool,
    /// Where rows that do not fit into memory go; `None` is the system's temporary folder.
    pub(crate) spill: Option<PathBuf>,
}

/// A row of stored `device`: what one source says a device is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    /// The device as that source names it.
    pub(crate) seen_as: String,
    /// Where it says so.
    pub(crate) origin: u64,
    /// The declared columns in order.
    pub(crate) columns: Vec<Option<String>>,
}

/// What must be read before any view can be made.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstRead {
    /// The rows of `device_name`.
    pub(crate) claims: Vec<Claim>,
    /// The rows of `device`.
    pub(crate) said: Vec<Said>,
    /// The names that events carry.
    pub(crate) sightings: Vec<Sighting>,
    /// The first event of each name, as evidence that the device exists.
    pub(crate) first_origins: BTreeMap<(u32, String), u64>,
}

/// Rows by which a server is known that neither a configuration nor an inventory names: what a jump
/// host writes of its own sessions, what Cisco ISE writes of itself.
const SERVERS: [(&str, &str); 3] = [
    ("login", "channel = 'jump-host'"),
    ("command", "channel = 'jump-host'"),
    ("log", "facility = 'CISE' AND relay IS NULL"),
];

impl Ground {
    /// The stored tables under their own names, empty where no row exists.
    pub(crate) fn stored(
        &self,
        specs: &BTreeMap<String, TableSpec>,
    ) -> Result<Tables, EngineError> {
        let mut tables = Tables::new();
        for spec in specs
            .values()
            .filter(|spec| spec.kind != TableKind::Derived)
        {
            let table = match self.tables.get(&spec.table) {
                Some(table) => Arc::clone(table),
                None => views::empty(schema::schema(&spec.stored()))
                    .map_err(|error| super::session::failed(&spec.table, &error))?,
            };
            tables.insert(spec.table.clone(), table);
        }
        Ok(tables)
    }

    /// Reads names, devices and servers. `counts` says which sources do.
    pub(crate) fn read(
        &self,
        session: &Session,
        specs: &BTreeMap<String, TableSpec>,
        counts: impl Fn(u32) -> bool,
    ) -> Result<FirstRead, EngineError> {
        let mut read = FirstRead::default();
        if self.tables.contains_key("device_name") && specs.contains_key("device_name") {
            let sql =
                "SELECT source_of(origin), seen_as, name_kind, name, address FROM device_name";
            let (_, batches) = session.rows("device_name", sql)?;
            for batch in &batches {
                read.claims
                    .extend(claims(batch).filter(|claim| counts(claim.source)));
            }
            read.claims.sort_by(|a, b| {
                let key = |c: &Claim| {
                    (
                        c.source,
                        c.seen_as.clone(),
                        c.kind.clone(),
                        c.name.clone(),
                        c.address,
                    )
                };
                key(a).cmp(&key(b))
            });
        }
        if let (true, Some(spec)) = (self.tables.contains_key("device"), specs.get("device")) {
            let columns: Vec<&str> = spec.columns.iter().map(|c| c.name.as_str()).collect();
            let sql = format!("SELECT seen_as, origin, {} FROM device", columns.join(", "));
            let (_, batches) = session.rows("device", &sql)?;
            for batch in &batches {
                read.said
                    .extend(said(batch).filter(|said| counts((said.origin >> 32) as u32)));
            }
            read.said
                .sort_by(|a, b| (a.origin, &a.seen_as).cmp(&(b.origin, &b.seen_as)));
        }
        let mut servers: BTreeSet<(u32, String)> = BTreeSet::new();
        for (table, condition) in SERVERS {
            if !self.tables.contains_key(table) {
                continue;
            }
            let sql = format!(
                "SELECT source_of(origin), seen_as, count(*), min(origin) FROM {table} \
                 WHERE {condition} GROUP BY 1, 2"
            );
            let (_, batches) = session.rows(table, &sql)?;
            for (sighting, _) in batches.iter().flat_map(sightings) {
                servers.insert((sighting.source, sighting.seen_as));
            }
        }
        for spec in specs.values().filter(|spec| spec.kind == TableKind::Event) {
            // Sightings are of lines that are counted already.
            if !self.tables.contains_key(&spec.table) || spec.table == "sighting" {
                continue;
            }
            let sql = format!(
                "SELECT source_of(origin), seen_as, count(*), min(origin) FROM {} GROUP BY 1, 2",
                spec.table
            );
            let (_, batches) = session.rows(&spec.table, &sql)?;
            for batch in &batches {
                for (mut sighting, origin) in sightings(batch) {
                    if counts(sighting.source) {
                        let key = (sighting.source, sighting.seen_as.clone());
                        sighting.server = servers.contains(&key);
                        let first = read.first_origins.entry(key).or_insert(origin);
                        *first = origin.min(*first);
                        read.sightings.push(sighting);
                    }
                }
            }
        }
        read.sightings
            .sort_by(|a, b| (a.source, &a.seen_as).cmp(&(b.source, &b.seen_as)));
        Ok(read)
    }

    /// The names that sources themselves give their devices.
    pub(crate) fn claims(&self) -> impl Iterator<Item = Claim> {
        self.sources.iter().filter_map(|(source, _)| {
            let device = source
                .device
                .as_ref()
                .filter(|_| source.kind.is_snapshot())?;
            Some(Claim {
                source: source.number,
                seen_as: device.clone(),
                kind: "seen-as".to_owned(),
                name: None,
                address: None,
            })
        })
    }

    /// What names need to know of the sources.
    pub(crate) fn witnesses(&self) -> BTreeMap<u32, Witness> {
        let witnesses = self.sources.iter().map(|(source, _)| {
            let witness = Witness {
                path: source.path.clone(),
                snapshot: source.kind.is_snapshot(),
                collected: source.collected,
            };
            (source.number, witness)
        });
        witnesses.collect()
    }

    /// The newest time that a source which counts carries.
    pub(crate) fn newest(&self, counts: impl Fn(u32) -> bool) -> Option<Moment> {
        self.sources
            .iter()
            .filter(|(source, _)| counts(source.number))
            .flat_map(|(source, coverage)| {
                // A file's time is when it was copied here, as likely as not: nothing is judged by it.
                let dated = source.kind.is_snapshot() && !source.collected_weak;
                [coverage.until, source.collected.filter(|_| dated)]
            })
            .flatten()
            .max()
    }
}

fn claims(batch: &RecordBatch) -> impl Iterator<Item = Claim> {
    let none = Sources::default();
    (0..batch.num_rows()).filter_map(move |row| {
        let [source, seen_as, kind, name, address] = batch.columns() else {
            return None;
        };
        let addresses = address.as_fixed_size_binary_opt()?;
        Some(Claim {
            source: source.as_primitive_opt::<Int64Type>()?.value(row) as u32,
            seen_as: cell(seen_as, row, &none).unwrap_or_default(),
            kind: cell(kind, row, &none).unwrap_or_default(),
            name: cell(name, row, &none),
            address: as_addresses(&addresses.slice(row, 1))
                .first()
                .copied()
                .flatten(),
        })
    })
}

fn said(batch: &RecordBatch) -> impl Iterator<Item = Said> {
    let none = Sources::default();
    (0..batch.num_rows()).filter_map(move |row| {
        let [seen_as, origin, columns @ ..] = batch.columns() else {
            return None;
        };
        Some(Said {
            seen_as: cell(seen_as, row, &none).unwrap_or_default(),
            origin: origin.as_primitive_opt::<UInt64Type>()?.value(row),
            columns: columns
                .iter()
                .map(|column| cell(column, row, &none))
                .collect(),
        })
    })
}

fn sightings(batch: &RecordBatch) -> impl Iterator<Item = (Sighting, u64)> {
    let none = Sources::default();
    (0..batch.num_rows()).filter_map(move |row| {
        let [source, seen_as, rows, origin] = batch.columns() else {
            return None;
        };
        let sighting = Sighting {
            source: source.as_primitive_opt::<Int64Type>()?.value(row) as u32,
            seen_as: cell(seen_as, row, &none).unwrap_or_default(),
            rows: rows.as_primitive_opt::<Int64Type>()?.value(row) as u64,
            server: false,
        };
        Some((
            sighting,
            origin.as_primitive_opt::<UInt64Type>()?.value(row),
        ))
    })
}
