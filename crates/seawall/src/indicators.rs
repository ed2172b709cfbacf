//! Published values to look for: those of the notices in the content, and plain lists given with
//! `--indicators`.
//!
//! What it leaves out: STIX, MISP and other formats of notices.

use std::path::Path;

use anyhow::{Context, Result, bail};
use seawall_engine::Indicator;
use seawall_model::{Content, Moment, Notice, SecretKey};
use seawall_read::observables;

use crate::moments;

/// Kinds of hashes.
const HASHES: [&str; 3] = ["md5", "sha1", "sha256"];

/// The largest list that is read.
const LARGEST: u64 = 256 << 20;

/// Every published value, of the notices and of these lists, sorted.
///
/// # Errors
/// If a list cannot be read or holds nothing, or a notice's dates are none.
pub(crate) fn all(
    content: &Content,
    lists: &[impl AsRef<Path>],
    secrets: &SecretKey,
) -> Result<Vec<Indicator>> {
    let mut all = Vec::new();
    for notice in content.notices.values() {
        all.extend(of_notice(notice)?);
    }
    for list in lists {
        all.extend(of_list(list.as_ref())?);
    }
    // A hash looks like a secret, and is masked like one; whoever has the key can still say which.
    for indicator in &mut all {
        if HASHES.contains(&indicator.kind.as_str()) {
            let upper = indicator.value.to_uppercase();
            indicator.masks = [indicator.value.as_str(), upper.as_str()]
                .map(|value| secrets.fingerprint(value.as_bytes()).to_mask())
                .to_vec();
        }
    }
    all.sort_by(|a, b| (&a.kind, &a.value, &a.notice).cmp(&(&b.kind, &b.value, &b.notice)));
    all.dedup();
    Ok(all)
}

fn of_notice(notice: &Notice) -> Result<Vec<Indicator>> {
    let Some(published) = &notice.indicators else {
        return Ok(Vec::new());
    };
    let place = format!("notices/{}.yaml", notice.id);
    // The last day counts to its end.
    let until = moments::parse(&place, &published.until)?.0 + 86_400_000_000 - 1;
    let base = Indicator {
        notice: notice.id.clone(),
        publisher: Some(notice.publisher.clone()),
        valid_from: Some(moments::parse(&place, &published.from)?),
        valid_until: Some(Moment(until)),
        note: Some(published.note.clone()),
        ..Indicator::default()
    };
    let mut all = Vec::new();
    for value in &published.values {
        all.extend(indicator(value, &base));
    }
    for file in &published.files {
        let hashes = [
            ("md5", &file.md5),
            ("sha1", &file.sha1),
            ("sha256", &file.sha256),
        ];
        for (kind, hash) in hashes {
            if let Some(hash) = hash {
                all.push(Indicator {
                    kind: kind.to_owned(),
                    value: hash.clone(),
                    label: Some(file.name.clone()),
                    ..base.clone()
                });
            }
        }
    }
    Ok(all)
}

/// A plain list: the first value of each line, defanged or not. Lines that begin with `#` are remarks.
fn of_list(path: &Path) -> Result<Vec<Indicator>> {
    let name = path.display();
    let size = std::fs::metadata(path)
        .with_context(|| format!("--indicators {name}: it cannot be read. Check the path."))?
        .len();
    if size > LARGEST {
        bail!("--indicators {name}: it is larger than 256 MiB. Split it.");
    }
    let bytes = std::fs::read(path)
        .with_context(|| format!("--indicators {name}: it cannot be read. Check the path."))?;
    let base = Indicator {
        notice: path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned(),
        ..Indicator::default()
    };
    let text = String::from_utf8_lossy(&bytes);
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    let all: Vec<Indicator> = lines.filter_map(|line| indicator(line, &base)).collect();
    if all.is_empty() {
        bail!(
            "--indicators {name}: no address, domain, e-mail address or hash stands in it. \
             Give a text with one a line."
        );
    }
    Ok(all)
}

/// The first value in a line.
fn indicator(line: &str, base: &Indicator) -> Option<Indicator> {
    let plain = refanged(line);
    let mut first = None;
    observables(&plain, &mut |kind, value| {
        if first.is_none() {
            first = Some((kind.as_str().to_owned(), value.to_owned()));
        }
    });
    let (mut kind, mut value) = first?;
    if kind == "address" {
        // A prefix length follows directly.
        let after = plain
            .to_ascii_lowercase()
            .split_once(&value)
            .map(|(_, after)| after.to_owned())
            .unwrap_or_default();
        let length: String = after
            .strip_prefix('/')
            .unwrap_or_default()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        if !length.is_empty() {
            kind = "network".to_owned();
            value = format!("{value}/{length}");
        }
    }
    Some(Indicator {
        kind,
        value,
        ..base.clone()
    })
}

/// `hxxp://example[.]net` as it was before somebody made it harmless.
fn refanged(line: &str) -> String {
    line.replace("[.]", ".")
        .replace("(.)", ".")
        .replace("[dot]", ".")
        .replace("[:]", ":")
        .replace("[@]", "@")
        .replace("hxxp", "http")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_its_first_value() {
        let of = |line: &str| {
            indicator(line, &Indicator::default())
                .map(|indicator| format!("{} {}", indicator.kind, indicator.value))
        };
        let cases = [
            ("203.0.113[.]9", Some("address 203.0.113.9")),
            ("203.0.113.0/24", Some("network 203.0.113.0/24")),
            (
                "hxxps://files[.]example[.]net/x",
                Some("domain files.example.net"),
            ),
            (
                "ipv4,203.0.113.9,2025-01-08T18:09:11.067Z,seen with 198.51.100.7",
                Some("address 203.0.113.9"),
            ),
            (
                "D41D8CD98F00B204E9800998ECF8427E  cmd1",
                Some("md5 d41d8cd98f00b204e9800998ecf8427e"),
            ),
            ("nothing here", None),
        ];
        for (line, expected) in cases {
            assert_eq!(of(line).as_deref(), expected, "{line}");
        }
    }
}
