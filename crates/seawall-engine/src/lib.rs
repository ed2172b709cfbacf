//! The estate as tables: the store, the functions, and hunts to plans to findings and answers.
//! The only crate that names datafusion, arrow and parquet; none of their types leave it.
//!
//! What it leaves out: reading evidence, grouping and printing findings, the clock.

mod check;
mod error;
pub mod estate;
pub mod store;

pub use check::Check;
pub use error::EngineError;
pub use estate::{Approval, Asked, DeviceSummary, Estate, Indicator, Question, Span, Table, Why};
pub use store::{Batch, Identity, Run, SavedAnswer, SavedFinding, Store, StoredSource};
