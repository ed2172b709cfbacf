//! What sudo and su write: who ran what as whom (`sudo` 1.8 and 1.9 in its default form; `su` of
//! util-linux, shadow and the BSDs).
//!
//! Of a sudo line only what stands before the command is the program's own; the working directory
//! is a name somebody chose. So the command begins at the first ` ; COMMAND=`, and whatever a
//! directory's name may feign, all that follows is shown.
//!
//! What it leaves out: a command's continuation on further lines (kept as text), sudo's own logs
//! of input and output, doas.

/// What a message tells. Texts are slices of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said<'a> {
    /// It ran: [`parts`] has the command.
    Command {
        account: &'a str,
        terminal: Option<&'a str>,
    },
    /// Somebody became another account.
    Became {
        account: &'a str,
        terminal: Option<&'a str>,
        other: &'a str,
    },
    /// Somebody failed to.
    Failed {
        /// Whose password was wanted.
        account: &'a str,
        terminal: Option<&'a str>,
        times: u64,
    },
    /// It was refused: nothing ran.
    Refused,
    /// Nothing for any table.
    Nothing,
}

/// A message of sudo in the pieces that are masked each in its own way; together they are the
/// message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    pub(super) head: &'a str,
    /// Variables given on the command line, and what stands after them.
    pub(super) environment: &'a str,
    /// `COMMAND=`
    pub(super) label: &'a str,
    pub(super) command: &'a str,
}

/// Takes a message of sudo apart.
pub(super) fn parts(message: &str) -> Parts<'_> {
    const LABEL: &str = "COMMAND=";
    let at = message.match_indices(LABEL).map(|(at, _)| at).find(|at| {
        message
            .get(..*at)
            .is_some_and(|head| head.ends_with(" ; ") || head.ends_with(" : "))
    });
    let (rest, labelled) = message.split_at(at.unwrap_or(message.len()));
    let (label, command) = labelled.split_at(labelled.len().min(LABEL.len()));
    let (head, environment) = rest.split_at(rest.find(" ; ENV=").unwrap_or(rest.len()));
    Parts {
        head,
        environment,
        label,
        command,
    }
}

/// Reads a message of sudo; nothing if it is none that is known.
pub(super) fn sudo(message: &str) -> Option<Said<'_>> {
    let message = message.trim();
    if message.starts_with("pam_") {
        return Some(Said::Nothing);
    }
    let parts = parts(message);
    let (account, head) = parts.head.split_once(" : ")?;
    let account = account.trim();
    let terminal = head
        .split(" ; ")
        .find_map(|field| field.strip_prefix("TTY="))
        .map(|terminal| terminal.strip_prefix("/dev/").unwrap_or(terminal));
    let terminal = terminal.filter(|terminal| !matches!(*terminal, "" | "unknown" | "none"));
    let first = head.split(" ; ").next().unwrap_or_default().trim();
    let attempts = first
        .split_once(" incorrect password attempt")
        .map(|(times, _)| times.parse().unwrap_or(1));
    if let Some(times) = attempts {
        return Some(Said::Failed {
            account,
            terminal,
            times,
        });
    }
    // What ran begins with a field; what did not, with the reason.
    let ran = ["TTY=", "PWD=", "USER=", "HOST="]
        .iter()
        .any(|field| head.starts_with(field))
        || head.is_empty();
    match (ran, parts.command.is_empty()) {
        (true, false) => Some(Said::Command { account, terminal }),
        (true, true) => None,
        (false, _) => Some(Said::Refused),
    }
}

/// Reads a message of su.
pub(super) fn su(message: &str) -> Option<Said<'_>> {
    let message = message.trim();
    if message.starts_with("pam_") {
        return Some(Said::Nothing);
    }
    let (message, failed) = match message.strip_prefix("FAILED SU ") {
        Some(rest) => (rest, true),
        None => (message, false),
    };
    // `(to root) ops on pts/0`
    if let Some((other, rest)) = message
        .strip_prefix("(to ")
        .and_then(|rest| rest.split_once(") "))
    {
        let (account, terminal) = rest.rsplit_once(" on ").unwrap_or((rest, ""));
        return Some(became(account, other, terminal, failed));
    }
    // `+ pts/0 ops:root`, `- pts/0 ops:root`
    let marked = message
        .strip_prefix("+ ")
        .map(|rest| (rest, false))
        .or_else(|| message.strip_prefix("- ").map(|rest| (rest, true)));
    if let Some((rest, failed)) = marked {
        let (terminal, who) = rest.split_once(' ')?;
        let (account, other) = who.split_once([':', '-'])?;
        return Some(became(account, other, terminal, failed));
    }
    // `Successful su for root by ops`, `FAILED su for root by ops`
    for (start, failed) in [("Successful su for ", false), ("FAILED su for ", true)] {
        if let Some(rest) = message.strip_prefix(start) {
            let (other, account) = rest.split_once(" by ")?;
            return Some(became(account, other, "", failed));
        }
    }
    // `ops to root on /dev/pts/0`, `BAD SU ops to root on /dev/pts/0`
    let (rest, failed) = match message.strip_prefix("BAD SU ") {
        Some(rest) => (rest, true),
        None => (message, false),
    };
    let (who, terminal) = rest.rsplit_once(" on ")?;
    let (account, other) = who.split_once(" to ")?;
    Some(became(account, other, terminal, failed))
}

fn became<'a>(account: &'a str, other: &'a str, terminal: &'a str, failed: bool) -> Said<'a> {
    let terminal = terminal.trim();
    let terminal = terminal.strip_prefix("/dev/").unwrap_or(terminal);
    let terminal = (!matches!(terminal, "" | "none" | "???")).then_some(terminal);
    if failed {
        return Said::Failed {
            account: other,
            terminal,
            times: 1,
        };
    }
    Said::Became {
        account,
        terminal,
        other,
    }
}
