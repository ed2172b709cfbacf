//! Accounting records of both tac_plus families in, rows out.

mod common;

use common::Given;

#[test]
fn old_family() {
    let text = "Feb  2 18:40:27\t192.0.2.1\tops\ttty1\t198.51.100.7\tstart\ttask_id=1\tservice=shell\ttimezone=UTC\n\
         Feb  2 18:40:28\t192.0.2.1\tops\ttty1\t198.51.100.7\tstop\ttask_id=2\ttimezone=UTC\tservice=shell\tpriv-lvl=15\tcmd=configure terminal <cr>\n\
         Feb  2 18:40:29\t192.0.2.1\tops\ttty1\t198.51.100.7\tstop\ttask_id=1\tservice=shell\tdisc-cause=1\telapsed_time=56\n\
         Mon Feb  2 18:40:30 2026\tedge-gw-1\tops\ttty1\tasync\tstarttask_id=3\tservice=shell\tpriv_lvl=15\tcmd=\"show clock\"\n\
         Mon Feb  2 18:40:31 2026\tedge-gw-1\tops\ttty1\tjump.example.net\tstop\ttask_id=3\tservice=shell\tpriv_lvl=15\tcmd=\"show clock\"\n\
         Feb  2 18:40:32\t192.0.2.1\troot\tnon-tty\tUnknown host - non-tty\tstart\ttask_id=1\tservice=shell\tprocess*mgd[7732]\tcmd=login\n\
         Feb  2 18:40:33\t192.0.2.1\troot\tnon-tty\tUnknown host - non-tty\tstop\ttask_id=1\tservice=shell\telapsed_time=0\tprocess*mgd[7732]\tcmd=logout\n\
         Feb  2 18:40:34\t192.0.2.1\tops\ttty1\t198.51.100.7\tstop\ttask_id=4\tservice=shell\tpriv-lvl=15\tcmd=show\tcmd-arg=version\tcmd-arg=<cr>\n\
         Feb  2 18:40:35\t192.0.2.1\tops\ttty1\t198.51.100.7\tupdate\ttask_id=5\tservice=system\tevent=sys_acct\n\
         something else\n\
         ";
    let given = Given::new("tac_plus.acct", text);
    let reading = given.read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    login 1: "192.0.2.1" 2026-02-02T18:40:27Z ±50400 "ops" @198.51.100.7 "tty1" "command-accounting" "success" "1"
    log 1: "192.0.2.1" 2026-02-02T18:40:27Z ±50400 "Feb  2 18:40:27\t192.0.2.1\tops\ttty1\t198.51.100.7\tstart\ttask_id=1\tservice=shell\ttimezone=UTC"
    command 2: "192.0.2.1" 2026-02-02T18:40:28Z ±50400 "ops" @198.51.100.7 "tty1" "command-accounting" 15 "configure terminal" 2
    log 2: "192.0.2.1" 2026-02-02T18:40:28Z ±50400 "Feb  2 18:40:28\t192.0.2.1\tops\ttty1\t198.51.100.7\tstop\ttask_id=2\ttimezone=UTC\tservice=shell\tpriv-lvl=15\tcmd=configure terminal <cr>"
    login 3: "192.0.2.1" 2026-02-02T18:40:29Z ±50400 "ops" @198.51.100.7 "tty1" "command-accounting" "logout" "1"
    log 3: "192.0.2.1" 2026-02-02T18:40:29Z ±50400 "Feb  2 18:40:29\t192.0.2.1\tops\ttty1\t198.51.100.7\tstop\ttask_id=1\tservice=shell\tdisc-cause=1\telapsed_time=56"
    command 4: "edge-gw-1" 2026-02-02T18:40:30Z ±50400 "ops" "tty1" "command-accounting" 15 "show clock" 3
    log 4: "edge-gw-1" 2026-02-02T18:40:30Z ±50400 "Mon Feb  2 18:40:30 2026\tedge-gw-1\tops\ttty1\tasync\tstarttask_id=3\tservice=shell\tpriv_lvl=15\tcmd=\"show clock\""
    log 5: "edge-gw-1" 2026-02-02T18:40:31Z ±50400 "Mon Feb  2 18:40:31 2026\tedge-gw-1\tops\ttty1\tjump.example.net\tstop\ttask_id=3\tservice=shell\tpriv_lvl=15\tcmd=\"show clock\""
    login 6: "192.0.2.1" 2026-02-02T18:40:32Z ±50400 "root" "non-tty" "command-accounting" "success" "1"
    log 6: "192.0.2.1" 2026-02-02T18:40:32Z ±50400 "Feb  2 18:40:32\t192.0.2.1\troot\tnon-tty\tUnknown host - non-tty\tstart\ttask_id=1\tservice=shell\tprocess*mgd[7732]\tcmd=login"
    login 7: "192.0.2.1" 2026-02-02T18:40:33Z ±50400 "root" "non-tty" "command-accounting" "logout" "1"
    log 7: "192.0.2.1" 2026-02-02T18:40:33Z ±50400 "Feb  2 18:40:33\t192.0.2.1\troot\tnon-tty\tUnknown host - non-tty\tstop\ttask_id=1\tservice=shell\telapsed_time=0\tprocess*mgd[7732]\tcmd=logout"
    command 8: "192.0.2.1" 2026-02-02T18:40:34Z ±50400 "ops" @198.51.100.7 "tty1" "command-accounting" 15 "show version" 4
    log 8: "192.0.2.1" 2026-02-02T18:40:34Z ±50400 "Feb  2 18:40:34\t192.0.2.1\tops\ttty1\t198.51.100.7\tstop\ttask_id=4\tservice=shell\tpriv-lvl=15\tcmd=show version <cr>"
    log 9: "192.0.2.1" 2026-02-02T18:40:35Z ±50400 "Feb  2 18:40:35\t192.0.2.1\tops\ttty1\t198.51.100.7\tupdate\ttask_id=5\tservice=system\tevent=sys_acct"
    log 10: "tac_plus.acct" "something else"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    tac-plus-accounting accounting said by aaa-server: 8 read, 0 irrelevant, 1 unsupported, 1 unrecognised
    2026-02-02T18:40:27Z to 2026-02-02T18:40:35Z
    1 × Feb 9 9:9:9�9.9.9.9�ops�tty9�9.9.9.9�update�task_id=9�service=syst
    1 × something else
    - 7 lines are without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 9 lines are without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    ");
}

#[test]
fn new_family() {
    let text = "2026-07-17 17:41:26 +0200 192.0.2.1\tops\tvty2\t198.51.100.7\tstart\ttask_id=130\ttimezone=UTC\tservice=shell\tpriv-lvl=15\tcmd=info\n\
         2026-07-17 17:41:27 +0200 192.0.2.1\tops\tvty2\t198.51.100.7\tstop\ttask_id=130\ttimezone=UTC\tservice=shell\tpriv-lvl=15\tcmd=info\n\
         2026-07-17 17:41:28 +0200\t192.0.2.1\tops\tvty2\t198.51.100.7\tstop\tshell\tshow running-config <cr>\n\
         2026-07-17 17:41:29 +0200 192.0.2.1\tops\tvty2\t198.51.100.7\tstart\tshell\t\n\
         2026-07-17 17:41:30 +0200 192.0.2.1\tops\tvty2\t203.0.113.7\tascii login failed\n\
         2026-07-17 17:41:31 +0200 192.0.2.1\tops\tvty2\t198.51.100.7\tshell login succeeded\n\
         2026-07-17 17:41:32 +0200 192.0.2.1\tops\tvty2\t198.51.100.7\tadmin\tpermit\tshell\tconfigure terminal <cr>\n\
         <134>2026-07-17 17:41:33 +0200 aaa1 192.0.2.1|ops|vty2|198.51.100.7|stop|shell|service=shell cmd*\n\
         2026-07-17 17:41:34 +0200 10.1.1.2#011ops#011vty2#011198.51.100.7#011stop#011task_id=9#011service=shell#011cmd=show users <cr>\n\
         ";
    let mut given = Given::new("acct.log", text);
    given.modified = None;
    let reading = given.read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    command 1: "192.0.2.1" 2026-07-17T15:41:26Z ±0.5 "ops" @198.51.100.7 "vty2" "command-accounting" 15 "info" 130
    log 1: "192.0.2.1" 2026-07-17T15:41:26Z ±0.5 "2026-07-17 17:41:26 +0200 192.0.2.1\tops\tvty2\t198.51.100.7\tstart\ttask_id=130\ttimezone=UTC\tservice=shell\tpriv-lvl=15\tcmd=info"
    log 2: "192.0.2.1" 2026-07-17T15:41:27Z ±0.5 "2026-07-17 17:41:27 +0200 192.0.2.1\tops\tvty2\t198.51.100.7\tstop\ttask_id=130\ttimezone=UTC\tservice=shell\tpriv-lvl=15\tcmd=info"
    command 3: "192.0.2.1" 2026-07-17T15:41:28Z ±0.5 "ops" @198.51.100.7 "vty2" "command-accounting" "show running-config"
    log 3: "192.0.2.1" 2026-07-17T15:41:28Z ±0.5 "2026-07-17 17:41:28 +0200\t192.0.2.1\tops\tvty2\t198.51.100.7\tstop\tshell\tshow running-config <cr>"
    login 4: "192.0.2.1" 2026-07-17T15:41:29Z ±0.5 "ops" @198.51.100.7 "vty2" "command-accounting" "success"
    log 4: "192.0.2.1" 2026-07-17T15:41:29Z ±0.5 "2026-07-17 17:41:29 +0200 192.0.2.1\tops\tvty2\t198.51.100.7\tstart\tshell\t"
    login 5: "192.0.2.1" 2026-07-17T15:41:30Z ±0.5 "ops" @203.0.113.7 "vty2" "command-accounting" "failure"
    log 5: "192.0.2.1" 2026-07-17T15:41:30Z ±0.5 "2026-07-17 17:41:30 +0200 192.0.2.1\tops\tvty2\t203.0.113.7\tascii login failed"
    log 6: "192.0.2.1" 2026-07-17T15:41:31Z ±0.5 "2026-07-17 17:41:31 +0200 192.0.2.1\tops\tvty2\t198.51.100.7\tshell login succeeded"
    log 7: "192.0.2.1" 2026-07-17T15:41:32Z ±0.5 "2026-07-17 17:41:32 +0200 192.0.2.1\tops\tvty2\t198.51.100.7\tadmin\tpermit\tshell\tconfigure terminal <cr>"
    login 8: "192.0.2.1" 2026-07-17T15:41:33Z ±0.5 "ops" @198.51.100.7 "vty2" "command-accounting" "logout"
    log 8: "192.0.2.1" 2026-07-17T15:41:33Z ±0.5 "<134>2026-07-17 17:41:33 +0200 aaa1 192.0.2.1|ops|vty2|198.51.100.7|stop|shell|service=shell cmd*"
    command 9: "10.1.1.2" 2026-07-17T15:41:34Z ±0.5 "ops" @198.51.100.7 "vty2" "command-accounting" "show users" 9
    log 9: "10.1.1.2" 2026-07-17T15:41:34Z ±0.5 "2026-07-17 17:41:34 +0200 10.1.1.2#011ops#011vty2#011198.51.100.7#011stop#011task_id=9#011service=shell#011cmd=show users <cr>"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    tac-plus-accounting accounting said by aaa-server: 7 read, 0 irrelevant, 2 unsupported, 0 unrecognised
    2026-07-17T15:41:26Z to 2026-07-17T15:41:34Z
    1 × 9-9-9 9:9:9 +9 9.9.9.9�ops�vty9�9.9.9.9�admin�permit�shell�configu
    1 × 9-9-9 9:9:9 +9 9.9.9.9�ops�vty9�9.9.9.9�shell login succeeded
    ");
}

/// A server that writes no zone: the start times the devices send along tell it, as most agree.
#[test]
fn the_servers_zone() {
    // 2026-02-02T16:40:28Z is 18:40:28 at two hours east.
    let mut text = String::new();
    for second in 28..48 {
        let start = 1_770_050_428 + second - 28;
        text.push_str(&format!(
            "Feb  2 18:40:{second}\t192.0.2.1\tops\ttty1\t198.51.100.7\tstop\ttask_id={second}\tstart_time={start}\ttimezone=CEST\tservice=shell\tpriv-lvl=15\tcmd=show clock <cr>\n"
        ));
    }
    // No start time; and one whose clock lies by five hours.
    text.push_str(
        "Feb  2 18:41:00\t192.0.2.2\tops\ttty1\t198.51.100.7\tstart\ttask_id=1\tservice=shell\n",
    );
    text.push_str("Feb  2 18:41:01\t192.0.2.3\tops\ttty1\t198.51.100.7\tstart\ttask_id=1\tstart_time=1770032461\tservice=shell\n");
    let reading = Given::new("tac_plus.acct", &text).read().unwrap();
    let shown = reading.show();
    let last: Vec<&str> = shown.lines().skip(38).collect();
    insta::assert_snapshot!(last.join("\n"), @r#"
    command 20: "192.0.2.1" 2026-02-02T16:40:47Z ±0.5 "ops" @198.51.100.7 "tty1" "command-accounting" 15 "show clock" 47
    log 20: "192.0.2.1" 2026-02-02T16:40:47Z ±0.5 "Feb  2 18:40:47\t192.0.2.1\tops\ttty1\t198.51.100.7\tstop\ttask_id=47\tstart_time=1770050447\ttimezone=CEST\tservice=shell\tpriv-lvl=15\tcmd=show clock <cr>"
    login 21: "192.0.2.2" 2026-02-02T16:41:00Z ±0.5 "ops" @198.51.100.7 "tty1" "command-accounting" "success" "1"
    log 21: "192.0.2.2" 2026-02-02T16:41:00Z ±0.5 "Feb  2 18:41:00\t192.0.2.2\tops\ttty1\t198.51.100.7\tstart\ttask_id=1\tservice=shell"
    login 22: "192.0.2.3" 2026-02-02T16:41:01Z ±0.5 "ops" @198.51.100.7 "tty1" "command-accounting" "success" "1"
    log 22: "192.0.2.3" 2026-02-02T16:41:01Z ±0.5 "Feb  2 18:41:01\t192.0.2.3\tops\ttty1\t198.51.100.7\tstart\ttask_id=1\tstart_time=1770032461\tservice=shell"
    "#);
    insta::assert_snapshot!(reading.summary(), @"
    tac-plus-accounting accounting said by aaa-server: 22 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    2026-02-02T16:40:28Z to 2026-02-02T16:41:01Z
    - 1 line is without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 22 lines are without a time zone: it was taken from the start times that devices send along, as most records agree; give the zone with --tz if that is wrong.
    ");
    // Only the device's zone is known.
    let text = "Feb  2 18:40:28\t192.0.2.1\tops\ttty1\t198.51.100.7\tstop\ttask_id=2\ttimezone=CEST\tservice=shell\tcmd=show clock <cr>\n";
    let reading = Given::new("tac_plus.acct", text).read().unwrap();
    insta::assert_snapshot!(reading.show(), @r#"
    command 1: "192.0.2.1" 2026-02-02T16:40:28Z ±7200.5 "ops" @198.51.100.7 "tty1" "command-accounting" "show clock" 2
    log 1: "192.0.2.1" 2026-02-02T16:40:28Z ±7200.5 "Feb  2 18:40:28\t192.0.2.1\tops\ttty1\t198.51.100.7\tstop\ttask_id=2\ttimezone=CEST\tservice=shell\tcmd=show clock <cr>"
    "#);
}
