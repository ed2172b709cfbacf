//! `show ip http server status`, `show ip http server all`, `show ip http server secure status`.

use seawall_model::tables::DeviceService;

use super::{Command, Output};
use crate::shape::pair;

pub(super) const HTTP_SERVER: Command = Command {
    id: "show-ip-http-server",
    typed: &[
        "show ip http server status",
        "show ip http server all",
        "show ip http server secure status",
    ],
    whole: &[],
    looks: |line| {
        line.starts_with("HTTP server status:") || line.starts_with("HTTP secure server status:")
    },
    read,
};

fn read(output: &mut Output<'_>) {
    // Either server: its row, the line that says whether it is on.
    let mut plain: Option<(DeviceService, usize)> = None;
    let mut secure: Option<(DeviceService, usize)> = None;
    let row = |service: &str, state: &str| DeviceService {
        service: service.to_owned(),
        enabled: state.eq_ignore_ascii_case("enabled"),
        ..DeviceService::default()
    };
    for index in output.lines() {
        let line = output.line(index);
        let Some((name, value)) = pair(line) else {
            if output.begun {
                output.known(index);
            }
            continue;
        };
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "http server status" => {
                output.begin(index);
                plain = plain.or_else(|| Some((row("http-server", value), index)));
            }
            "http secure server status" => {
                output.begin(index);
                secure = secure.or_else(|| Some((row("https-server", value), index)));
            }
            "http server port" => {
                if let Some((row, _)) = &mut plain {
                    row.port = value.parse().ok();
                    output.taken(index);
                }
            }
            "http secure server port" => {
                if let Some((row, _)) = &mut secure {
                    row.port = value.parse().ok();
                    output.taken(index);
                }
            }
            // 0 and None stand for no list.
            "http server access class"
            | "http server ipv4 access class"
            | "http server ipv6 access class" => {
                if let (Some((row, _)), false) = (
                    &mut plain,
                    value == "0" || value.eq_ignore_ascii_case("none"),
                ) && let Some(list) = output.some(value)
                {
                    row.access_list.get_or_insert(list);
                    output.taken(index);
                }
            }
            _ => {}
        }
        if output.begun {
            output.known(index);
        }
    }
    // One list guards both servers.
    let list = plain.as_ref().and_then(|(row, _)| row.access_list.clone());
    if let Some((row, _)) = &mut secure {
        row.access_list = list;
    }
    for (row, index) in plain.into_iter().chain(secure) {
        output.push(row, index);
    }
}
