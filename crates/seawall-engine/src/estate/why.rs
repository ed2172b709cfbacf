//! The whole reason for one answer: the SQL, the rows, the channels, the rule that applied.

use seawall_model::{Answer, Finding};

use super::answers::span_in_words;
use super::channels::place;
use super::{Estate, Table, ask, render};
use crate::EngineError;

/// Why one hunt says of one device what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The hunt's SQL.
    pub sql: String,
    /// The path of the hunt.
    pub path: String,
    /// The rows it returned for this device, before they were merged.
    pub rows: Table,
    /// What each of its channels says of this device.
    pub channels: Table,
    /// From when to when it was asked, in words.
    pub asked: String,
    /// The answer, with its rule as a sentence.
    pub answer: Answer,
    /// The findings on this device.
    pub findings: Vec<Finding>,
}

pub(super) fn why(estate: &Estate, hunt: &str, device: &str) -> Result<Why, EngineError> {
    let hunt = estate.hunt(hunt)?;
    let mut asked = ask::ask(estate, &[&hunt.id], &mut |_| {})?;
    let position = asked
        .answers
        .iter()
        .position(|answer| answer.device == device);
    let answer = position.map(|at| asked.answers.swap_remove(at));
    let answer = answer.ok_or_else(|| EngineError::Unknown {
        what: "device",
        name: device.to_owned(),
        help: seawall_model::nearest(device, estate.devices.iter().map(|d| d.name.as_str())),
    })?;
    let span = estate.span(hunt);
    let returned = ask::run(estate, hunt)?;
    let mut columns: Vec<String> = Vec::new();
    let of_device: Vec<_> = returned
        .rows
        .into_iter()
        .filter(|row| row.devices.contains(device))
        .collect();
    for name in of_device.iter().flat_map(|row| row.values.keys()) {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    }
    columns.sort();
    let sources = &estate.base.knowledge.sources;
    let rows = of_device
        .iter()
        .map(|row| {
            let mut cells: Vec<Option<String>> = columns
                .iter()
                .map(|name| row.values.get(name).cloned())
                .collect();
            cells.push(Some(row.says.clone()));
            let places: Vec<String> = row
                .evidence
                .iter()
                .filter_map(|origin| place(*origin, sources))
                .collect();
            cells.push(Some(places.join(", ")));
            cells
        })
        .collect();
    columns.extend(["says".to_owned(), "evidence".to_owned()]);
    Ok(Why {
        sql: hunt.sql.clone(),
        path: hunt.path.clone(),
        rows: Table { columns, rows },
        channels: channels(estate, hunt, device),
        asked: span_in_words(span),
        findings: asked
            .findings
            .into_iter()
            .filter(|finding| {
                finding.subject.name == device
                    || finding
                        .values
                        .get("device")
                        .is_some_and(|own| own == device)
            })
            .collect(),
        answer,
    })
}

fn channels(estate: &Estate, hunt: &seawall_model::Hunt, device: &str) -> Table {
    let from = estate.span(hunt).from;
    let sources = &estate.base.knowledge.sources;
    let rows = estate
        .channels_of(hunt)
        .map(|channel| {
            let judged = estate.judge(channel, device, from);
            vec![
                Some(channel.id.clone()),
                Some(judged.state.to_owned()),
                judged.from.map(render::instant),
                judged.until.map(render::instant),
                judged.longest_gap.map(render::duration),
                judged.cause.map(|cause| cause.as_str().to_owned()),
                Some(judged.reason),
                judged.remedy,
                place(judged.origin, sources),
            ]
        })
        .collect();
    let columns = [
        "channel",
        "state",
        "from",
        "until",
        "longest silence",
        "cause",
        "reason",
        "remedy",
        "evidence",
    ];
    Table {
        columns: columns.map(str::to_owned).to_vec(),
        rows,
    }
}
