//! One commit in the making: rows become columns, columns become segments under temporary names.
//!
//! Memory is bounded whatever is pushed: a table's rows are handed to its segment at every
//! [`STAGED_ROWS`] rows or [`STAGED_BYTES`] bytes, and the segment holds one row group.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use datafusion::arrow::error::ArrowError;
use seawall_model::{Coverage, Origin, Row, Rows, Source};

use super::columns::Columns;
use super::manifest::{Index, Manifest};
use super::segment::{self, Segment, SegmentWriter};
use super::{Identity, Store, StoredSource, TableSchema, folder, known, merge, with_content};
use crate::EngineError;

/// Rows a table holds before they go to its segment.
const STAGED_ROWS: usize = 16_384;
/// Bytes a table holds before they go to its segment.
const STAGED_BYTES: usize = 8 << 20;
/// Shapes kept of a source's coverage.
const SHAPES_KEPT: usize = 20;
/// Under this name the other shapes are counted.
const OTHER_SHAPES: &str = "…other shapes";

/// One commit in the making. Dropped without [`Batch::commit`], it leaves nothing.
#[derive(Debug)]
pub struct Batch<'s> {
    store: &'s mut Store,
    /// The manifest as it will be.
    next: Manifest,
    index: Index,
    /// In the order of [`Row::index`].
    tables: Vec<TableStage>,
    /// Rows of the source being read.
    rows: u64,
    /// Numbers whose rows reached a segment before they were forgotten.
    forgotten: BTreeSet<u32>,
    /// Whether there is anything to commit.
    changed: bool,
    /// The first thing that went wrong. `push` cannot say so: the next call that can does.
    failed: Option<EngineError>,
}

/// The rows of one table on their way.
#[derive(Debug)]
struct TableStage {
    table: TableSchema,
    columns: Columns,
    writer: Option<SegmentWriter>,
    closed: Vec<Segment>,
}

impl<'s> Batch<'s> {
    pub(super) fn new(store: &'s mut Store) -> Self {
        let tables = store.tables.iter().map(|table| TableStage {
            columns: Columns::new(Arc::clone(&table.schema)),
            table: table.clone(),
            writer: None,
            closed: Vec::new(),
        });
        Self {
            tables: tables.collect(),
            next: store.manifest.clone(),
            index: store.index.clone(),
            rows: 0,
            forgotten: BTreeSet::new(),
            changed: false,
            failed: (!store.writable).then(|| EngineError::ReadOnly {
                path: store.folder.clone(),
            }),
            store,
        }
    }

    /// The number the next source will have.
    #[must_use]
    pub const fn next_source(&self) -> u32 {
        self.next.next_source
    }

    /// The source a file was read as, if path, size, time and inode are unchanged; those of this
    /// commit too.
    #[must_use]
    pub fn known(&self, identity: &Identity) -> Option<u32> {
        known(&self.next, &self.index, &self.store.read_by, identity)
    }

    /// The source that has this content already, those of this commit too.
    #[must_use]
    pub fn known_content(&self, sha256: &str) -> Option<u32> {
        let mut sources = self.with_content(sha256);
        sources.next().map(|stored| stored.source.number)
    }

    /// Every source that has this content already. There can be several: two devices may have
    /// equal configurations that do not name them, and only their paths tell them apart.
    pub fn with_content<'b>(
        &'b self,
        sha256: &'b str,
    ) -> impl Iterator<Item = &'b StoredSource> + 'b {
        with_content(&self.next, &self.index, &self.store.read_by, sha256)
    }

    /// The source of this number as it will be.
    #[must_use]
    pub fn source(&self, number: u32) -> Option<&StoredSource> {
        self.next.source(number)
    }

    /// Ends a source: the rows pushed since the last call are its rows. `source.number` is
    /// [`Batch::next_source`].
    ///
    /// It takes the place of every source read from the same path before, except that a snapshot
    /// with other content stays beside it; and of every source with the same content (and device, of
    /// a snapshot), if that was read by an earlier seawall.
    ///
    /// # Errors
    /// If a segment cannot be written, or a reader gave rows of another source.
    pub fn finish_source(
        &mut self,
        source: Source,
        mut coverage: Coverage,
        identity: Identity,
    ) -> Result<(), EngineError> {
        self.check()?;
        let current = self.next.next_source;
        if source.number != current {
            return Err(EngineError::ForeignRow {
                table: "source".to_owned(),
                claimed: source.number,
                current,
            });
        }
        self.changed = true;
        self.supersede(&source, &identity);
        keep_commonest(&mut coverage.shapes);
        let stored = StoredSource {
            source,
            coverage,
            identities: vec![identity],
            superseded: false,
            rows: std::mem::take(&mut self.rows),
            read_by: self.store.read_by.clone(),
        };
        self.index.add(&stored);
        self.next.sources.push(Arc::new(stored));
        self.use_number();
        Ok(())
    }

    /// Forgets the rows pushed since the last finished source, because its content is known or it
    /// cannot be read. What has not reached a segment is dropped here, the rest when the batch is
    /// committed, and its number is then given to nobody.
    pub fn forget_source(&mut self) {
        self.rows = 0;
        let number = self.next.next_source;
        let mut reached_a_segment = false;
        for index in 0..self.tables.len() {
            match self.forget_staged(index, number) {
                Ok(reached) => reached_a_segment |= reached,
                Err(error) => self.fail(error),
            }
        }
        if reached_a_segment {
            self.changed = true;
            self.forgotten.insert(number);
            self.use_number();
        }
    }

    /// Notes that a known source now stands elsewhere, or in the same place with another time.
    /// Nothing of it is read again; lines are quoted under the new path.
    pub fn moved(&mut self, number: u32, identity: Identity) {
        if let Some(stored) = self.next.source_mut(number) {
            let gone = std::mem::replace(&mut stored.source.path, identity.path.clone());
            stored
                .identities
                .retain(|other| other.path != gone && other.path != identity.path);
            stored.identities.insert(0, identity);
            self.index.add(stored);
            self.changed = true;
        }
    }

    /// Notes that the same snapshot was taken once more: what has not changed until then is as new as
    /// its newest copy, and known since its oldest.
    pub fn taken_again(&mut self, number: u32, again: &Source) {
        let Some(stored) = self.next.source_mut(number) else {
            return;
        };
        let known = &mut stored.source;
        let Some(collected) = again.collected.filter(|_| !again.collected_weak) else {
            return;
        };
        if known.collected_weak || known.collected.is_none() {
            known.collected = Some(collected);
            known.collected_weak = false;
        } else if known.collected != Some(collected) {
            let first = known.collected_first.or(known.collected);
            known.collected_first = first.min(Some(collected));
            known.collected = known.collected.max(Some(collected));
        }
        self.changed = true;
    }

    /// Notes that the content of a known source stands in a second place too, so that this file is
    /// not read again either.
    pub fn also_at(&mut self, number: u32, identity: Identity) {
        if let Some(stored) = self.next.source_mut(number)
            && stored.source.path != identity.path
        {
            stored
                .identities
                .retain(|other| other.path != identity.path);
            stored.identities.push(identity);
            self.index.add(stored);
            self.changed = true;
        }
    }

    /// Makes everything finished durable and visible, at once.
    ///
    /// # Errors
    /// If segments or the manifest cannot be written, or anything failed before; the store is then
    /// as it was.
    pub fn commit(mut self) -> Result<(), EngineError> {
        self.check()?;
        // Rows after the last finished source belong to nobody.
        self.forget_source();
        self.check()?;
        if !self.changed {
            return Ok(());
        }
        for index in 0..self.tables.len() {
            self.write_staged(index)?;
            self.close_segment(index)?;
        }
        let mut new: BTreeSet<(&'static str, u64)> = BTreeSet::new();
        for stage in &mut self.tables {
            let segments = self
                .next
                .segments
                .entry(stage.table.name.to_owned())
                .or_default();
            new.extend(stage.closed.iter().map(|s| (stage.table.name, s.number)));
            segments.append(&mut stage.closed);
        }
        let tables = Arc::clone(&self.store.tables);
        for table in tables.iter() {
            merge::tidy(
                &self.store.folder,
                table.name,
                &table.schema,
                &mut self.next,
                &self.forgotten,
                &mut new,
            )?;
        }
        self.next
            .segments
            .retain(|_, segments| !segments.is_empty());
        merge::drop_superseded(&mut self.next);
        self.publish(&new)?;
        let next = std::mem::take(&mut self.next);
        self.store.install(next)
    }

    /// Gives the new segments that remain their names.
    fn publish(&self, new: &BTreeSet<(&'static str, u64)>) -> Result<(), EngineError> {
        let mut touched: BTreeSet<PathBuf> = BTreeSet::new();
        for (table, segments) in &self.next.segments {
            let folder = self.store.folder.join(table);
            for segment in segments {
                if new.contains(&(table.as_str(), segment.number)) {
                    let path = folder.join(segment.file_name());
                    std::fs::rename(segment::temporary(&path), &path).map_err(folder::at(&path))?;
                    touched.insert(folder.clone());
                }
            }
        }
        for folder in touched {
            folder::sync(&folder)?;
        }
        // The tables' own folders may be new.
        folder::sync(&self.store.folder)
    }

    /// Marks what a new source takes the place of.
    fn supersede(&mut self, source: &Source, identity: &Identity) {
        let same_path = self.index.at(&identity.path).to_vec();
        for number in same_path {
            if let Some(old) = self.next.source_mut(number)
                && !old.superseded
            {
                let beside = old.source.kind.is_snapshot()
                    && !old.source.sha256.is_empty()
                    && old.source.sha256 != source.sha256;
                if !(beside && old.source.path == identity.path) {
                    leave(old, &identity.path);
                }
            }
        }
        let same_content = self.index.with_content(&source.sha256).to_vec();
        for number in same_content {
            let read_by = &self.store.read_by;
            if let Some(old) = self.next.source_mut(number)
                && old.read_by != *read_by
                && (!source.kind.is_snapshot() || old.source.device == source.device)
            {
                retire(old);
            }
        }
    }

    fn use_number(&mut self) {
        match self.next.next_source.checked_add(1) {
            Some(number) => self.next.next_source = number,
            None => self.fail(EngineError::Damaged {
                path: self.store.folder.clone(),
                what: "it has had four thousand million sources".to_owned(),
            }),
        }
    }

    fn check(&mut self) -> Result<(), EngineError> {
        // After an error the batch stays failed: some rows are missing from it.
        match self.failed.take() {
            None => Ok(()),
            Some(error) => {
                self.failed = Some(EngineError::Store {
                    path: self.store.folder.clone(),
                    source: std::io::Error::other("an earlier part of this commit failed"),
                });
                Err(error)
            }
        }
    }

    fn fail(&mut self, error: EngineError) {
        self.failed.get_or_insert(error);
    }

    fn try_push(&mut self, row: &Row) -> Result<(), EngineError> {
        let index = row.index();
        let (claimed, current) = (row.origin().source(), self.next.next_source);
        let Some(stage) = self.tables.get_mut(index) else {
            return Ok(());
        };
        if claimed != current {
            return Err(EngineError::ForeignRow {
                table: stage.table.name.to_owned(),
                claimed,
                current,
            });
        }
        stage.columns.push(row);
        self.rows += 1;
        if stage.columns.rows() >= STAGED_ROWS || stage.columns.bytes() >= STAGED_BYTES {
            self.write_staged(index)?;
        }
        Ok(())
    }

    /// Hands a table's staged rows to its segment.
    fn write_staged(&mut self, index: usize) -> Result<(), EngineError> {
        let Some(stage) = self.tables.get_mut(index) else {
            return Ok(());
        };
        let (batch, origins) = stage
            .columns
            .finish()
            .map_err(|e| unstaged(self.store, &e))?;
        self.write(index, &batch, &origins)
    }

    fn write(
        &mut self,
        index: usize,
        batch: &datafusion::arrow::array::RecordBatch,
        origins: &[u64],
    ) -> Result<(), EngineError> {
        let (Some(&first), Some(&last)) = (origins.first(), origins.last()) else {
            return Ok(());
        };
        let Some(stage) = self.tables.get_mut(index) else {
            return Ok(());
        };
        // A reader may come back to an earlier line after many rows; a segment may not.
        let follows = |writer: &SegmentWriter| writer.last().is_none_or(|last| last <= first);
        if !stage.writer.as_ref().is_none_or(follows) {
            self.close_segment(index)?;
        }
        let Some(stage) = self.tables.get_mut(index) else {
            return Ok(());
        };
        let writer = match &mut stage.writer {
            Some(writer) => writer,
            None => {
                let number = self.next.next_segment;
                self.next.next_segment += 1;
                let folder = self.store.folder.join(stage.table.name);
                stage
                    .writer
                    .insert(SegmentWriter::create(&folder, number, &stage.table.schema)?)
            }
        };
        writer.write(batch, first, last)?;
        if writer.is_full() {
            self.close_segment(index)?;
        }
        Ok(())
    }

    fn close_segment(&mut self, index: usize) -> Result<(), EngineError> {
        if let Some(stage) = self.tables.get_mut(index)
            && let Some(writer) = stage.writer.take()
        {
            stage.closed.push(writer.close()?);
        }
        Ok(())
    }

    /// Drops the staged rows of a source; says whether others of it are in a segment.
    fn forget_staged(&mut self, index: usize, number: u32) -> Result<bool, EngineError> {
        let Some(stage) = self.tables.get_mut(index) else {
            return Ok(false);
        };
        let is_its = |origin: u64| Origin(origin).source() == number;
        let in_segment = stage
            .writer
            .as_ref()
            .and_then(SegmentWriter::last)
            .is_some_and(is_its)
            || stage
                .closed
                .iter()
                .any(|segment| segment.last_source == number);
        if stage.columns.last_source() == Some(number) {
            let (batch, origins) = stage
                .columns
                .finish()
                .map_err(|e| unstaged(self.store, &e))?;
            let kept = origins.partition_point(|origin| !is_its(*origin));
            self.write(
                index,
                &batch.slice(0, kept),
                origins.get(..kept).unwrap_or_default(),
            )?;
        }
        Ok(in_segment)
    }
}

impl Rows for Batch<'_> {
    fn push(&mut self, row: Row) {
        if self.failed.is_none()
            && let Err(error) = self.try_push(&row)
        {
            self.fail(error);
        }
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        // After a commit there is nothing left to remove; otherwise what is not named goes, now or
        // at the next opening.
        if self.store.writable {
            self.tables.clear();
            drop(self.store.sweep());
        }
    }
}

/// A source's content stands at this path no more. If it stands nowhere else, it is superseded.
fn leave(old: &mut StoredSource, path: &str) {
    let is_elsewhere = |identity: &Identity| identity.path != path;
    match old
        .identities
        .iter()
        .find(|identity| is_elsewhere(identity))
    {
        Some(other) => {
            old.source.path.clone_from(&other.path);
            old.identities.retain(is_elsewhere);
        }
        None => retire(old),
    }
}

fn retire(old: &mut StoredSource) {
    old.superseded = true;
    old.coverage.shapes.clear();
}

fn unstaged(store: &Store, error: &ArrowError) -> EngineError {
    EngineError::Store {
        path: store.folder.clone(),
        source: std::io::Error::other(error.to_string()),
    }
}

/// Keeps the commonest shapes (of equally common ones the first by name) and counts the others
/// together, so that a manifest of thirty thousand sources stays readable at once.
fn keep_commonest(shapes: &mut BTreeMap<String, u64>) {
    let others = shapes.remove(OTHER_SHAPES).unwrap_or_default();
    let mut ranked: Vec<_> = std::mem::take(shapes).into_iter().collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let rest = ranked.split_off(ranked.len().min(SHAPES_KEPT));
    let others = rest.iter().fold(others, |sum, (_, count)| sum + count);
    shapes.extend(ranked);
    if others > 0 {
        shapes.insert(OTHER_SHAPES.to_owned(), others);
    }
}
