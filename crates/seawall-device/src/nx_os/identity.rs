//! What `show version` and `show inventory` say of an NX-OS device: as their own file (text or JSON),
//! and as the comments at the head of a configuration that a collector fetched.

/// What was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The host name, from `Device name: …`.
    pub(crate) hostname: Option<String>,
    /// The release of the system.
    system: Option<String>,
    /// The release of the kernel, which is the system's own up to 7.x.
    kickstart: Option<String>,
    /// The chassis.
    pub(crate) model: Option<String>,
    /// Serial numbers: of the supervisor's board, of the chassis.
    pub(crate) serials: Vec<String>,
    /// The image file it runs.
    pub(crate) image: Option<String>,
    kickstart_image: Option<String>,
    /// Whether it said how long it has been running: by then everything else is said.
    pub(crate) reached_uptime: bool,
    in_chassis: bool,
}

impl Identity {
    /// Takes one line, without the comment mark before it. Whether it said something.
    pub(crate) fn take(&mut self, line: &str) -> bool {
        let line = line.trim();
        // `Software:   NXOS: version …`, as RANCID writes it.
        let line = ["Software: ", "Hardware: "]
            .iter()
            .find_map(|section| line.strip_prefix(section))
            .map_or(line, str::trim_start);
        self.software(line) || self.hardware(line)
    }

    fn software(&mut self, line: &str) -> bool {
        // `System version:`, with a capital, is what ran before the last reset.
        if let Some(rest) = version(line, "NXOS:").or_else(|| version(line, "system:")) {
            self.system = self.system.take().or_else(|| first_word(rest));
        } else if let Some(rest) = version(line, "kickstart:") {
            self.kickstart = self.kickstart.take().or_else(|| first_word(rest));
        } else if let Some(rest) =
            value(line, "NXOS image file is").or_else(|| value(line, "system image file is"))
        {
            self.image = self.image.take().or_else(|| first_word(rest));
        } else if let Some(rest) = value(line, "kickstart image file is") {
            self.kickstart_image = self.kickstart_image.take().or_else(|| first_word(rest));
        } else if let Some(rest) = value(line, "Device name") {
            self.hostname = self.hostname.take().or_else(|| first_word(rest));
        } else if line.starts_with("Kernel uptime is ") {
            self.reached_uptime = true;
        } else {
            return line.starts_with("Cisco Nexus Operating System");
        }
        true
    }

    fn hardware(&mut self, line: &str) -> bool {
        if let Some(rest) = line.strip_prefix("cisco ") {
            if !rest.to_ascii_lowercase().contains("chassis") {
                return false;
            }
            self.model = self.model.take().or_else(|| chassis(rest));
        } else if let Some(rest) = line.strip_prefix("Processor Board ID ") {
            self.keep_serial(first_word(rest));
        } else if let Some(rest) = line.strip_prefix("NAME: \"") {
            let name = rest.split('"').next().unwrap_or_default();
            self.in_chassis = name.eq_ignore_ascii_case("chassis");
            return false;
        } else if let Some(rest) = line.strip_prefix("PID: ") {
            if !std::mem::take(&mut self.in_chassis) {
                return false;
            }
            self.model = self.model.take().or_else(|| first_word(rest));
            let serial = rest.split("SN:").nth(1).and_then(first_word);
            self.keep_serial(serial.filter(|serial| serial != "N/A"));
        } else {
            return false;
        }
        true
    }

    /// Takes what `show version | json` says, in one line or in many. Whether it said something.
    pub(crate) fn take_json(&mut self, line: &str) -> bool {
        let before = self.clone();
        let first = |known: Option<String>, key: &str| known.or_else(|| json(line, key));
        let word = |text: Option<String>| text.as_deref().and_then(first_word);
        self.system = self
            .system
            .take()
            .or_else(|| word(json(line, "nxos_ver_str").or_else(|| json(line, "sys_ver_str"))));
        self.kickstart = self
            .kickstart
            .take()
            .or_else(|| word(json(line, "kickstart_ver_str")));
        self.image = first(self.image.take(), "nxos_file_name");
        self.image = first(self.image.take(), "isan_file_name");
        self.kickstart_image = first(self.kickstart_image.take(), "kick_file_name");
        self.hostname = first(self.hostname.take(), "host_name");
        let model = json(line, "chassis_id").and_then(|text| chassis(&text));
        self.model = self.model.take().or(model);
        self.keep_serial(json(line, "proc_board_id"));
        self.reached_uptime |= line.contains("\"kern_uptm_");
        *self != before
    }

    fn keep_serial(&mut self, serial: Option<String>) {
        self.serials
            .extend(serial.filter(|serial| !self.serials.contains(serial)));
    }

    /// The release: the system's, else the kernel's.
    pub(crate) fn release(&self) -> Option<&str> {
        self.system.as_deref().or(self.kickstart.as_deref())
    }

    /// The image: the system's, else the kernel's.
    pub(crate) fn image(&self) -> Option<&str> {
        self.image.as_deref().or(self.kickstart_image.as_deref())
    }
}

/// `Nexus9000 C93180YC-FX Chassis` is a C93180YC-FX, `Nexus 5596 Chassis` and `Nexus5596 Chassis` a
/// 5596, `NX-OSv Chassis` an NX-OSv.
fn chassis(text: &str) -> Option<String> {
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty());
    let first = words.next()?;
    let series = first.strip_prefix("Nexus");
    let second = words
        .next()
        .filter(|word| !word.eq_ignore_ascii_case("chassis") && !word.starts_with('('));
    let model = match (series, second) {
        (Some(_), Some(second)) => second,
        (Some(number), None) if !number.is_empty() => number,
        _ => first,
    };
    Some(model.to_owned())
}

/// `NXOS: version 9.3(5)`, with any spaces between.
fn version<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(name)?.trim_start();
    rest.strip_prefix("version ")
}

/// `Name: value`, with any spaces around the colon.
fn value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(name)?.trim_start();
    Some(rest.strip_prefix(':')?.trim())
}

/// The text after `"key":`, between quotes.
fn json(line: &str, key: &str) -> Option<String> {
    let at = line.find(&format!("\"{key}\""))?;
    let rest = line.get(at + key.len() + 2..)?.trim_start();
    let rest = rest.strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let text = rest.split('"').next()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn first_word(text: &str) -> Option<String> {
    let word = text.split([' ', ',']).find(|word| !word.is_empty())?;
    Some(word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chassis_is_named_without_its_series() {
        let model = |text| chassis(text).unwrap_or_default();
        assert_eq!(model("Nexus9000 C93180YC-FX Chassis"), "C93180YC-FX");
        assert_eq!(model("Nexus7000 C7009 (9 Slot) Chassis"), "C7009");
        assert_eq!(model("Nexus 5596 Chassis (\"O2 48X10GE\")"), "5596");
        assert_eq!(model("Nexus5548 Chassis (\"O2 32X10GE\")"), "5548");
        assert_eq!(model("NX-OSv Chassis"), "NX-OSv");
    }
}
