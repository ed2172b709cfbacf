//! The estate, asked: rows in, answers and findings out. Every case is built from rows, so that it
//! shows all that it rests on.

mod names;
mod questions;
mod world;

use std::collections::BTreeSet;

use self::world::{World, at, render};
use insta::assert_snapshot;
use seawall_engine::Approval;
use seawall_model::{Kind, tables};

/// A hunt for level-15 accounts in the configuration.
fn fifteen(world: &mut World) {
    world.hunt(
        "fifteen",
        "key: [account]\nsees: [{channels: [configuration], tables: [device_user]}]",
        "SELECT device, account, origin, concat('Account ', account, ' has level 15') AS says
         FROM device_user WHERE privilege = 15",
    );
}

/// A hunt for a log line.
fn bad_line(world: &mut World) {
    world.hunt(
        "bad-line",
        "key: []\nsees: [{channels: [syslog], tables: [log]}]",
        "SELECT device, time, origin, 'A bad line' AS says FROM log WHERE mnemonic = 'BAD'",
    );
}

fn user(account: &str, privilege: i64) -> tables::DeviceUser {
    tables::DeviceUser {
        account: account.to_owned(),
        privilege: Some(privilege),
        ..Default::default()
    }
}

fn bad(time: &str) -> tables::Log {
    tables::Log {
        time: Some(at(time)),
        mnemonic: Some("BAD".to_owned()),
        text: "%X-1-BAD: something".to_owned(),
        ..Default::default()
    }
}

#[test]
fn one_device_is_found_and_the_other_looked_at() {
    let mut world = World::new();
    fifteen(&mut world);
    let one = world.configuration("r1.cfg", "r1", "2025-08-01T00:00:00Z");
    world.line(one, 7, "username eve privilege 15");
    world.push(one, 7, user("eve", 15));
    let two = world.configuration("r2.cfg", "r2", "2025-08-01T00:00:00Z");
    world.push(two, 3, user("adam", 1));
    assert_snapshot!(world.ask(), @r"
    fifteen r1 high/medium (device only): Account eve has level 15
        r1.cfg:7 username eve privilege 15
    fifteen r1: found One row says so.
    fifteen r2: not_found No finding in its configuration of 2025-08-01T00:00:00Z. Only the device itself says so.
        through configuration
    ");
}

#[test]
fn a_newer_file_that_is_cut_short_is_read_and_proves_no_absence() {
    let mut world = World::new();
    fifteen(&mut world);
    world.hunt(
        "no-banner",
        "key: []\nsees: [{channels: [configuration], tables: [snapshot, config_line]}]",
        "SELECT s.device, s.origin, 'No banner' AS says FROM snapshot s
         WHERE s.newest_complete AND NOT EXISTS (
            SELECT 1 FROM config_line l WHERE l.device = s.device
               AND source_of(l.origin) = s.source AND l.text LIKE 'banner%')",
    );
    let old = world.configuration("r1-old.cfg", "r1", "2025-08-01T00:00:00Z");
    world.push(old, 3, user("mallory", 15));
    let whole = world.configuration("r1.cfg", "r1", "2025-08-10T00:00:00Z");
    world.line(whole, 5, "banner login x");
    world.configuration("r1-cut.cfg", "r1", "2025-08-20T00:00:00Z");
    world.cut();
    let newer = world::Given { number: 3 };
    world.push(newer, 4, user("eve", 15));
    assert_snapshot!(world.ask(), @r"
    fifteen r1 high/medium (device only): Account eve has level 15
        r1-cut.cfg:4 
    fifteen r1: found One row says so.
    no-banner r1: not_found No finding in its configuration of 2025-08-10T00:00:00Z. Only the device itself says so.
        through configuration
    ");
    let estate = world.estate();
    let table = estate
        .query(
            "SELECT source, collected, complete, current, newest_complete, previous FROM snapshot",
        )
        .unwrap();
    assert_snapshot!(world::table(&table), @r"
    source | collected | complete | current | newest_complete | previous
    1 | 2025-08-01T00:00:00Z | true | false | false | NULL
    2 | 2025-08-10T00:00:00Z | true | true | true | 1
    3 | 2025-08-20T00:00:00Z | false | true | false | 2
    ");
}

#[test]
fn an_old_configuration_is_stale_and_a_cut_one_incomplete() {
    let mut world = World::new();
    fifteen(&mut world);
    world.configuration("old.cfg", "old", "2025-06-01T00:00:00Z");
    world.configuration("cut.cfg", "cut", "2025-08-20T00:00:00Z");
    world.cut();
    let dateless = world.configuration("dateless.cfg", "dateless", "2025-08-20T00:00:00Z");
    world.sources[dateless.number as usize - 1].0.collected = None;
    let log = world.source("log", Kind::Log);
    world.log(log, 1, "stranger", "2025-08-20T00:00:00Z", "hello");
    let inventory = world.source("devices.csv", Kind::Inventory);
    world.listed(inventory, 2, "listed", Some("cisco-ios-xe"));
    world.listed(inventory, 3, "other", Some("juniper-junos"));
    assert_snapshot!(world.ask(), @r"
    fifteen cut: cannot_tell (incomplete) Its configuration cut.cfg is not whole (The last line is no end).
        through configuration
        Collect its configuration again, to its last line.
    fifteen dateless: cannot_tell (stale) Nothing says when its configuration dateless.cfg was taken.
        through configuration
        show running-config
    fifteen listed: cannot_tell (not_given) No configuration of it is here.
        through configuration
        Give its configuration.
    fifteen old: cannot_tell (stale) Its newest whole configuration says of no time after 2025-06-01T00:00:00Z and so may be older than 30 d.
        through configuration
        show running-config
    fifteen other: cannot_tell (not_understood) It is recognised as Juniper Junos, which is not yet read.
        Wait for a release that reads it, or look yourself.
    fifteen stranger: cannot_tell (not_given) Only its name is known.
        Give its configuration, or list it in an inventory.
    ");
}

#[test]
fn a_stream_is_complete_or_says_why_not() {
    let mut world = World::new();
    bad_line(&mut world);
    let log = world.source("syslog.log", Kind::Log);
    for name in [
        "on", "off", "sends", "gap", "late", "early", "unknown", "found",
    ] {
        let given = world.configuration(&format!("{name}.cfg"), name, "2025-08-10T00:00:00Z");
        if !["off", "unknown"].contains(&name) {
            world.receiver(given, 9, "192.0.2.50");
        }
    }
    // Its configuration is cut short, so nothing says whether it logs at all.
    world.cut_source(8);
    world.daily_log(log, "on", 1..=12);
    world.daily_log(log, "gap", 1..=5);
    world.daily_log(log, "gap", 8..=12);
    world.daily_log(log, "late", 4..=12);
    world.daily_log(log, "early", 1..=9);
    world.daily_log(log, "unknown", 1..=1);
    world.daily_log(log, "found", 3..=3);
    world.push_as(log, 9000, "found", bad("2025-08-03T01:00:00Z"));
    assert_snapshot!(world.ask(), @r"
    bad-line found high/medium (device only): A bad line
        2025-08-03T01:00:00Z to 2025-08-03T01:00:00Z
        syslog.log:9000 %X-1-BAD: something
    bad-line early: cannot_tell (gap) Syslog is silent from 2025-08-09T12:00:00Z to 2025-08-12T12:00:00Z (3 d).
        through syslog
        Give the files of the silent time, or find out why nothing was written then.
    bad-line found: found One row says so.
    bad-line gap: cannot_tell (gap) Syslog is silent from 2025-08-05T12:00:00Z to 2025-08-08T00:00:00Z (2 d 12 h).
        through syslog
        Give the files of the silent time, or find out why nothing was written then.
    bad-line late: cannot_tell (gap) Syslog is silent from 2025-08-01T00:00:00Z to 2025-08-04T00:00:00Z (3 d).
        through syslog
        Give the files of the silent time, or find out why nothing was written then.
    bad-line off: cannot_tell (not_emitted) Syslog: its configuration does not switch it on.
        through syslog
        logging host 192.0.2.50
    bad-line on: not_found No finding; syslog was complete from 2025-08-01T00:00:00Z to 2025-08-12T12:00:00Z, longest silence 12 h. Only the device itself says so.
        through syslog
    bad-line sends: cannot_tell (not_given) Syslog: its configuration sends to 192.0.2.50; no file here comes from there.
        through syslog
        Give the files that 192.0.2.50 received.
    bad-line unknown: cannot_tell (gap) Syslog is silent from 2025-08-01T12:00:00Z to 2025-08-12T12:00:00Z (11 d).
        through syslog
        Give the files of the silent time, or find out why nothing was written then.
    ");
    let estate = world.estate();
    let table = estate
        .query(
            "SELECT device, state, cause, longest_gap, origin FROM channel
             WHERE channel = 'syslog' ORDER BY device",
        )
        .unwrap();
    assert_snapshot!(world::table(&table), @r"
    device | state | cause | longest_gap | origin
    early | on | gap | 259200 | syslog.log:100
    found | on | gap | 777600 | syslog.log:300
    gap | on | gap | 216000 | syslog.log:100
    late | on | gap | 259200 | syslog.log:400
    off | off | not_emitted | NULL | 0
    on | on | NULL | 43200 | syslog.log:100
    sends | unknown | not_given | NULL | sends.cfg:9
    unknown | on | gap | 950400 | syslog.log:100
    ");
}

#[test]
fn lines_not_understood_make_silence_worthless() {
    let mut world = World::new();
    bad_line(&mut world);
    let given = world.configuration("r1.cfg", "r1", "2025-08-10T00:00:00Z");
    world.receiver(given, 9, "192.0.2.50");
    let log = world.source("syslog.log", Kind::Log);
    world.daily_log(log, "r1", 1..=12);
    world.sources[1].1.unrecognised = 6;
    assert_snapshot!(world.ask(), @r"
    bad-line r1: cannot_tell (not_understood) Syslog: 6 of the 106 lines of syslog.log are not understood.
        through syslog
        Look at the shapes that `seawall inputs` lists as not understood, and report them.
    ");
}

#[test]
fn a_channel_that_its_configuration_switched_off_is_not_trusted() {
    let mut world = World::new();
    world.channel(
        "login-log",
        "shape: stream\ncarrier: log",
        "SELECT d.device, l.origin IS NOT NULL AS proved,
                CASE WHEN s.device IS NOT NULL THEN s.enabled END AS configured,
                CAST(NULL AS VARCHAR) AS sends_to, 'login on-success log' AS switch_on,
                l.origin, l.proved_until
         FROM device d
         LEFT JOIN device_service s ON s.device = d.device AND s.service = 'login-success-log'
         LEFT JOIN (SELECT device, min(origin) AS origin, max(time) AS proved_until
                    FROM login GROUP BY device) l
                ON l.device = d.device",
    );
    world.hunt(
        "night-login",
        "key: [account]\nsees: [{channels: [login-log], tables: [login]}, \
         {channels: [configuration, syslog], tables: [login]}]",
        "SELECT device, account, time, origin, 'A login' AS says FROM login
         WHERE outcome = 'success' AND account = 'eve'",
    );
    let log = world.source("syslog.log", Kind::Log);
    for (name, enabled) in [("kept", true), ("stopped", false), ("started", false)] {
        let given = world.configuration(&format!("{name}.cfg"), name, "2025-08-10T00:00:00Z");
        world.push(
            given,
            9,
            tables::DeviceService {
                service: "login-success-log".to_owned(),
                enabled,
                ..Default::default()
            },
        );
        world.daily_log(log, name, 1..=12);
        // The last one's line is newer than its configuration: it was switched on since.
        let day = if name == "started" { 11 } else { 2 };
        world.push_as(
            log,
            5000,
            name,
            tables::Login {
                time: Some(at(&format!("2025-08-{day:02}T00:00:00Z"))),
                account: Some("adam".to_owned()),
                outcome: "success".to_owned(),
                ..Default::default()
            },
        );
    }
    // Both send no log by their configuration, so the second alternative helps neither.
    assert_snapshot!(world.ask(), @r"
    night-login kept: not_found No finding; login log was complete from 2025-08-01T00:00:00Z to 2025-08-12T12:00:00Z, longest silence 12 h. Only the device itself says so.
        through login-log
    night-login started: not_found No finding; login log was complete from 2025-08-01T00:00:00Z to 2025-08-12T12:00:00Z, longest silence 12 h. Only the device itself says so.
        through login-log
    night-login stopped: cannot_tell (not_emitted) Login log: lines of it are here, but its configuration does not switch it on.
        through login-log
        login on-success log
    ");
}

#[test]
fn rows_of_one_subject_and_key_are_one_finding() {
    let mut world = World::new();
    world.hunt(
        "cleared",
        "key: [account]\nsees: [{channels: [syslog], tables: [log, command]}]",
        "SELECT device, account, time, origin, time IS NULL AS widened,
                CASE WHEN in_change_window(time) THEN 'a change window' END AS lowered_by,
                concat(account, ' cleared the log') AS says
         FROM command WHERE topic = 'clear-logging'",
    );
    let given = world.configuration("r1.cfg", "r1", "2025-08-10T00:00:00Z");
    world.receiver(given, 9, "192.0.2.50");
    let log = world.source("acct.log", Kind::Accounting);
    for line in 1..=25 {
        let time = format!("2025-08-10T10:{line:02}:00Z");
        world.command(log, 100 - line, "r1", &time, "eve", "clear logging");
    }
    world.command(
        log,
        200,
        "R1.example.net",
        "2025-08-09T22:30:00Z",
        "adam",
        "clear logging",
    );
    world.lists.insert("change_window".to_owned());
    world.approved.push(Approval {
        list: "change_window".to_owned(),
        value: "sat 22:00-23:00 UTC".to_owned(),
        ..Approval::default()
    });
    assert_snapshot!(world.ask(), @r"
    cleared r1 high/medium : eve cleared the log
        2025-08-10T10:01:00Z to 2025-08-10T10:25:00Z
        acct.log:75 clear logging
        acct.log:76 clear logging
        acct.log:77 clear logging
        acct.log:78 clear logging
        acct.log:79 clear logging
        acct.log:80 clear logging
        acct.log:81 clear logging
        acct.log:82 clear logging
        acct.log:83 clear logging
        acct.log:84 clear logging
        acct.log:85 clear logging
        acct.log:86 clear logging
        acct.log:87 clear logging
        acct.log:88 clear logging
        acct.log:89 clear logging
        acct.log:90 clear logging
        acct.log:91 clear logging
        acct.log:92 clear logging
        acct.log:93 clear logging
        acct.log:94 clear logging
        25 lines in all
    cleared r1 medium/medium : adam cleared the log
        2025-08-09T22:30:00Z to 2025-08-09T22:30:00Z
        acct.log:200 clear logging
        lowered by a change window
    cleared r1: found 26 rows say so.
    ");
    let estate = world.estate();
    let asked = estate.ask(&["cleared"], &mut |_| {}).unwrap();
    let prints: Vec<&str> = asked
        .findings
        .iter()
        .map(|f| f.fingerprint.as_str())
        .collect();
    // These never change: notes of the organisation rest on them.
    assert_snapshot!(prints.join(" "), @"46i43yuds5i7 iaxcws3g6hfu");
}

#[test]
fn a_list_that_is_not_given_is_what_eleven_peers_agree_on() {
    for (devices, expected) in [(12, "found"), (10, "cannot_tell")] {
        let mut world = World::new();
        world.servers(devices, 4);
        let text = world.ask();
        let odd = format!("server-not-listed edge-04: {expected}");
        assert!(text.contains(&odd), "{text}");
    }
    let mut world = World::new();
    world.servers(12, 4);
    assert_snapshot!(world.ask_of(&["edge-04", "edge-05"]), @r"
    server-not-listed edge-04 high/low (device only): Asks the server 203.0.113.9; no list aaa_servers is given, but 11 peers of its platform and role agree on 192.0.2.49
        edge-04.cfg:4 tacacs-server host 203.0.113.9
    server-not-listed edge-04: found One row says so.
    server-not-listed edge-05: not_found No finding in its configuration of 2025-08-09T00:00:00Z. Only the device itself says so. No list aaa_servers is given: what it has is what its peers agree on.
        through configuration
    ");
    let mut world = World::new();
    world.servers(10, 4);
    assert_snapshot!(world.ask_of(&["edge-04", "edge-05"]), @r#"
    server-not-listed edge-04 low/low (device only): Asks the server 203.0.113.9; for review, as no list aaa_servers is given
        edge-04.cfg:4 tacacs-server host 203.0.113.9
    server-not-listed edge-05 low/low (device only): Asks the server 192.0.2.49; for review, as no list aaa_servers is given
        edge-05.cfg:4 tacacs-server host 192.0.2.49
    server-not-listed edge-04: cannot_tell (not_listed) No list aaa_servers is given, and no ten peers of its platform and role agree.
        Write those that are yours into seawall.toml: [approved] aaa_servers = ["192.0.2.49", "203.0.113.9"]
    server-not-listed edge-05: cannot_tell (not_listed) No list aaa_servers is given, and no ten peers of its platform and role agree.
        Write those that are yours into seawall.toml: [approved] aaa_servers = ["192.0.2.49", "203.0.113.9"]
    "#);
    // Given and empty is not absent: nothing is approved.
    let mut world = World::new();
    world.servers(2, 1);
    world.lists.insert("aaa_servers".to_owned());
    world.approve("aaa_servers", "192.0.2.49");
    assert_snapshot!(world.ask(), @r"
    server-not-listed edge-01 high/medium (device only): Asks the server 203.0.113.9
        edge-01.cfg:4 tacacs-server host 203.0.113.9
    server-not-listed edge-00: not_found No finding in its configuration of 2025-08-09T00:00:00Z. Only the device itself says so.
        through configuration
    server-not-listed edge-01: found One row says so.
    ");
}

#[test]
fn threads_and_order_of_rows_change_nothing() {
    let mut world = World::new();
    world.servers(12, 4);
    bad_line(&mut world);
    fifteen(&mut world);
    let log = world.source("syslog.log", Kind::Log);
    for n in 0..12 {
        let name = format!("edge-{n:02}");
        world.daily_log(log, &name, 1..=9);
        world.push_as(log, 9000 + n, &name, bad("2025-08-03T01:00:00Z"));
        world.push_as(log, 9100 + n, &name, bad("2025-08-03T01:00:00Z"));
    }
    world.threads = 1;
    let one = world.ask();
    world.threads = 4;
    assert_eq!(one, world.ask());
    world.rows.reverse();
    assert_eq!(one, world.ask());
    assert!(one.contains("bad-line edge-03"), "{one}");
}

#[test]
fn only_what_is_asked_is_told() {
    let mut world = World::new();
    fifteen(&mut world);
    for name in ["edge-1", "edge-2", "core-1"] {
        let given = world.configuration(&format!("{name}.cfg"), name, "2025-08-01T00:00:00Z");
        world.push(given, 3, user("eve", 15));
    }
    world.device = Some("EDGE-*".to_owned());
    assert_snapshot!(world.ask(), @r"
    fifteen edge-1 high/medium (device only): Account eve has level 15
        edge-1.cfg:3 
    fifteen edge-2 high/medium (device only): Account eve has level 15
        edge-2.cfg:3 
    fifteen edge-1: found One row says so.
    fifteen edge-2: found One row says so.
    ");
}

#[test]
fn earlier_and_later_evidence_is_left_out_when_asked() {
    let mut world = World::new();
    bad_line(&mut world);
    fifteen(&mut world);
    let given = world.configuration("r1.cfg", "r1", "2025-08-05T00:00:00Z");
    world.receiver(given, 9, "192.0.2.50");
    let later = world.configuration("r1-later.cfg", "r1", "2025-08-11T00:00:00Z");
    world.push(later, 3, user("eve", 15));
    let log = world.source("syslog.log", Kind::Log);
    world.daily_log(log, "r1", 1..=12);
    world.push_as(log, 9000, "r1", bad("2025-08-02T01:00:00Z"));
    world.push_as(log, 9001, "r1", bad("2025-08-11T01:00:00Z"));
    world.from = Some(at("2025-08-03T00:00:00Z"));
    world.as_of = Some(at("2025-08-10T00:00:00Z"));
    assert_snapshot!(world.ask(), @r"
    bad-line r1: not_found No finding; syslog was complete from 2025-08-03T00:00:00Z to 2025-08-10T00:00:00Z, longest silence 12 h. Only the device itself says so.
        through syslog
    fifteen r1: not_found No finding in its configuration of 2025-08-05T00:00:00Z. Only the device itself says so.
        through configuration
    ");
    // Sources that do not count are as if they were not there.
    let content = world.content();
    let mut question = world.question(&content);
    question.live = BTreeSet::new();
    let estate = seawall_engine::Estate::of_rows(world.sources.clone(), &world.rows, question);
    let asked = estate
        .unwrap()
        .ask(&["bad-line", "fifteen"], &mut |_| {})
        .unwrap();
    assert_snapshot!(render(&asked), @"");
}

#[test]
fn too_little_memory_is_an_answer() {
    let mut world = World::new();
    world.hunt(
        "greedy",
        "key: []\nsees: [{channels: [configuration], tables: [config_line]}]",
        "SELECT a.device, min(a.origin) AS origin, 'All' AS says
         FROM config_line a JOIN config_line b ON b.device = a.device
         GROUP BY a.device, concat(a.text, b.text) ORDER BY concat(a.text, b.text)",
    );
    let given = world.configuration("r1.cfg", "r1", "2025-08-05T00:00:00Z");
    for line in 1..600 {
        world.line(given, line, &format!("line {line} {}", "x".repeat(200)));
    }
    world.memory = Some(100_000);
    assert_snapshot!(world.ask(), @r"
    greedy r1: cannot_tell (memory) The memory given did not suffice for this hunt.
        Give more with --memory, or fewer devices with --device.
    ");
}

#[test]
fn a_scope_leaves_devices_out_and_an_unknown_role_in() {
    let mut world = World::new();
    world.hunt(
        "edge-only",
        "key: []\nscope: {platforms: [cisco-ios-xe], where: \"role = 'edge'\"}\n\
         sees: [{channels: [configuration], tables: [device_user]}]",
        "SELECT device, origin, 'x' AS says FROM device_user WHERE privilege = 15",
    );
    for name in ["edge", "core", "none"] {
        world.configuration(&format!("{name}.cfg"), name, "2025-08-05T00:00:00Z");
    }
    let inventory = world.source("devices.csv", Kind::Inventory);
    for (line, name, platform) in [
        (2, "edge", None),
        (3, "core", None),
        (4, "classic", Some("cisco-ios")),
        (5, "juniper", Some("juniper-junos")),
    ] {
        world.listed(inventory, line, name, platform);
        world.push_as(
            inventory,
            line,
            name,
            tables::Device {
                role: Some(name.to_owned()),
                ..Default::default()
            },
        );
    }
    assert_snapshot!(world.ask(), @r"
    edge-only classic: not_applicable The hunt asks cisco-ios-xe; this is cisco-ios.
    edge-only core: not_applicable The hunt asks devices with role = 'edge'.
    edge-only edge: not_found No finding in its configuration of 2025-08-05T00:00:00Z. Only the device itself says so.
        through configuration
    edge-only juniper: cannot_tell (not_understood) It is recognised as Juniper Junos, which is not yet read.
        Wait for a release that reads it, or look yourself.
    edge-only none: not_found No finding in its configuration of 2025-08-05T00:00:00Z. Only the device itself says so.
        through configuration
    ");
}

#[test]
fn an_answer_has_its_whole_reason() {
    let mut world = World::new();
    bad_line(&mut world);
    let given = world.configuration("r1.cfg", "r1", "2025-08-05T00:00:00Z");
    world.receiver(given, 9, "192.0.2.50");
    let log = world.source("syslog.log", Kind::Log);
    world.daily_log(log, "r1", 1..=5);
    world.push_as(log, 9000, "r1", bad("2025-08-02T01:00:00Z"));
    let why = world.estate().why("bad-line", "r1").unwrap();
    assert_snapshot!(
        format!(
            "{}\n{}\n{}\n{}{}",
            why.sql,
            why.asked,
            why.answer.reason,
            world::table(&why.rows),
            world::table(&why.channels)
        ),
        @r"
    SELECT device, time, origin, 'A bad line' AS says FROM log WHERE mnemonic = 'BAD'
    from 2025-08-01T00:00:00Z to 2025-08-05T12:00:00Z
    One row says so.
    device | time | says | evidence
    r1 | 2025-08-02T01:00:00Z | A bad line | syslog.log:9000
    channel | state | from | until | longest silence | cause | reason | remedy | evidence
    syslog | on | 2025-08-01T00:00:00Z | 2025-08-05T12:00:00Z | 12 h | NULL | syslog was complete from 2025-08-01T00:00:00Z to 2025-08-05T12:00:00Z, longest silence 12 h | NULL | syslog.log:100
    "
    );
    let error = world.estate().why("bad-line", "r2").unwrap_err();
    assert_snapshot!(error.to_string(), @r#"There is no device "r2". Did you mean "r1"?"#);
}

#[test]
fn a_column_can_be_forgotten() {
    let mut world = World::new();
    bad_line(&mut world);
    let given = world.configuration("r1.cfg", "r1", "2025-08-05T00:00:00Z");
    world.receiver(given, 9, "192.0.2.50");
    let log = world.source("syslog.log", Kind::Log);
    world.daily_log(log, "r1", 1..=5);
    world.push_as(log, 9000, "r1", bad("2025-08-02T01:00:00Z"));
    let estate = world.estate();
    for (column, answer) in [("time", "found"), ("mnemonic", "not_found")] {
        let nulled = estate.with_null("log", column).unwrap();
        let asked = nulled.ask(&["bad-line"], &mut |_| {}).unwrap();
        assert_eq!(asked.answers[0].verdict.as_str(), answer, "{column}");
    }
    let check = seawall_engine::Check::new(&world.content())
        .map(|check| check.nulled_columns(&world.content().hunts["bad-line"]));
    assert_eq!(
        check.unwrap(),
        [
            ("log".to_owned(), "mnemonic".to_owned()),
            ("log".to_owned(), "time".to_owned())
        ]
    );
}

#[test]
fn an_estate_in_a_store_says_the_same() {
    let mut world = World::new();
    bad_line(&mut world);
    fifteen(&mut world);
    let given = world.configuration("r1.cfg", "r1", "2025-08-05T00:00:00Z");
    world.receiver(given, 9, "192.0.2.50");
    world.line(given, 3, "username eve privilege 15");
    world.push(given, 3, user("eve", 15));
    let log = world.source("syslog.log", Kind::Log);
    world.daily_log(log, "r1", 1..=5);
    world.push_as(log, 9000, "r1", bad("2025-08-02T01:00:00Z"));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(world.ask(), world.ask_stored(folder.path()));
}
