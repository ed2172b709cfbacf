//! The store: Parquet segments that a manifest says exist.

use std::collections::BTreeMap;
use std::path::Path;

use seawall_model::{Coverage, Moment, Row, Rows, SecretKey, Source, TableSpec};

use crate::EngineError;

/// How a file is known again without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The path as shown.
    pub path: String,
    /// Size on disk.
    pub size: u64,
    /// Modification time.
    pub modified: Option<Moment>,
    /// Device and inode.
    pub inode: Option<(u64, u64)>,
}

/// An open store: this process is its one writer.
#[derive(Debug)]
pub struct Store {}

impl Store {
    /// Opens or makes a store with these tables. `key` replaces the random key kept in it.
    ///
    /// # Errors
    /// If the folder cannot be used, is locked, or is of another format.
    pub fn open(
        folder: &Path,
        tables: &BTreeMap<String, TableSpec>,
        key: Option<[u8; 32]>,
    ) -> Result<Self, EngineError> {
        let _ = (folder, tables, key);
        Ok(Self {})
    }

    /// The key for fingerprints.
    #[must_use]
    pub fn secrets(&self) -> &SecretKey {
        unreachable!("not built yet")
    }

    /// The source a file was read as, if path, size, time and inode are unchanged.
    #[must_use]
    pub fn known(&self, identity: &Identity) -> Option<u32> {
        let _ = identity;
        None
    }

    /// The source that has this content already (moved or recompressed).
    #[must_use]
    pub fn known_content(&self, sha256: &str) -> Option<u32> {
        let _ = sha256;
        None
    }

    /// Every source with its coverage, in order of number.
    #[must_use]
    pub fn sources(&self) -> Vec<(&Source, &Coverage)> {
        Vec::new()
    }

    /// Begins a commit.
    pub fn begin(&mut self) -> Batch<'_> {
        Batch { _store: self }
    }
}

/// One commit in the making. Dropped without [`Batch::commit`], it leaves nothing.
#[derive(Debug)]
pub struct Batch<'s> {
    _store: &'s mut Store,
}

impl Batch<'_> {
    /// The number the next source will have.
    #[must_use]
    pub fn next_source(&self) -> u32 {
        0
    }

    /// Ends a source: the rows pushed since the last call are its rows. `source.number` is
    /// [`Batch::next_source`]. If a log of the same path was known with other content, the new
    /// source supersedes it.
    ///
    /// # Errors
    /// If a segment cannot be written.
    pub fn finish_source(
        &mut self,
        source: Source,
        coverage: Coverage,
        identity: Identity,
    ) -> Result<(), EngineError> {
        let _ = (source, coverage, identity);
        Ok(())
    }

    /// Forgets the rows pushed since the last finished source, because its content is known.
    pub fn forget_source(&mut self) {}

    /// Makes everything finished durable and visible, at once.
    ///
    /// # Errors
    /// If segments or the manifest cannot be written; the store is then as before.
    pub fn commit(self) -> Result<(), EngineError> {
        Ok(())
    }
}

impl Rows for Batch<'_> {
    fn push(&mut self, row: Row) {
        let _ = row;
    }
}
