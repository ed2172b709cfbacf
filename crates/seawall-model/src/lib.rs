//! The nouns of Seawall: what was given ([`Source`]), where a row came from ([`Origin`]), what a
//! reader understood ([`Coverage`]), the tables ([`tables`]), the questions ([`Hunt`],
//! [`Channel`]), and what they answer ([`Finding`], [`Answer`]).
//!
//! Content files are parsed here too ([`Content`]), from text that somebody else has read.
//!
//! What it leaves out: input and output of any kind, the clock, Arrow, SQL, vendor grammars.

mod address;
mod answer;
mod channel;
mod content;
mod coverage;
mod finding;
mod front_matter;
pub mod generate;
mod hunt;
mod moment;
mod notice;
mod origin;
mod platform;
mod problem;
mod reader;
mod remedy;
mod secret;
mod source;
mod table;
pub mod tables;
mod text_input;

pub use address::Address;
pub use answer::{Answer, Cause, Verdict};
pub use channel::{Channel, ChannelShape};
pub use content::Content;
pub use coverage::{Coverage, Shape};
pub use finding::{Evidence, Finding, Subject, SubjectKind};
pub use hunt::{
    AgainstList, Alternative, Audience, Confidence, Hunt, HuntKind, NullOk, Scope, Severity,
};
pub use moment::Moment;
pub use notice::{Indicators, Notice, PublishedFile, Statement, StatementKind, Wording};
pub use origin::Origin;
pub use platform::{Defaults, Platform, ServiceDefault, Sign};
pub use problem::{Problem, nearest};
pub use reader::{Head, Input, Line, Reader, Rows, Sure};
pub use remedy::Remedy;
pub use secret::{Fingerprint, SECRET_CLOSE, SECRET_OPEN, SecretKey};
pub use source::{Kind, SaidBy, Source, State};
pub use table::{Cells, Column, ColumnType, TableKind, TableSpec};
pub use tables::Row;
pub use text_input::TextInput;
