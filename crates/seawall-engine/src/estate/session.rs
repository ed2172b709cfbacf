//! DataFusion, held on a short lead: one plain SELECT at a time, only the estate's tables, only
//! functions that always answer the same, within the memory given.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::{
    CatalogProvider, MemoryCatalogProvider, MemorySchemaProvider, SchemaProvider, TableProvider,
};
use datafusion::common::DataFusionError;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::session_state::{SessionState, SessionStateBuilder};
use datafusion::logical_expr::{LogicalPlan, ScalarUDF, Volatility};
use datafusion::physical_plan::{ExecutionPlan, collect};
use datafusion::prelude::{SQLOptions, SessionConfig, SessionContext};
use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::{Query, SetExpr, Statement as Sql};

use crate::EngineError;

/// What a session may use.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Bytes for the pool; `None` is no limit.
    pub(crate) memory: Option<usize>,
    /// Partitions.
    pub(crate) threads: usize,
    /// Where to spill; `None` is the system's temporary folder.
    pub(crate) spill: Option<PathBuf>,
}

/// Tables by name, in the form DataFusion scans.
pub(crate) type Tables = BTreeMap<String, Arc<dyn TableProvider>>;

/// One set of tables and functions to ask.
pub(crate) struct Session {
    context: SessionContext,
    schema: Arc<MemorySchemaProvider>,
    runtime: Arc<tokio::runtime::Runtime>,
    tables: Vec<(String, Vec<String>)>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Session")
    }
}

/// The threads that all sessions of one estate share.
pub(crate) fn runtime(threads: usize) -> Result<Arc<tokio::runtime::Runtime>, EngineError> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads.max(1))
        .thread_name("seawall-engine")
        // Plans are walked recursively, and hunts may be long.
        .thread_stack_size(16 << 20)
        .enable_all()
        .build()
        .map(Arc::new)
        .map_err(|source| EngineError::Store {
            path: PathBuf::from("threads"),
            source,
        })
}

impl Session {
    /// A session over these tables and functions.
    pub(crate) fn new(
        tables: &Tables,
        functions: &[ScalarUDF],
        limits: &Limits,
        runtime: &Arc<tokio::runtime::Runtime>,
    ) -> Result<Self, EngineError> {
        let build = || -> Result<_, DataFusionError> {
            let schema = Arc::new(MemorySchemaProvider::new());
            for (name, table) in tables {
                schema.register_table(name.clone(), Arc::clone(table))?;
            }
            let catalog = MemoryCatalogProvider::new();
            catalog.register_schema("estate", Arc::clone(&schema) as Arc<dyn SchemaProvider>)?;
            let state = state(config(limits), &environment(limits)?, functions);
            let context = SessionContext::new_with_state(state);
            context.register_catalog("seawall", Arc::new(catalog));
            Ok((context, schema))
        };
        let (context, schema) = build().map_err(|error| failed("the engine", &error))?;
        Ok(Self {
            context,
            schema,
            runtime: Arc::clone(runtime),
            tables: tables
                .iter()
                .map(|(name, table)| {
                    let schema = table.schema();
                    let columns = schema.fields().iter().map(|field| field.name().clone());
                    (name.clone(), columns.collect())
                })
                .collect(),
        })
    }

    /// Plans one SELECT. `place` is the file it stands in, for messages.
    pub(crate) fn plan(&self, place: &str, sql: &str) -> Result<LogicalPlan, EngineError> {
        let state = self.context.state();
        let dialect = state.config_options().sql_parser.dialect;
        let statement = state
            .sql_to_statement(sql, &dialect)
            .map_err(|error| failed(place, &error))?;
        only_select(&statement)?;
        let plan = self
            .block_on(async move { state.statement_to_plan(statement).await })
            .map_err(|error| self.misnamed(failed(place, &error)))?;
        let read_only = SQLOptions::new()
            .with_allow_ddl(false)
            .with_allow_dml(false)
            .with_allow_statements(false);
        read_only
            .verify_plan(&plan)
            .map_err(|_| not_a_question("This statement does more than read"))?;
        Ok(plan)
    }

    /// Adds the nearest table to an error about one that does not exist.
    fn misnamed(&self, error: EngineError) -> EngineError {
        let EngineError::Sql { place, what } = &error else {
            return error;
        };
        let name = what
            .strip_prefix("table '")
            .and_then(|rest| rest.strip_suffix("' not found"));
        let Some(name) = name else {
            return error;
        };
        let tables = self.tables.iter().map(|(table, _)| table.as_str());
        let help = seawall_model::nearest(name, tables);
        // All names are listed by the command that the message ends with.
        let nearest = match help.split('"').nth(1) {
            Some(nearest) => format!("; the nearest is {nearest}"),
            None => String::new(),
        };
        EngineError::Sql {
            place: place.clone(),
            what: format!("There is no table {name}{nearest}"),
        }
    }

    /// Every table with its columns, sorted by name.
    pub(crate) fn tables(&self) -> Vec<(String, Vec<String>)> {
        self.tables.clone()
    }

    /// Runs a plan. If the pool is exhausted it runs once more with sort-merge joins and one
    /// partition.
    pub(crate) fn run(
        &self,
        place: &str,
        plan: &LogicalPlan,
    ) -> Result<(SchemaRef, Vec<RecordBatch>), EngineError> {
        let mut state = self.context.state();
        let done = match self.collect(state.clone(), plan) {
            Err(error) if exhausted(&error) => {
                let options = state.config_mut().options_mut();
                options.execution.target_partitions = 1;
                options.optimizer.prefer_hash_join = false;
                self.collect(state, plan)
            }
            done => done,
        };
        done.map_err(|error| failed(place, &error))
    }

    /// Puts another table in a table's place.
    pub(crate) fn replace(
        &self,
        name: &str,
        table: Arc<dyn TableProvider>,
    ) -> Result<(), EngineError> {
        let replaced = self
            .schema
            .deregister_table(name)
            .and_then(|_| self.schema.register_table(name.to_owned(), table));
        replaced.map(drop).map_err(|error| failed(name, &error))
    }

    /// Plans and runs.
    pub(crate) fn rows(
        &self,
        place: &str,
        sql: &str,
    ) -> Result<(SchemaRef, Vec<RecordBatch>), EngineError> {
        let plan = self.plan(place, sql)?;
        self.run(place, &plan)
    }

    /// The plan after the optimiser, where a scan names just the columns that are read.
    pub(crate) fn optimised(
        &self,
        place: &str,
        plan: &LogicalPlan,
    ) -> Result<LogicalPlan, EngineError> {
        let state = self.context.state();
        state.optimize(plan).map_err(|error| failed(place, &error))
    }

    fn collect(
        &self,
        state: SessionState,
        plan: &LogicalPlan,
    ) -> Result<(SchemaRef, Vec<RecordBatch>), DataFusionError> {
        let plan = plan.clone();
        self.block_on(async move {
            let physical: Arc<dyn ExecutionPlan> = state.create_physical_plan(&plan).await?;
            let schema = physical.schema();
            let batches = collect(physical, state.task_ctx()).await?;
            Ok((schema, batches))
        })
    }

    /// Runs on the estate's own threads, whose stacks are deep enough.
    fn block_on<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, DataFusionError>> + Send + 'static,
    ) -> Result<T, DataFusionError> {
        self.runtime
            .block_on(self.runtime.spawn(work))
            .unwrap_or_else(|error| Err(DataFusionError::External(Box::new(error))))
    }
}

fn config(limits: &Limits) -> SessionConfig {
    let mut config = SessionConfig::new()
        .with_target_partitions(limits.threads.max(1))
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(false)
        .with_default_catalog_and_schema("seawall", "estate");
    let options = config.options_mut();
    options.execution.parquet.pushdown_filters = true;
    options.execution.time_zone = Some("UTC".to_owned());
    config
}

fn environment(limits: &Limits) -> Result<Arc<RuntimeEnv>, DataFusionError> {
    let mut builder = RuntimeEnvBuilder::new();
    if let Some(memory) = limits.memory {
        builder = builder.with_memory_pool(Arc::new(FairSpillPool::new(memory)));
    }
    if let Some(spill) = &limits.spill {
        let folder = DiskManagerMode::Directories(vec![spill.clone()]);
        builder =
            builder.with_disk_manager_builder(DiskManagerBuilder::default().with_mode(folder));
    }
    builder.build_arc()
}

/// A session with DataFusion's deterministic functions and ours, and with no way to a file.
fn state(
    config: SessionConfig,
    environment: &Arc<RuntimeEnv>,
    functions: &[ScalarUDF],
) -> SessionState {
    let mut builder = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(Arc::clone(environment))
        .with_default_features();
    if let Some(scalar) = builder.scalar_functions() {
        scalar.retain(|function| allowed(function.name(), function.signature().volatility));
        scalar.extend(functions.iter().cloned().map(Arc::new));
    }
    if let Some(aggregate) = builder.aggregate_functions() {
        aggregate.retain(|function| allowed(function.name(), function.signature().volatility));
    }
    if let Some(window) = builder.window_functions() {
        window.retain(|function| allowed(function.name(), function.signature().volatility));
    }
    *builder.table_functions() = None;
    builder.build()
}

/// The allow-list: what DataFusion itself declares immutable, without what describes the engine
/// (its answer changes with a release) and without sketches, whose answer changes with the number
/// of partitions.
fn allowed(name: &str, volatility: Volatility) -> bool {
    volatility == Volatility::Immutable
        && !name.starts_with("approx_")
        && !name.starts_with("arrow_")
        && name != "version"
}

/// Only a query, and only one that selects.
fn only_select(statement: &Statement) -> Result<(), EngineError> {
    let Statement::Statement(statement) = statement else {
        return Err(not_a_question("This statement is not a SELECT"));
    };
    let Sql::Query(query) = statement.as_ref() else {
        return Err(not_a_question("This statement is not a SELECT"));
    };
    selects(query)
}

fn selects(query: &Query) -> Result<(), EngineError> {
    let mut parts = vec![query.body.as_ref()];
    while let Some(part) = parts.pop() {
        match part {
            SetExpr::Select(_) => {}
            SetExpr::Query(inner) => selects(inner)?,
            SetExpr::SetOperation { left, right, .. } => {
                parts.extend([left.as_ref(), right.as_ref()]);
            }
            _ => return Err(not_a_question("This statement is not a SELECT")),
        }
    }
    Ok(())
}

fn not_a_question(what: &str) -> EngineError {
    EngineError::NotAQuestion {
        what: what.to_owned(),
    }
}

/// DataFusion's error as one of ours.
pub(crate) fn failed(place: &str, error: &DataFusionError) -> EngineError {
    if exhausted(error) {
        return EngineError::Memory {
            place: place.to_owned(),
        };
    }
    EngineError::Sql {
        place: place.to_owned(),
        what: plainly(&error.find_root().strip_backtrace()),
    }
}

/// DataFusion's sentence without its own vocabulary.
fn plainly(root: &str) -> String {
    let mut what = root;
    for (begin, end) in [
        (
            "user-defined coercion failed with: Error during planning: ",
            ". No function matches",
        ),
        ("Invalid function '", "'"),
    ] {
        if let Some((_, rest)) = what.split_once(begin) {
            what = rest.split_once(end).map_or(rest, |(inner, _)| inner);
            if end == "'" {
                return format!(
                    "There is no function {what} here: nothing that reads a clock, a file or chance"
                );
            }
        }
    }
    if what.contains("only supports a single SQL statement") {
        return "Only one statement can be asked at a time".to_owned();
    }
    for prefix in [
        "Error during planning: ",
        "Schema error: ",
        "SQL error: ",
        "Execution error: ",
        "This feature is not implemented: ",
    ] {
        what = what.strip_prefix(prefix).unwrap_or(what);
    }
    // The first line says it; what follows lists every column there is.
    let what = what.lines().next().unwrap_or(what);
    // Table names are told as the person writes them.
    let what = what.replace("seawall.estate.", "");
    let what = what.trim_end_matches(['.', '?']);
    match what.strip_prefix("No field named ") {
        Some(rest) => match rest.split_once(". Did you mean '") {
            Some((name, nearest)) => {
                let nearest = nearest.trim_end_matches('\'');
                format!("There is no column {name}; the nearest is {nearest}")
            }
            None => format!("There is no column {rest}"),
        },
        None => what.to_owned(),
    }
}

fn exhausted(error: &DataFusionError) -> bool {
    matches!(error.find_root(), DataFusionError::ResourcesExhausted(_))
}

/// Whether a folder can take spilled rows: it exists already, or can be made.
pub(crate) fn spill_folder(folder: &Path) -> Option<PathBuf> {
    let spill = folder.join("spill");
    crate::store::make_folder(&spill).ok().map(|()| spill)
}
