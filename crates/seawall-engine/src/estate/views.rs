//! The tables as hunts see them: every stored table as a view that resolves devices, tells the
//! snapshot, and leaves out sources that do not count; and the tables the engine makes itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, FixedSizeBinaryBuilder, Float64Builder, Int64Builder, RecordBatch,
    StringViewBuilder, TimestampMicrosecondBuilder, UInt64Builder,
};
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::catalog::{MemTable, TableProvider};
use datafusion::common::{DataFusionError, ScalarValue};
use datafusion::datasource::{ViewTable, provider_as_source};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, ScalarUDF, col, ident, lit};
use seawall_model::{Address, Column, Moment, TableKind, TableSpec};

use super::schema;
use super::session::Tables;

/// A column set to NULL, to see what an answer makes of not knowing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Nulled {
    /// The table.
    pub(crate) table: String,
    /// The column.
    pub(crate) column: String,
}

/// Which rows a question looks at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    /// Events before it are left out.
    pub(crate) from: Option<Moment>,
    /// Events after it are left out.
    pub(crate) until: Option<Moment>,
    /// Whether some sources do not count.
    pub(crate) filter_sources: bool,
}

/// Builds the views of one estate.
pub(crate) struct Views<'a> {
    /// Our functions by name.
    pub(crate) functions: BTreeMap<&'a str, &'a ScalarUDF>,
    /// Which rows count.
    pub(crate) bounds: Bounds,
    /// The column set to NULL, if one is.
    pub(crate) nulled: Option<&'a Nulled>,
}

impl Views<'_> {
    /// Adds the views over one stored table. The plain `device` is made elsewhere.
    pub(crate) fn add(
        &self,
        tables: &mut Tables,
        spec: &TableSpec,
        stored: &Arc<dyn TableProvider>,
    ) -> Result<(), DataFusionError> {
        match spec.kind {
            TableKind::Derived => {}
            TableKind::Event => {
                let view = self.view(spec, stored, false)?;
                tables.insert(spec.table.clone(), view);
            }
            TableKind::Fact => {
                let history = format!("{}_history", spec.table);
                tables.insert(history, self.view(spec, stored, false)?);
                if spec.table != "device" {
                    tables.insert(spec.table.clone(), self.view(spec, stored, true)?);
                }
            }
        }
        Ok(())
    }

    fn view(
        &self,
        spec: &TableSpec,
        stored: &Arc<dyn TableProvider>,
        current: bool,
    ) -> Result<Arc<dyn TableProvider>, DataFusionError> {
        let source = provider_as_source(Arc::clone(stored));
        let mut builder = LogicalPlanBuilder::scan(&spec.table, source, None)?;
        if current {
            builder = builder.filter(self.call("current_of", vec![ident("origin")])?)?;
        } else if self.bounds.filter_sources {
            builder = builder.filter(self.call("counts", vec![ident("origin")])?)?;
        }
        if spec.kind == TableKind::Event {
            for filter in self.times() {
                builder = builder.filter(filter)?;
            }
        }
        let columns = schema::shown(spec, true)
            .iter()
            .map(|column| self.column(spec, column))
            .collect::<Result<Vec<Expr>, DataFusionError>>()?;
        let plan: LogicalPlan = builder.project(columns)?.build()?;
        Ok(Arc::new(ViewTable::new(plan, None)))
    }

    fn column(&self, spec: &TableSpec, column: &Column) -> Result<Expr, DataFusionError> {
        let origin = || vec![ident("origin")];
        let nulled = self
            .nulled
            .is_some_and(|nulled| nulled.table == spec.table && nulled.column == column.name);
        if nulled {
            let null = ScalarValue::try_from(&schema::arrow_type(column.kind))?;
            return Ok(lit(null).alias(&column.name));
        }
        let declared = spec.columns.iter().any(|own| own.name == column.name);
        let expression = match column.name.as_str() {
            _ if declared => return Ok(ident(&column.name)),
            "device" => self.call("device_of", vec![ident("seen_as"), ident("origin")])?,
            "collected" => self.call("collected_of", origin())?,
            "complete" => self.call("complete_of", origin())?,
            "current" => self.call("current_of", origin())?,
            "newest_complete" => self.call("newest_complete_of", origin())?,
            _ => return Ok(ident(&column.name)),
        };
        Ok(expression.alias(&column.name))
    }

    /// Events outside the time asked; those without a time stay.
    fn times(&self) -> Vec<Expr> {
        let at = |moment: Moment| {
            let value = ScalarValue::TimestampMicrosecond(Some(moment.0), Some(schema::UTC.into()));
            lit(value)
        };
        let mut filters = Vec::new();
        if let Some(from) = self.bounds.from {
            filters.push(col("time").gt_eq(at(from)).or(col("time").is_null()));
        }
        if let Some(until) = self.bounds.until {
            filters.push(col("time").lt_eq(at(until)).or(col("time").is_null()));
        }
        filters
    }

    fn call(&self, name: &str, arguments: Vec<Expr>) -> Result<Expr, DataFusionError> {
        self.functions
            .get(name)
            .map(|function| function.call(arguments))
            .ok_or_else(|| DataFusionError::Internal(format!("no function {name}")))
    }
}

/// Where a view's SELECT stands, for messages.
pub(crate) fn path(spec: &TableSpec) -> String {
    format!("tables/{}.yaml", spec.table)
}

/// An empty table of a schema.
pub(crate) fn empty(schema: SchemaRef) -> Result<Arc<dyn TableProvider>, DataFusionError> {
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![]])?))
}

/// One cell of a table that the engine makes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// Text.
    Text(Option<String>),
    /// An integer.
    Integer(Option<i64>),
    /// True or false.
    Boolean(Option<bool>),
    /// An address.
    Address(Option<Address>),
    /// An instant.
    Moment(Option<Moment>),
    /// Seconds.
    Seconds(Option<f64>),
    /// An origin.
    Origin(u64),
}

/// A table of rows that the engine made, with the columns as declared.
pub(crate) fn made(
    columns: &[Column],
    rows: &[Vec<Cell>],
) -> Result<Arc<dyn TableProvider>, DataFusionError> {
    let schema = schema::schema(columns);
    let arrays = schema
        .fields()
        .iter()
        .enumerate()
        .map(|(at, field)| array(field.data_type(), rows.iter().map(|row| row.get(at))))
        .collect::<Result<Vec<ArrayRef>, DataFusionError>>()?;
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)?;
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![batch]])?))
}

/// Cells of another type than the column's become NULL.
fn array<'c>(
    kind: &DataType,
    cells: impl Iterator<Item = Option<&'c Cell>>,
) -> Result<ArrayRef, DataFusionError> {
    macro_rules! build {
        ($builder:expr, $variant:ident, $convert:expr) => {{
            let mut builder = $builder;
            for cell in cells {
                match cell {
                    Some(Cell::$variant(value)) => builder.append_option(($convert)(value)),
                    _ => builder.append_null(),
                }
            }
            Ok(Arc::new(builder.finish()))
        }};
    }
    match kind {
        DataType::Utf8View => build!(StringViewBuilder::new(), Text, |text: &'c Option<
            String,
        >| {
            text.as_deref()
        }),
        DataType::Int64 => build!(Int64Builder::new(), Integer, |value: &Option<i64>| *value),
        DataType::Boolean => build!(BooleanBuilder::new(), Boolean, |value: &Option<bool>| {
            *value
        }),
        DataType::Float64 => build!(Float64Builder::new(), Seconds, |value: &Option<f64>| *value),
        DataType::UInt64 => build!(UInt64Builder::new(), Origin, |value: &u64| Some(*value)),
        DataType::Timestamp(_, _) => build!(
            TimestampMicrosecondBuilder::new().with_timezone(schema::UTC),
            Moment,
            |value: &Option<Moment>| value.map(|moment| moment.0)
        ),
        _ => {
            let mut builder = FixedSizeBinaryBuilder::new(16);
            for cell in cells {
                match cell {
                    Some(Cell::Address(Some(address))) => builder.append_value(address.bytes())?,
                    _ => builder.append_null(),
                }
            }
            Ok(Arc::new(builder.finish()))
        }
    }
}
