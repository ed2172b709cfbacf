//! Stamps in, instants out: years, zones, marks, and what was assumed.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, and figures they report"
)]

mod common;

use common::{Given, time_text};
use jiff::Timestamp;
use jiff::tz::Offset;
use proptest::prelude::*;

/// The instants of a log's lines and their errors, and the notes.
fn times(given: &Given<'_>) -> String {
    let reading = given.read().unwrap();
    let mut out = String::new();
    for log in reading.logs() {
        let error = log.time_error.unwrap_or(-1.0);
        out.push_str(&format!("{} ±{error}\n", time_text(log.time)));
    }
    for note in &reading.coverage.notes {
        out.push_str(&format!("- {note}\n"));
    }
    out
}

const OVER_NEW_YEAR: &str = "\
<189>1: r1: Nov 30 10:00:00 UTC: %SYS-5-CONFIG_I: Configured from console by console
<189>2: r1: Dec 31 23:59:59 UTC: %SYS-5-CONFIG_I: Configured from console by console
<189>3: r1: Jan  1 00:00:01 UTC: %SYS-5-CONFIG_I: Configured from console by console
<189>4: r1: Dec 31 23:59:58 UTC: %SYS-5-CONFIG_I: Configured from console by console
<189>5: r1: Feb  5 00:00:01 UTC: %SYS-5-CONFIG_I: Configured from console by console
";

#[test]
fn years_come_from_the_modification_time_of_the_last_line() {
    let mut given = Given::new("r1.log", OVER_NEW_YEAR);
    given.modified = Some("2026-02-05T00:00:02Z");
    insta::assert_snapshot!(times(&given), @"
    2025-11-30T10:00:00Z ±0.5
    2025-12-31T23:59:59Z ±0.5
    2026-01-01T00:00:01Z ±0.5
    2025-12-31T23:59:58Z ±0.5
    2026-02-05T00:00:01Z ±0.5
    - 5 lines are without a year: it was taken from the file's modification time (2026-02-05); keep modification times when you copy logs (cp -p, rsync -t).
    ");
    // Copied later, without its time: the last line cannot be of the year it was copied in.
    given.modified = Some("2026-01-20T00:00:00Z");
    insta::assert_snapshot!(times(&given), @"
    2024-11-30T10:00:00Z ±0.5
    2024-12-31T23:59:59Z ±0.5
    2025-01-01T00:00:01Z ±0.5
    2024-12-31T23:59:58Z ±0.5
    2025-02-05T00:00:01Z ±0.5
    - 5 lines are without a year: it was taken from the file's modification time (2026-01-20); keep modification times when you copy logs (cp -p, rsync -t).
    ");
    given.modified = None;
    insta::assert_snapshot!(times(&given), @"
    - ±-1
    - ±-1
    - ±-1
    - ±-1
    - ±-1
    - 5 lines are without a year, and neither the path nor the file tells it, so these have no time: put a date such as 2026-01-05 into the file's name.
    ");
}

#[test]
fn years_come_from_the_path_first() {
    let mut given = Given::new("r1/2023-02-10.log", OVER_NEW_YEAR);
    given.modified = Some("2026-02-05T00:00:02Z");
    insta::assert_snapshot!(times(&given), @"
    2022-11-30T10:00:00Z ±0.5
    2022-12-31T23:59:59Z ±0.5
    2023-01-01T00:00:01Z ±0.5
    2022-12-31T23:59:58Z ±0.5
    2023-02-05T00:00:01Z ±0.5
    - 5 lines are without a year: it was taken from the date in the path (2023-02-10); rename the file if that is wrong.
    ");
}

#[test]
fn a_whole_year_and_more_in_one_file() {
    let mut text = String::new();
    for month in 0..30 {
        let name = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][month % 12];
        text.push_str(&format!(
            "<189>1: r1: {name} 15 10:00:00 UTC: %SYS-5-CONFIG_I: Configured\n"
        ));
    }
    let mut given = Given::new("r1.log", &text);
    given.modified = Some("2026-06-20T00:00:00Z");
    let times = times(&given);
    let lines: Vec<&str> = times.lines().collect();
    assert_eq!(lines[0], "2024-01-15T10:00:00Z ±0.5");
    assert_eq!(lines[29], "2026-06-15T10:00:00Z ±0.5");
}

#[test]
fn one_line_from_another_month_moves_no_other() {
    let text = "\
<189>1: r1: Nov 14 10:00:00 UTC: %SYS-5-CONFIG_I: Configured
<189>2: r1: Mar  1 10:00:01 UTC: %SYS-5-CONFIG_I: Configured
<189>3: r1: Nov 14 10:00:02 UTC: %SYS-5-CONFIG_I: Configured
<189>4: r1: *Mar  1 00:00:03 UTC: %SYS-5-CONFIG_I: Configured
<189>5: r1: Nov 14 10:00:04 UTC: %SYS-5-CONFIG_I: Configured
";
    let mut given = Given::new("r1.log", text);
    given.modified = Some("2025-11-14T11:00:00Z");
    insta::assert_snapshot!(times(&given), @"
    2025-11-14T10:00:00Z ±0.5
    2025-03-01T10:00:01Z ±0.5
    2025-11-14T10:00:02Z ±0.5
    2025-03-01T00:00:03Z ±86400
    2025-11-14T10:00:04Z ±0.5
    - 5 lines are without a year: it was taken from the file's modification time (2025-11-14); keep modification times when you copy logs (cp -p, rsync -t).
    - 1 line is from a clock that was never set: their times are the relay's, or uncertain by a day; configure time servers on these devices.
    ");
}

#[test]
fn leap_days_and_leap_seconds() {
    let text = "\
<189>1: r1: Feb 29 10:00:00 UTC: %SYS-5-CONFIG_I: Configured
<189>2: r1: Jun 30 23:59:60 UTC: %SYS-5-CONFIG_I: Configured
<189>3: r1: Feb 30 23:59:59 UTC: %SYS-5-CONFIG_I: Configured
<189>4: r1: Feb 29 2025 23:59:59 UTC: %SYS-5-CONFIG_I: Configured
";
    let mut given = Given::new("r1.log", text);
    given.modified = Some("2026-06-20T00:00:00Z");
    insta::assert_snapshot!(times(&given), @"
    2024-02-29T10:00:00Z ±0.5
    2024-07-01T00:00:00Z ±0.5
    - ±-1
    - ±-1
    - 2 lines are without a year: it was taken from the file's modification time (2026-06-20); keep modification times when you copy logs (cp -p, rsync -t).
    ");
}

#[test]
fn zones_and_relays() {
    let text = "\
<189>1: r1: Jan  5 2026 02:00:00 IST: %SYS-5-CONFIG_I: Configured
<189>1: r1: Jan  5 2026 02:00:00 GMT+2: %SYS-5-CONFIG_I: Configured
<189>1: r1: Jan  5 2026 02:00:00 CMT+2: %SYS-5-CONFIG_I: Configured
<189>1: r1: Jan  5 2026 02:00:00 LON: %SYS-5-CONFIG_I: Configured
2026-01-05T02:00:00-05:00 relay 1: r1: Jan  5 12:30:01.250: %SYS-5-CONFIG_I: Configured
2026-01-05T02:00:00Z relay 1: r1: Jan  5 02:07:00.250: %SYS-5-CONFIG_I: Configured
2026-01-05T02:00:00Z relay 1: r1: *Mar  1 02:07:00.250: %SYS-5-CONFIG_I: Configured
2026-01-01T00:00:00Z relay 1: r1: Dec 31 23:59:59.250 UTC: %SYS-5-CONFIG_I: Configured
Jan  5 02:00:00 relay 1: r1: .Jan  5 02:00:01.250 UTC: %SYS-5-CONFIG_I: Configured
";
    let mut given = Given::new("r1.log", text);
    insta::assert_snapshot!(times(&given), @"
    2026-01-04T20:30:00Z ±16200
    2026-01-05T00:00:00Z ±0.5
    2026-01-05T00:00:00Z ±0.5
    2026-01-05T02:00:00Z ±50400
    2026-01-05T07:00:01.25Z ±0.0005
    2026-01-05T02:00:00Z ±1.5
    2026-01-05T02:00:00Z ±1.5
    2025-12-31T23:59:59.25Z ±0.0005
    2026-01-05T02:00:01.25Z ±60
    - 1 line is without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 1 line is without a known time zone: UTC was assumed with an error of 14 hours; give the zone with --tz.
    - 2 lines are without a known time zone: it was taken from the relay's stamp in the same line; give the zone with --tz if that is wrong.
    - 1 line is with the zone name IST, which has several meanings: UTC+05:30 was taken, with the distance to the others as error; give the zone with --tz.
    - 1 line is from a clock that was never set: their times are the relay's, or uncertain by a day; configure time servers on these devices.
    ");
    // A zone given by the user decides what the lines leave open, and nothing else.
    given.offset = Some(7200);
    insta::assert_snapshot!(times(&given), @"
    2026-01-05T00:00:00Z ±0.5
    2026-01-05T00:00:00Z ±0.5
    2026-01-05T00:00:00Z ±0.5
    2026-01-05T00:00:00Z ±0.5
    2026-01-05T10:30:01.25Z ±0.0005
    2026-01-05T00:07:00.25Z ±0.0005
    2026-01-05T02:00:00Z ±1.5
    2025-12-31T23:59:59.25Z ±0.0005
    2026-01-05T02:00:01.25Z ±60
    - 1 line is without a year: it was taken from the file's modification time (2026-06-30); keep modification times when you copy logs (cp -p, rsync -t).
    - 3 lines are without a known time zone: UTC+02:00 was assumed, as given; nothing to do.
    - 1 line is from a clock that was never set: their times are the relay's, or uncertain by a day; configure time servers on these devices.
    ");
}

/// A way to write an instant: whether the year is in it, its resolution in microseconds.
#[derive(Clone, Copy, Debug)]
enum Format {
    Bsd,
    BsdMillis,
    YearAfter,
    YearBefore,
    Rsyslog,
    Rfc5424,
}

const FORMATS: [Format; 6] = [
    Format::Bsd,
    Format::BsdMillis,
    Format::YearAfter,
    Format::YearBefore,
    Format::Rsyslog,
    Format::Rfc5424,
];

/// A line with this instant, and the instant as far as the line tells it.
fn line(format: Format, at: Timestamp, zone: i32) -> (String, i64) {
    let offset = Offset::from_seconds(zone).unwrap();
    let local = offset.to_datetime(at);
    let minutes = zone.abs() / 60;
    let sign = if zone < 0 { '-' } else { '+' };
    let numeric = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    let named = format!("UTC{numeric}");
    let message = "%SYS-5-CONFIG_I: Configured from console by console";
    let micros = at.as_microsecond();
    let whole = micros.div_euclid(1_000_000) * 1_000_000;
    let millis = micros.div_euclid(1000) * 1000;
    match format {
        Format::Bsd => (
            format!(
                "<189>7: r1: {} {named}: {message}",
                local.strftime("%b %e %H:%M:%S")
            ),
            whole,
        ),
        Format::BsdMillis => (
            format!(
                "<189>7: r1: {} {named}: {message}",
                local.strftime("%b %e %H:%M:%S.%3f")
            ),
            millis,
        ),
        Format::YearAfter => (
            format!(
                "r1: {} {named}: {message}",
                local.strftime("%b %e %Y %H:%M:%S.%3f")
            ),
            millis,
        ),
        Format::YearBefore => (
            format!(
                "r1: {} {named}: {message}",
                local.strftime("%Y %b %e %H:%M:%S")
            ),
            whole,
        ),
        Format::Rsyslog => (
            format!(
                "{}{numeric} r1 7: {message}",
                local.strftime("%Y-%m-%dT%H:%M:%S.%6f")
            ),
            micros,
        ),
        Format::Rfc5424 => (
            format!(
                "<189>1 {}{numeric} r1 - - - - {message}",
                local.strftime("%Y-%m-%dT%H:%M:%S.%6f")
            ),
            micros,
        ),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Files of 40 lines that span up to years, in every format and zone: 10,240 instants.
    #[test]
    fn instants_survive(
        format in 0..FORMATS.len(),
        start in 1_500_000_000_i64..1_900_000_000,
        quarter_hours in -48_i32..=56,
        gaps in proptest::collection::vec((0_i64..150 * 86_400, 0_i64..1_000_000, 0_u8..8), 40),
        late in 0_i64..80_000,
    ) {
        let format = FORMATS[format];
        let mut text = String::new();
        let mut expected = Vec::new();
        let mut at = start * 1_000_000;
        for (seconds, micros, kind) in gaps {
            // Mostly near each other, as logs are; now and then months of silence.
            let seconds = if kind == 0 { seconds } else { seconds % 5000 };
            at += seconds * 1_000_000 + micros;
            let instant = Timestamp::from_microsecond(at).unwrap();
            let (line, told) = line(format, instant, quarter_hours * 900);
            text.push_str(&line);
            text.push('\n');
            expected.push(told);
        }
        let modified = Timestamp::from_microsecond(at + late * 1_000_000).unwrap().to_string();
        let mut given = Given::new("messages.log", &text);
        given.modified = Some(&modified);
        let reading = given.read().unwrap();
        let found: Vec<i64> = reading.logs().iter().map(|log| log.time.unwrap().0).collect();
        prop_assert_eq!(found, expected);
    }
}
