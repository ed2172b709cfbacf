//! Whether a value was published, as a function: by exact sets, never by a join without an equality.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StringViewArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::ScalarUDF;

use super::{Function, Parameter};
use crate::estate::indicators::Indicators;

/// `indicator_of`.
pub(super) fn functions(indicators: &Arc<Indicators>) -> Vec<ScalarUDF> {
    let indicators = Arc::clone(indicators);
    vec![
        Function::new(
            "indicator_of",
            &[Parameter::Text, Parameter::Text],
            DataType::Utf8View,
            move |arguments| {
                let (kinds, values) = (arguments.text(0)?, arguments.text(1)?);
                let own: StringViewArray = kinds
                    .iter()
                    .zip(values.iter())
                    .map(|(kind, value)| indicators.of(kind?, value?))
                    .collect();
                Ok(Arc::new(own) as ArrayRef)
            },
        )
        .register(),
    ]
}
