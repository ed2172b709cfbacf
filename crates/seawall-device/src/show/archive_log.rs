//! `show archive log config`: who typed which configuration command, as the device remembers.

use seawall_model::tables;

use super::{Command, Output};

pub(super) const ARCHIVE_LOG: Command = Command {
    id: "show-archive-log-config",
    typed: &["show archive log config …"],
    whole: &["all", "all contenttype plaintext"],
    looks: |line| line.starts_with("idx ") && line.ends_with("Logged command"),
    read,
};

fn read(output: &mut Output<'_>) {
    for index in output.lines() {
        let line = output.line(index);
        if line.starts_with("idx ") && line.ends_with("Logged command") {
            output.begin(index);
            continue;
        }
        // `   97     1           ann@vty0      |  logging enable`
        let Some((who, typed)) = line.split_once('|') else {
            continue;
        };
        let mut words = who.split_ascii_whitespace();
        let (Some(Ok(sequence)), Some(_)) = (words.next().map(str::parse::<i64>), words.next())
        else {
            continue;
        };
        let who = words.collect::<Vec<_>>().join(" ");
        let (account, terminal) = who.rsplit_once('@').unwrap_or((&who, ""));
        let read = crate::command::read(output.platforms, Some("cisco-ios"), typed, output.secrets);
        let row = tables::Command {
            account: output.some(account),
            terminal: output.some(terminal),
            channel: "archive-log".to_owned(),
            command: read.command,
            topic: read.topic,
            object: read.object,
            address: read.address,
            target: read.target,
            secret: read.secret,
            negated: read.negated,
            sequence: Some(sequence),
            ..tables::Command::default()
        };
        let place = output.safe(&who);
        output.keep(index, format!("{sequence} {place} | {}", row.command));
        output.push(row, index);
    }
}
