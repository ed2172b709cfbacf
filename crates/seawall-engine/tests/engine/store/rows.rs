//! Rows in, rows out, for every table.

use proptest::prelude::*;
use seawall_model::{Cells, Column, ColumnType, Fingerprint};

use super::*;

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
    let strategies: Vec<_> = Row::TABLES
        .iter()
        .map(|table| proptest::collection::vec(row(table, &TABLES[*table]), 0..12))
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
