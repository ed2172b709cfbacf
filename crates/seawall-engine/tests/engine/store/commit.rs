//! Commits: all or nothing, one writer, readers undisturbed, nobody else let in.

use std::process::Command;

use super::*;

/// Every file below a folder with its content.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let content = fs::read(&path).unwrap();
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), content);
            }
        }
    }
    files
}

/// Makes a folder hold exactly these files.
fn lay_out(folder: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) {
    for (path, content) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

fn is_segment(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "parquet")
}

/// What a store answers.
fn state(store: &Store) -> (Vec<StoredSource>, Vec<(u32, u32)>) {
    (store.sources().cloned().collect(), places(store, "log"))
}

#[test]
fn a_commit_is_whole_wherever_it_is_interrupted() {
    let (folder, mut store) = store();
    let folder = folder.path().join("store");
    // Nine small segments, so that the commit that is interrupted merges too.
    for file in 0..9 {
        let mut batch = store.begin();
        add_log(
            &mut batch,
            &format!("{file}.log"),
            &format!("a{file}"),
            1..4,
        );
        batch.commit().unwrap();
    }
    let (before, state_before) = (files(&folder), state(&store));
    let mut batch = store.begin();
    add_log(&mut batch, "0.log", "changed", 1..9);
    add_log(&mut batch, "9.log", "a9", 1..4);
    batch.commit().unwrap();
    let (after, state_after) = (files(&folder), state(&store));
    assert_ne!(state_before, state_after);

    let manifest = Path::new("manifest.json");
    let new: Vec<_> = after
        .iter()
        .filter(|(path, _)| is_segment(path) && !before.contains_key(*path))
        .collect();
    assert!(!new.is_empty());
    let mut interrupted = Vec::new();
    for (path, content) in &new {
        let temporary = path.with_extension("parquet.tmp");
        // Half of a segment, a whole one, a renamed one.
        for (path, content) in [
            (&temporary, &content[..content.len() / 2]),
            (&temporary, content.as_slice()),
            (path, content.as_slice()),
        ] {
            let mut files = before.clone();
            files.insert(path.clone(), content.to_vec());
            interrupted.push((files, &state_before));
        }
    }
    // All segments in place, the new manifest half written, then whole, then renamed with the old
    // segments still there.
    let mut all_new = before.clone();
    all_new.extend(new.iter().map(|(p, c)| ((*p).clone(), (*c).clone())));
    for length in [0, after[manifest].len() / 2, after[manifest].len()] {
        let mut files = all_new.clone();
        files.insert(
            "manifest.json.tmp".into(),
            after[manifest][..length].to_vec(),
        );
        interrupted.push((files, &state_before));
    }
    let mut files_then = all_new.clone();
    files_then.insert(manifest.to_owned(), after[manifest].clone());
    interrupted.push((files_then, &state_after));

    assert!(interrupted.len() >= 7);
    for (then, expected) in interrupted {
        let folder = TempDir::new().unwrap();
        let folder = folder.path().join("store");
        lay_out(&folder, &then);
        let store = open(&folder).unwrap();
        assert_eq!(&state(&store), expected);
        store.verify().unwrap();
        // What the manifest does not name is gone.
        let left: Vec<_> = files(&folder)
            .into_keys()
            .filter(|path| {
                is_segment(path) || path.extension().is_some_and(|extension| extension == "tmp")
            })
            .collect();
        let named = Row::TABLES
            .iter()
            .flat_map(|table| store.segments(table))
            .count();
        assert_eq!(left.len(), named, "{left:?}");
        // And it goes on.
        let mut store = store;
        let mut batch = store.begin();
        let number = add_log(&mut batch, "more.log", "more", 1..3);
        batch.commit().unwrap();
        assert!(live(&store).contains(&number));
        assert_eq!(places(&store, "log").len(), expected.1.len() + 2);
    }
}

/// Run by the test below in a process of its own, which dies in the middle of a batch.
#[test]
fn dies_in_a_batch_when_told_to() {
    let Ok(folder) = std::env::var("SEAWALL_TEST_DIE_IN") else {
        return;
    };
    let mut store = open(Path::new(&folder)).unwrap();
    let mut batch = store.begin();
    for line in 1..=50_000 {
        batch.push(log(batch.next_source(), line));
    }
    std::process::abort();
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "only a process of its own can die here"
)]
fn a_process_that_dies_leaves_the_store_as_it_was_and_unlocked() {
    let (folder, mut store) = store();
    let folder = folder.path().join("store");
    let mut batch = store.begin();
    add_log(&mut batch, "a.log", "aa", 1..4);
    batch.commit().unwrap();
    let before = state(&store);
    drop(store);
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::commit::dies_in_a_batch_when_told_to"])
        .env("SEAWALL_TEST_DIE_IN", &folder)
        .output()
        .unwrap();
    assert!(!output.status.success());
    let temporary = |files: BTreeMap<PathBuf, Vec<u8>>| {
        files
            .into_keys()
            .filter(|p| p.extension().is_some_and(|e| e == "tmp"))
            .count()
    };
    assert_eq!(temporary(files(&folder)), 1, "it died while writing");
    let store = open(&folder).unwrap();
    assert_eq!(state(&store), before);
    assert_eq!(temporary(files(&folder)), 0);
}

#[test]
fn a_dropped_batch_leaves_nothing() {
    let (folder, mut store) = store();
    let folder = folder.path().join("store");
    let before = files(&folder);
    let mut batch = store.begin();
    add_log(&mut batch, "a.log", "aa", 1..40_000);
    drop(batch);
    assert_eq!(files(&folder), before);
    assert_eq!(store.sources().len(), 0);
    assert!(store.segments("log").is_empty());
}

#[test]
fn a_batch_that_cannot_be_written_says_so_and_leaves_the_store_as_it_was() {
    let (folder, mut store) = store();
    let folder = folder.path().join("store");
    fs::write(folder.join("log"), "in the way").unwrap();
    let mut batch = store.begin();
    for line in 1..=40_000 {
        batch.push(log(1, line));
    }
    let finished = batch.finish_source(
        source(1, "a.log", Kind::Log, "aa"),
        Coverage::new(Kind::Log, SaidBy::Device),
        identity("a.log", 1),
    );
    let error = finished
        .unwrap_err()
        .to_string()
        .replace(folder.to_str().unwrap(), "STORE");
    insta::assert_snapshot!(error, @"STORE/log: File exists (os error 17). Check that the folder exists, is yours and is not full.");
    assert!(batch.commit().is_err(), "rows are missing from it");
    assert_eq!(store.sources().len(), 0);
}

#[test]
fn a_row_of_another_source_is_a_fault_of_its_reader() {
    let (_folder, mut store) = store();
    let mut batch = store.begin();
    batch.push(log(7, 1));
    insta::assert_snapshot!(batch.commit().unwrap_err(), @"A row of log claims source 7 while source 1 is read, and nothing was stored. This is a fault in a reader: report it with the file.");
}

#[test]
fn there_is_one_writer_and_readers_keep_what_they_opened() {
    let (folder, mut store) = store();
    let folder = folder.path().join("store");
    for file in 0..8 {
        let mut batch = store.begin();
        add_log(
            &mut batch,
            &format!("{file}.log"),
            &format!("a{file}"),
            1..4,
        );
        batch.commit().unwrap();
    }
    let error = open(&folder).unwrap_err().to_string();
    let error = error.replace(folder.canonicalize().unwrap().to_str().unwrap(), "STORE");
    insta::assert_snapshot!(error, @"STORE is being written by another seawall. Wait for it, or give --store another folder.");

    let mut reader = Store::open_read_only(&folder, &TABLES).unwrap();
    let before = state(&reader);
    let mut batch = store.begin();
    add_log(&mut batch, "8.log", "a8", 1..4);
    batch.commit().unwrap();
    assert_eq!(store.segments("log").len(), 1, "they were merged");
    assert_eq!(state(&reader), before);
    assert_eq!(state(&store).1.len(), 27);
    assert!(matches!(
        reader.begin().commit(),
        Err(EngineError::ReadOnly { .. })
    ));
    assert!(matches!(
        reader.save_run(&Run::default()),
        Err(EngineError::ReadOnly { .. })
    ));

    drop(reader);
    let mut batch = store.begin();
    add_log(&mut batch, "9.log", "a9", 1..4);
    batch.commit().unwrap();
    assert_eq!(
        fs::read_dir(folder.join("log")).unwrap().count(),
        2,
        "the old ones are gone"
    );
}

#[test]
fn a_folder_with_other_things_in_it_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("log")).unwrap();
    fs::write(folder.path().join("log/00000001.parquet"), "mine").unwrap();
    let before = files(folder.path());
    let error = open(folder.path()).unwrap_err().to_string();
    let error = error.replace(folder.path().to_str().unwrap(), "STORE");
    insta::assert_snapshot!(error, @"STORE is not empty and is no store of seawall. Give --store a new or an empty folder.");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn a_store_whose_making_was_interrupted_is_made() {
    for left in [
        &["lock"][..],
        &["lock", "key.tmp"],
        &["lock", "key", "manifest.json.tmp"],
    ] {
        let folder = TempDir::new().unwrap();
        for name in left {
            fs::write(folder.path().join(name), [7; 32]).unwrap();
        }
        let mut store = open(folder.path()).unwrap();
        let mut batch = store.begin();
        add_log(&mut batch, "a.log", "aa", 1..4);
        batch.commit().unwrap();
        assert_eq!(places(&store, "log").len(), 3, "{left:?}");
        let names = files(folder.path());
        assert!(
            !names
                .keys()
                .any(|p| p.extension().is_some_and(|e| e == "tmp")),
            "{left:?}"
        );
    }
}

#[test]
fn what_is_not_named_like_a_segment_is_not_swept() {
    let (folder, store) = store();
    let folder = folder.path().join("store");
    drop(store);
    fs::create_dir(folder.join("log")).unwrap();
    for name in [
        "log/notes.txt",
        "log/00000009.parquet",
        "log/00000009.parquet.tmp",
        "README",
    ] {
        fs::write(folder.join(name), "").unwrap();
    }
    drop(open(&folder).unwrap());
    let left: Vec<_> = files(&folder).into_keys().collect();
    let expected = [
        "README",
        "key",
        "lock",
        "log/notes.txt",
        "manifest.json",
        "readers",
    ];
    assert_eq!(left, expected.map(PathBuf::from));
}

#[cfg(unix)]
#[test]
fn only_its_owner_enters() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, mut store) = store();
    let folder = folder.path().join("store");
    let mut batch = store.begin();
    add_log(&mut batch, "a.log", "aa", 1..4);
    batch.commit().unwrap();
    store.save_run(&Run::default()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("log")), 0o700);
    let all = files(&folder);
    assert_eq!(all.len(), 7);
    for path in all.keys() {
        assert_eq!(mode(&folder.join(path)), 0o600, "{}", path.display());
    }
    drop(store);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o777)).unwrap();
    let error = open(&folder).unwrap_err().to_string();
    let error = error.replace(folder.to_str().unwrap(), "STORE");
    insta::assert_snapshot!(error, @"STORE: everybody may write there. Run `chmod go-w` on it if its files are yours, or give --store another folder.");
}

#[test]
fn a_damaged_or_newer_store_is_an_error_that_says_what_to_do() {
    let (folder, mut store) = store();
    let folder = folder.path().join("store");
    let mut batch = store.begin();
    add_log(&mut batch, "a.log", "aa", 1..4);
    batch.commit().unwrap();
    let segment = store.segments("log").remove(0);
    drop(store);
    let real = folder.canonicalize().unwrap();
    let failing = |folder: &Path| {
        let error = open(folder).unwrap_err().to_string();
        error.replace(real.to_str().unwrap(), "STORE")
    };
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();

    for length in 0..manifest.len() {
        if manifest.is_char_boundary(length) {
            fs::write(folder.join("manifest.json"), &manifest[..length]).unwrap();
            let error = open(&folder).unwrap_err();
            assert!(matches!(error, EngineError::Damaged { .. }), "{error}");
        }
    }
    fs::write(folder.join("manifest.json"), r#"{"format": 2}"#).unwrap();
    insta::assert_snapshot!(failing(&folder), @"STORE/manifest.json: the store has format 2, this seawall reads 1. Use a newer seawall, or another --store.");

    fs::write(folder.join("manifest.json"), &manifest).unwrap();
    let content = fs::read(&segment).unwrap();
    let mut flipped = content.clone();
    flipped[content.len() / 2] ^= 1;
    fs::write(&segment, flipped).unwrap();
    let error = open(&folder).unwrap().verify().unwrap_err().to_string();
    insta::assert_snapshot!(error.replace(real.to_str().unwrap(), "STORE"), @"STORE/log/00000001.parquet: it is not what was committed. Remove the store folder and run again: the evidence is read anew.");

    fs::remove_file(&segment).unwrap();
    insta::assert_snapshot!(failing(&folder), @"STORE/log/00000001.parquet: the manifest names it and it is gone. Remove the store folder and run again: the evidence is read anew.");

    let nowhere = folder.with_file_name("nowhere");
    let error = Store::open_read_only(&nowhere, &TABLES)
        .unwrap_err()
        .to_string();
    insta::assert_snapshot!(error.replace(nowhere.to_str().unwrap(), "STORE"), @"STORE holds no store. Give the evidence once with `seawall hunt --store` first.");
}

#[test]
fn a_table_that_is_not_what_the_rows_are_is_refused() {
    let folder = TempDir::new().unwrap();
    let mut changed = TABLES.clone();
    changed.get_mut("log").unwrap().columns.pop();
    let error = Store::open(folder.path(), &changed, None).unwrap_err();
    insta::assert_snapshot!(error, @"content/tables/log.yaml: it declares 10 columns and its rows have 11. Give it the columns that this seawall was built with: an overlay cannot change a table.");
    changed.remove("log");
    let error = Store::open(folder.path(), &changed, None).unwrap_err();
    insta::assert_snapshot!(error, @"content/tables/log.yaml: the table is not declared. Give it the columns that this seawall was built with: an overlay cannot change a table.");
}

#[test]
fn the_key_stays_and_can_be_shared() {
    let folder = TempDir::new().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let print = |store: &Store| store.secrets().fingerprint(b"hunter2").to_hex();
    let store_one = open(&one).unwrap();
    let first = print(&store_one);
    drop(store_one);
    assert_eq!(print(&open(&one).unwrap()), first);
    assert_ne!(print(&open(&two).unwrap()), first);
    let key = fs::read(one.join("key")).unwrap().try_into().unwrap();
    // A store without evidence takes the key, and keeps it.
    assert_eq!(
        print(&Store::open(&two, &TABLES, Some(key)).unwrap()),
        first
    );
    let mut store_two = open(&two).unwrap();
    assert_eq!(print(&store_two), first);
    let mut batch = store_two.begin();
    add_log(&mut batch, "a.log", "aa", 1..4);
    batch.commit().unwrap();
    drop(store_two);
    let error = Store::open(&two, &TABLES, Some([7; 32]))
        .unwrap_err()
        .to_string();
    let error = error.replace(two.canonicalize().unwrap().to_str().unwrap(), "STORE");
    insta::assert_snapshot!(error, @"STORE: its secrets are fingerprinted under another key. Give the --key it was made with, or another --store.");
}
