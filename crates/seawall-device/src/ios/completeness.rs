//! Whether a configuration shows itself to be whole, and if not, why.

use crate::ios::header::Header;
use crate::shape::{LineKind, Text, Tree};

/// Why it is not whole, in sentences that end with what to do; empty if it is.
pub(crate) fn faults(
    text: &Text,
    tree: &Tree,
    header: &Header,
    trouble: Option<&str>,
) -> Vec<String> {
    let mut faults = Vec::new();
    let top =
        |index: &usize| tree.kind(*index) == LineKind::Statement && tree.parent(*index).is_none();
    // Parts of a configuration have a header and an end too, but never the release.
    let begins = (0..text.len())
        .filter(top)
        .any(|index| text.line(index).starts_with("version "));
    if !begins {
        faults.push(
            "It has no line \"version\", so it is a part: take the whole output of show \
             running-config."
                .to_owned(),
        );
    }
    let last = (0..text.len())
        .rev()
        .find(|index| tree.kind(*index) == LineKind::Statement && !is_prompt(text.line(*index)));
    let ends = last.is_some_and(|last| text.line(last) == "end" && text.indent(last) == 0);
    if !ends {
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
    if let Some(trouble) = trouble {
        faults.push(trouble.to_owned());
    }
    if let (Some((line, announced)), true) = (header.announced, ends) {
        let size = text.size(line + 1, text.len());
        // Collectors take lines out, and line ends count differently: one byte in twenty is spared.
        if size.saturating_mul(20) < announced.saturating_mul(19) {
            faults.push(format!(
                "Its header announces {announced} bytes and {size} follow: take it again, whole."
            ));
        }
    }
    faults
}

/// What a terminal shows before a command: `r1#show running-config`, `r1#`.
pub(crate) fn is_prompt(line: &str) -> bool {
    prompt(line).is_some()
}

/// The host name in a terminal's prompt.
pub(crate) fn prompt(line: &str) -> Option<&str> {
    let at = memchr::memchr2(b'#', b'>', line.as_bytes())?;
    let (name, rest) = (line.get(..at)?, line.get(at + 1..)?.trim_start());
    let named = !name.is_empty()
        && name.len() <= 63
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'/'));
    let known = rest.is_empty()
        || [
            "show ", "sh ", "more ", "term", "exit", "logout", "quit", "enable",
        ]
        .iter()
        .any(|word| rest.starts_with(word));
    (named && known).then_some(name)
}
