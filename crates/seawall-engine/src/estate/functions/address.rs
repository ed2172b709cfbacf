//! Addresses: from text and back, networks, and whose they are.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, FixedSizeBinaryArray, StringViewArray, new_null_array,
};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{Result, plan_err};
use datafusion::logical_expr::ScalarUDF;
use seawall_model::Address;

use super::{Function, Knowledge, Parameter};
use crate::estate::networks::{Networks, parse_network};
use crate::estate::schema;

/// `address`, `address_text`, `in_network`, `own_address`, `device_at`.
pub(super) fn functions(knowledge: &Knowledge) -> Vec<ScalarUDF> {
    let own = knowledge.clone();
    let at = Arc::clone(&knowledge.names);
    vec![
        Function::new(
            "address",
            &[Parameter::Text],
            schema::address(),
            |arguments| {
                let text = arguments.text(0)?;
                column(text.iter().map(|text| text.and_then(Address::parse)))
            },
        ),
        Function::new(
            "address_text",
            &[Parameter::Address],
            DataType::Utf8View,
            |arguments| {
                let text: StringViewArray = arguments
                    .addresses(0)?
                    .into_iter()
                    .map(|address| address.map(|address| address.to_string()))
                    .collect();
                Ok(Arc::new(text))
            },
        ),
        Function::new(
            "in_network",
            &[Parameter::Address, Parameter::Text],
            DataType::Boolean,
            |arguments| {
                let written = arguments.literal(1)?;
                let Some((network, length)) = parse_network(written) else {
                    return plan_err!(
                        "in_network() wants a network such as '203.0.113.0/24', not '{written}'"
                    );
                };
                let networks = Networks::new([(network, length)]);
                Ok(Arc::new(each(&arguments.addresses(0)?, |address| {
                    networks.contains(address)
                })))
            },
        ),
        Function::new(
            "own_address",
            &[Parameter::Address],
            DataType::Boolean,
            move |arguments| {
                Ok(Arc::new(each(&arguments.addresses(0)?, |address| {
                    own.names.holds(address) || own.approved.own_prefixes.contains(address)
                })))
            },
        ),
        Function::new(
            "device_at",
            &[Parameter::Address],
            DataType::Utf8View,
            move |arguments| {
                let devices: StringViewArray = arguments
                    .addresses(0)?
                    .into_iter()
                    .map(|address| address.and_then(|address| at.device_at(address)))
                    .collect();
                Ok(Arc::new(devices))
            },
        ),
    ]
    .into_iter()
    .map(Function::register)
    .collect()
}

/// A test of every address; NULL stays NULL.
pub(super) fn each(addresses: &[Option<Address>], test: impl Fn(Address) -> bool) -> BooleanArray {
    addresses.iter().map(|address| address.map(&test)).collect()
}

/// A column of addresses.
fn column(addresses: impl ExactSizeIterator<Item = Option<Address>>) -> Result<ArrayRef> {
    if addresses.len() == 0 {
        return Ok(new_null_array(&schema::address(), 0));
    }
    let array = FixedSizeBinaryArray::try_from_sparse_iter_with_size(
        addresses.map(|address| address.map(Address::bytes)),
        16,
    )?;
    Ok(Arc::new(array))
}
