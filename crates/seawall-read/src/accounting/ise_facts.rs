//! What the attributes of one ISE message say, and what kind of act it is.
//!
//! The kind comes from what ISE itself writes (tag, category, code), never from an attribute that
//! somebody else filled.

use seawall_model::Address;

use super::ise_message::{self as message, First, Message, unescaped};
use super::radius::Access;
use super::{Event, RETURN};
use crate::syslog::address_or_name;

/// What a message is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Somebody typed a command; the channel.
    Command(&'static str),
    /// Somebody came in, failed to, or left.
    Login {
        channel: &'static str,
        outcome: &'static str,
        service: Option<&'static str>,
    },
    /// Nothing for any table.
    Nothing,
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    TacacsAccounting,
    RadiusAccounting,
    Passed,
    Failed,
    Authorization,
    Administrator,
    Other,
}

/// The attributes that count. Texts are slices of the message, escapes and all.
#[derive(Default)]
pub(super) struct Facts<'a> {
    tag: &'a str,
    first: Option<First<'a>>,
    address: Option<&'a str>,
    name: Option<&'a str>,
    /// The account and where it stands.
    pub(super) account: Option<(&'a str, usize)>,
    other_account: Option<(&'a str, usize)>,
    remote: Remote<'a>,
    pub(super) terminal: Option<&'a str>,
    pub(super) privilege: Option<i64>,
    pub(super) task: Option<&'a str>,
    pub(super) session: Option<&'a str>,
    /// The value of `CmdSet` and where it stands.
    pub(super) commands: Option<(&'a str, usize)>,
    flags: Option<&'a str>,
    status: Option<&'a str>,
    protocol: Option<&'a str>,
    kind: Option<&'a str>,
    service: Option<&'a str>,
    argument: Option<&'a str>,
    access: Access<'a>,
}

/// Where somebody came from; contradictory where a message says it twice and differently, as it
/// does if a name feigns an attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Remote<'a> {
    #[default]
    Unknown,
    Known(&'a str),
    Contradictory,
}

impl<'a> Facts<'a> {
    /// Reads a message, or as much as there is of it.
    pub(super) fn of(tag: &'a str, message: &Message<'a>) -> Self {
        let mut facts = Self {
            tag,
            first: message.first,
            ..Self::default()
        };
        for attribute in &message.attributes {
            facts.set(attribute.name, attribute.value, attribute.at);
        }
        facts
    }

    fn set(&mut self, name: &'a str, value: &'a str, at: usize) {
        if value.is_empty() {
            return;
        }
        let once = |slot: &mut Option<&'a str>| {
            slot.get_or_insert(value);
        };
        match name {
            "Device IP Address" | "DeviceIPAddress" => self.address = Some(value),
            "NAS-IP-Address" => once(&mut self.address),
            "NetworkDeviceName" | "NAS-Identifier" => once(&mut self.name),
            "UserName" | "AdminName" => {
                self.account.get_or_insert((value, at));
            }
            "User" | "User-Name" => {
                self.other_account.get_or_insert((value, at));
            }
            "Remote-Address" | "AdminIPAddress" => self.came_from(value),
            "Calling-Station-ID" | "Calling-Station-Id" => {
                self.access.calling = Some(value);
                if Address::parse(value).is_some() {
                    self.came_from(value);
                }
            }
            "Port" | "NAS-Port-Id" => once(&mut self.terminal),
            "Privilege-Level" => self.privilege = self.privilege.or(value.parse().ok()),
            "CmdSet" => {
                self.commands.get_or_insert((value, at));
            }
            "AcctRequest-Flags" => once(&mut self.flags),
            "Acct-Status-Type" => once(&mut self.status),
            "Acct-Session-Id" => once(&mut self.session),
            "Protocol" => once(&mut self.protocol),
            "Type" => once(&mut self.kind),
            "Service" => once(&mut self.service),
            "Service-Argument" => once(&mut self.argument),
            "AVPair" | "cisco-av-pair" | "CiscoAVPair" => {
                let (name, value) = value.split_once('=').unwrap_or((value, ""));
                match name.trim_end_matches('\\') {
                    "task_id" => {
                        self.task.get_or_insert(value);
                    }
                    "service" => {
                        self.argument.get_or_insert(value);
                    }
                    "priv-lvl" | "shell:priv-lvl" => {
                        self.privilege = self.privilege.or(value.parse().ok());
                        self.access.shell = true;
                    }
                    _ => {}
                }
            }
            _ => self.access.set(name, value),
        }
    }

    fn came_from(&mut self, value: &'a str) {
        self.remote = match self.remote {
            Remote::Unknown => Remote::Known(value),
            Remote::Known(known) if known == value => Remote::Known(value),
            _ => Remote::Contradictory,
        };
    }

    /// The device the message is about: the address its packets came from, which no two devices
    /// share, before the name it is listed under, which may stand for a whole network.
    pub(super) fn device(&self) -> Option<&'a str> {
        self.address.or(self.name)
    }

    pub(super) fn account(&self) -> String {
        let account = self.account.or(self.other_account);
        account.map_or_else(String::new, |(account, _)| unescaped(account).into_owned())
    }

    /// Where the account stands, else the beginning.
    pub(super) fn account_at(&self) -> usize {
        self.account.or(self.other_account).map_or(0, |(_, at)| at)
    }

    pub(super) fn from(&self) -> (Option<Address>, Option<String>) {
        match self.remote {
            Remote::Known(from) => address_or_name(Some(from)),
            Remote::Unknown | Remote::Contradictory => (None, None),
        }
    }

    /// Whether the record begins or ends something.
    pub(super) fn event(&self) -> Event {
        let says = self.flags.or(self.status).unwrap_or_default();
        let code = self.first.map_or(0, |first| first.code);
        if says.eq_ignore_ascii_case("start") || matches!(code, 3000 | 3301) {
            Event::Start
        } else if says.eq_ignore_ascii_case("stop") || matches!(code, 3001 | 3302) {
            Event::Stop
        } else {
            Event::Update
        }
    }

    fn topic(&self) -> Topic {
        let category = self.first.map_or("", |first| first.category);
        let is = |tag: &str, name: &str| self.tag == tag || category.eq_ignore_ascii_case(name);
        if category == "Administrator-Login" {
            Topic::Administrator
        } else if is("TACACS_Accounting", "Tacacs-Accounting") {
            Topic::TacacsAccounting
        } else if is("RADIUS_Accounting", "Radius-Accounting") {
            Topic::RadiusAccounting
        } else if is("Passed_Authentications", "Passed-Authentication") {
            Topic::Passed
        } else if is("Failed_Attempts", "Failed-Attempt") {
            Topic::Failed
        } else if is("TACACS_Authorization", "Tacacs-Authorization") {
            Topic::Authorization
        } else {
            Topic::Other
        }
    }

    fn says(&self, word: &str) -> bool {
        self.first.is_some_and(|first| first.says.contains(word))
    }

    fn is_tacacs(&self) -> bool {
        self.protocol
            .is_some_and(|protocol| protocol.eq_ignore_ascii_case("tacacs"))
            || self.says("TACACS")
            || self.commands.is_some()
    }

    fn typed_something(&self) -> bool {
        self.commands.is_some_and(|(value, _)| {
            let command = message::command(value);
            let command = command.trim();
            !command.is_empty() && command != RETURN
        })
    }

    /// Whether it tells of somebody administering a device, whatever table takes it.
    pub(super) fn tells_of_administration(&self) -> bool {
        match self.topic() {
            Topic::Other => false,
            Topic::TacacsAccounting | Topic::Authorization | Topic::Administrator => true,
            _ => self.is_tacacs() || self.access.is_administration(),
        }
    }

    /// What it is to us.
    pub(super) fn act(&self) -> Act {
        let topic = self.topic();
        match topic {
            Topic::TacacsAccounting if self.typed_something() => Act::Command("command-accounting"),
            Topic::TacacsAccounting => {
                let shell = self
                    .argument
                    .is_none_or(|argument| matches!(argument, "shell" | "exec" | "junos-exec"));
                // Where a segment is missing, the command may have stood there.
                let command =
                    self.first.is_none() || (self.commands.is_none() && self.says("with Command"));
                self.began_or_ended("command-accounting", shell && !command)
            }
            Topic::RadiusAccounting => {
                self.began_or_ended("aaa-authentication", self.access.is_administration())
            }
            Topic::Passed | Topic::Failed | Topic::Authorization => {
                // Without the first segment only attributes tell.
                let torn = self.first.is_none();
                let authorization = topic == Topic::Authorization
                    || self.says("uthorization")
                    || (torn && (self.kind == Some("Authorization") || self.commands.is_some()));
                if authorization {
                    let permitted = topic != Topic::Failed && !self.says("fail");
                    return if permitted && self.typed_something() {
                        Act::Command("command-authorization")
                    } else {
                        Act::Nothing
                    };
                }
                self.authentication(topic == Topic::Passed)
            }
            Topic::Administrator => {
                let outcome = if self.says("succeeded") {
                    "success"
                } else if self.says("logged off") || self.says("logged out") {
                    "logout"
                } else if self.says("fail") {
                    "failure"
                } else {
                    return Act::Nothing;
                };
                Act::Login {
                    channel: "login-log",
                    outcome,
                    service: None,
                }
            }
            Topic::Other => Act::Nothing,
        }
    }

    fn began_or_ended(&self, channel: &'static str, applies: bool) -> Act {
        let outcome = match self.event() {
            Event::Start => "success",
            Event::Stop => "logout",
            _ => return Act::Nothing,
        };
        if !applies {
            return Act::Nothing;
        }
        Act::Login {
            channel,
            outcome,
            service: None,
        }
    }

    fn authentication(&self, passed: bool) -> Act {
        let enable = self
            .service
            .is_some_and(|service| service.eq_ignore_ascii_case("enable"));
        let about = self.is_tacacs() || self.access.is_administration();
        // Other failures are requests that were dropped before anybody was asked.
        let judged = passed || self.first.is_none() || self.says("fail");
        if enable || !about || !judged {
            return Act::Nothing;
        }
        Act::Login {
            channel: "aaa-authentication",
            outcome: if passed { "success" } else { "failure" },
            service: None,
        }
    }
}
