//! Whether an NX-OS configuration shows itself to be whole, and if not, why.
//!
//! NX-OS prints no last line, so four things together stand for one: the command in the head is
//! the whole `show running-config` or `show startup-config` and no part of it (parts have a head and
//! a release too); the release is there; the terminal lines, which NX-OS prints after the last
//! interface, are there and no interface follows them; and the last line is one that is understood,
//! as a line cut in its middle rarely is. A text that was cut at a line's end behind the terminal
//! lines cannot be told from a whole one, which is why the tail of an NX-OS configuration is weaker
//! evidence of absence than the `end` of IOS.

use crate::ios::prompt;
use crate::lines::Reading;
use crate::nx_os::header::Header;
use crate::shape::{LineKind, Text, Tree};

/// Why it is not whole, in sentences that end with what to do; empty if it is.
pub(crate) fn faults(
    text: &Text,
    tree: &Tree,
    header: &Header,
    reading: &Reading,
    trouble: Option<&str>,
) -> Vec<String> {
    let mut faults = Vec::new();
    let statements = || {
        (0..text.len()).filter(|n| {
            tree.kind(*n) == LineKind::Statement
                && tree.parent(*n).is_none()
                && prompt(text.line(*n)).is_none()
        })
    };
    if let Some(command) = header
        .command
        .as_deref()
        .filter(|command| !is_whole(command))
    {
        faults.push(format!(
            "It is the output of \"{command}\", so it is a part: take the whole output of show \
             running-config."
        ));
    }
    if !statements().any(|index| text.line(index).starts_with("version ")) {
        faults.push(
            "It has no line \"version\", so it is a part: take the whole output of show \
             running-config."
                .to_owned(),
        );
    }
    if header.contexts > 1 {
        faults.push(
            "It holds the configurations of several VDCs: give each one in a file of its own."
                .to_owned(),
        );
    }
    let last = |start: &str| statements().rfind(|n| text.line(*n).starts_with(start));
    let ends = last("line vty").or_else(|| last("line console"));
    if ends.is_none() || last("interface ") > ends {
        faults.push(
            "It does not reach the terminal lines, which NX-OS prints after the interfaces: take it \
             again, whole."
                .to_owned(),
        );
    }
    let end = (0..text.len()).rev().find(|n| {
        matches!(tree.kind(*n), LineKind::Statement | LineKind::Script)
            && prompt(text.line(*n)).is_none()
    });
    if end.is_some() && end == reading.last_unknown {
        faults.push(
            "Its last line is not understood and may be cut: take it again, whole.".to_owned(),
        );
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
    if let Some(trouble) = trouble {
        faults.push(trouble.to_owned());
    }
    faults
}

/// Whether a command prints the whole configuration.
fn is_whole(command: &str) -> bool {
    let words: Vec<&str> = command.split_ascii_whitespace().collect();
    matches!(
        words[..],
        ["show", "running-config" | "startup-config"]
            | [
                "show",
                "running-config",
                "all" | "vdc-all" | "expand-port-profile"
            ]
    )
}
