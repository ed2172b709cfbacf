//! What the lines in a server group say of its servers: the VRF stands beside them, the key in them.

use std::collections::HashMap;

use seawall_model::{Row, SecretKey};

use crate::redact::fingerprint;
use crate::rows::Collected;
use crate::shape::{Text, Tree};
use crate::template::is_secret_type;

/// Completes the rows of private servers, which the templates made.
pub(crate) fn complete(
    text: &Text,
    tree: &Tree,
    tops: &[usize],
    secrets: &SecretKey,
    collected: &mut Collected,
) {
    let mut vrfs: HashMap<&str, Option<&str>> = HashMap::new();
    for index in tops.iter().copied() {
        let words: Vec<&str> = text.line(index).split_ascii_whitespace().collect();
        if let ["aaa", "group", "server", _, group, ..] = words[..] {
            let mut inside = tree.children(index);
            let vrf = inside.find_map(|child| text.line(child).strip_prefix("vrf "));
            vrfs.insert(group, vrf);
        }
    }
    for (row, line) in collected.of_table("device_aaa_server") {
        let Row::DeviceAaaServer(server) = row else {
            continue;
        };
        let group = server.server_group.as_deref();
        let Some(vrf) = group.and_then(|group| vrfs.get(group)) else {
            continue;
        };
        server.vrf = server.vrf.take().or_else(|| vrf.map(str::to_owned));
        for child in tree.children(line.saturating_sub(1) as usize) {
            let words: Vec<&str> = text.line(child).split_ascii_whitespace().collect();
            let (kind, value) = match words[..] {
                ["key", kind, value] if is_secret_type(kind) => (Some(kind), value),
                ["key", value] => (None, value),
                _ => continue,
            };
            server.secret_type = Some(kind.unwrap_or("0").to_owned());
            server.secret = Some(fingerprint(value, kind, secrets));
        }
    }
}
