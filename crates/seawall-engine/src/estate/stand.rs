//! Two grounds to stand on: a store's segments, or rows in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::{MemTable, TableProvider};
use datafusion::common::DataFusionError;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{
    ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl,
};
use seawall_model::{Content, Coverage, Row, Source, TableSpec};

use super::ground::Ground;
use super::schema;
use super::session::{failed, spill_folder};
use crate::store::{Columns, schema as stored_schema};
use crate::{EngineError, Store};

impl Ground {
    /// The segments of a store that its manifest names.
    pub(super) fn of_store(
        store: &Store,
        tables: &BTreeMap<String, TableSpec>,
    ) -> Result<Self, EngineError> {
        let mut ground = Self {
            sources: store
                .sources()
                .filter(|stored| !stored.superseded)
                .map(|stored| (stored.source.clone(), stored.coverage.clone()))
                .collect(),
            superseded: store.sources().any(|stored| stored.superseded),
            spill: spill_folder(store.folder()),
            ..Self::default()
        };
        for spec in tables.values() {
            let files = store.segments(&spec.table);
            if files.is_empty() {
                continue;
            }
            let urls: Vec<ListingTableUrl> = files
                .iter()
                .map(|file| ListingTableUrl::parse(file.to_string_lossy()))
                .collect::<Result<_, _>>()
                .map_err(|error| failed(&spec.table, &error))?;
            let options = ListingOptions::new(Arc::new(ParquetFormat::default()));
            let config = ListingTableConfig::new_with_multi_paths(urls)
                .with_listing_options(options)
                .with_schema(schema::schema(&spec.stored()));
            let table =
                ListingTable::try_new(config).map_err(|error| failed(&spec.table, &error))?;
            ground.tables.insert(spec.table.clone(), Arc::new(table));
        }
        Ok(ground)
    }

    /// Rows in memory.
    pub(super) fn of_rows(
        sources: Vec<(Source, Coverage)>,
        rows: &[Row],
        content: &Content,
    ) -> Result<Self, EngineError> {
        let mut by_table: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            if let Some(table) = Row::TABLES.get(row.index()) {
                by_table.entry(table).or_default().push(row);
            }
        }
        let mut ground = Self {
            sources,
            ..Self::default()
        };
        for (table, rows) in by_table {
            if let Some(spec) = content.tables.get(table) {
                let provider = in_memory(spec, &rows).map_err(|error| failed(table, &error))?;
                ground.tables.insert(table.to_owned(), provider);
            }
        }
        Ok(ground)
    }
}

fn in_memory(spec: &TableSpec, rows: &[&Row]) -> Result<Arc<dyn TableProvider>, DataFusionError> {
    let mut columns = Columns::new(stored_schema(spec));
    for row in rows {
        columns.push(row);
    }
    let (batch, _) = columns.finish()?;
    let schema: SchemaRef = schema::schema(&spec.stored());
    let arrays = schema
        .fields()
        .iter()
        .zip(batch.columns())
        .map(|(field, column)| cast(column, field.data_type()))
        .collect::<Result<Vec<_>, _>>()?;
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays)?;
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![batch]])?))
}
