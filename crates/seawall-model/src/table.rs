//! A table as declared in `content/tables/<name>.yaml`: the one declaration from which the row
//! structs ([`crate::generate`]), the store's schema, the views and the reference are made.

use serde::{Deserialize, Serialize};

use crate::{Address, Fingerprint, Moment, Origin};

/// What a table's rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableKind {
    /// True of a device when a snapshot was taken. Stored with `seen_as` before the declared
    /// columns and `origin` after them; seen by hunts with `device`, `collected`, `complete` added.
    /// The plain name is what is believed now, `<name>_history` is every snapshot's.
    Fact,
    /// Something that happened. Stored with `seen_as`, `time`, `time_error` before the declared
    /// columns and `origin` after them; seen by hunts with `device` added.
    Event,
    /// Made by the engine, not by readers. Declared columns only.
    Derived,
}

/// The type of a column. One SQL type each; see docs/reference/tables.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnType {
    /// UTF-8 text, redacted.
    Text,
    /// A signed 64-bit integer.
    Integer,
    /// True or false.
    Boolean,
    /// Sixteen bytes, see [`Address`].
    Address,
    /// A UTC instant in microseconds.
    Moment,
    /// A duration in seconds, a 64-bit float.
    Seconds,
    /// Where it came from. The only unsigned 64-bit column type, so the engine knows evidence by
    /// its type.
    Origin,
    /// The keyed fingerprint of a secret, 32 hexadecimal digits.
    Fingerprint,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Full words in snake_case.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// Whether it may be NULL, which means: not seen.
    #[serde(default)]
    pub optional: bool,
    /// What it means, its unit, its values.
    pub about: String,
    /// Its path in the OCSF schema, where there is one.
    #[serde(default)]
    pub ocsf: Option<String>,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// Singular, snake_case, equal to the file's name.
    pub table: String,
    /// What its rows are.
    pub kind: TableKind,
    /// What one row says.
    pub about: String,
    /// Its class in the OCSF schema, where there is one.
    #[serde(default)]
    pub ocsf: Option<String>,
    /// The declared columns, in order.
    pub columns: Vec<Column>,
    /// For a derived table that is a view over others: the SELECT that makes it.
    #[serde(default)]
    pub select: Option<String>,
    /// A query somebody would run.
    pub example: String,
}

impl TableSpec {
    /// The columns as stored: the declared ones with those its kind adds.
    #[must_use]
    pub fn stored(&self) -> Vec<Column> {
        let column = |name: &str, kind, optional, about: &str| Column {
            name: name.to_owned(),
            kind,
            optional,
            about: about.to_owned(),
            ocsf: None,
        };
        let seen_as = column(
            "seen_as",
            ColumnType::Text,
            false,
            "The device as the source names it: a name or an address. Resolved late, by views.",
        );
        let origin = column(
            "origin",
            ColumnType::Origin,
            false,
            "Where the row came from.",
        );
        match self.kind {
            TableKind::Fact => [vec![seen_as], self.columns.clone(), vec![origin]].concat(),
            TableKind::Event => {
                let time = column(
                    "time",
                    ColumnType::Moment,
                    true,
                    "The best UTC instant, or not known.",
                );
                let error = column(
                    "time_error",
                    ColumnType::Seconds,
                    true,
                    "Half the width of the interval the instant lies in, in seconds.",
                );
                [
                    vec![seen_as, time, error],
                    self.columns.clone(),
                    vec![origin],
                ]
                .concat()
            }
            TableKind::Derived => self.columns.clone(),
        }
    }
}

/// Receives the cells of one row in column order, so that the engine's writer needs no code per
/// table. `None` is NULL.
pub trait Cells {
    /// A text or fingerprint column.
    fn text(&mut self, value: Option<&str>);
    /// An integer column.
    fn integer(&mut self, value: Option<i64>);
    /// A boolean column.
    fn boolean(&mut self, value: Option<bool>);
    /// An address column.
    fn address(&mut self, value: Option<Address>);
    /// A moment column.
    fn moment(&mut self, value: Option<Moment>);
    /// A seconds column.
    fn seconds(&mut self, value: Option<f64>);
    /// An origin column.
    fn origin(&mut self, value: Origin);
    /// A fingerprint column.
    fn fingerprint(&mut self, value: Option<Fingerprint>) {
        self.text(value.map(Fingerprint::to_hex).as_deref());
    }
}
