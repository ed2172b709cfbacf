//! What OpenSSH's server writes (`auth.c`, `session.c`, `packet.c` of OpenSSH 3 to 10) and what PAM
//! writes in its name.
//!
//! Whoever knocks chooses the account's name, and may choose one that reads like a message. So a
//! failure is read from its right end, where the server writes address and port, and what the
//! message is about from its left end. A success names an account that exists, and is read from
//! the left.
//!
//! What it leaves out: keys that a client offered and the server refused (`Failed publickey`): a
//! client offers all it has, and only what comes of the connection tells something; forwarding,
//! subsystems, transfer counts.

/// What a message tells. Texts are slices of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said<'a> {
    /// Somebody came in.
    Accepted {
        account: &'a str,
        peer: Peer<'a>,
        /// Fingerprint of the key that opened it.
        key: Option<&'a str>,
    },
    /// PAM opened the session: the second word of a success.
    Opened { account: &'a str },
    /// PAM closed it.
    Closed { account: &'a str },
    /// The connection of somebody who was in ended.
    Left { account: &'a str, peer: Peer<'a> },
    /// Somebody failed to come in.
    Failed(Failure<'a>),
    /// Nothing for any table.
    Nothing,
}

/// The other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Peer<'a> {
    pub(super) from: &'a str,
    pub(super) port: &'a str,
}

/// A failed attempt, or one of the messages that tell of the same attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failure<'a> {
    pub(super) account: &'a str,
    /// Whether the host knows no such account: then the name is whatever somebody typed.
    pub(super) invalid: bool,
    pub(super) from: &'a str,
    pub(super) part: Part,
    /// How often, where the log folds repetitions.
    pub(super) times: u64,
}

/// Which of the messages about an attempt this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Comes before the verdict, where there is one.
    Announced,
    /// The verdict on one attempt.
    Verdict,
    /// The connection ended without success: an attempt of its own only where no other message
    /// told of one.
    Ended,
}

/// Reads a message; nothing if it is none that is known.
pub(super) fn read(message: &str) -> Option<Said<'_>> {
    let message = message.trim();
    let (message, times) = repeated(message);
    let message = message.strip_suffix(" [preauth]").unwrap_or(message);
    let message = message.strip_prefix("error: ").unwrap_or(message);
    if let Some(rest) = message.strip_prefix("Accepted ") {
        return accepted(rest);
    }
    if let Some(rest) = message.strip_prefix("Failed ") {
        return failed(rest, times);
    }
    if let Some(rest) = strip_either(message, "Invalid user ", "Illegal user ") {
        let (account, from) = match at_end(rest) {
            Some((account, peer)) => (account, peer.from),
            None => rest.rsplit_once("from ")?,
        };
        return Some(Said::Failed(Failure {
            account: account.trim_end(),
            invalid: true,
            from,
            part: Part::Announced,
            times,
        }));
    }
    if let Some(rest) = message.strip_prefix("User ") {
        let (rest, _) = rest.rsplit_once(" not allowed because ")?;
        return failure(rest, Part::Announced, times);
    }
    if let Some(rest) = message.strip_prefix("PAM: ") {
        // `Authentication failure for illegal user NAME from ADDRESS`
        let (_, rest) = rest.split_once(" for ")?;
        return failure(rest, Part::Announced, times);
    }
    if let Some(rest) = message.strip_prefix("maximum authentication attempts exceeded for ") {
        let (account, peer) = at_end(without_protocol(rest)?)?;
        return Some(ended(account, peer));
    }
    for start in [
        "Disconnected from ",
        "Connection closed by ",
        "Connection reset by ",
        "Disconnecting ",
    ] {
        if let Some(rest) = message.strip_prefix(start) {
            return disconnected(rest);
        }
    }
    if message.starts_with("pam_") {
        return pam(message);
    }
    is_noise(message).then_some(Said::Nothing)
}

/// `message repeated 3 times: [ MESSAGE]`, as log daemons fold repetitions.
fn repeated(message: &str) -> (&str, u64) {
    let folded = message
        .strip_prefix("message repeated ")
        .and_then(|rest| rest.split_once(" times: ["))
        .and_then(|(times, rest)| Some((rest.strip_suffix(']')?.trim(), times.parse().ok()?)));
    folded.unwrap_or((message, 1))
}

fn strip_either<'a>(text: &'a str, one: &str, other: &str) -> Option<&'a str> {
    text.strip_prefix(one).or_else(|| text.strip_prefix(other))
}

/// ` ssh2` at the end.
fn without_protocol(text: &str) -> Option<&str> {
    text.strip_suffix(" ssh2")
        .or_else(|| text.strip_suffix(" ssh1"))
        .or_else(|| text.strip_suffix(" ssh"))
}

/// `WHO from ADDRESS port NUMBER`, read from the right end.
fn at_end(text: &str) -> Option<(&str, Peer<'_>)> {
    let (rest, port) = text.rsplit_once(" port ")?;
    let (who, from) = match rest.rsplit_once(" from ") {
        Some(split) => split,
        // Somebody knocked with an empty name.
        None => ("", rest.strip_prefix("from ")?),
    };
    (is_number(port) && !from.contains(' ')).then_some((who, Peer { from, port }))
}

fn is_number(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `METHOD for NAME from ADDRESS port NUMBER ssh2[: KEY]`. The account exists, so its name is no
/// trap; what follows the key may be (a certificate's id).
fn accepted(rest: &str) -> Option<Said<'_>> {
    let (_method, rest) = rest.split_once(" for ")?;
    rest.match_indices(" from ").find_map(|(at, from_word)| {
        let account = rest.get(..at)?;
        let (from, after) = rest.get(at + from_word.len()..)?.split_once(" port ")?;
        let (port, after) = after.split_once(' ')?;
        let protocol = after.split([' ', ':']).next()?;
        let fits = is_number(port) && !from.contains(' ') && protocol.starts_with("ssh");
        fits.then(|| Said::Accepted {
            account,
            peer: Peer { from, port },
            key: after
                .split_once(": ")
                .and_then(|(_, key)| key.split(' ').nth(1)),
        })
    })
}

/// `METHOD for [invalid user ]NAME from ADDRESS port NUMBER ssh2`.
fn failed(rest: &str, times: u64) -> Option<Said<'_>> {
    let (method, rest) = rest.split_once(" for ")?;
    if matches!(method, "publickey" | "hostbased" | "none") {
        return Some(Said::Nothing);
    }
    let (who, peer) = at_end(without_protocol(rest)?)?;
    let (account, invalid) = account(who);
    Some(Said::Failed(Failure {
        account,
        invalid,
        from: peer.from,
        part: Part::Verdict,
        times,
    }))
}

/// `[invalid user ]NAME from ADDRESS`.
fn failure(rest: &str, part: Part, times: u64) -> Option<Said<'_>> {
    let (who, from) = rest.rsplit_once(" from ")?;
    let (account, invalid) = account(who);
    Some(Said::Failed(Failure {
        account,
        invalid,
        from,
        part,
        times,
    }))
}

fn account(who: &str) -> (&str, bool) {
    match strip_either(who, "invalid user ", "illegal user ") {
        Some(account) => (account, true),
        // The name was empty, and its blank fell to what was cut off before.
        None => (
            who,
            matches!(who, "invalid user" | "illegal user") || who.is_empty(),
        ),
    }
}

fn ended<'a>(who: &'a str, peer: Peer<'a>) -> Said<'a> {
    let (account, invalid) = account(who);
    Said::Failed(Failure {
        account,
        invalid,
        from: peer.from,
        part: Part::Ended,
        times: 1,
    })
}

/// `[user |authenticating user |invalid user ]NAME ADDRESS port NUMBER[: REASON]`, after the words
/// that say it ended.
fn disconnected(rest: &str) -> Option<Said<'_>> {
    let (who, port) = rest.rsplit_once(" port ")?;
    let port = port.split(':').next()?;
    let (who, from) = who.rsplit_once(' ').unwrap_or(("", who));
    let peer = Peer { from, port };
    if !is_number(port) {
        return None;
    }
    if let Some(account) = who.strip_prefix("authenticating user ") {
        return Some(ended(account, peer));
    }
    if who.starts_with("invalid user") {
        return Some(ended(who, peer));
    }
    match who.strip_prefix("user ") {
        Some(account) => Some(Said::Left { account, peer }),
        None => Some(Said::Nothing),
    }
}

/// `pam_unix(sshd:session): session opened for user NAME(uid=1000) by (uid=0)`.
fn pam(message: &str) -> Option<Said<'_>> {
    let (module, rest) = message.split_once("): ")?;
    if !module.ends_with(":session") {
        return Some(Said::Nothing);
    }
    let account = |rest: &'_ str| -> Option<usize> {
        let end = rest.split(" by ").next().unwrap_or(rest).len();
        Some(rest.get(..end)?.find("(uid=").unwrap_or(end))
    };
    if let Some(rest) = rest.strip_prefix("session opened for user ") {
        let account = rest.get(..account(rest)?)?;
        return Some(Said::Opened { account });
    }
    if let Some(rest) = rest.strip_prefix("session closed for user ") {
        let account = rest.get(..account(rest)?)?;
        return Some(Said::Closed { account });
    }
    Some(Said::Nothing)
}

/// Messages that tell nothing that a table takes.
fn is_noise(message: &str) -> bool {
    const STARTS: [&str; 24] = [
        "Accepted key ",
        "Bad protocol version identification",
        "Banner exchange:",
        "Close session:",
        "Connection from ",
        "Connection closed by ",
        "Did not receive identification string",
        "Excess permission or bad ownership",
        "Exiting on signal",
        "Found matching ",
        "Postponed ",
        "Received disconnect from ",
        "Received signal ",
        "Server listening on ",
        "Starting session:",
        "Timeout, client not responding",
        "Transferred:",
        "Unable to negotiate ",
        "User child is on pid ",
        "banner exchange:",
        "kex_exchange_identification:",
        "kex_protocol_error:",
        "ssh_dispatch_run_fatal:",
        "subsystem request for ",
    ];
    STARTS.iter().any(|start| message.starts_with(start))
}
