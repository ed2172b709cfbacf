//! Hunt × device: found, not found, cannot tell, not applicable. Plain rules over what the
//! channels say; every answer carries the rule that applied as a sentence.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::AsArray;
use seawall_model::{Answer, Cause, Hunt, Verdict};

use super::ask::ResultRow;
use super::channels::Judged;
use super::devices::Believed;
use super::peers::Sort;
use super::render::instant;
use super::{Estate, Span};
use crate::EngineError;

/// Why a server is outside every hunt.
const SERVER: &str = "It is a server: what it records counts, and it is asked nothing.";

/// What can be said of every device before looking at a row.
pub(crate) struct Heard {
    /// By device; devices that the hunt does not concern are absent.
    by_device: BTreeMap<String, Vec<AlternativeHeard>>,
}

/// One alternative of a hunt for one device.
#[derive(Clone, Debug)]
struct AlternativeHeard {
    channels: Vec<(String, Judged)>,
}

/// What a hunt's SELECT came to.
pub(crate) struct Results<'r> {
    /// The rows that are findings.
    pub(crate) rows: &'r [ResultRow],
    /// Whether it ran out of memory.
    pub(crate) memory: bool,
    /// Values that cannot be judged without a list, by device.
    pub(crate) unclear: &'r BTreeMap<String, BTreeSet<String>>,
    /// Devices whose values are those that their peers agree on, for want of a list.
    pub(crate) agreed: &'r BTreeSet<String>,
    /// Whether the list is not given without which the hunt cannot be asked.
    pub(crate) wanting: bool,
}

impl Heard {
    /// The devices with a complete alternative, with platform and role.
    pub(crate) fn complete(&self, estate: &Estate) -> BTreeMap<String, Sort> {
        estate
            .base
            .believed
            .iter()
            .filter(|device| {
                let alternatives = self.by_device.get(&device.name);
                alternatives.is_some_and(|all| all.iter().any(AlternativeHeard::is_complete))
            })
            .map(|device| {
                let own = |column: &str| device.get(column).map(str::to_owned);
                (device.name.clone(), (own("platform"), own("role")))
            })
            .collect()
    }
}

impl AlternativeHeard {
    fn is_complete(&self) -> bool {
        self.channels
            .iter()
            .all(|(_, judged)| judged.cause.is_none())
    }

    fn lacking(&self) -> impl Iterator<Item = (&String, &Judged, Cause)> {
        let channels = self.channels.iter();
        channels.filter_map(|(channel, judged)| Some((channel, judged, judged.cause?)))
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self
            .channels
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        names.join(" + ")
    }
}

/// Judges the channels of a hunt for every device that it concerns.
pub(super) fn hear(estate: &Estate, hunt: &Hunt, span: Span) -> Result<Heard, EngineError> {
    let outside = outside(estate, hunt)?;
    let channels = &estate.base.content.channels;
    let by_device = estate
        .base
        .believed
        .iter()
        .filter(|device| !outside.contains_key(&device.name))
        .map(|device| {
            let judged: BTreeMap<&str, Judged> = estate
                .channels_of(hunt)
                .map(|channel| {
                    let judged = estate.judge(channel, &device.name, span.from);
                    (channel.id.as_str(), judged)
                })
                .collect();
            let alternatives = hunt.sees.iter().map(|alternative| AlternativeHeard {
                channels: alternative
                    .channels
                    .iter()
                    .filter(|id| channels.contains_key(*id))
                    .filter_map(|id| Some((id.clone(), judged.get(id.as_str())?.clone())))
                    .collect(),
            });
            (device.name.clone(), alternatives.collect())
        })
        .collect();
    Ok(Heard { by_device })
}

/// The devices that the hunt does not concern, and why. A device of a platform that is not read
/// yet is never outside: nothing shows that it is.
fn outside(estate: &Estate, hunt: &Hunt) -> Result<BTreeMap<String, String>, EngineError> {
    let mut outside = BTreeMap::new();
    for device in &estate.base.believed {
        if !estate.base.takes_questions(device) {
            outside.insert(device.name.clone(), SERVER.to_owned());
        }
    }
    for device in estate.base.believed.iter().filter(|device| device.reads) {
        let platform = device.get("platform").unwrap_or_default();
        if !hunt.scope.platforms.is_empty()
            && !hunt.scope.platforms.iter().any(|own| own == platform)
        {
            outside.insert(
                device.name.clone(),
                format!(
                    "The hunt is about {}; this is {platform}.",
                    hunt.scope.platforms.join(", ")
                ),
            );
        }
    }
    if let Some(condition) = &hunt.scope.condition {
        // A device of which the condition is NULL may be one, so it is asked.
        let sql = format!("SELECT device FROM device WHERE reads AND NOT ({condition})");
        let batches = estate.rows(&hunt.path, &sql)?;
        for batch in &batches {
            let devices = batch
                .columns()
                .first()
                .and_then(|column| column.as_string_view_opt());
            for device in devices.into_iter().flatten().flatten() {
                outside.insert(
                    device.to_owned(),
                    format!("It is not one with {condition}."),
                );
            }
        }
    }
    Ok(outside)
}

/// One answer for every device that is asked about.
pub(super) fn answer(
    estate: &Estate,
    hunt: &Hunt,
    span: Span,
    heard: &Heard,
    results: &Results<'_>,
) -> Vec<Answer> {
    let mut found: BTreeMap<&str, Vec<&ResultRow>> = BTreeMap::new();
    for row in results.rows {
        for device in &row.devices {
            // What nobody can judge is listed for review; it is no answer.
            let value = row.listed.as_deref().unwrap_or_default();
            let values = results.unclear.get(device);
            if !values.is_some_and(|values| values.contains(value)) {
                found.entry(device).or_default().push(row);
            }
        }
    }
    let unclear: BTreeSet<&str> = results
        .unclear
        .values()
        .flatten()
        .map(String::as_str)
        .collect();
    let rule = Rule {
        hunt,
        span,
        memory: results.memory,
        unclear_values: unclear,
        agreed: results.agreed,
        wanting: results.wanting,
    };
    estate
        .base
        .believed
        .iter()
        .filter(|device| estate.base.is_asked(device))
        .map(|device| {
            let rows = found
                .get(device.name.as_str())
                .map_or(&[][..], Vec::as_slice);
            let alternatives = heard.by_device.get(&device.name);
            let is_unclear = results.unclear.contains_key(&device.name);
            rule.of(
                estate,
                device,
                rows,
                alternatives.map(Vec::as_slice),
                is_unclear,
            )
        })
        .collect()
}

struct Rule<'h> {
    hunt: &'h Hunt,
    span: Span,
    memory: bool,
    unclear_values: BTreeSet<&'h str>,
    agreed: &'h BTreeSet<String>,
    wanting: bool,
}

impl Rule<'_> {
    fn of(
        &self,
        estate: &Estate,
        device: &Believed,
        rows: &[&ResultRow],
        alternatives: Option<&[AlternativeHeard]>,
        unclear: bool,
    ) -> Answer {
        let mut answer = Answer {
            hunt: self.hunt.id.clone(),
            device: device.name.clone(),
            verdict: Verdict::Found,
            channel: None,
            from: self.span.from,
            until: self.span.until,
            cause: None,
            reason: String::new(),
            remedy: None,
        };
        if !rows.is_empty() {
            answer.reason = match rows.len() {
                1 => "One row says so.".to_owned(),
                several => format!("{several} rows say so."),
            };
            return answer;
        }
        let Some(alternatives) = alternatives else {
            answer.verdict = Verdict::NotApplicable;
            answer.reason = self.why_outside(estate, device);
            return answer;
        };
        answer.verdict = Verdict::CannotTell;
        let mut cannot = |cause: Cause, reason: String, remedy: Option<String>| {
            answer.cause = Some(cause);
            answer.reason = reason;
            answer.remedy = remedy;
        };
        let platform = device.get("platform");
        if self.memory {
            cannot(
                Cause::Memory,
                "The memory given did not suffice for this hunt.".to_owned(),
                Some("Give more with --memory, or fewer devices with --device.".to_owned()),
            );
            return answer;
        }
        match platform {
            Some(_) if device.reads => {}
            Some(platform) => {
                let title = estate.base.content.platform(platform);
                let title = title.map_or(platform, |platform| platform.title.as_str());
                cannot(
                    Cause::NotUnderstood,
                    format!("It is recognised as {title}, which is not yet read."),
                    Some("Wait for a release that reads it, or look yourself.".to_owned()),
                );
                return answer;
            }
            None => {
                cannot(
                    Cause::NotGiven,
                    "Only its name is known.".to_owned(),
                    Some("Give its configuration, or list it in an inventory.".to_owned()),
                );
                return answer;
            }
        }
        if self.wanting
            && let Some(list) = &self.hunt.approved
        {
            cannot(
                Cause::NotListed,
                format!("Nothing says what {} holds.", list.list),
                Some(to_write(&list.list, &[])),
            );
            return answer;
        }
        if unclear && let Some(list) = &self.hunt.approved {
            let values: Vec<String> = self
                .unclear_values
                .iter()
                .map(|value| format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")))
                .collect();
            cannot(
                Cause::NotListed,
                format!(
                    "No list {} is given, and no ten peers of its platform and role agree.",
                    list.list
                ),
                Some(to_write(&list.list, &values)),
            );
            return answer;
        }
        if let Some(complete) = alternatives.iter().find(|all| all.is_complete()) {
            answer.verdict = Verdict::NotFound;
            answer.channel = Some(complete.names());
            (answer.from, answer.until) = self.looked_at(complete);
            answer.reason = not_found(complete);
            if let (true, Some(list)) = (self.agreed.contains(&device.name), &self.hunt.approved) {
                answer.reason.push_str(&format!(
                    " No list {} is given: what it has is what its peers agree on.",
                    list.list
                ));
            }
            return answer;
        }
        // The nearest: fewest channels lacking, then fewest switched off (what is on needs only
        // its files), then what is easiest to remedy.
        let rank = |cause: Cause| Cause::ALL.iter().position(|own| *own == cause);
        let nearest = alternatives.iter().min_by_key(|all| {
            let causes = all.lacking().map(|(_, _, cause)| rank(cause));
            let off = all.lacking().filter(|(_, judged, _)| judged.state == "off");
            (all.lacking().count(), off.count(), causes.min().flatten())
        });
        let lacking =
            nearest.and_then(|all| all.lacking().min_by_key(|(_, _, cause)| rank(*cause)));
        if let Some((channel, judged, cause)) = lacking {
            answer.channel = Some(channel.clone());
            answer.cause = Some(cause);
            answer.reason = sentence(&judged.reason);
            answer.remedy.clone_from(&judged.remedy);
        } else {
            answer.cause = Some(Cause::NotGiven);
            answer.reason = "The hunt names no channel that exists.".to_owned();
            answer.remedy = Some("Correct its `sees`.".to_owned());
        }
        answer
    }

    fn why_outside(&self, estate: &Estate, device: &Believed) -> String {
        let platform = device.get("platform").unwrap_or("of no known platform");
        if !estate.base.takes_questions(device) {
            return SERVER.to_owned();
        }
        let scope = &self.hunt.scope;
        if !scope.platforms.is_empty() && !scope.platforms.iter().any(|own| own == platform) {
            return format!(
                "The hunt asks {}; this is {platform}.",
                scope.platforms.join(", ")
            );
        }
        let condition = scope.condition.as_deref().unwrap_or_default();
        format!("The hunt asks devices with {condition}.")
    }

    /// A snapshot speaks of its own moment; a stream of the whole time asked.
    fn looked_at(
        &self,
        complete: &AlternativeHeard,
    ) -> (Option<seawall_model::Moment>, Option<seawall_model::Moment>) {
        let streams = complete
            .channels
            .iter()
            .any(|(_, judged)| judged.longest_gap.is_some());
        if streams {
            return (self.span.from, self.span.until);
        }
        let moments = || {
            complete
                .channels
                .iter()
                .filter_map(|(_, judged)| judged.from)
        };
        (moments().min(), moments().min())
    }
}

fn not_found(complete: &AlternativeHeard) -> String {
    let (snapshots, streams): (Vec<_>, Vec<_>) = complete
        .channels
        .iter()
        .map(|(_, judged)| judged)
        .partition(|judged| judged.longest_gap.is_none());
    let mut reason = "No finding".to_owned();
    for (at, judged) in snapshots.iter().enumerate() {
        reason.push_str(if at == 0 { " in " } else { " and " });
        reason.push_str(&judged.reason);
    }
    for judged in &streams {
        reason.push_str("; ");
        reason.push_str(&judged.reason);
    }
    reason.push('.');
    if complete
        .channels
        .iter()
        .all(|(_, judged)| judged.device_says_only)
    {
        reason.push_str(" Only the device itself says so.");
    }
    reason
}

/// The lines of `seawall.toml` that would answer.
fn to_write(list: &str, values: &[String]) -> String {
    if list == "robot" {
        return "List your collectors in seawall.toml: [[robot]] account = \"…\", addresses = \
                [\"…\"], commands = [\"show *\"]; or write robot = [] if you have none."
            .to_owned();
    }
    format!(
        "Write those that are yours into seawall.toml: [approved] {list} = [{}]",
        values.join(", ")
    )
}

/// A capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    let mut sentence: String = first.into_iter().flatten().chain(letters).collect();
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}

/// A span in words.
pub(super) fn span_in_words(span: Span) -> String {
    match (span.from, span.until) {
        (Some(from), Some(until)) if from == until => format!("as of {}", instant(until)),
        (Some(from), Some(until)) => format!("from {} to {}", instant(from), instant(until)),
        (None, Some(until)) => format!("until {}", instant(until)),
        _ => "at no known time".to_owned(),
    }
}
