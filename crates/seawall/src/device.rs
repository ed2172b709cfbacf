//! `seawall device`: the devices that the evidence speaks of, and what is known of one.

use anyhow::{Result, bail};
use seawall_engine::DeviceSummary;

use crate::arguments::{DeviceListArguments, DeviceShowArguments};
use crate::exit::Exit;
use crate::output::Destination;
use crate::secrets::Letters;
use crate::session::{Input, Session};
use crate::talk::near;
use crate::terminal::{Line, Page, Style, grid};
use crate::{moments, query};

/// Runs `device list`.
///
/// # Errors
/// If it could not run; the sentence ends with what to do.
pub(crate) fn list(arguments: &DeviceListArguments) -> Result<Exit> {
    let session = Session::open(&arguments.evidence)?;
    let estate = session.estate()?;
    let known = |text: &Option<String>| text.clone().unwrap_or_else(|| "not known".to_owned());
    let rows: Vec<Vec<String>> = estate
        .devices()
        .iter()
        .map(|device| {
            vec![
                device.name.clone(),
                known(&device.platform),
                known(&device.version),
                known(&device.role),
                device.names.len().to_string(),
            ]
        })
        .collect();
    let mut page = Page::default();
    if rows.is_empty() {
        page.push(Line::of(
            Style::Warning,
            "No file speaks of a device. `seawall inputs` says what each file was taken for.",
        ));
    } else {
        page.text(
            Style::Plain,
            &grid(&["device", "platform", "version", "role", "names"], &rows),
        );
    }
    for problem in estate.naming_problems() {
        page.push(Line::of(Style::Warning, problem));
    }
    Destination::new(None).whole(&page)?;
    Ok(Exit::LookedEverywhere)
}

/// Runs `device show`.
///
/// # Errors
/// If it could not run, or there is no such device; the sentence ends with what to do.
pub(crate) fn show(arguments: &DeviceShowArguments) -> Result<Exit> {
    let session = Session::open(&arguments.evidence)?;
    let estate = session.estate()?;
    let is = |name: &String| name.eq_ignore_ascii_case(&arguments.name);
    let known = estate
        .devices()
        .iter()
        .find(|device| is(&device.name) || device.names.iter().any(is));
    let Some(device) = known else {
        let names = estate.devices().iter().map(|device| device.name.as_str());
        bail!(
            "No file speaks of a device \"{}\". `seawall device list` has them all. {}",
            arguments.name,
            near(&arguments.name, names)
        );
    };
    let mut page = Page::default();
    page.push(Line::of(Style::Strong, &device.name));
    for (word, value) in [
        ("platform", &device.platform),
        ("version", &device.version),
        ("role", &device.role),
    ] {
        let value = value.as_deref().unwrap_or("not known");
        page.push(Line::of(Style::Faint, format!("{word:10}")).and(Style::Plain, value));
    }
    let lead = Line::of(Style::Faint, format!("{:10}", "known as"));
    page.hanging(lead, Style::Plain, &device.names.join(", "), 10, 100);
    page.gap();
    page.push(Line::of(Style::Strong, "SNAPSHOTS"));
    for input in session.live.iter().filter(|input| is_of(input, device)) {
        let source = &input.source;
        let when = source
            .collected
            .map_or_else(|| "time not known".to_owned(), moments::short);
        let weak = if source.collected_weak {
            " (only the file's time)"
        } else {
            ""
        };
        let whole = if input.coverage.complete {
            "whole"
        } else {
            "not whole"
        };
        page.push(Line::of(
            Style::Plain,
            format!("  {}  {when}{weak}, {whole}", source.path),
        ));
    }
    page.gap();
    page.push(Line::of(Style::Strong, "CHANNELS"));
    let mut channels = estate.query(&format!(
        "SELECT channel, state, from_time, until_time, longest_gap, cause, switch_on FROM channel \
         WHERE device = '{}' ORDER BY channel",
        device.name.replace('\'', "''")
    ))?;
    let mut letters = Letters::default();
    for cell in channels.rows.iter_mut().flatten().flatten() {
        *cell = letters.replace(cell);
    }
    page.append(query::page(&channels));
    Destination::new(None).whole(&page)?;
    Ok(Exit::LookedEverywhere)
}

fn is_of(input: &Input, device: &DeviceSummary) -> bool {
    input.source.device.as_ref().is_some_and(|named| {
        named.eq_ignore_ascii_case(&device.name)
            || device
                .names
                .iter()
                .any(|name| name.eq_ignore_ascii_case(named))
    })
}
