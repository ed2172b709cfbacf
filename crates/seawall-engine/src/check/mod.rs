//! What can be wrong with a hunt or channel before any evidence is seen: names, columns, NULLs
//! that would be lost, answers that would depend on chance. Everything is planned over empty
//! tables of the declared columns, so no store is needed.
//!
//! What it leaves out: front matter (read by `seawall_model`), and whether a hunt finds what it
//! says; its cases show that.

mod lineage;
mod nulls;
mod order;

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::logical_expr::LogicalPlan;
use seawall_model::{
    Channel, ChannelShape, ColumnType, Content, Hunt, NullOk, Problem, TableKind, TableSpec,
    nearest,
};

use crate::EngineError;
use crate::estate::functions::{self, Knowledge};
use crate::estate::session::{Limits, Session, Tables, failed, runtime};
use crate::estate::{is_evidence, schema, split_carrier, views};

use lineage::{Base, Lineage};

/// Tables that every hunt may read without naming them in `sees`.
const ALWAYS: [&str; 6] = [
    "device",
    "snapshot",
    "approved",
    "indicator",
    "channel",
    "source",
];

/// Checks the hunts and channels of one content tree.
#[derive(Debug)]
pub struct Check<'c> {
    content: &'c Content,
    session: Session,
    /// Which columns may be NULL, and which are fingerprints, by table.
    kinds: BTreeMap<Base, (ColumnType, bool)>,
}

impl<'c> Check<'c> {
    /// Declares the tables.
    ///
    /// # Errors
    /// If a table cannot be declared.
    pub fn new(content: &'c Content) -> Result<Self, EngineError> {
        let mut tables = Tables::new();
        let mut kinds = BTreeMap::new();
        for spec in content.tables.values() {
            let mut declare = |name: &str, history: bool| -> Result<(), EngineError> {
                let columns = schema::shown(spec, history);
                for column in &columns {
                    let base = Base {
                        table: name.to_owned(),
                        column: column.name.clone(),
                    };
                    kinds.insert(base, (column.kind, column.optional));
                }
                let table = views::empty(schema::schema(&columns));
                let table = table.map_err(|error| failed(name, &error))?;
                tables.insert(name.to_owned(), table);
                Ok(())
            };
            declare(&spec.table, false)?;
            if spec.kind == TableKind::Fact {
                declare(&format!("{}_history", spec.table), true)?;
            }
        }
        let limits = Limits {
            memory: None,
            threads: 1,
            spill: None,
        };
        let functions = functions::all(&Knowledge::default());
        Ok(Self {
            content,
            session: Session::new(&tables, &functions, &limits, &runtime(1)?)?,
            kinds,
        })
    }

    /// Everything that is wrong with a hunt's SQL.
    #[must_use]
    pub fn hunt(&self, hunt: &Hunt) -> Vec<Problem> {
        let file = File::new(self.content, &hunt.path);
        let plan = match self.session.plan(&hunt.path, &hunt.sql) {
            Ok(plan) => plan,
            Err(error) => return vec![file.error(&error)],
        };
        let mut problems = self.result(hunt, &plan, &file);
        problems.extend(self.tables_read(hunt, &plan, &file));
        problems.extend(nulls::lost(&plan, &hunt.null_ok, &file));
        problems.extend(order::by_chance(&plan, &file));
        problems.extend(self.excuses(&hunt.null_ok, &file));
        if let Some(condition) = &hunt.scope.condition {
            let sql = format!("SELECT device FROM device WHERE ({condition})");
            if let Err(error) = self.session.plan(&hunt.path, &sql) {
                problems.push(file.error(&error));
            }
        }
        problems.sort();
        problems.dedup();
        problems
    }

    /// Everything that is wrong with a channel's SQL.
    #[must_use]
    pub fn channel(&self, channel: &Channel) -> Vec<Problem> {
        let file = File::new(self.content, &channel.path);
        let plan = match self.session.plan(&channel.path, &channel.sql) {
            Ok(plan) => plan,
            Err(error) => return vec![file.error(&error)],
        };
        let result = Returned { plan: &plan };
        let mut problems = Vec::new();
        for (column, kind) in [
            ("device", Wanted::Text),
            ("proved", Wanted::Boolean),
            ("configured", Wanted::Boolean),
            ("sends_to", Wanted::Text),
            ("switch_on", Wanted::Text),
            ("origin", Wanted::Origin),
        ] {
            problems.extend(result.lacks(column, kind, "A channel", &file));
        }
        problems.extend(order::by_chance(&plan, &file));
        let carrier = channel.carrier.trim();
        if channel.shape == ChannelShape::Stream {
            let (table, condition) = split_carrier(carrier);
            let is_event = self
                .content
                .tables
                .get(table)
                .is_some_and(|spec| spec.kind == TableKind::Event);
            if is_event {
                let sql = format!("SELECT device, time, origin FROM {table} WHERE ({condition})");
                if let Err(error) = self.session.plan(&channel.path, &sql) {
                    problems.push(file.error(&error));
                }
            } else {
                problems.push(file.problem(
                    "carrier",
                    format!("The carrier \"{table}\" is no table of events."),
                    "A stream is measured on the rows of an event table, such as `log`.",
                ));
            }
        } else if !carrier.is_empty() {
            problems.push(file.problem(
                "carrier",
                "A snapshot has no carrier.".to_owned(),
                "Remove the line, or make the shape `stream`.",
            ));
        }
        problems.sort();
        problems.dedup();
        problems
    }

    /// Everything that is wrong with a view's SELECT: it must give the declared columns.
    #[must_use]
    pub fn view(&self, spec: &TableSpec) -> Vec<Problem> {
        let Some(select) = &spec.select else {
            return Vec::new();
        };
        let path = views::path(spec);
        let file = File::new(self.content, &path);
        let plan = match self.session.plan(&path, select) {
            Ok(plan) => plan,
            Err(error) => return vec![file.error(&error)],
        };
        let given = plan
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().as_str());
        let declared = spec.columns.iter().map(|column| column.name.as_str());
        let mut problems = order::by_chance(&plan, &file);
        if !given.eq(declared) {
            problems.push(file.problem(
                "select",
                "The SELECT does not return the declared columns in their order.".to_owned(),
                "Name and order its columns as `columns` does.",
            ));
        }
        problems
    }

    /// The nullable columns of stored tables that a hunt reads: those that its firing cases are
    /// run with set to NULL. Excused ones are left out.
    #[must_use]
    pub fn nulled_columns(&self, hunt: &Hunt) -> Vec<(String, String)> {
        let plan = self.session.plan(&hunt.path, &hunt.sql);
        let plan = plan.and_then(|plan| self.session.optimised(&hunt.path, &plan));
        let Ok(plan) = plan else {
            return Vec::new();
        };
        let mut columns: BTreeSet<(String, String)> = BTreeSet::new();
        walk(&plan, &mut |node| {
            if let LogicalPlan::TableScan(scan) = node {
                let table = scan.table_name.table();
                for field in scan.projected_schema.fields() {
                    let base = Base {
                        table: table.to_owned(),
                        column: field.name().clone(),
                    };
                    let optional = self.kinds.get(&base).is_some_and(|(_, optional)| *optional);
                    let plain = table.strip_suffix("_history").unwrap_or(table);
                    let declared = self.content.tables.get(plain).is_some_and(|spec| {
                        spec.kind != TableKind::Derived
                            && spec
                                .stored()
                                .iter()
                                .any(|column| column.name == base.column)
                    });
                    if optional && declared && !is_excused(&hunt.null_ok, plain, &base.column) {
                        columns.insert((plain.to_owned(), base.column));
                    }
                }
            }
        });
        columns.into_iter().collect()
    }

    /// The result columns a hunt must have.
    fn result(&self, hunt: &Hunt, plan: &LogicalPlan, file: &File<'_>) -> Vec<Problem> {
        let result = Returned { plan };
        let mut problems = Vec::new();
        problems.extend(result.lacks(&hunt.subject, Wanted::Text, "The subject", file));
        problems.extend(result.lacks("says", Wanted::Text, "A hunt", file));
        if !["device", "account", "party"].contains(&hunt.subject.as_str()) {
            problems.push(file.problem(
                "subject",
                format!("The subject \"{}\" is none of the three.", hunt.subject),
                "Write device, account or party.",
            ));
        }
        if hunt.subject != "device" && !result.has("device") && !result.has("devices") {
            problems.push(file.problem(
                "subject",
                "The result does not say on which devices it was found.".to_owned(),
                "Return a column `device`, or a list `devices`.",
            ));
        }
        for key in &hunt.key {
            problems.extend(result.lacks(key, Wanted::Anything, "The key", file));
        }
        if let Some(value) = hunt.approved.as_ref().and_then(|list| list.value.as_ref()) {
            problems.extend(result.lacks(value, Wanted::Anything, "The list", file));
        }
        for (column, kind) in [
            ("time", Wanted::Moment),
            ("widened", Wanted::Boolean),
            ("lowered_by", Wanted::Text),
        ] {
            if result.has(column) {
                problems.extend(result.lacks(column, kind, "A hunt", file));
            }
        }
        let lineage = Lineage::of(plan);
        let schema = result.schema();
        let mut evidence = false;
        for (field, of) in schema.fields().iter().zip(&lineage.columns) {
            let bases = || {
                of.columns
                    .iter()
                    .filter_map(|base| Some(self.kinds.get(base)?.0))
            };
            if is_evidence(field.data_type()) {
                if bases().any(|kind| kind == ColumnType::Origin) {
                    evidence = true;
                } else {
                    problems.push(file.problem(
                        field.name(),
                        format!(
                            "The column \"{}\" would be taken for evidence.",
                            field.name()
                        ),
                        "Only origins are unsigned: write CAST(… AS BIGINT).",
                    ));
                }
            }
            let is_key = hunt.key.iter().any(|key| key == field.name());
            if is_key && bases().any(|kind| kind == ColumnType::Fingerprint) {
                problems.push(file.problem(
                    field.name(),
                    format!(
                        "The key column \"{}\" is a secret's fingerprint.",
                        field.name()
                    ),
                    "It differs from store to store: take another column as the key.",
                ));
            }
        }
        if !evidence {
            problems.push(file.problem(
                "SELECT",
                "The result has no evidence.".to_owned(),
                "Return a column of type origin, or array_agg(origin).",
            ));
        }
        problems
    }

    /// A hunt reads what it says it sees through, and nothing else.
    fn tables_read(&self, hunt: &Hunt, plan: &LogicalPlan, file: &File<'_>) -> Vec<Problem> {
        let named: BTreeSet<&str> = hunt
            .sees
            .iter()
            .flat_map(|a| &a.tables)
            .map(String::as_str)
            .collect();
        let mut read: BTreeSet<String> = BTreeSet::new();
        walk(plan, &mut |node| {
            if let LogicalPlan::TableScan(scan) = node {
                let table = scan.table_name.table();
                read.insert(table.strip_suffix("_history").unwrap_or(table).to_owned());
            }
        });
        read.into_iter()
            .filter(|table| !named.contains(table.as_str()) && !ALWAYS.contains(&table.as_str()))
            .map(|table| {
                file.problem(
                    &table,
                    format!("The table {table} is read and no alternative of `sees` names it."),
                    "Add it to the `tables` of each alternative that needs it.",
                )
            })
            .collect()
    }

    /// Excuses for columns that do not exist or are never NULL.
    fn excuses(&self, null_ok: &[NullOk], file: &File<'_>) -> Vec<Problem> {
        let known = |excuse: &&NullOk| {
            excuse
                .column
                .split_once('.')
                .is_some_and(|(table, column)| {
                    let base = Base {
                        table: table.to_owned(),
                        column: column.to_owned(),
                    };
                    self.kinds.contains_key(&base)
                })
        };
        let unknown = null_ok.iter().filter(|excuse| !known(excuse));
        unknown
            .map(|excuse| {
                let names: Vec<String> = self.kinds.keys().map(Base::to_string).collect();
                file.problem(
                    &excuse.column,
                    format!("There is no column \"{}\".", excuse.column),
                    nearest(&excuse.column, names.iter().map(String::as_str)),
                )
            })
            .collect()
    }
}

/// Whether a column is excused, under its table's plain name or its history's.
fn is_excused(null_ok: &[NullOk], table: &str, column: &str) -> bool {
    let plain = table.strip_suffix("_history").unwrap_or(table);
    null_ok.iter().any(|excuse| {
        excuse.column.split_once('.').is_some_and(|(own, name)| {
            own.strip_suffix("_history").unwrap_or(own) == plain && name == column
        })
    })
}

/// Visits every node, those of subqueries too.
fn walk(plan: &LogicalPlan, visit: &mut dyn FnMut(&LogicalPlan)) {
    let walked = plan.apply_with_subqueries(|node| {
        visit(node);
        Ok(TreeNodeRecursion::Continue)
    });
    // The visitor never fails.
    drop(walked);
}

/// What a result column must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Text,
    Boolean,
    Moment,
    Origin,
    Anything,
}

struct Returned<'p> {
    plan: &'p LogicalPlan,
}

impl Returned<'_> {
    fn schema(&self) -> SchemaRef {
        std::sync::Arc::clone(self.plan.schema().inner())
    }

    fn has(&self, column: &str) -> bool {
        self.schema().index_of(column).is_ok()
    }

    /// The problem with one result column, if there is one.
    fn lacks(&self, column: &str, wanted: Wanted, who: &str, file: &File<'_>) -> Option<Problem> {
        let schema = self.schema();
        let Ok(field) = schema.field_with_name(column) else {
            let names: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
            return Some(file.problem(
                "SELECT",
                format!("{who} needs the result column \"{column}\"."),
                nearest(column, names),
            ));
        };
        let kind = field.data_type();
        let null = *kind == DataType::Null;
        let fits = null
            || match wanted {
                Wanted::Text => {
                    matches!(
                        kind,
                        DataType::Utf8 | DataType::Utf8View | DataType::LargeUtf8
                    )
                }
                Wanted::Boolean => *kind == DataType::Boolean,
                Wanted::Moment => matches!(kind, DataType::Timestamp(_, _)),
                Wanted::Origin => *kind == DataType::UInt64,
                Wanted::Anything => true,
            };
        (!fits).then(|| {
            let wanted = match wanted {
                Wanted::Text => "text",
                Wanted::Boolean => "true or false",
                Wanted::Moment => "an instant",
                Wanted::Origin => "an origin",
                Wanted::Anything => "anything",
            };
            file.problem(
                column,
                format!("The result column \"{column}\" is {kind}."),
                format!("It must be {wanted}."),
            )
        })
    }
}

/// A content file, to tell lines by.
struct File<'f> {
    path: &'f str,
    text: &'f str,
    sql_begins: usize,
}

impl<'f> File<'f> {
    fn new(content: &'f Content, path: &'f str) -> Self {
        let text = content.files.get(path).map_or("", String::as_str);
        Self {
            path,
            text,
            sql_begins: text.find("---*/").unwrap_or(0),
        }
    }

    /// A problem at the first line of the SQL that has the word, else at the first of the file.
    fn problem(&self, word: &str, what: String, help: impl Into<String>) -> Problem {
        let sql = self.text.get(self.sql_begins..).unwrap_or_default();
        let at = word_in(sql, word)
            .map(|at| at + self.sql_begins)
            .or_else(|| word_in(self.text, word));
        let line = at.map_or(0, |at| {
            let before = self.text.as_bytes().iter().take(at);
            before.filter(|byte| **byte == b'\n').count() as u32 + 1
        });
        Problem::new(self.path, line, what, help)
    }

    fn error(&self, error: &EngineError) -> Problem {
        let (what, help) = match error {
            EngineError::Sql { what, .. } => (what.clone(), "Correct the SQL."),
            EngineError::NotAQuestion { what } => (what.clone(), "Write one plain SELECT."),
            other => (other.to_string(), ""),
        };
        // "There is no column x; …", or the planner quotes the name it stumbled over.
        let named = what
            .strip_prefix("There is no ")
            .and_then(|rest| rest.split(' ').nth(1));
        let quoted = what.split(['\'', '"']).nth(1);
        let word = named
            .or(quoted)
            .unwrap_or("SELECT")
            .trim_end_matches([';', ','])
            .to_owned();
        let word = word.rsplit('.').next().unwrap_or(&word);
        self.problem(word, format!("{}.", what.trim_end_matches('.')), help)
    }
}

/// Where a word stands, as a word.
fn word_in(text: &str, word: &str) -> Option<usize> {
    let part = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let bytes = text.as_bytes();
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        !part(before) && !part(bytes.get(at + word.len()))
    })
}
