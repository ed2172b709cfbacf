//! Whether one event follows another within a time. Inside one source the order of its lines
//! decides and stamps only bound the distance; across sources stamps decide, as far as their
//! errors allow.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, BooleanArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::ScalarUDF;
use seawall_model::Origin;

use super::{Function, Parameter};

const TAKES: &[Parameter] = &[
    Parameter::Moment,
    Parameter::Seconds,
    Parameter::Origin,
    Parameter::Moment,
    Parameter::Seconds,
    Parameter::Origin,
    Parameter::Seconds,
];

/// `follows` and `follows_surely`.
pub(super) fn functions() -> Vec<ScalarUDF> {
    vec![
        function("follows", true).register(),
        function("follows_surely", false).register(),
    ]
}

/// One end of a pair.
#[derive(Clone, Copy)]
struct End {
    time: Option<i64>,
    error: f64,
    origin: Origin,
}

fn function(name: &'static str, widened: bool) -> Function {
    Function::new(name, TAKES, DataType::Boolean, move |arguments| {
        let times = [arguments.moments(0)?, arguments.moments(3)?];
        let errors = [arguments.seconds(1)?, arguments.seconds(4)?];
        let origins = [arguments.origins(2)?, arguments.origins(5)?];
        let within = arguments.seconds(6)?;
        let answers: BooleanArray = (0..arguments.rows())
            .map(|row| {
                let [first, second] = [0, 1].map(|end: usize| {
                    let (times, errors, origins) = match end {
                        0 => (&times[0], &errors[0], &origins[0]),
                        _ => (&times[1], &errors[1], &origins[1]),
                    };
                    (!origins.is_null(row)).then(|| End {
                        time: (!times.is_null(row)).then(|| times.value(row)),
                        error: if errors.is_null(row) {
                            0.0
                        } else {
                            errors.value(row).max(0.0)
                        },
                        origin: Origin(origins.value(row)),
                    })
                });
                let within = (!within.is_null(row)).then(|| within.value(row))?;
                follows(first?, second?, within, widened)
            })
            .collect();
        Ok(Arc::new(answers) as ArrayRef)
    })
}

/// By how much two stamps of one source may be off against one another: whole seconds.
const RESOLUTION: f64 = 1.0;

/// NULL stamps within one source leave the order, which is enough only if no stamp contradicts it.
fn follows(a: End, b: End, within: f64, widened: bool) -> Option<bool> {
    let slack = if widened { a.error + b.error } else { 0.0 };
    let distance = match (a.time, b.time) {
        (Some(a), Some(b)) => Some((b.saturating_sub(a)) as f64 / 1e6),
        _ => None,
    };
    if a.origin.source() == b.origin.source() {
        if b.origin.place() <= a.origin.place() {
            return Some(false);
        }
        // What makes a stamp uncertain by hours (an unknown zone or year) moves all lines of one
        // source alike; between two of them only the stamps' resolution counts.
        let slack = slack.min(RESOLUTION);
        return distance.map(|distance| distance.abs() <= within + slack);
    }
    distance.map(|distance| distance >= -slack && distance <= within + slack)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn end(source: u32, place: u32, seconds: i64, error: f64) -> End {
        End {
            time: Some(seconds * 1_000_000),
            error,
            origin: Origin::new(source, place),
        }
    }

    #[test]
    fn order_decides_inside_a_source_and_stamps_across() {
        let a = end(1, 10, 100, 5.0);
        for (b, within, sure, widened) in [
            (end(1, 11, 100, 5.0), 60.0, true, true),
            (end(1, 11, 98, 5.0), 60.0, true, true), // a clock set back
            (end(1, 9, 130, 5.0), 60.0, false, false), // an earlier line
            (end(1, 11, 161, 5.0), 60.0, false, true), // just outside
            (end(1, 11, 165, 5.0), 60.0, false, false), // one clock: its error moves both
            (end(2, 1, 160, 5.0), 60.0, true, true),
            (end(2, 1, 161, 5.0), 60.0, false, true),
            (end(2, 1, 171, 5.0), 60.0, false, false),
            (end(2, 1, 95, 5.0), 60.0, false, true), // perhaps after
            (end(2, 1, 89, 5.0), 60.0, false, false),
        ] {
            assert_eq!(follows(a, b, within, false), Some(sure));
            assert_eq!(follows(a, b, within, true), Some(widened));
        }
        let unknown = End {
            time: None,
            ..end(2, 1, 0, 0.0)
        };
        assert_eq!(follows(a, unknown, 60.0, true), None);
    }
}
