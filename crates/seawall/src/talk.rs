//! What is said on standard error: progress, remarks and errors. Results never are.

use std::fmt::Display;
use std::io::Write;

use crate::escape;

/// Says a remark, unless told to be quiet.
pub(crate) fn remark(quiet: bool, text: impl Display) {
    if !quiet {
        say(&text.to_string());
    }
}

/// Says an error.
pub(crate) fn error(text: impl Display) {
    say(&format!("error: {text}"));
}

/// Says why a run could not go on: what to do first, what the system says after it.
pub(crate) fn failure(failure: &anyhow::Error) {
    let causes: Vec<String> = failure.chain().skip(1).map(ToString::to_string).collect();
    match causes.as_slice() {
        [] => error(failure),
        causes => error(format!("{failure} ({})", causes.join(": "))),
    }
}

fn say(text: &str) {
    let mut out = std::io::stderr().lock();
    for line in text.lines() {
        // Nobody is left to tell if standard error is closed.
        let _ = writeln!(out, "{}", escape::terminal(line));
    }
}

/// The noun in the number's form; English nouns in `-s` only.
pub(crate) fn plural(number: impl TryInto<u64>, noun: &str) -> String {
    match number.try_into() {
        Ok(1) => noun.to_owned(),
        _ => format!("{noun}s"),
    }
}

/// A number with thousands apart, and the noun in its form.
pub(crate) fn count(number: u64, noun: &str) -> String {
    format!("{} {}", thousands(number), plural(number, noun))
}

/// A number with a comma between thousands.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `Did you mean "x"?` if one of the names is near; nothing otherwise, where a list of all would
/// be too long to read.
pub(crate) fn near<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let nearest = seawall_model::nearest(given, names);
    if nearest.starts_with("Did") {
        nearest
    } else {
        String::new()
    }
}
