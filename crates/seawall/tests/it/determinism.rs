//! The same files give the same bytes: twice, in another order, with other threads, in another
//! time zone and language, elsewhere on the disk.

use crate::seawall::World;

#[test]
fn the_same_files_give_the_same_bytes() {
    let world = World::corpus("intrusion");
    let elsewhere = World::corpus("intrusion");
    for format in ["json", "table", "html"] {
        let run = |world: &World, more: &[&str], variables: &[(&str, &str)]| {
            let arguments = [&["hunt", "IN", "--format", format, "--quiet"], more].concat();
            let ran = world.run_with(&arguments, |command| {
                command.envs(variables.iter().copied());
            });
            assert_eq!(ran.code, Some(1), "{}", ran.err);
            ran.out
        };
        let first = run(&world, &["--ephemeral", "--threads", "1"], &[]);
        let strange = [
            ("TZ", "Asia/Tokyo"),
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "C"),
        ];
        assert_eq!(
            first,
            run(&world, &["--threads", "3"], &strange),
            "threads, zone, language"
        );
        assert_eq!(first, run(&world, &[], &[]), "known files");
        assert_eq!(
            first,
            run(&elsewhere, &["--ephemeral"], &[]),
            "another folder"
        );
    }
}

#[test]
fn the_order_of_arguments_does_not_matter() {
    let world = World::corpus("quiet");
    let (a, b) = ("in/configs-2026-09-30", "in/aaa");
    let run = |first: &str, second: &str| {
        world
            .run(&["hunt", first, second, "--ephemeral", "--format", "json"])
            .out
    };
    assert_eq!(run(a, b), run(b, a));
}
