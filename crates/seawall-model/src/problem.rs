//! What is wrong with a content or settings file, where, and what was expected.

use std::fmt;

/// One mistake in a file that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub struct Problem {
    /// The file, as the person knows it.
    pub path: String,
    /// The line, from 1; 0 if the file as a whole is meant.
    pub line: u32,
    /// What is wrong, in one sentence.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    /// A problem at a line of a file.
    pub fn new(path: &str, line: u32, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            what: what.into(),
            help: help.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}: {} {}", self.path, self.what, self.help)
        } else {
            write!(
                f,
                "{}:{}: {} {}",
                self.path, self.line, self.what, self.help
            )
        }
    }
}

/// The most names that a message lists.
const TOLD: usize = 24;

/// The nearest of the valid names, as a sentence: `Did you mean "x"?`, or the whole list when none
/// is near.
#[must_use]
pub fn nearest<'a>(given: &str, valid: impl IntoIterator<Item = &'a str>) -> String {
    let valid: Vec<&str> = valid.into_iter().collect();
    let best = valid
        .iter()
        .map(|name| (strsim::damerau_levenshtein(given, name), *name))
        .min_by_key(|(distance, name)| (*distance, *name));
    match best {
        Some((distance, name)) if distance <= 2.max(given.len() / 3) => {
            format!("Did you mean \"{name}\"?")
        }
        _ if valid.len() > TOLD => {
            let some = valid.iter().take(TOLD).copied().collect::<Vec<_>>();
            let more = valid.len() - TOLD;
            format!("Valid names: {}, and {more} more.", some.join(", "))
        }
        _ => format!("Valid names: {}.", valid.join(", ")),
    }
}
