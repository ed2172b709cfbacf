//! Hunt × device: found, not found, cannot tell, not applicable. Never silence.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// The four answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A row says so.
    Found,
    /// Everything that could show it was looked at, over the whole time asked.
    NotFound,
    /// Something that could show it was not there to look at.
    CannotTell,
    /// The question does not concern this device.
    NotApplicable,
}

impl Verdict {
    /// The word in reports and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::NotFound => "not_found",
            Self::CannotTell => "cannot_tell",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// Why an answer is cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The device does not write it: its own configuration says so.
    NotEmitted,
    /// The device writes it, or may, and nothing of it is in the files given.
    NotGiven,
    /// It is there, with a silence too long, or not over the whole time asked.
    Gap,
    /// A snapshot that is not whole.
    Incomplete,
    /// There, and too much of it not understood; or of a platform not yet read.
    NotUnderstood,
    /// A snapshot too old.
    Stale,
    /// The memory given did not suffice.
    Memory,
    /// The approved list it is asked against is absent, and the estate does not agree.
    NotListed,
}

impl Cause {
    /// Every cause, in the order in which the most useful to remedy comes first.
    pub const ALL: [Self; 8] = [
        Self::NotEmitted,
        Self::NotGiven,
        Self::Gap,
        Self::Stale,
        Self::Incomplete,
        Self::NotUnderstood,
        Self::NotListed,
        Self::Memory,
    ];

    /// The word in reports and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotEmitted => "not_emitted",
            Self::NotGiven => "not_given",
            Self::Gap => "gap",
            Self::Incomplete => "incomplete",
            Self::NotUnderstood => "not_understood",
            Self::Stale => "stale",
            Self::Memory => "memory",
            Self::NotListed => "not_listed",
        }
    }
}

/// What one hunt says of one device.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The hunt's id.
    pub hunt: String,
    /// The device.
    pub device: String,
    /// The answer.
    pub verdict: Verdict,
    /// The channels of the alternative that was complete, joined by ` + `; for cannot tell, the
    /// channel that was nearest.
    pub channel: Option<String>,
    /// From when it was looked at.
    pub from: Option<Moment>,
    /// Until when.
    pub until: Option<Moment>,
    /// Why not, for cannot tell.
    pub cause: Option<Cause>,
    /// The rule that applied, in a sentence.
    pub reason: String,
    /// What to do about it, for cannot tell: the exact line, or what to give.
    pub remedy: Option<String>,
}
