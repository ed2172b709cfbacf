//! Stamps as lines write them: month names with or without a year (before or after), ISO 8601,
//! `ctime`. A stamp is what the line says; which instant it means is decided by [`super::Clock`].

use super::zone::{Zone, offset, zone};

/// A date and time as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// The year, where there is one.
    pub(crate) year: Option<i32>,
    /// 1 to 12.
    pub(crate) month: u8,
    /// 1 to 31.
    pub(crate) day: u8,
    /// Seconds since midnight; 86,400 in a leap second.
    pub(crate) second: u32,
    /// Microseconds.
    pub(crate) micros: u32,
    /// Digits of the fraction that were written, at most 6.
    pub(crate) digits: u8,
    /// The zone.
    pub(crate) zone: Zone,
}

impl Stamp {
    /// Half of what the last digit written stands for, in seconds.
    pub(crate) fn resolution_half(self) -> f64 {
        match self.digits {
            0 => 0.5,
            1 => 0.05,
            2 => 0.005,
            3 => 0.0005,
            4 => 0.000_05,
            5 => 0.000_005,
            _ => 0.000_000_5,
        }
    }

    /// Seconds since 1970 on the stamp's own wall clock, were it of this year; `None` for a day
    /// that year does not have.
    pub(crate) fn seconds_in(self, year: i32) -> Option<i64> {
        let days = days_in(year, self.month);
        if self.day == 0 || self.day > days {
            return None;
        }
        Some(self.seconds_about(year))
    }

    /// The same, with the day after where that year has no such day.
    pub(crate) fn seconds_about(self, year: i32) -> i64 {
        days_since_1970(year, self.month, self.day) * 86_400 + i64::from(self.second)
    }
}

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn days_in(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar, counting years from March so that the
/// leap day is the last one.
const fn days_since_1970(year: i32, month: u8, day: u8) -> i64 {
    let year = year as i64 - (month <= 2) as i64;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month as i64 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The year, month and day that are so many days after 1970-01-01.
pub(crate) fn civil_of(days: i64) -> (i32, u8, u8) {
    let year = year_of(days.saturating_mul(86_400));
    let mut day = days - days_since_1970(year, 1, 1);
    for month in 1..12 {
        let length = i64::from(days_in(year, month));
        if day < length {
            return (year, month, day as u8 + 1);
        }
        day -= length;
    }
    (year, 12, day as u8 + 1)
}

/// The year in which this many seconds since 1970 fall.
pub(crate) const fn year_of(seconds: i64) -> i32 {
    let days = seconds.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // January and February belong to the next calendar year.
    (year_of_era + era * 400 + (day_of_year >= 306) as i64) as i32
}

/// Reads a stamp at the start of `text`, and how many bytes it takes, its zone included.
pub(crate) fn stamp(text: &[u8]) -> Option<(Stamp, usize)> {
    let mut at = At { text, at: 0 };
    match text.first()? {
        b'0'..=b'9' => at.digits_first(),
        b'A'..=b'Z' | b'a'..=b'z' => at.month_first(),
        _ => None,
    }
    .map(|stamp| (stamp, at.at))
}

/// A place in a text; every method moves on only as far as it understood.
struct At<'a> {
    text: &'a [u8],
    at: usize,
}

impl At<'_> {
    fn rest(&self) -> &[u8] {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let eaten = self.peek() == Some(byte);
        self.at += usize::from(eaten);
        eaten
    }

    /// At least one space.
    fn spaces(&mut self) -> Option<()> {
        let spaces = self.rest().iter().take_while(|byte| **byte == b' ').count();
        self.at += spaces;
        (spaces > 0).then_some(())
    }

    /// A number of `least` to `most` digits, not followed by another digit.
    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let digits = self
            .rest()
            .iter()
            .take(most + 1)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits < least || digits > most {
            return None;
        }
        let value = self
            .rest()
            .iter()
            .take(digits)
            .fold(0, |value: u32, byte| value * 10 + u32::from(byte - b'0'));
        self.at += digits;
        Some(value)
    }

    fn month(&mut self) -> Option<u8> {
        const MONTHS: [&[u8]; 12] = [
            b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov",
            b"dec",
        ];
        let name = self.rest().get(..3)?;
        let month = MONTHS
            .iter()
            .position(|month| name.eq_ignore_ascii_case(month))?;
        self.at += 3;
        u8::try_from(month + 1).ok()
    }

    /// A four-digit year from 1970 on.
    fn year(&mut self) -> Option<i32> {
        let from = self.at;
        let year = self
            .number(4, 4)
            .filter(|year| (1970..=2199).contains(year));
        if year.is_none() {
            self.at = from;
        }
        year.and_then(|year| i32::try_from(year).ok())
    }

    /// `HH:MM:SS` with a fraction after a dot or comma.
    fn time(&mut self) -> Option<(u32, u32, u8)> {
        let hour = self.number(1, 2).filter(|hour| *hour < 24)?;
        self.eat(b':').then_some(())?;
        let minute = self.number(2, 2).filter(|minute| *minute < 60)?;
        self.eat(b':').then_some(())?;
        let second = self.number(2, 2).filter(|second| *second <= 60)?;
        let (mut micros, mut digits) = (0, 0);
        if matches!(self.peek(), Some(b'.' | b','))
            && self.text.get(self.at + 1).is_some_and(u8::is_ascii_digit)
        {
            self.at += 1;
            while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
                if digits < 6 {
                    micros = micros * 10 + u32::from(digit - b'0');
                    digits += 1;
                }
                self.at += 1;
            }
            micros *= 10_u32.pow(6 - u32::from(digits));
        }
        Some((hour * 3600 + minute * 60 + second, micros, digits))
    }

    /// A zone after one space or none (`Z`, `+01:00`).
    fn zone(&mut self, iso: bool) -> Zone {
        if iso && self.eat(b'Z') {
            return Zone::Offset(0);
        }
        if iso && let Some((seconds, used)) = offset(self.rest()) {
            self.at += used;
            return Zone::Offset(seconds);
        }
        if let [b' ', rest @ ..] = self.rest()
            && let Some((zone, used)) = zone(rest)
        {
            self.at += 1 + used;
            return zone;
        }
        Zone::Unnamed
    }

    /// `2026-01-05T02:11:09+00:00`, `2026-01-05 02:11:09 +0000`, `2026 Jan  5 02:11:09`.
    fn digits_first(&mut self) -> Option<Stamp> {
        let year = self.year()?;
        let (month, day) = match self.peek()? {
            b'-' => {
                self.at += 1;
                let month = u8::try_from(self.number(2, 2)?).ok()?;
                self.eat(b'-').then_some(())?;
                let day = u8::try_from(self.number(2, 2)?).ok()?;
                if !self.eat(b'T') && !self.eat(b't') {
                    self.spaces()?;
                }
                let (second, micros, digits) = self.time()?;
                let zone = self.zone(true);
                return checked(Stamp {
                    year: Some(year),
                    month,
                    day,
                    second,
                    micros,
                    digits,
                    zone,
                });
            }
            b' ' => {
                self.spaces()?;
                let month = self.month()?;
                self.spaces()?;
                (month, u8::try_from(self.number(1, 2)?).ok()?)
            }
            _ => return None,
        };
        self.spaces()?;
        self.time_and_zone(Some(year), month, day)
    }

    /// `Jan  5 02:11:09`, `Jan 5 2026 02:11:09`, `Mon Jan  5 02:11:09 2026`, `Mon 2026-01-05
    /// 02:11:09 UTC`.
    fn month_first(&mut self) -> Option<Stamp> {
        const DAYS: [&[u8]; 7] = [b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun"];
        let name = self.rest().get(..3)?;
        if DAYS.iter().any(|day| name.eq_ignore_ascii_case(day)) {
            self.at += 3;
            self.eat(b',');
            self.spaces()?;
            // `journalctl -o short-full`.
            if self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                return self.digits_first();
            }
        }
        let month = self.month()?;
        self.spaces()?;
        let day = u8::try_from(self.number(1, 2)?).ok()?;
        self.eat(b',');
        self.spaces()?;
        let year = self.year();
        if year.is_some() {
            self.spaces()?;
        }
        self.time_and_zone(year, month, day)
    }

    fn time_and_zone(&mut self, year: Option<i32>, month: u8, day: u8) -> Option<Stamp> {
        let (second, micros, digits) = self.time()?;
        let zone = self.zone(false);
        let year = year.or_else(|| self.year_after());
        checked(Stamp {
            year,
            month,
            day,
            second,
            micros,
            digits,
            zone,
        })
    }

    /// The year at the end of a `ctime` stamp. `2001:db8::1` after a relay's stamp is no year.
    fn year_after(&mut self) -> Option<i32> {
        let from = self.at;
        let year = self.eat(b' ').then(|| self.year()).flatten();
        let ends = matches!(
            self.rest(),
            [] | [b' ' | b'\t', ..] | [b':'] | [b':', b' ', ..]
        );
        if year.is_none() || !ends {
            self.at = from;
            return None;
        }
        year
    }
}

fn checked(stamp: Stamp) -> Option<Stamp> {
    let longest = days_in(stamp.year.unwrap_or(2000), stamp.month);
    ((1..=12).contains(&stamp.month) && (1..=longest).contains(&stamp.day)).then_some(stamp)
}
