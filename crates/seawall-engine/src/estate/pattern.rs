//! Patterns with `*` and `?`, compared without case. Linear in the text for one `*`, and never
//! worse than pattern times text.

/// Whether the pattern matches the whole text.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let fold = |text: &str| -> Vec<char> { text.chars().flat_map(char::to_lowercase).collect() };
    let (pattern, text) = (fold(pattern), fold(text));
    let (mut p, mut t) = (0, 0);
    // Where the last `*` stands, and how much of the text it has taken.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || text.get(t) == Some(c) => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    p = at + 1;
                    t = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    #[test]
    fn stars_and_question_marks_match() {
        for (pattern, text, expected) in [
            ("edge-*", "EDGE-01", true),
            ("edge-?", "edge-01", false),
            ("*", "", true),
            ("", "x", false),
            ("*-pe-*", "fra-pe-01", true),
            ("show *", "show running-config", true),
            ("show *", "show", false),
            ("a*b*c", "axxbxxd", false),
        ] {
            assert_eq!(super::matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
