//! The store from outside: what goes in comes out, once, and nothing that stops it half-way is
//! seen. Here is what the tests share; they are in the modules.

mod commit;
mod known;
mod merge;
mod rows;
mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use datafusion::arrow::array::{
    Array, AsArray, FixedSizeBinaryArray, RecordBatch, TimestampMicrosecondArray,
};
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, UInt64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use seawall_engine::{
    Batch, EngineError, Identity, Run, SavedAnswer, SavedFinding, Store, StoredSource,
};
use seawall_model::tables::Log;
use seawall_model::{
    Address, Content, Coverage, Kind, Moment, Origin, Row, Rows, SaidBy, Source, State, TableSpec,
};
use tempfile::TempDir;

type Tables = BTreeMap<String, TableSpec>;
/// A row as text, cell by cell.
type Cellar = Vec<Option<String>>;

/// The tables as declared.
static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/tables");
    let files = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (format!("tables/{name}"), fs::read_to_string(path).unwrap())
    });
    let (content, problems) = Content::parse(files.collect());
    assert!(problems.is_empty(), "{problems:?}");
    content.tables
});

fn open(folder: &Path) -> Result<Store, EngineError> {
    Store::open(folder, &TABLES, None)
}

fn store() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = open(&folder.path().join("store")).unwrap();
    (folder, store)
}

fn identity(path: &str, size: u64) -> Identity {
    Identity {
        path: path.to_owned(),
        size,
        modified: Some(Moment::from_seconds(1_700_000_000)),
        inode: Some((1, size)),
    }
}

fn source(number: u32, path: &str, kind: Kind, sha256: &str) -> Source {
    Source {
        number,
        path: path.to_owned(),
        sha256: sha256.to_owned(),
        bytes: 10,
        kind,
        reader: "test".to_owned(),
        platform: Some("cisco-ios-xe".to_owned()),
        device: None,
        collected: Some(Moment(1_700_000_000_123_456)),
        collected_first: None,
        collected_weak: true,
        said_by: SaidBy::Device,
        state: State::Read,
        reason: None,
    }
}

fn log(number: u32, line: u32) -> Row {
    Row::Log(Log {
        seen_as: "edge-1".to_owned(),
        time: Some(Moment::from_seconds(1_700_000_000 + i64::from(line))),
        time_error: Some(0.5),
        facility: Some("SYS".to_owned()),
        severity: Some(5),
        mnemonic: Some("CONFIG_I".to_owned()),
        text: format!(
            "line {line}: %SYS-5-CONFIG_I: Configured from console by vty{}",
            line % 5
        ),
        origin: Origin::new(number, line),
        ..Log::default()
    })
}

/// Stores a file with these log lines, as a driver does.
fn add_log(batch: &mut Batch<'_>, path: &str, sha256: &str, lines: std::ops::Range<u32>) -> u32 {
    add(batch, path, Kind::Log, sha256, lines)
}

fn add(
    batch: &mut Batch<'_>,
    path: &str,
    kind: Kind,
    sha256: &str,
    lines: std::ops::Range<u32>,
) -> u32 {
    let number = batch.next_source();
    for line in lines.clone() {
        batch.push(log(number, line));
    }
    let size = u64::from(lines.end);
    batch
        .finish_source(
            source(number, path, kind, sha256),
            Coverage::new(kind, SaidBy::Device),
            identity(path, size),
        )
        .unwrap();
    number
}

fn live(store: &Store) -> BTreeSet<u32> {
    let live = store.sources().filter(|stored| !stored.superseded);
    live.map(|stored| stored.source.number).collect()
}

// ---- reading back, without the store's own code

fn batches(path: &Path) -> Vec<RecordBatch> {
    let file = fs::File::open(path).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    reader.build().unwrap().map(Result::unwrap).collect()
}

fn cell(array: &dyn Array, row: usize) -> Option<String> {
    if array.is_null(row) {
        return None;
    }
    Some(match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).to_owned(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::UInt64 => array.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::FixedSizeBinary(16) => {
            let array: &FixedSizeBinaryArray = array.as_any().downcast_ref().unwrap();
            Address::from_bytes(array.value(row).try_into().unwrap()).to_string()
        }
        DataType::Timestamp(_, zone) => {
            assert_eq!(zone.as_deref(), Some("UTC"));
            let array: &TimestampMicrosecondArray = array.as_any().downcast_ref().unwrap();
            array.value(row).to_string()
        }
        other => panic!("{other} is no type of the store"),
    })
}

/// The rows of live sources in a table, each segment in its order.
fn stored(store: &Store, table: &str) -> Vec<Cellar> {
    let live = live(store);
    let mut rows = Vec::new();
    for path in store.segments(table) {
        let mut last = 0;
        for batch in batches(&path) {
            let origins = batch
                .column_by_name("origin")
                .unwrap()
                .as_primitive::<UInt64Type>();
            for row in 0..batch.num_rows() {
                let origin = origins.value(row);
                assert!(origin >= last, "{} is not in order", path.display());
                last = origin;
                if live.contains(&Origin(origin).source()) {
                    rows.push(batch.columns().iter().map(|c| cell(c, row)).collect());
                }
            }
        }
    }
    rows
}

/// The (source, line) of every row of a table, sorted.
fn places(store: &Store, table: &str) -> Vec<(u32, u32)> {
    let mut places: Vec<(u32, u32)> = stored(store, table)
        .iter()
        .map(|row| Origin(row.last().unwrap().as_ref().unwrap().parse().unwrap()))
        .map(|origin| (origin.source(), origin.place()))
        .collect();
    places.sort_unstable();
    places
}
