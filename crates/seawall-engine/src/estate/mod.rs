//! The estate: every table of the store as views over the sources that count, devices resolved,
//! and the questions asked of it.

use std::collections::{BTreeMap, BTreeSet};

use seawall_model::{Address, Answer, Content, Finding, Moment};

use crate::{EngineError, Store};

/// One thing the organisation approves: a row of `approved`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Approval {
    /// The list's name as in `seawall.toml`; `robot:<account>` for a robot's addresses,
    /// `robot_command:<account>` for its commands.
    pub list: String,
    /// The entry as written.
    pub value: String,
    /// For address lists: network and prefix length in IPv6 terms.
    pub network: Option<(Address, u8)>,
    /// The device pattern it is limited to.
    pub devices: Option<String>,
    /// When it ends.
    pub until: Option<Moment>,
    /// Why.
    pub reason: Option<String>,
}

/// What is asked, of what, as of when.
#[derive(Clone, Debug)]
pub struct Question<'c> {
    /// Tables, hunts, channels, platforms.
    pub content: &'c Content,
    /// What the organisation approves. An absent list has no rows; see `lists`.
    pub approved: Vec<Approval>,
    /// The lists that are given, even if empty: absent is not empty.
    pub lists: BTreeSet<String>,
    /// The sources that count; others in the store are not looked at.
    pub live: BTreeSet<u32>,
    /// Asked from; `None` is each hunt's channels' first proof anywhere in the estate.
    pub from: Option<Moment>,
    /// Asked until, and the age of snapshots is measured from here; `None` is the newest time in
    /// the evidence.
    pub as_of: Option<Moment>,
    /// Only devices whose name matches this pattern (`*` and `?`).
    pub device: Option<String>,
    /// How old a snapshot may be, in seconds.
    pub max_evidence_age: f64,
    /// The longest silence that is not a gap, in seconds.
    pub max_gap: f64,
    /// Bytes for the engine's pool; `None` is no limit.
    pub memory: Option<usize>,
    /// Partitions; results do not depend on it.
    pub threads: usize,
}

/// From when to when a hunt was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First instant.
    pub from: Option<Moment>,
    /// Last instant.
    pub until: Option<Moment>,
}

/// What the hunts said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Sorted by hunt, subject, fingerprint.
    pub findings: Vec<Finding>,
    /// Hunt × device, sorted by hunt, device.
    pub answers: Vec<Answer>,
    /// By hunt.
    pub spans: BTreeMap<String, Span>,
}

/// A device as resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceSummary {
    /// The name everything about it is told under.
    pub name: String,
    /// Its platform, if known.
    pub platform: Option<String>,
    /// Its release, if known.
    pub version: Option<String>,
    /// Its role, if the inventory gives one.
    pub role: Option<String>,
    /// Every name, address and serial it is known by, sorted.
    pub names: Vec<String>,
}

/// The rows of a typed query, as text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Column names.
    pub columns: Vec<String>,
    /// Cells; `None` is NULL. Addresses, instants (RFC 3339) and origins (`path:line`) as text.
    pub rows: Vec<Vec<Option<String>>>,
}

/// The estate.
#[derive(Debug)]
pub struct Estate {}

impl Estate {
    /// Resolves devices and registers every table, view and function.
    ///
    /// # Errors
    /// If the store cannot be read or a channel's SQL does not plan.
    pub fn open(store: &Store, question: Question<'_>) -> Result<Self, EngineError> {
        let _ = (store, question);
        Ok(Self {})
    }

    /// The instant everything is judged as of.
    #[must_use]
    pub fn as_of(&self) -> Option<Moment> {
        None
    }

    /// Every device, sorted by name.
    #[must_use]
    pub fn devices(&self) -> &[DeviceSummary] {
        &[]
    }

    /// Names claimed by two devices, and the share of rows per source bound to a known device
    /// where it is below 95 %, as sentences.
    #[must_use]
    pub fn naming_problems(&self) -> &[String] {
        &[]
    }

    /// Asks the hunts with these ids. `progress` is called with each hunt's id before it runs.
    ///
    /// # Errors
    /// If a hunt's SQL does not plan or run; memory is an answer, not an error.
    pub fn ask(
        &self,
        hunts: &[&str],
        progress: &mut dyn FnMut(&str),
    ) -> Result<Asked, EngineError> {
        let _ = (hunts, progress);
        Ok(Asked::default())
    }

    /// Runs one typed SELECT.
    ///
    /// # Errors
    /// If it is not a plain SELECT, or does not plan or run.
    pub fn query(&self, sql: &str) -> Result<Table, EngineError> {
        let _ = sql;
        Ok(Table::default())
    }
}
