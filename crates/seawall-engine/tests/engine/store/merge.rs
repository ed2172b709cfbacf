//! Segments: few, of a sensible shape, and every row in exactly one of them.

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::serialized_reader::ReadOptionsBuilder;

use super::*;

/// Every row of a table that lies in a file, live or not.
fn lying(store: &Store, table: &str) -> usize {
    let segments = store.segments(table);
    segments
        .iter()
        .flat_map(|path| batches(path))
        .map(|batch| batch.num_rows())
        .sum()
}

#[test]
fn small_segments_are_merged_and_every_row_is_there_once() {
    let (folder, mut store) = store();
    let mut expected = Vec::new();
    for file in 0..30_u32 {
        let mut batch = store.begin();
        let lines = 1 + file * 7 % 11;
        let number = add_log(
            &mut batch,
            &format!("{file}.log"),
            &format!("a{file}"),
            1..lines + 1,
        );
        expected.extend((1..=lines).map(|line| (number, line)));
        batch.commit().unwrap();
        assert_eq!(places(&store, "log"), expected, "after commit {file}");
        assert!(store.segments("log").len() <= 8);
    }
    drop(store);
    let store = open(&folder.path().join("store")).unwrap();
    assert_eq!(places(&store, "log"), expected);
    store.verify().unwrap();
}

#[test]
fn segments_that_interleave_are_merged_in_order() {
    let (_folder, mut store) = store();
    let mut expected = Vec::new();
    for file in 0..5_u32 {
        let mut batch = store.begin();
        let number = batch.next_source();
        // A reader that goes back: each time another segment, whose lines lie between the first's.
        for line in (1..20_000).filter(|line| line % 2 == 0) {
            batch.push(log(number, line));
        }
        for line in (1..20_000).filter(|line| line % 2 == 1) {
            batch.push(log(number, line));
        }
        add_log(
            &mut batch,
            &format!("{file}.log"),
            &format!("a{file}"),
            0..0,
        );
        expected.extend((1..20_000).map(|line| (number, line)));
        batch.commit().unwrap();
    }
    // `places` holds each segment to its order.
    assert_eq!(places(&store, "log"), expected);
    assert!(store.segments("log").len() <= 8);
}

#[test]
fn superseded_rows_are_left_behind() {
    let (_folder, mut store) = store();
    for day in 1..=20_u32 {
        let mut batch = store.begin();
        add_log(
            &mut batch,
            "growing.log",
            &format!("day {day}"),
            1..day * 10 + 1,
        );
        add_log(&mut batch, &format!("{day}.log"), &format!("a{day}"), 1..2);
        batch.commit().unwrap();
    }
    let mut places = places(&store, "log");
    places.retain(|(source, _)| *source == 39);
    assert_eq!(places.len(), 200);
    // Without merging there would be 2,100 rows of it and not 200 and those of the last commits.
    assert!(lying(&store, "log") < 1_700, "{}", lying(&store, "log"));
    // Its past is listed once and not nineteen times.
    let growing = store
        .sources()
        .filter(|stored| stored.source.path == "growing.log");
    assert_eq!(
        growing.map(|s| s.source.number).collect::<Vec<_>>(),
        [37, 39]
    );

    // A segment of nothing else goes at once.
    let mut batch = store.begin();
    add_log(&mut batch, "alone.log", "one", 1..40);
    batch.commit().unwrap();
    let before = lying(&store, "log");
    let mut batch = store.begin();
    add_log(&mut batch, "alone.log", "two", 1..2);
    batch.commit().unwrap();
    assert_eq!(lying(&store, "log"), before - 39 + 1);
}

#[test]
fn a_long_log_becomes_row_groups_and_pages_of_a_sensible_size() {
    const LINES: u32 = 300_000;
    let (_folder, mut store) = store();
    let mut batch = store.begin();
    add_log(&mut batch, "long.log", "aa", 1..LINES + 1);
    batch.commit().unwrap();
    let segments = store.segments("log");
    assert_eq!(segments.len(), 1);
    let file = fs::File::open(&segments[0]).unwrap();
    assert!(file.metadata().unwrap().len() < 40 * u64::from(LINES));
    let options = ReadOptionsBuilder::new().with_page_index().build();
    let reader = SerializedFileReader::new_with_options(file, options).unwrap();
    let groups = reader.metadata().row_groups();
    assert_eq!(groups.len(), 3);
    let rows: i64 = groups.iter().map(|group| group.num_rows()).sum();
    assert_eq!(rows, i64::from(LINES));
    for (group, pages) in groups.iter().zip(reader.metadata().offset_index().unwrap()) {
        for (column, pages) in group.columns().iter().zip(pages) {
            assert!(column.statistics().is_some(), "{}", column.column_path());
            let starts = pages
                .page_locations()
                .iter()
                .map(|page| page.first_row_index);
            let starts: Vec<i64> = starts.chain([group.num_rows()]).collect();
            let longest = starts.windows(2).map(|pair| pair[1] - pair[0]).max();
            assert!(
                longest < Some(20_000),
                "{}: {longest:?}",
                column.column_path()
            );
        }
    }
    assert_eq!(lying(&store, "log"), LINES as usize);
}
