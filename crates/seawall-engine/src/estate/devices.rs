//! The plain `device`: one row a device, each column from the newest source that knows it. What a
//! device's own configuration or output says comes before what an inventory says.

use std::collections::BTreeMap;

use seawall_model::{Column, Content, Origin};

use super::ground::{FirstRead, Said};
use super::names::Names;
use super::snapshots::{SourceFacts, Sources};
use super::views::Cell;

/// The platform of what is no network device.
const SERVER: &str = "server";

/// One device as the estate believes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Believed {
    /// Its name.
    pub(crate) name: String,
    /// The declared columns of `device`, by name.
    pub(crate) columns: BTreeMap<String, String>,
    /// Whether its platform is known and read.
    pub(crate) reads: bool,
    /// The newest source that says something about it.
    pub(crate) origin: u64,
}

impl Believed {
    /// A column, if anybody knows it.
    pub(crate) fn get(&self, column: &str) -> Option<&str> {
        self.columns.get(column).map(String::as_str)
    }
}

/// Every device, in order of name.
pub(crate) fn believed(
    read: &FirstRead,
    content: &Content,
    names: &Names,
    sources: &Sources,
) -> Vec<Believed> {
    let mut said: Vec<Vec<(&SourceFacts, &Said)>> = vec![Vec::new(); names.devices.len()];
    for row in &read.said {
        let source = Origin(row.origin).source();
        let device = names.resolve(&row.seen_as, names.matters(source));
        if let (Some(rows), Some(facts)) = (said.get_mut(device as usize), sources.get(source))
            && facts.live
        {
            rows.push((facts, row));
        }
    }
    let columns = content
        .tables
        .get("device")
        .map_or(&[][..], |spec| &spec.columns);
    let mut all: Vec<Believed> = names
        .devices
        .iter()
        .zip(said)
        .map(|(known, mut rows)| {
            rows.sort_by_key(|(facts, row)| {
                (facts.kind.is_snapshot(), facts.collected, row.origin)
            });
            let mut device = Believed {
                name: known.name.clone(),
                ..Believed::default()
            };
            for (_, row) in rows {
                for (column, value) in columns.iter().zip(&row.columns) {
                    if let Some(value) = value {
                        device.columns.insert(column.name.clone(), value.clone());
                    }
                }
                device.origin = row.origin;
            }
            device
        })
        .collect();
    // A snapshot that no reader turns into rows still names device and platform.
    for (number, facts) in sources.snapshots() {
        let position = facts
            .device
            .as_ref()
            .and_then(|name| all.binary_search_by(|device| device.name.cmp(name)).ok());
        if let Some(device) = position.and_then(|at| all.get_mut(at)) {
            if let Some(platform) = &facts.platform {
                let missing = device.columns.entry("platform".to_owned());
                missing.or_insert_with(|| platform.clone());
            }
            if device.origin == 0 {
                device.origin = Origin::new(number, 0).0;
            }
        }
    }
    for ((source, seen_as), origin) in &read.first_origins {
        let at = names.resolve(seen_as, names.matters(*source));
        if let Some(device) = all.get_mut(at as usize)
            && device.origin == 0
        {
            device.origin = *origin;
        }
    }
    for server in read.sightings.iter().filter(|sighting| sighting.server) {
        let at = names.resolve(&server.seen_as, names.matters(server.source));
        if let Some(device) = all.get_mut(at as usize) {
            let missing = device.columns.entry("platform".to_owned());
            missing.or_insert_with(|| SERVER.to_owned());
        }
    }
    for device in &mut all {
        if let Some(written) = device.columns.get("platform") {
            let platform = content.platform(written);
            device.reads = platform.is_some_and(|platform| platform.reads);
            if let Some(platform) = platform {
                let id = platform.id.clone();
                device.columns.insert("platform".to_owned(), id);
            }
        }
    }
    all
}

/// The rows of the plain `device`, in the order of its shown columns.
pub(crate) fn rows(devices: &[Believed], shown: &[Column]) -> Vec<Vec<Cell>> {
    devices
        .iter()
        .map(|device| {
            let cells = shown.iter().map(|column| match column.name.as_str() {
                "device" => Cell::Text(Some(device.name.clone())),
                "reads" => Cell::Boolean(Some(device.reads)),
                "origin" => Cell::Origin(device.origin),
                name => Cell::Text(device.get(name).map(str::to_owned)),
            });
            cells.collect()
        })
        .collect()
}
