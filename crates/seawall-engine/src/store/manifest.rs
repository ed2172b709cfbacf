//! The manifest: the one file that says which segments and sources exist. Format 1, JSON.
//!
//! What it leaves out: the rows. A row counts only if its source stands here.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use seawall_model::{Coverage, Kind, Moment, SaidBy, Source, State};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::segment::{Segment, damaged};
use super::{StoredSource, folder};
use crate::EngineError;

/// The format this seawall reads and writes.
const FORMAT: u32 = 1;

/// What exists.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: u32,
    /// The number the next source gets. Numbers are never used twice; 0 is nobody's.
    pub(super) next_source: u32,
    /// The number the next segment gets.
    pub(super) next_segment: u64,
    /// By table.
    pub(super) segments: BTreeMap<String, Vec<Segment>>,
    /// In order of number.
    #[serde(with = "shared")]
    pub(super) sources: Vec<Arc<StoredSource>>,
    /// Earlier runs' findings and answers, oldest first.
    pub(super) runs: Vec<StoredRun>,
}

/// The segments of one run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct StoredRun {
    #[serde(with = "moment")]
    pub(super) as_of: Option<Moment>,
    pub(super) content_digest: String,
    pub(super) finding: Segment,
    pub(super) answer: Segment,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            format: FORMAT,
            next_source: 1,
            next_segment: 1,
            segments: BTreeMap::new(),
            sources: Vec::new(),
            runs: Vec::new(),
        }
    }
}

impl Manifest {
    /// Reads the manifest of a store, or `None` if there is none.
    pub(super) fn read(store: &Path) -> Result<Option<Self>, EngineError> {
        let path = store.join(folder::MANIFEST);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(folder::at(&path)(error)),
        };
        // The format first: another one need not have the rest.
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let Format { format } =
            serde_json::from_slice(&text).map_err(|error| damaged(&path, error))?;
        if format != FORMAT {
            return Err(EngineError::Format {
                path,
                found: format,
                known: FORMAT,
            });
        }
        let manifest: Self =
            serde_json::from_slice(&text).map_err(|error| damaged(&path, error))?;
        manifest.check_files(store)?;
        Ok(Some(manifest))
    }

    /// Makes this the manifest of a store, durably and at once.
    pub(super) fn write(&self, store: &Path) -> Result<(), EngineError> {
        let path = store.join(folder::MANIFEST);
        let text = serde_json::to_vec(self).map_err(|error| damaged(&path, error))?;
        folder::replace(&path, &text)
    }

    /// Every segment with its table, those of runs too.
    pub(super) fn all_segments(&self) -> impl Iterator<Item = (&str, &Segment)> {
        let rows = self.segments.iter().flat_map(|(table, segments)| {
            segments
                .iter()
                .map(move |segment| (table.as_str(), segment))
        });
        let runs = self
            .runs
            .iter()
            .flat_map(|run| [("finding", &run.finding), ("answer", &run.answer)]);
        rows.chain(runs)
    }

    /// The source of this number.
    pub(super) fn source(&self, number: u32) -> Option<&StoredSource> {
        let index = self.position(number)?;
        self.sources.get(index).map(Arc::as_ref)
    }

    /// The same, to be changed.
    pub(super) fn source_mut(&mut self, number: u32) -> Option<&mut StoredSource> {
        let index = self.position(number)?;
        self.sources.get_mut(index).map(Arc::make_mut)
    }

    fn position(&self, number: u32) -> Option<usize> {
        self.sources
            .binary_search_by_key(&number, |stored| stored.source.number)
            .ok()
    }

    /// Whether the rows of this source count.
    pub(super) fn is_live(&self, number: u32) -> bool {
        self.source(number).is_some_and(|stored| !stored.superseded)
    }

    /// Whether the rows of any source with a number from `first` to `last` count.
    pub(super) fn has_live(&self, first: u32, last: u32) -> bool {
        let from = self
            .sources
            .partition_point(|stored| stored.source.number < first);
        self.sources
            .iter()
            .skip(from)
            .take_while(|stored| stored.source.number <= last)
            .any(|stored| !stored.superseded)
    }

    /// Every segment is there and as long as it was; `verify` looks inside.
    fn check_files(&self, store: &Path) -> Result<(), EngineError> {
        for (table, segment) in self.all_segments() {
            let path = store.join(table).join(segment.file_name());
            let length = fs::metadata(&path).map(|metadata| metadata.len()).ok();
            if length != Some(segment.bytes) {
                let what = match length {
                    None => "the manifest names it and it is gone".to_owned(),
                    Some(length) => format!(
                        "the manifest says {} bytes and it has {length}",
                        segment.bytes
                    ),
                };
                return Err(damaged(&path, what));
            }
        }
        Ok(())
    }
}

/// Finds sources that count by path and by content, so that thirty thousand files are looked up
/// without thirty thousand comparisons each.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    paths: HashMap<String, Vec<u32>>,
    contents: HashMap<String, Vec<u32>>,
}

impl Index {
    pub(super) fn of(manifest: &Manifest) -> Self {
        let mut index = Self::default();
        for stored in &manifest.sources {
            index.add(stored);
        }
        index
    }

    /// Adds a source, or a changed one again.
    pub(super) fn add(&mut self, stored: &StoredSource) {
        let number = stored.source.number;
        let note = |map: &mut HashMap<String, Vec<u32>>, key: &str| {
            let numbers = map.entry(key.to_owned()).or_default();
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        };
        for identity in &stored.identities {
            note(&mut self.paths, &identity.path);
        }
        if !stored.source.sha256.is_empty() {
            note(&mut self.contents, &stored.source.sha256);
        }
    }

    /// Sources that were at a path.
    pub(super) fn at(&self, path: &str) -> &[u32] {
        self.paths.get(path).map_or(&[], Vec::as_slice)
    }

    /// Sources with a content.
    pub(super) fn with_content(&self, sha256: &str) -> &[u32] {
        self.contents.get(sha256).map_or(&[], Vec::as_slice)
    }
}

// The model's structs are not serialisable: their form on disk is decided here.

#[derive(Serialize, Deserialize)]
#[serde(remote = "Source")]
pub(super) struct SourceRecord {
    number: u32,
    path: String,
    sha256: String,
    bytes: u64,
    kind: Kind,
    reader: String,
    platform: Option<String>,
    device: Option<String>,
    #[serde(with = "moment")]
    collected: Option<Moment>,
    #[serde(with = "moment", default)]
    collected_first: Option<Moment>,
    collected_weak: bool,
    said_by: SaidBy,
    state: State,
    reason: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Coverage")]
pub(super) struct CoverageRecord {
    kind: Kind,
    said_by: SaidBy,
    platform: Option<String>,
    device: Option<String>,
    #[serde(with = "moment")]
    collected: Option<Moment>,
    read: u64,
    irrelevant: u64,
    unsupported: u64,
    unrecognised: u64,
    shapes: BTreeMap<String, u64>,
    #[serde(with = "moment")]
    from: Option<Moment>,
    #[serde(with = "moment")]
    until: Option<Moment>,
    complete: bool,
    notes: Vec<String>,
}

/// Sources are shared between the manifest and the batch that changes it.
mod shared {
    use super::{Arc, Deserialize, Deserializer, Serializer, StoredSource};

    pub(super) fn serialize<S: Serializer>(
        sources: &[Arc<StoredSource>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(sources.iter().map(Arc::as_ref))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Arc<StoredSource>>, D::Error> {
        let sources = Vec::<StoredSource>::deserialize(deserializer)?;
        Ok(sources.into_iter().map(Arc::new).collect())
    }
}

/// An instant as microseconds since the epoch.
pub(super) mod moment {
    use super::{Deserialize, Deserializer, Moment, Serialize, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(
        moment: &Option<Moment>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        moment.map(|moment| moment.0).serialize(serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Moment>, D::Error> {
        Ok(Option::<i64>::deserialize(deserializer)?.map(Moment))
    }
}
