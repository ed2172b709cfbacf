//! Origins: which source, which place in it, whose word, which device, which snapshot.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, Int64Array, StringViewArray, TimestampMicrosecondArray,
    UInt32Array,
};
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::ScalarUDF;
use seawall_model::Origin;

use super::{Function, Knowledge, Parameter};
use crate::estate::schema;
use crate::estate::snapshots::SourceFacts;

/// `source_of`, `place_of`, `said_by`; and for the views `device_of`, `collected_of`,
/// `complete_of`, `current_of`, `newest_complete_of`, `counts`.
pub(super) fn functions(knowledge: &Knowledge) -> Vec<ScalarUDF> {
    let sources = Arc::clone(&knowledge.sources);
    let said_by = Function::new(
        "said_by",
        &[Parameter::Origin],
        DataType::Utf8View,
        move |arguments| {
            let words: StringViewArray = arguments
                .origins(0)?
                .iter()
                .map(|origin| {
                    let facts = sources.get(Origin(origin?).source())?;
                    Some(facts.said_by.as_str())
                })
                .collect();
            Ok(Arc::new(words) as ArrayRef)
        },
    );
    let sources = Arc::clone(&knowledge.sources);
    let collected = Function::new(
        "collected_of",
        &[Parameter::Origin],
        schema::moment(),
        move |arguments| {
            let moments: TimestampMicrosecondArray = arguments
                .origins(0)?
                .iter()
                .map(|origin| {
                    let facts = sources.get(Origin(origin?).source())?;
                    facts.collected.map(|moment| moment.0)
                })
                .collect();
            Ok(Arc::new(moments.with_timezone(schema::UTC)) as ArrayRef)
        },
    );
    [
        number_of("source_of", |origin| origin.source().into()),
        number_of("place_of", |origin| origin.place().into()),
        said_by,
        collected,
        truth(knowledge, "complete_of", |facts| facts.complete),
        truth(knowledge, "current_of", |facts| facts.current),
        truth(knowledge, "newest_complete_of", |facts| {
            facts.newest_complete
        }),
        truth(knowledge, "counts", |facts| facts.live),
        device_of(knowledge),
    ]
    .into_iter()
    .map(Function::register)
    .collect()
}

fn number_of(name: &'static str, part: fn(Origin) -> i64) -> Function {
    Function::new(
        name,
        &[Parameter::Origin],
        DataType::Int64,
        move |arguments| {
            let numbers: Int64Array = arguments
                .origins(0)?
                .iter()
                .map(|origin| origin.map(|origin| part(Origin(origin))))
                .collect();
            Ok(Arc::new(numbers) as ArrayRef)
        },
    )
}

/// A truth about the source of an origin; a source nobody knows is none of it.
fn truth(knowledge: &Knowledge, name: &'static str, is: fn(&SourceFacts) -> bool) -> Function {
    let sources = Arc::clone(&knowledge.sources);
    Function::new(
        name,
        &[Parameter::Origin],
        DataType::Boolean,
        move |arguments| {
            // Rows stand in order of source, so the last answer usually serves the next row.
            let mut last = (u32::MAX, sources.get(u32::MAX).is_some_and(is));
            let truths: BooleanArray = arguments
                .origins(0)?
                .iter()
                .map(|origin| {
                    let source = Origin(origin.unwrap_or(u64::MAX)).source();
                    if source != last.0 {
                        last = (source, sources.get(source).is_some_and(is));
                    }
                    Some(last.1)
                })
                .collect();
            Ok(Arc::new(truths) as ArrayRef)
        },
    )
    .never_null()
}

/// The device that a source means by a name.
fn device_of(knowledge: &Knowledge) -> Function {
    let names = Arc::clone(&knowledge.names);
    Function::new(
        "device_of",
        &[Parameter::Text, Parameter::Origin],
        DataType::Utf8View,
        move |arguments| {
            let seen_as = arguments.text(0)?;
            let origins = arguments.origins(1)?;
            let mut known: HashMap<(u32, &str), u32> = HashMap::new();
            let mut last: Option<(u32, &str, u32)> = None;
            let indices: UInt32Array = (0..arguments.rows())
                .map(|row| {
                    let seen_as = if seen_as.is_null(row) {
                        ""
                    } else {
                        seen_as.value(row)
                    };
                    let source = names.matters(Origin(origins.value(row)).source());
                    if let Some((before, name, device)) = last
                        && before == source
                        && name == seen_as
                    {
                        return device;
                    }
                    let device = *known
                        .entry((source, seen_as))
                        .or_insert_with(|| names.resolve(seen_as, source));
                    last = Some((source, seen_as, device));
                    device
                })
                .collect();
            Ok(take(&names.column(), &indices, None)?)
        },
    )
    .never_null()
}
