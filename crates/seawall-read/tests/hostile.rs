//! Any bytes at all: no reader panics, and the counts add up to the lines.

mod common;

use common::Given;
use proptest::prelude::*;
use seawall_model::Row;

/// Pieces from which lines are put together, so that random ones get past the first character.
const PIECES: &[&str] = &[
    "<189>",
    "<999>",
    "<1",
    "521: ",
    "000012: ",
    ": ",
    "r1: ",
    "r1 ",
    "192.0.2.1 ",
    "2001:db8::1: ",
    "Jan  5 02:11:09",
    "Feb 29 02:11:09.123 UTC",
    "*Mar  1 00:01:02.003",
    ".Dec 31 23:59:60 mdt",
    "2026-01-05T02:11:09.5+01:00 ",
    "2026 Jan  5 02:11:09 ",
    "Mon Jan  5 02:11:09 2026\t",
    "3w2d: ",
    "1 2: ",
    "00:01:02: ",
    "RP/0/RSP0/CPU0:",
    "bgp[7]: ",
    " : ",
    "%SYS-5-CONFIG_I: ",
    "%A-9-B: ",
    "%PARSER-5-CFGLOG_LOGGEDCMD: User:ops  logged command:",
    "%HA_EM-6-LOG: catchall: ",
    "%SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: ",
    "] [Source: ",
    "] [localport: 99999999999999999999]",
    "%SSH-5-SSH2_USERAUTH: User '",
    "' authentication for SSH2 Session from ",
    " (tty = 0) Succeeded",
    "%SYS-6-LOGOUT: User x has exited tty session ",
    "%SYS-6-TTY_EXPIRE_TIMER: (",
    "user ",
    "(",
    ")",
    "Configured from console by ",
    " on ",
    " as ",
    "1 - - - - - ",
    "[a b=\"\\\"]",
    "\u{feff}",
    "\u{85}",
    "start",
    "stop",
    "\t",
    "|",
    "#011",
    "task_id=",
    "cmd=",
    "cmd-arg=",
    "cmd=\"",
    "service=shell",
    "elapsed_time=*",
    "<cr>",
    "permit",
    "login failed",
    "Syslog logging: enabled",
    "Log Buffer (9 bytes):",
    "last message repeated 9 times",
    "Name,Platform,IP Address",
    "sshd[7]: ",
    "Accepted password for ",
    "Failed password for invalid user ",
    " from 192.0.2.7 port 7 ssh2",
    "pam_unix(sshd:session): session closed for user x",
    "sudo: x : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=",
    "/usr/bin/ssh -l ",
    "su[7]: (to root) ",
    "CISE_TACACS_Accounting ",
    "0000000007 2 0 ",
    "0000000007 2 1 ",
    " 0000098765 3300 NOTICE Tacacs-Accounting: x, ",
    "CmdSet=[ CmdAV=",
    " CmdArgAV=",
    " ], ",
    "Device IP Address=192.0.2.1, ",
    "User=",
    "\\",
    "{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":\"",
    "\"}",
    "__REALTIME_TIMESTAMP=1",
    "MESSAGE=",
    "\tUser-Name = \"x\"",
    "\tAcct-Status-Type = Start",
    "\tCisco-AVPair = \"cmd=",
    " : Auth: (7) Login OK: [",
    "/",
    "] (from client ",
    " port 0 cli ",
    "Logged Time,User Name,Command Set,Network Device,Status",
    "[",
    "]",
    "{",
    "}",
    "\"",
    ",",
    ";",
    "ß",
    "‹secret:",
    "›",
    "password ",
    "9223372036854775808",
    "\r",
    "\n",
    "\n",
    "\n",
    " ",
    "\0",
];

/// Readers that keep every line that is not blank.
const BY_LINE: [&str; 7] = [
    "cisco-syslog",
    "syslog",
    "jump-host",
    "tac-plus-accounting",
    "nx-os-accounting-log",
    "cisco-ise",
    "freeradius-log",
];

/// Readers whose records may take several lines.
const BY_RECORD: [&str; 4] = [
    "inventory-csv",
    "systemd-journal",
    "cisco-ise-report",
    "radius-detail",
];

fn check(bytes: &[u8]) {
    let mut given = Given::new("logs/r1.log", "");
    given.bytes = bytes;
    for id in BY_LINE.into_iter().chain(BY_RECORD) {
        let Some(reading) = given.read_as(id) else {
            return;
        };
        let coverage = &reading.coverage;
        assert_eq!(coverage.total(), reading.lines, "{id} counts");
        if BY_LINE.contains(&id) {
            // Every line that is not blank is kept, once.
            assert_eq!(reading.logs().len() as u64, reading.filled, "{id} rows");
        }
        for row in &reading.rows {
            let place = match row {
                Row::Log(row) => row.origin.place(),
                Row::Command(row) => row.origin.place(),
                Row::Login(row) => row.origin.place(),
                Row::ConfigChange(row) => row.origin.place(),
                Row::Device(row) => row.origin.place(),
                Row::DeviceName(row) => row.origin.place(),
                other => panic!("{id} gives {other:?}"),
            };
            assert!((1..=reading.lines).contains(&u64::from(place)), "{id}");
        }
    }
    // Recognition must not panic either.
    let _ = given.read();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn pieces(numbers in proptest::collection::vec(0..PIECES.len(), 0..120)) {
        let text: String = numbers.iter().map(|number| PIECES[*number]).collect();
        check(text.as_bytes());
    }

    #[test]
    fn bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check(&bytes);
    }

    #[test]
    fn damaged(
        numbers in proptest::collection::vec(0..PIECES.len(), 0..120),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes: Vec<u8> = numbers.iter().flat_map(|number| PIECES[*number].bytes()).collect();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        check(&bytes);
    }
}
