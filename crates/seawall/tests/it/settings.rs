//! Broken settings and content stop the run with file, line, what was expected and the nearest
//! name; suppressions are counted and end.

use crate::seawall::World;

fn refused(world: &World, arguments: &[&str]) -> String {
    let ran = world.run(arguments);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    ran.err.trim_end().to_owned()
}

#[test]
fn a_broken_settings_file_stops_the_run() {
    let world = World::new();
    world.file(
        "seawall.toml",
        "format = 1\n[approved]\naaa_server = ['192.0.2.1']\n",
    );
    world.file("deep/seawall.ignore.toml", "[[ignore]]\nhunt = 'smart-instal-on'\ndevice = '*'\nreason = 'r'\nowner = 'o'\nexpires = 2026-10-10\n");
    insta::assert_snapshot!(refused(&world, &["hunt", "IN"]), @r#"
    error: deep/seawall.ignore.toml:2: There is no hunt "smart-instal-on". Did you mean "smart-install-on"?
    error: seawall.toml:3: unknown field `aaa_server`. Did you mean "aaa_servers"?
    error: Settings that are not understood cannot be followed. Correct the lines named above.
    "#);
}

#[test]
fn two_settings_files_may_not_differ() {
    let world = World::new();
    world
        .file("a/seawall.toml", "format = 1\n")
        .file("b/seawall.toml", "format = 1\n");
    assert_eq!(world.run(&["hunt", "IN"]).code, Some(3));
    world.file(
        "b/seawall.toml",
        "format = 1\n[approved]\nlog_servers = []\n",
    );
    insta::assert_snapshot!(refused(&world, &["hunt", "IN"]), @"error: a/seawall.toml and b/seawall.toml do not say the same. Keep one seawall.toml.");
}

#[test]
fn a_broken_hunt_or_table_stops_the_run() {
    let world = World::new();
    let content = world.beside("content");
    let write = |path: &str, text: &str| {
        let path = content.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let tree = crate::seawall::project().join("content/hunts/services/smart-install-on/hunt.sql");
    let hunt = std::fs::read_to_string(tree).unwrap();
    write(
        "hunts/services/smart-install-on/hunt.sql",
        &hunt.replace("severity:", "severty:"),
    );
    let message = refused(&world, &["hunt", "IN", "--content", "content"]);
    // Which hunts there are is not what this is about.
    let told: Vec<&str> = message
        .lines()
        .map(|line| line.split(" Valid names:").next().unwrap_or(line))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    error: content/hunts/services/smart-install-on/hunt.sql:14: unknown field `severty`. Did you mean "severity"?
    error: notices/AA25-239A.yaml: There is no hunt "smart-install-on".
    error: The content has 2 problems. Correct the lines named above and run again.
    "#);
    write(
        "hunts/services/smart-install-on/hunt.sql",
        &hunt.replace("FROM device", "FROM devise"),
    );
    let told = world.run(&["content", "check", "--content", "content"]).err;
    assert!(
        told.contains("hunt.sql:") && told.contains("devise"),
        "{told}"
    );
    write("hunts/services/smart-install-on/hunt.sql", &hunt);
    write("tables/login.yaml", "table: login\nkind: evnt\n");
    let message = refused(&world, &["query", "--tables", "--content", "content"]);
    let own = message.lines().find(|line| line.contains("login.yaml"));
    insta::assert_snapshot!(own.unwrap(), @r#"error: content/tables/login.yaml:2: kind: unknown variant `evnt`. Did you mean "event"?"#);
    // Whatever reads the table is told of too.
    assert!(
        message.contains("hunt.sql: There is no table \"login\"."),
        "{message}"
    );
}
