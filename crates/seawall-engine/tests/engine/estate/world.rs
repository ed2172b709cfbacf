//! A small world to ask about: sources, rows, channels and hunts, built in a few lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use seawall_engine::{Approval, Asked, Estate, Identity, Question, Store, Table};
use seawall_model::{
    Content, Coverage, Kind, Moment, Origin, Row, Rows, SaidBy, Source, State, tables,
};

/// A source under construction.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) number: u32,
}

pub(crate) struct World {
    pub(crate) files: BTreeMap<String, String>,
    pub(crate) sources: Vec<(Source, Coverage)>,
    pub(crate) rows: Vec<Row>,
    pub(crate) approved: Vec<Approval>,
    pub(crate) lists: BTreeSet<String>,
    pub(crate) as_of: Option<Moment>,
    pub(crate) from: Option<Moment>,
    pub(crate) device: Option<String>,
    pub(crate) threads: usize,
    pub(crate) memory: Option<usize>,
}

/// An instant as RFC 3339.
pub(crate) fn at(text: &str) -> Moment {
    let stamp: jiff::Timestamp = text.parse().unwrap();
    Moment(stamp.as_microsecond())
}

fn tables_in(folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        files.insert(format!("tables/{name}"), text);
    }
}

impl World {
    /// The declared tables, two platforms that are read and one that is not, and the two channels
    /// most cases need.
    pub(crate) fn new() -> Self {
        let mut files = BTreeMap::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/tables");
        tables_in(&root, &mut files);
        for (id, title, reads) in [
            ("cisco-ios", "Cisco IOS", true),
            ("cisco-ios-xe", "Cisco IOS XE", true),
            ("juniper-junos", "Juniper Junos", false),
        ] {
            files.insert(
                format!("platforms/{id}/platform.yaml"),
                format!("id: {id}\ntitle: {title}\nreads: {reads}\n"),
            );
        }
        files.insert(
            "remedies/look.yaml".to_owned(),
            "id: look\ntitle: Look\nsteps: [Look.]\nmight_break: Nothing.\n".to_owned(),
        );
        let mut world = Self {
            files,
            sources: Vec::new(),
            rows: Vec::new(),
            approved: Vec::new(),
            lists: BTreeSet::new(),
            as_of: None,
            from: None,
            device: None,
            threads: 2,
            memory: None,
        };
        world.channel(
            "configuration",
            "shape: snapshot",
            "SELECT device, TRUE AS proved, TRUE AS configured, CAST(NULL AS VARCHAR) AS sends_to,
                    'show running-config' AS switch_on, origin
             FROM snapshot WHERE newest_complete",
        );
        world.channel(
            "syslog",
            "shape: stream\ncarrier: log",
            "SELECT d.device, s.device IS NOT NULL AS proved,
                    CASE WHEN r.device IS NOT NULL THEN TRUE
                         WHEN w.device IS NOT NULL THEN FALSE END AS configured,
                    address_text(r.address) AS sends_to, 'logging host 192.0.2.50' AS switch_on,
                    coalesce(s.origin, r.origin) AS origin
             FROM device d
             LEFT JOIN (SELECT device, min(origin) AS origin FROM log GROUP BY device) s
                    ON s.device = d.device
             LEFT JOIN (SELECT device, address, origin FROM device_receiver) r
                    ON r.device = d.device
             LEFT JOIN (SELECT device FROM snapshot WHERE newest_complete) w
                    ON w.device = d.device",
        );
        world
    }

    pub(crate) fn channel(&mut self, id: &str, front: &str, sql: &str) {
        let text = format!("/*---\nid: {id}\ntitle: {id}\nabout: {id}\n{front}\n---*/\n{sql}\n");
        self.files.insert(format!("channels/{id}.sql"), text);
    }

    pub(crate) fn hunt(&mut self, id: &str, front: &str, sql: &str) {
        let text = format!(
            "/*---\nid: {id}\ntitle: The hunt {id}\nkind: intrusion\nwhy: Because.\nfinds: It.\n\
             misses: Nothing.\nseverity: high\nconfidence: medium\naudience: regular\nattack: []\n\
             remedy: look\n{front}\n---*/\n{sql}\n"
        );
        self.files
            .insert(format!("hunts/topic/{id}/hunt.sql"), text);
    }

    pub(crate) fn source(&mut self, path: &str, kind: Kind) -> Given {
        let number = self.sources.len() as u32 + 1;
        let said_by = match kind {
            Kind::Accounting => SaidBy::AaaServer,
            Kind::Inventory => SaidBy::Organisation,
            _ => SaidBy::Device,
        };
        let mut coverage = Coverage::new(kind, said_by);
        coverage.complete = true;
        coverage.read = 100;
        self.sources.push((
            Source {
                number,
                path: path.to_owned(),
                sha256: String::new(),
                bytes: 0,
                kind,
                reader: "test".to_owned(),
                platform: None,
                device: None,
                collected: None,
                collected_first: None,
                collected_weak: false,
                said_by,
                state: State::Read,
                reason: None,
            },
            coverage,
        ));
        Given { number }
    }

    /// A whole configuration of an IOS XE device.
    pub(crate) fn configuration(&mut self, path: &str, hostname: &str, collected: &str) -> Given {
        let given = self.source(path, Kind::Configuration);
        let (source, coverage) = self.sources.last_mut().unwrap();
        source.platform = Some("cisco-ios-xe".to_owned());
        source.device = Some(hostname.to_owned());
        source.collected = Some(at(collected));
        coverage.collected = source.collected;
        self.push(
            given,
            1,
            tables::Device {
                platform: Some("cisco-ios-xe".to_owned()),
                ..Default::default()
            },
        );
        self.name(given, "hostname", hostname);
        given
    }

    /// Makes the last source one that is cut short.
    pub(crate) fn cut(&mut self) {
        let (source, coverage) = self.sources.last_mut().unwrap();
        coverage.complete = false;
        source.reason = Some("The last line is no end.".to_owned());
    }

    /// The same for a source of any number.
    pub(crate) fn cut_source(&mut self, number: u32) {
        let (source, coverage) = &mut self.sources[number as usize - 1];
        coverage.complete = false;
        source.reason = Some("The last line is no end.".to_owned());
    }

    pub(crate) fn name(&mut self, given: Given, kind: &str, name: &str) {
        self.push(
            given,
            1,
            tables::DeviceName {
                name_kind: kind.to_owned(),
                name: Some(name.to_owned()),
                ..Default::default()
            },
        );
    }

    pub(crate) fn address(&mut self, given: Given, kind: &str, address: &str, vrf: Option<&str>) {
        self.push(
            given,
            2,
            tables::DeviceName {
                name_kind: kind.to_owned(),
                address: Some(address.parse().unwrap()),
                vrf: vrf.map(str::to_owned),
                ..Default::default()
            },
        );
    }

    /// A row of the device that the source speaks of.
    pub(crate) fn push(&mut self, given: Given, line: u32, row: impl Into<Row>) {
        let (source, _) = &self.sources[given.number as usize - 1];
        let seen_as = source.device.clone().unwrap_or_default();
        self.push_as(given, line, &seen_as, row);
    }

    pub(crate) fn push_as(&mut self, given: Given, line: u32, seen_as: &str, row: impl Into<Row>) {
        let mut row = row.into();
        row.place(seen_as, Origin::new(given.number, line));
        self.rows.push(row);
    }

    pub(crate) fn line(&mut self, given: Given, line: u32, text: &str) {
        self.push(
            given,
            line,
            tables::ConfigLine {
                text: text.to_owned(),
                ..Default::default()
            },
        );
    }

    /// A log line; the source's span grows with it.
    pub(crate) fn log(&mut self, given: Given, line: u32, seen_as: &str, time: &str, text: &str) {
        self.saw(given, time);
        self.push_as(
            given,
            line,
            seen_as,
            tables::Log {
                time: Some(at(time)),
                time_error: Some(1.0),
                text: text.to_owned(),
                ..Default::default()
            },
        );
    }

    pub(crate) fn saw(&mut self, given: Given, time: &str) {
        let (_, coverage) = &mut self.sources[given.number as usize - 1];
        coverage.saw(at(time));
    }

    /// A log line every twelve hours of the days.
    pub(crate) fn daily_log(
        &mut self,
        given: Given,
        seen_as: &str,
        days: std::ops::RangeInclusive<u8>,
    ) {
        for day in days {
            for hour in [0, 12] {
                let time = format!("2025-08-{day:02}T{hour:02}:00:00Z");
                let line = u32::from(day) * 100 + hour;
                self.log(
                    given,
                    line,
                    seen_as,
                    &time,
                    &format!("{seen_as} line {line}"),
                );
            }
        }
    }

    /// Where its configuration sends its log.
    pub(crate) fn receiver(&mut self, given: Given, line: u32, address: &str) {
        self.push(
            given,
            line,
            tables::DeviceReceiver {
                kind: "syslog".to_owned(),
                address: Some(address.parse().unwrap()),
                ..Default::default()
            },
        );
    }

    /// A line of an inventory.
    pub(crate) fn listed(&mut self, given: Given, line: u32, name: &str, platform: Option<&str>) {
        self.push_as(
            given,
            line,
            name,
            tables::DeviceName {
                name_kind: "inventory-name".to_owned(),
                name: Some(name.to_owned()),
                ..Default::default()
            },
        );
        self.push_as(
            given,
            line,
            name,
            tables::Device {
                platform: platform.map(str::to_owned),
                ..Default::default()
            },
        );
    }

    /// An accounting record.
    pub(crate) fn command(
        &mut self,
        given: Given,
        line: u32,
        seen_as: &str,
        time: &str,
        account: &str,
        command: &str,
    ) {
        self.saw(given, time);
        self.push_as(
            given,
            line,
            seen_as,
            tables::Command {
                time: Some(at(time)),
                time_error: Some(0.5),
                account: Some(account.to_owned()),
                channel: "command-accounting".to_owned(),
                command: command.to_owned(),
                topic: Some(command.replace(' ', "-")),
                ..Default::default()
            },
        );
    }

    /// A hunt for AAA servers that are not listed, and devices that all but one ask the same one.
    pub(crate) fn servers(&mut self, devices: usize, odd: usize) {
        self.hunt(
            "server-not-listed",
            "key: [server]\nsees: [{channels: [configuration], tables: [device_aaa_server]}]\n\
             approved: {list: aaa_servers, value: server}",
            "SELECT device, address_text(address) AS server, address_text(address) AS peer, origin,
                    concat('Asks the server ', address_text(address)) AS says
             FROM device_aaa_server WHERE listed('aaa_servers', address) IS DISTINCT FROM TRUE",
        );
        for n in 0..devices {
            let name = format!("edge-{n:02}");
            let given = self.configuration(&format!("{name}.cfg"), &name, "2025-08-09T00:00:00Z");
            let address = if n == odd {
                "203.0.113.9"
            } else {
                "192.0.2.49"
            };
            self.line(given, 4, &format!("tacacs-server host {address}"));
            self.push(
                given,
                4,
                tables::DeviceAaaServer {
                    protocol: "tacacs".to_owned(),
                    address: Some(address.parse().unwrap()),
                    ..Default::default()
                },
            );
        }
    }

    /// An address on an approved list.
    pub(crate) fn approve(&mut self, list: &str, address: &str) {
        self.lists.insert(list.to_owned());
        self.approved.push(Approval {
            list: list.to_owned(),
            value: address.to_owned(),
            network: Some((address.parse().unwrap(), 128)),
            ..Approval::default()
        });
    }

    /// Findings and answers of some devices alone.
    pub(crate) fn ask_of(&self, devices: &[&str]) -> String {
        let estate = self.estate();
        let content = self.content();
        let hunts: Vec<&str> = content.hunts.keys().map(String::as_str).collect();
        let mut asked = estate.ask(&hunts, &mut |_| {}).unwrap();
        asked
            .findings
            .retain(|finding| devices.contains(&finding.subject.name.as_str()));
        asked
            .answers
            .retain(|answer| devices.contains(&answer.device.as_str()));
        render(&asked)
    }

    /// The same through a store on disk.
    pub(crate) fn ask_stored(&self, folder: &Path) -> String {
        let content = self.content();
        let mut store = Store::open(folder, &content.tables, None).unwrap();
        let mut batch = store.begin();
        for (source, coverage) in &self.sources {
            assert_eq!(batch.next_source(), source.number);
            let rows = self
                .rows
                .iter()
                .filter(|row| row.origin().source() == source.number);
            rows.for_each(|row| batch.push(row.clone()));
            let identity = Identity {
                path: source.path.clone(),
                size: 1,
                modified: Some(Moment(0)),
                inode: None,
            };
            batch
                .finish_source(source.clone(), coverage.clone(), identity)
                .unwrap();
        }
        batch.commit().unwrap();
        let estate = Estate::open(&store, self.question(&content)).unwrap();
        let hunts: Vec<&str> = content.hunts.keys().map(String::as_str).collect();
        render(&estate.ask(&hunts, &mut |_| {}).unwrap())
    }

    pub(crate) fn content(&self) -> Content {
        let (content, problems) = Content::parse(self.files.clone());
        assert!(problems.is_empty(), "{problems:#?}");
        content
    }

    pub(crate) fn question<'c>(&self, content: &'c Content) -> Question<'c> {
        Question {
            indicators: Vec::new(),
            content,
            approved: self.approved.clone(),
            lists: self.lists.clone(),
            live: self
                .sources
                .iter()
                .map(|(source, _)| source.number)
                .collect(),
            from: self.from,
            as_of: self.as_of,
            device: self.device.clone(),
            max_evidence_age: 30.0 * 86_400.0,
            max_gap: 25.0 * 3_600.0,
            memory: self.memory,
            threads: self.threads,
        }
    }

    pub(crate) fn estate(&self) -> Estate {
        let content = self.content();
        let question = self.question(&content);
        Estate::of_rows(self.sources.clone(), &self.rows, question).unwrap()
    }

    /// Every finding and answer of every hunt, as text.
    pub(crate) fn ask(&self) -> String {
        let estate = self.estate();
        let content = self.content();
        let hunts: Vec<&str> = content.hunts.keys().map(String::as_str).collect();
        render(&estate.ask(&hunts, &mut |_| {}).unwrap())
    }
}

fn instant(moment: Option<Moment>) -> String {
    moment.map_or_else(
        || "-".to_owned(),
        |moment| {
            jiff::Timestamp::from_microsecond(moment.0)
                .unwrap()
                .to_string()
        },
    )
}

/// A table as lines, cells apart by bars.
pub(crate) fn table(table: &Table) -> String {
    let mut text = table.columns.join(" | ");
    for row in &table.rows {
        let cells: Vec<&str> = row
            .iter()
            .map(|cell| cell.as_deref().unwrap_or("NULL"))
            .collect();
        text.push('\n');
        text.push_str(&cells.join(" | "));
    }
    text.push('\n');
    text
}

pub(crate) fn render(asked: &Asked) -> String {
    let mut text = String::new();
    for finding in &asked.findings {
        let _ = writeln!(
            text,
            "{} {} {}/{} {}: {}",
            finding.hunt,
            finding.subject.name,
            finding.severity.as_str(),
            finding.confidence.as_str(),
            if finding.device_says_only {
                "(device only)"
            } else {
                ""
            },
            finding.says
        );
        if finding.first_seen.is_some() {
            let _ = writeln!(
                text,
                "    {} to {}",
                instant(finding.first_seen),
                instant(finding.last_seen)
            );
        }
        for line in &finding.evidence {
            let place = line.origin.place();
            let _ = writeln!(text, "    {}:{place} {}", line.path, line.text);
        }
        if finding.evidence_total > finding.evidence.len() as u64 {
            let _ = writeln!(text, "    {} lines in all", finding.evidence_total);
        }
        for by in &finding.lowered_by {
            let _ = writeln!(text, "    lowered by {by}");
        }
    }
    for answer in &asked.answers {
        let _ = writeln!(
            text,
            "{} {}: {}{} {}",
            answer.hunt,
            answer.device,
            answer.verdict.as_str(),
            answer
                .cause
                .map(|cause| format!(" ({})", cause.as_str()))
                .unwrap_or_default(),
            answer.reason
        );
        if let Some(channel) = &answer.channel {
            let _ = writeln!(text, "    through {channel}");
        }
        if let Some(remedy) = &answer.remedy {
            let _ = writeln!(text, "    {remedy}");
        }
    }
    text
}
