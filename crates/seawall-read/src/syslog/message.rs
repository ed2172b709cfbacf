//! What messages say beyond their text: commands, logins, changes of the configuration.
//!
//! Messages of IOS and IOS XE, and those that other Cisco systems write in the same words. What it
//! leaves out: every other message; its text is kept and searched, nothing is concluded.

use seawall_model::Address;

use super::header::Mnemonic;

/// What a message says. Texts are slices of the line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Said<'a> {
    /// Somebody typed this.
    Command(Command<'a>),
    /// Somebody logged in, failed to, or left.
    Login(Login<'a>),
    /// The configuration was changed.
    Change(Change<'a>),
    /// It holds something no table takes yet.
    Unsupported,
    /// Its text is all.
    Text,
}

/// A command in a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Command<'a> {
    pub(crate) channel: &'static str,
    pub(crate) account: Option<&'a str>,
    pub(crate) terminal: Option<&'a str>,
    pub(crate) privilege: Option<i64>,
    /// What was typed.
    pub(crate) command: &'a str,
}

/// A login in a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Login<'a> {
    pub(crate) outcome: &'static str,
    pub(crate) account: Option<&'a str>,
    pub(crate) from: Option<&'a str>,
    pub(crate) terminal: Option<String>,
    pub(crate) local_port: Option<i64>,
    pub(crate) service: Option<&'static str>,
}

/// A change in a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Change<'a> {
    pub(crate) account: Option<&'a str>,
    pub(crate) from: Option<&'a str>,
    pub(crate) terminal: Option<&'a str>,
    pub(crate) process: Option<&'a str>,
}

/// Reads a message. `message` begins after the mnemonic's colon.
pub(crate) fn read<'a>(mnemonic: Mnemonic<'_>, message: &'a str) -> Said<'a> {
    let message = message.trim_start();
    let said = match (mnemonic.facility, mnemonic.name) {
        ("PARSER", "CFGLOG_LOGGEDCMD") => config_logger(message),
        ("HA_EM", "LOG") => event_manager(message),
        ("AAAA" | "AAA", "ACCTLOCAL") => local_accounting(message),
        ("SEC_LOGIN", "LOGIN_SUCCESS") => bracketed_login(message, "success"),
        ("SEC_LOGIN", "LOGIN_FAILED" | "QUIET_MODE_ON") => bracketed_login(message, "failure"),
        ("SSH", "SSH2_USERAUTH" | "SSH_USERAUTH") => ssh_authentication(message),
        ("SSH", "SSH2_CLOSE" | "SSH_CLOSE") => ssh_close(message),
        ("SYS", "LOGOUT") => logout(message),
        ("SYS", "TTY_EXPIRE_TIMER") => expired(message),
        ("DMI", "AUTH_PASSED" | "AUTHENTICATION_FAILED") => management_interface(message),
        ("WEBSERVER", "LOGIN_PASSED") => web_login(message, "success"),
        ("WEBSERVER", "LOGIN_FAILED") => web_login(message, "failure"),
        (_, "CONFIG_I") => configured(message),
        (_, "CONFIG_P") => configured_by_program(message),
        ("AAA", "AAA_ACCOUNTING_MESSAGE") => Some(Said::Unsupported),
        _ => {
            super::nx_os::read(mnemonic, message).or_else(|| super::ios_xr::read(mnemonic, message))
        }
    };
    said.unwrap_or(Said::Text)
}

/// The text between `before` and the next `after` (or the end).
pub(super) fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after).map_or(rest, |(value, _)| value))
}

pub(super) fn named(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// `User:NAME  logged command:COMMAND`; `!exec: ` marks commands of the exec level.
fn config_logger(message: &str) -> Option<Said<'_>> {
    let (user, command) = message.split_once("logged command:")?;
    let user = user.trim().strip_prefix("User:").unwrap_or(user);
    let command = command.strip_prefix("!exec:").unwrap_or(command);
    Some(Said::Command(Command {
        channel: "config-logger",
        account: named(user),
        command: command.trim_start(),
        ..Command::default()
    }))
}

/// `APPLET: TEXT`. An applet's name says whether it logs commands; some also say who typed it.
fn event_manager(message: &str) -> Option<Said<'_>> {
    const WORDS: [&str; 7] = [
        "catchall", "cli", "command", "cmd", "account", "audit", "typed",
    ];
    let (applet, text) = message.split_once(':')?;
    let lower = applet.trim().to_ascii_lowercase();
    let text = text.trim_start();
    let executed = text.find("xecuted[").map(|at| at + "xecuted[".len());
    if executed.is_none() && !WORDS.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let (head, command) = match executed {
        Some(at) => {
            let (head, command) = text.split_at_checked(at)?;
            (
                head,
                command
                    .rsplit_once(']')
                    .map_or(command, |(command, _)| command),
            )
        }
        None => ("", text),
    };
    Some(Said::Command(Command {
        channel: "eem-catchall",
        account: between(head, "User:", " ").and_then(named),
        terminal: between(head, "Port:", " ").and_then(named),
        command,
        ..Command::default()
    }))
}

/// `Username: NAME Privilege level: 15 Command: COMMAND <cr>`.
fn local_accounting(message: &str) -> Option<Said<'_>> {
    let (head, command) = message.split_once("Command: ")?;
    Some(Said::Command(Command {
        channel: "command-accounting",
        account: between(head, "Username:", "Privilege").and_then(named),
        privilege: head
            .rsplit_once("level:")
            .and_then(|(_, level)| level.trim().parse().ok()),
        command: command.trim_end().trim_end_matches("<cr>").trim_end(),
        ..Command::default()
    }))
}

/// `[user: NAME] [Source: ADDRESS] [localport: 22]`.
fn bracketed_login<'a>(message: &'a str, outcome: &'static str) -> Option<Said<'a>> {
    // A user's name is typed by whoever knocks: what the device adds stands last.
    let (before_source, after) = message.rsplit_once("[Source:").unwrap_or((message, ""));
    let source = after.split(']').next();
    let local_port = between(after, "[localport:", "]").and_then(|port| port.trim().parse().ok());
    let account = before_source
        .split_once("[user:")
        .map(|(_, rest)| rest.trim().strip_suffix(']').unwrap_or(rest));
    let from = source.and_then(named);
    if account.is_none() && from.is_none() {
        return None;
    }
    Some(Said::Login(Login {
        outcome,
        account: account.and_then(named),
        from,
        terminal: None,
        local_port,
        service: match local_port {
            Some(22) => Some("ssh"),
            Some(23) => Some("telnet"),
            Some(80) => Some("http"),
            Some(443) => Some("https"),
            Some(0) => Some("console"),
            _ => None,
        },
    }))
}

/// `User 'NAME' authentication for SSH2 Session from ADDRESS (tty = 0) using … Succeeded`.
fn ssh_authentication(message: &str) -> Option<Said<'_>> {
    let outcome = match message.trim_end().rsplit(' ').next()? {
        "Succeeded" => "success",
        "Failed" => "failure",
        _ => return None,
    };
    // The name is typed by whoever knocks: the session stands last.
    let (user, session) = message.rsplit_once(" Session from ")?;
    let (_, user) = user.split_once("ser '")?;
    let (user, _) = user.rsplit_once('\'')?;
    Some(ssh(user, session, outcome))
}

/// `SSH2 Session from ADDRESS (tty = 0) for user 'NAME' using … closed`.
fn ssh_close(message: &str) -> Option<Said<'_>> {
    let (_, session) = message.split_once(" Session from ")?;
    let user = between(session, "user '", "' using").unwrap_or_default();
    Some(ssh(user, session, "logout"))
}

fn ssh<'a>(user: &'a str, session: &'a str, outcome: &'static str) -> Said<'a> {
    Said::Login(Login {
        outcome,
        account: named(user),
        from: session.split(' ').next(),
        terminal: between(session, "(tty = ", ")").map(|line| format!("vty{}", line.trim())),
        local_port: None,
        service: Some("ssh"),
    })
}

/// `User NAME has exited tty session 2(ADDRESS)`.
fn logout(message: &str) -> Option<Said<'_>> {
    let (user, rest) = message.rsplit_once(" has exited tty session ")?;
    let (line, rest) = rest.split_once('(')?;
    Some(Said::Login(Login {
        outcome: "logout",
        account: named(user.strip_prefix("User").unwrap_or(user)),
        from: rest.split(')').next().and_then(named),
        terminal: named(line).map(|line| format!("tty{line}")),
        ..Login::default()
    }))
}

/// `(exec timer expired, tty 2 (ADDRESS)), user NAME`.
fn expired(message: &str) -> Option<Said<'_>> {
    let (head, user) = message.rsplit_once("user ")?;
    Some(Said::Login(Login {
        outcome: "logout",
        account: named(user),
        from: between(head, " (", ")").and_then(named),
        terminal: between(head, "tty ", " ").map(|line| format!("tty{line}")),
        ..Login::default()
    }))
}

/// `… User 'NAME' authenticated successfully from ADDRESS:PORT … for netconf over ssh`.
fn management_interface(message: &str) -> Option<Said<'_>> {
    let (head, rest) = message.split_once(" from ")?;
    let end = rest.find(' ').unwrap_or(rest.len());
    let from = rest.get(..end)?.trim_end_matches('.');
    Some(Said::Login(Login {
        outcome: if head.contains("success") {
            "success"
        } else {
            "failure"
        },
        account: between(head, "User '", "'").and_then(named),
        from: from.rsplit_once(':').map(|(address, _)| address),
        terminal: None,
        local_port: None,
        service: match between(rest, " for ", " over") {
            Some("netconf") => Some("netconf"),
            Some("restconf") => Some("restconf"),
            _ => None,
        },
    }))
}

/// `… Login Successful from host ADDRESS by user 'NAME' using crypto cipher '…'`.
fn web_login<'a>(message: &'a str, outcome: &'static str) -> Option<Said<'a>> {
    let (_, rest) = message.split_once(" from host ")?;
    let (from, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let (_, user) = rest.split_once("user '").unwrap_or_default();
    let user = user.split_once("' using").map_or(user, |(user, _)| user);
    Some(Said::Login(Login {
        outcome,
        account: named(user.trim_end_matches('\'')),
        from: named(from),
        service: Some("http"),
        ..Login::default()
    }))
}

/// `Configured from SOURCE by WHO on LINE (ADDRESS)`, in any shorter form.
fn configured(message: &str) -> Option<Said<'_>> {
    let (_, rest) = message.split_once("Configured from ")?;
    let (source, who) = rest.split_once(" by ")?;
    // `by admin, transaction-id 12345` of NETCONF.
    let who = who.split(", transaction").next().unwrap_or(who);
    let mut change = who_on_line(who);
    if !is_line(source) && source != "memory" {
        change.process = named(source);
    }
    Some(Said::Change(change))
}

/// `Configured programmatically by process NAME from console as WHO on LINE (ADDRESS)`.
fn configured_by_program(message: &str) -> Option<Said<'_>> {
    let (_, rest) = message.split_once("by process ")?;
    let (process, rest) = rest.split_once(" from ").unwrap_or((rest, ""));
    let mut change = match rest.split_once(" as ") {
        Some((_, who)) => who_on_line(who),
        None => Change::default(),
    };
    change.process = named(process);
    Some(Said::Change(change))
}

/// `WHO on LINE (ADDRESS)`, `LINE (ADDRESS)`, `WHO on LINE`, `WHO`.
fn who_on_line(text: &str) -> Change<'_> {
    let text = text.trim();
    // The address in brackets stands last; a name with brackets in it cannot displace it.
    let (who, from) = match text.rsplit_once(" (") {
        Some((who, rest)) => (who, rest.split(')').next()),
        None => (text, None),
    };
    let (account, line) = match who.rsplit_once(" on ") {
        Some((account, line)) => (Some(account), Some(line)),
        None if is_line(who) => (None, Some(who)),
        None => (Some(who), None),
    };
    Change {
        account: account.and_then(named),
        from: from.and_then(named),
        terminal: line.and_then(named),
        process: None,
    }
}

fn is_line(word: &str) -> bool {
    let kind = word
        .trim()
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == '/');
    matches!(kind, "vty" | "tty" | "console" | "con" | "aux" | "line")
}

/// Where somebody came from, as an address or else as a name.
pub(crate) fn address_or_name(from: Option<&str>) -> (Option<Address>, Option<String>) {
    match from.map(str::trim) {
        None | Some("" | "-" | "LOCAL" | "UNKNOWN" | "unknown" | "async" | "0.0.0.0") => {
            (None, None)
        }
        Some(from) => match Address::parse(from) {
            Some(address) => (Some(address), None),
            None if from.starts_with("Unknown host") => (None, None),
            None => (None, Some(from.to_owned())),
        },
    }
}
