//! Reports of Cisco ISE exported as CSV: TACACS+ accounting, authorisation and authentication,
//! RADIUS authentication.
//!
//! Columns are known by what they mean, never by their place, because every user chooses them and
//! versions name them differently; what stands above the heading (the report's name and filters)
//! is known and carries nothing but that name. What a row is, its own columns say; else the
//! report's name or the file's.
//!
//! What it leaves out: columns no table takes, refused commands (kept as text), summaries.

use std::sync::Arc;

use seawall_device::{Platforms, command, redact};
use seawall_model::{
    Coverage, Head, Input, Kind, Origin, Reader, Rows, SaidBy, SecretKey, Sure, tables,
};

use super::ise_message;
use super::radius::Access;
use super::{Event, Open, RETURN};
use crate::inventory::split;
use crate::syslog::{address_or_name, device_of, finish, replaced};
use crate::time::{Clock, Glimpse, Instant, Mark, stamp};

/// Lines above the heading.
const ABOVE: usize = 20;
/// Lines one record may take; a stray quote must not swallow the file.
const LINES_A_RECORD: u64 = 50;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Time,
    Account,
    Command,
    Device,
    DeviceAddress,
    From,
    Terminal,
    Privilege,
    Status,
    Type,
    Flags,
    Task,
    Service,
    PortType,
}

/// Headings, lower-case letters and digits only. Those of ISE alone are marked.
const HEADINGS: &[(Column, bool, &[&str])] = &[
    (
        Column::Time,
        true,
        &["loggedtime", "loggedat", "generatedtime", "receivedtime"],
    ),
    (
        Column::Time,
        false,
        &["timestamp", "time", "date", "timestamptimezone", "acctime"],
    ),
    (
        Column::Account,
        false,
        &[
            "username",
            "user",
            "identity",
            "useridentity",
            "administrator",
        ],
    ),
    (
        Column::Command,
        true,
        &["cmdset", "commandset", "commandfromdevice", "commandargs"],
    ),
    (Column::Command, false, &["command", "commands"]),
    (
        Column::Device,
        false,
        &[
            "networkdevice",
            "networkdevicename",
            "devicename",
            "device",
            "nasname",
        ],
    ),
    (
        Column::DeviceAddress,
        false,
        &[
            "networkdeviceip",
            "networkdeviceipaddress",
            "deviceip",
            "deviceipaddress",
            "nasipaddress",
            "nasipv4address",
            "ipaddress",
        ],
    ),
    (
        Column::From,
        false,
        &[
            "remoteaddress",
            "callingstationid",
            "endpointid",
            "remoteip",
            "remoteipaddress",
            "sourceip",
        ],
    ),
    (
        Column::Terminal,
        false,
        &["port", "nasportid", "deviceport"],
    ),
    (Column::Privilege, false, &["privilegelevel", "privilege"]),
    (Column::Status, false, &["status", "result", "passedfailed"]),
    (Column::Type, false, &["type", "requesttype", "reporttype"]),
    (
        Column::Flags,
        true,
        &[
            "acctrequestflags",
            "accountingrequestflags",
            "accountstatus",
            "accountingstatus",
            "acctstatustype",
            "accountingtype",
        ],
    ),
    (Column::Task, false, &["taskid"]),
    (Column::Service, false, &["servicetype"]),
    (Column::PortType, false, &["nasporttype"]),
];

/// Headings that only ISE writes and no table takes.
const SIGNS: &[&str] = &[
    "isenode",
    "iseserver",
    "matchedcommandset",
    "shellprofile",
    "authenticationpolicy",
    "authorizationpolicy",
    "authorizationpolicymatchedrule",
    "selectedauthorizationprofiles",
    "authorizationprofiles",
    "failurereason",
    "networkdevicegroups",
    "posturestatus",
    "identitygroup",
    "identitystore",
];

struct Layout {
    delimiter: u8,
    columns: Vec<Option<Column>>,
    signs: usize,
}

fn plain(heading: &str) -> String {
    heading
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

impl Layout {
    fn of(heading: &str) -> Option<Self> {
        let heading = heading.trim_start_matches('\u{feff}');
        let delimiter = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|delimiter| heading.bytes().filter(|byte| byte == delimiter).count())?;
        let mut signs = 0;
        let mut columns: Vec<Option<Column>> = Vec::new();
        for field in split(heading, delimiter) {
            let name = plain(&field);
            let known = HEADINGS
                .iter()
                .find(|(_, _, names)| names.contains(&name.as_str()));
            signs += usize::from(SIGNS.contains(&name.as_str()));
            signs += usize::from(known.is_some_and(|(_, own, _)| *own));
            let column = known.map(|(column, ..)| *column);
            columns.push(column.filter(|_| !columns.contains(&column)));
        }
        let has = |column| columns.contains(&Some(column));
        let tells = has(Column::Time)
            && has(Column::Account)
            && (has(Column::Device) || has(Column::DeviceAddress))
            && (has(Column::Command) || has(Column::Status) || has(Column::Flags));
        tells.then_some(Self {
            delimiter,
            columns,
            signs,
        })
    }

    fn get<'f>(&self, fields: &'f [String], wanted: Column) -> Option<&'f str> {
        self.columns
            .iter()
            .zip(fields)
            .find(|(column, _)| **column == Some(wanted))
            .map(|(_, field)| field.trim())
            .filter(|field| !matches!(*field, "" | "-" | "null" | "N/A" | "Not available"))
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }
}

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Report {
    Accounting,
    Authorization,
    Authentication,
}

/// The report that a text names, if it names one.
fn named(text: &str) -> Option<Report> {
    let lower = text.to_ascii_lowercase();
    if lower.contains("accounting") {
        Some(Report::Accounting)
    } else if lower.contains("authori") {
        Some(Report::Authorization)
    } else if lower.contains("authentication") {
        Some(Report::Authentication)
    } else {
        None
    }
}

/// Makes the reader.
pub(crate) fn ise_report(platforms: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(IseReport {
        platforms: Arc::clone(platforms),
    })
}

struct IseReport {
    platforms: Arc<Platforms>,
}

impl Reader for IseReport {
    fn id(&self) -> &'static str {
        "cisco-ise-report"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let mut lines = head.text.lines().filter(|line| !line.trim().is_empty());
        let Some(layout) = lines.by_ref().take(ABOVE).find_map(Layout::of) else {
            return Sure::No;
        };
        let ends = lines.next().is_none_or(|line| {
            split(line, layout.delimiter).len() == layout.columns.len() || line.contains('"')
        });
        let lower = head.file_name().to_ascii_lowercase();
        let called = ["tacacs", "radius", "ise_", "ise-"]
            .iter()
            .any(|word| lower.contains(word));
        match (layout.signs + usize::from(called), ends) {
            (0, _) | (_, false) => Sure::No,
            (1, _) => Sure::Likely,
            (2.., _) => Sure::Certain,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let path = input.path().to_owned();
        let mut reading = Reading {
            platforms: &self.platforms,
            secrets: input.secrets().clone(),
            clock: Clock::new(input, |_: &str| None::<Glimpse>),
            source: input.origin(0).source(),
            file: device_of(&path).to_owned(),
            report: named(path.rsplit('/').next().unwrap_or(&path)),
            layout: None,
            above: 0,
            timeless: 0,
            open: Open::default(),
            coverage: Coverage::new(Kind::Accounting, SaidBy::AaaServer),
            rows,
        };
        let mut cut = 0;
        let mut record = String::new();
        let (mut first, mut lines) = (0, 0_u64);
        while let Some(line) = input.next_line() {
            cut += u64::from(line.cut);
            if record.is_empty() && line.text.trim().is_empty() {
                reading.coverage.irrelevant += 1;
                continue;
            }
            if lines == 0 {
                first = line.number;
            } else {
                record.push('\n');
            }
            record.push_str(line.text);
            lines += 1;
            let open = record.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
            if open && lines < LINES_A_RECORD {
                continue;
            }
            reading.record(&record, first, lines);
            record.clear();
            lines = 0;
        }
        if lines > 0 {
            reading.record(&record, first, lines);
        }
        let mut coverage = reading.coverage;
        reading.clock.tell(&mut coverage);
        if reading.timeless > 0 {
            coverage.notes.push(format!(
                "{} rows are without a time that can be read: export the report with times like \
                 2026-03-03 10:11:12.123.",
                reading.timeless
            ));
        }
        finish(input, &mut coverage, cut, false);
        coverage
    }
}

struct Reading<'a> {
    platforms: &'a Platforms,
    secrets: SecretKey,
    clock: Clock,
    source: u32,
    file: String,
    report: Option<Report>,
    layout: Option<Layout>,
    above: usize,
    timeless: u64,
    open: Open,
    coverage: Coverage,
    rows: &'a mut dyn Rows,
}

/// One row of the report.
struct Row<'f> {
    account: Option<&'f str>,
    device: &'f str,
    terminal: Option<&'f str>,
    from: Option<&'f str>,
    instant: Option<Instant>,
    origin: Origin,
}

impl Reading<'_> {
    fn record(&mut self, record: &str, line: u32, lines: u64) {
        let Some(layout) = self.layout.take() else {
            self.layout = Layout::of(record);
            let heading = self.layout.is_some() || self.above < ABOVE;
            self.above += 1;
            if self.layout.is_none() {
                self.report = named(record).or(self.report);
            }
            // What stands above the rows is nobody's act: the file must not become a device by it.
            if heading {
                self.coverage.irrelevant += lines;
                return;
            }
            let text = redact::free_text(record, &self.secrets);
            for _ in 0..lines {
                self.coverage.not_recognised(&text);
            }
            let file = self.file.clone();
            self.log(&file, None, text, line);
            return;
        };
        let fields = split(record, layout.delimiter);
        self.row(&layout, &fields, record, line, lines);
        self.layout = Some(layout);
    }

    fn row(&mut self, layout: &Layout, fields: &[String], record: &str, line: u32, lines: u64) {
        let get = |column| layout.get(fields, column);
        let time = get(Column::Time);
        let instant = time
            .and_then(|time| stamp(time.as_bytes()))
            .and_then(|(stamp, _)| self.clock.instant(Some((stamp, Mark::Synchronised)), None));
        match instant {
            Some(instant) => self.coverage.saw(instant.time),
            None => self.timeless += 1,
        }
        let device = get(Column::DeviceAddress)
            .or(get(Column::Device))
            .unwrap_or(&self.file)
            .to_owned();
        let row = Row {
            account: get(Column::Account),
            device: &device,
            terminal: get(Column::Terminal),
            from: get(Column::From),
            instant,
            origin: Origin::new(self.source, line),
        };
        let written = get(Column::Command).unwrap_or_default();
        let typed = if written.contains("CmdAV=") || written.starts_with('[') {
            ise_message::command(written)
        } else {
            written.to_owned()
        };
        let typed = typed.trim();
        let typed = typed.strip_suffix(RETURN).unwrap_or(typed).trim_end();
        let text = match record.find(written) {
            Some(at) if !written.is_empty() => {
                let kept = command::read(self.platforms, None, typed, &self.secrets).command;
                let part = record.get(at..at + written.len()).unwrap_or_default();
                replaced(record, part, &kept, &self.secrets)
            }
            _ => redact::free_text(record, &self.secrets),
        };
        let report = get(Column::Type)
            .and_then(named)
            .or(self.report)
            .unwrap_or_else(|| {
                if layout.has(Column::Flags) {
                    Report::Accounting
                } else if layout.has(Column::Command) {
                    Report::Authorization
                } else {
                    Report::Authentication
                }
            });
        let status = get(Column::Status).map(str::to_ascii_lowercase);
        let failed = status
            .as_deref()
            .is_some_and(|status| status.starts_with("fail") || status.contains("deni"));
        let flags = get(Column::Flags).unwrap_or_default();
        let event = if flags.eq_ignore_ascii_case("start") {
            Event::Start
        } else if flags.eq_ignore_ascii_case("stop") {
            Event::Stop
        } else {
            Event::Update
        };
        let access = Access {
            service: get(Column::Service),
            port: get(Column::PortType),
            calling: row.from,
            ..Access::default()
        };
        let about = access.is_administration();
        let outcome = match (report, event) {
            _ if !about || fields.len() < 2 => None,
            (Report::Accounting, Event::Start) => Some(("command-accounting", "success")),
            (Report::Accounting, Event::Stop) => Some(("command-accounting", "logout")),
            (Report::Authentication, _) if failed => Some(("aaa-authentication", "failure")),
            (Report::Authentication, _) if status.is_some() => {
                Some(("aaa-authentication", "success"))
            }
            _ => None,
        };
        let privilege = get(Column::Privilege).and_then(|level| level.parse().ok());
        let task = get(Column::Task);
        if !typed.is_empty() && report == Report::Accounting {
            let who = (
                row.device,
                row.account.unwrap_or_default(),
                row.terminal.unwrap_or_default(),
            );
            if self.open.is_new(event, task, who, typed) {
                self.command(&row, "command-accounting", typed, privilege, task);
            }
            self.coverage.read += lines;
        } else if !typed.is_empty() && report == Report::Authorization && !failed {
            self.command(&row, "command-authorization", typed, privilege, task);
            self.coverage.read += lines;
        } else if let (Some((channel, outcome)), true) = (outcome, typed.is_empty()) {
            self.login(&row, channel, outcome, task);
            self.coverage.read += lines;
        } else if about {
            for _ in 0..lines {
                self.coverage.not_supported(&text);
            }
        } else {
            self.coverage.irrelevant += lines;
        }
        self.log(&device, instant, text, line);
    }

    fn command(
        &mut self,
        row: &Row<'_>,
        channel: &str,
        typed: &str,
        privilege: Option<i64>,
        task: Option<&str>,
    ) {
        let typed = command::read(self.platforms, None, typed, &self.secrets);
        let (from_address, from_name) = address_or_name(row.from);
        self.rows.push(
            tables::Command {
                seen_as: row.device.to_owned(),
                time: row.instant.map(|instant| instant.time),
                time_error: row.instant.map(|instant| instant.error),
                account: row.account.map(str::to_owned),
                from_address,
                from_name,
                terminal: row.terminal.map(str::to_owned),
                channel: channel.to_owned(),
                privilege,
                command: typed.command,
                topic: typed.topic,
                object: typed.object,
                address: typed.address,
                target: typed.target,
                secret: typed.secret,
                negated: typed.negated,
                sequence: task.and_then(|task| task.parse().ok()),
                origin: row.origin,
            }
            .into(),
        );
    }

    fn login(&mut self, row: &Row<'_>, channel: &str, outcome: &str, task: Option<&str>) {
        let (from_address, from_name) = address_or_name(row.from);
        self.rows.push(
            tables::Login {
                seen_as: row.device.to_owned(),
                time: row.instant.map(|instant| instant.time),
                time_error: row.instant.map(|instant| instant.error),
                account: row.account.map(str::to_owned),
                from_address,
                from_name,
                terminal: row.terminal.map(str::to_owned),
                channel: channel.to_owned(),
                outcome: outcome.to_owned(),
                session: task.map(str::to_owned),
                origin: row.origin,
                ..tables::Login::default()
            }
            .into(),
        );
    }

    fn log(&mut self, seen_as: &str, instant: Option<Instant>, text: String, line: u32) {
        self.rows.push(
            tables::Log {
                seen_as: seen_as.to_owned(),
                time: instant.map(|instant| instant.time),
                time_error: instant.map(|instant| instant.error),
                text,
                origin: Origin::new(self.source, line),
                ..tables::Log::default()
            }
            .into(),
        );
    }
}
