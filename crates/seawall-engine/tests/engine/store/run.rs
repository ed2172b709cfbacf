//! What earlier runs said.

use super::*;

fn run(number: usize) -> Run {
    let finding = |n: usize| SavedFinding {
        fingerprint: format!("F{number}-{n}"),
        hunt: "log-cleared".to_owned(),
        kind: "intrusion".to_owned(),
        subject_kind: "device".to_owned(),
        subject: "edge-1".to_owned(),
        severity: "high".to_owned(),
        says: "Somebody cleared the log: „\u{202e}x“".to_owned(),
        group: "G1".to_owned(),
    };
    let answer = |n: usize| SavedAnswer {
        hunt: "log-cleared".to_owned(),
        device: format!("edge-{n}"),
        verdict: "cannot_tell".to_owned(),
        reason: String::new(),
    };
    Run {
        as_of: (number != 3).then_some(Moment(number as i64)),
        content_digest: format!("digest {number}"),
        findings: (0..number % 3).map(finding).collect(),
        answers: (0..number).map(answer).collect(),
    }
}

#[test]
fn the_last_run_comes_back_and_twenty_are_kept() {
    let (folder, mut store) = store();
    let folder = folder.path().join("store");
    assert_eq!(store.last_run().unwrap(), None);
    for number in 0..25 {
        store.save_run(&run(number)).unwrap();
        assert_eq!(store.last_run().unwrap(), Some(run(number)));
    }
    drop(store);
    let store = open(&folder).unwrap();
    assert_eq!(store.last_run().unwrap(), Some(run(24)));
    for table in ["finding", "answer"] {
        assert_eq!(fs::read_dir(folder.join(table)).unwrap().count(), 20);
    }
    store.verify().unwrap();
}

#[test]
fn runs_and_evidence_do_not_disturb_each_other() {
    let (_folder, mut store) = store();
    store.save_run(&run(2)).unwrap();
    for file in 0..12 {
        let mut batch = store.begin();
        add_log(
            &mut batch,
            &format!("{file}.log"),
            &format!("a{file}"),
            1..4,
        );
        batch.commit().unwrap();
    }
    assert_eq!(store.last_run().unwrap(), Some(run(2)));
    store.save_run(&run(5)).unwrap();
    assert_eq!(places(&store, "log").len(), 36);
}
