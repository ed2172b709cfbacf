//! The YAML front matter in the leading comment of a SQL file: `/*---` … `---*/`. The file stays
//! valid SQL and can be pasted into any SQL shell.

use serde::de::DeserializeOwned;

use crate::{Problem, nearest};

const OPEN: &str = "/*---";
const CLOSE: &str = "---*/";

/// Splits a SQL file and parses its front matter.
///
/// # Errors
/// A [`Problem`] with the line and, for an unknown key, the nearest valid one.
pub(crate) fn parse<T: DeserializeOwned>(path: &str, text: &str) -> Result<(T, String), Problem> {
    let missing = || {
        Problem::new(
            path,
            1,
            "The file does not begin with front matter.",
            "Begin it with a comment that opens with /*--- and closes with ---*/, YAML between.",
        )
    };
    let rest = text.strip_prefix(OPEN).ok_or_else(missing)?;
    let end = rest.find(CLOSE).ok_or_else(missing)?;
    let value = yaml(path, &rest[..end], 0)?;
    Ok((value, rest[end + CLOSE.len()..].trim().to_owned()))
}

/// Parses YAML that begins `offset` lines into the file.
///
/// # Errors
/// A [`Problem`] with the line and, for an unknown key, the nearest valid one.
pub(crate) fn yaml<T: DeserializeOwned>(path: &str, text: &str, offset: u32) -> Result<T, Problem> {
    yaml_serde::from_str(text).map_err(|error| {
        let line = error.location().map_or(0, |at| at.line() as u32 + offset);
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or(&what);
        match unknown_name(what) {
            Some((what, help)) => Problem::new(path, line, format!("{what}."), help),
            None => Problem::new(
                path,
                line,
                format!("{what}."),
                "Correct the YAML at that line.",
            ),
        }
    })
}

/// Serde says: unknown field `x`, expected one of `a`, `b`. A person needs the nearest of them.
fn unknown_name(what: &str) -> Option<(&str, String)> {
    let (before, after) = what.split_once(", expected ")?;
    let given = before.split('`').nth(1)?;
    Some((before, nearest(given, after.split('`').skip(1).step_by(2))))
}
