//! Times and durations as people write and read them. Everything inside is UTC.

use anyhow::{Result, anyhow, bail};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};
use seawall_model::Moment;

/// Reads `2026-10-01` (midnight UTC) or RFC 3339.
///
/// # Errors
/// A sentence that names the option and the forms.
pub(crate) fn parse(option: &str, text: &str) -> Result<Moment> {
    let instant = text.parse::<Timestamp>().ok().or_else(|| {
        let day = text.parse::<civil::Date>().ok()?;
        TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()
    });
    instant
        .map(|instant| Moment(instant.as_microsecond()))
        .ok_or_else(|| {
            anyhow!(
                "{option}: \"{text}\" is no time. Write it as 2026-10-01 or 2026-10-01T12:00:00Z."
            )
        })
}

/// The instant in RFC 3339, UTC, with as many decimals as it has.
pub(crate) fn rfc3339(moment: Moment) -> String {
    Timestamp::from_microsecond(moment.0)
        .map_or_else(|_| "out of range".to_owned(), |t| t.to_string())
}

/// The instant as a screen shows it: `2026-10-01 12:00:00Z`.
pub(crate) fn short(moment: Moment) -> String {
    let whole = Moment::from_seconds(moment.0.div_euclid(1_000_000));
    rfc3339(whole).replacen('T', " ", 1)
}

/// The day: `2026-10-01`.
pub(crate) fn day(moment: Moment) -> String {
    rfc3339(moment).chars().take(10).collect()
}

/// Seconds of `90m`, `25h`, `30d`.
pub(crate) fn duration(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit = text.chars().last()?;
    let seconds = match unit {
        's' => 1.0,
        'm' => 60.0,
        'h' => 3_600.0,
        'd' => 86_400.0,
        _ => return None,
    };
    let number: f64 = text.strip_suffix(unit)?.trim().parse().ok()?;
    (number.is_finite() && number > 0.0).then_some(number * seconds)
}

/// Seconds east of UTC of `UTC`, `Z`, `+02:00`, `UTC+07:30`, `-5`.
///
/// # Errors
/// A sentence that says what to write. Zones with summer time are refused: a log's stamps do not
/// say which half of the year's offset holds.
pub(crate) fn offset(option: &str, text: &str) -> Result<i32> {
    let trimmed = text.trim();
    if ["UTC", "GMT", "Z"]
        .iter()
        .any(|zone| trimmed.eq_ignore_ascii_case(zone))
    {
        return Ok(0);
    }
    let number = trimmed.trim_start_matches("UTC").trim_start_matches("GMT");
    let parsed = number
        .strip_prefix('+')
        .map(|n| (1, n))
        .or_else(|| number.strip_prefix(['-', '\u{2212}']).map(|n| (-1, n)));
    if let Some((sign, digits)) = parsed {
        let (hours, minutes) = match digits.split_once(':') {
            Some((hours, minutes)) => (hours, minutes),
            None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
            None => (digits, "0"),
        };
        if let (Ok(hours @ 0..=15), Ok(minutes @ 0..=59)) =
            (hours.parse::<i32>(), minutes.parse::<i32>())
        {
            let seconds = sign * (hours * 3_600 + minutes * 60);
            if Offset::from_seconds(seconds).is_ok() {
                return Ok(seconds);
            }
        }
    }
    bail!(
        "{option}: \"{text}\" is no fixed offset. Write UTC or an offset such as +02:00; a zone \
         with summer time has two, so give files of one half of the year at a time."
    )
}

/// Bytes of `512M`, `2G`.
///
/// # Errors
/// A sentence that says what to write.
pub(crate) fn size(option: &str, text: &str) -> Result<usize> {
    let trimmed = text
        .trim()
        .trim_end_matches(['B', 'b'])
        .trim_end_matches('i');
    let (digits, shift) = match trimmed.chars().last() {
        Some('K' | 'k') => (&trimmed[..trimmed.len() - 1], 10),
        Some('M' | 'm') => (&trimmed[..trimmed.len() - 1], 20),
        Some('G' | 'g') => (&trimmed[..trimmed.len() - 1], 30),
        _ => (trimmed, 0),
    };
    digits
        .trim()
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_mul(1 << shift))
        .ok_or_else(|| anyhow!("{option}: \"{text}\" is no size. Write it as 512M or 2G."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_durations() {
        let shown = |text| {
            parse("--from", text)
                .map(rfc3339)
                .map_err(|e| e.to_string())
        };
        assert_eq!(shown("2026-10-01").unwrap(), "2026-10-01T00:00:00Z");
        assert_eq!(
            shown("2026-10-01T02:00:00+02:00").unwrap(),
            "2026-10-01T00:00:00Z"
        );
        insta::assert_snapshot!(
            shown("yesterday").unwrap_err(),
            @r#"--from: "yesterday" is no time. Write it as 2026-10-01 or 2026-10-01T12:00:00Z."#
        );
        assert_eq!(duration("25h"), Some(90_000.0));
        assert_eq!(duration("30 d"), Some(2_592_000.0));
        assert_eq!(duration("h"), None);
        assert_eq!(duration("-1h"), None);
    }

    #[test]
    fn offsets_and_sizes() {
        for (text, seconds) in [
            ("UTC", 0),
            ("+02:00", 7_200),
            ("UTC+07:30", 27_000),
            ("-5", -18_000),
            ("-0530", -19_800),
        ] {
            assert_eq!(offset("--tz", text).unwrap(), seconds, "{text}");
        }
        assert!(offset("--tz", "Europe/London").is_err());
        assert!(offset("--tz", "+99:00").is_err());
        assert_eq!(size("--memory", "512M").unwrap(), 512 << 20);
        assert_eq!(size("--memory", "2 GiB").unwrap(), 2 << 30);
        assert!(size("--memory", "much").is_err());
    }
}
