//! Fewer and cleaner segments: many small ones become one, rows of forgotten and superseded
//! sources are left behind.
//!
//! The rules, for each table at each commit:
//! 1. A segment all of whose sources are superseded or forgotten is dropped, whatever its size.
//! 2. A segment with rows of a source forgotten in this very commit is written again without them.
//! 3. If more than [`SMALL_KEPT`] segments are smaller than [`SMALL`], they become one, smallest
//!    first, up to the size of a full segment, without rows of superseded sources. Segments from
//!    before a change of the table's columns are left as they are.
//!
//! Rows of a superseded source therefore stay in a segment that is not small and has other rows,
//! unseen, because only live sources count.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use datafusion::arrow::array::{Array, RecordBatch, UInt64Array};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::datatypes::SchemaRef;
use parquet::arrow::arrow_reader::ParquetRecordBatchReader;
use seawall_model::Origin;

use super::manifest::Manifest;
use super::segment::{self, FULL, READ_ROWS, Segment, SegmentWriter};
use crate::EngineError;

/// A segment smaller than this is small.
const SMALL: u64 = 16 << 20;
/// So many small segments of a table are left alone.
const SMALL_KEPT: usize = 8;

/// Applies the rules to one table. `new` are the segments still under their temporary names; it
/// gains what is written here.
pub(super) fn tidy(
    store: &Path,
    table: &'static str,
    schema: &SchemaRef,
    next: &mut Manifest,
    forgotten: &BTreeSet<u32>,
    new: &mut BTreeSet<(&'static str, u64)>,
) -> Result<(), EngineError> {
    let folder = store.join(table);
    let mut segments = next.segments.remove(table).unwrap_or_default();
    segments.retain(|segment| next.has_live(segment.first_source, segment.last_source));

    let is_tainted = |segment: &Segment| forgotten.iter().any(|number| covers(segment, *number));
    let mut groups: Vec<Vec<Segment>> = Vec::new();
    let (tainted, kept): (Vec<_>, Vec<_>) = segments
        .into_iter()
        .partition(|segment| new.contains(&(table, segment.number)) && is_tainted(segment));
    groups.extend(tainted.into_iter().map(|segment| vec![segment]));
    let columns = segment::columns_digest(schema);
    let (mut small, mut kept): (Vec<_>, Vec<_>) = kept
        .into_iter()
        .partition(|segment| segment.bytes < SMALL && segment.columns == columns);
    if small.len() > SMALL_KEPT {
        small.sort_by_key(|segment| (segment.bytes, segment.number));
        let mut total = 0;
        let fits = |segment: &&Segment| {
            total += segment.bytes;
            total <= FULL
        };
        let count = small.iter().take_while(fits).count();
        let mut group: Vec<Segment> = small.drain(..count).collect();
        // Rows of one line stay in the order they were pushed in.
        group.sort_by_key(|segment| segment.number);
        groups.push(group);
    }
    kept.append(&mut small);

    for group in groups {
        let paths: Vec<PathBuf> = group
            .iter()
            .map(|segment| {
                let path = folder.join(segment.file_name());
                if new.contains(&(table, segment.number)) {
                    segment::temporary(&path)
                } else {
                    path
                }
            })
            .collect();
        let number = next.next_segment;
        next.next_segment += 1;
        if let Some(merged) = merge(&folder, number, schema, &paths, &|n| next.is_live(n))? {
            new.insert((table, merged.number));
            kept.push(merged);
        }
    }
    kept.sort_by_key(|segment| segment.number);
    next.segments.insert(table.to_owned(), kept);
    Ok(())
}

/// Of the superseded sources of each path, keeps the last in the list. A log that is read anew
/// every day would otherwise fill the manifest with its own past.
pub(super) fn drop_superseded(next: &mut Manifest) {
    let mut sources = std::mem::take(&mut next.sources);
    sources.reverse();
    let mut paths = BTreeSet::new();
    sources.retain(|stored| {
        !stored.superseded || stored.rows > 0 && paths.insert(stored.source.path.clone())
    });
    sources.reverse();
    next.sources = sources;
}

const fn covers(segment: &Segment, source: u32) -> bool {
    segment.first_source <= source && source <= segment.last_source
}

/// Writes the rows of live sources in these files, each in order of origin, into one segment in
/// order of origin. `None` if there is no such row.
fn merge(
    folder: &Path,
    number: u64,
    schema: &SchemaRef,
    paths: &[PathBuf],
    is_live: &dyn Fn(u32) -> bool,
) -> Result<Option<Segment>, EngineError> {
    let mut cursors = Vec::new();
    for path in paths {
        cursors.extend(Cursor::open(path)?);
    }
    let mut sink = Sink {
        writer: SegmentWriter::create(folder, number, schema)?,
        schema,
        pieces: Vec::new(),
        rows: 0,
        range: None,
    };
    loop {
        // The cursor with the earliest row goes on until another one has an earlier row. Of equal
        // ones the older segment is first, so rows of one line stay as they were pushed.
        let mut order: Vec<(u64, usize)> = cursors
            .iter()
            .enumerate()
            .map(|(index, cursor)| (cursor.origin(), index))
            .collect();
        order.sort_unstable();
        let Some(&(_, index)) = order.first() else {
            break;
        };
        let until = order.get(1).copied();
        let Some(cursor) = cursors.get_mut(index) else {
            break;
        };
        let end = cursor.run(|origin| until.is_none_or(|until| (origin, index) < until));
        cursor.take(end, is_live, &mut sink)?;
        if !cursor.refill()? {
            cursors.remove(index);
        }
    }
    sink.finish()
}

/// Where reading one segment has got to; always on a row.
struct Cursor {
    path: PathBuf,
    reader: ParquetRecordBatchReader,
    batch: RecordBatch,
    origins: UInt64Array,
    at: usize,
}

impl Cursor {
    fn open(path: &Path) -> Result<Option<Self>, EngineError> {
        let mut cursor = Self {
            path: path.to_owned(),
            reader: segment::read(path)?,
            batch: RecordBatch::new_empty(SchemaRef::new(
                datafusion::arrow::datatypes::Schema::empty(),
            )),
            origins: UInt64Array::from(Vec::<u64>::new()),
            at: 0,
        };
        Ok(cursor.refill()?.then_some(cursor))
    }

    /// Reads on if the batch is used up; false at the end.
    fn refill(&mut self) -> Result<bool, EngineError> {
        while self.at >= self.origins.len() {
            let Some(batch) = self.reader.next() else {
                return Ok(false);
            };
            self.batch = batch.map_err(|error| segment::damaged(&self.path, error))?;
            self.origins = self
                .batch
                .column_by_name("origin")
                .and_then(|column| column.as_any().downcast_ref::<UInt64Array>())
                .cloned()
                .ok_or_else(|| segment::damaged(&self.path, "it has no column origin"))?;
            self.at = 0;
        }
        Ok(true)
    }

    fn origin(&self) -> u64 {
        self.origins
            .values()
            .get(self.at)
            .copied()
            .unwrap_or(u64::MAX)
    }

    /// Where the rows from here on for which this holds end; at least one row further.
    fn run(&self, holds: impl Fn(u64) -> bool) -> usize {
        let rest = self.origins.values().get(self.at..).unwrap_or_default();
        self.at + rest.partition_point(|origin| holds(*origin)).max(1)
    }

    /// Moves on to `end`, giving the rows of live sources to the sink.
    fn take(
        &mut self,
        end: usize,
        is_live: &dyn Fn(u32) -> bool,
        sink: &mut Sink<'_>,
    ) -> Result<(), EngineError> {
        let source = |row: usize| {
            let origin = self.origins.values().get(row).copied();
            Origin(origin.unwrap_or_default()).source()
        };
        while self.at < end {
            let from = self.at;
            let live = is_live(source(from));
            // As far as sources go on being live, or not: one slice and not one a source.
            let mut known = source(from);
            while self.at < end {
                let here = source(self.at);
                if here != known {
                    if is_live(here) != live {
                        break;
                    }
                    known = here;
                }
                self.at += 1;
            }
            if live {
                let (first, last) = (from, self.at - 1);
                let origin =
                    |row: usize| self.origins.values().get(row).copied().unwrap_or_default();
                sink.add(
                    self.batch.slice(from, self.at - from),
                    origin(first),
                    origin(last),
                )?;
            }
        }
        Ok(())
    }
}

/// Collects slices until they are worth writing.
struct Sink<'a> {
    writer: SegmentWriter,
    schema: &'a SchemaRef,
    pieces: Vec<RecordBatch>,
    rows: usize,
    range: Option<(u64, u64)>,
}

impl Sink<'_> {
    fn add(&mut self, piece: RecordBatch, first: u64, last: u64) -> Result<(), EngineError> {
        self.rows += piece.num_rows();
        self.pieces.push(piece);
        self.range = Some((self.range.map_or(first, |(first, _)| first), last));
        if self.rows >= READ_ROWS {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), EngineError> {
        let Some((first, last)) = self.range.take() else {
            return Ok(());
        };
        let batch = concat_batches(self.schema, &self.pieces)
            .map_err(|error| self.writer.unwritable(error.into()))?;
        self.pieces.clear();
        self.rows = 0;
        self.writer.write(&batch, first, last)
    }

    fn finish(mut self) -> Result<Option<Segment>, EngineError> {
        self.flush()?;
        if self.writer.last().is_none() {
            return Ok(None);
        }
        self.writer.close().map(Some)
    }
}
