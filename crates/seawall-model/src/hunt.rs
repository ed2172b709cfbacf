//! A question we know how to ask: `content/hunts/<topic>/<id>/hunt.sql`. The SELECT returns one
//! row per thing found; everything else about the hunt is in its front matter.

use serde::{Deserialize, Serialize};

use crate::{Problem, front_matter};

/// What a finding of this hunt means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HuntKind {
    /// Somebody did something.
    Intrusion,
    /// Something moved, nobody says who.
    Change,
    /// Somebody could.
    Weakness,
}

/// How bad it is, if it is what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Low,
    /// Look this week.
    Medium,
    /// Look today.
    High,
    /// Look now.
    Critical,
}

/// How sure we are that it is what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Often something else.
    Low,
    /// Sometimes something else.
    Medium,
    /// Rarely anything else.
    High,
}

/// Whom a hunt is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// At most one group per 100 devices and month on an estate nobody attacked.
    Regular,
    /// Needs local knowledge.
    Careful,
    /// Everything.
    Auditor,
}

/// Implements the printed word of an enum whose serde names are its words.
macro_rules! words {
    ($($type:ident { $($variant:ident => $word:literal),+ })+) => {$(
        impl $type {
            /// The word for it in content files and reports.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    )+};
}
words! {
    HuntKind { Intrusion => "intrusion", Change => "change", Weakness => "weakness" }
    Severity { Low => "low", Medium => "medium", High => "high", Critical => "critical" }
    Confidence { Low => "low", Medium => "medium", High => "high" }
    Audience { Regular => "regular", Careful => "careful", Auditor => "auditor" }
}

/// Whom a hunt asks. Devices outside are not applicable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Folder names of `content/platforms`; empty means every platform.
    #[serde(default)]
    pub platforms: Vec<String>,
    /// A SQL condition over the columns of `device`.
    #[serde(rename = "where", default)]
    pub condition: Option<String>,
}

/// One set of tables and channels that together suffice to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// File names of `content/channels`; all must be complete over the time asked.
    pub channels: Vec<String>,
    /// Tables the SELECT reads through them.
    pub tables: Vec<String>,
}

/// A use of a nullable column that `content check` would refuse, and why it is right here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NullOk {
    /// `table.column`.
    pub column: String,
    /// Why a NULL there may not fire.
    pub reason: String,
}

/// Which approved list the question is about, and which result column is looked up in it. Without a
/// column the hunt cannot be asked at all while the list is not given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgainstList {
    /// A list of `[approved]` in `seawall.toml`, or `robot`.
    pub list: String,
    /// The result column whose value would stand in that list.
    #[serde(default)]
    pub value: Option<String>,
}

/// A hunt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hunt {
    /// Kebab-case, equal to its folder's name.
    pub id: String,
    /// One line a person reads first.
    pub title: String,
    /// What a finding means.
    pub kind: HuntKind,
    /// Why anybody would ask.
    pub why: String,
    /// What it finds.
    pub finds: String,
    /// What it misses: known gaps are better than unknown gaps.
    pub misses: String,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// For whom.
    pub audience: Audience,
    /// ATT&CK technique ids.
    pub attack: Vec<String>,
    /// Whom it asks.
    #[serde(default)]
    pub scope: Scope,
    /// Through what it sees: alternatives, any of which suffices.
    pub sees: Vec<Alternative>,
    /// The result columns that tell two findings on one subject apart.
    pub key: Vec<String>,
    /// The result column that is the subject: device, account or party.
    #[serde(default = "device")]
    pub subject: String,
    /// A file name of `content/remedies`.
    pub remedy: String,
    /// The approved list the question is about, if it is about one.
    #[serde(default)]
    pub approved: Option<AgainstList>,
    /// Excused uses of nullable columns.
    #[serde(default)]
    pub null_ok: Vec<NullOk>,
    /// Why no fact holds what it matches on raw text, if it does match on raw text.
    #[serde(default)]
    pub raw_text: Option<String>,
    /// Whether what it finds is nobody's business but a few people's, such as lawful interception:
    /// shown without content unless it is asked for.
    #[serde(default)]
    pub sensitive: bool,
    /// The SELECT; not part of the front matter.
    #[serde(skip)]
    pub sql: String,
    /// The folder under `content/hunts`; not part of the front matter.
    #[serde(skip)]
    pub topic: String,
    /// The path in the content tree; not part of the front matter.
    #[serde(skip)]
    pub path: String,
}

fn device() -> String {
    "device".to_owned()
}

impl Hunt {
    /// Parses `hunts/<topic>/<id>/hunt.sql`.
    ///
    /// # Errors
    /// A [`Problem`] with file, line, what was expected and the nearest valid name.
    pub fn parse(path: &str, text: &str) -> Result<Self, Problem> {
        let (mut hunt, sql) = front_matter::parse::<Self>(path, text)?;
        hunt.sql = sql;
        hunt.path = path.to_owned();
        let folders: Vec<&str> = path.split('/').collect();
        if let [.., topic, folder, _] = folders[..] {
            hunt.topic = topic.to_owned();
            if folder != hunt.id {
                return Err(Problem::new(
                    path,
                    2,
                    format!(
                        "The id \"{}\" is not the folder's name \"{folder}\".",
                        hunt.id
                    ),
                    "Give both the same name.",
                ));
            }
        }
        Ok(hunt)
    }

    /// Every channel that any alternative names, once, in order of appearance.
    #[must_use]
    pub fn channels(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for channel in self.sees.iter().flat_map(|a| &a.channels) {
            if !all.contains(&channel.as_str()) {
                all.push(channel);
            }
        }
        all
    }
}
