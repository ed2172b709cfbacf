//! A line as words, by position: what templates match and what redaction replaces.
//!
//! Words are split at white space. A word that begins with a double quote reaches to the quote that
//! closes it, if there is one, so that `profile "Two words"` is two words.

use std::ops::Range;

/// The words of one line. Reused from line to line, so that splitting allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Words {
    spans: Vec<(u32, u32)>,
}

impl Words {
    /// The words of this line.
    pub(crate) fn of(line: &str) -> Self {
        let mut words = Self::default();
        words.split(line);
        words
    }

    /// Replaces the content by the words of `line`. Linear: once no closing quote is ahead, none is
    /// looked for again.
    pub(crate) fn split(&mut self, line: &str) {
        self.spans.clear();
        let bytes = line.as_bytes();
        let mut quotes = true;
        let mut at = 0;
        while let Some(start) = position(bytes, at, |byte| !is_space(byte)) {
            let mut end = position(bytes, start, is_space).unwrap_or(bytes.len());
            if quotes && bytes.get(start) == Some(&b'"') {
                match closing_quote(bytes, start + 1) {
                    Some(close) => end = end.max(close + 1),
                    None => quotes = false,
                }
            }
            self.spans.push((start as u32, end as u32));
            at = end;
        }
    }

    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.spans.len()
    }

    /// Where the word stands.
    pub(crate) fn span(&self, index: usize) -> Option<Range<usize>> {
        let (start, end) = self.spans.get(index).copied()?;
        Some(start as usize..end as usize)
    }

    /// The word as written, quotes included.
    pub(crate) fn get<'a>(&self, line: &'a str, index: usize) -> Option<&'a str> {
        line.get(self.span(index)?)
    }
}

/// A closing quote is followed by white space or the end.
fn closing_quote(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let quote = at + memchr::memchr(b'"', bytes.get(at..)?)?;
        match bytes.get(quote + 1) {
            Some(byte) if !is_space(*byte) => at = quote + 1,
            _ => return Some(quote),
        }
    }
}

fn position(bytes: &[u8], from: usize, test: impl Fn(u8) -> bool) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.iter().position(|byte| test(*byte)).map(|n| from + n)
}

/// White space inside a line.
pub(crate) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\x0b' | b'\x0c')
}

/// The text without the double quotes around it.
pub(crate) fn unquoted(text: &str) -> &str {
    text.strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<&str> {
        let words = Words::of(line);
        (0..words.len())
            .filter_map(|n| words.get(line, n))
            .collect()
    }

    #[test]
    fn words_are_split_at_white_space_and_quotes_hold_them_together() {
        assert_eq!(words("  a \t b\r"), ["a", "b"]);
        assert_eq!(
            words(r#"profile "Two words" x"#),
            ["profile", "\"Two words\"", "x"]
        );
        assert_eq!(
            words(r#"command "say "it"" y"#),
            ["command", r#""say "it"""#, "y"]
        );
        assert_eq!(words(r#"an "open one"#), ["an", "\"open", "one"]);
        assert_eq!(words(""), [""; 0]);
    }
}
