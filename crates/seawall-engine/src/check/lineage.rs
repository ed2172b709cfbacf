//! Where the columns of a plan come from: for each, the declared columns it is made of, and
//! whether it may be NULL. DataFusion knows the second only roughly: an aggregate of a group is
//! never NULL if what it aggregates is not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use datafusion::common::{Column, DFSchemaRef};
use datafusion::logical_expr::expr::WindowFunctionDefinition;
use datafusion::logical_expr::{Distinct, Expr, JoinType, LogicalPlan, Operator};

/// A declared column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Base {
    /// Its table, or the table's history.
    pub(super) table: String,
    /// Its name.
    pub(super) column: String,
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.table, self.column)
    }
}

/// What one column of a plan is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Made {
    /// The declared columns.
    pub(super) columns: BTreeSet<Base>,
    /// Those of them that are declared optional.
    pub(super) optional: BTreeSet<Base>,
    /// Whether it may be NULL.
    pub(super) may_be_null: bool,
}

/// The columns of one plan.
#[derive(Clone, Debug)]
pub(super) struct Lineage {
    schema: DFSchemaRef,
    /// In the order of the schema.
    pub(super) columns: Vec<Made>,
}

/// The columns that subqueries may take from around them, by qualified name.
pub(super) type Around = BTreeMap<String, Made>;

/// Every qualified column of a plan and its subqueries.
pub(super) fn around(plan: &LogicalPlan) -> Around {
    let mut around = Around::new();
    super::walk(plan, &mut |node| {
        if matches!(
            node,
            LogicalPlan::SubqueryAlias(_) | LogicalPlan::TableScan(_)
        ) {
            let lineage = Lineage::of(node);
            for (column, made) in lineage.schema.columns().iter().zip(lineage.columns) {
                around.entry(column.flat_name()).or_insert(made);
            }
        }
    });
    around
}

/// Functions of ours and of DataFusion that answer NULL of their own accord.
const UNSURE: [&str; 10] = [
    "address",
    "approved_item",
    "device_at",
    "follows",
    "follows_surely",
    "in_change_window",
    "indicator_of",
    "listed",
    "nullif",
    "robot",
];
/// Window functions that answer NULL at the edges.
const UNSURE_AT_EDGES: [&str; 3] = ["lag", "lead", "nth_value"];

impl Lineage {
    /// The columns of a plan.
    pub(super) fn of(plan: &LogicalPlan) -> Self {
        let schema = Arc::clone(plan.schema());
        let columns = match plan {
            LogicalPlan::TableScan(scan) => scan
                .projected_schema
                .fields()
                .iter()
                .map(|field| {
                    let columns = BTreeSet::from([Base {
                        table: scan.table_name.table().to_owned(),
                        column: field.name().clone(),
                    }]);
                    let may_be_null = field.is_nullable();
                    Made {
                        optional: if may_be_null {
                            columns.clone()
                        } else {
                            BTreeSet::new()
                        },
                        columns,
                        may_be_null,
                    }
                })
                .collect(),
            LogicalPlan::Projection(projection) => {
                let input = Self::of(&projection.input);
                projection
                    .expr
                    .iter()
                    .map(|expr| input.made(expr))
                    .collect()
            }
            LogicalPlan::Aggregate(aggregate) => {
                let input = Self::of(&aggregate.input);
                let grouped = !aggregate.group_expr.is_empty();
                let groups = aggregate.group_expr.iter().map(|expr| input.made(expr));
                let results = aggregate.aggr_expr.iter().map(|expr| {
                    let mut made = input.made(expr);
                    made.may_be_null |= !grouped && !is_count(expr);
                    made
                });
                groups.chain(results).collect()
            }
            LogicalPlan::Window(window) => {
                let input = Self::of(&window.input);
                let results: Vec<Made> = window
                    .window_expr
                    .iter()
                    .map(|expr| input.made(expr))
                    .collect();
                input.columns.into_iter().chain(results).collect()
            }
            LogicalPlan::Join(join) => {
                let mut left = Self::of(&join.left).columns;
                let mut right = Self::of(&join.right).columns;
                let absent = |side: &mut Vec<Made>| {
                    side.iter_mut().for_each(|made| made.may_be_null = true);
                };
                match join.join_type {
                    JoinType::Left => absent(&mut right),
                    JoinType::Right => absent(&mut left),
                    JoinType::Full => {
                        absent(&mut left);
                        absent(&mut right);
                    }
                    _ => {}
                }
                match join.join_type {
                    JoinType::LeftSemi | JoinType::LeftAnti => left,
                    JoinType::RightSemi | JoinType::RightAnti => right,
                    _ => left.into_iter().chain(right).collect(),
                }
            }
            LogicalPlan::Union(union) => {
                let inputs = union.inputs.iter().map(|input| Self::of(input).columns);
                inputs.reduce(united).unwrap_or_default()
            }
            LogicalPlan::RecursiveQuery(query) => united(
                Self::of(&query.static_term).columns,
                Self::of(&query.recursive_term).columns,
            ),
            LogicalPlan::Distinct(Distinct::On(on)) => {
                let input = Self::of(&on.input);
                on.select_expr.iter().map(|expr| input.made(expr)).collect()
            }
            other => match other.inputs()[..] {
                [input] => Self::of(input).columns,
                _ => Vec::new(),
            },
        };
        let mut lineage = Self { schema, columns };
        // Nodes that we do not know: what they return may be NULL and come from anywhere.
        let fields = lineage.schema.fields().len();
        lineage.columns.resize_with(fields, || Made {
            may_be_null: true,
            ..Made::default()
        });
        lineage
    }

    /// The columns of the inputs of a node, side by side.
    pub(super) fn of_inputs(plan: &LogicalPlan) -> Self {
        let mut inputs = plan.inputs().into_iter().map(Self::of);
        let Some(first) = inputs.next() else {
            return Self {
                schema: Arc::clone(plan.schema()),
                columns: Vec::new(),
            };
        };
        inputs.fold(first, |left, right| Self {
            schema: left
                .schema
                .join(&right.schema)
                .map_or_else(|_| Arc::clone(&left.schema), Arc::new),
            columns: left.columns.into_iter().chain(right.columns).collect(),
        })
    }

    /// What an expression over these columns is made of.
    pub(super) fn made(&self, expr: &Expr) -> Made {
        let mut made = Made {
            may_be_null: self.may_be_null(expr),
            ..Made::default()
        };
        for part in expr
            .column_refs()
            .into_iter()
            .filter_map(|column| self.find(column))
        {
            made.columns.extend(part.columns.iter().cloned());
            made.optional.extend(part.optional.iter().cloned());
        }
        made
    }

    fn find(&self, column: &Column) -> Option<&Made> {
        let at = self.schema.maybe_index_of_column(column)?;
        self.columns.get(at)
    }

    /// Whether an expression may be NULL.
    pub(super) fn may_be_null(&self, expr: &Expr) -> bool {
        let any = |parts: &[Expr]| parts.iter().any(|part| self.may_be_null(part));
        match expr {
            Expr::Column(column) => self.find(column).is_none_or(|made| made.may_be_null),
            Expr::OuterReferenceColumn(field, _) => field.is_nullable(),
            Expr::Literal(value, _) => value.is_null(),
            Expr::Alias(alias) => self.may_be_null(&alias.expr),
            Expr::Cast(cast) => self.may_be_null(&cast.expr),
            Expr::Not(inner) | Expr::Negative(inner) => self.may_be_null(inner),
            Expr::BinaryExpr(binary) => match binary.op {
                Operator::IsDistinctFrom | Operator::IsNotDistinctFrom => false,
                _ => self.may_be_null(&binary.left) || self.may_be_null(&binary.right),
            },
            Expr::IsNull(_)
            | Expr::IsNotNull(_)
            | Expr::IsTrue(_)
            | Expr::IsNotTrue(_)
            | Expr::IsFalse(_)
            | Expr::IsNotFalse(_)
            | Expr::IsUnknown(_)
            | Expr::IsNotUnknown(_)
            | Expr::Exists(_) => false,
            Expr::Like(like) | Expr::SimilarTo(like) => {
                self.may_be_null(&like.expr) || self.may_be_null(&like.pattern)
            }
            Expr::Between(between) => {
                self.may_be_null(&between.expr)
                    || self.may_be_null(&between.low)
                    || self.may_be_null(&between.high)
            }
            Expr::InList(list) => self.may_be_null(&list.expr) || any(&list.list),
            Expr::InSubquery(query) => self.may_be_null(&query.expr),
            Expr::Case(case) => {
                case.else_expr
                    .as_ref()
                    .is_none_or(|expr| self.may_be_null(expr))
                    || case
                        .when_then_expr
                        .iter()
                        .any(|(_, then)| self.may_be_null(then))
            }
            Expr::ScalarFunction(call) => match call.name() {
                "coalesce" | "nvl" => call.args.iter().all(|part| self.may_be_null(part)),
                "concat" | "concat_ws" | "list_given" => false,
                name if UNSURE.contains(&name) => true,
                _ => any(&call.args),
            },
            Expr::AggregateFunction(call) => {
                !is_count(expr) && (call.params.filter.is_some() || any(&call.params.args))
            }
            Expr::WindowFunction(call) => {
                let name = call.fun.name();
                let ranks = matches!(call.fun, WindowFunctionDefinition::WindowUDF(_));
                UNSURE_AT_EDGES.contains(&name)
                    || (!ranks && name != "count" && any(&call.params.args))
            }
            _ => true,
        }
    }
}

fn united(left: Vec<Made>, right: Vec<Made>) -> Vec<Made> {
    left.into_iter()
        .zip(right)
        .map(|(mut left, right)| {
            left.columns.extend(right.columns);
            left.optional.extend(right.optional);
            left.may_be_null |= right.may_be_null;
            left
        })
        .collect()
}

fn is_count(expr: &Expr) -> bool {
    match expr {
        Expr::Alias(alias) => is_count(&alias.expr),
        Expr::AggregateFunction(call) => call.func.name() == "count",
        _ => false,
    }
}
