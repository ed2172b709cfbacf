//! The command line as clap declares it: the one table from which help, completion and
//! `docs/reference/commands.md` are made. What the values mean is decided where they are used.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Makes a published exposure notice executable against your own network edge: offline, on one
/// machine, with the line of evidence for every answer.
#[derive(Debug, Parser)]
#[command(name = "seawall", version, after_help = EXITS, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXITS: &str = "\
Exit codes: 0 looked everywhere and found nothing; 1 findings at or above --fail-on; \
2 could not run; 3 found none but could not look everywhere; 130 interrupted.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Are they already in? Asks every hunt of every device: found, not found, or cannot tell and
    /// what to do about it
    Hunt(HuntArguments),
    /// What each file was taken for, and how much of it was understood
    Inputs(InputsArguments),
    /// Why a finding is there, or why a hunt answers as it does for a device: SQL, rows, channels
    /// and the rule that applied
    Why(WhyArguments),
    /// Asks a SELECT of your own over the tables
    Query(QueryArguments),
    /// A published notice, statement by statement, with its answer here
    #[command(subcommand)]
    Notice(NoticeCommand),
    /// The devices that the evidence speaks of
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Checks, tests and begins content: hunts, tables, channels, platforms
    #[command(subcommand)]
    Content(ContentCommand),
    /// Proposes a seawall.toml from the evidence: what you use, every line commented out
    Init(InitArguments),
    /// Checks this installation, its surroundings and the evidence given
    Doctor(DoctorArguments),
    /// Hunts a small invented estate in which an intrusion is planted
    Demo(DemoArguments),
    /// Prints a script that completes commands and options in a shell
    Completions(CompletionsArguments),
    /// Prints the manual page, or writes one page a command
    Man(ManArguments),
}

/// What to look at, and as of when.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct Evidence {
    /// Files and folders of evidence; no flag is needed to say what they are
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) looking: Looking,
}

/// Everything about looking but the paths.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct Looking {
    /// Keep what was read in this folder, and answer about everything it remembers
    #[arg(long, value_name = "DIR", conflicts_with = "ephemeral")]
    pub(crate) store: Option<PathBuf>,
    /// Keep nothing: read into a temporary folder
    #[arg(long)]
    pub(crate) ephemeral: bool,
    /// The key for fingerprints of secrets (32 bytes, or 64 hexadecimal digits), so that two
    /// stores agree
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// Lay this folder over the content built in: same path replaces, new path adds
    #[arg(long, value_name = "DIR")]
    pub(crate) content: Option<PathBuf>,
    /// Look for the values of this list as well: addresses, networks, domains, hashes, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) indicators: Vec<PathBuf>,
    /// Ask from this time on (2026-10-01 or RFC 3339) [default: the first proof of each channel]
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<String>,
    /// Ask until this time [default: --as-of]
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// Judge ages as of this time [default: the newest time in the evidence]
    #[arg(long, value_name = "TIME")]
    pub(crate) as_of: Option<String>,
    /// The zone of stamps that name none, such as UTC or +02:00 [default: from seawall.toml]
    #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
    pub(crate) tz: Option<String>,
    /// Only devices whose name matches (* and ?)
    #[arg(long, value_name = "PATTERN")]
    pub(crate) device: Option<String>,
    /// The most memory to use, such as 512M or 2G
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory: Option<String>,
    /// How many threads [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Show what sensitive findings, such as those about lawful interception, say and quote
    #[arg(long)]
    pub(crate) show_sensitive: bool,
    /// Say nothing on standard error but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Where results go.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct Output {
    /// How results are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Write results to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The output formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Table,
    /// For programs: one versioned document
    Json,
}

/// Where a report goes.
#[derive(Args, Debug, Clone, Default)]
pub(crate) struct ReportOutput {
    /// How the report is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ReportFormat,
    /// Write the report to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The formats of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    #[default]
    Table,
    /// For programs: one versioned document
    Json,
    /// For people without this program: one file that loads nothing and runs nothing
    Html,
}

/// The output formats of a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowFormat {
    /// For people
    #[default]
    Table,
    /// An array of objects, values as text
    Json,
    /// With a heading, safe to open in a spreadsheet
    Csv,
}

/// `seawall hunt`.
#[derive(Args, Debug, Clone)]
pub(crate) struct HuntArguments {
    #[command(flatten)]
    pub(crate) evidence: Evidence,
    #[command(flatten)]
    pub(crate) asking: Asking,
    #[command(flatten)]
    pub(crate) output: ReportOutput,
}

/// What to ask, and what counts.
#[derive(Args, Debug, Clone)]
pub(crate) struct Asking {
    /// Say what is new, still there and gone since the last run, or since a report (its JSON file)
    #[arg(long, value_name = "last|REPORT")]
    pub(crate) compare: Option<PathBuf>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t = Level::Medium, value_name = "SEVERITY")]
    pub(crate) fail_on: Level,
    /// Ask hunts meant for this audience and those before it
    #[arg(long, value_enum, default_value_t = Listener::Regular)]
    pub(crate) audience: Listener,
    /// List only findings of these kinds [default: intrusion and change; weaknesses are counted]
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) kind: Vec<Meaning>,
    /// The share of device and hunt pairs that must be answered for exit code 0
    #[arg(long, default_value_t = 1.0, value_name = "SHARE")]
    pub(crate) require_coverage: f64,
    /// Print every group, device and blind spot, however long that gets
    #[arg(long)]
    pub(crate) expand: bool,
    /// With --format json: every answer of every device
    #[arg(long)]
    pub(crate) per_device: bool,
}

impl Default for Asking {
    /// What is asked if nothing is said.
    fn default() -> Self {
        Self {
            compare: None,
            fail_on: Level::Medium,
            audience: Listener::Regular,
            kind: Vec::new(),
            require_coverage: 1.0,
            expand: false,
            per_device: false,
        }
    }
}

/// A severity, as `--fail-on` takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// Worth knowing
    Low,
    /// Look this week
    Medium,
    /// Look today
    High,
    /// Look now
    Critical,
}

/// An audience, as `--audience` takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listener {
    /// Quiet on an estate nobody attacked
    Regular,
    /// Needs local knowledge
    Careful,
    /// Everything
    Auditor,
}

/// A kind of finding, as `--kind` takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Meaning {
    /// Somebody did something
    Intrusion,
    /// Something moved, nobody says who
    Change,
    /// Somebody could
    Weakness,
}

/// `seawall inputs`.
#[derive(Args, Debug, Clone)]
pub(crate) struct InputsArguments {
    /// Instead, what to collect so that more questions can be answered, most valuable first; of
    /// this evidence, or without any of every platform
    #[arg(long, conflicts_with = "format")]
    pub(crate) wanted: bool,
    #[command(flatten)]
    pub(crate) evidence: Evidence,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `seawall why`.
#[derive(Args, Debug, Clone)]
pub(crate) struct WhyArguments {
    /// A finding's or group's id followed by paths, or a hunt's id, a device and paths
    #[arg(required = true, value_name = "FINDING PATH | HUNT DEVICE PATH")]
    pub(crate) what: Vec<String>,
    #[command(flatten)]
    pub(crate) looking: Looking,
}

/// `seawall query`.
#[derive(Args, Debug, Clone)]
pub(crate) struct QueryArguments {
    /// One SELECT; - reads it from standard input
    #[arg(required_unless_present = "tables")]
    pub(crate) sql: Option<String>,
    /// List the tables and their columns
    #[arg(long)]
    pub(crate) tables: bool,
    #[command(flatten)]
    pub(crate) evidence: Evidence,
    /// How rows are written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: RowFormat,
    /// Write rows to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `seawall notice`.
#[derive(Debug, Subcommand)]
pub(crate) enum NoticeCommand {
    /// Every statement of a notice: whose words, what checks it, its answer here
    Show(NoticeShowArguments),
}

/// `seawall notice show`.
#[derive(Args, Debug, Clone)]
pub(crate) struct NoticeShowArguments {
    /// The publisher's number, such as AA25-239A
    pub(crate) notice: String,
    #[command(flatten)]
    pub(crate) evidence: Evidence,
}

/// `seawall device`.
#[derive(Debug, Subcommand)]
pub(crate) enum DeviceCommand {
    /// Every device, with its platform, release and role
    List(DeviceListArguments),
    /// One device: its names, its sources, and through what its acts can be seen
    Show(DeviceShowArguments),
}

/// `seawall device list`.
#[derive(Args, Debug, Clone)]
pub(crate) struct DeviceListArguments {
    #[command(flatten)]
    pub(crate) evidence: Evidence,
}

/// `seawall device show`.
#[derive(Args, Debug, Clone)]
pub(crate) struct DeviceShowArguments {
    /// Any name, address or serial it is known by
    #[arg(value_name = "DEVICE")]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) evidence: Evidence,
}

/// `seawall content`.
#[derive(Debug, Subcommand)]
pub(crate) enum ContentCommand {
    /// Verifies ids, names, SQL and NULL handling of every content file
    Check(ContentCheckArguments),
    /// Runs the cases of every hunt and channel, or of those named
    Test(ContentTestArguments),
    /// Begins a piece of content
    #[command(subcommand)]
    New(ContentNewCommand),
}

/// `seawall content check`.
#[derive(Args, Debug, Clone)]
pub(crate) struct ContentCheckArguments {
    /// Lay this folder over the content built in
    #[arg(long, value_name = "DIR")]
    pub(crate) content: Option<PathBuf>,
}

/// `seawall content test`.
#[derive(Args, Debug, Clone)]
pub(crate) struct ContentTestArguments {
    /// Hunts or channels to test [default: all]
    pub(crate) ids: Vec<String>,
    /// Lay this folder over the content built in; with SEAWALL_BLESS=1 its cases are rewritten
    #[arg(long, value_name = "DIR")]
    pub(crate) content: Option<PathBuf>,
}

/// `seawall content new`.
#[derive(Debug, Subcommand)]
pub(crate) enum ContentNewCommand {
    /// A hunt with cases that still fail
    Hunt(NewHuntArguments),
}

/// `seawall content new hunt`.
#[derive(Args, Debug, Clone)]
pub(crate) struct NewHuntArguments {
    /// Its place: topic/id, both kebab-case
    #[arg(value_name = "TOPIC/ID")]
    pub(crate) place: String,
    /// The content folder to write in
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub(crate) content: PathBuf,
}

/// `seawall init`.
#[derive(Args, Debug, Clone)]
pub(crate) struct InitArguments {
    #[command(flatten)]
    pub(crate) evidence: Evidence,
    /// Write the proposal to this new file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `seawall doctor`.
#[derive(Args, Debug, Clone)]
pub(crate) struct DoctorArguments {
    /// Files and folders of evidence whose readability is checked as well
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The store folder to check [default: the one these paths would use]
    #[arg(long, value_name = "DIR")]
    pub(crate) store: Option<PathBuf>,
    /// Lay this folder over the content built in
    #[arg(long, value_name = "DIR")]
    pub(crate) content: Option<PathBuf>,
}

/// `seawall completions`.
#[derive(Args, Debug, Clone)]
pub(crate) struct CompletionsArguments {
    /// Which shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// `seawall man`.
#[derive(Args, Debug, Clone)]
pub(crate) struct ManArguments {
    /// Write seawall.1, seawall-hunt.1 and so on into this folder
    #[arg(long = "output", value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// `seawall demo`.
#[derive(Args, Debug, Clone)]
pub(crate) struct DemoArguments {
    /// Which of the two invented estates
    #[arg(long, value_enum, default_value_t)]
    pub(crate) estate: DemoEstate,
    #[command(flatten)]
    pub(crate) output: ReportOutput,
    /// Say nothing on standard error but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// The estates in the binary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DemoEstate {
    /// Somebody came in
    #[default]
    Intrusion,
    /// The same estate, and nobody did
    Quiet,
}
