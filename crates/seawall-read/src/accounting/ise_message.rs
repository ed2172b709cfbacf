//! One message of Cisco ISE, as its remote logging targets send it and its local store keeps it
//! (Cisco's "ISE Syslogs" guide): a tag, a message number, how many segments and which one this is;
//! in the first segment a stamp, a sequence number, a code, a severity, a category and what
//! happened; then attributes between commas, in which `,` `;` `\` and brackets are escaped by a
//! backslash.
//!
//! What it leaves out: what stands inside `Response={…}`, and steps.

use std::borrow::Cow;

use crate::syslog::Header;
use crate::time::{Stamp, stamp};

/// Segments one message has at most: a larger number is no number of segments.
const MOST_SEGMENTS: u32 = 64;

/// A line that is a segment of a message, or a whole one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment<'a> {
    /// Without `CISE_`; empty in the local store.
    pub(super) tag: &'a str,
    /// The message's number; empty in the local store.
    pub(super) id: &'a str,
    pub(super) total: u32,
    pub(super) index: u32,
    /// The rest of the line.
    pub(super) text: &'a str,
}

/// The segment that a line is, if it is one.
pub(super) fn segment<'a>(line: &'a str, header: &Header<'a>) -> Option<Segment<'a>> {
    let message = line.get(header.message..)?;
    let (tag, rest) = match header.program {
        Some((program, _)) => (program, message),
        None => message.split_at(message.find([' ', ':'])?),
    };
    let Some(tag) = tag.strip_prefix("CISE_") else {
        return local(message, header);
    };
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    let (id, rest) = rest.split_once(' ')?;
    let (total, rest) = rest.split_once(' ')?;
    let (index, text) = rest.split_once(' ').unwrap_or((rest, ""));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(id) {
        return None;
    }
    let total: u32 = total.parse().ok().filter(|total| *total <= MOST_SEGMENTS)?;
    let index: u32 = index.parse().ok()?;
    let whole = total <= 1 || index >= total;
    Some(Segment {
        tag,
        id,
        total: if whole { 1 } else { total },
        index: if whole { 0 } else { index },
        text,
    })
}

/// A line of the local store: the stamp was read as the header, the rest is a first segment.
fn local<'a>(message: &'a str, header: &Header<'a>) -> Option<Segment<'a>> {
    header.stamp?;
    let first = first_words(message)?;
    (!first.category.is_empty()).then_some(Segment {
        tag: "",
        id: "",
        total: 1,
        index: 0,
        text: message,
    })
}

/// The start of a message: of its first segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct First<'a> {
    pub(super) stamp: Option<Stamp>,
    pub(super) code: u32,
    pub(super) category: &'a str,
    pub(super) says: &'a str,
    /// Where the attributes begin, in bytes.
    pub(super) attributes: usize,
}

/// Reads the start of a message; nothing if it is missing.
pub(super) fn first(text: &str) -> Option<First<'_>> {
    let lead = text.len() - text.trim_start().len();
    let start = text.get(lead..)?;
    let (stamp, used) = match stamp(start.as_bytes()) {
        Some((stamp, used)) => (Some(stamp), used),
        None => (None, 0),
    };
    let rest = start.get(used..)?;
    let blanks = rest.len() - rest.trim_start().len();
    let first = first_words(rest.get(blanks..)?)?;
    Some(First {
        stamp,
        attributes: first.attributes + lead + used + blanks,
        ..first
    })
}

/// `0000098765 3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command, …`
fn first_words(text: &str) -> Option<First<'_>> {
    let (sequence, rest) = text.split_once(' ')?;
    let (code, rest) = rest.split_once(' ')?;
    let (severity, rest) = rest.split_once(' ')?;
    let fits = (1..=20).contains(&sequence.len())
        && sequence.bytes().all(|byte| byte.is_ascii_digit())
        && severity.bytes().all(|byte| byte.is_ascii_uppercase());
    if !fits || code.len() != 5 && code.len() != 4 {
        return None;
    }
    let code = code.parse().ok()?;
    let (category, rest) = rest.split_once(": ")?;
    let says = rest.get(..boundary(rest))?;
    Some(First {
        stamp: None,
        code,
        category,
        says,
        attributes: text.len() - rest.len() + says.len(),
    })
}

/// A message, or a piece of one, taken apart.
pub(super) struct Message<'a> {
    pub(super) first: Option<First<'a>>,
    pub(super) attributes: Vec<Attribute<'a>>,
}

/// Takes a text apart.
pub(super) fn message(text: &str) -> Message<'_> {
    let first = first(text);
    let mut all = Vec::with_capacity(48);
    all.extend(Attributes {
        text,
        at: first.map_or(0, |first| first.attributes),
    });
    Message {
        first,
        attributes: all,
    }
}

/// Where the first comma that is not escaped stands, else the end.
fn boundary(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes
        .get(at..)
        .and_then(|rest| memchr::memchr2(b',', b'\\', rest))
    {
        at += found;
        if bytes.get(at) == Some(&b',') {
            return at;
        }
        at += 2;
    }
    text.len()
}

/// The attributes of a text that begins before or between them.
struct Attributes<'a> {
    text: &'a str,
    at: usize,
}

/// One attribute: its name, its value as written, and where the value begins. A piece without a
/// name, as a cut leaves it, has an empty one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a str,
    pub(super) at: usize,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        loop {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let between = |byte: &u8| matches!(byte, b',' | b' ');
            let start = self.at + rest.as_bytes().iter().take_while(|b| between(b)).count();
            let rest = self.text.get(start..)?;
            let commands = is_command_set(rest);
            let end = if commands {
                end_of_commands(rest)
            } else {
                boundary(rest)
            };
            self.at = start + end + 1;
            let field = rest.get(..end)?;
            match memchr::memchr(b'=', field.as_bytes()) {
                Some(equals) => {
                    return Some(Attribute {
                        name: field.get(..equals)?,
                        value: field.get(equals + 1..)?,
                        at: start + equals + 1,
                    });
                }
                None if field.is_empty() => {}
                None => {
                    return Some(Attribute {
                        name: "",
                        value: field,
                        at: start,
                    });
                }
            }
        }
    }
}

fn is_command_set(text: &str) -> bool {
    text.starts_with("CmdSet=[")
}

/// Where the commands of `CmdSet=[ … ]` end. What was typed may hold anything, a bracket and a
/// comma too; of what follows nothing ends in a blank and a bracket: so it is the last one.
fn end_of_commands(text: &str) -> usize {
    closed(text).unwrap_or(text.len())
}

/// Behind the last ` ]` that a comma or nothing but commas and blanks follows.
fn closed(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = bytes.len();
    let mut last = true;
    while let Some(at) = bytes
        .get(..end)
        .and_then(|rest| memchr::memrchr(b']', rest))
    {
        let after = bytes.get(at + 1..).unwrap_or_default();
        let blank = at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b' ');
        let ends = after.first() == Some(&b',')
            || (last && after.iter().all(|byte| matches!(byte, b',' | b' ')));
        if blank && ends {
            return Some(at + 1);
        }
        last = false;
        end = at;
    }
    None
}

/// Where commands that began before the text end in it.
pub(super) fn end_of_inner(text: &str) -> Option<usize> {
    // The blank before the bracket may be in the segment before.
    closed(text).or_else(|| text.starts_with(']').then_some(1))
}

/// Whether a text ends inside the commands of a `CmdSet`.
pub(super) fn ends_inside_commands(text: &str, inside: bool) -> bool {
    match text.rfind("CmdSet=[") {
        Some(at) => closed(text.get(at..).unwrap_or_default()).is_none(),
        None => inside && end_of_inner(text).is_none(),
    }
}

/// The command of a `CmdSet`'s value: `[ CmdAV=show CmdArgAV=running-config CmdArgAV=<cr> ]`.
pub(super) fn command(value: &str) -> String {
    let inside = value.trim();
    let inside = inside.strip_prefix('[').unwrap_or(inside);
    let inside = inside.strip_suffix(']').unwrap_or(inside).trim();
    let inside = inside.strip_prefix("CmdAV=").unwrap_or(inside);
    let mut command = String::with_capacity(inside.len());
    for part in inside.split(" CmdArgAV=") {
        if !command.is_empty() {
            command.push(' ');
        }
        command.push_str(part.trim());
    }
    unescaped(&command).into_owned()
}

/// A value without its escapes.
pub(super) fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('\\') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut characters = value.chars().peekable();
    while let Some(c) = characters.next() {
        let escapes = c == '\\'
            && characters
                .peek()
                .is_some_and(|next| matches!(next, ',' | ';' | '{' | '}' | '[' | ']' | '\\' | '='));
        if escapes {
            out.extend(characters.next());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether an attribute's value is a word of ISE's own, or one that is no secret: these are most
/// of a message.
pub(super) fn is_plain(name: &str, value: &str) -> bool {
    const PLAIN: [&str; 42] = [
        "Acct-Session-Id",
        "Acct-Status-Type",
        "AcctRequest-Flags",
        "AcsSessionID",
        "Action",
        "AdminIPAddress",
        "Authen-Method",
        "Authen-Type",
        "AuthenticationIdentityStore",
        "AuthenticationMethod",
        "AuthorizationPolicyMatchedRule",
        "CPMSessionID",
        "Calling-Station-ID",
        "ConfigVersionId",
        "DestinationIPAddress",
        "DestinationPort",
        "Device IP Address",
        "Device Type",
        "FailureReason",
        "IPSEC",
        "ISEPolicySetName",
        "IdentityGroup",
        "Location",
        "MatchedCommandSet",
        "Model Name",
        "NAS-IP-Address",
        "NAS-Port-Type",
        "Network Device Profile",
        "NetworkDeviceGroups",
        "NetworkDeviceName",
        "Port",
        "Privilege-Level",
        "Protocol",
        "Remote-Address",
        "RequestLatency",
        "SelectedAccessService",
        "SelectedShellProfile",
        "Service",
        "Service-Argument",
        "Step",
        "StepData",
        "Type",
    ];
    PLAIN.contains(&name) || (name == "AVPair" && is_plain_pair(value))
}

/// The same of a pair of TACACS+.
fn is_plain_pair(pair: &str) -> bool {
    [
        "task_id=",
        "timezone=",
        "start_time=",
        "stop_time=",
        "elapsed_time=",
        "service=",
        "priv-lvl=",
        "disc-cause=",
    ]
    .iter()
    .any(|name| pair.starts_with(name))
}
