//! What somebody does first: the doctor, a proposal of settings, a report for others, completions.

use std::fs;

use crate::seawall::World;

/// What the planted intruder of the corpus left: nobody may approve it by taking a whole list.
const PLANTED: [&str; 6] = [
    "\"192.0.2.66\"",
    "\"192.0.2.137\"",
    "\"45.61.149.62\"",
    "\"172.86.102.83\"",
    "\"10.20.0.250\"",
    "\"cisco_support\"",
];

#[test]
fn a_proposal_approves_nothing_and_taking_its_lists_approves_no_intruder() {
    let world = World::corpus("intrusion");
    world.remove("seawall.toml");
    let proposed = world.run(&["init", "IN", "--output", "proposed.toml"]);
    assert_eq!((proposed.code, proposed.out.as_str()), (Some(0), ""));
    let text = fs::read_to_string(world.beside("proposed.toml")).unwrap();
    for line in [
        "#   \"10.20.9.81\", # 3 devices, such as configs-2026-09-30/edge-kal-01:355",
        "# # \"45.61.149.62\", # 1 device, such as configs-2026-09-30/pe-kal-01:344. \
         Published as an intruder's: find out why it is here before you approve it",
        "# account = \"oxidized\"",
    ] {
        assert!(text.lines().any(|there| there == line), "{line}\n{text}");
    }
    let twice = world.run(&["init", "IN", "--output", "proposed.toml"]);
    assert_eq!(twice.code, Some(2));
    insta::assert_snapshot!(twice.err.trim(), @"error: --output proposed.toml: a file is there already, or none can be made, and none is written over. Give another name.");

    let settings = |text: &str| {
        world.file("seawall.toml", text);
        let ran = world.run(&["doctor", "IN"]);
        let line = ran.out.lines().find(|line| line.contains("settings"));
        format!("{:?} {}", ran.code, line.unwrap_or_default())
    };
    insta::assert_snapshot!(settings(&text), @"Some(0) fine   settings   seawall.toml, understood: 0 lists given.");
    // A person who removes one # before every value.
    let is_value = |rest: &str| {
        rest.ends_with('[')
            || rest == "]"
            || rest.starts_with("  \"")
            || rest.starts_with("account = ")
    };
    let taken: Vec<&str> = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if is_value(rest) || rest == "[[robot]]" => rest,
            _ => line,
        })
        .collect();
    for line in taken.iter().filter(|line| !line.starts_with('#')) {
        let value = line.split(" # ").next().unwrap_or_default();
        assert!(
            !PLANTED.iter().any(|planted| value.contains(planted)),
            "{line}"
        );
    }
    insta::assert_snapshot!(settings(&taken.join("\n")), @"Some(0) fine   settings   seawall.toml, understood: 12 lists given.");
}

#[test]
fn the_doctor_says_what_is_wrong_and_what_to_do() {
    let world = World::new();
    world.file("edge-1.log", "a line\n");
    let about = |ran: &crate::seawall::Ran, words: &[&str]| {
        let lines = ran.out.lines().filter(|line| {
            words
                .iter()
                .any(|word| line.split_whitespace().nth(1) == Some(word))
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let ran = world.run(&["doctor", "IN"]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    insta::assert_snapshot!(about(&ran, &["locale", "terminal", "clock", "evidence", "settings"]), @r"
    look   locale     none, and results are UTF-8: quotes and dots may look wrong. Set LANG=C.UTF-8.
    fine   terminal   None: results are written for 110 columns, without colour.
    fine   clock      Not read: times come from the evidence and --as-of.
    fine   evidence   1 file, all of them readable. `seawall inputs` says what each is taken for.
    look   settings   No seawall.toml: hunts against your lists fall back to what devices agree on.
    ");
    world.file("seawall.toml", "format = 1\n[approved]\naaa_server = []\n");
    let ran = world.run(&["doctor", "IN", "nowhere"]);
    assert_eq!(ran.code, Some(2));
    insta::assert_snapshot!(about(&ran, &["evidence"]), @"WRONG  evidence   nowhere cannot be found. Check the path.");
    let ran = world.run(&["doctor", "IN"]);
    assert_eq!(ran.code, Some(2));
    insta::assert_snapshot!(about(&ran, &["settings"]), @"WRONG  settings   Settings that are not understood cannot be followed. Correct the lines named");
    assert!(ran.err.contains("aaa_servers"), "{}", ran.err);
}

#[test]
fn what_to_collect_is_counted_over_the_evidence_given() {
    let world = World::corpus("intrusion");
    let ran = world.run(&["inputs", "--wanted", "IN"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    // The fictional estate's one device without command accounting.
    let first: Vec<&str> = ran.out.lines().skip(1).take(4).collect();
    let first = first.join("\n");
    for part in [
        " 1  The accounting files of your TACACS+",
        "aaa accounting commands 15 default start-stop group PELAGIA-TAC",
        "of rtr-ner-02",
    ] {
        assert!(first.contains(part), "{}", ran.out);
    }
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = world.run(&["completions", shell]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        for word in ["hunt", "require-coverage", "doctor"] {
            assert!(ran.out.contains(word), "{shell}: {word}");
        }
    }
    assert!(world.run(&["man"]).out.starts_with(".ie"));
    let ran = world.run(&["man", "--output", "pages"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for page in ["seawall.1", "seawall-hunt.1", "seawall-content-new-hunt.1"] {
        assert!(world.beside("pages").join(page).is_file(), "{page}");
    }
}

#[test]
fn the_html_report_has_every_finding_and_no_secret() {
    let world = World::corpus("intrusion");
    let page = world
        .run(&["hunt", "IN", "--ephemeral", "--format", "html"])
        .out;
    let report = world.report(&[]);
    for finding in report["findings"].as_array().unwrap() {
        let id = finding["fingerprint"].as_str().unwrap();
        assert!(page.contains(&format!("id {id}")), "{id}");
    }
    for spot in report["blind_spots"].as_array().unwrap() {
        let first = spot["remedy"].as_str().unwrap().lines().next().unwrap();
        let first = first.replace('&', "&amp;").replace('<', "&lt;");
        let first = first.replace('>', "&gt;").replace('"', "&quot;");
        assert!(page.contains(&first), "{first}");
    }
    assert!(page.contains("‹secret A›") && !page.contains("‹secret:"));
}
