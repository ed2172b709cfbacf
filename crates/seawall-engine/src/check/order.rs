//! Answers that would depend on chance: the order in which rows happen to arrive differs with the
//! number of threads.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::logical_expr::{Distinct, Expr, ExprSchemable, LogicalPlan};
use seawall_model::Problem;

use super::{File, walk};

/// Functions whose result depends on the order of rows.
const ORDERED: [&str; 8] = [
    "first_value",
    "last_value",
    "nth_value",
    "array_agg",
    "string_agg",
    "lag",
    "lead",
    "row_number",
];

/// Every such place.
pub(super) fn by_chance(plan: &LogicalPlan, file: &File<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    walk(plan, &mut |node| {
        match node {
            LogicalPlan::Limit(limit) if !is_sorted(&limit.input) => problems.push(file.problem(
                "LIMIT",
                "LIMIT without ORDER BY keeps rows by chance.".to_owned(),
                "Add ORDER BY over columns that tell all rows apart.",
            )),
            LogicalPlan::Distinct(Distinct::On(on)) if on.sort_expr.is_none() => {
                problems.push(file.problem(
                    "DISTINCT",
                    "DISTINCT ON without ORDER BY keeps rows by chance.".to_owned(),
                    "Add ORDER BY.",
                ));
            }
            _ => {}
        }
        let schema = node.inputs().first().map(|input| input.schema().clone());
        for expr in node.expressions() {
            let walked = expr.apply(|expr| {
                let (name, ordered, arguments) = match expr {
                    Expr::AggregateFunction(call) => (
                        call.func.name(),
                        !call.params.order_by.is_empty(),
                        &call.params.args,
                    ),
                    Expr::WindowFunction(call) => (
                        call.fun.name(),
                        !call.params.order_by.is_empty(),
                        &call.params.args,
                    ),
                    _ => return Ok(TreeNodeRecursion::Continue),
                };
                // Evidence is sorted by the engine.
                let evidence = name == "array_agg"
                    && schema.as_ref().is_some_and(|schema| {
                        arguments.iter().all(|argument| {
                            argument.get_type(schema.as_ref()).ok() == Some(DataType::UInt64)
                        })
                    });
                if ORDERED.contains(&name) && !ordered && !evidence {
                    problems.push(file.problem(
                        name,
                        format!("{name} without ORDER BY answers by chance."),
                        format!("Write {name}(… ORDER BY …)."),
                    ));
                }
                Ok(TreeNodeRecursion::Continue)
            });
            // The visitor never fails.
            drop(walked);
        }
    });
    problems
}

fn is_sorted(plan: &LogicalPlan) -> bool {
    match plan {
        LogicalPlan::Sort(_) => true,
        LogicalPlan::Projection(projection) => is_sorted(&projection.input),
        LogicalPlan::SubqueryAlias(alias) => is_sorted(&alias.input),
        _ => false,
    }
}
