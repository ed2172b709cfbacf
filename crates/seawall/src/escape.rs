//! THE choke point: whatever was in a log or a configuration becomes harmless here before a
//! terminal, a CSV file, a JSON document or an HTML page sees it. The adversary writes log lines.
//!
//! What it leaves out: secrets, which become letters in [`crate::secrets`].

use std::borrow::Cow;
use std::fmt::Write;

/// The longest text printed on a terminal in one piece, in characters; what is longer is cut and
/// says by how much.
const LONGEST: usize = 600;

/// The longest text of evidence on an HTML page.
const LONGEST_ON_PAGE: usize = 4_000;

/// Text for a terminal: control characters, escape sequences, direction overrides and invisible
/// characters become visible escapes such as `\x1b` and `\u{202e}`; a tab becomes a blank, so that
/// widths can be known.
pub(crate) fn terminal(text: &str) -> Cow<'_, str> {
    visible(text, LONGEST)
}

fn visible(text: &str, longest: usize) -> Cow<'_, str> {
    let harmless = |c: char| !is_dangerous(c);
    if text.len() <= longest && text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len().min(LONGEST * 2));
    let mut left = text.chars();
    for c in left.by_ref().take(longest) {
        if harmless(c) {
            out.push(c);
        } else if c == '\t' {
            out.push(' ');
        } else if (c as u32) < 0x100 {
            let _ = write!(out, "\\x{:02x}", c as u32);
        } else {
            let _ = write!(out, "\\u{{{:x}}}", c as u32);
        }
    }
    let rest = left.count();
    if rest > 0 {
        let _ = write!(out, "… ({rest} more characters)");
    }
    Cow::Owned(out)
}

/// One cell of a CSV file: as for a terminal, whole, and a spreadsheet must not take it for a
/// formula.
pub(crate) fn csv(text: &str) -> Cow<'_, str> {
    let begins_formula = |c: char| "=+-@|%＝＋－＠".contains(c);
    let first = text.chars().find(|c| !c.is_whitespace());
    let escaped = visible(text, usize::MAX);
    if first.is_some_and(begins_formula) || text.starts_with(['\t', '\r', '\n']) {
        Cow::Owned(format!("'{escaped}"))
    } else {
        escaped
    }
}

/// A finished JSON document: characters that a terminal might act on or hide are written as `\u`
/// escapes. They stand only inside strings, so the document says the same.
pub(crate) fn json(document: &str) -> Cow<'_, str> {
    let harmless = |c: char| c == '\n' || !is_dangerous(c);
    if document.chars().all(harmless) {
        return Cow::Borrowed(document);
    }
    let mut out = String::with_capacity(document.len() + 64);
    for c in document.chars() {
        if harmless(c) {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    Cow::Owned(out)
}

/// Text of evidence for an HTML page, before its markup is made harmless: cut where it is very long.
pub(crate) fn page(text: &str) -> Cow<'_, str> {
    visible(text, LONGEST_ON_PAGE)
}

/// A finished HTML document, its markup made harmless already: characters that a browser or an editor
/// might act on or hide are written visibly, as for a terminal.
pub(crate) fn html(document: &str) -> Cow<'_, str> {
    let harmless = |c: char| c == '\n' || !is_dangerous(c);
    if document.chars().all(harmless) {
        return Cow::Borrowed(document);
    }
    let mut out = String::with_capacity(document.len() + 64);
    for c in document.chars() {
        if harmless(c) {
            out.push(c);
        } else {
            out.push_str(&visible(c.encode_utf8(&mut [0; 4]), 1));
        }
    }
    Cow::Owned(out)
}

/// Control characters (C0, DEL, C1), direction marks and overrides, joiners and zero-width
/// characters, line separators, tags and variation selectors.
const fn is_dangerous(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'
        | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_sees_no_escape_sequence_and_no_hidden_character() {
        let hostile = "a\x1b[2Jb\u{9b}31mc\u{202e}d\u{200b}e\r\nf\t\x07\u{e0041}";
        insta::assert_snapshot!(
            terminal(hostile),
            @r"a\x1b[2Jb\x9b31mc\u{202e}d\u{200b}e\x0d\x0af \x07\u{e0041}"
        );
    }

    #[test]
    fn long_text_says_how_much_was_cut() {
        let long = "x".repeat(LONGEST + 7);
        assert!(terminal(&long).ends_with("x… (7 more characters)"));
    }

    #[test]
    fn a_spreadsheet_sees_no_formula() {
        for text in ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"] {
            assert_eq!(csv(text), format!("'{}", text.replace('\t', " ")));
        }
        assert_eq!(csv("edge-1 = x"), "edge-1 = x");
    }

    #[test]
    fn json_says_the_same_after_escaping() {
        let text = "a\x1b\u{9b}\u{202e}\u{e0041}";
        let document = serde_json::to_string(text).unwrap();
        let escaped = json(&document);
        assert!(escaped.is_ascii());
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }
}
