//! Column types as Arrow types, and the columns that views add to what is stored.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use seawall_model::{Column, ColumnType, TableKind, TableSpec};

/// The Arrow type of a column.
pub(crate) fn arrow_type(kind: ColumnType) -> DataType {
    match kind {
        ColumnType::Text | ColumnType::Fingerprint => DataType::Utf8View,
        ColumnType::Integer => DataType::Int64,
        ColumnType::Boolean => DataType::Boolean,
        ColumnType::Address => address(),
        ColumnType::Moment => moment(),
        ColumnType::Seconds => DataType::Float64,
        ColumnType::Origin => DataType::UInt64,
    }
}

/// Sixteen bytes.
pub(crate) const fn address() -> DataType {
    DataType::FixedSizeBinary(16)
}

/// The zone of every instant.
pub(crate) const UTC: &str = "UTC";

/// Microseconds in UTC.
pub(crate) fn moment() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some(UTC.into()))
}

/// The schema of these columns.
pub(crate) fn schema(columns: &[Column]) -> SchemaRef {
    let fields: Vec<Field> = columns
        .iter()
        .map(|column| {
            // A required address may still be left out by a reader, see `seawall_model::generate`.
            let nullable = column.optional || column.kind == ColumnType::Address;
            Field::new(&column.name, arrow_type(column.kind), nullable)
        })
        .collect();
    Arc::new(Schema::new(fields))
}

/// The columns a view shows before and after the declared ones, with `history` for every snapshot.
pub(crate) fn shown(spec: &TableSpec, history: bool) -> Vec<Column> {
    let column = |name: &str, kind, optional, about: &str| Column {
        name: name.to_owned(),
        kind,
        optional,
        about: about.to_owned(),
        ocsf: None,
    };
    let device = column(
        "device",
        ColumnType::Text,
        false,
        "The device, under the one name everything about it is told.",
    );
    match spec.kind {
        TableKind::Derived => spec.columns.clone(),
        TableKind::Event => [vec![device], spec.stored()].concat(),
        TableKind::Fact if spec.table == "device" && !history => {
            let mut columns = vec![device];
            columns.extend(spec.columns.iter().cloned());
            columns.push(column(
                "reads",
                ColumnType::Boolean,
                false,
                "Whether its platform is known and its configurations are read.",
            ));
            columns.push(column(
                "origin",
                ColumnType::Origin,
                false,
                "The newest source that says something about it.",
            ));
            columns
        }
        TableKind::Fact => {
            let mut columns = vec![
                device,
                column(
                    "collected",
                    ColumnType::Moment,
                    true,
                    "When the snapshot was taken.",
                ),
                column(
                    "complete",
                    ColumnType::Boolean,
                    false,
                    "Whether absence in the snapshot means anything.",
                ),
                column(
                    "current",
                    ColumnType::Boolean,
                    false,
                    "Whether the snapshot is the newest complete one or newer.",
                ),
                column(
                    "newest_complete",
                    ColumnType::Boolean,
                    false,
                    "Whether the snapshot is the newest complete one.",
                ),
            ];
            columns.extend(spec.stored());
            columns
        }
    }
}
