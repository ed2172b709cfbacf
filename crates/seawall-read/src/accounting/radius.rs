//! What RADIUS is asked for: the administration of a device, or the network behind it (RFC 2865,
//! sections 5.6 and 5.41; RFC 2866).
//!
//! What it leaves out: every vendor's own attributes but Cisco's `shell:`.

use seawall_model::Address;

/// Attributes that tell one from the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Access<'a> {
    /// `Service-Type`.
    pub(super) service: Option<&'a str>,
    /// `NAS-Port-Type`.
    pub(super) port: Option<&'a str>,
    /// `Calling-Station-Id`.
    pub(super) calling: Option<&'a str>,
    /// Whether something speaks of a shell.
    pub(super) shell: bool,
    /// Whether something speaks of frames or EAP.
    pub(super) network: bool,
}

impl<'a> Access<'a> {
    /// Takes note of an attribute, in the spelling of any server.
    pub(super) fn set(&mut self, name: &str, value: &'a str) {
        match name {
            "Service-Type" => self.service = Some(value),
            "NAS-Port-Type" => self.port = Some(value),
            "Calling-Station-Id" => self.calling = Some(value),
            "Framed-Protocol" | "Framed-IP-Address" | "Framed-MTU" | "EAP-Message" | "EAP-Type"
            | "EapTunnel" | "EapAuthentication" => self.network = true,
            _ => {}
        }
    }

    /// Whether it is about administering the device. Where nothing tells, it is: a login must not
    /// be lost.
    pub(super) fn is_administration(&self) -> bool {
        let service = self.service.map(plain);
        let port = self.port.map(plain);
        match service.as_deref() {
            Some("framed" | "frameduser" | "2" | "callcheck" | "10") => return false,
            Some(
                "login" | "loginuser" | "1" | "administrative" | "administrativeuser" | "6"
                | "nasprompt" | "naspromptuser" | "7" | "exec" | "shell" | "shelluser",
            ) => return true,
            _ => {}
        }
        if self.shell {
            return true;
        }
        if self.network {
            return false;
        }
        match port.as_deref() {
            Some("virtual" | "5" | "async" | "0") => return true,
            Some(_) => return false,
            None => {}
        }
        // A laptop is known by its hardware address, an administrator by where he comes from.
        self.calling
            .is_none_or(|calling| !is_hardware_address(calling))
    }
}

/// Lower-case letters and digits only: `NAS Prompt` and `NAS-Prompt-User` begin alike.
fn plain(value: &str) -> String {
    value
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// `00-11-22-33-44-55`, `0011.2233.4455`, `001122334455`, with a name behind it or not.
pub(super) fn is_hardware_address(text: &str) -> bool {
    if Address::parse(text).is_some() {
        return false;
    }
    let mut digits = 0;
    for byte in text.bytes() {
        match byte {
            _ if byte.is_ascii_hexdigit() => digits += 1,
            b'-' | b':' | b'.' => {}
            _ => return false,
        }
        if digits == 12 {
            return true;
        }
    }
    false
}
