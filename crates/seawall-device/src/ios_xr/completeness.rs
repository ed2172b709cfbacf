//! Whether a configuration shows itself to be whole, and if not, why.

use crate::ios_xr::header::{Header, is_aside};
use crate::shape::{LineKind, Text, Tree};

/// Why it is not whole, in sentences that end with what to do; empty if it is.
pub(crate) fn faults(
    text: &Text,
    tree: &Tree,
    header: &Header,
    named: bool,
    trouble: Option<&str>,
) -> Vec<String> {
    let mut faults = Vec::new();
    if header.release.is_none() {
        faults.push(
            "It has no line \"!! IOS XR Configuration\", so it may be a part: take the whole \
             output of show running-config, with its first lines."
                .to_owned(),
        );
    } else if !header.is_running && !named {
        // The changes of one commit begin and end like a whole configuration.
        faults.push(
            "It neither says when it was last changed nor names its host, so it may be the \
             changes of one commit: take the whole output of show running-config."
                .to_owned(),
        );
    }
    let last = (0..text.len())
        .rev()
        .find(|index| tree.kind(*index) == LineKind::Statement && !is_aside(text.line(*index)));
    if !last.is_some_and(|last| text.line(last) == "end" && text.indent(last) == 0) {
        faults.push("It does not end with the line \"end\": take it again, whole.".to_owned());
    }
    if let Some(open) = tree.open_text {
        faults.push(format!(
            "The text that begins on line {} does not end: take it again, whole.",
            open + 1
        ));
    }
    if text.pager {
        faults.push(
            "A pager's prompt stands in it: take it again after terminal length 0.".to_owned(),
        );
    }
    if text.cut {
        faults.push("A line is longer than is read: look at it by hand.".to_owned());
    }
    if text.beyond > 0 {
        faults.push(format!(
            "Its last {} lines are beyond what is read of one file: split it.",
            text.beyond
        ));
    }
    faults.extend(trouble.map(str::to_owned));
    faults
}

/// What a terminal shows before a command.
pub(crate) fn is_prompt(line: &str) -> bool {
    prompt(line).is_some()
}

/// The host name in a terminal's prompt: `RP/0/RSP0/CPU0:r1#show running-config`, `r1#`.
pub(crate) fn prompt(line: &str) -> Option<&str> {
    let at = memchr::memchr(b'#', line.as_bytes())?;
    let (before, rest) = (line.get(..at)?, line.get(at + 1..)?.trim_start());
    let (node, name) = before.rsplit_once(':').unwrap_or(("", before));
    let named = !name.is_empty()
        && name.len() <= 63
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
    let of_node = node
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'/');
    // After a node's name anything may have been typed.
    let known = rest.is_empty()
        || !node.is_empty()
        || ["show ", "sh ", "more ", "term", "exit", "logout", "quit"]
            .iter()
            .any(|word| rest.starts_with(word));
    (named && of_node && known).then_some(name)
}
