//! Through what a device's acts can be seen: `content/channels/<id>.sql`, one SELECT each. Lines
//! seen prove a channel on; a configuration line proves only that it should be on.

use serde::{Deserialize, Serialize};

use crate::{Problem, front_matter};

/// A channel. Its SELECT returns one row a device: `device`, `proved` (whether something came
/// through it), `configured` (true, false, or NULL when no complete configuration says),
/// `sends_to` (text: the addresses the configuration names, or NULL), `switch_on` (text: the exact
/// line, built from this device's own names) and `origin`. A channel with `carrier` is carried by
/// the lines of another; spans and silences are measured on the carrier, because nobody logging in
/// for a day is not a broken log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Kebab-case, equal to the file's name.
    pub id: String,
    /// One line a person reads.
    pub title: String,
    /// What can be seen through it.
    pub about: String,
    /// Whether it is a snapshot, judged by age, or a stream, judged by span and silence.
    pub shape: ChannelShape,
    /// The event table and condition whose rows measure span and silence, as
    /// `table` or `table WHERE condition`; empty for snapshots.
    #[serde(default)]
    pub carrier: String,
    /// The SELECT; not part of the front matter.
    #[serde(skip)]
    pub sql: String,
    /// The path in the content tree; not part of the front matter.
    #[serde(skip)]
    pub path: String,
}

/// How a channel's completeness is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelShape {
    /// By the age of the newest complete one.
    Snapshot,
    /// By span and longest silence.
    Stream,
}

impl Channel {
    /// Parses `channels/<id>.sql`.
    ///
    /// # Errors
    /// A [`Problem`] with file, line, what was expected and the nearest valid name.
    pub fn parse(path: &str, text: &str) -> Result<Self, Problem> {
        let (mut channel, sql) = front_matter::parse::<Self>(path, text)?;
        channel.sql = sql;
        channel.path = path.to_owned();
        if !path.ends_with(&format!("/{}.sql", channel.id)) {
            return Err(Problem::new(
                path,
                2,
                format!("The id \"{}\" is not the file's name.", channel.id),
                "Give both the same name.",
            ));
        }
        Ok(channel)
    }
}
