//! Instants as every table stores them: microseconds since 1970-01-01T00:00:00Z. Reading and
//! printing calendars is done at the edges, with `jiff`.

/// An instant in UTC, in microseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// The instant this many whole seconds after (or before) the epoch.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// Seconds from `self` to `later`, negative if it is earlier.
    #[must_use]
    pub fn seconds_until(self, later: Self) -> f64 {
        later.0.saturating_sub(self.0) as f64 / 1e6
    }
}
