//! Files that hold several sources: as good as what they were made of, and read once.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::seawall::World;

/// A folder as `.tar.gz`, with the times of its files.
fn archive(folder: &Path) -> Vec<u8> {
    let mut files: Vec<PathBuf> = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                &mut folders
            } else {
                &mut files
            }
            .push(path);
        }
    }
    files.sort();
    let gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let mut builder = tar::Builder::new(gzip);
    for path in files {
        let modified = path
            .metadata()
            .and_then(|data| data.modified())
            .expect("a time");
        let bytes = std::fs::read(&path).expect("a file");
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(
            modified
                .duration_since(UNIX_EPOCH)
                .expect("after 1970")
                .as_secs(),
        );
        let name = path.strip_prefix(folder).expect("below");
        builder
            .append_data(&mut header, name, bytes.as_slice())
            .expect("tar");
    }
    builder
        .into_inner()
        .and_then(flate2::write::GzEncoder::finish)
        .expect("gzip")
}

fn fingerprints(report: &str) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(report).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let mut all: Vec<String> = findings
        .iter()
        .map(|finding| finding["fingerprint"].to_string())
        .collect();
    all.sort();
    all
}

#[test]
fn an_archive_is_as_good_as_its_folder() {
    let world = World::corpus("intrusion");
    let packed = World::new();
    // Settings are the organisation's word and lie beside the evidence, not in it.
    let settings = world.input().join("seawall.toml");
    if let Ok(text) = std::fs::read_to_string(&settings) {
        packed.file("seawall.toml", &text);
    }
    packed.bytes("corpus.tar.gz", &archive(&world.input()), 1_790_812_770);
    let hunt = |world: &World| {
        world
            .run(&["hunt", "IN", "--format", "json", "--quiet"])
            .out
    };
    let (plain, first) = (hunt(&world), hunt(&packed));
    assert!(!fingerprints(&plain).is_empty());
    assert_eq!(fingerprints(&plain), fingerprints(&first));
    assert_eq!(first, hunt(&packed), "known files");
}

const SESSION: &str = "\
login as: ops
edge-1>enable
edge-1#show version
Cisco IOS Software, C2900 Software (C2900-UNIVERSALK9-M), Version 15.4(3)M, RELEASE SOFTWARE (fc1)
edge-1 uptime is 1 day
System image file is \"flash:c2900.bin\"
Configuration register is 0x2102
edge-1#configure terminal
edge-1(config)#no logging host 192.0.2.7
edge-1(config)#end
edge-1#show ip route
Gateway of last resort is not set
edge-1#exit
";

#[test]
fn a_recording_is_read_once() {
    let world = World::new();
    world.file("session.log", SESSION);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(SESSION.replace("edge-1", "edge-2").as_bytes())
        .expect("gzip");
    world.bytes("other.log.gz", &gzip.finish().expect("gzip"), 1_790_769_600);
    let inputs = || world.run(&["inputs", "IN", "--quiet"]).out;
    let first = inputs();
    insta::assert_snapshot!(first, @"
    PATH                         TAKEN FOR        SURE  DEVICE  LINES  READ  NOTHING IN IT  NOT YET SUPPORTED  NOT RECOGNISED
    other.log.gz                 transcript                     6      0     3              2                  1
    other.log.gz!show version    show, cisco-ios        edge-2  5      3     2              0                  0
    other.log.gz!typed commands  accounting                     2      2     0              0                  0
    session.log                  transcript                     6      0     3              2                  1
    session.log!show version     show, cisco-ios        edge-1  5      3     2              0                  0
    session.log!typed commands   accounting                     2      2     0              0                  0

    COMMONEST SHAPES NOT UNDERSTOOD
            4  show ip route
            2  login as: ops
    ");
    assert_eq!(first, inputs(), "known files");
    let ran = world.run(&[
        "query",
        "SELECT device, command, place_of(origin) FROM command",
        "IN",
        "--format",
        "csv",
        "--quiet",
    ]);
    insta::assert_snapshot!(ran.out, @"
    device,command,place_of(command.origin)
    edge-2,configure terminal,8
    edge-2,no logging host 192.0.2.7,9
    edge-1,configure terminal,8
    edge-1,no logging host 192.0.2.7,9
    ");
    // A new time and the same content: nothing is another source.
    world.file("session.log", SESSION);
    world.bytes("session.log", SESSION.as_bytes(), 1_790_769_700);
    assert_eq!(first, inputs(), "the same content");
}
