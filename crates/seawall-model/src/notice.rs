//! A published notice as statements: `content/notices/<id>.yaml`. Statements name hunts, never the
//! other way round. A paraphrase is never printed as the publisher's words.

use serde::{Deserialize, Serialize};

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The publisher's number, equal to the file's name.
    pub id: String,
    /// Its title as published.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// The day, as YYYY-MM-DD.
    pub date: String,
    /// Where it is published.
    pub url: String,
    /// SHA-256 of the document its statements were compared with, or none.
    #[serde(default)]
    pub compared_with: Option<String>,
    /// Its checkable sentences.
    pub statements: Vec<Statement>,
}

/// One sentence of a notice that can be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Unique in the notice, such as ST-11.
    pub id: String,
    /// What it is about.
    pub kind: StatementKind,
    /// Whose words these are.
    pub wording: Wording,
    /// The statement.
    pub text: String,
    /// Where in the document, or none if not compared.
    #[serde(default)]
    pub place: Option<String>,
    /// The hunts that check it.
    #[serde(default)]
    pub hunts: Vec<String>,
}

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementKind {
    /// Something intruders do.
    Behaviour,
    /// A value to look for.
    Indicator,
    /// A hole.
    Vulnerability,
    /// Somebody named.
    Entity,
    /// Something to do.
    Mitigation,
}

/// Whose words a statement is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wording {
    /// The publisher's, word for word.
    Quoted,
    /// Ours.
    Paraphrased,
}
