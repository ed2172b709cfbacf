//! `show iox-service`: whether the device hosts applications at all.

use seawall_model::tables::DeviceService;

use super::{Command, Output};
use crate::shape::pair;

pub(super) const IOX: Command = Command {
    id: "show-iox-service",
    typed: &["show iox-service", "show iox"],
    whole: &[],
    looks: |line| line.starts_with("IOx Infrastructure Summary"),
    read,
};

fn read(output: &mut Output<'_>) {
    output.platform = Some("cisco-ios-xe");
    for index in output.lines() {
        let line = output.line(index);
        if line.starts_with("IOx Infrastructure Summary") {
            output.begin(index);
        } else if let Some((name, value)) = pair(line)
            && name == "IOx service (CAF)"
        {
            output.begun = true;
            let row = DeviceService {
                service: "iox".to_owned(),
                enabled: value.starts_with("Running"),
                ..DeviceService::default()
            };
            output.push(row, index);
        } else if pair(line).is_some() {
            output.known(index);
        }
    }
}
