//! Which instant a line means, and how far off that may be.
//!
//! `time` is the best instant in UTC and the error its half-width in seconds:
//! - half of the last digit written (1 s stamps: 0.5 s);
//! - a zone in the line; else the one assumed (`--tz`); else, if a relay's stamp with a zone stands
//!   in the same line, the zone that makes both agree, to a quarter of an hour; else UTC, 14 hours;
//! - a zone name with several meanings: the assumed one if it is among them, else the commonest,
//!   with the distance to the farthest as error;
//! - a clock that lost its source (marked `.`): a minute; one that was never set (marked `*`): the
//!   relay's stamp, if there is one, else a day;
//! - a record of a server that writes no zone: the offsets that most of its records agree on when
//!   compared with the time the devices sent along (so that one device that lies moves nothing);
//!   else the zone the device names unless that is UTC, two hours, for the server may be in
//!   another; else UTC, 14 hours;
//! - a relay's stamp used for a device's: a second more, for the way.
//!
//! Years are in [`year`]. What it leaves out: daylight saving time (a line says its own zone), and
//! daylight saving in an assumed zone, which is one offset.

mod stamp;
mod year;
mod zone;

use std::collections::BTreeMap;

use seawall_model::{Coverage, Input, Moment};

pub(crate) use stamp::{Stamp, civil_of, stamp};
pub use year::day_in_path;
use year::{Anchor, Years, date_in_path, nearest};
pub(crate) use zone::{Zone, zone_named};

/// Error where no zone is known: the widest one, in seconds.
const ANY_ZONE: f64 = 50_400.0;
/// Error of a clock that was never set, in seconds.
const NEVER_SET: f64 = 86_400.0;
/// Error of a clock that lost its source, in seconds.
const LOST: f64 = 60.0;
/// What a relay's stamp may be late, in seconds.
const ON_THE_WAY: f64 = 1.0;
/// How far a device's and a relay's stamp may disagree when the device's zone is guessed.
const ZONE_GUESS: i64 = 120;
/// Error where a record names the device's zone and nothing tells the server's.
const OTHER_ZONE: f64 = 7200.0;
/// Lines looked at before a source is taken to write its years.
const LOOK_AHEAD: u32 = 2000;

/// What a device says of its own clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Set and synchronised: no mark.
    Synchronised,
    /// A dot: it was, and lost its source.
    Lost,
    /// An asterisk: it never was.
    Never,
}

impl Mark {
    /// As in `log.clock`.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Synchronised => "synchronised",
            Self::Lost => "lost",
            Self::Never => "never",
        }
    }
}

/// The moment of a date and the seconds since its midnight, taken as UTC; nothing if there is no
/// such day.
pub(crate) fn civil(year: i32, month: u8, day: u8, second: u32) -> Option<Moment> {
    let stamp = Stamp {
        year: None,
        month: Some(month).filter(|month| (1..=12).contains(month))?,
        day,
        second,
        micros: 0,
        digits: 0,
        zone: Zone::Unnamed,
    };
    stamp.seconds_in(year).map(Moment::from_seconds)
}

/// An instant and its half-width in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Instant {
    pub(crate) time: Moment,
    pub(crate) error: f64,
}

/// What is looked at in a line before the source is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glimpse {
    pub(crate) stamp: Stamp,
    /// The same moment in seconds since 1970, by the clock of whoever reported it.
    pub(crate) epoch: Option<i64>,
}

impl From<Stamp> for Glimpse {
    fn from(stamp: Stamp) -> Self {
        Self { stamp, epoch: None }
    }
}

/// Turns the stamps of one source into instants.
pub(crate) struct Clock {
    years: Years,
    anchor: Option<Anchor>,
    assumed_offset: Option<i32>,
    /// Offsets at which stamps and reported moments agree, and how often.
    offsets: BTreeMap<i32, u64>,
    told: Told,
}

/// What had to be assumed, and how often.
#[derive(Default)]
struct Told {
    years: u64,
    zones: u64,
    guessed: u64,
    agreed: u64,
    named: u64,
    ambiguous: Option<(&'static str, i32)>,
    ambiguous_lines: u64,
    never_set: u64,
}

impl Clock {
    /// The clock of a source. `glimpse_of` gives what is to be known of a line beforehand; the
    /// source is looked at once for these before it is read.
    pub(crate) fn new(input: &dyn Input, glimpse_of: impl Fn(&str) -> Option<Glimpse>) -> Self {
        let anchor = date_in_path(input.path()).map(Anchor::Path).or_else(|| {
            let modified = input.modified()?;
            Some(Anchor::Modified(modified.0.div_euclid(1_000_000)))
        });
        let mut years = Years::new(anchor);
        let mut offsets = BTreeMap::new();
        if let Some(mut again) = input.again() {
            let mut needed = false;
            years.look_ahead(std::iter::from_fn(|| {
                loop {
                    let line = again.next_line()?;
                    let Some(Glimpse { stamp, epoch }) = glimpse_of(line.text) else {
                        if !needed && line.number > LOOK_AHEAD {
                            return None;
                        }
                        continue;
                    };
                    let zone_is_open = matches!(stamp.zone, Zone::Unnamed | Zone::Unknown);
                    needed |= stamp.year.is_none() || (zone_is_open && epoch.is_some());
                    if zone_is_open && let Some(offset) = epoch.and_then(|at| agreeing(stamp, at)) {
                        *offsets.entry(offset).or_default() += 1;
                    }
                    if stamp.year.is_none() && epoch.is_none() {
                        return Some(stamp);
                    }
                    if !needed && line.number > LOOK_AHEAD {
                        return None;
                    }
                }
            }));
        }
        Self {
            years,
            anchor,
            assumed_offset: input.assumed_offset(),
            offsets,
            told: Told::default(),
        }
    }

    /// The instant of a server's record: from its stamp, the moment the device reported, and the
    /// device's zone.
    pub(crate) fn record(
        &mut self,
        stamp: Stamp,
        epoch: Option<i64>,
        zone: Option<Zone>,
    ) -> Option<Instant> {
        let wall = match (stamp.year, epoch) {
            (None, Some(epoch)) => nearest(stamp, epoch)?,
            _ => self.wall(stamp, None)?,
        };
        if !self.zone_is_open(stamp) {
            return Some(self.utc(stamp, wall));
        }
        let own = epoch.and_then(|epoch| agreeing(stamp, epoch));
        if let Some((offset, error)) = self.agreed_offset(own) {
            self.told.agreed += 1;
            let error = stamp.resolution_half() + error;
            return Some(instant(stamp, wall - i64::from(offset), error));
        }
        // Many devices keep UTC wherever their server stands.
        let Some(zone) = zone.filter(|zone| *zone != Zone::Offset(0)) else {
            return Some(self.utc(stamp, wall));
        };
        self.told.named += 1;
        let instant = self.utc(Stamp { zone, ..stamp }, wall);
        Some(Instant {
            error: instant.error + OTHER_ZONE,
            ..instant
        })
    }

    /// The server's offset and its error: this record's own, if at least a tenth of all agree on
    /// it (daylight saving makes two); else the commonest.
    fn agreed_offset(&self, own: Option<i32>) -> Option<(i32, f64)> {
        let all: u64 = self.offsets.values().sum();
        if all == 0 {
            // The source could not be looked at beforehand.
            return own.map(|offset| (offset, 0.0));
        }
        let usual = |count: u64| count * 10 >= all;
        if let Some(own) = own
            && self.offsets.get(&own).is_some_and(|count| usual(*count))
        {
            return Some((own, 0.0));
        }
        let (commonest, _) = self.offsets.iter().max_by_key(|(_, count)| **count)?;
        let farthest = self
            .offsets
            .iter()
            .filter(|(_, count)| usual(**count))
            .map(|(offset, _)| (offset - commonest).abs())
            .max()
            .unwrap_or(0);
        Some((*commonest, f64::from(farthest)))
    }

    /// The instant of a line from the device's stamp and the relay's, either of which may be
    /// missing.
    pub(crate) fn instant(
        &mut self,
        device: Option<(Stamp, Mark)>,
        relay: Option<Stamp>,
    ) -> Option<Instant> {
        let relay_wall = relay.and_then(|stamp| Some((stamp, self.wall(stamp, None)?)));
        let Some((stamp, mark)) = device else {
            return relay_wall.map(|(stamp, wall)| self.utc(stamp, wall));
        };
        let wall = match relay_wall {
            Some((_, near)) => self.wall(stamp, Some(near))?,
            None if mark == Mark::Never && stamp.year.is_none() => {
                self.told.years += 1;
                self.years.near(stamp)?
            }
            None => self.wall(stamp, None)?,
        };
        if mark == Mark::Never {
            self.told.never_set += 1;
            return Some(match relay_wall {
                Some((relay, relay_wall)) => on_the_way(self.utc(relay, relay_wall)),
                None => Instant {
                    error: NEVER_SET,
                    ..self.utc(stamp, wall)
                },
            });
        }
        let instant = match relay_wall {
            Some((relay, relay_wall)) if self.zone_is_open(stamp) && !self.zone_is_open(relay) => {
                let relay = self.utc(relay, relay_wall);
                self.told.guessed += 1;
                guess_zone(stamp, wall, relay)
            }
            _ => self.utc(stamp, wall),
        };
        Some(match mark {
            Mark::Lost => Instant {
                error: instant.error.max(LOST),
                ..instant
            },
            _ => instant,
        })
    }

    fn zone_is_open(&self, stamp: Stamp) -> bool {
        matches!(stamp.zone, Zone::Unnamed | Zone::Unknown) && self.assumed_offset.is_none()
    }

    /// Seconds since 1970 on the stamp's wall clock.
    fn wall(&mut self, stamp: Stamp, near: Option<i64>) -> Option<i64> {
        if let Some(year) = stamp.year {
            return stamp.seconds_in(year);
        }
        if let Some(near) = near {
            return nearest(stamp, near);
        }
        self.told.years += 1;
        self.years.place(stamp)
    }

    fn utc(&mut self, stamp: Stamp, wall: i64) -> Instant {
        let resolution = stamp.resolution_half();
        let (offset, error) = match (stamp.zone, self.assumed_offset) {
            (Zone::Offset(offset), _) => (offset, resolution),
            (Zone::Ambiguous(_, meanings), Some(assumed)) if meanings.contains(&assumed) => {
                (assumed, resolution)
            }
            (Zone::Ambiguous(name, meanings), _) => {
                let offset = meanings.first().copied().unwrap_or(0);
                let farthest = meanings
                    .iter()
                    .map(|other| (other - offset).abs())
                    .max()
                    .unwrap_or(0);
                self.told.ambiguous = Some((name, offset));
                self.told.ambiguous_lines += 1;
                (offset, f64::from(farthest))
            }
            (Zone::Unnamed | Zone::Unknown, Some(assumed)) => {
                self.told.zones += 1;
                (assumed, resolution)
            }
            (Zone::Unnamed | Zone::Unknown, None) => {
                self.told.zones += 1;
                (0, ANY_ZONE)
            }
        };
        instant(stamp, wall - i64::from(offset), error)
    }

    /// Says what was assumed, in sentences that end with what to do.
    pub(crate) fn tell(&self, coverage: &mut Coverage) {
        let notes = &mut coverage.notes;
        let told = &self.told;
        if told.years > 0 {
            let lines = lines(told.years);
            notes.push(match self.anchor {
                Some(Anchor::Path(date)) => format!(
                    "{lines} without a year: it was taken from the date in the path ({}); rename \
                     the file if that is wrong.",
                    date_text(date)
                ),
                Some(Anchor::Modified(modified)) => format!(
                    "{lines} without a year: it was taken from the file's modification time ({}); \
                     keep modification times when you copy logs (cp -p, rsync -t).",
                    date_text(modified)
                ),
                None => format!(
                    "{lines} without a year, and neither the path nor the file tells it, so these \
                     have no time: put a date such as 2026-01-05 into the file's name."
                ),
            });
        }
        if told.zones > 0 {
            let lines = lines(told.zones);
            notes.push(match self.assumed_offset {
                Some(offset) => format!(
                    "{lines} without a known time zone: UTC{} was assumed, as given; nothing to do.",
                    offset_text(offset)
                ),
                None => format!(
                    "{lines} without a known time zone: UTC was assumed with an error of 14 \
                     hours; give the zone with --tz."
                ),
            });
        }
        if told.guessed > 0 {
            notes.push(format!(
                "{} without a known time zone: it was taken from the relay's stamp in the same \
                 line; give the zone with --tz if that is wrong.",
                lines(told.guessed)
            ));
        }
        if told.agreed > 0 {
            notes.push(format!(
                "{} without a time zone: it was taken from the start times that devices send \
                 along, as most records agree; give the zone with --tz if that is wrong.",
                lines(told.agreed)
            ));
        }
        if told.named > 0 {
            notes.push(format!(
                "{} without a time zone, and with the name of the device's: it was taken for the \
                 server's too, with an error of 2 hours; give the zone with --tz.",
                lines(told.named)
            ));
        }
        if let Some((name, offset)) = told.ambiguous {
            notes.push(format!(
                "{} with the zone name {name}, which has several meanings: UTC{} was taken, with \
                 the distance to the others as error; give the zone with --tz.",
                lines(told.ambiguous_lines),
                offset_text(offset)
            ));
        }
        if told.never_set > 0 {
            notes.push(format!(
                "{} from a clock that was never set: their times are the relay's, or uncertain by \
                 a day; configure time servers on these devices.",
                lines(told.never_set)
            ));
        }
    }
}

fn instant(stamp: Stamp, seconds: i64, error: f64) -> Instant {
    let micros = seconds
        .saturating_mul(1_000_000)
        .saturating_add(i64::from(stamp.micros));
    Instant {
        time: Moment(micros),
        error,
    }
}

fn on_the_way(relay: Instant) -> Instant {
    Instant {
        error: relay.error + ON_THE_WAY,
        ..relay
    }
}

/// The instant of a device's stamp whose zone is not known, from a relay's in the same line: the
/// quarter of an hour that makes them agree is the device's zone; if none does, the device's clock
/// is wrong and the relay's is right.
fn guess_zone(stamp: Stamp, wall: i64, relay: Instant) -> Instant {
    match quarter_hours(wall - relay.time.0.div_euclid(1_000_000)) {
        Some(offset) => instant(stamp, wall - i64::from(offset), stamp.resolution_half()),
        None => on_the_way(relay),
    }
}

/// The offset at which a stamp and a moment reported with it agree.
fn agreeing(stamp: Stamp, epoch: i64) -> Option<i32> {
    let wall = match stamp.year {
        Some(year) => stamp.seconds_in(year)?,
        None => nearest(stamp, epoch)?,
    };
    quarter_hours(wall - epoch)
}

/// A difference as a zone's offset, if it is near a quarter of an hour and no zone is farther off.
fn quarter_hours(apart: i64) -> Option<i32> {
    let offset = (apart + 450).div_euclid(900) * 900;
    let fits = (apart - offset).abs() <= ZONE_GUESS && offset.abs() <= 50_400;
    fits.then(|| i32::try_from(offset).ok()).flatten()
}

fn lines(count: u64) -> String {
    if count == 1 {
        "1 line is".to_owned()
    } else {
        format!("{count} lines are")
    }
}

fn date_text(seconds: i64) -> String {
    let year = stamp::year_of(seconds);
    let probe = |month, day| Stamp {
        year: None,
        month,
        day,
        second: 0,
        micros: 0,
        digits: 0,
        zone: Zone::Unnamed,
    };
    let (mut month, mut day) = (1, 1);
    for next in 2..=12 {
        if probe(next, 1)
            .seconds_in(year)
            .is_some_and(|start| start <= seconds)
        {
            month = next;
        }
    }
    if let Some(start) = probe(month, 1).seconds_in(year) {
        day += (seconds - start).div_euclid(86_400);
    }
    format!("{year:04}-{month:02}-{day:02}")
}

fn offset_text(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
