//! A file we were given, and what we believe it is.

use crate::Moment;

/// What a file holds. The names are printed as they are here.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A device's configuration: a snapshot.
    Configuration,
    /// The output of one show command: a snapshot.
    Show,
    /// Log lines.
    Log,
    /// Command accounting of an AAA server.
    Accounting,
    /// A list of devices.
    Inventory,
    /// Seawall's own settings; read before anything else.
    Settings,
    /// Several sources: an archive, a recording of a terminal, a collector's JSON. Each of them
    /// is a source of its own; what belongs to none of them is counted here.
    Container,
    /// Nothing any reader recognises.
    Unknown,
}

impl Kind {
    /// The word for this kind in reports and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Show => "show",
            Self::Log => "log",
            Self::Accounting => "accounting",
            Self::Inventory => "inventory",
            Self::Settings => "settings",
            Self::Container => "container",
            Self::Unknown => "unknown",
        }
    }

    /// Whether absence in such a file can mean absence on the device (if complete and fresh).
    #[must_use]
    pub const fn is_snapshot(self) -> bool {
        matches!(self, Self::Configuration | Self::Show)
    }
}

/// Whose word a source is: an intruder on a device can change what the device says, not what
/// another machine has recorded.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum SaidBy {
    /// The device itself.
    Device,
    /// An AAA server that the device asked or reported to.
    AaaServer,
    /// The organisation's own records.
    Organisation,
}

impl SaidBy {
    /// The word for this witness in reports and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::AaaServer => "aaa-server",
            Self::Organisation => "organisation",
        }
    }
}

/// How much of a source was read.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// To its end.
    Read,
    /// Only in part: truncated, capped, still being written.
    Partly,
    /// Not at all; the reason says why.
    NotRead,
}

/// A file we were given, what we believe it is, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its number in the store: the high half of every origin in it.
    pub number: u32,
    /// Its path as shown: relative to the argument that led to it, `/`-separated.
    pub path: String,
    /// SHA-256 of its decompressed content, lower-case hexadecimal; empty if it was never read.
    pub sha256: String,
    /// Its decompressed size.
    pub bytes: u64,
    /// What it holds.
    pub kind: Kind,
    /// The reader that took it; empty if none did.
    pub reader: String,
    /// A folder name of `content/platforms`, where one is known.
    pub platform: Option<String>,
    /// The device a snapshot speaks of, as the source names it (hostname, else file name).
    pub device: Option<String>,
    /// When a snapshot was taken.
    pub collected: Option<Moment>,
    /// When the same snapshot was first taken, if it was taken more than once without a change.
    pub collected_first: Option<Moment>,
    /// Whether `collected` is only the file's modification time.
    pub collected_weak: bool,
    /// Whose word it is.
    pub said_by: SaidBy,
    /// How much of it was read.
    pub state: State,
    /// Why not all of it was read, or why it is incomplete; ends with what to do.
    pub reason: Option<String>,
}
