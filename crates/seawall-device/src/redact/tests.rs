use insta::assert_snapshot;
use seawall_model::SecretKey;

use super::*;

/// The text with every mask shortened, so that a test reads like the screen.
fn shown(text: &str) -> String {
    let masked = free_text(text, &SecretKey::new([7; 32]));
    let mut out = String::new();
    let mut rest = masked.as_str();
    while let Some((before, after)) = rest.split_once("‹secret:") {
        out.push_str(before);
        out.push_str("‹»");
        rest = after.split_once('›').map_or("", |(_, rest)| rest);
    }
    out + rest
}

#[test]
fn what_follows_a_secret_looking_word_is_masked() {
    assert_snapshot!(shown("pw for console is Winter24"), @"pw ‹»");
    assert_snapshot!(shown("logged command:username x secret 9 abc"), @"logged command:username x secret 9 ‹»");
    assert_snapshot!(shown("cmd=username x password 0 abc <cr>"), @"cmd=username x password 0 ‹» <cr>");
    assert_snapshot!(shown("\"PreSharedKey\": \"abc\","), @r#""PreSharedKey": "‹»","#);
    assert_snapshot!(shown("<phash>abc</phash>"), @"<phash>‹»>");
    assert_snapshot!(shown("copy run ftp://ann:pw@192.0.2.9/c?k=v"), @"copy run ftp://ann:‹»@192.0.2.9/c?k=‹»");
    assert_snapshot!(shown("user $1$salt$abcdefghijk ok"), @"user ‹» ok");
    assert_snapshot!(shown("circuit aB3dE5gH7jK9 live"), @"circuit ‹» live");
}

#[test]
fn ordinary_facts_stay_readable() {
    for text in [
        "ip ssh version 2",
        "key chain LDP",
        "crypto key generate rsa modulus 2048",
        "no service password-encryption",
        "aaa authentication login default group tacacs+ local",
        "password encryption aes",
        "security passwords min-length 8",
        "ip community-list standard TRANSIT permit 64500:1",
        "neighbor 192.0.2.1 send-community both",
        "interface TwentyFiveGigE1/0/1",
        "to core-1 GigabitEthernet0/0/1 circuit AB-1234/56",
        "Login failed [user: ann] [Source: 192.0.2.7] [localport: 22] [Reason: Invalid password]",
        "A key named TP-self-signed has been generated",
        "tftp://192.0.2.9/r1-confg",
        "http://192.0.2.9:8080/x@2x.png",
        "hash md5",
        "crypto ipsec transform-set T esp-aes esp-sha-hmac",
    ] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn the_same_secret_has_the_same_mask_in_every_spelling() {
    let key = SecretKey::new([7; 32]);
    let mask = key.fingerprint(b"cisco").to_mask();
    for text in [
        "password 7 0822455D0A16",
        "password 0 cisco",
        "secret cisco",
    ] {
        assert!(free_text(text, &key).ends_with(&mask), "{text}");
    }
}
