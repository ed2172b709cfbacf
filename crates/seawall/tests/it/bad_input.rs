//! Files that are broken, hostile or not files: none stops the run, each is counted and named.

use std::fs;

use crate::seawall::World;

const CONFIGURATION: &str = "!\nversion 17.9\n!\nhostname edge-1\n!\nip ssh version 2\n!\nend\n";

/// What became of each input, as `path: state, kind: reason`.
fn inputs(world: &World) -> String {
    let ran = world.run(&["inputs", "IN", "--ephemeral", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    crate::documents::conforms("seawall.inputs.1.json", &document);
    let word = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
    let lines = document["inputs"].as_array().unwrap().iter().map(|input| {
        let reason = word(&input["reason"]);
        format!(
            "{}: {}, {}: {reason}",
            word(&input["path"]),
            word(&input["state"]),
            word(&input["kind"])
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn whatever_the_bytes_the_run_goes_on() {
    let world = World::new();
    let log =
        "<189>101: Sep 30 2026 08:00:00 UTC: %SYS-5-CONFIG_I: Configured from console by jdoe\n";
    world.file("configs/edge-1.cfg", CONFIGURATION);
    world.file(
        "truncated.cfg",
        "!\nversion 17.9\n!\nhostname edge-2\n!\ninterface GigabitEther",
    );
    world.file("empty", "");
    world.bytes(
        "binary",
        &(0..=255).cycle().take(100_000).collect::<Vec<u8>>(),
        1_790_769_600,
    );
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            CONFIGURATION
                .replace("edge-1", "edge-3")
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    world.bytes("utf-16.cfg", &utf16, 1_790_769_600);
    let mut latin = CONFIGURATION
        .replace("edge-1", "edge-4")
        .replace("ip ssh", "banner X")
        .into_bytes();
    latin.extend(b"! caf\xe9\n");
    world.bytes("latin-1.cfg", &latin, 1_790_769_600);
    world.file("endless.log", &format!("{log}{}", "x".repeat(3_000_000)));
    world.bytes(
        "broken.log.gz",
        &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3],
        1_790_769_600,
    );
    world.file("written.log", &format!("{log}<189>102: Sep 30 20"));
    insta::assert_snapshot!(inputs(&world), @r#"
    binary: not_read, unknown: It is binary, not text: give its contents as text if there is evidence in it.
    broken.log.gz: not_read, unknown: Its compressed data end early or are damaged; what stands before (0 bytes of text) was read: copy it again from where it came.
    configs/edge-1.cfg: read, configuration: 
    empty: not_read, unknown: It is empty. Collect it again, or remove it.
    endless.log: read, log: 
    latin-1.cfg: partly, configuration: It does not end with the line "end": take it again, whole. The text that begins on line 6 does not end: take it again, whole.
    truncated.cfg: partly, configuration: It does not end with the line "end": take it again, whole.
    utf-16.cfg: read, configuration: 
    written.log: read, log:
    "#);
    let ran = world.run(&["hunt", "IN", "--ephemeral"]);
    assert!(
        matches!(ran.code, Some(1 | 3)),
        "{:?} {}",
        ran.code,
        ran.err
    );
}

#[cfg(unix)]
#[test]
fn pipes_loops_and_closed_doors_are_named() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let world = World::new();
    world.file("configs/edge-1.cfg", CONFIGURATION);
    let input = world.input();
    symlink(&input, input.join("loop")).unwrap();
    symlink(input.join("nothing"), input.join("dangling")).unwrap();
    world.file("locked.cfg", CONFIGURATION);
    fs::set_permissions(input.join("locked.cfg"), fs::Permissions::from_mode(0o000)).unwrap();
    let listener = std::os::unix::net::UnixListener::bind(input.join("socket")).unwrap();
    let shown = inputs(&world);
    drop(listener);
    // Whoever may read everything reads the locked file too.
    let locked = shown
        .lines()
        .find(|line| line.starts_with("locked.cfg"))
        .unwrap();
    assert!(
        locked.contains("not_read") || fs::read(input.join("locked.cfg")).is_ok(),
        "{locked}"
    );
    let rest: Vec<&str> = shown
        .lines()
        .filter(|line| !line.starts_with("locked.cfg"))
        .collect();
    insta::assert_snapshot!(rest.join("\n"), @r"
    configs/edge-1.cfg: read, configuration: 
    dangling: not_read, unknown: There is nothing at this path: check how it is written.
    loop: not_read, unknown: It is a symbolic link to a folder that is walked already: nothing to do.
    socket: not_read, unknown: It is a pipe, a socket or a device, which is never opened: save what it carries to a file and give that.
    ");
}

#[test]
fn the_same_file_twice_counts_once() {
    let world = World::new();
    let log =
        "<189>101: Sep 30 2026 08:00:00 UTC: %SYS-5-CONFIG_I: Configured from console by jdoe\n";
    world.file("a/edge-1.log", log).file("b/edge-1.log", log);
    let ran = world.run(&[
        "query",
        "SELECT count(*) AS rows FROM log",
        "IN",
        "--format",
        "csv",
    ]);
    assert_eq!(ran.out, "rows\n1\n");
    insta::assert_snapshot!(inputs(&world), @r"
    a/edge-1.log: read, log: 
    b/edge-1.log: read, unknown: Has the same content as a/edge-1.log, which counts once. Nothing to do.
    ");
}

#[test]
fn a_file_read_before_is_known_and_a_changed_one_read_again() {
    let world = World::new();
    let log =
        "<189>101: Sep 30 2026 08:00:00 UTC: %SYS-5-CONFIG_I: Configured from console by jdoe\n";
    world.file("edge-1.log", log);
    let count = || {
        let sql = "SELECT count(*) AS rows FROM log";
        world
            .run(&["query", sql, "IN", "--store", "store", "--format", "csv"])
            .out
    };
    assert_eq!(count(), "rows\n1\n");
    assert_eq!(count(), "rows\n1\n");
    world.bytes(
        "edge-1.log",
        log.repeat(3).replacen("101", "102", 1).as_bytes(),
        1_790_769_700,
    );
    assert_eq!(count(), "rows\n3\n");
    world.remove("edge-1.log");
    assert_eq!(count(), "rows\n3\n", "the store remembers");
    let ran = world.run(&["hunt", "IN", "--store", "store"]);
    assert!(
        ran.out
            .contains("1 source remembered, no longer among the files given"),
        "{}",
        ran.out
    );
}
