//! `dir`, `show flash:` and `verify`: which files lie on the device.

use jiff::civil::DateTime;
use seawall_model::Moment;
use seawall_model::tables::DeviceFile;

use super::{Command, Output};
use crate::words::Words;

pub(super) const DIR: Command = Command {
    id: "dir",
    typed: &["dir …"],
    whole: &[
        "all-filesystems",
        "/all-filesystems",
        "/recursive all-filesystems",
        "/all all-filesystems",
    ],
    looks: |line| line.starts_with("Directory of ") || line.starts_with("Usage for "),
    read: |output| {
        output.ended = Some(false);
        list(output);
    },
};

pub(super) const FLASH: Command = Command {
    id: "show-flash",
    typed: &[
        "show flash: …",
        "show flash …",
        "show bootflash: …",
        "show bootflash …",
        "show disk0: …",
    ],
    whole: &["all"],
    looks: |line| line.starts_with("-#- --length--") || line.starts_with("System flash directory"),
    read: |output| {
        output.ended = Some(false);
        list(output);
    },
};

pub(super) const VERIFY: Command = Command {
    id: "verify",
    typed: &["verify …"],
    whole: &["-"],
    looks: |line| digest(line).is_some(),
    read: verify,
};

fn list(output: &mut Output<'_>) {
    let mut directory = String::new();
    let mut files: Vec<(DeviceFile, usize)> = Vec::new();
    for index in output.lines() {
        let line = output.line(index);
        if let Some(name) = line.strip_prefix("Directory of ") {
            directory = output.safe(name.trim());
            output.begin(index);
            output.ended = Some(false);
        } else if let Some(name) = line.strip_prefix("Usage for ") {
            // NX-OS names the file system only below the list.
            output.platform = Some("cisco-nx-os");
            let name = output.safe(name.trim().trim_end_matches('/'));
            for (file, _) in &mut files {
                file.path = joined(&name, &file.path);
            }
            output.begin(index);
        } else if line.starts_with("-#- --length--") || line.starts_with("System flash directory") {
            output.begin(index);
        } else if ends(line) {
            output.begun = true;
            output.ended = Some(true);
            output.known(index);
        } else if ["No files in directory", "File  Length", "%Error", "% Error"]
            .iter()
            .any(|start| line.starts_with(start))
            || line.contains(" bytes used")
        {
            output.known(index);
        } else if let Some(listed) = listed(line, output.zone) {
            let name = output.safe(listed.name);
            let path = joined(&directory, &name);
            let short = name
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default();
            let file = DeviceFile {
                name: short.to_owned(),
                path,
                folder: listed.folder,
                bytes: listed.bytes,
                modified: listed.modified,
                ..DeviceFile::default()
            };
            files.push((file, index));
        }
    }
    // Without any heading, what was typed says where: `dir bootflash:`.
    let typed = output
        .arguments
        .split(' ')
        .next_back()
        .unwrap_or_default()
        .to_owned();
    for (mut file, index) in files {
        if directory.is_empty() && typed.contains(':') && !file.path.contains(':') {
            file.path = joined(&output.safe(&typed), &file.path);
        }
        output.push(file, index);
    }
}

/// `7835619328 bytes total (6612774912 bytes free)` and its relatives.
fn ends(line: &str) -> bool {
    let counted = line
        .trim_start_matches('[')
        .starts_with(|c: char| c.is_ascii_digit());
    let last = [
        "bytes total",
        "bytes available",
        "kbytes total",
        "bytes free",
        "available, ",
    ];
    (counted && last.iter().any(|words| line.contains(words)))
        || line.starts_with("No space information available")
}

fn joined(directory: &str, name: &str) -> String {
    if directory.is_empty() || name.starts_with('/') && name.matches('/').count() > 1 {
        return name.to_owned();
    }
    let between = if directory.ends_with('/') || name.starts_with('/') {
        ""
    } else {
        "/"
    };
    let name = if directory.ends_with('/') {
        name.trim_start_matches('/')
    } else {
        name
    };
    format!("{directory}{between}{name}")
}

struct Listed<'a> {
    name: &'a str,
    folder: bool,
    bytes: Option<i64>,
    modified: Option<Moment>,
}

/// One file: what stands before its date is number, rights and size; what stands after is its name.
fn listed(line: &str, zone: Option<i32>) -> Option<Listed<'_>> {
    let words = Words::of(line);
    let word = |at: usize| words.get(line, at).unwrap_or_default();
    let date =
        (0..words.len()).find(|at| month(word(*at)).is_some() && number(word(at + 1)).is_some());
    let (date, modified, after) = match date {
        Some(at) => {
            let (modified, after) = stamp(&|n| word(at + n), zone)?;
            (at, modified, at + after)
        }
        // `<no date>`, or a list without dates.
        None => match (0..words.len()).find(|at| word(*at) == "<no" || word(*at) == "<No") {
            Some(at) => (at, None, at + 2),
            None => (undated(&words, line)?, None, undated(&words, line)?),
        },
    };
    let before = (0..date).map(word);
    let rights = before.clone().find(|word| {
        word.starts_with(['d', '-', 'l'])
            && word.len() >= 4
            && !word.bytes().any(|b| b.is_ascii_digit())
    });
    let bytes = before.filter_map(number).next_back()?;
    let name = line.get(words.span(after)?.start..)?;
    let name = name.split(" -> ").next()?.trim_end();
    Some(Listed {
        name,
        folder: rights.is_some_and(|rights| rights.starts_with('d')) || name.ends_with('/'),
        bytes: Some(bytes),
        modified,
    })
}

/// `  1   15183868  c2600-image.bin`: where the name begins.
fn undated(words: &Words, line: &str) -> Option<usize> {
    let get = |at: usize| words.get(line, at).unwrap_or_default();
    let plain = words.len() == 3 && number(get(0)).is_some() && number(get(1)).is_some();
    plain.then_some(2)
}

fn number(word: &str) -> Option<i64> {
    word.parse().ok()
}

/// Reads the stamp that begins with a month, and says how many words it has: `Mar 2 2015 08:46:31
/// +00:00`, `Mar 2 08:46:31 2015`, `Mar 2 08:46` (of an unknown year), `Mar 2 2015`.
fn stamp<'a>(
    word: &dyn Fn(usize) -> &'a str,
    zone: Option<i32>,
) -> Option<(Option<Moment>, usize)> {
    let month = month(word(0))?;
    let day = word(1).parse::<i8>().ok()?;
    let year = |at: usize| {
        word(at)
            .parse::<i16>()
            .ok()
            .filter(|year| (1970..=2200).contains(year))
    };
    let (year, time, mut used) = match (year(2), clock(word(2))) {
        (Some(year), _) => match clock(word(3)) {
            Some(time) => (year, time, 4),
            None => (year, (0, 0, 0), 3),
        },
        (None, Some(time)) => match year(3) {
            Some(year) => (year, time, 4),
            None => return Some((None, 3)),
        },
        (None, None) => return None,
    };
    let mut offset = i64::from(zone.unwrap_or(0));
    if let Some(named) = offset_of(word(used)) {
        offset = named;
        used += 1;
    }
    let civil = DateTime::new(year, month, day, time.0, time.1, time.2, 0).ok();
    let seconds = civil.and_then(|civil| jiff::tz::Offset::UTC.to_timestamp(civil).ok());
    let moment = seconds.map(|time| Moment::from_seconds(time.as_second().saturating_sub(offset)));
    Some((moment, used))
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let place = MONTHS.iter().position(|month| *month == word)?;
    Some(place as i8 + 1)
}

fn clock(word: &str) -> Option<(i8, i8, i8)> {
    let mut parts = word.split(':');
    let mut part = || parts.next()?.get(..2)?.parse::<i8>().ok();
    let (hour, minute) = (part()?, part()?);
    Some((hour, minute, part().unwrap_or(0)))
}

/// `+01:00`.
fn offset_of(word: &str) -> Option<i64> {
    let sign = match word.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = word.get(1..)?.split_once(':')?;
    Some(sign * (hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60))
}

/// `verify /md5 (flash:image.bin) = 0123…`: the file and its digest.
fn digest(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("verify /")?;
    let (file, digest) = rest.split_once(") = ")?;
    let (_, file) = file.split_once('(')?;
    let hex = digest.trim();
    (hex.len() >= 32 && hex.bytes().all(|b| b.is_ascii_hexdigit())).then_some((file, hex))
}

fn verify(output: &mut Output<'_>) {
    for index in output.lines() {
        let line = output.line(index);
        if let Some((file, hex)) = digest(line) {
            let path = output.safe(file);
            let row = DeviceFile {
                name: path
                    .rsplit(['/', ':'])
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                path,
                digest: Some(hex.to_ascii_lowercase()),
                ..DeviceFile::default()
            };
            output.begun = true;
            // A digest looks like a secret to redaction; this one is none.
            output.keep(index, format!("({}) = {hex}", row.path));
            output.push(row, index);
        } else if line.starts_with('.') || line.ends_with("Done!") {
            output.known(index);
        }
    }
}
