//! Rows to columns: the Arrow schema of a table, and builders that take rows cell by cell and give
//! them back as a batch in order of origin.
//!
//! What it leaves out: files.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, FixedSizeBinaryBuilder, Float64Builder, Int64Builder, RecordBatch,
    StringBuilder, TimestampMicrosecondBuilder, UInt32Array, UInt64Builder,
};
use datafusion::arrow::compute::take_record_batch;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use datafusion::arrow::error::ArrowError;
use seawall_model::{Address, Cells, ColumnType, Fingerprint, Moment, Origin, Row, TableSpec};

/// The Arrow type of a column.
const fn arrow_type(kind: ColumnType) -> DataType {
    match kind {
        ColumnType::Text | ColumnType::Fingerprint => DataType::Utf8,
        ColumnType::Integer => DataType::Int64,
        ColumnType::Boolean => DataType::Boolean,
        ColumnType::Address => DataType::FixedSizeBinary(16),
        // The zone is set by the caller: it is shared text and not constant.
        ColumnType::Moment => DataType::Timestamp(TimeUnit::Microsecond, None),
        ColumnType::Seconds => DataType::Float64,
        ColumnType::Origin => DataType::UInt64,
    }
}

/// The schema of a table as stored.
pub(crate) fn schema(table: &TableSpec) -> SchemaRef {
    let fields: Vec<Field> = table
        .stored()
        .into_iter()
        .map(|column| {
            let kind = match arrow_type(column.kind) {
                DataType::Timestamp(unit, _) => DataType::Timestamp(unit, Some("UTC".into())),
                other => other,
            };
            // An address has no neutral value, so rows may lack a required one. That is their
            // reader's fault and no reason to refuse everybody's rows.
            let nullable = column.optional || column.kind == ColumnType::Address;
            Field::new(column.name, kind, nullable)
        })
        .collect();
    Arc::new(Schema::new(fields))
}

/// The types of the cells a row hands over, to compare a declaration with the compiled row.
pub(super) fn handed_over(row: &Row) -> Vec<ColumnType> {
    let mut probe = Probe(Vec::new());
    row.cells(&mut probe);
    probe.0
}

struct Probe(Vec<ColumnType>);

impl Cells for Probe {
    fn text(&mut self, _: Option<&str>) {
        self.0.push(ColumnType::Text);
    }
    fn integer(&mut self, _: Option<i64>) {
        self.0.push(ColumnType::Integer);
    }
    fn boolean(&mut self, _: Option<bool>) {
        self.0.push(ColumnType::Boolean);
    }
    fn address(&mut self, _: Option<Address>) {
        self.0.push(ColumnType::Address);
    }
    fn moment(&mut self, _: Option<Moment>) {
        self.0.push(ColumnType::Moment);
    }
    fn seconds(&mut self, _: Option<f64>) {
        self.0.push(ColumnType::Seconds);
    }
    fn origin(&mut self, _: Origin) {
        self.0.push(ColumnType::Origin);
    }
    fn fingerprint(&mut self, _: Option<Fingerprint>) {
        self.0.push(ColumnType::Fingerprint);
    }
}

#[derive(Debug)]
enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Boolean(BooleanBuilder),
    Address(FixedSizeBinaryBuilder),
    Moment(TimestampMicrosecondBuilder),
    Seconds(Float64Builder),
    Origin(UInt64Builder),
}

impl Builder {
    fn new(kind: &DataType) -> Option<Self> {
        Some(match kind {
            DataType::Utf8 => Self::Text(StringBuilder::new()),
            DataType::Int64 => Self::Integer(Int64Builder::new()),
            DataType::Boolean => Self::Boolean(BooleanBuilder::new()),
            DataType::FixedSizeBinary(16) => Self::Address(FixedSizeBinaryBuilder::new(16)),
            DataType::Timestamp(TimeUnit::Microsecond, Some(zone)) => {
                Self::Moment(TimestampMicrosecondBuilder::new().with_timezone(Arc::clone(zone)))
            }
            DataType::Float64 => Self::Seconds(Float64Builder::new()),
            DataType::UInt64 => Self::Origin(UInt64Builder::new()),
            _ => return None,
        })
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Boolean(builder) => Arc::new(builder.finish()),
            Self::Address(builder) => Arc::new(builder.finish()),
            Self::Moment(builder) => Arc::new(builder.finish()),
            Self::Seconds(builder) => Arc::new(builder.finish()),
            Self::Origin(builder) => Arc::new(builder.finish()),
        }
    }
}

/// Rows of one table that are not written yet.
#[derive(Debug)]
pub(crate) struct Columns {
    schema: SchemaRef,
    builders: Vec<Builder>,
    /// Each row's origin once more, to sort by and to know the range.
    origins: Vec<u64>,
    sorted: bool,
    /// Roughly what the rows take in memory.
    bytes: usize,
}

impl Columns {
    pub(crate) fn new(schema: SchemaRef) -> Self {
        let builders = schema
            .fields()
            .iter()
            .filter_map(|field| Builder::new(field.data_type()))
            .collect();
        Self {
            schema,
            builders,
            origins: Vec::new(),
            sorted: true,
            bytes: 0,
        }
    }

    pub(crate) fn push(&mut self, row: &Row) {
        let origin = row.origin().0;
        self.sorted &= self.origins.last().is_none_or(|last| *last <= origin);
        self.origins.push(origin);
        let mut filler = Filler {
            builders: self.builders.iter_mut(),
            bytes: 0,
        };
        row.cells(&mut filler);
        self.bytes += filler.bytes;
    }

    pub(super) const fn rows(&self) -> usize {
        self.origins.len()
    }

    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The source of the row pushed last.
    pub(super) fn last_source(&self) -> Option<u32> {
        self.origins.last().map(|origin| Origin(*origin).source())
    }

    /// The rows in order of origin (rows of one origin as they were pushed) with their origins;
    /// the columns are empty afterwards.
    pub(crate) fn finish(&mut self) -> Result<(RecordBatch, Vec<u64>), ArrowError> {
        let arrays = self.builders.iter_mut().map(Builder::finish).collect();
        let mut origins = std::mem::take(&mut self.origins);
        let sorted = std::mem::replace(&mut self.sorted, true);
        self.bytes = 0;
        let mut batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays)?;
        if !sorted {
            let mut order: Vec<u32> = (0..).take(origins.len()).collect();
            let key = |row: &u32| origins.get(*row as usize).copied().unwrap_or_default();
            order.sort_by_key(key);
            batch = take_record_batch(&batch, &UInt32Array::from(order))?;
            origins.sort();
        }
        Ok((batch, origins))
    }
}

/// Puts the cells of one row into the builders, in order. A cell of another type than its column
/// is left out, and the missing cell makes [`Columns::finish`] fail; [`handed_over`] has ruled it
/// out before.
struct Filler<'a> {
    builders: std::slice::IterMut<'a, Builder>,
    bytes: usize,
}

impl Cells for Filler<'_> {
    fn text(&mut self, value: Option<&str>) {
        if let Some(Builder::Text(builder)) = self.builders.next() {
            self.bytes += 4 + value.map_or(0, str::len);
            builder.append_option(value);
        }
    }

    fn integer(&mut self, value: Option<i64>) {
        if let Some(Builder::Integer(builder)) = self.builders.next() {
            self.bytes += 8;
            builder.append_option(value);
        }
    }

    fn boolean(&mut self, value: Option<bool>) {
        if let Some(Builder::Boolean(builder)) = self.builders.next() {
            self.bytes += 1;
            builder.append_option(value);
        }
    }

    fn address(&mut self, value: Option<Address>) {
        if let Some(Builder::Address(builder)) = self.builders.next() {
            self.bytes += 16;
            match value {
                // It refuses any length but sixteen, which an address always has.
                Some(address) => drop(builder.append_value(address.bytes())),
                None => builder.append_null(),
            }
        }
    }

    fn moment(&mut self, value: Option<Moment>) {
        if let Some(Builder::Moment(builder)) = self.builders.next() {
            self.bytes += 8;
            builder.append_option(value.map(|moment| moment.0));
        }
    }

    fn seconds(&mut self, value: Option<f64>) {
        if let Some(Builder::Seconds(builder)) = self.builders.next() {
            self.bytes += 8;
            builder.append_option(value);
        }
    }

    fn origin(&mut self, value: Origin) {
        if let Some(Builder::Origin(builder)) = self.builders.next() {
            self.bytes += 8;
            builder.append_value(value.0);
        }
    }
}
