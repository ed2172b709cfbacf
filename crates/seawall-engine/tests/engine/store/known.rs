//! Sources: how a file is known again, and what takes the place of what.

use super::*;

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

/// The sources of a store as lines: number, path, rows, whether superseded.
fn listed(store: &Store) -> String {
    let line = |stored: &StoredSource| {
        let flag = if stored.superseded { " superseded" } else { "" };
        let source = &stored.source;
        format!(
            "{} {} {} rows{flag}",
            source.number, source.path, stored.rows
        )
    };
    store.sources().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_file_is_known_by_path_size_time_and_inode() {
    let (folder, mut store) = store();
    let mut batch = store.begin();
    let number = add_log(&mut batch, "a.log", "aa", 1..4);
    let identity = identity("a.log", 4);
    assert_eq!(
        batch.known(&identity),
        Some(number),
        "in the same commit already"
    );
    batch.commit().unwrap();
    drop(store);
    let store = open(&folder.path().join("store")).unwrap();
    assert_eq!(store.known(&identity), Some(number));
    assert_eq!(store.known_content("aa"), Some(number));
    for changed in [
        Identity {
            path: "b.log".to_owned(),
            ..identity.clone()
        },
        Identity {
            size: 5,
            ..identity.clone()
        },
        Identity {
            modified: Some(Moment(0)),
            ..identity.clone()
        },
        Identity {
            modified: None,
            ..identity.clone()
        },
        Identity {
            inode: Some((1, 9)),
            ..identity.clone()
        },
        Identity {
            inode: None,
            ..identity.clone()
        },
    ] {
        assert_eq!(store.known(&changed), None, "{changed:?}");
    }
    assert_eq!(store.known_content("bb"), None);
    assert_eq!(store.known_content(""), None);
}

#[test]
fn what_could_not_be_read_is_tried_again_and_listed_once() {
    let (_folder, mut store) = store();
    for _ in 0..2 {
        let mut batch = store.begin();
        let mut given = source(batch.next_source(), "a.log", Kind::Unknown, "");
        given.state = State::NotRead;
        assert_eq!(batch.known(&identity("a.log", 1)), None);
        batch
            .finish_source(
                given,
                Coverage::new(Kind::Unknown, SaidBy::Device),
                identity("a.log", 1),
            )
            .unwrap();
        assert_eq!(batch.known(&identity("a.log", 1)), None);
        batch.commit().unwrap();
    }
    insta::assert_snapshot!(listed(&store), @"2 a.log 0 rows");
}

#[test]
fn what_nobody_reads_yet_is_known_all_the_same() {
    let (_folder, mut store) = store();
    let mut batch = store.begin();
    let mut given = source(1, "fw.cfg", Kind::Configuration, "aa");
    given.state = State::NotRead;
    let coverage = Coverage::new(Kind::Configuration, SaidBy::Device);
    batch
        .finish_source(given, coverage, identity("fw.cfg", 1))
        .unwrap();
    batch.commit().unwrap();
    assert_eq!(store.known(&identity("fw.cfg", 1)), Some(1));
}

#[test]
fn equal_configurations_of_two_devices_are_two_sources() {
    let (_folder, mut store) = store();
    for word in ["March", "April"] {
        store.reads_by(word);
        let mut batch = store.begin();
        for device in ["edge-1", "edge-2"] {
            let path = format!("{device}.cfg");
            let mut given = source(batch.next_source(), &path, Kind::Configuration, "aa");
            given.device = Some(device.to_owned());
            let coverage = Coverage::new(Kind::Configuration, SaidBy::Device);
            assert!(
                batch
                    .with_content("aa")
                    .all(|other| other.source.device != given.device)
            );
            batch.push(log(given.number, 1));
            batch
                .finish_source(given, coverage, identity(&path, 1))
                .unwrap();
        }
        assert_eq!(batch.with_content("aa").count(), 2);
        batch.commit().unwrap();
    }
    insta::assert_snapshot!(listed(&store), @r"
    1 edge-1.cfg 1 rows superseded
    2 edge-2.cfg 1 rows superseded
    3 edge-1.cfg 1 rows
    4 edge-2.cfg 1 rows
    ");
}

#[test]
fn a_changed_log_takes_the_place_of_the_earlier_one() {
    let (_folder, mut store) = store();
    let mut batch = store.begin();
    add_log(&mut batch, "a.log", "aa", 1..4);
    add_log(&mut batch, "b.log", "bb", 1..4);
    batch.commit().unwrap();
    let mut batch = store.begin();
    add_log(&mut batch, "a.log", "longer", 1..6);
    batch.commit().unwrap();
    insta::assert_snapshot!(listed(&store), @r"
    1 a.log 3 rows superseded
    2 b.log 3 rows
    3 a.log 5 rows
    ");
    // The old content again is not known: its rows may be gone.
    assert_eq!(store.known_content("aa"), None);
    assert_eq!(places(&store, "log").len(), 8);
}

#[test]
fn a_changed_configuration_is_a_snapshot_beside_the_earlier_one() {
    let (_folder, mut store) = store();
    for (sha256, lines) in [("monday", 1..4), ("tuesday", 1..5)] {
        let mut batch = store.begin();
        add(&mut batch, "edge-1.cfg", Kind::Configuration, sha256, lines);
        batch.commit().unwrap();
    }
    insta::assert_snapshot!(listed(&store), @r"
    1 edge-1.cfg 3 rows
    2 edge-1.cfg 4 rows
    ");
}

#[test]
fn a_moved_file_keeps_its_rows_under_its_new_path() {
    let (folder, mut store) = store();
    let mut batch = store.begin();
    let number = add_log(&mut batch, "a.log", "aa", 1..4);
    batch.commit().unwrap();
    let mut batch = store.begin();
    batch.moved(number, identity("old/a.log.gz", 2));
    batch.commit().unwrap();
    drop(store);
    let mut store = open(&folder.path().join("store")).unwrap();
    insta::assert_snapshot!(listed(&store), @"1 old/a.log.gz 3 rows");
    assert_eq!(store.known(&identity("old/a.log.gz", 2)), Some(number));
    assert_eq!(store.known(&identity("a.log", 4)), None);
    // What comes to its old path now has nothing to do with it.
    let mut batch = store.begin();
    add_log(&mut batch, "a.log", "new", 1..3);
    batch.commit().unwrap();
    insta::assert_snapshot!(listed(&store), @r"
    1 old/a.log.gz 3 rows
    2 a.log 2 rows
    ");
}

#[test]
fn a_file_that_is_there_twice_is_read_once_and_outlives_either() {
    let (_folder, mut store) = store();
    let mut batch = store.begin();
    let number = add_log(&mut batch, "a.log", "aa", 1..4);
    // The copy is read before its digest is known.
    for line in 1..4 {
        batch.push(log(batch.next_source(), line));
    }
    assert_eq!(batch.known_content("aa"), Some(number));
    batch.forget_source();
    batch.also_at(number, identity("copy.log", 4));
    batch.commit().unwrap();
    assert_eq!(places(&store, "log").len(), 3);
    assert_eq!(store.known(&identity("copy.log", 4)), Some(number));
    // The first is overwritten: the content now stands at the copy alone.
    let mut batch = store.begin();
    add_log(&mut batch, "a.log", "bb", 1..3);
    batch.commit().unwrap();
    insta::assert_snapshot!(listed(&store), @r"
    1 copy.log 3 rows
    2 a.log 2 rows
    ");
    let mut batch = store.begin();
    add_log(&mut batch, "copy.log", "cc", 1..3);
    batch.commit().unwrap();
    insta::assert_snapshot!(listed(&store), @r"
    1 copy.log 3 rows superseded
    2 a.log 2 rows
    3 copy.log 2 rows
    ");
}

#[test]
fn what_an_earlier_seawall_read_is_read_again() {
    let (folder, mut store) = store();
    store.reads_by("platforms of March");
    let mut batch = store.begin();
    add(&mut batch, "edge-1.cfg", Kind::Configuration, "aa", 1..4);
    batch.commit().unwrap();
    drop(store);
    let mut store = open(&folder.path().join("store")).unwrap();
    store.reads_by("platforms of March");
    assert_eq!(store.known(&identity("edge-1.cfg", 4)), Some(1));
    store.reads_by("platforms of April");
    assert_eq!(store.known(&identity("edge-1.cfg", 4)), None);
    assert_eq!(store.known_content("aa"), None);
    let mut batch = store.begin();
    // Moved as well, and still the same snapshot.
    add(
        &mut batch,
        "new/edge-1.cfg",
        Kind::Configuration,
        "aa",
        1..6,
    );
    batch.commit().unwrap();
    insta::assert_snapshot!(listed(&store), @r"
    1 edge-1.cfg 3 rows superseded
    2 new/edge-1.cfg 5 rows
    ");
}

#[test]
fn rows_of_a_forgotten_source_are_nowhere() {
    for lines in [3, 60_000] {
        let (_folder, mut store) = store();
        let mut batch = store.begin();
        add_log(&mut batch, "a.log", "aa", 1..4);
        let forgotten = batch.next_source();
        for line in 1..=lines {
            batch.push(log(forgotten, line));
        }
        batch.forget_source();
        let next = add_log(&mut batch, "c.log", "cc", 1..3);
        // Nor are rows that nobody finished.
        for line in 1..=lines {
            batch.push(log(batch.next_source(), line));
        }
        batch.commit().unwrap();
        // Looking at every row in the files, live or not.
        let mut found = Vec::new();
        for batch in store.segments("log").iter().flat_map(|path| batches(path)) {
            let origins = batch.column_by_name("origin").unwrap();
            found.extend_from_slice(origins.as_primitive::<UInt64Type>().values());
        }
        let places = [(1, 1), (1, 2), (1, 3), (next, 1), (next, 2)];
        let expected = places.map(|(source, line)| Origin::new(source, line).0);
        assert_eq!(found, expected, "{lines} lines");
        let stored = store.source(next).unwrap();
        assert_eq!(stored.rows, 2);
    }
}
