//! Looking things up in JSON without knowing its shape.

use serde_json::Value;

/// Whether a text is JSON lines: its first line is an object of its own, and more follows.
pub(crate) fn is_lines(head: &str) -> bool {
    let mut lines = head.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default().trim();
    let whole = |line: &str| line.starts_with('{') && serde_json::from_str::<Value>(line).is_ok();
    match lines.next().map(str::trim) {
        Some(second) => whole(first) && (second.starts_with('{') || whole(second)),
        // One line alone: a record, unless it is a document that holds records.
        None => whole(first) && !first.contains("[{") && !first.contains("[ {"),
    }
}

/// The first of these names that holds a text; names with dots are looked for whole and level by
/// level, names without case.
pub(crate) fn text(value: &Value, wanted: &[&str]) -> Option<String> {
    wanted.iter().find_map(|name| {
        let found = find(value, name)?;
        as_text(found).filter(|text| !text.is_empty())
    })
}

fn find<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let object = value.as_object()?;
    let key = |wanted: &str| {
        object.get(wanted).or_else(|| {
            object
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(wanted))
                .map(|(_, value)| value)
        })
    };
    key(name).or_else(|| {
        let (first, rest) = name.split_once('.')?;
        find(key(first)?, rest)
    })
}

/// A text or number, or the first of several.
pub(crate) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(all) => all.first().and_then(as_text),
        _ => None,
    }
}
