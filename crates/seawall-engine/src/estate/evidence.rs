//! The text of quoted lines: fetched once, after all hunts, for the quoted origins alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, BooleanArray};
use datafusion::arrow::datatypes::{DataType, UInt64Type};
use datafusion::common::ScalarValue;
use datafusion::datasource::provider_as_source;
use datafusion::logical_expr::{Expr, LogicalPlanBuilder, col, lit};
use seawall_model::Finding;

use super::Estate;
use super::functions::{Function, Parameter};
use super::render::cell;
use super::session::failed;
use crate::EngineError;

/// Ranges of origins asked for; more would only make the plan longer.
const RANGES: usize = 16;

/// Fills the text of every quoted line.
pub(super) fn quote(estate: &Estate, findings: &mut [Finding]) -> Result<(), EngineError> {
    let wanted: BTreeSet<u64> = findings
        .iter()
        .flat_map(|finding| &finding.evidence)
        .map(|line| line.origin)
        .filter(|origin| origin.place() != 0)
        .map(|origin| origin.0)
        .collect();
    let texts = texts(estate, &wanted)?;
    for line in findings
        .iter_mut()
        .flat_map(|finding| &mut finding.evidence)
    {
        line.text = if line.origin.place() == 0 {
            "the whole file".to_owned()
        } else {
            texts.get(&line.origin.0).cloned().unwrap_or_default()
        };
    }
    Ok(())
}

/// The tables in which text is kept, and what it is in each. A command's own line stands where the
/// reader kept it; if it kept none, the command is quoted.
const TEXTS: [(&str, &str); 4] = [
    ("config_line", "text"),
    ("show_line", "text"),
    ("log", "text"),
    ("command", "command"),
];

fn texts(estate: &Estate, wanted: &BTreeSet<u64>) -> Result<HashMap<u64, String>, EngineError> {
    let mut texts: HashMap<u64, String> = HashMap::new();
    for (table, column) in TEXTS {
        let missing: BTreeSet<u64> = wanted
            .iter()
            .filter(|origin| !texts.contains_key(origin))
            .copied()
            .collect();
        let stored = estate.base.ground.tables.get(table);
        let (false, Some(stored)) = (missing.is_empty(), stored) else {
            continue;
        };
        let filter = among(&missing);
        let source = provider_as_source(Arc::clone(stored));
        let plan = LogicalPlanBuilder::scan(table, source, None)
            .and_then(|plan| plan.filter(filter))
            .and_then(|plan| plan.project(vec![col("origin"), col(column)]))
            .and_then(LogicalPlanBuilder::build)
            .map_err(|error| failed("the evidence", &error))?;
        let (_, batches) = estate.session.run("the evidence", &plan)?;
        // Several rows of one origin: the least, so that the order of reading does not matter.
        let mut found: BTreeMap<u64, String> = BTreeMap::new();
        for batch in &batches {
            let [origins, lines] = batch.columns() else {
                continue;
            };
            let Some(origins) = origins.as_primitive_opt::<UInt64Type>() else {
                continue;
            };
            for row in 0..batch.num_rows() {
                let text = cell(lines, row, &estate.base.knowledge.sources).unwrap_or_default();
                let kept = found
                    .entry(origins.value(row))
                    .or_insert_with(|| text.clone());
                if text < *kept {
                    *kept = text;
                }
            }
        }
        texts.extend(found);
    }
    Ok(texts)
}

/// Rows of these origins: a few ranges, by which row groups are skipped, and then each one.
fn among(wanted: &BTreeSet<u64>) -> Expr {
    let member = Arc::new(wanted.iter().copied().collect::<Vec<u64>>());
    let is_wanted = Function::new(
        "is_wanted",
        &[Parameter::Origin],
        DataType::Boolean,
        move |arguments| {
            let answers: BooleanArray = arguments
                .origins(0)?
                .iter()
                .map(|origin| origin.map(|origin| member.binary_search(&origin).is_ok()))
                .collect();
            Ok(Arc::new(answers) as ArrayRef)
        },
    );
    let at = |origin: u64| lit(ScalarValue::UInt64(Some(origin)));
    let ranges = ranges(wanted)
        .into_iter()
        .map(|(first, last)| {
            col("origin")
                .gt_eq(at(first))
                .and(col("origin").lt_eq(at(last)))
        })
        .reduce(Expr::or);
    let each = is_wanted.register().call(vec![col("origin")]);
    match ranges {
        Some(ranges) => ranges.and(each),
        None => each,
    }
}

/// At most [`RANGES`] ranges that hold all origins, split where the gaps are widest.
fn ranges(wanted: &BTreeSet<u64>) -> Vec<(u64, u64)> {
    let mut gaps: Vec<(u64, u64, u64)> = wanted
        .iter()
        .zip(wanted.iter().skip(1))
        .map(|(before, after)| (after - before, *before, *after))
        .collect();
    gaps.sort_unstable_by(|a, b| b.cmp(a));
    gaps.truncate(RANGES - 1);
    gaps.sort_unstable_by_key(|(_, before, _)| *before);
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else {
        return Vec::new();
    };
    let starts = std::iter::once(*first).chain(gaps.iter().map(|(_, _, after)| *after));
    let ends = gaps
        .iter()
        .map(|(_, before, _)| *before)
        .chain(std::iter::once(*last));
    starts.zip(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_all_origins_and_split_at_the_widest_gaps() {
        assert_eq!(ranges(&BTreeSet::new()), Vec::new());
        assert_eq!(ranges(&BTreeSet::from([7])), vec![(7, 7)]);
        let wanted: BTreeSet<u64> = (0..100).map(|n| n * 10 + n / 10 * 1000).collect();
        let ranges = ranges(&wanted);
        assert!(ranges.len() <= RANGES);
        for origin in &wanted {
            assert!(
                ranges
                    .iter()
                    .any(|(first, last)| first <= origin && origin <= last)
            );
        }
    }
}
