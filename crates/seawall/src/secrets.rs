//! Fingerprints of secrets become letters, in order of appearance: reuse stays visible, and
//! nobody can test guesses against a report. The hexadecimal form never leaves the store.

use std::collections::HashMap;

use seawall_model::{SECRET_CLOSE, SECRET_OPEN};

/// The letters given so far in one output.
#[derive(Debug, Default)]
pub(crate) struct Letters {
    given: HashMap<String, usize>,
}

impl Letters {
    /// Text in which every masked secret is a letter. A value that is nothing but a fingerprint,
    /// as the columns of that type hold it, is one too.
    pub(crate) fn replace(&mut self, text: &str) -> String {
        if is_fingerprint(text) {
            return self.letter(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(SECRET_OPEN) {
            let (before, after) = rest.split_at(start);
            let inside = after.strip_prefix(SECRET_OPEN).unwrap_or_default();
            out.push_str(before);
            match inside.split_once(SECRET_CLOSE) {
                Some((hex, next)) if is_fingerprint(hex) => {
                    out.push_str(&self.letter(hex));
                    rest = next;
                }
                // Cut in the middle, or written by somebody who wants to look like a mask: the
                // digits that follow are dropped, the rest stays.
                _ => {
                    out.push_str("‹secret ?›");
                    rest = inside.trim_start_matches(|c: char| c.is_ascii_hexdigit());
                }
            }
        }
        out.push_str(rest);
        out
    }

    fn letter(&mut self, hex: &str) -> String {
        let next = self.given.len();
        let number = *self.given.entry(hex.to_owned()).or_insert(next);
        format!("‹secret {}›", name(number))
    }
}

/// The mask of every secret in a text without its fingerprint, for ids that may not depend on a
/// store's key.
pub(crate) fn anonymous(text: &str) -> String {
    let text = Letters::default().replace(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("‹secret ") {
        out.push_str(before);
        out.push_str("‹secret›");
        rest = after.split_once(SECRET_CLOSE).map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

/// Whether a text has the form of a fingerprint: 32 lower-case hexadecimal digits.
pub(crate) fn is_fingerprint(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// A, B, … Z, AA, AB, …
fn name(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (number % 26) as u8));
        if number < 26 {
            break;
        }
        number = number / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_secrets_have_equal_letters() {
        let mut letters = Letters::default();
        let (one, two) = ("0".repeat(32), "f".repeat(32));
        let text = format!("key ‹secret:{two}› and ‹secret:{one}› and ‹secret:{two}›");
        assert_eq!(
            letters.replace(&text),
            "key ‹secret A› and ‹secret B› and ‹secret A›"
        );
        assert_eq!(letters.replace(&one), "‹secret B›");
        assert_eq!(anonymous(&text), "key ‹secret› and ‹secret› and ‹secret›");
    }

    #[test]
    fn a_broken_mask_shows_no_digits() {
        let mut letters = Letters::default();
        assert_eq!(
            letters.replace("a ‹secret:0123456789abcdef"),
            "a ‹secret ?›"
        );
        assert_eq!(letters.replace("a ‹secret:0123› b"), "a ‹secret ?›› b");
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(
            [0, 25, 26, 51, 52, 702].map(name),
            ["A", "Z", "AA", "AZ", "BA", "AAA"]
        );
    }
}
