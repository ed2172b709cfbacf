//! Content as it is in the tree: checked, its cases run, and begun anew.

use std::fs;

use crate::seawall::{World, project};

#[test]
fn the_content_has_no_problems() {
    let ran = World::new().run(&["content", "check"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn every_case_says_what_it_should() {
    let tree = project().join("content");
    let tree = tree.to_string_lossy();
    let bless = std::env::var("SEAWALL_BLESS").is_ok_and(|value| value == "1");
    let ran = World::new().run_with(&["content", "test", "--content", &tree], |command| {
        if bless {
            command.env("SEAWALL_BLESS", "1");
        }
    });
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
}

#[test]
fn a_new_hunt_is_sound_and_its_cases_fail() {
    let world = World::new();
    let content = world.beside("content");
    fs::create_dir_all(content.join("hunts")).unwrap();
    let new = ["content", "new", "hunt", "accounts/account-nobody-knows"];
    assert_eq!(world.run(&new).code, Some(0));
    let check = world.run(&["content", "check", "--content", "content"]);
    assert_eq!(check.code, Some(0), "{}", check.err);
    let test = world.run(&[
        "content",
        "test",
        "account-nobody-knows",
        "--content",
        "content",
    ]);
    assert_eq!(test.code, Some(1), "{}{}", test.out, test.err);
    assert!(
        test.out.contains("- found edge-1: What it says there"),
        "{}",
        test.out
    );
    let again = world.run(&new);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("is there already"), "{}", again.err);
}
