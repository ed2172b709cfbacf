//! The store: Parquet segments that a manifest says exist.
//!
//! ```text
//! DIR/                       0700
//!   manifest.json            the only word on what exists: sources, segments, runs
//!   key                      32 random bytes, under which secrets are fingerprinted
//!   lock                     held by the one writer
//!   readers                  held, shared, by those who only read
//!   <table>/<number>.parquet rows of one table in order of origin
//! ```
//!
//! A commit writes segments under temporary names, makes them durable, renames them, and then
//! replaces the manifest the same way; whatever stops it before that leaves the store as it was,
//! and what it left lying about is removed when the store is next opened.
//!
//! **A row counts only if its source stands in the manifest and is not superseded.** Rows of other
//! sources may still lie in a segment until it is merged; views must ask for live sources.
//!
//! What it leaves out: which device a row is of, which sources a question looks at.

mod batch;
mod columns;
mod folder;
mod manifest;
mod merge;
mod run;
mod segment;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use seawall_model::{Coverage, Moment, Row, SecretKey, Source, State, TableSpec};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::EngineError;
use manifest::{Index, Manifest};

pub use batch::Batch;
pub(crate) use columns::{Columns, schema};
pub(crate) use folder::make as make_folder;
pub use run::{Run, SavedAnswer, SavedFinding};

/// How a file is known again without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The path as shown.
    pub path: String,
    /// Size on disk.
    pub size: u64,
    /// Modification time. A file without one is never known again.
    #[serde(with = "manifest::moment")]
    pub modified: Option<Moment>,
    /// Device and inode.
    pub inode: Option<(u64, u64)>,
}

/// A source in the store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredSource {
    /// The file and what it was taken for.
    #[serde(with = "manifest::SourceRecord")]
    pub source: Source,
    /// What was understood of it. Of the shapes, the commonest twenty are kept and the others
    /// counted together.
    #[serde(with = "manifest::CoverageRecord")]
    pub coverage: Coverage,
    /// Where it stands, and then every other place where the same content stands.
    pub identities: Vec<Identity>,
    /// Whether a later reading of the same file has taken its place: its rows do not count. Of each
    /// path the last such source is listed, older ones are not.
    pub superseded: bool,
    /// How many rows it gave.
    pub rows: u64,
    /// What read it, see [`Store::reads_by`].
    pub read_by: String,
}

/// One table readers fill.
#[derive(Clone, Debug)]
struct TableSchema {
    name: &'static str,
    schema: SchemaRef,
}

/// An open store: this process is its one writer, or reads the state it found.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    tables: Arc<[TableSchema]>,
    manifest: Manifest,
    index: Index,
    secrets: SecretKey,
    read_by: String,
    /// Held as long as the store is open: `lock` by a writer, `readers` by a reader.
    _held: Option<File>,
    writable: bool,
}

impl Store {
    /// Opens or makes a store with these tables. `key` takes the place of the random key kept in
    /// it and is kept from then on.
    ///
    /// # Errors
    /// If the folder cannot be used, holds other things, is open to everybody, is being written,
    /// is of another format, or has evidence fingerprinted under another key.
    pub fn open(
        folder: &Path,
        tables: &BTreeMap<String, TableSpec>,
        key: Option<[u8; 32]>,
    ) -> Result<Self, EngineError> {
        let tables = table_schemas(tables)?;
        folder::prepare(folder)?;
        let folder = folder::absolute(folder)?;
        let lock = folder::lock(&folder)?;
        let found = Manifest::read(&folder)?;
        let is_new = found.is_none();
        let manifest = found.unwrap_or_default();
        let key = settle_key(&folder, &manifest, key)?;
        if is_new {
            manifest.write(&folder)?;
        }
        let store = Self {
            index: Index::of(&manifest),
            read_by: stamp(&tables, ""),
            secrets: SecretKey::new(key),
            folder,
            tables,
            manifest,
            _held: Some(lock),
            writable: true,
        };
        store.sweep()?;
        Ok(store)
    }

    /// Opens a store beside a writer: it stays as it is now, whatever is committed meanwhile.
    ///
    /// # Errors
    /// If there is no store, or it is open to everybody, of another format or damaged.
    pub fn open_read_only(
        folder: &Path,
        tables: &BTreeMap<String, TableSpec>,
    ) -> Result<Self, EngineError> {
        let tables = table_schemas(tables)?;
        let missing = || EngineError::NoStore {
            path: folder.to_owned(),
        };
        if !folder.join(folder::MANIFEST).exists() {
            return Err(missing());
        }
        folder::refuse_world_writable(folder)?;
        let folder = folder::absolute(folder)?;
        // First the hold, then the manifest: what it names cannot be removed in between.
        let held = folder::read_lock(&folder);
        let manifest = Manifest::read(&folder)?.ok_or_else(missing)?;
        let key = folder::read_key(&folder)?.ok_or_else(|| no_key(&folder))?;
        Ok(Self {
            index: Index::of(&manifest),
            read_by: stamp(&tables, ""),
            secrets: SecretKey::new(key),
            folder,
            tables,
            manifest,
            _held: held,
            writable: false,
        })
    }

    /// Says what else, besides this program and the tables, a reading depends on: the digest of
    /// the platforms, settings such as the assumed zone. A source that was read under another word
    /// is not [`known`](Self::known), so a newer seawall reads files again instead of finding
    /// nothing in what an older one did not look for.
    pub fn reads_by(&mut self, word: &str) {
        self.read_by = stamp(&self.tables, word);
    }

    /// The key for fingerprints.
    #[must_use]
    pub const fn secrets(&self) -> &SecretKey {
        &self.secrets
    }

    /// The source a file was read as, if path, size, time and inode are unchanged. A file that could
    /// not be opened is not known: permission may have been given since.
    #[must_use]
    pub fn known(&self, identity: &Identity) -> Option<u32> {
        known(&self.manifest, &self.index, &self.read_by, identity)
    }

    /// The source that has this content already (moved, recompressed, or twice there).
    #[must_use]
    pub fn known_content(&self, sha256: &str) -> Option<u32> {
        with_content(&self.manifest, &self.index, &self.read_by, sha256)
            .next()
            .map(|stored| stored.source.number)
    }

    /// The source of this number.
    #[must_use]
    pub fn source(&self, number: u32) -> Option<&StoredSource> {
        self.manifest.source(number)
    }

    /// Every source, in order of number; superseded ones too.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &StoredSource> {
        self.manifest.sources.iter().map(Arc::as_ref)
    }

    /// The files with a table's rows, in order of their first source. One from before a column was
    /// added to the table lacks that column.
    #[must_use]
    pub fn segments(&self, table: &str) -> Vec<PathBuf> {
        let mut segments: Vec<_> = self
            .manifest
            .segments
            .get(table)
            .into_iter()
            .flatten()
            .collect();
        segments.sort_by_key(|segment| (segment.first_source, segment.number));
        segments
            .into_iter()
            .map(|segment| self.folder.join(table).join(segment.file_name()))
            .collect()
    }

    /// Where the store is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins a commit.
    pub fn begin(&mut self) -> Batch<'_> {
        Batch::new(self)
    }

    /// Hashes every segment again.
    ///
    /// # Errors
    /// At the first segment that is not what was committed.
    pub fn verify(&self) -> Result<(), EngineError> {
        for (table, segment) in self.manifest.all_segments() {
            let path = self.folder.join(table).join(segment.file_name());
            let mut file = File::open(&path).map_err(folder::at(&path))?;
            let mut digest = Sha256::new();
            std::io::copy(&mut file, &mut DigestWriter(&mut digest)).map_err(folder::at(&path))?;
            if data_encoding::HEXLOWER.encode(&digest.finalize()) != segment.sha256 {
                return Err(segment::damaged(&path, "it is not what was committed"));
            }
        }
        Ok(())
    }

    /// Removes whatever the manifest does not name.
    fn sweep(&self) -> Result<(), EngineError> {
        let named: std::collections::BTreeSet<(&str, String)> = self
            .manifest
            .all_segments()
            .map(|(table, segment)| (table, segment.file_name()))
            .collect();
        let tables = [&Row::TABLES[..], &run::TABLES].concat();
        folder::sweep(&self.folder, &tables, |table, name| {
            named.contains(&(table, name.to_owned()))
        })
    }

    /// Makes a manifest the current one.
    fn install(&mut self, manifest: Manifest) -> Result<(), EngineError> {
        manifest.write(&self.folder)?;
        self.index = Index::of(&manifest);
        self.manifest = manifest;
        // What is not named any more hurts nobody; the next opening tries again.
        drop(self.sweep());
        Ok(())
    }
}

struct DigestWriter<'a>(&'a mut Sha256);

impl std::io::Write for DigestWriter<'_> {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        self.0.update(buffer);
        Ok(buffer.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn known(manifest: &Manifest, index: &Index, read_by: &str, identity: &Identity) -> Option<u32> {
    identity.modified?;
    index.at(&identity.path).iter().copied().find(|number| {
        manifest.source(*number).is_some_and(|stored| {
            !stored.superseded
                && !failed(&stored.source)
                && stored.read_by == read_by
                && stored.identities.contains(identity)
        })
    })
}

/// Whether nothing of a file could be read at all.
fn failed(source: &Source) -> bool {
    source.state == State::NotRead && source.sha256.is_empty()
}

/// The sources that count and have a content, in order of number.
fn with_content<'m>(
    manifest: &'m Manifest,
    index: &'m Index,
    read_by: &'m str,
    sha256: &'m str,
) -> impl Iterator<Item = &'m StoredSource> {
    let numbers = index.with_content(sha256).iter();
    numbers
        .filter_map(|number| manifest.source(*number))
        .filter(move |stored| {
            !stored.superseded && stored.read_by == read_by && stored.source.sha256 == sha256
        })
}

/// The schemas of the tables readers fill, in the order of [`Row::index`].
fn table_schemas(tables: &BTreeMap<String, TableSpec>) -> Result<Arc<[TableSchema]>, EngineError> {
    Row::TABLES
        .iter()
        .map(|name| {
            let wrong = |what: String| EngineError::Table {
                table: (*name).to_owned(),
                what,
            };
            let spec = tables
                .get(*name)
                .ok_or_else(|| wrong("the table is not declared".to_owned()))?;
            let declared = spec.stored();
            let compiled = Row::empty(name).map(|row| columns::handed_over(&row));
            let compiled = compiled.unwrap_or_default();
            if declared.len() != compiled.len() {
                return Err(wrong(format!(
                    "it declares {} columns and its rows have {}",
                    declared.len(),
                    compiled.len()
                )));
            }
            if let Some((column, _)) = declared.iter().zip(compiled).find(|(c, k)| c.kind != *k) {
                return Err(wrong(format!(
                    "its column {} is not of the type that its rows have",
                    column.name
                )));
            }
            Ok(TableSchema {
                name,
                schema: schema(spec),
            })
        })
        .collect()
}

/// A digest of what a reading depends on.
fn stamp(tables: &[TableSchema], word: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(env!("CARGO_PKG_VERSION"));
    for table in tables {
        digest.update(format!("\n{} {}", table.name, table.schema));
    }
    digest.update("\n");
    digest.update(word);
    short_hex(digest)
}

/// The first sixteen hexadecimal digits of a digest.
fn short_hex(digest: Sha256) -> String {
    let mut hex = data_encoding::HEXLOWER.encode(&digest.finalize());
    hex.truncate(16);
    hex
}

/// The store's key: the one given, else the one kept, else a new one.
fn settle_key(
    folder: &Path,
    manifest: &Manifest,
    given: Option<[u8; 32]>,
) -> Result<[u8; 32], EngineError> {
    let kept = folder::read_key(folder)?;
    match (kept, given) {
        (Some(kept), None) => return Ok(kept),
        (Some(kept), Some(given)) if kept == given => return Ok(kept),
        _ => {}
    }
    if !manifest.sources.is_empty() {
        return Err(match kept {
            Some(_) => EngineError::OtherKey {
                path: folder.to_owned(),
            },
            None => no_key(folder),
        });
    }
    let key = match given {
        Some(given) => given,
        None => folder::random_key(folder)?,
    };
    folder::replace(&folder.join(folder::KEY), &key)?;
    Ok(key)
}

fn no_key(folder: &Path) -> EngineError {
    segment::damaged(&folder.join(folder::KEY), "the key is gone")
}
