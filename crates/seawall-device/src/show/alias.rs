//! `show aliases`: commands that run as other commands.

use seawall_model::tables::DeviceScript;

use super::{Command, Output};

pub(super) const ALIASES: Command = Command {
    id: "show-aliases",
    typed: &["show aliases …"],
    whole: &[""],
    looks: |line| line.ends_with(" mode aliases:"),
    read,
};

/// The aliases that IOS brings along.
const DEFAULTS: [(&str, &str); 7] = [
    ("h", "help"),
    ("lo", "logout"),
    ("p", "ping"),
    ("r", "resume"),
    ("s", "show"),
    ("u", "undebug"),
    ("w", "where"),
];

fn read(output: &mut Output<'_>) {
    let mut mode = None;
    for index in output.lines() {
        let line = output.line(index);
        if let Some(name) = line.strip_suffix(" mode aliases:") {
            mode = Some(name.to_ascii_lowercase());
            output.begin(index);
            continue;
        }
        let Some((alias, runs)) = line.split_once(char::is_whitespace) else {
            continue;
        };
        // Every device has these.
        if DEFAULTS.contains(&(alias, runs.trim())) {
            output.known(index);
        } else if let Some(mode) = &mode {
            let typed = crate::command::read(output.platforms, None, runs, output.secrets);
            let row = DeviceScript {
                kind: "alias".to_owned(),
                name: output.safe(alias),
                trigger: Some(mode.clone()),
                action: Some(typed.command.clone()),
                ..DeviceScript::default()
            };
            output.keep(index, format!("{} {}", row.name, typed.command));
            output.push(row, index);
        }
    }
}
