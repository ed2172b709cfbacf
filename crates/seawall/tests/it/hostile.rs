//! The adversary writes the log lines: escape sequences, direction overrides, formulas and masks
//! that look like ours reach no output as they are.

use crate::seawall::World;

/// Everything an output may not contain.
fn harmless(output: &str, what: &str) {
    for c in output.chars() {
        let code = u32::from(c);
        let dangerous = (code < 0x20 && c != '\n')
            || (0x7f..=0x9f).contains(&code)
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        assert!(!dangerous, "{what} prints U+{code:04X}:\n{output:?}");
    }
}

#[test]
fn hostile_text_reaches_no_output_as_it_is() {
    let world = World::new();
    let account =
        "=cmd|'/c calc'!A1<script>alert(1)</script>\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}gnp\u{200b}";
    let fake = "‹secret:00112233445566778899aabbccddeeff›";
    let line = |n: u32| {
        format!(
            "2026-09-30T08:00:0{n}+00:00 edge-1 10{n}: Sep 30 2026 08:00:0{n}.100 UTC: \
             %SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: {account}] [Source: 203.0.113.9] \
             [localport: 21111] at 08:00:0{n} UTC Wed Sep 30 2026 {fake}\n"
        )
    };
    world.file("log/edge-1.log", &(0..9).map(line).collect::<String>());
    world.file(
        "edge-1\u{1b}[2J.cfg",
        &format!("!\nversion 17.9\n!\nhostname edge-1\n!\nusername {account} privilege 15\nend\n"),
    );
    let commands: [&[&str]; 11] = [
        &["hunt", "IN", "--format", "html"],
        &["init", "IN"],
        &["hunt", "IN", "--expand"],
        &["hunt", "IN", "--format", "json", "--per-device"],
        &["inputs", "IN"],
        &["inputs", "IN", "--format", "json"],
        &["query", "SELECT * FROM log", "IN"],
        &["query", "SELECT text FROM log", "IN", "--format", "json"],
        &[
            "query",
            "SELECT account FROM login",
            "IN",
            "--format",
            "csv",
        ],
        &["device", "show", "edge-1", "IN"],
        &["why", "login-on-internal-port", "edge-1", "IN"],
    ];
    for command in commands {
        let ran = world.run(command);
        assert!(
            matches!(ran.code, Some(0 | 1 | 3)),
            "{command:?}: {}",
            ran.err
        );
        harmless(&ran.out, &format!("{command:?}"));
        harmless(&ran.err, &format!("{command:?}"));
        assert!(
            !ran.out.contains("00112233445566778899aabbccddeeff"),
            "{command:?}: {}",
            ran.out
        );
        if command.contains(&"html") {
            assert!(!ran.out.contains("<script"), "{}", ran.out);
            assert!(ran.out.contains("&lt;script&gt;"), "{}", ran.out);
        }
        if command.contains(&"csv") {
            assert!(
                !ran.out
                    .lines()
                    .any(|line| line.starts_with(['=', '"']) && !line.starts_with("\"'=")),
                "{}",
                ran.out
            );
            assert!(ran.out.contains("'="), "{}", ran.out);
        }
    }
}
