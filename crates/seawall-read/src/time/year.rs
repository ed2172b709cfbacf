//! Which year a stamp without one belongs to.
//!
//! The sources, in this order: a stamp with a year in the same line (a relay's); a date in the
//! path; the file's modification time, before which (plus a day) the last line was written. Inside
//! a file years go forward: a stamp belongs to the first year that does not put it more than a
//! month before the line above. So a file is first read once for its stamps alone, then its last
//! line is put as late as its source allows, and the years above follow.

use seawall_model::Moment;

use super::stamp::{Stamp, year_of};

const DAY: i64 = 86_400;
/// How far a line may be older than the line above: lines of several devices and buffers.
const BACK: i64 = 31 * DAY;
/// A jump forward by more waits for a second line that agrees: one forged or damaged line must not
/// move all that follow.
const FORWARD: i64 = 40 * DAY;

/// What the years of a source hang on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// A date in the path, in seconds since 1970: the last line is near it.
    Path(i64),
    /// The modification time: the last line is not after it by more than a day.
    Modified(i64),
}

/// The years of one source, line by line.
#[derive(Clone, Debug)]
pub(crate) struct Years {
    anchor: Option<Anchor>,
    /// The year of the first line.
    first: Option<i32>,
    /// Where the last line that was believed stands, on its wall clock.
    last: Option<i64>,
    /// A line far ahead of it that waits for another.
    waiting: Option<i64>,
    /// While looking ahead years are only counted, so that leap days may fall into any of them.
    counting: bool,
}

impl Years {
    pub(crate) const fn new(anchor: Option<Anchor>) -> Self {
        Self {
            anchor,
            first: None,
            last: None,
            waiting: None,
            counting: false,
        }
    }

    /// Looks at all stamps of a source before it is read, so that its last line fits the anchor.
    pub(crate) fn look_ahead(&mut self, stamps: impl Iterator<Item = Stamp>) {
        let mut free = Self {
            counting: true,
            ..Self::new(self.anchor)
        };
        let mut start = None;
        let mut end = None;
        // No bound while looking ahead: the whole is moved afterwards.
        for stamp in stamps {
            let placed = free.candidate(stamp);
            start = start.or(placed);
            if let Some(placed) = placed {
                free.believe(placed);
                if free.last == Some(placed) {
                    end = Some((stamp, placed));
                }
            }
        }
        let (Some(start), Some((stamp, end)), Some(anchor)) = (start, end, self.anchor) else {
            return;
        };
        let fitting = match anchor {
            Anchor::Path(date) => nearest(stamp, date),
            Anchor::Modified(modified) => latest(stamp, modified + DAY),
        };
        if let Some(fitting) = fitting {
            self.first = Some(year_of(start) - (year_of(end) - year_of(fitting)));
        }
    }

    /// Seconds since 1970 on the wall clock of a stamp that has no year, and moves on.
    pub(crate) fn place(&mut self, stamp: Stamp) -> Option<i64> {
        let placed = self.candidate(stamp)?;
        // A source that could not be looked at twice may run past its modification time.
        let placed = match self.anchor {
            Some(Anchor::Modified(modified)) if placed > modified + DAY => {
                latest(stamp, modified + DAY).unwrap_or(placed)
            }
            _ => placed,
        };
        self.believe(placed);
        Some(placed)
    }

    /// The same without moving on: for clocks that were never set.
    pub(crate) fn near(&self, stamp: Stamp) -> Option<i64> {
        match self.last {
            Some(last) => nearest(stamp, last),
            None => self.start(stamp),
        }
    }

    fn candidate(&self, stamp: Stamp) -> Option<i64> {
        let Some(last) = self.last else {
            return self.start(stamp);
        };
        let after_last = self.earliest(stamp, last - BACK)?;
        match self.waiting {
            // Few lines, far apart: the one that waits was right, and this one follows it.
            Some(waiting) if after_last - last > FORWARD => self.earliest(stamp, waiting - BACK),
            _ => Some(after_last),
        }
    }

    /// The stamp in the first year that is not before `bound`.
    fn earliest(&self, stamp: Stamp, bound: i64) -> Option<i64> {
        let year = year_of(bound);
        if self.counting {
            return (year..=year + 1)
                .map(|year| stamp.seconds_about(year))
                .find(|seconds| *seconds >= bound);
        }
        // Of eight years one has a leap day.
        (year..year + 9)
            .filter_map(|year| stamp.seconds_in(year))
            .find(|seconds| *seconds >= bound)
    }

    fn start(&self, stamp: Stamp) -> Option<i64> {
        if let Some(first) = self.first {
            return (first..first + 9).find_map(|year| stamp.seconds_in(year));
        }
        match self.anchor? {
            Anchor::Path(date) => nearest(stamp, date),
            Anchor::Modified(modified) => latest(stamp, modified + DAY),
        }
    }

    fn believe(&mut self, placed: i64) {
        match (self.last, self.waiting) {
            (Some(last), _) if placed - last <= FORWARD => {
                self.last = Some(placed);
                self.waiting = None;
            }
            (Some(_), Some(waiting)) if placed >= waiting - FORWARD => {
                self.last = Some(placed);
                self.waiting = None;
            }
            (Some(_), _) => self.waiting = Some(placed),
            (None, _) => self.last = Some(placed),
        }
    }
}

/// The stamp in the last year that is not after `bound`.
fn latest(stamp: Stamp, bound: i64) -> Option<i64> {
    let year = year_of(bound);
    (year - 8..=year)
        .rev()
        .filter_map(|year| stamp.seconds_in(year))
        .find(|seconds| *seconds <= bound)
}

/// The stamp in the year that puts it nearest to `other`.
pub(crate) fn nearest(stamp: Stamp, other: i64) -> Option<i64> {
    let year = year_of(other);
    (year - 8..=year + 8)
        .filter_map(|year| stamp.seconds_in(year))
        .min_by_key(|seconds| (seconds - other).abs())
}

/// A date in a path (`2026-01-05.log`, `syslog-20260105`, `2026/01/05/`, `2026-01`), as seconds
/// since 1970; the middle of the month or year where it is no day. The last date in the path wins.
pub(crate) fn date_in_path(path: &str) -> Option<i64> {
    last_date(path).map(|(date, _)| date)
}

/// The last whole day in a path, at noon: what a collector that keeps folders by day says of when
/// it collected.
#[must_use]
pub fn day_in_path(path: &str) -> Option<Moment> {
    last_date(path)
        .filter(|(_, whole)| *whole)
        .map(|(date, _)| Moment::from_seconds(date))
}

/// The last date in a path, and whether it names its day.
fn last_date(path: &str) -> Option<(i64, bool)> {
    let bytes = path.as_bytes();
    let mut found = None;
    let mut before = None;
    for at in 0..bytes.len() {
        let starts = !before.is_some_and(|byte: u8| byte.is_ascii_alphanumeric());
        before = bytes.get(at).copied();
        if starts && let Some(date) = date_at(bytes.get(at..).unwrap_or_default()) {
            found = Some(date);
        }
    }
    found
}

fn date_at(text: &[u8]) -> Option<(i64, bool)> {
    let number = |from: usize, digits: usize| -> Option<i32> {
        text.get(from..from + digits)?
            .iter()
            .try_fold(0, |value, byte| {
                byte.is_ascii_digit()
                    .then(|| value * 10 + i32::from(byte - b'0'))
            })
    };
    // `2001:db8::1` is an address; `20260203T0200` and `20260203020000` go on with a time.
    let ends = |at: usize| {
        let digits = text.get(at..).map_or(0, |rest| {
            rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
        });
        let time = text.get(at) == Some(&b'T') && text.get(at + 1).is_some_and(u8::is_ascii_digit);
        let joined = at == 8 && matches!(digits, 4 | 6);
        time || joined
            || text
                .get(at)
                .is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b':')
    };
    let separator = |at: usize| {
        text.get(at)
            .is_some_and(|byte| matches!(byte, b'-' | b'_' | b'.' | b'/'))
    };
    let year = number(0, 4).filter(|year| (1990..2100).contains(year))?;
    let (month_at, gap) = if separator(4) { (5, 1) } else { (4, 0) };
    let named = text.get(month_at..month_at + 3).and_then(month_named);
    let (month, width) = match named {
        Some(month) => (Some(month), 3),
        None => (number(month_at, 2), 2),
    };
    let month = month.filter(|month| (1..=12).contains(month));
    let day_at = month_at + width + gap;
    let day = number(day_at, 2).filter(|day| (1..=31).contains(day));
    let separated = gap == 0 || separator(month_at + width);
    let noon = |month, day| {
        Stamp {
            year: None,
            month,
            day,
            second: 43_200,
            micros: 0,
            digits: 0,
            zone: super::Zone::Unnamed,
        }
        .seconds_in(year)
    };
    match (month, day) {
        (Some(month), Some(day)) if separated && ends(day_at + 2) => Some((
            noon(u8::try_from(month).ok()?, u8::try_from(day).ok()?)?,
            true,
        )),
        (Some(month), _) if ends(month_at + width) && gap == 1 => {
            Some((noon(u8::try_from(month).ok()?, 15)?, false))
        }
        _ if ends(4) => Some((noon(7, 1)?, false)),
        _ => None,
    }
}

/// A month by the first three letters of its English name: rConfig keeps `2026/Feb/03`.
fn month_named(letters: &[u8]) -> Option<i32> {
    const MONTHS: &[u8; 36] = b"janfebmaraprmayjunjulaugsepoctnovdec";
    let at = MONTHS
        .chunks_exact(3)
        .position(|month| month.eq_ignore_ascii_case(letters))?;
    i32::try_from(at + 1).ok()
}
