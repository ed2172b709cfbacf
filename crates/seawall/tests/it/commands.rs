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
    insta::assert_snapshot!(told(&["hunt"]), @"error: There is nothing to look at. Give files or folders of evidence, or --store.");
    insta::assert_snapshot!(told(&["hunt", "nowhere"]), @"error: nowhere cannot be found. Check the path. (No such file or directory (os error 2))");
    insta::assert_snapshot!(told(&["hunt", "IN", "--tz", "Europe/London"]), @r#"error: --tz: "Europe/London" is no fixed offset. Write UTC or an offset such as +02:00; a zone with summer time has two, so give files of one half of the year at a time."#);
    insta::assert_snapshot!(told(&["hunt", "IN", "--as-of", "soon"]), @r#"error: --as-of: "soon" is no time. Write it as 2026-10-01 or 2026-10-01T12:00:00Z."#);
    insta::assert_snapshot!(told(&["hunt", "IN", "--memory", "100M"]), @"error: --memory 100M is too little. Give at least 300M.");
    insta::assert_snapshot!(told(&["hunt", "IN", "--threads", "0"]), @"error: --threads 0 cannot work. Give at least 1.");
    insta::assert_snapshot!(told(&["hunt", "IN", "--key", "in/empty.log"]), @"error: --key in/empty.log: it is not 32 bytes or 64 hexadecimal digits. Make one with `openssl rand -hex 32`.");
    insta::assert_snapshot!(told(&["hunt", "IN", "--compare", "in/empty.log"]), @"error: --compare in/empty.log: it is no seawall.report/1. Give a report made with --format json (EOF while parsing a value at line 1 column 0)");
    insta::assert_snapshot!(told(&["hunt", "IN", "--content", "nowhere"]), @"error: nowhere cannot be read. Check --content and its rights. (No such file or directory (os error 2))");
    insta::assert_snapshot!(told(&["notice", "show", "AA25-239B"]), @r#"error: There is no notice "AA25-239B". Did you mean "AA25-239A"?"#);
    insta::assert_snapshot!(told(&["device", "show", "edge-1", "IN"]), @r#"error: No file speaks of a device "edge-1". `seawall device list` has them all."#);
    insta::assert_snapshot!(told(&["why", "smart-install-on"]), @"error: Of which device? Give its name after smart-install-on; `seawall device list` has them all.");
    insta::assert_snapshot!(told(&["why", "abcdefghijkl", "IN"]), @r#"error: There is no finding or hunt "abcdefghijkl" in these files. Take an id from `seawall hunt`, or a hunt's name."#);
    insta::assert_snapshot!(told(&["query", "DROP TABLE log", "IN"]), @"error: This statement is not a SELECT. Only SELECT over the tables of `seawall query --tables` is allowed.");
    insta::assert_snapshot!(told(&["query", "SELECT colour FROM log", "IN"]), @"error: query: There is no column colour; the nearest is log.clock. Correct the SQL; `seawall query --tables` lists tables and columns.");
    insta::assert_snapshot!(told(&["content", "test", "smart-instal-on"]), @r#"error: No cases are of "smart-instal-on". Did you mean "smart-install-on"?"#);
}

#[test]
fn nothing_to_look_at_is_not_nothing_found() {
    let world = World::new();
    let ran = world.run(&["hunt", "IN"]);
    assert_eq!(ran.code, Some(3));
    insta::assert_snapshot!(ran.out.replace(digest(&ran.out), "DIGEST"), @r"
    read       0 devices in nothing
    asked      55 hunts, content 0.1.0 DIGEST

    NOT FOUND    nothing: no question could be looked at in full

    exit         3 no device was seen
    ");
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
    insta::assert_snapshot!(login.collect::<Vec<_>>().join("\n"), @r"
    login (event)  Somebody logged in, failed to, or logged out.
        device, seen_as, time, time_error, account, from_address, from_name, terminal, channel, outcome,
        local_port, service, session, public_key, origin
    ");
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
    insta::assert_snapshot!(rows("table"), @r"
    DEVICE   PLATFORM       ROLE
    =edge-1  cisco-ios-xe   edge
    core-1   juniper-junos  NULL
    ");
    insta::assert_snapshot!(rows("json"), @r#"
    [
      {
        "device": "=edge-1",
        "platform": "cisco-ios-xe",
        "role": "edge"
      },
      {
        "device": "core-1",
        "platform": "juniper-junos",
        "role": null
      }
    ]
    "#);
    insta::assert_snapshot!(rows("csv"), @r"
    device,platform,role
    '=edge-1,cisco-ios-xe,edge
    core-1,juniper-junos,
    ");
}
