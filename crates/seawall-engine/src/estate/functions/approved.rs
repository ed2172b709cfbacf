//! What the organisation approves, as functions: membership by sorted ranges and sets, never by a
//! join. A list that is not given answers NULL.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, BooleanArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::ScalarUDF;
use seawall_model::Moment;

use super::{Function, Parameter, as_addresses};
use crate::estate::approved::Approved;

/// `listed`, `list_given`, `robot`, `in_change_window`, `approved_item`.
pub(super) fn functions(approved: &Arc<Approved>) -> Vec<ScalarUDF> {
    let lists = Arc::clone(approved);
    let given = Arc::clone(approved);
    let robots = Arc::clone(approved);
    let windows = Arc::clone(approved);
    let items = Arc::clone(approved);
    vec![
        Function::new(
            "listed",
            &[Parameter::Text, Parameter::Value],
            DataType::Boolean,
            move |arguments| {
                let list = arguments.literal(0)?;
                let answers: BooleanArray = match arguments.address_or_text(1)? {
                    Some(addresses) => as_addresses(&addresses)
                        .into_iter()
                        .map(|address| lists.lists_address(list, address?))
                        .collect(),
                    None => arguments
                        .text(1)?
                        .iter()
                        .map(|text| lists.lists_text(list, text?))
                        .collect(),
                };
                Ok(Arc::new(answers) as ArrayRef)
            },
        ),
        Function::new(
            "list_given",
            &[Parameter::Text],
            DataType::Boolean,
            move |arguments| {
                let answer = given.is_given(arguments.literal(0)?);
                Ok(Arc::new(BooleanArray::from(vec![answer; arguments.rows()])) as ArrayRef)
            },
        )
        .never_null(),
        Function::new(
            "robot",
            &[Parameter::Text, Parameter::Address, Parameter::Text],
            DataType::Boolean,
            move |arguments| {
                let accounts = arguments.text(0)?;
                let addresses = arguments.addresses(1)?;
                let commands = arguments.text(2)?;
                let answers: BooleanArray = accounts
                    .iter()
                    .zip(addresses)
                    .zip(commands.iter())
                    .map(|((account, address), command)| robots.robot(account?, address, command))
                    .collect();
                Ok(Arc::new(answers) as ArrayRef)
            },
        ),
        Function::new(
            "in_change_window",
            &[Parameter::Moment],
            DataType::Boolean,
            move |arguments| {
                let answers: BooleanArray = arguments
                    .moments(0)?
                    .iter()
                    .map(|time| windows.in_change_window(Moment(time?)))
                    .collect();
                Ok(Arc::new(answers) as ArrayRef)
            },
        ),
        Function::new(
            "approved_item",
            &[Parameter::Text, Parameter::Text, Parameter::Text],
            DataType::Boolean,
            move |arguments| {
                let kind = arguments.literal(0)?;
                let devices = arguments.text(1)?;
                let values = arguments.text(2)?;
                let answers: BooleanArray = devices
                    .iter()
                    .zip(values.iter())
                    .map(|(device, value)| items.item(kind, device?, value?))
                    .collect();
                Ok(Arc::new(answers) as ArrayRef)
            },
        ),
    ]
    .into_iter()
    .map(Function::register)
    .collect()
}
