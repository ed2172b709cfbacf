//! `show file systems`: where files may lie.

use seawall_model::tables::DeviceFile;

use super::{Command, Output};

pub(super) const FILE_SYSTEMS: Command = Command {
    id: "show-file-systems",
    typed: &["show file systems", "show filesystem"],
    whole: &[],
    looks: |line| line.starts_with("Size(b)") && line.ends_with("Prefixes"),
    read,
};

fn read(output: &mut Output<'_>) {
    for index in output.lines() {
        let line = output.line(index);
        if line.starts_with("Size(b)") || line.starts_with("File Systems:") {
            output.begun |= line.starts_with("Size(b)");
            output.known(index);
            continue;
        }
        let words: Vec<&str> = line
            .trim_start_matches('*')
            .split_ascii_whitespace()
            .collect();
        let [size, _, _, _, prefixes @ ..] = words.as_slice() else {
            continue;
        };
        for prefix in prefixes {
            let row = DeviceFile {
                path: output.safe(prefix),
                name: output.safe(prefix),
                folder: true,
                bytes: size.parse().ok(),
                ..DeviceFile::default()
            };
            output.push(row, index);
        }
    }
}
