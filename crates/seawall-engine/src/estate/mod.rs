//! The estate: every table of the store as views over the sources that count, devices resolved,
//! and the questions asked of it.
//!
//! ```text
//! ground     sources and stored tables
//! names      device_name rows of all sources, laid side by side: which device is meant (groups)
//! snapshots  which configuration is believed now
//! functions  what hunts may call; approved, indicators, networks and pattern
//!            answer them
//! views      the tables as hunts see them; devices is the plain `device`
//! session    DataFusion on a short lead
//! channels   through what each device can be seen, and whether it suffices; carriers measures
//! ask        hunts to findings; evidence fetches the lines quoted, peers weighs absent lists
//! answers    hunt × device: found, not found, cannot tell, not applicable
//! why        all of it, for one answer
//! ```
//!
//! What it leaves out: reading evidence, grouping and printing findings.

mod answers;
mod approved;
mod ask;
mod carriers;
mod channels;
mod devices;
mod evidence;
pub(crate) mod functions;
mod ground;
mod groups;
mod indicators;
mod names;
mod networks;
mod open;
mod pattern;
mod peers;
pub(crate) mod render;
pub(crate) mod schema;
pub(crate) mod session;
mod snapshots;
mod stand;
pub(crate) mod views;
mod why;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use datafusion::arrow::array::RecordBatch;
use seawall_model::{
    Address, Answer, Channel, Content, Coverage, Finding, Hunt, Moment, Row, Source,
};

use crate::{EngineError, Store};
use channels::{Channels, Judged};
use devices::Believed;
use functions::Knowledge;
use ground::Ground;
use session::{Session, Tables};

pub(crate) use ask::is_evidence;
pub(crate) use carriers::split_carrier;
pub use indicators::Indicator;
pub use why::Why;

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
    /// What others published.
    pub indicators: Vec<Indicator>,
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
pub struct Estate {
    /// What does not change when a column is set to NULL.
    base: Arc<Base>,
    /// The tables as hunts see them.
    session: Session,
    channels: Channels,
    /// Set once the table `channel` has its rows.
    channel_table: OnceLock<()>,
    devices: Vec<DeviceSummary>,
}

/// What an estate knows apart from its session.
#[derive(Debug)]
struct Base {
    content: Content,
    question: Asking,
    ground: Ground,
    knowledge: Knowledge,
    believed: Vec<Believed>,
    derived: Tables,
    runtime: Arc<tokio::runtime::Runtime>,
}

/// The parts of a [`Question`] that outlive it.
#[derive(Clone, Debug)]
struct Asking {
    from: Option<Moment>,
    as_of: Option<Moment>,
    /// Whether `as_of` was asked for, and later evidence is to be left out.
    as_of_given: bool,
    device: Option<String>,
    max_evidence_age: f64,
    max_gap: f64,
    memory: Option<usize>,
    threads: usize,
}

impl Estate {
    /// Resolves devices and registers every table, view and function.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn open(store: &Store, question: Question<'_>) -> Result<Self, EngineError> {
        Self::on(Ground::of_store(store, &question.content.tables)?, question)
    }

    /// An estate of rows in memory, for content's own cases: nothing is written.
    ///
    /// # Errors
    /// As [`Estate::open`].
    pub fn of_rows(
        sources: Vec<(Source, Coverage)>,
        rows: &[Row],
        question: Question<'_>,
    ) -> Result<Self, EngineError> {
        Self::on(Ground::of_rows(sources, rows, question.content)?, question)
    }

    /// The same estate with one column of one table NULL in every row: nobody has seen it. An
    /// answer may become cannot tell by it, never not found.
    ///
    /// # Errors
    /// As [`Estate::open`].
    pub fn with_null(&self, table: &str, column: &str) -> Result<Self, EngineError> {
        Self::seen(
            Arc::clone(&self.base),
            Some(&views::Nulled {
                table: table.to_owned(),
                column: column.to_owned(),
            }),
            Some(&self.channels),
        )
    }

    /// The instant everything is judged as of.
    #[must_use]
    pub fn as_of(&self) -> Option<Moment> {
        self.base.question.as_of
    }

    /// Every device that is asked about, sorted by name.
    #[must_use]
    pub fn devices(&self) -> &[DeviceSummary] {
        &self.devices
    }

    /// Names claimed by two devices, and the share of rows per source bound to a known device
    /// where it is below 95 %, as sentences.
    #[must_use]
    pub fn naming_problems(&self) -> &[String] {
        &self.base.knowledge.names.problems
    }

    /// The device that a source speaks of, for snapshots.
    #[must_use]
    pub fn device_of_source(&self, source: u32) -> Option<&str> {
        self.base.knowledge.sources.get(source)?.device.as_deref()
    }

    /// Every table that may be asked, with its column names, sorted.
    #[must_use]
    pub fn tables(&self) -> Vec<(String, Vec<String>)> {
        self.session.tables()
    }

    /// Asks the hunts with these ids. `progress` is called with each hunt's id before it runs.
    ///
    /// # Errors
    /// If a hunt's or channel's SQL does not plan or run; memory is an answer, not an error.
    pub fn ask(
        &self,
        hunts: &[&str],
        progress: &mut dyn FnMut(&str),
    ) -> Result<Asked, EngineError> {
        ask::ask(self, hunts, progress)
    }

    /// The whole reason for one answer.
    ///
    /// # Errors
    /// As [`Estate::ask`], or if there is no such hunt or device.
    pub fn why(&self, hunt: &str, device: &str) -> Result<Why, EngineError> {
        why::why(self, hunt, device)
    }

    /// Runs one typed SELECT.
    ///
    /// # Errors
    /// If it is not a plain SELECT, or does not plan or run.
    pub fn query(&self, sql: &str) -> Result<Table, EngineError> {
        let plan = self.plan("query", sql)?;
        let (schema, batches) = self.session.run("query", &plan)?;
        let columns: Vec<String> = schema.fields().iter().map(|f| f.name().clone()).collect();
        Ok(render::table(
            &columns,
            &batches,
            &self.base.knowledge.sources,
        ))
    }

    fn hunt(&self, id: &str) -> Result<&Hunt, EngineError> {
        let hunts = &self.base.content.hunts;
        hunts.get(id).ok_or_else(|| EngineError::Unknown {
            what: "hunt",
            name: id.to_owned(),
            help: seawall_model::nearest(id, hunts.keys().map(String::as_str)),
        })
    }

    /// Runs one SELECT of the content tree.
    fn rows(&self, place: &str, sql: &str) -> Result<Vec<RecordBatch>, EngineError> {
        let plan = self.plan(place, sql)?;
        Ok(self.session.run(place, &plan)?.1)
    }

    /// Asks the channels of a hunt, where that has not been done.
    fn load_channels(&self, hunt: &Hunt) -> Result<(), EngineError> {
        let sources = &self.base.knowledge.sources;
        self.channels_of(hunt)
            .try_for_each(|channel| self.channels.load(&self.session, channel, sources))
    }

    /// From when to when a hunt is asked: from the first line of any of its streams anywhere.
    fn span(&self, hunt: &Hunt) -> Span {
        let until = self.base.question.as_of;
        let streams: Vec<&Channel> = self
            .channels_of(hunt)
            .filter(|c| !c.carrier.is_empty())
            .collect();
        let from = if streams.is_empty() {
            until
        } else {
            let earliest = streams
                .iter()
                .filter_map(|channel| self.channels.earliest(channel));
            self.base.question.from.or(earliest.min())
        };
        Span { from, until }
    }

    fn channels_of<'e>(&'e self, hunt: &'e Hunt) -> impl Iterator<Item = &'e Channel> {
        let channels = &self.base.content.channels;
        hunt.channels()
            .into_iter()
            .filter_map(|id| channels.get(id))
    }

    fn judge(&self, channel: &Channel, device: &str, from: Option<Moment>) -> Judged {
        let sources = &self.base.knowledge.sources;
        self.channels.judge(channel, device, from, sources)
    }
}
