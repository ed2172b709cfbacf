//! What to do about a finding: `content/remedies/<id>.yaml`.

use serde::{Deserialize, Serialize};

/// A remedy. The plan (waves, verification) is made from these later; today they are printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// Kebab-case, equal to the file's name.
    pub id: String,
    /// One line a person reads.
    pub title: String,
    /// The steps, in order. The first of an intrusion's remedy scopes and preserves.
    pub steps: Vec<String>,
    /// What it might break.
    pub might_break: String,
}
