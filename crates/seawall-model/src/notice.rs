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
    /// The values it publishes, if it does.
    #[serde(default)]
    pub indicators: Option<Indicators>,
}

/// The values a notice publishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// First day for which the publisher vouches, as YYYY-MM-DD.
    pub from: String,
    /// Last day for which the publisher vouches, as YYYY-MM-DD.
    pub until: String,
    /// What the publisher says about using them, in our words.
    pub note: String,
    /// Addresses, networks and domains.
    #[serde(default)]
    pub values: Vec<String>,
    /// Files.
    #[serde(default)]
    pub files: Vec<PublishedFile>,
}

/// A file a notice publishes: any of its hashes is enough to know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedFile {
    /// The name it was found under.
    pub name: String,
    /// MD5, lower-case hexadecimal.
    #[serde(default)]
    pub md5: Option<String>,
    /// SHA-1, lower-case hexadecimal.
    #[serde(default)]
    pub sha1: Option<String>,
    /// SHA-256, lower-case hexadecimal.
    #[serde(default)]
    pub sha256: Option<String>,
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
    /// Where we know it from, if not from the document itself.
    #[serde(default)]
    pub certainty: Option<String>,
    /// The hunts that check it.
    #[serde(default)]
    pub hunts: Vec<String>,
    /// Why nothing here can check it, and what to do instead.
    #[serde(default)]
    pub unchecked: Option<String>,
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
