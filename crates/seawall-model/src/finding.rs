//! One thing a person should look at, with the lines it rests on.

use std::collections::BTreeMap;

use crate::{Audience, Confidence, HuntKind, Moment, Origin, SaidBy, Severity};

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Which of the three it is.
    pub kind: SubjectKind,
    /// Its name.
    pub name: String,
}

/// The three kinds of subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubjectKind {
    /// A device.
    Device,
    /// An account on several devices.
    Account,
    /// An outside party.
    Party,
}

impl SubjectKind {
    /// The word in reports, and the result column of that name in a hunt.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Account => "account",
            Self::Party => "party",
        }
    }
}

/// One quoted line.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Where it stands; place 0 is the source as a whole.
    pub origin: Origin,
    /// The source's path as shown.
    pub path: String,
    /// The line, secrets still as stored fingerprints: only a printer turns them into letters.
    pub text: String,
    /// Whose word it is.
    pub said_by: SaidBy,
}

/// One thing a person should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The first 12 base32 characters of SHA-256 over hunt id, subject and key values. No path,
    /// line, time or wording is in it.
    pub fingerprint: String,
    /// The hunt's id.
    pub hunt: String,
    /// What it means.
    pub kind: HuntKind,
    /// The hunt's title.
    pub title: String,
    /// The sentence a person reads.
    pub says: String,
    /// How bad, after what the organisation approves has lowered it.
    pub severity: Severity,
    /// How sure; low if only widened windows made it fire.
    pub confidence: Confidence,
    /// For whom.
    pub audience: Audience,
    /// What it is about.
    pub subject: Subject,
    /// ATT&CK technique ids.
    pub attack: Vec<String>,
    /// First time of any row, if any has one.
    pub first_seen: Option<Moment>,
    /// Last time of any row.
    pub last_seen: Option<Moment>,
    /// At most 20 quoted lines, in order of origin.
    pub evidence: Vec<Evidence>,
    /// How many there are in all.
    pub evidence_total: u64,
    /// Every result column but origins and `says`, as text, of the first row. `account`,
    /// `from_address`, `secret` and `peer` tie findings to one another across hunts.
    pub values: BTreeMap<String, String>,
    /// What the organisation approves that lowered it, each named.
    pub lowered_by: Vec<String>,
    /// Only the device's own word supports it.
    pub device_says_only: bool,
    /// The remedy's id.
    pub remedy: String,
    /// Whether its hunt is a sensitive one.
    pub sensitive: bool,
}

impl Finding {
    /// What stands where the content of a sensitive finding would.
    pub const CONCEALED: &'static str =
        "not shown: a sensitive matter. Ask for it with --show-sensitive";

    /// Takes out everything it says, quotes and knows, and leaves its hunt, subject, times and
    /// places: enough to send the right person to look.
    pub fn conceal(&mut self) {
        Self::CONCEALED.clone_into(&mut self.says);
        for line in &mut self.evidence {
            Self::CONCEALED.clone_into(&mut line.text);
        }
        self.values.retain(|column, _| column == "device");
        self.lowered_by.clear();
    }
}
