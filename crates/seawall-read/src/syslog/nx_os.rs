//! What NX-OS writes into its log beyond the words it shares with IOS: accounting, who configured
//! it from where, and the lines of the Linux under it, which stand in `SYSTEM_MSG` with the program's
//! name behind them: `%AUTHPRIV-6-SYSTEM_MSG: MESSAGE - dcos_sshd[123]`.
//!
//! What it leaves out: other programs of the host; their text is kept.

use seawall_model::{Origin, Rows};

use super::message::{Change, Command, Login, Said};
use super::{Header, Lines, Understood};
use crate::accounting::{NxOsRecord as Record, Place, masked};
use crate::jump_host::{self, Program};
use crate::syslog::header::Mnemonic;
use crate::time::Instant;

/// Reads a message that needs nothing but itself.
pub(super) fn read<'a>(mnemonic: Mnemonic<'_>, message: &'a str) -> Option<Said<'a>> {
    match (mnemonic.facility, mnemonic.name) {
        ("VSHD", "VSHD_SYSLOG_CONFIG_I") => configured(message),
        ("VSHD", "VSHD_SYSLOG_CMD_EXEC") => executed(message),
        (_, "SYSTEM_MSG") => authentication(message),
        _ => None,
    }
}

/// `Configured from vty by NAME on ADDRESS@pts/0`, or `on console0`.
fn configured(message: &str) -> Option<Said<'_>> {
    let (_, rest) = message.split_once("Configured from ")?;
    let (_, who) = rest.split_once(" by ")?;
    let (account, place) = who.trim().rsplit_once(" on ")?;
    let (from, terminal) = match place.rsplit_once('@') {
        Some((from, terminal)) => (Some(from), terminal),
        None => (None, place),
    };
    Some(Said::Change(Change {
        account: some(account),
        from,
        terminal: some(terminal),
        process: None,
    }))
}

/// `User:NAME executed the command:COMMAND`.
fn executed(message: &str) -> Option<Said<'_>> {
    let (account, command) = message.split_once(" executed the command:")?;
    Some(Said::Command(Command {
        channel: "command-log",
        account: some(account.trim().strip_prefix("User:")?),
        command: command.trim(),
        ..Command::default()
    }))
}

/// `pam_aaa:Authentication failed [for user NAME] from ADDRESS - PROGRAM[123]`. Of OpenSSH's
/// attempts the line of OpenSSH itself tells more.
fn authentication(message: &str) -> Option<Said<'_>> {
    let (message, program, _) = of_host(message)?;
    let rest = message.strip_prefix("pam_aaa:")?.trim_start();
    let rest = rest.strip_prefix("Authentication failed")?;
    let (who, from) = rest.rsplit_once("from ")?;
    let account = who.trim().strip_prefix("for user ").map(str::trim);
    if account.is_none() && program == "sshd" {
        return Some(Said::Text);
    }
    Some(Said::Login(Login {
        outcome: "failure",
        account,
        from: some(from),
        service: match program {
            "sshd" => Some("ssh"),
            "login" => Some("console"),
            "telnetd" => Some("telnet"),
            _ => None,
        },
        ..Login::default()
    }))
}

/// A host's message, its program without the maker's prefix, and the program's process.
fn of_host(message: &str) -> Option<(&str, &str, Option<&str>)> {
    let (text, program) = message.trim_end().rsplit_once(" - ")?;
    let (name, process) = match program.split_once('[') {
        Some((name, process)) => (name, Some(process.strip_suffix(']')?)),
        None => (program, None),
    };
    let name = name.rsplit('/').next().unwrap_or(name);
    let name = name.strip_prefix("dcos_").unwrap_or(name);
    let plain = !name.is_empty() && !name.contains(' ');
    plain.then_some((text, name, process))
}

fn some(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

impl Lines<'_> {
    /// Reads a message that goes on from those before it: accounting, and OpenSSH, sudo and su of
    /// the host. Its text without secrets.
    pub(super) fn nx_os(
        &mut self,
        line: &str,
        header: &Header<'_>,
        instant: Option<Instant>,
        conclude: bool,
        origin: Origin,
        rows: &mut dyn Rows,
    ) -> Option<(String, Understood)> {
        let mnemonic = header.mnemonic?;
        let message = line.get(header.message..)?;
        let kept = |read: bool| {
            if read {
                Understood::Read
            } else {
                Understood::Unsupported
            }
        };
        if mnemonic.name == "AAA_ACCOUNTING_MESSAGE" {
            let record = Record::of_message(message)?;
            let seen_as = self.seen_as(header).to_owned();
            let place = Place {
                seen_as: &seen_as,
                instant,
                origin,
                conclude,
            };
            let heard = self
                .accounting
                .rows(&record, &place, self.platforms, &self.secrets, rows);
            let text = masked(line, &record, &heard, &self.secrets);
            return Some((text, kept(heard.read)));
        }
        if mnemonic.name != "SYSTEM_MSG" {
            return None;
        }
        let (text, name, process) = of_host(message)?;
        // A session that PAM opens is named after the program as the maker calls it.
        let program = Program {
            name,
            process,
            message: text.trim_start(),
        };
        if !program.is_known() || program.message.starts_with("pam_aaa:") {
            return None;
        }
        let host = self.seen_as(header).to_owned();
        self.memory.is_device(&host);
        let place = jump_host::Place {
            host: &host,
            instant,
            origin,
            conclude,
        };
        let heard = self
            .memory
            .read(self.platforms, &program, place, &self.secrets, rows);
        let whole = super::replaced(line, program.message, &heard.text, &self.secrets);
        let understood = match heard.understood {
            jump_host::Understood::Read => Understood::Read,
            jump_host::Understood::Irrelevant => Understood::Irrelevant,
            jump_host::Understood::Unsupported => Understood::Unsupported,
        };
        Some((whole, understood))
    }
}
