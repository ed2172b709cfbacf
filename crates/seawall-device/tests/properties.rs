//! What holds for every input: nothing panics, nothing is lost, no secret survives.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use common::{everything, key, platforms, read, read_as_ios};
use proptest::prelude::*;
use seawall_device::{command, redact};
use seawall_model::Row;

/// Lines that hold a secret where `{}` stands, with the block they stand in.
const SECRET_LINES: [&str; 22] = [
    "username ann privilege 15 secret 0 {}",
    "username ann password {}",
    "enable secret {}",
    "snmp-server community {} RO 10",
    "snmp-server host 192.0.2.1 version 2c {}",
    "snmp-server user u g v3 auth sha {} priv aes 128 {}",
    "tacacs-server host 192.0.2.1 key {}",
    "tacacs server T\n address ipv4 192.0.2.1\n key {}",
    "aaa group server radius R\n server-private 192.0.2.1 auth-port 1812 key {}",
    "line vty 0 4\n password {}",
    "interface Tunnel1\n ip nhrp authentication {}",
    "interface Gi1\n standby 1 authentication md5 key-string {}",
    "router bgp 1\n neighbor 192.0.2.1 password {}",
    "key chain K\n key 1\n  key-string {}",
    "crypto isakmp key {} address 192.0.2.1",
    "crypto ikev2 keyring K\n peer P\n  pre-shared-key local {}",
    "archive\n path ftp://u:{}@192.0.2.1/x",
    "event manager applet A\n action 1 cli command \"username x secret {}\"",
    "alias exec up copy scp://u:{}@192.0.2.1/x flash:",
    "ntp authentication-key 1 md5 {}",
    "something nobody knows password {}",
    "!\nbanner motd # the password is {} #",
];

/// Secrets: long enough not to occur by chance, without white space or quotes.
fn secret() -> impl Strategy<Value = String> {
    "[A-Za-z0-9][A-Za-z0-9!%&*+,.:;<=>_~^-]{8,24}[A-Za-z0-9]"
}

/// Words of configurations in any order, with noise between them.
fn line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(vec![
            "no", "default", "ip", "interface", "access-list", "permit", "deny", "any", "host", "key",
            "password", "secret", "7", "0", "banner", "motd", "^C", "#", "!", "end", "line", "vty",
            "router", "bgp", "neighbor", "192.0.2.1", "2001:db8::1", "255.255.255.0", "0.0.0.255",
            "range", "eq", "\"", "\"x", "ftp://u:p@h/x", "certificate", "quit", "exit-address-family",
            "event", "manager", "applet", "action", "cli", "command", "clock", "timezone", "boot",
            "system", "route", "vrf", "tunnel", "destination", "--More--", "\u{8}\u{8}", "‹secret:",
            "! Last configuration change at 1:2:3 X Mon Jan 1 2024 by x",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    (0_usize..4, prop::collection::vec(word, 0..8))
        .prop_map(|(indent, words)| format!("{}{}", " ".repeat(indent), words.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_read_to_its_end_and_counted(lines in prop::collection::vec(line(), 0..40)) {
        let text = lines.join("\n");
        let outcome = read_as_ios("r1.cfg", &text);
        prop_assert_eq!(outcome.coverage.total(), outcome.lines as u64);
        let kept = outcome.rows.iter().filter(|row| matches!(row, Row::ConfigLine(_))).count();
        prop_assert_eq!(kept, outcome.lines);
        if let Some(outcome) = read("r1.cfg", &text) {
            prop_assert_eq!(outcome.coverage.total(), outcome.lines as u64);
        }
    }

    #[test]
    fn every_row_comes_from_a_line_of_the_file(lines in prop::collection::vec(line(), 0..40)) {
        let outcome = read_as_ios("r1.cfg", &lines.join("\n"));
        for row in &outcome.rows {
            prop_assert!(row.origin().place() as usize <= outcome.lines);
        }
    }

    #[test]
    fn no_text_panics_as_command_or_free_text(text in "\\PC{0,80}") {
        let _ = command::read(&platforms(), None, &text, &key());
        let _ = redact::free_text(&text, &key());
    }

    #[test]
    fn no_secret_survives(secret in secret(), which in 0..SECRET_LINES.len(), around in prop::collection::vec(line(), 0..3)) {
        // What stands around must not itself hold the secret, nor open a text that swallows it.
        prop_assume!(around.iter().all(|line| !line.contains(&secret)));
        let lines = SECRET_LINES[which].replace("{}", &secret);
        let text = format!("version 17.9\n{}\n!\n{lines}\nend\n", around.join("\n"));
        prop_assert!(!everything(&read_as_ios("r1.cfg", &text)).contains(&secret));
        let last = lines.lines().last().unwrap();
        let typed = command::read(&platforms(), None, last.trim(), &key());
        let typed = format!("{typed:?}");
        prop_assert!(!typed.contains(&secret));
    }
}
