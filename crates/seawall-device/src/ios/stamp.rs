//! The times in a configuration's own header, in the zone that the configuration itself defines.

use jiff::civil::DateTime;
use seawall_model::Moment;

use crate::shape::Text;

/// What the configuration says about its clock.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    zones: Vec<(String, i64)>,
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
    /// Looks for `clock timezone` and `clock summer-time` anywhere in the text.
    pub(crate) fn of(text: &Text, assumed: Option<i32>) -> Self {
        let mut clock = Self {
            assumed: assumed.map(i64::from),
            ..Self::default()
        };
        let mut standard = 0;
        for index in 0..text.len() {
            let Some(rest) = text.line(index).strip_prefix("clock ") else {
                continue;
            };
            let words: Vec<&str> = rest.split_ascii_whitespace().collect();
            match words[..] {
                ["timezone", name, hours, ..] => {
                    let hours: i64 = hours.parse().unwrap_or(0);
                    let minutes: i64 = words.get(3).and_then(|m| m.parse().ok()).unwrap_or(0);
                    standard = hours * 3600 + if hours < 0 { -minutes } else { minutes } * 60;
                    clock.zones.push((name.to_owned(), standard));
                }
                ["summer-time", name, ..] => {
                    let last = words.last().and_then(|word| word.parse::<i64>().ok());
                    let shift = last.filter(|m| (15..=180).contains(m) && words.len() > 11);
                    let offset = standard + shift.unwrap_or(60) * 60;
                    clock.zones.push((name.to_owned(), offset));
                }
                _ => {}
            }
        }
        clock
    }

    /// Reads `09:37:40 CEST Tue Aug 20 2024`, with or without fractions, zone and weekday.
    pub(crate) fn read(&self, words: &[&str]) -> Option<Stamp> {
        let (time, rest) = words.split_first()?;
        let time = time.trim_start_matches(['*', '.']);
        let mut clock = time
            .split(':')
            .map(|part| part.split('.').next().unwrap_or(part));
        let mut part = || clock.next()?.parse::<i8>().ok();
        let (hour, minute, second) = (part()?, part()?, part()?);
        let month_at = rest.iter().position(|word| month(word).is_some())?;
        if month_at > 2 {
            return None;
        }
        let zone = rest
            .iter()
            .take(month_at)
            .find(|word| !is_weekday(word))
            .copied();
        let month = month(rest.get(month_at)?)?;
        let day = rest.get(month_at + 1)?.parse::<i8>().ok()?;
        let year = rest.get(month_at + 2)?.parse::<i16>().ok()?;
        let civil = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
        let seconds = jiff::tz::Offset::UTC.to_timestamp(civil).ok()?.as_second();
        let known = zone.and_then(|zone| self.offset(zone));
        let offset = known.or(self.assumed).unwrap_or(0);
        let error = if known.is_some() || self.assumed.is_some() {
            0.5
        } else {
            // Half a day: no zone is further from UTC.
            43_200.0
        };
        Some(Stamp {
            time: Moment::from_seconds(seconds.saturating_sub(offset)),
            error,
            assumed: known.is_none(),
        })
    }

    fn offset(&self, zone: &str) -> Option<i64> {
        let own = self.zones.iter().find(|(name, _)| name == zone);
        own.map(|(_, offset)| *offset)
            .or_else(|| matches!(zone, "UTC" | "GMT" | "Z").then_some(0))
    }
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let place = MONTHS.iter().position(|month| *month == word)?;
    Some(place as i8 + 1)
}

fn is_weekday(word: &str) -> bool {
    matches!(word, "Mon" | "Tue" | "Wed" | "Thu" | "Fri" | "Sat" | "Sun")
}
