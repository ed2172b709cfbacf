//! The systemd journal as `journalctl -o json` (also `json-pretty`, `json-sse`, `json-seq`) and
//! `-o export` write it (systemd's "Journal Export Formats").
//!
//! Every record becomes a `log` row, whose text is what `journalctl` shows of it (host, program,
//! message) and whose place is the line that holds the message. Fields that start with an
//! underscore are the journal's own word; the message is whatever the program was told.
//!
//! What it leaves out: all other fields, binary fields of the export format (their lines are
//! counted; the message of such a record is missing), gatewayd.

use std::sync::Arc;

use seawall_device::{Platforms, redact};
use seawall_model::{
    Coverage, Head, Input, Kind, Moment, Origin, Reader, Rows, SaidBy, Sure, tables,
};

use super::{Memory, Place, Program, Understood};
use crate::syslog::{device_of, finish};
use crate::time::Instant;

/// Lines one record may take; a brace that is never closed must not swallow the file.
const LINES_A_RECORD: usize = 400;
/// Bytes of one record that are kept.
const BYTES_A_RECORD: usize = 4 * 1024 * 1024;
/// The journal counts microseconds.
const ERROR: f64 = 0.000_000_5;

/// Makes the reader.
pub(crate) fn journal(platforms: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(Journal {
        platforms: Arc::clone(platforms),
    })
}

struct Journal {
    platforms: Arc<Platforms>,
}

/// What a record holds, of what is needed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Record {
    time: Option<i64>,
    source_time: Option<i64>,
    host: Option<String>,
    program: Option<String>,
    process: Option<String>,
    own_process: Option<String>,
    message: Option<String>,
    priority: Option<i64>,
    /// The name of the process that wrote it, and whose it was: the journal's own word.
    writer: Option<String>,
    user: Option<String>,
    /// The line of the message, else the record's first.
    line: u32,
}

impl Record {
    fn set(&mut self, name: &str, value: &str, line: u32) {
        let text = || Some(value.to_owned());
        match name {
            "__REALTIME_TIMESTAMP" => self.time = value.parse().ok(),
            "_SOURCE_REALTIME_TIMESTAMP" => self.source_time = value.parse().ok(),
            "_HOSTNAME" => self.host = text(),
            "SYSLOG_IDENTIFIER" => self.program = text(),
            "SYSLOG_PID" => self.process = text(),
            "_PID" => self.own_process = text(),
            "_COMM" => self.writer = text(),
            "_UID" => self.user = text(),
            "PRIORITY" => self.priority = value.parse().ok(),
            "MESSAGE" => {
                self.message = text();
                self.line = line;
            }
            _ => {}
        }
    }

    /// Whether it is a record of the journal at all.
    fn is_some(&self) -> bool {
        self.time.is_some()
    }

    /// Whether the journal contradicts the program's name: anybody may call himself sshd.
    fn is_feigned(&self, program: &Program<'_>) -> bool {
        let family = program.name.split('-').next().unwrap_or_default();
        let other = self
            .writer
            .as_deref()
            .is_some_and(|writer| !writer.starts_with(family));
        // The process that lets somebody in is root's; the one that says goodbye is not.
        let lets_in =
            program.message.starts_with("Accepted ") || program.message.starts_with("pam_");
        let not_root = self.user.as_deref().is_some_and(|user| user != "0");
        other || (family == "sshd" && lets_in && not_root)
    }

    /// A record of one JSON object.
    fn of_json(text: &str, line: u32) -> Option<Self> {
        let serde_json::Value::Object(fields) = serde_json::from_str(text).ok()? else {
            return None;
        };
        let mut record = Self {
            line,
            ..Self::default()
        };
        for (name, value) in &fields {
            match value {
                serde_json::Value::String(value) => record.set(name, value, line),
                serde_json::Value::Number(value) => record.set(name, &value.to_string(), line),
                // A field given several times, or bytes that are no UTF-8.
                serde_json::Value::Array(values) => {
                    if let Some(text) = values.first().and_then(serde_json::Value::as_str) {
                        record.set(name, text, line);
                    } else {
                        let bytes: Vec<u8> = values
                            .iter()
                            .filter_map(|value| u8::try_from(value.as_u64()?).ok())
                            .collect();
                        record.set(name, &String::from_utf8_lossy(&bytes), line);
                    }
                }
                _ => {}
            }
        }
        record.is_some().then_some(record)
    }
}

/// The form a file is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Export,
}

fn form(text: &str) -> Option<Form> {
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    if bare_json(first).starts_with('{') && text.contains("\"__REALTIME_TIMESTAMP\"") {
        Some(Form::Json)
    } else if is_field(first)
        && text
            .lines()
            .any(|line| line.starts_with("__REALTIME_TIMESTAMP="))
    {
        Some(Form::Export)
    } else {
        None
    }
}

/// A line of `json-sse` or `json-seq` without what these put before it.
fn bare_json(line: &str) -> &str {
    let line = line.trim_start_matches(['\u{1e}', ' ']);
    line.strip_prefix("data: ").unwrap_or(line)
}

fn is_field(line: &str) -> bool {
    line.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
    })
}

impl Reader for Journal {
    fn id(&self) -> &'static str {
        "systemd-journal"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        match form(head.text) {
            Some(_) => Sure::Certain,
            None => Sure::No,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let path = input.path().to_owned();
        let mut reading = Reading {
            platforms: &self.platforms,
            secrets: input.secrets().clone(),
            source: input.origin(0).source(),
            file: device_of(&path),
            memory: Memory::default(),
            recent: None,
            rows,
            coverage: Coverage::new(Kind::Log, SaidBy::Organisation),
        };
        let mut object = String::new();
        let mut record = Record::default();
        let (mut first, mut lines) = (0_u32, 0_u64);
        let mut cut = 0;
        while let Some(line) = input.next_line() {
            cut += u64::from(line.cut);
            let text = line.text;
            if object.is_empty() && lines == 0 {
                first = line.number;
            }
            if text.trim().is_empty() {
                if lines > 0 && object.is_empty() {
                    reading.record(&std::mem::take(&mut record), first, lines);
                    lines = 0;
                }
                reading.coverage.irrelevant += 1;
                continue;
            }
            let json = bare_json(text);
            if object.is_empty() && is_field(text) {
                // A binary field spans lines nobody can tell apart: what follows is not its value.
                if let Some((name, value)) = text.split_once('=') {
                    record.line = if record.line == 0 {
                        line.number
                    } else {
                        record.line
                    };
                    record.set(name, value, line.number);
                }
                lines += 1;
                continue;
            }
            if object.is_empty() && !json.starts_with('{') {
                reading.strange(text, line.number);
                continue;
            }
            if lines > 0 && object.is_empty() {
                reading.record(&std::mem::take(&mut record), first, lines);
                lines = 0;
                first = line.number;
            }
            object.push_str(json);
            lines += 1;
            let whole = json.trim_end().ends_with('}');
            let too_long = lines as usize >= LINES_A_RECORD || object.len() > BYTES_A_RECORD;
            if !whole && !too_long {
                continue;
            }
            match Record::of_json(&object, first) {
                Some(record) => reading.record(&record, first, lines),
                None if lines == 1 || too_long => reading.strange_lines(&object, first, lines),
                // A brace inside a value of an object that goes on.
                None => continue,
            }
            object.clear();
            lines = 0;
        }
        if object.is_empty() {
            reading.record(&record, first, lines);
        } else {
            reading.strange_lines(&object, first, lines);
        }
        let mut coverage = reading.coverage;
        finish(input, &mut coverage, cut, false);
        coverage
    }
}

struct Reading<'a> {
    platforms: &'a Platforms,
    secrets: seawall_model::SecretKey,
    source: u32,
    file: &'a str,
    memory: Memory,
    /// The last host, for lines that belong to no record.
    recent: Option<String>,
    rows: &'a mut dyn Rows,
    coverage: Coverage,
}

impl Reading<'_> {
    fn strange(&mut self, text: &str, line: u32) {
        self.strange_lines(text, line, 1);
    }

    fn strange_lines(&mut self, text: &str, line: u32, lines: u64) {
        let text = redact::free_text(text, &self.secrets);
        for _ in 0..lines {
            self.coverage.not_recognised(&text);
        }
        let host = self.recent.as_deref().unwrap_or(self.file);
        self.rows.push(
            tables::Log {
                seen_as: host.to_owned(),
                text,
                origin: Origin::new(self.source, line),
                ..tables::Log::default()
            }
            .into(),
        );
    }

    fn record(&mut self, record: &Record, first: u32, lines: u64) {
        if lines == 0 {
            return;
        }
        if !record.is_some() {
            self.strange_lines(record.message.as_deref().unwrap_or_default(), first, lines);
            return;
        }
        let micros = record.source_time.or(record.time);
        let instant = micros.map(|micros| Instant {
            time: Moment(micros),
            error: ERROR,
        });
        if let Some(instant) = instant {
            self.coverage.saw(instant.time);
        }
        let host = record.host.as_deref().unwrap_or(self.file);
        if self.recent.as_deref() != Some(host) {
            self.recent = Some(host.to_owned());
        }
        let origin = Origin::new(self.source, record.line.max(1));
        let message = record.message.as_deref().unwrap_or_default();
        let process = record.process.as_deref().or(record.own_process.as_deref());
        let program = Program {
            name: record.program.as_deref().unwrap_or_default(),
            process,
            message,
        };
        let place = Place {
            host,
            instant,
            origin,
            conclude: !record.is_feigned(&program),
        };
        let (text, understood) = if program.is_known() {
            let heard = self
                .memory
                .read(self.platforms, &program, place, &self.secrets, self.rows);
            (heard.text, heard.understood)
        } else {
            let text = redact::free_text(message, &self.secrets);
            (text, Understood::Unsupported)
        };
        let mut shown = program.name.to_owned();
        if let Some(process) = process {
            shown.push_str(&format!("[{process}]"));
        }
        shown.push_str(": ");
        shown.push_str(&text);
        match understood {
            Understood::Read => self.coverage.read += lines,
            Understood::Irrelevant => self.coverage.irrelevant += lines,
            Understood::Unsupported => {
                self.coverage.not_supported(&shown);
                self.coverage.unsupported += lines - 1;
            }
        }
        self.rows.push(
            tables::Log {
                seen_as: host.to_owned(),
                time: instant.map(|instant| instant.time),
                time_error: instant.map(|instant| instant.error),
                severity: record.priority.filter(|level| (0..=7).contains(level)),
                text: format!("{host} {shown}"),
                origin,
                ..tables::Log::default()
            }
            .into(),
        );
    }
}
