//! The command line: exit codes, messages that end with what to do, output where it belongs.

use crate::seawall::World;

#[test]
fn usage_is_told_on_standard_error_with_exit_code_2() {
    let world = World::new();
    for arguments in [
        &["hunt", "--fail-on", "huge"][..],
        &["burp"],
        &["why"],
        &["query"],
        &[],
    ] {
        let ran = world.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(!ran.err.is_empty(), "{arguments:?}");
    }
    assert_eq!(world.run(&["--help"]).code, Some(0));
}

#[test]
fn every_error_says_what_to_do() {
    let world = World::new();
    world.file("empty.log", "");
    let told = |arguments: &[&str]| {
        let ran = world.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        ran.err.trim_end().to_owned()
    };
    insta::assert_snapshot!(told(&["hunt"]), @"");
    insta::assert_snapshot!(told(&["hunt", "nowhere"]), @"");
    insta::assert_snapshot!(told(&["hunt", "IN", "--tz", "Europe/London"]), @"");
    insta::assert_snapshot!(told(&["hunt", "IN", "--as-of", "soon"]), @"");
    insta::assert_snapshot!(told(&["hunt", "IN", "--memory", "100M"]), @"");
    insta::assert_snapshot!(told(&["hunt", "IN", "--threads", "0"]), @"");
    insta::assert_snapshot!(told(&["hunt", "IN", "--key", "in/empty.log"]), @"");
    insta::assert_snapshot!(told(&["hunt", "IN", "--compare", "in/empty.log"]), @"");
    insta::assert_snapshot!(told(&["hunt", "IN", "--content", "nowhere"]), @"");
    insta::assert_snapshot!(told(&["notice", "show", "AA25-239B"]), @"");
    insta::assert_snapshot!(told(&["device", "show", "edge-1", "IN"]), @"");
    insta::assert_snapshot!(told(&["why", "smart-install-on"]), @"");
    insta::assert_snapshot!(told(&["why", "abcdefghijkl", "IN"]), @"");
    insta::assert_snapshot!(told(&["query", "DROP TABLE log", "IN"]), @"");
    insta::assert_snapshot!(told(&["query", "SELECT colour FROM log", "IN"]), @"");
    insta::assert_snapshot!(told(&["content", "test", "smart-instal-on"]), @"");
}

#[test]
fn nothing_to_look_at_is_not_nothing_found() {
    let world = World::new();
    let ran = world.run(&["hunt", "IN"]);
    assert_eq!(ran.code, Some(3));
    insta::assert_snapshot!(ran.out.replace(digest(&ran.out), "DIGEST"), @"");
}

/// The content's digest as the screen shows it: it changes with every hunt.
fn digest(screen: &str) -> &str {
    let line = screen
        .lines()
        .find(|line| line.starts_with("asked"))
        .unwrap_or_default();
    line.rsplit(' ').next().unwrap_or_default()
}

#[test]
fn results_go_to_the_file_named_and_nowhere_else() {
    let world = World::new();
    let ran = world.run(&[
        "hunt",
        "IN",
        "--ephemeral",
        "--format",
        "json",
        "--output",
        "report.json",
    ]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(3), "", "")
    );
    let written = std::fs::read_to_string(world.beside("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!(report["schema"], "seawall.report/1");
}

#[test]
fn tables_and_their_columns_are_listed_without_evidence() {
    let ran = World::new().run(&["query", "--tables"]);
    assert_eq!(ran.code, Some(0));
    let login = ran
        .out
        .lines()
        .skip_while(|line| !line.starts_with("login "))
        .take(3);
    insta::assert_snapshot!(login.collect::<Vec<_>>().join("\n"), @"");
}

#[test]
fn rows_of_a_query_in_every_format() {
    let world = World::new();
    world.file(
        "in.csv",
        "name,platform,role\n=edge-1,ios-xe,edge\ncore-1,junos,\n",
    );
    let rows = |format: &str| {
        let sql = "SELECT device, platform, role FROM device ORDER BY device";
        world.run(&["query", sql, "IN", "--format", format]).out
    };
    insta::assert_snapshot!(rows("table"), @"");
    insta::assert_snapshot!(rows("json"), @"");
    insta::assert_snapshot!(rows("csv"), @"");
}
