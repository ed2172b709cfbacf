//! A TOML file that a person wrote: parsed strictly, mistakes told with line and nearest name.

use std::ops::Range;

use seawall_model::{Problem, nearest};
use serde::de::DeserializeOwned;

/// A date or date-time, with or without quotes around it.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(untagged)]
pub(crate) enum Date {
    /// A TOML date.
    Toml(toml::value::Datetime),
    /// The same as text.
    Text(String),
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Toml(date) => date.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A TOML text and what it is called.
pub(crate) struct TomlFile<'t> {
    /// The path as shown.
    pub(crate) path: &'t str,
    /// Its text.
    pub(crate) text: &'t str,
}

impl TomlFile<'_> {
    /// Parses it.
    ///
    /// # Errors
    /// A problem with line, what is wrong and, for an unknown key, the nearest valid one.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        toml::from_str(self.text).map_err(|error| {
            let at = error.span().unwrap_or_default();
            let what = error.message().replace('\n', " ");
            match unknown_name(&what) {
                Some((what, help)) => self.problem(&at, what, &help),
                None => self.problem(&at, &what, "Correct that line."),
            }
        })
    }

    /// A problem at a place in it.
    pub(crate) fn problem(&self, at: &Range<usize>, what: &str, help: &str) -> Problem {
        let before = self.text.get(..at.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let end = if what.ends_with(['.', '?']) { "" } else { "." };
        Problem::new(
            self.path,
            u32::try_from(line).unwrap_or(0),
            format!("{what}{end}"),
            help,
        )
    }
}

/// Serde says: unknown field `x`, expected one of `a`, `b`. A person needs the nearest of them.
fn unknown_name(what: &str) -> Option<(&str, String)> {
    let (before, after) = what.split_once(", expected ")?;
    let given = before.split('`').nth(1)?;
    let valid: Vec<&str> = after.split('`').skip(1).step_by(2).collect();
    (!valid.is_empty()).then(|| (before, nearest(given, valid)))
}
