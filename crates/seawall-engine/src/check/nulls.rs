//! NULL means "not seen" and may not be lost: a comparison that is NULL drops its row as if it
//! were false. Refused are `NOT IN (SELECT …)`; `=`, LIKE and IN between two columns of which one
//! may be NULL; and `<>`, NOT LIKE, NOT IN, NOT BETWEEN and NOT (…) over what may be NULL, unless
//! the same condition handles it (`… IS NULL`, `IS NOT NULL`, `IS [NOT] DISTINCT FROM`).
//!
//! A plain comparison with a literal is fine: what was not seen to be so is not found.

use std::collections::BTreeSet;

use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::logical_expr::{Expr, LogicalPlan, Operator};
use seawall_model::{NullOk, Problem};

use super::lineage::{Around, Base, Lineage, Made, around};
use super::{File, is_excused, walk};

/// Every place where a NULL would be lost.
pub(super) fn lost(plan: &LogicalPlan, null_ok: &[NullOk], file: &File<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let around = around(plan);
    walk(plan, &mut |node| {
        let conditions: Vec<Expr> = match node {
            LogicalPlan::Filter(filter) => vec![filter.predicate.clone()],
            LogicalPlan::Join(join) => {
                let pairs = join
                    .on
                    .iter()
                    .map(|(left, right)| left.clone().eq(right.clone()));
                pairs.chain(join.filter.clone()).collect()
            }
            _ => return,
        };
        let lineage = Lineage::of_inputs(node);
        for condition in &conditions {
            let mut judge = Judge {
                lineage: &lineage,
                around: &around,
                handled: handled(condition),
                null_ok,
                file,
                problems: &mut problems,
            };
            judge.condition(condition);
        }
    });
    problems
}

/// What a condition tests for NULL, as written.
fn handled(condition: &Expr) -> BTreeSet<String> {
    let mut handled = BTreeSet::new();
    let walked = condition.apply(|expr| {
        match expr {
            Expr::IsNull(inner) | Expr::IsNotNull(inner) => {
                handled.insert(inner.to_string());
            }
            Expr::BinaryExpr(binary)
                if matches!(
                    binary.op,
                    Operator::IsDistinctFrom | Operator::IsNotDistinctFrom
                ) =>
            {
                handled.insert(binary.left.to_string());
                handled.insert(binary.right.to_string());
            }
            _ => {}
        }
        Ok(TreeNodeRecursion::Continue)
    });
    // The visitor never fails.
    drop(walked);
    handled
}

struct Judge<'j> {
    lineage: &'j Lineage,
    around: &'j Around,
    handled: BTreeSet<String>,
    null_ok: &'j [NullOk],
    file: &'j File<'j>,
    problems: &'j mut Vec<Problem>,
}

impl Judge<'_> {
    fn condition(&mut self, expr: &Expr) {
        match expr {
            Expr::Alias(alias) => self.condition(&alias.expr),
            Expr::BinaryExpr(binary) => match binary.op {
                Operator::And | Operator::Or => {
                    self.condition(&binary.left);
                    self.condition(&binary.right);
                }
                Operator::Eq if names_columns(&binary.left) && names_columns(&binary.right) => {
                    self.refuse(
                        &[&binary.left, &binary.right],
                        "is compared with = and may be NULL on one side",
                        "Write IS NOT DISTINCT FROM",
                    );
                }
                Operator::Eq if is_false(&binary.left) || is_false(&binary.right) => {
                    self.refuse(
                        &[&binary.left, &binary.right],
                        "is compared with FALSE and may be NULL",
                        "Write IS NOT TRUE, or IS FALSE if only what was seen counts",
                    );
                }
                Operator::NotEq => self.refuse(
                    &[&binary.left, &binary.right],
                    "is compared with <> and may be NULL",
                    "Write IS DISTINCT FROM",
                ),
                Operator::RegexNotMatch | Operator::RegexNotIMatch => self.refuse(
                    &[&binary.left],
                    "is matched with !~ and may be NULL",
                    "Add OR … IS NULL",
                ),
                Operator::RegexMatch
                | Operator::RegexIMatch
                | Operator::LikeMatch
                | Operator::ILikeMatch
                    if names_columns(&binary.right) =>
                {
                    self.refuse(
                        &[&binary.left, &binary.right],
                        "is matched with another column and may be NULL",
                        "Handle the NULL",
                    );
                }
                _ => {}
            },
            Expr::Not(inner) => match inner.as_ref() {
                Expr::Exists(_) => {}
                Expr::InSubquery(_) => self.not_in(expr),
                inner if self.lineage.may_be_null(inner) => {
                    let parts: Vec<&Expr> = parts(inner);
                    self.refuse(
                        &parts,
                        "stands under NOT and may be NULL",
                        "Write IS NOT TRUE",
                    );
                }
                _ => {}
            },
            Expr::Like(like) | Expr::SimilarTo(like) => {
                if like.negated {
                    self.refuse(
                        &[&like.expr],
                        "is matched with NOT LIKE and may be NULL",
                        "Add OR … IS NULL",
                    );
                } else if names_columns(&like.pattern) {
                    self.refuse(
                        &[&like.expr, &like.pattern],
                        "is matched with another column and may be NULL",
                        "Handle the NULL",
                    );
                }
            }
            Expr::InList(list) if list.negated => {
                self.refuse(
                    &[&list.expr],
                    "is tested with NOT IN and may be NULL",
                    "Add OR … IS NULL",
                );
            }
            Expr::Between(between) if between.negated => self.refuse(
                &[&between.expr],
                "is tested with NOT BETWEEN and may be NULL",
                "Add OR … IS NULL",
            ),
            Expr::InSubquery(query) if query.negated => self.not_in(expr),
            Expr::InSubquery(query) => self.refuse(
                &[&query.expr],
                "is tested with IN (SELECT …) and may be NULL",
                "Write EXISTS with IS NOT DISTINCT FROM",
            ),
            _ => {}
        }
    }

    fn not_in(&mut self, expr: &Expr) {
        let word = first_column(expr).unwrap_or_else(|| "NOT".to_owned());
        self.problems.push(self.file.problem(
            &word,
            "NOT IN (SELECT …) finds nothing as soon as one value is NULL.".to_owned(),
            "Write NOT EXISTS with IS NOT DISTINCT FROM.",
        ));
    }

    /// Refuses what may be NULL, is not handled and not excused.
    fn refuse(&mut self, operands: &[&Expr], what: &str, help: &str) {
        for operand in operands {
            let made = self.made(operand);
            if !made.may_be_null
                || self.handled.contains(&operand.to_string())
                || self.excused(&made)
            {
                continue;
            }
            let shown = told(operand);
            let names: Vec<String> = made.columns.iter().map(ToString::to_string).collect();
            let of = if names.is_empty() || names == [shown.clone()] {
                String::new()
            } else {
                format!(" ({})", names.join(", "))
            };
            let word = first_column(operand).unwrap_or_else(|| shown.clone());
            let excuse = names.first().map_or_else(String::new, |name| {
                format!(", or say under null_ok why a NULL in {name} may not fire")
            });
            self.problems.push(self.file.problem(
                &word,
                format!("{shown}{of} {what}: such rows would be lost."),
                format!("{help}{excuse}."),
            ));
        }
    }

    fn made(&self, operand: &Expr) -> Made {
        match operand {
            Expr::OuterReferenceColumn(_, column) => self
                .around
                .get(&column.flat_name())
                .cloned()
                .unwrap_or_else(|| self.lineage.made(operand)),
            other => self.lineage.made(other),
        }
    }

    /// Whether every optional column it is made of is excused; if none is optional (a join left
    /// it empty), whether any is.
    fn excused(&self, made: &Made) -> bool {
        let excused = |base: &Base| is_excused(self.null_ok, &base.table, &base.column);
        if made.optional.is_empty() {
            made.columns.iter().any(excused)
        } else {
            made.optional.iter().all(excused)
        }
    }
}

/// An expression as the author wrote it, nearly.
fn told(expr: &Expr) -> String {
    match expr {
        Expr::OuterReferenceColumn(_, column) => column.flat_name(),
        other => other
            .to_string()
            .replace("Utf8(\"", "'")
            .replace("\")", "'"),
    }
}

fn names_columns(expr: &Expr) -> bool {
    let mut found = false;
    let walked = expr.apply(|expr| {
        found |= matches!(expr, Expr::Column(_) | Expr::OuterReferenceColumn(_, _));
        Ok(TreeNodeRecursion::Continue)
    });
    // The visitor never fails.
    drop(walked);
    found
}

fn is_false(expr: &Expr) -> bool {
    use datafusion::common::ScalarValue;
    matches!(expr, Expr::Literal(ScalarValue::Boolean(Some(false)), _))
}

/// What stands under a NOT: the sides of comparisons, else the expression itself.
fn parts(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::BinaryExpr(binary) => [&binary.left, &binary.right]
            .into_iter()
            .flat_map(|side| parts(side))
            .collect(),
        Expr::Like(like) | Expr::SimilarTo(like) => vec![&like.expr],
        Expr::InList(list) => vec![&list.expr],
        Expr::Between(between) => vec![&between.expr],
        other => vec![other],
    }
}

/// The name of the first column, to find the line by.
fn first_column(expr: &Expr) -> Option<String> {
    if let Expr::OuterReferenceColumn(_, column) = expr {
        return Some(column.name.clone());
    }
    let mut names: Vec<&str> = expr
        .column_refs()
        .iter()
        .map(|column| column.name())
        .collect();
    names.sort_unstable();
    names.first().map(|name| (*name).to_owned())
}
