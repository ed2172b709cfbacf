//! The times that IOS XR writes around a configuration: of the last change, in its header, and of
//! the command, above its output. The one names no zone and the other no year.

use jiff::civil::{Date, DateTime, Weekday};
use seawall_model::Moment;

use crate::shape::Text;

/// What the configuration says about its clock.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// Names of zones and their offsets in seconds east of UTC.
    zones: Vec<(String, i64)>,
    /// The offset of its own zone: UTC if it sets none, `None` if it names a place.
    own: Option<i64>,
    /// Whether it has a summer time, so that a time without zone may be an hour off.
    summer: bool,
    assumed: Option<i64>,
}

/// A time as read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stamp {
    /// In UTC.
    pub(crate) time: Moment,
    /// Half its width in seconds.
    pub(crate) error: f64,
    /// Whether the zone was not known and UTC or `--tz` was assumed.
    pub(crate) assumed: bool,
}

impl Clock {
    /// Looks for `clock timezone` and `clock summer-time`.
    pub(crate) fn of(text: &Text, assumed: Option<i32>) -> Self {
        let mut clock = Self {
            own: Some(0),
            assumed: assumed.map(i64::from),
            ..Self::default()
        };
        for index in 0..text.len() {
            let Some(rest) = text.line(index).strip_prefix("clock ") else {
                continue;
            };
            let words: Vec<&str> = rest.split_ascii_whitespace().collect();
            match words[..] {
                ["timezone", name, place, ..] => {
                    let minutes: i64 = words.get(3).and_then(|m| m.parse().ok()).unwrap_or(0);
                    clock.own = match place.parse::<i64>() {
                        Ok(hours) => Some(hours * 3600 + hours.signum() * minutes * 60),
                        Err(_) if is_utc(place) => Some(0),
                        Err(_) => None,
                    };
                    clock
                        .zones
                        .extend(clock.own.map(|offset| (name.to_owned(), offset)));
                }
                ["summer-time", name, ..] => {
                    clock.summer = true;
                    let offset = clock.own.map(|offset| offset + 3600);
                    clock
                        .zones
                        .extend(offset.map(|offset| (name.to_owned(), offset)));
                }
                _ => {}
            }
        }
        clock
    }

    /// Reads `Tue Sep 13 10:13:30 2022`, in the device's own zone.
    pub(crate) fn change(&self, words: &[&str]) -> Option<Stamp> {
        let [_, month, day, time, year, ..] = *words else {
            return None;
        };
        let civil = civil(year.parse().ok()?, month, day, time)?;
        let width = if self.summer { 3600.0 } else { 0.5 };
        Some(self.stamp(civil, self.own, width))
    }

    /// Reads `Fri Sep 25 23:34:26.169 UTC`. The weekday tells the year: the first one it fits at or
    /// after `since`, or else the last one it fits up to `until`.
    pub(crate) fn command(
        &self,
        words: &[&str],
        since: Option<Moment>,
        until: Option<Moment>,
    ) -> Option<Stamp> {
        let [weekday, month, day, time, zone, ..] = *words else {
            return None;
        };
        let weekday = weekday_of(weekday)?;
        let (month_number, day_number) = (month_of(month)?, day.parse::<i8>().ok()?);
        let fits = |year: &i16| {
            Date::new(*year, month_number, day_number).is_ok_and(|date| date.weekday() == weekday)
        };
        let year = match (since.and_then(date_of), until.and_then(date_of)) {
            // A day to spare: the two times may be of different zones.
            (Some(since), _) => (since.year()..=since.year() + 28)
                .filter(fits)
                .find(|year| {
                    Date::new(*year, month_number, day_number)
                        .is_ok_and(|date| date >= since.yesterday().unwrap_or(since))
                }),
            (None, Some(until)) => {
                (until.year() - 28..=until.year())
                    .rev()
                    .filter(fits)
                    .find(|year| {
                        Date::new(*year, month_number, day_number)
                            .is_ok_and(|date| date <= until.tomorrow().unwrap_or(until))
                    })
            }
            (None, None) => None,
        }?;
        let civil = civil(year, month, day, time)?;
        let known = self.zones.iter().find(|(name, _)| name == zone);
        let offset = known
            .map(|(_, offset)| *offset)
            .or_else(|| is_utc(zone).then_some(0));
        Some(self.stamp(civil, offset, 0.5))
    }

    fn stamp(&self, civil: i64, offset: Option<i64>, width: f64) -> Stamp {
        let used = offset.or(self.assumed);
        Stamp {
            time: Moment::from_seconds(civil.saturating_sub(used.unwrap_or(0))),
            // Half a day where nobody knows the zone: none is further from UTC.
            error: if used.is_some() { width } else { 43_200.0 },
            assumed: offset.is_none(),
        }
    }
}

/// Whether a line is what IOS XR prints above the output of a command.
pub(crate) fn is_stamp(line: &str) -> bool {
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    matches!(words[..], [weekday, month, _, time, _] | [weekday, month, _, time, _, _]
        if weekday_of(weekday).is_some() && month_of(month).is_some() && time.contains(':'))
}

fn civil(year: i16, month: &str, day: &str, time: &str) -> Option<i64> {
    let time = time.split('.').next().unwrap_or(time);
    let mut parts = time.split(':');
    let mut part = || parts.next()?.parse::<i8>().ok();
    let (hour, minute, second) = (part()?, part()?, part()?);
    let day = day.parse().ok()?;
    let civil = DateTime::new(year, month_of(month)?, day, hour, minute, second, 0).ok()?;
    let instant = jiff::tz::Offset::UTC.to_timestamp(civil).ok()?;
    Some(instant.as_second())
}

fn date_of(moment: Moment) -> Option<Date> {
    let instant = jiff::Timestamp::from_microsecond(moment.0).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(instant).date())
}

fn is_utc(zone: &str) -> bool {
    matches!(zone, "UTC" | "GMT" | "Z" | "Etc/UTC" | "Etc/GMT")
}

fn month_of(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let place = MONTHS.iter().position(|month| *month == word)?;
    Some(place as i8 + 1)
}

fn weekday_of(word: &str) -> Option<Weekday> {
    Some(match word {
        "Mon" => Weekday::Monday,
        "Tue" => Weekday::Tuesday,
        "Wed" => Weekday::Wednesday,
        "Thu" => Weekday::Thursday,
        "Fri" => Weekday::Friday,
        "Sat" => Weekday::Saturday,
        "Sun" => Weekday::Sunday,
        _ => return None,
    })
}
