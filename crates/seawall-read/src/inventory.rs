//! Lists of devices: exports of NetBox and Nautobot, and any table with a line of headings.
//!
//! Headings are known by what they mean, never by their place: these tools let every user choose
//! columns, and name them differently on screen, in exports and between versions. Commas,
//! semicolons and tabs separate, quotes join.
//!
//! What it leaves out: columns no table takes (rack, tenant, status), and files without a heading
//! that names the device.

use std::sync::Arc;

use seawall_device::{Platforms, redact};
use seawall_model::{
    Address, Coverage, Head, Input, Kind, Origin, Reader, Rows, SaidBy, Sure, tables,
};

use crate::syslog::finish;

/// Makes the reader.
pub(crate) fn inventory(_: &Arc<Platforms>) -> Box<dyn Reader> {
    Box::new(Inventory)
}

/// A quoted field may go on over so many lines; a stray quote must not swallow the file.
const LINES_A_RECORD: usize = 50;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Address,
    Platform,
    Version,
    Role,
    Site,
    /// A place inside a site; used where no site is given.
    Location,
    Serial,
    Model,
    Manufacturer,
}

/// Headings, lower-case letters and digits only.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Name,
        &[
            "name",
            "device",
            "devicename",
            "hostname",
            "host",
            "sysname",
            "node",
            "nodename",
            "displayname",
            "systemname",
            "equipment",
        ],
    ),
    (
        Column::Address,
        &[
            "ipaddress",
            "ip",
            "address",
            "primaryip",
            "primaryip4",
            "primaryip6",
            "primaryipv4",
            "primaryipv6",
            "primaryipaddress",
            "primaryip4address",
            "primaryip6address",
            "ipv4address",
            "ipv6address",
            "managementip4",
            "managementip6",
            "managementip",
            "managementaddress",
            "managementipaddress",
            "mgmtip",
            "mgmtaddress",
            "mgmtipaddress",
            "mgmtipv4",
            "oobip",
            "loopback",
            "loopbackip",
            "deviceip",
        ],
    ),
    (
        Column::Platform,
        &[
            "platform",
            "platformname",
            "platformslug",
            "os",
            "osname",
            "ostype",
            "operatingsystem",
            "networkos",
            "nos",
            "softwareplatform",
            "family",
        ],
    ),
    (
        Column::Version,
        &[
            "version",
            "softwareversion",
            "osversion",
            "swversion",
            "firmware",
            "firmwareversion",
            "release",
            "softwarerelease",
            "softwareversionversion",
            "software",
        ],
    ),
    (
        Column::Role,
        &[
            "role",
            "devicerole",
            "rolename",
            "devicerolename",
            "function",
        ],
    ),
    (Column::Site, &["site", "sitename", "siteslug"]),
    (Column::Location, &["location", "locationname", "building"]),
    (
        Column::Serial,
        &["serial", "serialnumber", "serialno", "sn", "chassisserial"],
    ),
    (
        Column::Model,
        &[
            "model",
            "type",
            "devicetype",
            "devicetypemodel",
            "hardware",
            "hardwaremodel",
            "productid",
            "pid",
            "chassis",
        ],
    ),
    (
        Column::Manufacturer,
        &["manufacturer", "devicetypemanufacturer", "vendor", "make"],
    ),
];

/// The columns of a heading line.
struct Layout {
    delimiter: u8,
    /// Whether the column with the names is headed `device` or so, not just `name`.
    names_devices: bool,
    columns: Vec<Option<Column>>,
}

impl Layout {
    /// The layout of a heading line, if it names a device and something about it.
    fn of(heading: &str) -> Option<Self> {
        let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|delimiter| {
            // The last of equals would win; there are no equals where a heading has fields.
            heading.bytes().filter(|byte| byte == delimiter).count()
        })?;
        let fields = split(heading, delimiter);
        let mut columns: Vec<Option<Column>> = Vec::with_capacity(fields.len());
        for field in &fields {
            let column = column(field);
            // Of two columns with one meaning the first counts, but a device has many addresses.
            let again = column != Some(Column::Address) && columns.contains(&column);
            columns.push(column.filter(|_| !again));
        }
        let named = fields.len() >= 2 && columns.contains(&Some(Column::Name));
        let names_devices = fields.iter().zip(&columns).any(|(field, column)| {
            *column == Some(Column::Name)
                && !["name", "node", "displayname", "display name"]
                    .iter()
                    .any(|plain| field.eq_ignore_ascii_case(plain))
        });
        named.then_some(Self {
            delimiter,
            names_devices,
            columns,
        })
    }

    /// Distinct things it tells beside the name.
    fn tells(&self) -> usize {
        HEADINGS
            .iter()
            .filter(|(column, _)| *column != Column::Name && self.columns.contains(&Some(*column)))
            .count()
    }

    /// Signs that its rows are devices and not companies or packages.
    fn signs(&self, rows: &[Vec<String>]) -> usize {
        let known = self.has(Column::Platform)
            || self.has(Column::Model) && self.has(Column::Manufacturer)
            || self.names_devices;
        let addresses = self
            .columns
            .iter()
            .zip(0..)
            .filter(|(column, _)| **column == Some(Column::Address))
            .any(|(_, at): (_, usize)| {
                let values = rows.iter().filter_map(|fields| value(fields.get(at)?));
                let (mut all, mut good) = (0, 0);
                for field in values {
                    all += 1;
                    good += usize::from(address(field).is_some());
                }
                good * 2 > all
            });
        [
            self.names_devices,
            self.has(Column::Platform),
            self.has(Column::Version) && known,
            self.has(Column::Serial) && known,
            addresses,
        ]
        .into_iter()
        .filter(|sign| *sign)
        .count()
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }
}

/// What a heading means: on screen (`IP Address`), in exports (`primary_ip4__host`), in custom
/// fields (`cf_software_version`).
fn column(heading: &str) -> Option<Column> {
    // A related object's own column comes last: `platform__name` is the platform.
    const TAILS: [&str; 8] = [
        "name", "host", "address", "slug", "display", "label", "value", "model",
    ];
    let lower = heading.to_lowercase();
    let mut words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 1 && matches!(words.first(), Some(&"cf")) {
        words.remove(0);
    }
    let known = |words: &[&str]| {
        let plain = words.concat();
        HEADINGS
            .iter()
            .find(|(_, names)| names.contains(&plain.as_str()))
            .map(|(column, _)| *column)
    };
    known(&words).or_else(|| {
        let (last, before) = words.split_last()?;
        TAILS.contains(last).then(|| known(before)).flatten()
    })
}

/// The fields of one record (RFC 4180).
pub(crate) fn split(record: &str, delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(record.as_bytes());
    match reader.records().next() {
        Some(Ok(fields)) => fields.iter().map(|field| field.trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}

struct Inventory;

impl Reader for Inventory {
    fn id(&self) -> &'static str {
        "inventory-csv"
    }

    fn recognises(&self, head: &Head<'_>) -> Sure {
        let mut lines = head.text.lines().filter(|line| is_content(line));
        let Some(layout) = lines.next().and_then(Layout::of) else {
            return Sure::No;
        };
        let rows: Vec<Vec<String>> = lines
            .take(50)
            .map(|line| split(line, layout.delimiter))
            .collect();
        let regular = rows
            .iter()
            .filter(|fields| fields.len() == layout.columns.len())
            .count();
        if regular * 2 < rows.len() {
            return Sure::No;
        }
        let signs = layout.signs(&rows);
        match (signs, layout.tells()) {
            (0, _) | (_, 0) => Sure::No,
            (2.., 2..) => Sure::Certain,
            (1, 2..) => Sure::Likely,
            _ => Sure::Perhaps,
        }
    }

    fn read(&self, input: &mut dyn Input, rows: &mut dyn Rows) -> Coverage {
        let mut coverage = Coverage::new(Kind::Inventory, SaidBy::Organisation);
        let secrets = input.secrets().clone();
        let source = input.origin(0).source();
        let mut layout: Option<Layout> = None;
        let mut unnamed: Vec<u32> = Vec::new();
        let (mut cut, mut unfinished) = (0, false);
        let mut record = String::new();
        let (mut first, mut lines) = (0, 0_u64);
        let mut take = |record: &str, first: u32, lines: u64, coverage: &mut Coverage| {
            let Some(known) = &layout else {
                layout = Layout::of(record);
                if layout.is_some() {
                    coverage.irrelevant += lines;
                } else {
                    for _ in 0..lines {
                        coverage.not_recognised(&redact::free_text(record, &secrets));
                    }
                }
                return;
            };
            let fields = split(record, known.delimiter);
            if push(known, &fields, Origin::new(source, first), rows) {
                coverage.read += lines;
            } else {
                unnamed.push(first);
                for _ in 0..lines {
                    coverage.not_supported(&redact::free_text(record, &secrets));
                }
            }
        };
        while let Some(line) = input.next_line() {
            cut += u64::from(line.cut);
            if record.is_empty() && !is_content(line.text) {
                coverage.irrelevant += 1;
                continue;
            }
            if record.is_empty() {
                first = line.number;
            } else {
                record.push('\n');
            }
            record.push_str(line.text);
            lines += 1;
            unfinished = input.still_being_written();
            let open = record.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
            if open && lines < LINES_A_RECORD as u64 {
                continue;
            }
            take(&record, first, lines, &mut coverage);
            record.clear();
            lines = 0;
        }
        if !record.is_empty() {
            take(&record, first, lines, &mut coverage);
        }
        // The last row of a list often has no line end; it is read all the same.
        let _ = unfinished;
        if let Some(first) = unnamed.first() {
            coverage.notes.push(format!(
                "Rows without a name: {} (the first is line {first}); they are no device here: name \
                 them in the list.",
                unnamed.len()
            ));
        }
        finish(input, &mut coverage, cut, false);
        coverage
    }
}

fn is_content(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}

/// A value, unless it is one of the ways to write none.
fn value(field: &str) -> Option<&str> {
    let none = [
        "-", "—", "–", "none", "null", "n/a", "unknown", "nan", "noobject",
    ]
    .iter()
    .any(|none| field.eq_ignore_ascii_case(none));
    (!field.is_empty() && !none).then_some(field)
}

/// Pushes one device; false if it has no name.
fn push(layout: &Layout, fields: &[String], origin: Origin, rows: &mut dyn Rows) -> bool {
    let of = |wanted: Column| {
        layout
            .columns
            .iter()
            .zip(fields)
            .find(|(column, _)| **column == Some(wanted))
            .and_then(|(_, field)| value(field))
    };
    let owned = |column| of(column).map(str::to_owned);
    let Some(name) = of(Column::Name) else {
        return false;
    };
    rows.push(
        tables::Device {
            seen_as: name.to_owned(),
            platform: owned(Column::Platform),
            version: owned(Column::Version),
            model: owned(Column::Model),
            serial: owned(Column::Serial),
            image: None,
            role: owned(Column::Role),
            site: owned(Column::Site).or_else(|| owned(Column::Location)),
            origin,
        }
        .into(),
    );
    let device_name =
        |name_kind: &str, name: Option<&str>, address: Option<Address>| tables::DeviceName {
            seen_as: of(Column::Name).unwrap_or_default().to_owned(),
            name_kind: name_kind.to_owned(),
            name: name.map(str::to_owned),
            address,
            vrf: None,
            origin,
        };
    rows.push(device_name("inventory-name", Some(name), None).into());
    for (_, field) in layout
        .columns
        .iter()
        .zip(fields)
        .filter(|(column, _)| **column == Some(Column::Address))
    {
        if let Some(address) = value(field).and_then(address) {
            rows.push(device_name("management-address", None, Some(address)).into());
        }
    }
    if let Some(serial) = of(Column::Serial) {
        rows.push(device_name("serial", Some(serial), None).into());
    }
    true
}

/// An address, without the prefix length these lists give it and the name they add in brackets.
fn address(field: &str) -> Option<Address> {
    let word = field.split([' ', '(']).next()?;
    Address::parse(word.split('/').next()?)
}
