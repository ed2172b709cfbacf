//! What earlier runs said: their findings and answers, for `--compare last`. Each run is a segment
//! of `finding` and one of `answer`, both of text alone.
//!
//! What it leaves out: evidence. It is in the tables, and may be gone.

use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use seawall_model::Moment;

use super::manifest::StoredRun;
use super::segment::{self, Segment, SegmentWriter};
use super::{Store, folder};
use crate::EngineError;

/// The tables of runs.
pub(super) const TABLES: [&str; 2] = ["finding", "answer"];
/// So many runs are kept.
const KEPT: usize = 20;

/// What one run said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The instant it was judged as of.
    pub as_of: Option<Moment>,
    /// The digest of its content, to tell "gone because the hunt changed" from "gone".
    pub content_digest: String,
    /// Its findings.
    pub findings: Vec<SavedFinding>,
    /// Its answers.
    pub answers: Vec<SavedAnswer>,
}

/// A finding as remembered. Every field is the text of the report; secrets are masked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedFinding {
    /// Its fingerprint.
    pub fingerprint: String,
    /// The hunt's id.
    pub hunt: String,
    /// intrusion, change or weakness.
    pub kind: String,
    /// device, account or party.
    pub subject_kind: String,
    /// The subject's name.
    pub subject: String,
    /// How bad.
    pub severity: String,
    /// The sentence.
    pub says: String,
    /// The id of its group.
    pub group: String,
}

/// An answer as remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedAnswer {
    /// The hunt's id.
    pub hunt: String,
    /// The device.
    pub device: String,
    /// found, not_found, cannot_tell or not_applicable.
    pub verdict: String,
    /// The rule that applied.
    pub reason: String,
}

const FINDING: [&str; 8] = [
    "fingerprint",
    "hunt",
    "kind",
    "subject_kind",
    "subject",
    "severity",
    "says",
    "group",
];
const ANSWER: [&str; 4] = ["hunt", "device", "verdict", "reason"];

impl SavedFinding {
    fn cells(&self) -> [&str; 8] {
        [
            &self.fingerprint,
            &self.hunt,
            &self.kind,
            &self.subject_kind,
            &self.subject,
            &self.severity,
            &self.says,
            &self.group,
        ]
    }

    fn from_cells(
        [
            fingerprint,
            hunt,
            kind,
            subject_kind,
            subject,
            severity,
            says,
            group,
        ]: [String; 8],
    ) -> Self {
        Self {
            fingerprint,
            hunt,
            kind,
            subject_kind,
            subject,
            severity,
            says,
            group,
        }
    }
}

impl SavedAnswer {
    fn cells(&self) -> [&str; 4] {
        [&self.hunt, &self.device, &self.verdict, &self.reason]
    }

    fn from_cells([hunt, device, verdict, reason]: [String; 4]) -> Self {
        Self {
            hunt,
            device,
            verdict,
            reason,
        }
    }
}

impl Store {
    /// Remembers what a run said, and forgets the run before the last twenty.
    ///
    /// # Errors
    /// If it cannot be written, or the store is open for reading only.
    pub fn save_run(&mut self, run: &Run) -> Result<(), EngineError> {
        if !self.writable {
            return Err(EngineError::ReadOnly {
                path: self.folder.clone(),
            });
        }
        let mut next = self.manifest.clone();
        let findings: Vec<_> = run.findings.iter().map(SavedFinding::cells).collect();
        let answers: Vec<_> = run.answers.iter().map(SavedAnswer::cells).collect();
        let finding = write(
            &self.folder.join("finding"),
            next.next_segment,
            FINDING,
            &findings,
        )?;
        let answer = write(
            &self.folder.join("answer"),
            next.next_segment + 1,
            ANSWER,
            &answers,
        )?;
        next.next_segment += 2;
        next.runs.push(StoredRun {
            as_of: run.as_of,
            content_digest: run.content_digest.clone(),
            finding,
            answer,
        });
        next.runs.drain(..next.runs.len().saturating_sub(KEPT));
        folder::sync(&self.folder)?;
        self.install(next)
    }

    /// What the last run said.
    ///
    /// # Errors
    /// If its segments cannot be read.
    pub fn last_run(&self) -> Result<Option<Run>, EngineError> {
        let Some(stored) = self.manifest.runs.last() else {
            return Ok(None);
        };
        let findings = read(&self.folder.join("finding").join(stored.finding.file_name()))?;
        let answers = read(&self.folder.join("answer").join(stored.answer.file_name()))?;
        Ok(Some(Run {
            as_of: stored.as_of,
            content_digest: stored.content_digest.clone(),
            findings: findings.into_iter().map(SavedFinding::from_cells).collect(),
            answers: answers.into_iter().map(SavedAnswer::from_cells).collect(),
        }))
    }
}

fn write<const N: usize>(
    folder: &Path,
    number: u64,
    columns: [&str; N],
    rows: &[[&str; N]],
) -> Result<Segment, EngineError> {
    let fields: Vec<Field> = columns
        .iter()
        .map(|name| Field::new(*name, DataType::Utf8, false))
        .collect();
    let schema: SchemaRef = Arc::new(Schema::new(fields));
    let arrays: Vec<ArrayRef> = (0..N)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column).copied());
            Arc::new(StringArray::from_iter_values(cells)) as ArrayRef
        })
        .collect();
    let mut writer = SegmentWriter::create(folder, number, &schema)?;
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)
        .map_err(|error| writer.unwritable(error.into()))?;
    writer.write(&batch, 0, 0)?;
    let segment = writer.close()?;
    let path = folder.join(segment.file_name());
    std::fs::rename(segment::temporary(&path), &path).map_err(folder::at(&path))?;
    folder::sync(folder)?;
    Ok(segment)
}

fn read<const N: usize>(path: &Path) -> Result<Vec<[String; N]>, EngineError> {
    let mut rows = Vec::new();
    for batch in segment::read(path)? {
        let batch = batch.map_err(|error| segment::damaged(path, error))?;
        let columns: Vec<&StringArray> = batch
            .columns()
            .iter()
            .filter_map(|column| column.as_any().downcast_ref())
            .collect();
        for row in 0..batch.num_rows() {
            let cells: Vec<String> = columns.iter().map(|c| c.value(row).to_owned()).collect();
            rows.push(
                cells
                    .try_into()
                    .map_err(|_| segment::damaged(path, "its columns are not those of a run"))?,
            );
        }
    }
    Ok(rows)
}
