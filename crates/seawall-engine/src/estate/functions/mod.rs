//! The functions that hunts and queries may call beside DataFusion's own deterministic ones. Each
//! works on whole columns and answers NULL where it cannot know.

mod address;
mod approved;
mod follows;
mod indicators;
mod origin;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, AsArray, FixedSizeBinaryArray, Float64Array, StringViewArray,
    TimestampMicrosecondArray, UInt64Array,
};
use datafusion::arrow::datatypes::{
    DataType, Field, FieldRef, Float64Type, TimestampMicrosecondType, UInt64Type,
};
use datafusion::common::{Result, ScalarValue, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    Volatility,
};
use seawall_model::Address;

use super::approved::Approved;
use super::indicators::Indicators;
use super::names::Names;
use super::schema;
use super::snapshots::Sources;

/// What the functions know of the estate they are asked in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Knowledge {
    /// What the organisation approves.
    pub(crate) approved: Arc<Approved>,
    /// What others published.
    pub(crate) indicators: Arc<Indicators>,
    /// Devices under all their names.
    pub(crate) names: Arc<Names>,
    /// Sources and snapshots.
    pub(crate) sources: Arc<Sources>,
}

/// Every function of ours.
pub(crate) fn all(knowledge: &Knowledge) -> Vec<ScalarUDF> {
    let mut functions = address::functions(knowledge);
    functions.extend(approved::functions(&knowledge.approved));
    functions.extend(indicators::functions(&knowledge.indicators));
    functions.extend(origin::functions(knowledge));
    functions.extend(follows::functions());
    functions
}

/// What a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parameter {
    /// Text.
    Text,
    /// An address, never its text.
    Address,
    /// An address or a text.
    Value,
    /// An origin.
    Origin,
    /// An instant.
    Moment,
    /// A number of seconds.
    Seconds,
}

type Body = dyn Fn(&Arguments<'_>) -> Result<ArrayRef> + Send + Sync;

/// A scalar function: its name, what it takes and returns, and what it does with whole columns.
#[derive(Clone)]
pub(crate) struct Function {
    name: &'static str,
    takes: &'static [Parameter],
    returns: DataType,
    never_null: bool,
    signature: Signature,
    body: Arc<Body>,
}

impl Function {
    /// A function that may return NULL.
    pub(crate) fn new(
        name: &'static str,
        takes: &'static [Parameter],
        returns: DataType,
        body: impl Fn(&Arguments<'_>) -> Result<ArrayRef> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name,
            takes,
            returns,
            never_null: false,
            signature: Signature::user_defined(Volatility::Immutable),
            body: Arc::new(body),
        }
    }

    /// Declares that it never returns NULL.
    pub(crate) fn never_null(mut self) -> Self {
        self.never_null = true;
        self
    }

    /// As DataFusion takes it.
    pub(crate) fn register(self) -> ScalarUDF {
        ScalarUDF::new_from_impl(self)
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Function").field(&self.name).finish()
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && Arc::ptr_eq(&self.body, &other.body)
    }
}

impl Eq for Function {}

impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, given: &[DataType]) -> Result<Vec<DataType>> {
        if given.len() != self.takes.len() {
            return plan_err!(
                "{}() takes {} arguments, not {}",
                self.name,
                self.takes.len(),
                given.len()
            );
        }
        self.takes
            .iter()
            .zip(given)
            .enumerate()
            .map(|(at, (takes, given))| {
                coerced(*takes, given).map_or_else(
                    || {
                        plan_err!(
                            "argument {} of {}() is {given} and should be {takes:?}{}",
                            at + 1,
                            self.name,
                            if *takes == Parameter::Address {
                                "; write address('192.0.2.1') for a text"
                            } else {
                                ""
                            }
                        )
                    },
                    Ok,
                )
            })
            .collect()
    }

    fn return_type(&self, _given: &[DataType]) -> Result<DataType> {
        Ok(self.returns.clone())
    }

    fn return_field_from_args(&self, _args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        Ok(Arc::new(Field::new(
            self.name,
            self.returns.clone(),
            !self.never_null,
        )))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arguments = Arguments {
            given: &args.args,
            rows: args.number_rows,
        };
        (self.body)(&arguments).map(ColumnarValue::Array)
    }
}

fn coerced(takes: Parameter, given: &DataType) -> Option<DataType> {
    use DataType as T;
    let text = matches!(given, T::Utf8 | T::LargeUtf8 | T::Utf8View)
        || matches!(given, T::Dictionary(_, value) if matches!(**value, T::Utf8 | T::LargeUtf8 | T::Utf8View));
    let null = *given == T::Null;
    let address = *given == schema::address();
    match takes {
        Parameter::Text if text || null => Some(T::Utf8View),
        Parameter::Address if address || null => Some(schema::address()),
        Parameter::Value if address => Some(schema::address()),
        Parameter::Value if text || null => Some(T::Utf8View),
        Parameter::Origin if given.is_integer() || null => Some(T::UInt64),
        Parameter::Moment
            if null || matches!(given, T::Timestamp(_, _) | T::Date32 | T::Date64) =>
        {
            Some(schema::moment())
        }
        Parameter::Seconds if given.is_numeric() || null => Some(T::Float64),
        _ => None,
    }
}

/// The arguments of one call: columns, or values that are the same in every row.
pub(crate) struct Arguments<'a> {
    given: &'a [ColumnarValue],
    rows: usize,
}

impl Arguments<'_> {
    /// How many rows there are.
    pub(crate) const fn rows(&self) -> usize {
        self.rows
    }

    /// The column of an argument.
    fn array(&self, at: usize) -> Result<ArrayRef> {
        match self.given.get(at) {
            Some(given) => given.to_array(self.rows),
            None => plan_err!("argument {} is missing", at + 1),
        }
    }

    /// A text that must be written as a literal, because it is parsed once a batch.
    pub(crate) fn literal(&self, at: usize) -> Result<&str> {
        match self.given.get(at) {
            Some(ColumnarValue::Scalar(
                ScalarValue::Utf8View(Some(text))
                | ScalarValue::Utf8(Some(text))
                | ScalarValue::LargeUtf8(Some(text)),
            )) => Ok(text),
            _ => plan_err!("argument {} must be a text between quotes", at + 1),
        }
    }

    /// A column of text.
    pub(crate) fn text(&self, at: usize) -> Result<StringViewArray> {
        Ok(self.array(at)?.as_string_view().clone())
    }

    /// A column of addresses, or `None` if the argument is text.
    pub(crate) fn address_or_text(&self, at: usize) -> Result<Option<FixedSizeBinaryArray>> {
        let array = self.array(at)?;
        Ok(array.as_fixed_size_binary_opt().cloned())
    }

    /// A column of addresses.
    pub(crate) fn addresses(&self, at: usize) -> Result<Vec<Option<Address>>> {
        Ok(as_addresses(self.array(at)?.as_fixed_size_binary()))
    }

    /// A column of origins.
    pub(crate) fn origins(&self, at: usize) -> Result<UInt64Array> {
        Ok(self.array(at)?.as_primitive::<UInt64Type>().clone())
    }

    /// A column of instants.
    pub(crate) fn moments(&self, at: usize) -> Result<TimestampMicrosecondArray> {
        Ok(self
            .array(at)?
            .as_primitive::<TimestampMicrosecondType>()
            .clone())
    }

    /// A column of seconds.
    pub(crate) fn seconds(&self, at: usize) -> Result<Float64Array> {
        Ok(self.array(at)?.as_primitive::<Float64Type>().clone())
    }
}

/// The addresses of an Arrow column.
pub(crate) fn as_addresses(array: &FixedSizeBinaryArray) -> Vec<Option<Address>> {
    array
        .iter()
        .map(|bytes| {
            bytes
                .and_then(|bytes| <[u8; 16]>::try_from(bytes).ok())
                .map(Address::from_bytes)
        })
        .collect()
}
