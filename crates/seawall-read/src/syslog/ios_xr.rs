//! What messages of IOS XR say beyond their text: commits, logins over the terminal and over SSH,
//! and entries into the shell of the Linux below.
//!
//! Names are typed by whoever knocks, so what the device adds is looked for from the end. What it
//! leaves out: every other message; a failed commit changes nothing.

use super::header::Mnemonic;
use super::message::{Change, Login, Said, between, named};

/// Reads a message; `None` if it says nothing for any table.
pub(super) fn read<'a>(mnemonic: Mnemonic<'_>, message: &'a str) -> Option<Said<'a>> {
    let is = |facility: &str| mnemonic.facility.eq_ignore_ascii_case(facility);
    match mnemonic.name {
        "DB_COMMIT" | "DB_COMMIT_ADMIN" => committed(message),
        "AUTHEN_SUCCESS" if is("SECURITY-LOGIN") => quoted_login(message, "success"),
        "AUTHEN_FAILED" if is("SECURITY-LOGIN") => quoted_login(message, "failure"),
        "CLOSE" if is("SECURITY-LOGIN") => quoted_login(message, "logout"),
        "INFO_SUCCESS" if is("SECURITY-SSHD") => ssh(quoted_login(message, "success")?),
        "INFO_FAILURE" if is("SECURITY-SSHD") => ssh(quoted_login(message, "failure")?),
        "INFO_USER_LOGOUT" if is("SECURITY-SSHD") => ssh(quoted_login(message, "logout")?),
        "INFO_GENERAL" | "ERR_GENERAL" if is("SECURITY-SSHD_SYSLOG_PRX") => open_ssh(message),
        "RUN_LOGIN" => shell(message, " logged into shell from ", "success"),
        "RUN_LOGOUT" => shell(message, " logged out of shell from ", "logout"),
        _ => None,
    }
}

/// `Configuration committed by user 'NAME'. Use 'show configuration commit changes 1000000012' to …`.
fn committed(message: &str) -> Option<Said<'_>> {
    let (_, rest) = message.split_once("committed by user '")?;
    let (account, _) = rest.rsplit_once("'. Use ").or(rest.rsplit_once('\''))?;
    Some(Said::Change(Change {
        account: named(account),
        ..Change::default()
    }))
}

/// `Successfully authenticated user 'NAME' from 'ADDRESS' on 'vty0'`, `Failed authentication attempt
/// by user 'NAME' from 'ADDRESS' on 'vty0'`, `User 'NAME' from 'ADDRESS' logged out on 'vty0'`,
/// `User 'NAME' logged out`.
fn quoted_login<'a>(message: &'a str, outcome: &'static str) -> Option<Said<'a>> {
    let (_, user) = message.split_once("ser '")?;
    let Some((account, rest)) = user.rsplit_once("' from '") else {
        let (account, _) = user.rsplit_once('\'')?;
        return Some(Said::Login(Login {
            outcome,
            account: named(account),
            ..Login::default()
        }));
    };
    let from = rest.split('\'').next().and_then(named);
    let terminal = between(rest, " on '", "'").and_then(named);
    let console = from == Some("console") || terminal.is_some_and(|line| line.starts_with("con"));
    Some(Said::Login(Login {
        outcome,
        account: named(account),
        from: from.filter(|from| *from != "console"),
        terminal: terminal.map(str::to_owned),
        local_port: None,
        service: console.then_some("console"),
    }))
}

fn ssh(said: Said<'_>) -> Option<Said<'_>> {
    let Said::Login(login) = said else {
        return None;
    };
    Some(Said::Login(Login {
        service: Some("ssh"),
        ..login
    }))
}

/// `sshd[5218]: Accepted publickey for NAME from ADDRESS port 43990 ssh2`, `Failed password for
/// invalid user NAME from …`: later releases run OpenSSH and pass its lines on.
fn open_ssh(message: &str) -> Option<Said<'_>> {
    let (process, text) = message.split_once("]: ")?;
    if !process.starts_with("sshd") {
        return None;
    }
    let (outcome, rest) = match text.split_once(' ')? {
        ("Accepted", rest) => ("success", rest),
        ("Failed", rest) => ("failure", rest),
        _ => return None,
    };
    let (_, rest) = rest.split_once(" for ")?;
    let (account, from) = rest.rsplit_once(" from ")?;
    let account = account.strip_prefix("invalid user ").unwrap_or(account);
    Some(Said::Login(Login {
        outcome,
        account: named(account).filter(|account| *account != "<unknown>"),
        from: from.split(' ').next(),
        service: Some("ssh"),
        ..Login::default()
    }))
}

/// `User root logged into shell from con0/RP0/CPU0`: somebody is in the Linux below.
fn shell<'a>(message: &'a str, said: &str, outcome: &'static str) -> Option<Said<'a>> {
    let (user, terminal) = message.rsplit_once(said)?;
    Some(Said::Login(Login {
        outcome,
        account: named(user.strip_prefix("User ").unwrap_or(user)),
        terminal: named(terminal).map(str::to_owned),
        service: Some("shell"),
        ..Login::default()
    }))
}
