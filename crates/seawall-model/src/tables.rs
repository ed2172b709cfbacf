//! One struct a table. Generated from `content/tables` by [`crate::generate`]; to change
//! it, change a declaration and run `just bless`.

use crate::{Address, Cells, Fingerprint, Moment, Origin};

/// Somebody typed a command, or a program did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Command {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// The best UTC instant, or not known.
    pub time: Option<Moment>,
    /// Half the width of the interval the instant lies in, in seconds.
    pub time_error: Option<f64>,
    /// Who.
    pub account: Option<String>,
    /// From where.
    pub from_address: Option<Address>,
    /// From where, if the record gives a name.
    pub from_name: Option<String>,
    /// vty0, tty1, console, and so on.
    pub terminal: Option<String>,
    /// The channel that told: command-accounting, command-authorization (an AAA server permitted it), config-logger, eem-catchall, accounting-log (what NX-OS keeps of itself), command-log and host-log (NX-OS, into its log: its own commands, and those of the Linux under it), archive-log (the device's own memory of configuration commands, which has no times), jump-host (typed on a jump host) or transcript (typed into a recorded terminal).
    pub channel: String,
    /// The level it ran at; NULL if the record does not say.
    pub privilege: Option<i64>,
    /// The command, secrets masked, without a trailing <cr>.
    pub command: String,
    /// The topic of the platform's template that matched; NULL if none did.
    pub topic: Option<String>,
    /// What the command names: an account, interface, list, file, capture, container.
    pub object: Option<String>,
    /// The address it names.
    pub address: Option<Address>,
    /// The URL, filter or rest it names, secrets masked.
    pub target: Option<String>,
    /// The secret it carried.
    pub secret: Option<Fingerprint>,
    /// Whether it began with no (or default).
    pub negated: bool,
    /// The record's own sequence or task number.
    pub sequence: Option<i64>,
    /// Where the row came from.
    pub origin: Origin,
}

impl Command {
    /// The table's name.
    pub const TABLE: &'static str = "command";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.moment(self.time);
        cells.seconds(self.time_error);
        cells.text(self.account.as_deref());
        cells.address(self.from_address);
        cells.text(self.from_name.as_deref());
        cells.text(self.terminal.as_deref());
        cells.text(Some(&self.channel));
        cells.integer(self.privilege);
        cells.text(Some(&self.command));
        cells.text(self.topic.as_deref());
        cells.text(self.object.as_deref());
        cells.address(self.address);
        cells.text(self.target.as_deref());
        cells.fingerprint(self.secret);
        cells.boolean(Some(self.negated));
        cells.integer(self.sequence);
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "account" => self.account = Some(text.to_owned()),
            "from_address" => match Address::parse(text) {
                Some(value) => self.from_address = Some(value),
                None => return false,
            },
            "from_name" => self.from_name = Some(text.to_owned()),
            "terminal" => self.terminal = Some(text.to_owned()),
            "channel" => text.clone_into(&mut self.channel),
            "privilege" => match text.parse::<i64>().ok() {
                Some(value) => self.privilege = Some(value),
                None => return false,
            },
            "command" => text.clone_into(&mut self.command),
            "topic" => self.topic = Some(text.to_owned()),
            "object" => self.object = Some(text.to_owned()),
            "address" => match Address::parse(text) {
                Some(value) => self.address = Some(value),
                None => return false,
            },
            "target" => self.target = Some(text.to_owned()),
            "negated" => match text.parse::<bool>().ok() {
                Some(value) => self.negated = value,
                None => return false,
            },
            "sequence" => match text.parse::<i64>().ok() {
                Some(value) => self.sequence = Some(value),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// Sets the table's secret column.
    pub fn set_secret(&mut self, secret: Fingerprint) {
        self.secret = Some(secret);
    }
}

impl From<Command> for Row {
    fn from(row: Command) -> Self {
        Self::Command(row)
    }
}

/// A configuration was changed: by a log line, or by the header of the configuration itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfigChange {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// The best UTC instant, or not known.
    pub time: Option<Moment>,
    /// Half the width of the interval the instant lies in, in seconds.
    pub time_error: Option<f64>,
    /// Who, if it says.
    pub account: Option<String>,
    /// From where, if it says.
    pub from_address: Option<Address>,
    /// vty0, console, and so on.
    pub terminal: Option<String>,
    /// log or configuration-header.
    pub via: String,
    /// The process, for a change by a program.
    pub process: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl ConfigChange {
    /// The table's name.
    pub const TABLE: &'static str = "config_change";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.moment(self.time);
        cells.seconds(self.time_error);
        cells.text(self.account.as_deref());
        cells.address(self.from_address);
        cells.text(self.terminal.as_deref());
        cells.text(Some(&self.via));
        cells.text(self.process.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "account" => self.account = Some(text.to_owned()),
            "from_address" => match Address::parse(text) {
                Some(value) => self.from_address = Some(value),
                None => return false,
            },
            "terminal" => self.terminal = Some(text.to_owned()),
            "via" => text.clone_into(&mut self.via),
            "process" => self.process = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<ConfigChange> for Row {
    fn from(row: ConfigChange) -> Self {
        Self::ConfigChange(row)
    }
}

/// One line of a configuration, with the blocks it stands in. Here alone its text is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfigLine {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// The enclosing lines, outermost first, joined by ' > '; empty at the top level.
    pub path: String,
    /// The line without indentation, secrets masked.
    pub text: String,
    /// Where the row came from.
    pub origin: Origin,
}

impl ConfigLine {
    /// The table's name.
    pub const TABLE: &'static str = "config_line";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.path));
        cells.text(Some(&self.text));
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "path" => text.clone_into(&mut self.path),
            "text" => text.clone_into(&mut self.text),
            _ => return false,
        }
        true
    }
}

impl From<ConfigLine> for Row {
    fn from(row: ConfigLine) -> Self {
        Self::ConfigLine(row)
    }
}

/// What one source says a device is. The plain view has one row a device, each column from the newest source that knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Device {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// A folder name of content/platforms; NULL when nobody knows.
    pub platform: Option<String>,
    /// The software release as the source writes it.
    pub version: Option<String>,
    /// The chassis or product number.
    pub model: Option<String>,
    /// The chassis serial number.
    pub serial: Option<String>,
    /// The boot image file.
    pub image: Option<String>,
    /// The role the inventory gives it.
    pub role: Option<String>,
    /// The site the inventory gives it.
    pub site: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl Device {
    /// The table's name.
    pub const TABLE: &'static str = "device";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(self.platform.as_deref());
        cells.text(self.version.as_deref());
        cells.text(self.model.as_deref());
        cells.text(self.serial.as_deref());
        cells.text(self.image.as_deref());
        cells.text(self.role.as_deref());
        cells.text(self.site.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "platform" => self.platform = Some(text.to_owned()),
            "version" => self.version = Some(text.to_owned()),
            "model" => self.model = Some(text.to_owned()),
            "serial" => self.serial = Some(text.to_owned()),
            "image" => self.image = Some(text.to_owned()),
            "role" => self.role = Some(text.to_owned()),
            "site" => self.site = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<Device> for Row {
    fn from(row: Device) -> Self {
        Self::Device(row)
    }
}

/// An ordered list of methods for one AAA service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceAaaMethod {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// authentication, authorization or accounting.
    pub aaa: String,
    /// login, enable, exec, commands, network, system, connection, dot1x, or as written.
    pub service: String,
    /// The privilege level of commands.
    pub level: Option<i64>,
    /// The list's name, or default.
    pub list: String,
    /// start-stop, stop-only, wait-start or none, for accounting.
    pub action: Option<String>,
    /// The methods in order, space-separated; group NAME is written group:NAME.
    pub methods: String,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceAaaMethod {
    /// The table's name.
    pub const TABLE: &'static str = "device_aaa_method";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.aaa));
        cells.text(Some(&self.service));
        cells.integer(self.level);
        cells.text(Some(&self.list));
        cells.text(self.action.as_deref());
        cells.text(Some(&self.methods));
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "aaa" => text.clone_into(&mut self.aaa),
            "service" => text.clone_into(&mut self.service),
            "level" => match text.parse::<i64>().ok() {
                Some(value) => self.level = Some(value),
                None => return false,
            },
            "list" => text.clone_into(&mut self.list),
            "action" => self.action = Some(text.to_owned()),
            "methods" => text.clone_into(&mut self.methods),
            _ => return false,
        }
        true
    }
}

impl From<DeviceAaaMethod> for Row {
    fn from(row: DeviceAaaMethod) -> Self {
        Self::DeviceAaaMethod(row)
    }
}

/// A server a device asks who may do what, or tells what was done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceAaaServer {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// tacacs or radius.
    pub protocol: String,
    /// The server's name on the device.
    pub name: Option<String>,
    /// Its address.
    pub address: Option<Address>,
    /// Its host name, if written as a name.
    pub host: Option<String>,
    /// Its port, where one is set.
    pub port: Option<i64>,
    /// The group it was declared in, if it was declared in one.
    pub server_group: Option<String>,
    /// The VRF it is reached in.
    pub vrf: Option<String>,
    /// How the key is stored, as written.
    pub secret_type: Option<String>,
    /// The shared key.
    pub secret: Option<Fingerprint>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceAaaServer {
    /// The table's name.
    pub const TABLE: &'static str = "device_aaa_server";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.protocol));
        cells.text(self.name.as_deref());
        cells.address(self.address);
        cells.text(self.host.as_deref());
        cells.integer(self.port);
        cells.text(self.server_group.as_deref());
        cells.text(self.vrf.as_deref());
        cells.text(self.secret_type.as_deref());
        cells.fingerprint(self.secret);
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "protocol" => text.clone_into(&mut self.protocol),
            "name" => self.name = Some(text.to_owned()),
            "address" => match Address::parse(text) {
                Some(value) => self.address = Some(value),
                None => return false,
            },
            "host" => self.host = Some(text.to_owned()),
            "port" => match text.parse::<i64>().ok() {
                Some(value) => self.port = Some(value),
                None => return false,
            },
            "server_group" => self.server_group = Some(text.to_owned()),
            "vrf" => self.vrf = Some(text.to_owned()),
            "secret_type" => self.secret_type = Some(text.to_owned()),
            _ => return false,
        }
        true
    }

    /// Sets the table's secret column.
    pub fn set_secret(&mut self, secret: Fingerprint) {
        self.secret = Some(secret);
    }
}

impl From<DeviceAaaServer> for Row {
    fn from(row: DeviceAaaServer) -> Self {
        Self::DeviceAaaServer(row)
    }
}

/// One entry of an access list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceAclEntry {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// Name or number of the list.
    pub access_list: String,
    /// The entry's sequence number, if written.
    pub sequence: Option<i64>,
    /// permit or deny.
    pub action: String,
    /// The protocol; NULL in standard lists.
    pub protocol: Option<String>,
    /// The source network's address; NULL for any and for groups.
    pub source: Option<Address>,
    /// Of the source network; 32 (or 128) for a host; NULL for masks that are no prefix.
    pub source_prefix_length: Option<i64>,
    /// The source as written.
    pub source_text: String,
    /// The destination network's address.
    pub destination: Option<Address>,
    /// Of the destination network.
    pub destination_prefix_length: Option<i64>,
    /// The destination as written; NULL in standard lists.
    pub destination_text: Option<String>,
    /// Whether hits are logged.
    pub logged: bool,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceAclEntry {
    /// The table's name.
    pub const TABLE: &'static str = "device_acl_entry";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.access_list));
        cells.integer(self.sequence);
        cells.text(Some(&self.action));
        cells.text(self.protocol.as_deref());
        cells.address(self.source);
        cells.integer(self.source_prefix_length);
        cells.text(Some(&self.source_text));
        cells.address(self.destination);
        cells.integer(self.destination_prefix_length);
        cells.text(self.destination_text.as_deref());
        cells.boolean(Some(self.logged));
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "access_list" => text.clone_into(&mut self.access_list),
            "sequence" => match text.parse::<i64>().ok() {
                Some(value) => self.sequence = Some(value),
                None => return false,
            },
            "action" => text.clone_into(&mut self.action),
            "protocol" => self.protocol = Some(text.to_owned()),
            "source" => match Address::parse(text) {
                Some(value) => self.source = Some(value),
                None => return false,
            },
            "source_prefix_length" => match text.parse::<i64>().ok() {
                Some(value) => self.source_prefix_length = Some(value),
                None => return false,
            },
            "source_text" => text.clone_into(&mut self.source_text),
            "destination" => match Address::parse(text) {
                Some(value) => self.destination = Some(value),
                None => return false,
            },
            "destination_prefix_length" => match text.parse::<i64>().ok() {
                Some(value) => self.destination_prefix_length = Some(value),
                None => return false,
            },
            "destination_text" => self.destination_text = Some(text.to_owned()),
            "logged" => match text.parse::<bool>().ok() {
                Some(value) => self.logged = value,
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

impl From<DeviceAclEntry> for Row {
    fn from(row: DeviceAclEntry) -> Self {
        Self::DeviceAclEntry(row)
    }
}

/// A place where an access list guards something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceAclUse {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// Name or number of the list.
    pub access_list: String,
    /// One of vty, console, snmp, http, ssh, ntp, tftp, interface, control-plane, other.
    pub used_by: String,
    /// The line range, community, interface or group it guards.
    pub object: Option<String>,
    /// in or out, where it has one.
    pub direction: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceAclUse {
    /// The table's name.
    pub const TABLE: &'static str = "device_acl_use";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.access_list));
        cells.text(Some(&self.used_by));
        cells.text(self.object.as_deref());
        cells.text(self.direction.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "access_list" => text.clone_into(&mut self.access_list),
            "used_by" => text.clone_into(&mut self.used_by),
            "object" => self.object = Some(text.to_owned()),
            "direction" => self.direction = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceAclUse> for Row {
    fn from(row: DeviceAclUse) -> Self {
        Self::DeviceAclUse(row)
    }
}

/// A packet capture that is configured or shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceCapture {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// Its name.
    pub capture: String,
    /// Where it listens.
    pub interface: Option<String>,
    /// What it matches, as written.
    pub filter: Option<String>,
    /// Whether the device shows it as active; NULL from a configuration.
    pub running: Option<bool>,
    /// The file it writes to, as shown.
    pub file: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceCapture {
    /// The table's name.
    pub const TABLE: &'static str = "device_capture";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.capture));
        cells.text(self.interface.as_deref());
        cells.text(self.filter.as_deref());
        cells.boolean(self.running);
        cells.text(self.file.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "capture" => text.clone_into(&mut self.capture),
            "interface" => self.interface = Some(text.to_owned()),
            "filter" => self.filter = Some(text.to_owned()),
            "running" => match text.parse::<bool>().ok() {
                Some(value) => self.running = Some(value),
                None => return false,
            },
            "file" => self.file = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceCapture> for Row {
    fn from(row: DeviceCapture) -> Self {
        Self::DeviceCapture(row)
    }
}

/// A container or hosted application that is configured or shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceContainer {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// Its name.
    pub container: String,
    /// app-hosting, guestshell or virtual-service.
    pub kind: String,
    /// Whether it is started or activated.
    pub enabled: bool,
    /// The state the device shows: RUNNING, Activated, and so on; NULL from a configuration.
    pub state: Option<String>,
    /// The package it was made from, as shown.
    pub package: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceContainer {
    /// The table's name.
    pub const TABLE: &'static str = "device_container";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.container));
        cells.text(Some(&self.kind));
        cells.boolean(Some(self.enabled));
        cells.text(self.state.as_deref());
        cells.text(self.package.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "container" => text.clone_into(&mut self.container),
            "kind" => text.clone_into(&mut self.kind),
            "enabled" => match text.parse::<bool>().ok() {
                Some(value) => self.enabled = value,
                None => return false,
            },
            "state" => self.state = Some(text.to_owned()),
            "package" => self.package = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceContainer> for Row {
    fn from(row: DeviceContainer) -> Self {
        Self::DeviceContainer(row)
    }
}

/// A file or folder that the device listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceFile {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// Its path with the file system it was listed under: bootflash:/core/x.gz.
    pub path: String,
    /// The last part of its path.
    pub name: String,
    /// Whether it is a folder.
    pub folder: bool,
    /// Its size.
    pub bytes: Option<i64>,
    /// When it was last changed; by the device's own clock read as UTC where it names no zone.
    pub modified: Option<Moment>,
    /// Its digest in lower-case hexadecimal, if one was shown.
    pub digest: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceFile {
    /// The table's name.
    pub const TABLE: &'static str = "device_file";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.path));
        cells.text(Some(&self.name));
        cells.boolean(Some(self.folder));
        cells.integer(self.bytes);
        cells.moment(self.modified);
        cells.text(self.digest.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "path" => text.clone_into(&mut self.path),
            "name" => text.clone_into(&mut self.name),
            "folder" => match text.parse::<bool>().ok() {
                Some(value) => self.folder = value,
                None => return false,
            },
            "bytes" => match text.parse::<i64>().ok() {
                Some(value) => self.bytes = Some(value),
                None => return false,
            },
            "digest" => self.digest = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceFile> for Row {
    fn from(row: DeviceFile) -> Self {
        Self::DeviceFile(row)
    }
}

/// An interface, once per address it has (once without address if it has none).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceInterface {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// Its full name as configured.
    pub interface: String,
    /// Its description.
    pub description: Option<String>,
    /// One of its addresses.
    pub address: Option<Address>,
    /// Of that address, as written (IPv4 0 to 32, IPv6 0 to 128).
    pub prefix_length: Option<i64>,
    /// The VRF it is in.
    pub vrf: Option<String>,
    /// False if shut down.
    pub enabled: bool,
    /// The access list on packets entering.
    pub access_list_in: Option<String>,
    /// The access list on packets leaving.
    pub access_list_out: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceInterface {
    /// The table's name.
    pub const TABLE: &'static str = "device_interface";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.interface));
        cells.text(self.description.as_deref());
        cells.address(self.address);
        cells.integer(self.prefix_length);
        cells.text(self.vrf.as_deref());
        cells.boolean(Some(self.enabled));
        cells.text(self.access_list_in.as_deref());
        cells.text(self.access_list_out.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "interface" => text.clone_into(&mut self.interface),
            "description" => self.description = Some(text.to_owned()),
            "address" => match Address::parse(text) {
                Some(value) => self.address = Some(value),
                None => return false,
            },
            "prefix_length" => match text.parse::<i64>().ok() {
                Some(value) => self.prefix_length = Some(value),
                None => return false,
            },
            "vrf" => self.vrf = Some(text.to_owned()),
            "enabled" => match text.parse::<bool>().ok() {
                Some(value) => self.enabled = value,
                None => return false,
            },
            "access_list_in" => self.access_list_in = Some(text.to_owned()),
            "access_list_out" => self.access_list_out = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceInterface> for Row {
    fn from(row: DeviceInterface) -> Self {
        Self::DeviceInterface(row)
    }
}

/// A public key that lets somebody in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceKey {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// Whose key it is.
    pub account: Option<String>,
    /// ssh-key-hash or ssh-key.
    pub kind: String,
    /// The key's published fingerprint, or the first 64 characters of the key.
    pub fingerprint: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceKey {
    /// The table's name.
    pub const TABLE: &'static str = "device_key";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(self.account.as_deref());
        cells.text(Some(&self.kind));
        cells.text(self.fingerprint.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "account" => self.account = Some(text.to_owned()),
            "kind" => text.clone_into(&mut self.kind),
            "fingerprint" => self.fingerprint = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceKey> for Row {
    fn from(row: DeviceKey) -> Self {
        Self::DeviceKey(row)
    }
}

/// A terminal line range.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceLine {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// con 0, aux 0, vty 0 4, and so on.
    pub line: String,
    /// The protocols it accepts, space-separated; none for none.
    pub transport_input: Option<String>,
    /// The protocols it may open.
    pub transport_output: Option<String>,
    /// The access class on what connects.
    pub access_list_in: Option<String>,
    /// Idle time before logout; 0 is never.
    pub exec_timeout_seconds: Option<i64>,
    /// The rotary group, which opens further ports.
    pub rotary: Option<i64>,
    /// The privilege level it gives.
    pub privilege: Option<i64>,
    /// The line's password.
    pub secret: Option<Fingerprint>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceLine {
    /// The table's name.
    pub const TABLE: &'static str = "device_line";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.line));
        cells.text(self.transport_input.as_deref());
        cells.text(self.transport_output.as_deref());
        cells.text(self.access_list_in.as_deref());
        cells.integer(self.exec_timeout_seconds);
        cells.integer(self.rotary);
        cells.integer(self.privilege);
        cells.fingerprint(self.secret);
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "line" => text.clone_into(&mut self.line),
            "transport_input" => self.transport_input = Some(text.to_owned()),
            "transport_output" => self.transport_output = Some(text.to_owned()),
            "access_list_in" => self.access_list_in = Some(text.to_owned()),
            "exec_timeout_seconds" => match text.parse::<i64>().ok() {
                Some(value) => self.exec_timeout_seconds = Some(value),
                None => return false,
            },
            "rotary" => match text.parse::<i64>().ok() {
                Some(value) => self.rotary = Some(value),
                None => return false,
            },
            "privilege" => match text.parse::<i64>().ok() {
                Some(value) => self.privilege = Some(value),
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// Sets the table's secret column.
    pub fn set_secret(&mut self, secret: Fingerprint) {
        self.secret = Some(secret);
    }
}

impl From<DeviceLine> for Row {
    fn from(row: DeviceLine) -> Self {
        Self::DeviceLine(row)
    }
}

/// One name, address or serial number under which a source knows the device it names in seen_as.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceName {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// One of hostname, full-name, interface-address, management-address, serial, inventory-name, file-name.
    pub name_kind: String,
    /// The name or serial number; NULL for addresses.
    pub name: Option<String>,
    /// The address; NULL for names.
    pub address: Option<Address>,
    /// The VRF the address lives in; NULL is the global table.
    pub vrf: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceName {
    /// The table's name.
    pub const TABLE: &'static str = "device_name";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.name_kind));
        cells.text(self.name.as_deref());
        cells.address(self.address);
        cells.text(self.vrf.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "name_kind" => text.clone_into(&mut self.name_kind),
            "name" => self.name = Some(text.to_owned()),
            "address" => match Address::parse(text) {
                Some(value) => self.address = Some(value),
                None => return false,
            },
            "vrf" => self.vrf = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceName> for Row {
    fn from(row: DeviceName) -> Self {
        Self::DeviceName(row)
    }
}

/// A piece of software the device has, as the device itself names, signs or measures it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DevicePackage {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// Its file name or release as shown.
    pub package: String,
    /// What it is, as shown: img, smu, pkg, boot-loader, and so on.
    pub kind: Option<String>,
    /// active, inactive, committed, uncommitted, deactivated or running.
    pub state: Option<String>,
    /// The node, switch or processor it is on, as shown.
    pub location: Option<String>,
    /// Production, Special, Development, and so on, as its signature says.
    pub image_type: Option<String>,
    /// Who signed it: organisation and unit, or the kind of key; unsigned where the device says so.
    pub signed_by: Option<String>,
    /// Its digest in lower-case hexadecimal.
    pub digest: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DevicePackage {
    /// The table's name.
    pub const TABLE: &'static str = "device_package";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.package));
        cells.text(self.kind.as_deref());
        cells.text(self.state.as_deref());
        cells.text(self.location.as_deref());
        cells.text(self.image_type.as_deref());
        cells.text(self.signed_by.as_deref());
        cells.text(self.digest.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "package" => text.clone_into(&mut self.package),
            "kind" => self.kind = Some(text.to_owned()),
            "state" => self.state = Some(text.to_owned()),
            "location" => self.location = Some(text.to_owned()),
            "image_type" => self.image_type = Some(text.to_owned()),
            "signed_by" => self.signed_by = Some(text.to_owned()),
            "digest" => self.digest = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DevicePackage> for Row {
    fn from(row: DevicePackage) -> Self {
        Self::DevicePackage(row)
    }
}

/// A routing neighbour.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DevicePeer {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// bgp, ospf, ldp or msdp.
    pub protocol: String,
    /// The neighbour.
    pub address: Option<Address>,
    /// Its autonomous system as written.
    pub remote_as: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The session's password.
    pub secret: Option<Fingerprint>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DevicePeer {
    /// The table's name.
    pub const TABLE: &'static str = "device_peer";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.protocol));
        cells.address(self.address);
        cells.text(self.remote_as.as_deref());
        cells.text(self.description.as_deref());
        cells.fingerprint(self.secret);
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "protocol" => text.clone_into(&mut self.protocol),
            "address" => match Address::parse(text) {
                Some(value) => self.address = Some(value),
                None => return false,
            },
            "remote_as" => self.remote_as = Some(text.to_owned()),
            "description" => self.description = Some(text.to_owned()),
            _ => return false,
        }
        true
    }

    /// Sets the table's secret column.
    pub fn set_secret(&mut self, secret: Fingerprint) {
        self.secret = Some(secret);
    }
}

impl From<DevicePeer> for Row {
    fn from(row: DevicePeer) -> Self {
        Self::DevicePeer(row)
    }
}

/// A process that ran when the device was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceProcess {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// Its name as shown (often cut short by the device).
    pub process: String,
    /// Its number.
    pub pid: Option<i64>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceProcess {
    /// The table's name.
    pub const TABLE: &'static str = "device_process";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.process));
        cells.integer(self.pid);
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "process" => text.clone_into(&mut self.process),
            "pid" => match text.parse::<i64>().ok() {
                Some(value) => self.pid = Some(value),
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

impl From<DeviceProcess> for Row {
    fn from(row: DeviceProcess) -> Self {
        Self::DeviceProcess(row)
    }
}

/// Something a device sends copies to, or fetches itself from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceReceiver {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// syslog, snmp-trap, flow-export, telemetry, mirror, archive, boot, ntp, dns, call-home.
    pub kind: String,
    /// Where it goes.
    pub address: Option<Address>,
    /// Where it goes, if written as a name.
    pub host: Option<String>,
    /// The port, where one is set.
    pub port: Option<i64>,
    /// The VRF it is reached in.
    pub vrf: Option<String>,
    /// The session, exporter or subscription it belongs to.
    pub object: Option<String>,
    /// The URL or interface as written, secrets masked.
    pub target: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceReceiver {
    /// The table's name.
    pub const TABLE: &'static str = "device_receiver";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.kind));
        cells.address(self.address);
        cells.text(self.host.as_deref());
        cells.integer(self.port);
        cells.text(self.vrf.as_deref());
        cells.text(self.object.as_deref());
        cells.text(self.target.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "kind" => text.clone_into(&mut self.kind),
            "address" => match Address::parse(text) {
                Some(value) => self.address = Some(value),
                None => return false,
            },
            "host" => self.host = Some(text.to_owned()),
            "port" => match text.parse::<i64>().ok() {
                Some(value) => self.port = Some(value),
                None => return false,
            },
            "vrf" => self.vrf = Some(text.to_owned()),
            "object" => self.object = Some(text.to_owned()),
            "target" => self.target = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceReceiver> for Row {
    fn from(row: DeviceReceiver) -> Self {
        Self::DeviceReceiver(row)
    }
}

/// A static route.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceRoute {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// The destination network.
    pub network: Option<Address>,
    /// Of that network.
    pub prefix_length: Option<i64>,
    /// Where it points, if an address.
    pub next_hop: Option<Address>,
    /// Where it points, if an interface.
    pub interface: Option<String>,
    /// The VRF it is in.
    pub vrf: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceRoute {
    /// The table's name.
    pub const TABLE: &'static str = "device_route";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.address(self.network);
        cells.integer(self.prefix_length);
        cells.address(self.next_hop);
        cells.text(self.interface.as_deref());
        cells.text(self.vrf.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "network" => match Address::parse(text) {
                Some(value) => self.network = Some(value),
                None => return false,
            },
            "prefix_length" => match text.parse::<i64>().ok() {
                Some(value) => self.prefix_length = Some(value),
                None => return false,
            },
            "next_hop" => match Address::parse(text) {
                Some(value) => self.next_hop = Some(value),
                None => return false,
            },
            "interface" => self.interface = Some(text.to_owned()),
            "vrf" => self.vrf = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceRoute> for Row {
    fn from(row: DeviceRoute) -> Self {
        Self::DeviceRoute(row)
    }
}

/// One action of something a device runs by itself, or an alias.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceScript {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// eem, kron, scheduler, tcl or alias.
    pub kind: String,
    /// The applet, policy list, script or alias.
    pub name: String,
    /// What starts it, as written.
    pub trigger: Option<String>,
    /// What it does, as written, secrets masked.
    pub action: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceScript {
    /// The table's name.
    pub const TABLE: &'static str = "device_script";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.kind));
        cells.text(Some(&self.name));
        cells.text(self.trigger.as_deref());
        cells.text(self.action.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "kind" => text.clone_into(&mut self.kind),
            "name" => text.clone_into(&mut self.name),
            "trigger" => self.trigger = Some(text.to_owned()),
            "action" => self.action = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceScript> for Row {
    fn from(row: DeviceScript) -> Self {
        Self::DeviceScript(row)
    }
}

/// A service or setting that is on or off, by a line or by the platform's default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceService {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// A word of the platform's facts, such as http-server, https-server, ssh-server, smart-install, config-logger, config-logger-notify, login-success-log, login-failure-log, logging, logging-trap, aaa-new-model, password-encryption, iox, guestshell, scp-server, tftp-server, source-routing.
    pub service: String,
    /// Whether it is on.
    pub enabled: bool,
    /// The TCP or UDP port, where one is set.
    pub port: Option<i64>,
    /// The VRF it is bound to.
    pub vrf: Option<String>,
    /// The access list that guards it.
    pub access_list: Option<String>,
    /// The value the line gives it, as written: the level of logging-trap.
    pub setting: Option<String>,
    /// Whether no line says so and the platform's default does; the origin is then the whole file.
    pub is_default: bool,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceService {
    /// The table's name.
    pub const TABLE: &'static str = "device_service";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.service));
        cells.boolean(Some(self.enabled));
        cells.integer(self.port);
        cells.text(self.vrf.as_deref());
        cells.text(self.access_list.as_deref());
        cells.text(self.setting.as_deref());
        cells.boolean(Some(self.is_default));
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "service" => text.clone_into(&mut self.service),
            "enabled" => match text.parse::<bool>().ok() {
                Some(value) => self.enabled = value,
                None => return false,
            },
            "port" => match text.parse::<i64>().ok() {
                Some(value) => self.port = Some(value),
                None => return false,
            },
            "vrf" => self.vrf = Some(text.to_owned()),
            "access_list" => self.access_list = Some(text.to_owned()),
            "setting" => self.setting = Some(text.to_owned()),
            "is_default" => match text.parse::<bool>().ok() {
                Some(value) => self.is_default = value,
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

impl From<DeviceService> for Row {
    fn from(row: DeviceService) -> Self {
        Self::DeviceService(row)
    }
}

/// Somebody who was on the device when show users, who or show ssh was answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceSession {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// The line as the device names it, without its number in the list: con 0, vty 0, pts/0, con0/RP0/CPU0; the interface for a session that has no line.
    pub line: String,
    /// Who; NULL if nobody has logged in on the line or the device does not say.
    pub account: Option<String>,
    /// From where.
    pub from_address: Option<Address>,
    /// From where, if the device shows a name.
    pub from_name: Option<String>,
    /// The host it has connected on to from this device, as shown; NULL if none is shown.
    pub onward: Option<String>,
    /// How long nothing was typed.
    pub idle: Option<f64>,
    /// ssh, telnet, hardware, and so on, as far as it says.
    pub service: Option<String>,
    /// Whether it came in; FALSE for what somebody opened from here.
    pub incoming: bool,
    /// Whether it is the session that asked.
    pub asked: bool,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceSession {
    /// The table's name.
    pub const TABLE: &'static str = "device_session";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.line));
        cells.text(self.account.as_deref());
        cells.address(self.from_address);
        cells.text(self.from_name.as_deref());
        cells.text(self.onward.as_deref());
        cells.seconds(self.idle);
        cells.text(self.service.as_deref());
        cells.boolean(Some(self.incoming));
        cells.boolean(Some(self.asked));
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "line" => text.clone_into(&mut self.line),
            "account" => self.account = Some(text.to_owned()),
            "from_address" => match Address::parse(text) {
                Some(value) => self.from_address = Some(value),
                None => return false,
            },
            "from_name" => self.from_name = Some(text.to_owned()),
            "onward" => self.onward = Some(text.to_owned()),
            "service" => self.service = Some(text.to_owned()),
            "incoming" => match text.parse::<bool>().ok() {
                Some(value) => self.incoming = value,
                None => return false,
            },
            "asked" => match text.parse::<bool>().ok() {
                Some(value) => self.asked = value,
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

impl From<DeviceSession> for Row {
    fn from(row: DeviceSession) -> Self {
        Self::DeviceSession(row)
    }
}

/// An SNMP community, user or group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceSnmp {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// community, user or group.
    pub kind: String,
    /// The user's or group's name; NULL for communities, whose name is the secret.
    pub name: Option<String>,
    /// The community or authentication secret.
    pub secret: Option<Fingerprint>,
    /// Whether the community is public or private.
    pub well_known: bool,
    /// read-only or read-write.
    pub access: Option<String>,
    /// 1, 2c or 3.
    pub version: Option<String>,
    /// noauth, auth or priv.
    pub security_level: Option<String>,
    /// The access list that guards it.
    pub access_list: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceSnmp {
    /// The table's name.
    pub const TABLE: &'static str = "device_snmp";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.kind));
        cells.text(self.name.as_deref());
        cells.fingerprint(self.secret);
        cells.boolean(Some(self.well_known));
        cells.text(self.access.as_deref());
        cells.text(self.version.as_deref());
        cells.text(self.security_level.as_deref());
        cells.text(self.access_list.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "kind" => text.clone_into(&mut self.kind),
            "name" => self.name = Some(text.to_owned()),
            "well_known" => match text.parse::<bool>().ok() {
                Some(value) => self.well_known = value,
                None => return false,
            },
            "access" => self.access = Some(text.to_owned()),
            "version" => self.version = Some(text.to_owned()),
            "security_level" => self.security_level = Some(text.to_owned()),
            "access_list" => self.access_list = Some(text.to_owned()),
            _ => return false,
        }
        true
    }

    /// Sets the table's secret column.
    pub fn set_secret(&mut self, secret: Fingerprint) {
        self.secret = Some(secret);
    }
}

impl From<DeviceSnmp> for Row {
    fn from(row: DeviceSnmp) -> Self {
        Self::DeviceSnmp(row)
    }
}

/// A port that was open, or a connection that stood, when the device was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceSocket {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// tcp, udp, or the number of another protocol.
    pub protocol: String,
    /// The address on this side; NULL for any.
    pub local_address: Option<Address>,
    /// The port on this side; NULL for any.
    pub local_port: Option<i64>,
    /// The address on the other side; NULL while it only listens.
    pub remote_address: Option<Address>,
    /// The port on the other side.
    pub remote_port: Option<i64>,
    /// Whether it waits for others to connect; NULL if the output does not say.
    pub listening: Option<bool>,
    /// The state, as shown.
    pub state: Option<String>,
    /// Who holds it, as shown.
    pub process: Option<String>,
    /// The VRF or context it is in.
    pub vrf: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceSocket {
    /// The table's name.
    pub const TABLE: &'static str = "device_socket";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.protocol));
        cells.address(self.local_address);
        cells.integer(self.local_port);
        cells.address(self.remote_address);
        cells.integer(self.remote_port);
        cells.boolean(self.listening);
        cells.text(self.state.as_deref());
        cells.text(self.process.as_deref());
        cells.text(self.vrf.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "protocol" => text.clone_into(&mut self.protocol),
            "local_address" => match Address::parse(text) {
                Some(value) => self.local_address = Some(value),
                None => return false,
            },
            "local_port" => match text.parse::<i64>().ok() {
                Some(value) => self.local_port = Some(value),
                None => return false,
            },
            "remote_address" => match Address::parse(text) {
                Some(value) => self.remote_address = Some(value),
                None => return false,
            },
            "remote_port" => match text.parse::<i64>().ok() {
                Some(value) => self.remote_port = Some(value),
                None => return false,
            },
            "listening" => match text.parse::<bool>().ok() {
                Some(value) => self.listening = Some(value),
                None => return false,
            },
            "state" => self.state = Some(text.to_owned()),
            "process" => self.process = Some(text.to_owned()),
            "vrf" => self.vrf = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceSocket> for Row {
    fn from(row: DeviceSocket) -> Self {
        Self::DeviceSocket(row)
    }
}

/// A tunnel interface (GRE, mGRE, IPIP, IPsec).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceTunnel {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// Its interface name.
    pub tunnel: String,
    /// Its mode as configured, or the platform's default (gre ip).
    pub mode: String,
    /// Whether no line sets the mode.
    pub mode_is_default: bool,
    /// The interface it leaves from.
    pub source_interface: Option<String>,
    /// The address it leaves from, if written as an address.
    pub source_address: Option<Address>,
    /// Its far end; NULL for multipoint tunnels and names.
    pub destination: Option<Address>,
    /// Its far end, if written as a name.
    pub destination_name: Option<String>,
    /// The address inside the tunnel.
    pub address: Option<Address>,
    /// Of the address inside.
    pub prefix_length: Option<i64>,
    /// The VRF of the packets that carry the tunnel.
    pub vrf: Option<String>,
    /// The IPsec profile that protects it.
    pub protection: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceTunnel {
    /// The table's name.
    pub const TABLE: &'static str = "device_tunnel";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.tunnel));
        cells.text(Some(&self.mode));
        cells.boolean(Some(self.mode_is_default));
        cells.text(self.source_interface.as_deref());
        cells.address(self.source_address);
        cells.address(self.destination);
        cells.text(self.destination_name.as_deref());
        cells.address(self.address);
        cells.integer(self.prefix_length);
        cells.text(self.vrf.as_deref());
        cells.text(self.protection.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "tunnel" => text.clone_into(&mut self.tunnel),
            "mode" => text.clone_into(&mut self.mode),
            "mode_is_default" => match text.parse::<bool>().ok() {
                Some(value) => self.mode_is_default = value,
                None => return false,
            },
            "source_interface" => self.source_interface = Some(text.to_owned()),
            "source_address" => match Address::parse(text) {
                Some(value) => self.source_address = Some(value),
                None => return false,
            },
            "destination" => match Address::parse(text) {
                Some(value) => self.destination = Some(value),
                None => return false,
            },
            "destination_name" => self.destination_name = Some(text.to_owned()),
            "address" => match Address::parse(text) {
                Some(value) => self.address = Some(value),
                None => return false,
            },
            "prefix_length" => match text.parse::<i64>().ok() {
                Some(value) => self.prefix_length = Some(value),
                None => return false,
            },
            "vrf" => self.vrf = Some(text.to_owned()),
            "protection" => self.protection = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<DeviceTunnel> for Row {
    fn from(row: DeviceTunnel) -> Self {
        Self::DeviceTunnel(row)
    }
}

/// A local account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeviceUser {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// The account's name.
    pub account: String,
    /// 0 to 15; NULL if not set (the platform's default is 1). Where a system has groups instead, one that may do everything is 15.
    pub privilege: Option<i64>,
    /// How the secret is stored, as written: 0, 4, 5, 6, 7, 8, 9, 10; none for no password.
    pub secret_type: Option<String>,
    /// The secret.
    pub secret: Option<Fingerprint>,
    /// What runs at login.
    pub autocommand: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl DeviceUser {
    /// The table's name.
    pub const TABLE: &'static str = "device_user";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.account));
        cells.integer(self.privilege);
        cells.text(self.secret_type.as_deref());
        cells.fingerprint(self.secret);
        cells.text(self.autocommand.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "account" => text.clone_into(&mut self.account),
            "privilege" => match text.parse::<i64>().ok() {
                Some(value) => self.privilege = Some(value),
                None => return false,
            },
            "secret_type" => self.secret_type = Some(text.to_owned()),
            "autocommand" => self.autocommand = Some(text.to_owned()),
            _ => return false,
        }
        true
    }

    /// Sets the table's secret column.
    pub fn set_secret(&mut self, secret: Fingerprint) {
        self.secret = Some(secret);
    }
}

impl From<DeviceUser> for Row {
    fn from(row: DeviceUser) -> Self {
        Self::DeviceUser(row)
    }
}

/// One line of a log. Here alone its text is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// The best UTC instant, or not known.
    pub time: Option<Moment>,
    /// Half the width of the interval the instant lies in, in seconds.
    pub time_error: Option<f64>,
    /// SYS, SEC_LOGIN, and so on; accounting-log for the lines of that log, which are no syslog.
    pub facility: Option<String>,
    /// 0 to 7.
    pub severity: Option<i64>,
    /// CONFIG_I, LOGIN_SUCCESS, and so on.
    pub mnemonic: Option<String>,
    /// The device's own sequence number.
    pub sequence: Option<i64>,
    /// synchronised, lost (a dot) or never (an asterisk), where the device marks it.
    pub clock: Option<String>,
    /// The last relay's name for the sender, where it differs from seen_as.
    pub relay: Option<String>,
    /// The whole line, secrets masked.
    pub text: String,
    /// Where the row came from.
    pub origin: Origin,
}

impl Log {
    /// The table's name.
    pub const TABLE: &'static str = "log";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.moment(self.time);
        cells.seconds(self.time_error);
        cells.text(self.facility.as_deref());
        cells.integer(self.severity);
        cells.text(self.mnemonic.as_deref());
        cells.integer(self.sequence);
        cells.text(self.clock.as_deref());
        cells.text(self.relay.as_deref());
        cells.text(Some(&self.text));
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "facility" => self.facility = Some(text.to_owned()),
            "severity" => match text.parse::<i64>().ok() {
                Some(value) => self.severity = Some(value),
                None => return false,
            },
            "mnemonic" => self.mnemonic = Some(text.to_owned()),
            "sequence" => match text.parse::<i64>().ok() {
                Some(value) => self.sequence = Some(value),
                None => return false,
            },
            "clock" => self.clock = Some(text.to_owned()),
            "relay" => self.relay = Some(text.to_owned()),
            "text" => text.clone_into(&mut self.text),
            _ => return false,
        }
        true
    }
}

impl From<Log> for Row {
    fn from(row: Log) -> Self {
        Self::Log(row)
    }
}

/// Somebody logged in, failed to, or logged out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Login {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// The best UTC instant, or not known.
    pub time: Option<Moment>,
    /// Half the width of the interval the instant lies in, in seconds.
    pub time_error: Option<f64>,
    /// Who.
    pub account: Option<String>,
    /// From where.
    pub from_address: Option<Address>,
    /// From where, if the record gives a name.
    pub from_name: Option<String>,
    /// vty0, tty1, console, and so on.
    pub terminal: Option<String>,
    /// The channel that told: login-log (the device), command-accounting (TACACS+ sessions), aaa-authentication (what else an AAA server saw of it), accounting-log (what NX-OS keeps of itself) or jump-host (a login to the jump host itself).
    pub channel: String,
    /// success, failure or logout.
    pub outcome: String,
    /// The port it came in on.
    pub local_port: Option<i64>,
    /// ssh, telnet, console, http, su, sudo, or shell for the system below the device's own, as far as it says.
    pub service: Option<String>,
    /// What the record calls the session (process, task or session number): a success and its logout share it on one device, until the number is used again.
    pub session: Option<String>,
    /// Fingerprint of the public key that opened it, as the record writes it.
    pub public_key: Option<String>,
    /// Where the row came from.
    pub origin: Origin,
}

impl Login {
    /// The table's name.
    pub const TABLE: &'static str = "login";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.moment(self.time);
        cells.seconds(self.time_error);
        cells.text(self.account.as_deref());
        cells.address(self.from_address);
        cells.text(self.from_name.as_deref());
        cells.text(self.terminal.as_deref());
        cells.text(Some(&self.channel));
        cells.text(Some(&self.outcome));
        cells.integer(self.local_port);
        cells.text(self.service.as_deref());
        cells.text(self.session.as_deref());
        cells.text(self.public_key.as_deref());
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "account" => self.account = Some(text.to_owned()),
            "from_address" => match Address::parse(text) {
                Some(value) => self.from_address = Some(value),
                None => return false,
            },
            "from_name" => self.from_name = Some(text.to_owned()),
            "terminal" => self.terminal = Some(text.to_owned()),
            "channel" => text.clone_into(&mut self.channel),
            "outcome" => text.clone_into(&mut self.outcome),
            "local_port" => match text.parse::<i64>().ok() {
                Some(value) => self.local_port = Some(value),
                None => return false,
            },
            "service" => self.service = Some(text.to_owned()),
            "session" => self.session = Some(text.to_owned()),
            "public_key" => self.public_key = Some(text.to_owned()),
            _ => return false,
        }
        true
    }
}

impl From<Login> for Row {
    fn from(row: Login) -> Self {
        Self::Login(row)
    }
}

/// One line of the output of a show command that became a row of another table. Here alone its text is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShowLine {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// The command, in full words: show users.
    pub command: String,
    /// The line without indentation, secrets masked.
    pub text: String,
    /// Where the row came from.
    pub origin: Origin,
}

impl ShowLine {
    /// The table's name.
    pub const TABLE: &'static str = "show_line";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.text(Some(&self.command));
        cells.text(Some(&self.text));
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "command" => text.clone_into(&mut self.command),
            "text" => text.clone_into(&mut self.text),
            _ => return false,
        }
        true
    }
}

impl From<ShowLine> for Row {
    fn from(row: ShowLine) -> Self {
        Self::ShowLine(row)
    }
}

/// A value that somebody may one day publish stands in lines of a log, configuration or show output: one row per source, device, value and day, its time that of the first line.

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sighting {
    /// The device as the source names it: a name or an address. Resolved late, by views.
    pub seen_as: String,
    /// The best UTC instant, or not known.
    pub time: Option<Moment>,
    /// Half the width of the interval the instant lies in, in seconds.
    pub time_error: Option<f64>,
    /// What the value is: address, domain, email, md5, sha1, sha256, file, account, or secret for a value that was masked.
    pub kind: String,
    /// The value in its plainest form, lower case; an address without port, prefix length and zone.
    pub value: String,
    /// The value, if it is an address.
    pub address: Option<Address>,
    /// When the last line of that day was written.
    pub last: Option<Moment>,
    /// In how many lines it stands.
    pub lines: i64,
    /// The last of them.
    pub last_origin: Origin,
    /// Where the row came from.
    pub origin: Origin,
}

impl Sighting {
    /// The table's name.
    pub const TABLE: &'static str = "sighting";

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        cells.text(Some(&self.seen_as));
        cells.moment(self.time);
        cells.seconds(self.time_error);
        cells.text(Some(&self.kind));
        cells.text(Some(&self.value));
        cells.address(self.address);
        cells.moment(self.last);
        cells.integer(Some(self.lines));
        cells.origin(self.last_origin);
        cells.origin(self.origin);
    }

    /// Sets a declared column from text, as templates do. False if there is no such
    /// column, it is not of a text form, or the text does not parse.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match column {
            "kind" => text.clone_into(&mut self.kind),
            "value" => text.clone_into(&mut self.value),
            "address" => match Address::parse(text) {
                Some(value) => self.address = Some(value),
                None => return false,
            },
            "lines" => match text.parse::<i64>().ok() {
                Some(value) => self.lines = value,
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

impl From<Sighting> for Row {
    fn from(row: Sighting) -> Self {
        Self::Sighting(row)
    }
}

/// A row of any table that readers fill.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A row of `command`.
    Command(Command),
    /// A row of `config_change`.
    ConfigChange(ConfigChange),
    /// A row of `config_line`.
    ConfigLine(ConfigLine),
    /// A row of `device`.
    Device(Device),
    /// A row of `device_aaa_method`.
    DeviceAaaMethod(DeviceAaaMethod),
    /// A row of `device_aaa_server`.
    DeviceAaaServer(DeviceAaaServer),
    /// A row of `device_acl_entry`.
    DeviceAclEntry(DeviceAclEntry),
    /// A row of `device_acl_use`.
    DeviceAclUse(DeviceAclUse),
    /// A row of `device_capture`.
    DeviceCapture(DeviceCapture),
    /// A row of `device_container`.
    DeviceContainer(DeviceContainer),
    /// A row of `device_file`.
    DeviceFile(DeviceFile),
    /// A row of `device_interface`.
    DeviceInterface(DeviceInterface),
    /// A row of `device_key`.
    DeviceKey(DeviceKey),
    /// A row of `device_line`.
    DeviceLine(DeviceLine),
    /// A row of `device_name`.
    DeviceName(DeviceName),
    /// A row of `device_package`.
    DevicePackage(DevicePackage),
    /// A row of `device_peer`.
    DevicePeer(DevicePeer),
    /// A row of `device_process`.
    DeviceProcess(DeviceProcess),
    /// A row of `device_receiver`.
    DeviceReceiver(DeviceReceiver),
    /// A row of `device_route`.
    DeviceRoute(DeviceRoute),
    /// A row of `device_script`.
    DeviceScript(DeviceScript),
    /// A row of `device_service`.
    DeviceService(DeviceService),
    /// A row of `device_session`.
    DeviceSession(DeviceSession),
    /// A row of `device_snmp`.
    DeviceSnmp(DeviceSnmp),
    /// A row of `device_socket`.
    DeviceSocket(DeviceSocket),
    /// A row of `device_tunnel`.
    DeviceTunnel(DeviceTunnel),
    /// A row of `device_user`.
    DeviceUser(DeviceUser),
    /// A row of `log`.
    Log(Log),
    /// A row of `login`.
    Login(Login),
    /// A row of `show_line`.
    ShowLine(ShowLine),
    /// A row of `sighting`.
    Sighting(Sighting),
}

impl Row {
    /// The tables readers fill, in the order of [`Row::index`].
    pub const TABLES: [&'static str; 31] = [
        "command",
        "config_change",
        "config_line",
        "device",
        "device_aaa_method",
        "device_aaa_server",
        "device_acl_entry",
        "device_acl_use",
        "device_capture",
        "device_container",
        "device_file",
        "device_interface",
        "device_key",
        "device_line",
        "device_name",
        "device_package",
        "device_peer",
        "device_process",
        "device_receiver",
        "device_route",
        "device_script",
        "device_service",
        "device_session",
        "device_snmp",
        "device_socket",
        "device_tunnel",
        "device_user",
        "log",
        "login",
        "show_line",
        "sighting",
    ];

    /// An empty row of a table, for templates to fill.
    #[must_use]
    pub fn empty(table: &str) -> Option<Self> {
        Some(match table {
            Command::TABLE => Self::Command(Command::default()),
            ConfigChange::TABLE => Self::ConfigChange(ConfigChange::default()),
            ConfigLine::TABLE => Self::ConfigLine(ConfigLine::default()),
            Device::TABLE => Self::Device(Device::default()),
            DeviceAaaMethod::TABLE => Self::DeviceAaaMethod(DeviceAaaMethod::default()),
            DeviceAaaServer::TABLE => Self::DeviceAaaServer(DeviceAaaServer::default()),
            DeviceAclEntry::TABLE => Self::DeviceAclEntry(DeviceAclEntry::default()),
            DeviceAclUse::TABLE => Self::DeviceAclUse(DeviceAclUse::default()),
            DeviceCapture::TABLE => Self::DeviceCapture(DeviceCapture::default()),
            DeviceContainer::TABLE => Self::DeviceContainer(DeviceContainer::default()),
            DeviceFile::TABLE => Self::DeviceFile(DeviceFile::default()),
            DeviceInterface::TABLE => Self::DeviceInterface(DeviceInterface::default()),
            DeviceKey::TABLE => Self::DeviceKey(DeviceKey::default()),
            DeviceLine::TABLE => Self::DeviceLine(DeviceLine::default()),
            DeviceName::TABLE => Self::DeviceName(DeviceName::default()),
            DevicePackage::TABLE => Self::DevicePackage(DevicePackage::default()),
            DevicePeer::TABLE => Self::DevicePeer(DevicePeer::default()),
            DeviceProcess::TABLE => Self::DeviceProcess(DeviceProcess::default()),
            DeviceReceiver::TABLE => Self::DeviceReceiver(DeviceReceiver::default()),
            DeviceRoute::TABLE => Self::DeviceRoute(DeviceRoute::default()),
            DeviceScript::TABLE => Self::DeviceScript(DeviceScript::default()),
            DeviceService::TABLE => Self::DeviceService(DeviceService::default()),
            DeviceSession::TABLE => Self::DeviceSession(DeviceSession::default()),
            DeviceSnmp::TABLE => Self::DeviceSnmp(DeviceSnmp::default()),
            DeviceSocket::TABLE => Self::DeviceSocket(DeviceSocket::default()),
            DeviceTunnel::TABLE => Self::DeviceTunnel(DeviceTunnel::default()),
            DeviceUser::TABLE => Self::DeviceUser(DeviceUser::default()),
            Log::TABLE => Self::Log(Log::default()),
            Login::TABLE => Self::Login(Login::default()),
            ShowLine::TABLE => Self::ShowLine(ShowLine::default()),
            Sighting::TABLE => Self::Sighting(Sighting::default()),
            _ => return None,
        })
    }

    /// The row's table, as a position in [`Row::TABLES`].
    #[must_use]
    pub const fn index(&self) -> usize {
        match self {
            Self::Command(_) => 0,
            Self::ConfigChange(_) => 1,
            Self::ConfigLine(_) => 2,
            Self::Device(_) => 3,
            Self::DeviceAaaMethod(_) => 4,
            Self::DeviceAaaServer(_) => 5,
            Self::DeviceAclEntry(_) => 6,
            Self::DeviceAclUse(_) => 7,
            Self::DeviceCapture(_) => 8,
            Self::DeviceContainer(_) => 9,
            Self::DeviceFile(_) => 10,
            Self::DeviceInterface(_) => 11,
            Self::DeviceKey(_) => 12,
            Self::DeviceLine(_) => 13,
            Self::DeviceName(_) => 14,
            Self::DevicePackage(_) => 15,
            Self::DevicePeer(_) => 16,
            Self::DeviceProcess(_) => 17,
            Self::DeviceReceiver(_) => 18,
            Self::DeviceRoute(_) => 19,
            Self::DeviceScript(_) => 20,
            Self::DeviceService(_) => 21,
            Self::DeviceSession(_) => 22,
            Self::DeviceSnmp(_) => 23,
            Self::DeviceSocket(_) => 24,
            Self::DeviceTunnel(_) => 25,
            Self::DeviceUser(_) => 26,
            Self::Log(_) => 27,
            Self::Login(_) => 28,
            Self::ShowLine(_) => 29,
            Self::Sighting(_) => 30,
        }
    }

    /// Hands the cells over in column order.
    pub fn cells(&self, cells: &mut dyn Cells) {
        match self {
            Self::Command(row) => row.cells(cells),
            Self::ConfigChange(row) => row.cells(cells),
            Self::ConfigLine(row) => row.cells(cells),
            Self::Device(row) => row.cells(cells),
            Self::DeviceAaaMethod(row) => row.cells(cells),
            Self::DeviceAaaServer(row) => row.cells(cells),
            Self::DeviceAclEntry(row) => row.cells(cells),
            Self::DeviceAclUse(row) => row.cells(cells),
            Self::DeviceCapture(row) => row.cells(cells),
            Self::DeviceContainer(row) => row.cells(cells),
            Self::DeviceFile(row) => row.cells(cells),
            Self::DeviceInterface(row) => row.cells(cells),
            Self::DeviceKey(row) => row.cells(cells),
            Self::DeviceLine(row) => row.cells(cells),
            Self::DeviceName(row) => row.cells(cells),
            Self::DevicePackage(row) => row.cells(cells),
            Self::DevicePeer(row) => row.cells(cells),
            Self::DeviceProcess(row) => row.cells(cells),
            Self::DeviceReceiver(row) => row.cells(cells),
            Self::DeviceRoute(row) => row.cells(cells),
            Self::DeviceScript(row) => row.cells(cells),
            Self::DeviceService(row) => row.cells(cells),
            Self::DeviceSession(row) => row.cells(cells),
            Self::DeviceSnmp(row) => row.cells(cells),
            Self::DeviceSocket(row) => row.cells(cells),
            Self::DeviceTunnel(row) => row.cells(cells),
            Self::DeviceUser(row) => row.cells(cells),
            Self::Log(row) => row.cells(cells),
            Self::Login(row) => row.cells(cells),
            Self::ShowLine(row) => row.cells(cells),
            Self::Sighting(row) => row.cells(cells),
        }
    }

    /// Sets a declared column from text; see the table's own `set`.
    pub fn set(&mut self, column: &str, text: &str) -> bool {
        match self {
            Self::Command(row) => row.set(column, text),
            Self::ConfigChange(row) => row.set(column, text),
            Self::ConfigLine(row) => row.set(column, text),
            Self::Device(row) => row.set(column, text),
            Self::DeviceAaaMethod(row) => row.set(column, text),
            Self::DeviceAaaServer(row) => row.set(column, text),
            Self::DeviceAclEntry(row) => row.set(column, text),
            Self::DeviceAclUse(row) => row.set(column, text),
            Self::DeviceCapture(row) => row.set(column, text),
            Self::DeviceContainer(row) => row.set(column, text),
            Self::DeviceFile(row) => row.set(column, text),
            Self::DeviceInterface(row) => row.set(column, text),
            Self::DeviceKey(row) => row.set(column, text),
            Self::DeviceLine(row) => row.set(column, text),
            Self::DeviceName(row) => row.set(column, text),
            Self::DevicePackage(row) => row.set(column, text),
            Self::DevicePeer(row) => row.set(column, text),
            Self::DeviceProcess(row) => row.set(column, text),
            Self::DeviceReceiver(row) => row.set(column, text),
            Self::DeviceRoute(row) => row.set(column, text),
            Self::DeviceScript(row) => row.set(column, text),
            Self::DeviceService(row) => row.set(column, text),
            Self::DeviceSession(row) => row.set(column, text),
            Self::DeviceSnmp(row) => row.set(column, text),
            Self::DeviceSocket(row) => row.set(column, text),
            Self::DeviceTunnel(row) => row.set(column, text),
            Self::DeviceUser(row) => row.set(column, text),
            Self::Log(row) => row.set(column, text),
            Self::Login(row) => row.set(column, text),
            Self::ShowLine(row) => row.set(column, text),
            Self::Sighting(row) => row.set(column, text),
        }
    }

    /// Sets the secret column. False if the table has none.
    pub fn set_secret(&mut self, secret: Fingerprint) -> bool {
        match self {
            Self::Command(row) => row.set_secret(secret),
            Self::DeviceAaaServer(row) => row.set_secret(secret),
            Self::DeviceLine(row) => row.set_secret(secret),
            Self::DevicePeer(row) => row.set_secret(secret),
            Self::DeviceSnmp(row) => row.set_secret(secret),
            Self::DeviceUser(row) => row.set_secret(secret),
            _ => return false,
        }
        true
    }

    /// Says which device, as the source names it, and where.
    pub fn place(&mut self, seen_as: &str, origin: Origin) {
        match self {
            Self::Command(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::ConfigChange(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::ConfigLine(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::Device(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceAaaMethod(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceAaaServer(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceAclEntry(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceAclUse(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceCapture(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceContainer(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceFile(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceInterface(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceKey(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceLine(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceName(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DevicePackage(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DevicePeer(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceProcess(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceReceiver(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceRoute(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceScript(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceService(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceSession(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceSnmp(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceSocket(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceTunnel(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::DeviceUser(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::Log(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::Login(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::ShowLine(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
            Self::Sighting(row) => {
                seen_as.clone_into(&mut row.seen_as);
                row.origin = origin;
            }
        }
    }

    /// Where the row came from.
    #[must_use]
    pub const fn origin(&self) -> Origin {
        match self {
            Self::Command(row) => row.origin,
            Self::ConfigChange(row) => row.origin,
            Self::ConfigLine(row) => row.origin,
            Self::Device(row) => row.origin,
            Self::DeviceAaaMethod(row) => row.origin,
            Self::DeviceAaaServer(row) => row.origin,
            Self::DeviceAclEntry(row) => row.origin,
            Self::DeviceAclUse(row) => row.origin,
            Self::DeviceCapture(row) => row.origin,
            Self::DeviceContainer(row) => row.origin,
            Self::DeviceFile(row) => row.origin,
            Self::DeviceInterface(row) => row.origin,
            Self::DeviceKey(row) => row.origin,
            Self::DeviceLine(row) => row.origin,
            Self::DeviceName(row) => row.origin,
            Self::DevicePackage(row) => row.origin,
            Self::DevicePeer(row) => row.origin,
            Self::DeviceProcess(row) => row.origin,
            Self::DeviceReceiver(row) => row.origin,
            Self::DeviceRoute(row) => row.origin,
            Self::DeviceScript(row) => row.origin,
            Self::DeviceService(row) => row.origin,
            Self::DeviceSession(row) => row.origin,
            Self::DeviceSnmp(row) => row.origin,
            Self::DeviceSocket(row) => row.origin,
            Self::DeviceTunnel(row) => row.origin,
            Self::DeviceUser(row) => row.origin,
            Self::Log(row) => row.origin,
            Self::Login(row) => row.origin,
            Self::ShowLine(row) => row.origin,
            Self::Sighting(row) => row.origin,
        }
    }
}
