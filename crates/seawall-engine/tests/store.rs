//! The store from outside: what goes in comes out, and nothing that stops it half-way is seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use datafusion::arrow::array::{
    Array, AsArray, FixedSizeBinaryArray, RecordBatch, TimestampMicrosecondArray,
};
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, UInt64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use proptest::prelude::*;
use seawall_engine::{
    Batch, EngineError, Identity, Run, SavedAnswer, SavedFinding, Store, StoredSource,
};
use seawall_model::tables::{ConfigLine, DeviceUser, Log};
use seawall_model::{
    Address, Cells, Column, ColumnType, Content, Coverage, Fingerprint, Kind, Moment, Origin, Row,
    Rows, SaidBy, Source, State, TableSpec,
};
use tempfile::TempDir;

type Tables = BTreeMap<String, TableSpec>;
/// A row as text, cell by cell.
type Cellar = Vec<Option<String>>;

fn tables() -> Tables {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/tables");
    let files = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (format!("tables/{name}"), fs::read_to_string(path).unwrap())
    });
    let (content, problems) = Content::parse(files.collect());
    assert!(problems.is_empty(), "{problems:?}");
    content.tables
}

fn open(folder: &Path) -> Result<Store, EngineError> {
    Store::open(folder, &tables(), None)
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

#[derive(Default)]
struct Texts(Cellar);

impl Cells for Texts {
    fn text(&mut self, value: Option<&str>) {
        self.0.push(value.map(str::to_owned));
    }
    fn integer(&mut self, value: Option<i64>) {
        self.0.push(value.map(|v| v.to_string()));
    }
    fn boolean(&mut self, value: Option<bool>) {
        self.0.push(value.map(|v| v.to_string()));
    }
    fn address(&mut self, value: Option<Address>) {
        self.0.push(value.map(|v| v.to_string()));
    }
    fn moment(&mut self, value: Option<Moment>) {
        self.0.push(value.map(|v| v.0.to_string()));
    }
    fn seconds(&mut self, value: Option<f64>) {
        self.0.push(value.map(|v| v.to_string()));
    }
    fn origin(&mut self, value: Origin) {
        self.0.push(Some(value.0.to_string()));
    }
}

fn texts(row: &Row) -> Cellar {
    let mut texts = Texts::default();
    row.cells(&mut texts);
    texts.0
}

// ---- rows in, rows out

/// A value for a column, or NULL.
fn value(column: &Column) -> BoxedStrategy<Option<String>> {
    let value = match column.kind {
        ColumnType::Text => "\\PC{0,40}".boxed(),
        ColumnType::Integer => any::<i64>().prop_map(|v| v.to_string()).boxed(),
        ColumnType::Boolean => any::<bool>().prop_map(|v| v.to_string()).boxed(),
        ColumnType::Address => prop_oneof![
            any::<[u8; 4]>().prop_map(|v| std::net::IpAddr::from(v).to_string()),
            any::<[u8; 16]>().prop_map(|v| std::net::IpAddr::from(v).to_string()),
        ]
        .boxed(),
        _ => return Just(None).boxed(),
    };
    proptest::option::of(value).boxed()
}

/// A row of a table with any cells, on any line of source 1.
fn row(table: &'static str, spec: &TableSpec) -> impl Strategy<Value = Row> + use<> {
    let columns: Vec<(String, BoxedStrategy<Option<String>>)> = spec
        .columns
        .iter()
        .map(|column| (column.name.clone(), value(column)))
        .collect();
    let (names, values): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
    let times = (any::<Option<i64>>(), proptest::option::of(0.0..1e9));
    (values, times, any::<Option<[u8; 16]>>(), 0..1_000_u32).prop_map(
        move |(values, (time, error), secret, line)| {
            let mut row = Row::empty(table).unwrap();
            for (name, value) in names.iter().zip(values) {
                if let Some(value) = value {
                    row.set(name, &value);
                }
            }
            if let Some(secret) = secret {
                row.set_secret(Fingerprint(secret));
            }
            row.place("edge-1", Origin::new(1, line));
            let time = time.map(Moment);
            match &mut row {
                Row::Log(row) => (row.time, row.time_error) = (time, error),
                Row::Login(row) => (row.time, row.time_error) = (time, error),
                Row::Command(row) => (row.time, row.time_error) = (time, error),
                Row::ConfigChange(row) => (row.time, row.time_error) = (time, error),
                _ => {}
            }
            row
        },
    )
}

fn rows_of_every_table() -> impl Strategy<Value = Vec<Row>> {
    let tables = tables();
    let strategies: Vec<_> = Row::TABLES
        .iter()
        .map(|table| proptest::collection::vec(row(table, &tables[*table]), 0..12))
        .collect();
    strategies.prop_map(|rows| rows.into_iter().flatten().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_in_comes_out(rows in rows_of_every_table()) {
        let (folder, mut store) = store();
        let mut batch = store.begin();
        for row in &rows {
            batch.push(row.clone());
        }
        let number = add_log(&mut batch, "edge-1.cfg", "aa", 0..0);
        prop_assert_eq!(number, 1);
        batch.commit().unwrap();
        drop(store);
        let store = open(&folder.path().join("store")).unwrap();
        for (index, table) in Row::TABLES.iter().enumerate() {
            let mut expected: Vec<&Row> = rows.iter().filter(|row| row.index() == index).collect();
            expected.sort_by_key(|row| row.origin());
            let expected: Vec<Cellar> = expected.into_iter().map(texts).collect();
            prop_assert_eq!(stored(&store, table), expected, "{}", table);
        }
        let first = store.source(1).unwrap();
        prop_assert_eq!(first.rows, rows.len() as u64);
    }
}

#[test]
fn a_source_comes_back_as_it_was_given() {
    let (folder, mut store) = store();
    let mut batch = store.begin();
    let mut coverage = Coverage::new(Kind::Log, SaidBy::AaaServer);
    coverage.read = 3;
    coverage.from = Some(Moment(-5));
    coverage.until = Some(Moment(i64::MAX));
    coverage
        .notes
        .push("The year comes from the file's time. Give --tz.".to_owned());
    coverage
        .shapes
        .insert("%FOO-9-BAR: \u{201c}x\u{201d}".to_owned(), 2);
    let mut given = source(1, "ätz/edge 1.log", Kind::Log, "ab");
    given.state = State::Partly;
    given.reason = Some("It is still being written. Run again later.".to_owned());
    batch
        .finish_source(
            given.clone(),
            coverage.clone(),
            identity("ätz/edge 1.log", 3),
        )
        .unwrap();
    batch.commit().unwrap();
    drop(store);
    let store = open(&folder.path().join("store")).unwrap();
    let stored: Vec<&StoredSource> = store.sources().collect();
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0].source, given);
    assert_eq!(stored[0].coverage, coverage);
    assert_eq!(stored[0].identities, [identity("ätz/edge 1.log", 3)]);
}

#[test]
fn only_the_commonest_shapes_are_kept_and_none_is_lost_in_the_count() {
    let (_folder, mut store) = store();
    let mut batch = store.begin();
    let mut coverage = Coverage::new(Kind::Log, SaidBy::Device);
    for shape in 0..50 {
        coverage
            .shapes
            .insert(format!("shape {shape:02}"), 100 - shape);
    }
    let all: u64 = coverage.shapes.values().sum();
    batch
        .finish_source(
            source(1, "a.log", Kind::Log, "aa"),
            coverage,
            identity("a.log", 1),
        )
        .unwrap();
    batch.commit().unwrap();
    let shapes = &store.source(1).unwrap().coverage.shapes;
    assert_eq!(shapes.len(), 21);
    assert_eq!(shapes["shape 00"], 100);
    assert_eq!(shapes["shape 19"], 81);
    assert_eq!(shapes.values().sum::<u64>(), all);
}

#[test]
fn rows_pushed_out_of_order_stand_in_order() {
    let (_folder, mut store) = store();
    let mut batch = store.begin();
    // So many that the first have left for their segment when line 0 comes.
    for line in 1..=40_000 {
        batch.push(log(1, line));
    }
    batch.push(log(1, 0));
    batch.push(log(1, 7));
    add_log(&mut batch, "a.log", "aa", 0..0);
    batch.commit().unwrap();
    let mut expected: Vec<(u32, u32)> = (0..=40_000).map(|line| (1, line)).collect();
    expected.insert(7, (1, 7));
    assert_eq!(places(&store, "log"), expected);
}
