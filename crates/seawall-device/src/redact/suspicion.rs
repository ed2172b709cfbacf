//! Finding secrets that nobody declared.

use crate::redact::{Masks, words};
use crate::words::is_space;

/// How far suspicion goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Only passwords in URLs and salted hashes: for what a template has explained.
    Explained,
    /// Also what follows a secret-looking word: for lines that no template matches.
    Line,
    /// Also words that look generated: for text that people write.
    FreeText,
}

/// Adds to `masks` what in `text`, which begins at byte `base` of the line, must not be seen.
pub(crate) fn suspects(text: &str, base: usize, extent: Extent, masks: &mut Masks) {
    let bytes = text.as_bytes();
    if memchr::memchr(b':', bytes).is_some() {
        urls(text, base, masks);
    }
    let hash = memchr::memchr(b'$', bytes).is_some();
    let looks = match extent {
        Extent::Explained => false,
        Extent::Line => words::may(text),
        Extent::FreeText => true,
    };
    if !hash && !looks {
        return;
    }
    let mut tokens = Tokens { text, at: 0 };
    let mut before = "";
    while let Some((start, end)) = tokens.next() {
        let token = text.get(start..end).unwrap_or_default();
        if is_salted_hash(token) || (extent == Extent::FreeText && looks_generated(token)) {
            masks.add(base + start, base + end, None);
        } else if extent != Extent::Explained
            && (words::announces(token) || pair(before, token) || said(text, token, end))
            && !harmless_before(before, token)
            && masks_rest(text, base, token, end, masks)
        {
            return;
        }
        before = token;
    }
}

/// Masks from the value that `announcing` announces to the end. False if nothing follows, or
/// something that shows that no secret does.
fn masks_rest(text: &str, base: usize, announcing: &str, from: usize, masks: &mut Masks) -> bool {
    let mut tokens = Tokens { text, at: from };
    let end = text.trim_end();
    let end = end.strip_suffix("<cr>").unwrap_or(end).trim_end().len();
    let mut kind = None;
    let mut first = true;
    while let Some((start, stop)) = tokens.next() {
        if start >= end {
            return false;
        }
        let token = text.get(start..stop).unwrap_or_default();
        if first && words::calms(announcing, token) {
            return false;
        }
        first = false;
        let more = tokens.peek().is_some_and(|(next, _)| next < end);
        if more && crate::template::is_secret_type(token) {
            kind = Some(token);
        } else if more && is_form(token) {
            kind = None;
        } else {
            let mut start = start;
            // A quote before the value belongs to it only if nothing else does.
            let one = !more || text.get(start..end).is_some_and(|rest| !rest.contains(' '));
            let value = text.get(start..end).unwrap_or_default();
            let trimmed = value.trim_end_matches(['"', '\'', ';', ',', ']', '>', '}']);
            let stop = if one { start + trimmed.len() } else { end };
            while start > from
                && !one
                && text
                    .as_bytes()
                    .get(start - 1)
                    .is_some_and(|b| matches!(b, b'"' | b'\''))
            {
                start -= 1;
            }
            masks.add(base + start, base + stop.max(start), kind);
            return true;
        }
    }
    false
}

/// Words between the announcing word and the value.
fn is_form(token: &str) -> bool {
    const FORMS: &[&str] = &[
        "ENC",
        "ascii-text",
        "ascii",
        "encrypted",
        "hexadecimal",
        "hex",
        "is",
        "=",
        "text",
        "cleartext",
        "clear",
        "plain",
    ];
    FORMS.contains(&token)
}

/// `auth sha X`, `authentication text X`, `set community X`.
fn pair(before: &str, token: &str) -> bool {
    match before {
        "auth" => token
            .get(..3)
            .is_some_and(|t| t.eq_ignore_ascii_case("sha")),
        "authentication" => token == "text",
        _ => false,
    }
}

/// `pass: X`, `pin=X`.
fn said(text: &str, token: &str, end: usize) -> bool {
    (token.eq_ignore_ascii_case("pass") || token.eq_ignore_ascii_case("pin"))
        && matches!(text.as_bytes().get(end), Some(b':' | b'='))
}

fn harmless_before(before: &str, token: &str) -> bool {
    match token {
        "md5" => matches!(
            before,
            "hash" | "mode" | "algorithm" | "integrity" | "/" | "eigrp"
        ),
        "community" => matches!(before, "match" | "delete" | "send"),
        _ => false,
    }
}

/// The password in `scheme://user:password@host` and the values after `?name=`.
fn urls(text: &str, base: usize, masks: &mut Masks) {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("://")) {
        let start = at + found + 3;
        let rest = text.get(start..).unwrap_or_default();
        // A password may hold any character but white space.
        let length = rest.bytes().position(is_space).unwrap_or(rest.len());
        let url = rest.get(..length).unwrap_or_default();
        let host = url.find('/').unwrap_or(url.len());
        // A password may itself hold a slash: then the `@` stands after it.
        let sign = url
            .get(..host)
            .and_then(|part| part.rfind('@'))
            .or_else(|| {
                let port = url.get(..host)?.split_once(':')?.1;
                let number = !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
                if number { None } else { url.rfind('@') }
            });
        if let Some(sign) = sign
            && let Some(colon) = url.get(..sign).and_then(|user| user.find(':'))
        {
            masks.add(base + start + colon + 1, base + start + sign, None);
        }
        if let Some(query) = url.find('?') {
            let mut from = query + 1;
            for part in url.get(from..).unwrap_or_default().split('&') {
                let value = part.find('=').map_or(part.len(), |n| n + 1);
                masks.add(
                    base + start + from + value,
                    base + start + from + part.len(),
                    None,
                );
                from += part.len() + 1;
            }
        }
        at = start + length;
    }
}

/// `$1$…`, `$9$…`: a crypt hash, or Junos' reversible form.
fn is_salted_hash(token: &str) -> bool {
    let Some(rest) = token.strip_prefix('$') else {
        return false;
    };
    rest.split_once('$').is_some_and(|(kind, value)| {
        kind.len() <= 2
            && !kind.is_empty()
            && kind.bytes().all(|b| b.is_ascii_alphanumeric())
            && value.len() >= 4
    })
}

/// Letters of both cases with digits strewn among them, or a long run of hexadecimal digits.
fn looks_generated(token: &str) -> bool {
    if token.len() < 12 || token.len() > 512 {
        return false;
    }
    let hexadecimal = token.bytes().all(|b| b.is_ascii_hexdigit());
    if hexadecimal && token.len() >= 32 {
        return true;
    }
    let (mut upper, mut lower, mut runs, mut digit) = (0, 0, 0, false);
    for byte in token.bytes() {
        if matches!(byte, b'-' | b'.' | b'/' | b':' | b'_' | b'@') {
            return false;
        }
        upper += u32::from(byte.is_ascii_uppercase());
        lower += u32::from(byte.is_ascii_lowercase());
        let is = byte.is_ascii_digit();
        runs += u32::from(is && !digit);
        digit = is;
    }
    upper > 0 && lower > 0 && runs >= 2
}

/// The pieces of a text between white space and punctuation.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl Tokens<'_> {
    fn next(&mut self) -> Option<(usize, usize)> {
        let bytes = self.text.as_bytes();
        let rest = bytes.get(self.at..)?;
        let start = self.at + rest.iter().position(|b| !splits(*b))?;
        let rest = bytes.get(start..)?;
        let end = start + rest.iter().position(|b| splits(*b)).unwrap_or(rest.len());
        self.at = end;
        Some((start, end))
    }

    fn peek(&self) -> Option<(usize, usize)> {
        Tokens {
            text: self.text,
            at: self.at,
        }
        .next()
    }
}

const fn splits(byte: u8) -> bool {
    is_space(byte)
        || matches!(
            byte,
            b'<' | b'>'
                | b'"'
                | b'\''
                | b'='
                | b';'
                | b','
                | b'('
                | b')'
                | b'['
                | b']'
                | b'{'
                | b'}'
                | b'|'
                | b'&'
                | b'?'
                | b':'
        )
}
