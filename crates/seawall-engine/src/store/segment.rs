//! One segment: a Parquet file of one table's rows in order of origin, written under a temporary
//! name, hashed on the way, durable when closed.
//!
//! What it leaves out: whether a segment counts. Only the manifest says so.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::SortingColumn;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::folder;
use crate::EngineError;

/// A segment is closed when it has this many bytes.
pub(super) const FULL: u64 = 128 << 20;
/// Rows of a row group: what a scan skips or reads as one.
const GROUP_ROWS: usize = 128 << 10;
/// Bytes of a row group before compression, so that endless lines cannot fill the memory.
const GROUP_BYTES: usize = 64 << 20;
/// Rows after which a page ends: what fetching one line decodes. The writer looks only after up to
/// as many rows again, so no page has 20,000.
const PAGE_ROWS: usize = 10_000;
/// Rows handed over at once when a segment is read.
pub(super) const READ_ROWS: usize = 8_192;

/// What the manifest says of a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Segment {
    /// Its number: `<table>/<number>.parquet`.
    pub(super) number: u64,
    /// A digest of its columns: after a table has changed, older segments keep their own.
    pub(super) columns: String,
    /// How many rows.
    pub(super) rows: u64,
    /// The source of its first row.
    pub(super) first_source: u32,
    /// The source of its last row.
    pub(super) last_source: u32,
    /// The file's size.
    pub(super) bytes: u64,
    /// The file's SHA-256, lower-case hexadecimal.
    pub(super) sha256: String,
}

impl Segment {
    /// The file's name in its table's folder.
    pub(super) fn file_name(&self) -> String {
        file_name(self.number)
    }
}

/// The file name of the segment with this number.
pub(super) fn file_name(number: u64) -> String {
    format!("{number:08}.parquet")
}

/// The name it has until it is committed.
pub(super) fn temporary(path: &Path) -> PathBuf {
    path.with_extension("parquet.tmp")
}

/// A file that knows its size and digest.
#[derive(Debug)]
struct Hashed {
    file: File,
    bytes: u64,
    digest: Sha256,
}

impl Write for Hashed {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.file.write(buffer)?;
        self.digest
            .update(buffer.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A segment being written.
#[derive(Debug)]
pub(super) struct SegmentWriter {
    number: u64,
    columns: String,
    path: PathBuf,
    writer: ArrowWriter<Hashed>,
    rows: u64,
    range: Option<(u64, u64)>,
}

impl SegmentWriter {
    /// Begins the segment of this number in a table's folder, under its temporary name.
    pub(super) fn create(
        folder: &Path,
        number: u64,
        schema: &SchemaRef,
    ) -> Result<Self, EngineError> {
        folder::make(folder)?;
        let path = temporary(&folder.join(file_name(number)));
        let file = Hashed {
            file: folder::create(&path)?,
            bytes: 0,
            digest: Sha256::new(),
        };
        let writer = ArrowWriter::try_new(file, Arc::clone(schema), Some(properties(schema)))
            .map_err(|error| unwritable(&path, error))?;
        Ok(Self {
            number,
            columns: columns_digest(schema),
            path,
            writer,
            rows: 0,
            range: None,
        })
    }

    /// The origin of the last row.
    pub(super) fn last(&self) -> Option<u64> {
        self.range.map(|(_, last)| last)
    }

    /// Whether it holds enough.
    pub(super) fn is_full(&self) -> bool {
        let bytes = self.writer.bytes_written() + self.writer.in_progress_size();
        bytes as u64 >= FULL
    }

    /// Appends rows in order of origin, of which these are the first and the last origin.
    pub(super) fn write(
        &mut self,
        batch: &RecordBatch,
        first: u64,
        last: u64,
    ) -> Result<(), EngineError> {
        self.writer
            .write(batch)
            .map_err(|error| unwritable(&self.path, error))?;
        self.rows += batch.num_rows() as u64;
        self.range = Some((self.range.map_or(first, |(first, _)| first), last));
        Ok(())
    }

    /// Says that something could not be written here.
    pub(super) fn unwritable(&self, error: ParquetError) -> EngineError {
        unwritable(&self.path, error)
    }

    /// Ends the file and makes it durable, still under its temporary name.
    pub(super) fn close(self) -> Result<Segment, EngineError> {
        let hashed = self
            .writer
            .into_inner()
            .map_err(|error| unwritable(&self.path, error))?;
        hashed.file.sync_all().map_err(folder::at(&self.path))?;
        let source = |origin: u64| seawall_model::Origin(origin).source();
        let (first, last) = self.range.unwrap_or_default();
        Ok(Segment {
            number: self.number,
            columns: self.columns,
            rows: self.rows,
            first_source: source(first),
            last_source: source(last),
            bytes: hashed.bytes,
            sha256: data_encoding::HEXLOWER.encode(&hashed.digest.finalize()),
        })
    }
}

/// What [`Segment::columns`] is for this schema.
pub(super) fn columns_digest(schema: &SchemaRef) -> String {
    super::short_hex(Sha256::new().chain_update(schema.to_string()))
}

/// Opens a segment's file for reading in batches.
pub(super) fn read(path: &Path) -> Result<ParquetRecordBatchReader, EngineError> {
    let file = File::open(path).map_err(folder::at(path))?;
    ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(|builder| builder.with_batch_size(READ_ROWS).build())
        .map_err(|error| damaged(path, error))
}

/// A file of the store that cannot be understood.
pub(super) fn damaged(path: &Path, what: impl ToString) -> EngineError {
    EngineError::Damaged {
        path: path.to_owned(),
        what: what.to_string(),
    }
}

/// A file of the store that cannot be written.
fn unwritable(path: &Path, error: ParquetError) -> EngineError {
    let source = match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    };
    folder::at(path)(source)
}

fn properties(schema: &SchemaRef) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by(concat!("seawall ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_max_row_group_bytes(Some(GROUP_BYTES))
        .set_data_page_row_count_limit(PAGE_ROWS);
    for (index, field) in schema.fields().iter().enumerate() {
        let column = ColumnPath::from(field.name().as_str());
        // A dictionary of numbers that are nearly all different (origins, times, sequences) is
        // wasted work: their differences are smaller and a third faster to write. Compression
        // makes up for it where a number repeats.
        properties = match field.data_type() {
            DataType::UInt64 | DataType::Int64 | DataType::Timestamp(..) => properties
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED),
            DataType::Float64 => properties.set_column_dictionary_enabled(column, false),
            _ => properties,
        };
        if field.name() == "origin" {
            properties = properties.set_sorting_columns(Some(vec![SortingColumn {
                column_idx: i32::try_from(index).unwrap_or_default(),
                descending: false,
                nulls_first: false,
            }]));
        }
    }
    properties.build()
}
