//! The form of `facts.yaml`, and the rows that its entries declare.

use std::collections::{BTreeMap, HashMap};

use seawall_model::{TableSpec, nearest};
use serde::Deserialize;

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The platform whose file is read before this one.
    #[serde(default)]
    pub(super) include: Option<String>,
    #[serde(default)]
    pub(super) facts: Vec<FactEntry>,
    #[serde(default)]
    pub(super) known: Vec<KnownEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactEntry {
    /// The template of the line.
    pub(super) line: String,
    /// The template of an enclosing line; without it the line stands at the top level.
    #[serde(default, rename = "in")]
    pub(super) inside: Option<String>,
    /// Kebab-case.
    pub(super) topic: String,
    /// The table a line fills; without it the template is for commands and masking.
    #[serde(default)]
    pub(super) table: Option<String>,
    /// Which lines share a row.
    #[serde(default)]
    pub(super) row: RowRule,
    /// Fixed values by column, or `{capture}` under another name, or `{a}m{b}s` for a duration.
    #[serde(default)]
    pub(super) set: HashMap<String, String>,
    /// Further rows of the same line.
    #[serde(default)]
    pub(super) also: Vec<AlsoEntry>,
    /// The line is a detail of something that another line, or the default, switches on.
    #[serde(default)]
    pub(super) aside: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AlsoEntry {
    pub(super) table: String,
    #[serde(default)]
    pub(super) row: RowRule,
    #[serde(default)]
    pub(super) set: HashMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KnownEntry {
    #[serde(default, rename = "in")]
    pub(super) inside: Option<String>,
    /// First words, or first two, of lines that carry nothing for any table.
    #[serde(default)]
    pub(super) irrelevant: Vec<String>,
    /// The same for lines that carry something no table holds yet.
    #[serde(default)]
    pub(super) unsupported: Vec<String>,
}

/// Which lines share one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RowRule {
    /// One line, one row.
    #[default]
    Line,
    /// All lines of the block: the block's own line, or the one that `in` names.
    Block,
    /// All lines with the same account, service or name: the table's first column.
    Same,
    /// The platform's module makes the rows; the template gives topic and secrets.
    Module,
}

/// Where a cell's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Always this.
    Fixed(String),
    /// This capture, of the line or of the enclosing line.
    Capture(String),
    /// Minutes and seconds, in seconds.
    Duration(String, String),
}

/// One row that a line fills.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    /// The table.
    pub(crate) table: String,
    /// Which lines share the row.
    pub(crate) row: RowRule,
    /// Column by column.
    pub(crate) cells: Vec<(String, Value)>,
    /// Whether the table has a column `enabled`, which `no` switches off.
    pub(crate) switchable: bool,
    /// The table's first column, by which lines share a row.
    pub(crate) first: String,
    /// Columns that may not be NULL.
    required: Vec<String>,
}

impl Output {
    /// Whether a row without this column would be none.
    pub(crate) fn needs(&self, column: &str) -> bool {
        self.required.iter().any(|required| required == column)
    }
}

/// Compiles one declared row; `captures` are those of the line and of the enclosing line.
///
/// # Errors
/// What is wrong, and what to do.
pub(super) fn output(
    table: String,
    row: RowRule,
    set: HashMap<String, String>,
    captures: &[String],
    tables: &BTreeMap<String, TableSpec>,
) -> Result<Output, (String, String)> {
    let Some(spec) = tables.get(&table) else {
        let valid = tables.keys().map(String::as_str);
        return Err((
            format!("There is no table \"{table}\"."),
            nearest(&table, valid),
        ));
    };
    let columns = || spec.columns.iter().map(|column| column.name.as_str());
    let mut cells = Vec::new();
    for capture in captures {
        if columns().any(|column| column == capture) && !set.contains_key(capture) {
            cells.push((capture.clone(), Value::Capture(capture.clone())));
        }
    }
    let mut set: Vec<_> = set.into_iter().collect();
    set.sort();
    for (column, value) in set {
        if !columns().any(|known| known == column) {
            let what = format!("The table {table} has no column \"{column}\".");
            return Err((what, nearest(&column, columns())));
        }
        let value = value_of(&value, captures)?;
        cells.push((column, value));
    }
    Ok(Output {
        switchable: columns().any(|column| column == "enabled"),
        first: columns().next().unwrap_or_default().to_owned(),
        required: spec
            .columns
            .iter()
            .filter(|column| !column.optional)
            .map(|column| column.name.clone())
            .collect(),
        table,
        row,
        cells,
    })
}

fn value_of(text: &str, captures: &[String]) -> Result<Value, (String, String)> {
    let capture = |name: &str| {
        if captures.iter().any(|known| known == name) {
            Ok(name.to_owned())
        } else {
            let what = format!("The template captures no \"{name}\".");
            Err((what, nearest(name, captures.iter().map(String::as_str))))
        }
    };
    let Some(inside) = text.strip_prefix('{') else {
        return Ok(Value::Fixed(text.to_owned()));
    };
    if let Some((minutes, rest)) = inside.split_once("}m{") {
        let seconds = rest.strip_suffix("}s").unwrap_or(rest);
        return Ok(Value::Duration(capture(minutes)?, capture(seconds)?));
    }
    Ok(Value::Capture(capture(inside.trim_end_matches('}'))?))
}
