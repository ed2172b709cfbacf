//! What a person reads who has made a mistake in a content file.

use std::collections::BTreeMap;

use seawall_model::{Address, Content, Origin, Shape};

fn problems(path: &str, text: &str) -> String {
    let files = BTreeMap::from([(path.to_owned(), text.to_owned())]);
    let (_, problems) = Content::parse(files);
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

const HUNT: &str = "/*---
id: some-hunt
title: Some hunt
kind: intrusion
why: Because.
finds: Something.
misses: Something else.
severity: high
confidence: high
audience: regular
attack: []
sees:
  - {channels: [configuration], tables: []}
key: [account]
remedy: some-remedy
---*/
SELECT 1
";

#[test]
fn an_unknown_key_is_named_with_its_line_and_the_nearest_valid_one() {
    let text = HUNT.replace("severity: high", "severty: high");
    insta::assert_snapshot!(problems("hunts/topic/some-hunt/hunt.sql", &text), @r#"hunts/topic/some-hunt/hunt.sql:8: unknown field `severty`. Did you mean "severity"?"#);
}

#[test]
fn names_that_lead_nowhere_are_listed() {
    insta::assert_snapshot!(problems("hunts/topic/some-hunt/hunt.sql", HUNT), @r#"
    hunts/topic/some-hunt/hunt.sql: There is no channel "configuration". Valid names: .
    hunts/topic/some-hunt/hunt.sql: There is no remedy "some-remedy". Valid names: .
    "#);
}

#[test]
fn an_id_is_its_folder() {
    insta::assert_snapshot!(problems("hunts/topic/other/hunt.sql", HUNT), @r#"hunts/topic/other/hunt.sql:2: The id "some-hunt" is not the folder's name "other". Give both the same name."#);
}

#[test]
fn a_file_without_front_matter_says_what_to_write() {
    insta::assert_snapshot!(problems("hunts/topic/other/hunt.sql", "SELECT 1"), @"hunts/topic/other/hunt.sql:1: The file does not begin with front matter. Begin it with a comment that opens with /*--- and closes with ---*/, YAML between.");
}

#[test]
fn a_shape_hides_numbers_and_keeps_words() {
    insta::assert_snapshot!(Shape::of("  <189>1234: sw-01: Jan  6 10:24:17: %SYS-5-CONFIG_I: \u{1b}[2J"), @"<9>9: sw-9: Jan 9 9:9:9: %SYS-9-CONFIG_I: �[9J");
}

proptest::proptest! {
    #[test]
    fn addresses_survive_text(bytes: [u8; 16]) {
        let address = Address::from_bytes(bytes);
        proptest::prop_assert_eq!(Address::parse(&address.to_string()), Some(address));
    }

    #[test]
    fn origins_keep_source_and_place(source: u32, place: u32) {
        let origin = Origin::new(source, place);
        proptest::prop_assert_eq!((origin.source(), origin.place()), (source, place));
    }
}

#[test]
fn an_ipv4_address_is_one_address_in_both_spellings() {
    let plain = Address::parse("192.0.2.7").unwrap();
    assert_eq!(plain, Address::parse("::ffff:192.0.2.7").unwrap());
    assert_eq!(plain.to_string(), "192.0.2.7");
}
