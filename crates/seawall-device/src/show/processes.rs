//! `show processes` in its variants: which processes run, by name.

use seawall_model::tables::DeviceProcess;

use super::{Command, Output};
use crate::shape::Columns;

pub(super) const PROCESSES: Command = Command {
    id: "show-processes",
    typed: &[
        "show processes …",
        "show process …",
        "show platform software process list …",
    ],
    whole: &[
        "",
        "cpu",
        "cpu sorted",
        "cpu platform",
        "cpu platform sorted",
        "memory",
        "memory sorted",
    ],
    looks: |line| heading(line, 0).is_some(),
    read,
};

/// Where the number and the name stand.
struct Heading {
    columns: Columns,
    /// Which of the columns they are.
    pid: usize,
    name: usize,
}

fn heading(line: &str, indent: u16) -> Option<Heading> {
    let layouts: [(&[&str], usize, usize); 6] = [
        (&["PID", "TTY", "Process"], 0, 2),
        (&["PID", "Min", "Process"], 0, 2),
        (&["PID", "State", "PC", "Process"], 0, 3),
        (&["Pid", "PPid", "Status", "Name"], 0, 3),
        (&["JID", "TID", "NAME"], 0, 2),
        (&["Name", "Pid", "PPid", "Status"], 1, 0),
    ];
    let first = line.split_ascii_whitespace().next()?;
    layouts.iter().find_map(|(headings, pid, name)| {
        if headings.first() != Some(&first) {
            return None;
        }
        Some(Heading {
            columns: Columns::of(line, indent, headings)?,
            pid: *pid,
            name: *name,
        })
    })
}

fn read(output: &mut Output<'_>) {
    let mut open: Option<Heading> = None;
    for index in output.lines() {
        let (line, indent) = (output.line(index), output.indent(index));
        if let Some(found) = heading(line, indent) {
            open = Some(found);
            output.begin(index);
            continue;
        }
        let load = [
            "CPU utilization",
            "Processor Pool",
            "CPU util",
            "Core ",
            "Tracekey",
            "lsmpi",
            " I/O Pool",
            "reserve P",
        ];
        if load.iter().any(|start| line.starts_with(start)) {
            output.known(index);
            continue;
        }
        let Some(heading) = &open else { continue };
        let cells = heading.columns.cells(line, indent);
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let number = cell(heading.pid)
            .split_ascii_whitespace()
            .next()
            .unwrap_or_default();
        let name = cell(heading.name);
        if name.is_empty() {
            continue;
        }
        // NX-OS lists what does not run, without a number.
        if number == "-" {
            output.known(index);
        } else if let Ok(pid) = number.parse() {
            let row = DeviceProcess {
                process: output.safe(name),
                pid: Some(pid),
                ..DeviceProcess::default()
            };
            output.push(row, index);
        }
    }
}
