//! Cells as a person reads them: addresses and instants as text, origins as `path:line`, lists
//! joined by commas.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{
    DataType, Float64Type, Int64Type, TimeUnit, TimestampMicrosecondType, UInt64Type,
};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use seawall_model::{Address, Moment, Origin};

use super::Table;
use super::snapshots::Sources;

/// The rows of a result as text.
pub(crate) fn table(schema: &[String], batches: &[RecordBatch], sources: &Sources) -> Table {
    let mut rows = Vec::new();
    for batch in batches {
        for row in 0..batch.num_rows() {
            let cells = batch.columns().iter();
            rows.push(cells.map(|column| cell(column, row, sources)).collect());
        }
    }
    Table {
        columns: schema.to_vec(),
        rows,
    }
}

/// One cell as text; `None` is NULL.
pub(crate) fn cell(column: &ArrayRef, row: usize, sources: &Sources) -> Option<String> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8View => column.as_string_view().value(row).to_owned(),
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
        DataType::Boolean => column.as_boolean().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::UInt64 => origin(
            Origin(column.as_primitive::<UInt64Type>().value(row)),
            sources,
        ),
        DataType::FixedSizeBinary(16) => {
            let bytes = column.as_fixed_size_binary().value(row);
            let bytes = <[u8; 16]>::try_from(bytes).ok()?;
            Address::from_bytes(bytes).to_string()
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            let value = column.as_primitive::<TimestampMicrosecondType>().value(row);
            instant(Moment(value))
        }
        DataType::List(_) => list(&column.as_list::<i32>().value(row), sources),
        DataType::LargeList(_) => list(&column.as_list::<i64>().value(row), sources),
        _ => {
            let formatter = ArrayFormatter::try_new(column.as_ref(), &FormatOptions::default());
            formatter.ok()?.value(row).try_to_string().ok()?
        }
    })
}

fn list(items: &ArrayRef, sources: &Sources) -> String {
    let items: Vec<String> = (0..items.len())
        .filter_map(|item| cell(items, item, sources))
        .collect();
    items.join(", ")
}

/// `path:line`, or the path alone for a source as a whole. Numbers that are no origin stay numbers.
pub(crate) fn origin(origin: Origin, sources: &Sources) -> String {
    match sources.get(origin.source()) {
        Some(source) if origin.place() == 0 => source.path.clone(),
        Some(source) => format!("{}:{}", source.path, origin.place()),
        None => origin.0.to_string(),
    }
}

/// RFC 3339 in UTC.
pub(crate) fn instant(moment: Moment) -> String {
    jiff::Timestamp::from_microsecond(moment.0)
        .map_or_else(|_| moment.0.to_string(), |stamp| stamp.to_string())
}

/// A duration as a person says it: `6 h 12 min`, `3 d 4 h`, `under an hour` is for the caller.
pub(crate) fn duration(seconds: f64) -> String {
    let minutes = (seconds.max(0.0) / 60.0).round() as u64;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let parts: Vec<String> = [(days, "d"), (hours, "h"), (minutes, "min")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .take(2)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if parts.is_empty() {
        format!("{} s", seconds.max(0.0).round())
    } else {
        parts.join(" ")
    }
}
