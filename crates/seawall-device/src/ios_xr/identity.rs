//! What `show version` and `show inventory` say of a device: as their own file, and as the comments
//! that a collector puts above a configuration.

/// What was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The host name, from `NAME uptime is …`.
    pub(crate) hostname: Option<String>,
    /// The release, without what follows it in brackets.
    pub(crate) version: Option<String>,
    /// The product or series.
    pub(crate) model: Option<String>,
    /// The serial number of the chassis.
    pub(crate) serial: Option<String>,
    /// The image file it runs.
    pub(crate) image: Option<String>,
    in_chassis: bool,
}

impl Identity {
    /// Takes one line, without the comment mark before it. Whether it said something.
    pub(crate) fn take(&mut self, line: &str) -> bool {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix("Cisco IOS XR Software, Version ") {
            self.version = release(rest);
        } else if let Some(rest) = value(line, "Version") {
            self.version = self.version.take().or_else(|| release(rest));
        } else if let Some(rest) = line.strip_prefix("System image file is ") {
            self.image = Some(rest.trim_matches('"').to_owned());
        } else if let Some((name, _)) = line.split_once(" uptime is ") {
            // `System uptime is …` names nobody.
            if name != "System" && !name.contains(' ') {
                self.hostname = Some(name.to_owned());
            }
        } else if let Some(rest) = line.strip_prefix("cisco ") {
            // `cisco NCS-5500 () processor`, `cisco 8202-32FH-M (…) processor with 64GB of memory`.
            let Some((model, after)) = rest.split_once(" (") else {
                return false;
            };
            if !after.contains("processor") && self.model.is_some() {
                return false;
            }
            self.model = Some(model.trim().to_owned());
        } else if let Some(rest) = line.strip_prefix("Chassis type: ") {
            let model = rest.split(" - ").next().unwrap_or(rest);
            self.model = Some(model.trim().to_owned());
        } else if let Some(rest) = line.strip_prefix("NAME: \"") {
            let name = rest
                .split('"')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            self.in_chassis = name.starts_with("rack 0")
                || name.starts_with("chassis")
                || name.ends_with("chassis");
            return false;
        } else if let Some(rest) = line.strip_prefix("PID: ") {
            if !std::mem::take(&mut self.in_chassis) {
                return false;
            }
            self.model = first_word(rest).or(self.model.take());
            let serial = rest.split("SN:").nth(1).and_then(first_word);
            self.serial = serial.filter(|serial| serial != "N/A");
        } else {
            return false;
        }
        true
    }
}

/// `6.1.4.10I[Default]` and `7.9.2 LNT` without what follows the numbers.
fn release(text: &str) -> Option<String> {
    first_word(text.split('[').next().unwrap_or(text))
}

fn first_word(text: &str) -> Option<String> {
    let word = text.split([' ', ',']).find(|word| !word.is_empty())?;
    Some(word.to_owned())
}

/// `Name : value`, with any spaces around the colon.
fn value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (found, value) = line.split_once(':')?;
    (found.trim_end() == name).then(|| value.trim())
}
