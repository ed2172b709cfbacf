//! Time zones as log lines name them.
//!
//! A name stands for one fixed offset (a log line written in summer says so itself). Some names
//! have several meanings; they come with all of them, commonest first. Devices also print names
//! their operators made up: those are known to be zones, and no more.

/// The zone a stamp names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// None.
    Unnamed,
    /// Seconds east of UTC.
    Offset(i32),
    /// A name with several meanings, commonest first, each in seconds east of UTC.
    Ambiguous(&'static str, &'static [i32]),
    /// A name nobody knows.
    Unknown,
}

const H: i32 = 3600;

/// Names with one meaning in network logs. Where a second meaning is obsolete or has far fewer
/// users than devices (EST in Australia, PST in the Philippines) it is left out.
const NAMES: &[(&str, i32)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("UCT", 0),
    ("WET", 0),
    ("WEST", H),
    ("CET", H),
    ("MET", H),
    ("MEZ", H),
    ("CEST", 2 * H),
    ("MEST", 2 * H),
    ("MESZ", 2 * H),
    ("EET", 2 * H),
    ("EEST", 3 * H),
    ("MSK", 3 * H),
    ("MSD", 4 * H),
    ("TRT", 3 * H),
    ("SAST", 2 * H),
    ("CAT", 2 * H),
    ("EAT", 3 * H),
    ("WAT", H),
    ("IDT", 3 * H),
    ("IRST", 3 * H + H / 2),
    ("PKT", 5 * H),
    ("NPT", 5 * H + 3 * H / 4),
    ("ICT", 7 * H),
    ("WIB", 7 * H),
    ("HKT", 8 * H),
    ("SGT", 8 * H),
    ("MYT", 8 * H),
    ("PHT", 8 * H),
    ("AWST", 8 * H),
    ("JST", 9 * H),
    ("KST", 9 * H),
    ("ACST", 9 * H + H / 2),
    ("ACDT", 10 * H + H / 2),
    ("AEST", 10 * H),
    ("AEDT", 11 * H),
    ("NZST", 12 * H),
    ("NZDT", 13 * H),
    ("NST", -3 * H - H / 2),
    ("NDT", -2 * H - H / 2),
    ("ADT", -3 * H),
    ("BRT", -3 * H),
    ("BRST", -2 * H),
    ("ART", -3 * H),
    ("CLT", -4 * H),
    ("CLST", -3 * H),
    ("COT", -5 * H),
    ("PET", -5 * H),
    ("EST", -5 * H),
    ("EDT", -4 * H),
    ("CDT", -5 * H),
    ("MST", -7 * H),
    ("MDT", -6 * H),
    ("PST", -8 * H),
    ("PDT", -7 * H),
    ("AKST", -9 * H),
    ("AKDT", -8 * H),
    ("HST", -10 * H),
    ("HAST", -10 * H),
    ("HDT", -9 * H),
];

/// Names with several meanings: US Central, China, Cuba; India, Israel, Ireland; British summer,
/// Bangladesh; Atlantic, Arabia; Gulf, South Georgia; Singapore, Samoa.
const AMBIGUOUS: &[(&str, &[i32])] = &[
    ("CST", &[-6 * H, 8 * H, -5 * H]),
    ("IST", &[5 * H + H / 2, 2 * H, H]),
    ("BST", &[H, 6 * H]),
    ("AST", &[-4 * H, 3 * H]),
    ("GST", &[4 * H, -2 * H]),
    ("SST", &[8 * H, -11 * H]),
];

/// The zone of a name, whatever its case.
fn named(name: &[u8]) -> Option<Zone> {
    let same = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
    if let Some((_, offset)) = NAMES.iter().find(|(known, _)| same(known)) {
        return Some(Zone::Offset(*offset));
    }
    AMBIGUOUS
        .iter()
        .find(|(known, _)| same(known))
        .map(|(known, offsets)| Zone::Ambiguous(known, offsets))
}

/// The zone of a whole word, as an attribute gives it (`CEST`, `UTC`, `+02:00`).
pub(crate) fn zone_named(word: &str) -> Option<Zone> {
    match offset(word.as_bytes()) {
        Some((seconds, used)) => (used == word.len()).then_some(Zone::Offset(seconds)),
        None => named(word.as_bytes()),
    }
}

/// Reads a numeric offset (`+01:00`, `-0530`, `+2`) and how many bytes it takes.
pub(super) fn offset(text: &[u8]) -> Option<(i32, usize)> {
    let (sign, rest) = match text {
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let digit = |at: usize| {
        rest.get(at)
            .filter(|byte| byte.is_ascii_digit())
            .map(|byte| i32::from(byte - b'0'))
    };
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let (hours, minutes, used) = if let Some(hours) = two(0) {
        if rest.get(2) == Some(&b':') && two(3).is_some() {
            (hours, two(3)?, 5)
        } else if let Some(minutes) = two(2) {
            (hours, minutes, 4)
        } else {
            (hours, 0, 2)
        }
    } else {
        (digit(0)?, 0, 1)
    };
    let ends = rest.get(used).is_none_or(|byte| !byte.is_ascii_digit());
    (ends && hours <= 14 && minutes < 60).then_some((sign * (hours * H + minutes * 60), used + 1))
}

/// Reads a zone at the start of `text`, which follows a time and a space, and how many bytes it
/// takes. A word is a zone if it is a known name in capitals, or stands before a colon as the end
/// of a device's stamp does; any other word is the next part of the header.
pub(super) fn zone(text: &[u8]) -> Option<(Zone, usize)> {
    if let Some((seconds, used)) = offset(text) {
        return ends_word(text, used).then_some((Zone::Offset(seconds), used));
    }
    let letters = text
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let name = text.get(..letters)?;
    let after = text.get(letters..)?;
    if !(1..=6).contains(&letters) {
        return None;
    }
    let capitals = name.iter().all(u8::is_ascii_uppercase);
    // UTC+07:30: east of Greenwich, as ISO 8601 counts. `sw-1` is a host.
    if let Some((seconds, used)) = offset(after) {
        let used = letters + used;
        let base = match named(name) {
            Some(Zone::Offset(base)) if capitals && ends_word(text, used) => base,
            None if capitals && text.get(used) == Some(&b':') => 0,
            _ => return None,
        };
        return Some((Zone::Offset(base + seconds), used));
    }
    let before_colon = matches!(after, [b':', ..] | [b' ', b':', ..]);
    match named(name) {
        Some(zone) if before_colon || (capitals && ends_word(text, letters)) => {
            Some((zone, letters))
        }
        None if before_colon && capitals && letters >= 2 && !numbered(after) => {
            Some((Zone::Unknown, letters))
        }
        _ => None,
    }
}

/// Whether a number follows the colon: then the word before it is a host's name.
fn numbered(after: &[u8]) -> bool {
    after
        .iter()
        .find(|byte| !matches!(byte, b' ' | b':'))
        .is_some_and(u8::is_ascii_digit)
}

fn ends_word(text: &[u8], at: usize) -> bool {
    text.get(at)
        .is_none_or(|byte| matches!(byte, b' ' | b'\t' | b':'))
}
