//! What `show version` and `show inventory` say of a device: as their own file, and as the comments
//! at the head of a configuration that a collector fetched.

/// What was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The host name, from `NAME uptime is …`.
    pub(crate) hostname: Option<String>,
    /// The release.
    pub(crate) version: Option<String>,
    /// The release as `Cisco IOS XE Software, Version …` says it.
    xe_version: Option<String>,
    /// The product number or chassis type.
    pub(crate) model: Option<String>,
    /// Every serial number of the device itself: a router's processor and its chassis may have
    /// different ones, and an inventory knows it by either. The first is the one it is listed with.
    pub(crate) serials: Vec<String>,
    /// The image file it runs.
    pub(crate) image: Option<String>,
    /// Whether it said that it is IOS XE (true) or IOS (false).
    pub(crate) is_xe: Option<bool>,
    in_chassis: bool,
}

impl Identity {
    /// Takes one line, without the comment mark before it. Whether it said something.
    pub(crate) fn take(&mut self, line: &str) -> bool {
        let line = line.trim();
        self.software(line) || self.hardware(line)
    }

    fn software(&mut self, line: &str) -> bool {
        if let Some(rest) = line
            .strip_prefix("Cisco IOS XE Software, Version ")
            .or_else(|| line.strip_prefix("Cisco IOS-XE Software, Version "))
        {
            self.xe_version = first_word(rest);
            self.is_xe = Some(true);
        } else if line.starts_with("Cisco IOS-XE software") || line == "ROM: IOS-XE ROMMON" {
            self.is_xe = Some(true);
        } else if line.starts_with("Cisco IOS Software") || line.starts_with("IOS (tm)") {
            self.version = after(line, "Version ").or(self.version.take());
            let xe = line.contains("IOSD") || line.contains("IOS-XE");
            self.is_xe = self.is_xe.or(Some(xe)).map(|known| known || xe);
        } else if let Some(rest) = line.strip_prefix("Image: Software: ") {
            let mut parts = rest.split(", ");
            let name = parts.next().unwrap_or_default();
            self.version = parts.next().map(str::to_owned).or(self.version.take());
            let xe = name.contains("IOSXE") || name.contains("IOSD");
            self.is_xe = Some(self.is_xe.unwrap_or(false) || xe);
        } else if let Some(rest) = line.strip_prefix("System image file is ") {
            self.image = Some(rest.trim_matches('"').to_owned());
        } else if let Some(rest) = line.strip_prefix("Image: ") {
            if !rest.contains(':') || rest.starts_with("Compiled") {
                return false;
            }
            self.image = first_word(rest);
        } else if let Some((name, _)) = line.split_once(" uptime is ") {
            if name.contains(' ') || self.hostname.is_some() {
                return false;
            }
            self.hostname = Some(name.to_owned());
        } else {
            return line.starts_with("System returned to ROM by ")
                || line.starts_with("Last reload reason");
        }
        true
    }

    fn keep_serial(&mut self, serial: Option<String>) {
        self.serials
            .extend(serial.filter(|serial| !self.serials.contains(serial)));
    }

    fn hardware(&mut self, line: &str) -> bool {
        let lower = line.get(..6).unwrap_or_default().to_ascii_lowercase();
        if lower == "cisco " && (line.contains(" processor") || line.contains(" (revision ")) {
            let model = line.get(6..).and_then(first_word);
            self.model = self.model.take().or(model);
        } else if let Some(rest) = value(line, &["Chassis type", "Model number", "Model Number"]) {
            self.model = first_word(rest).or(self.model.take());
        } else if let Some(rest) = value(
            line,
            &[
                "Processor ID",
                "System serial number",
                "System Serial Number",
            ],
        )
        .or_else(|| line.strip_prefix("Processor board ID "))
        {
            self.keep_serial(first_word(rest));
        } else if let Some(rest) = line.strip_prefix("NAME: \"") {
            let name = rest.split('"').next().unwrap_or_default();
            self.in_chassis = name.eq_ignore_ascii_case("chassis")
                || name == "1"
                || name == "Switch 1"
                || name.ends_with("Stack");
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

    /// The release, in the form in which the platform is numbered: IOS XE up to 3.x has a number of
    /// its own beside the IOS one; from 16 on both are the same.
    pub(crate) fn release(&self) -> Option<&str> {
        let own = self.version.as_deref();
        let old = own.is_none_or(|version| version.contains('('));
        if self.is_xe == Some(true) && old {
            self.xe_version.as_deref().or(own)
        } else {
            own.or(self.xe_version.as_deref())
        }
    }
}

fn first_word(text: &str) -> Option<String> {
    let word = text.split([' ', ',']).find(|word| !word.is_empty())?;
    Some(word.to_owned())
}

fn after(line: &str, mark: &str) -> Option<String> {
    first_word(line.split_once(mark)?.1)
}

/// `Name : value`, with any spaces around the colon.
fn value<'a>(line: &'a str, names: &[&str]) -> Option<&'a str> {
    let (name, value) = line.split_once(':')?;
    names.contains(&name.trim_end()).then(|| value.trim())
}
