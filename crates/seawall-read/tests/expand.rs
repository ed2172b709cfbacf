//! Files that hold several sources: archives, recordings, JSON of collectors, exports.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use seawall_device::Platforms;
use seawall_model::{Content, Coverage, Reader, Row, SecretKey};
use seawall_read::{Archive, Entry, Member, Source, Split, recognise, split, walk};

mod common;

const KEY: SecretKey = SecretKey::new([7; 32]);

static READERS: LazyLock<Vec<Box<dyn Reader>>> = LazyLock::new(|| {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content");
    let mut files = BTreeMap::new();
    let mut folders = vec![std::path::PathBuf::from(root)];
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let shown = path.strip_prefix(root).unwrap().display().to_string();
            match std::fs::read_to_string(&path) {
                Ok(text) => drop(files.insert(shown, text)),
                Err(_) => folders.push(path),
            }
        }
    }
    let platforms = Arc::new(Platforms::compile(&Content::parse(files).0).0);
    seawall_device::READERS
        .iter()
        .chain(seawall_read::READERS)
        .map(|build| build(&platforms))
        .collect()
});

/// Reads a folder as the program does; one line a source, then its rows if `rows`.
#[derive(Default)]
struct Driver {
    out: String,
    rows: bool,
    number: u32,
    lines: u64,
}

impl Driver {
    fn folder(mut self, root: &Path) -> String {
        let walk = walk(&[root.to_path_buf()]);
        for found in &walk.files {
            match Archive::of(found) {
                Some(archive) => {
                    let told = archive
                        .members(&mut |member, _| {
                            match member {
                                Member::Entry(entry) => self.entry(&entry),
                                Member::Skipped(skipped) => {
                                    writeln!(self.out, "- {}: {}", skipped.shown, skipped.reason)
                                        .unwrap();
                                }
                            }
                            Ok::<(), ()>(())
                        })
                        .unwrap();
                    let (word, trouble) = (archive.word(), told.trouble.unwrap_or_default());
                    writeln!(
                        self.out,
                        "= {}: {word}, {} members {trouble}",
                        found.shown, told.members
                    )
                    .unwrap();
                }
                None => self.entry(&Entry::of(found)),
            }
        }
        for skipped in &walk.skipped {
            writeln!(self.out, "- {}: {}", skipped.shown, skipped.reason).unwrap();
        }
        self.out
    }

    fn entry(&mut self, entry: &Entry) {
        self.number += 1;
        let opened = match entry.open(self.number, &KEY, None) {
            Ok(opened) => opened,
            Err(reason) => return writeln!(self.out, "- {}: {reason}", entry.shown).unwrap(),
        };
        match split(opened, &entry.shown) {
            Split::One(source) => {
                if self.source(&entry.shown, source).is_none() {
                    writeln!(self.out, "? {}", entry.shown).unwrap();
                }
            }
            Split::Streams(sources) => {
                for source in sources {
                    let shown = source.path().to_owned();
                    if self.source(&shown, source).is_none() {
                        writeln!(self.out, "? {shown}").unwrap();
                    }
                }
            }
            Split::Several {
                mut several,
                trouble,
                ..
            } => {
                self.lines = 0;
                for part in several.parts.clone() {
                    let source = Box::new(part.open(self.number, &KEY, entry.modified, None));
                    match self.source(&part.shown, source) {
                        Some(lines) => self.lines += lines,
                        None => several.nobody_reads(&part, &KEY),
                    }
                }
                let rest = &several.rest;
                let lines = self.lines + rest.total();
                writeln!(
                    self.out,
                    "= {}: {}, {lines} lines {}",
                    entry.shown,
                    several.word,
                    trouble.unwrap_or_default()
                )
                .unwrap();
                self.coverage(rest);
            }
        }
    }

    fn source(&mut self, shown: &str, mut source: Box<dyn Source>) -> Option<u64> {
        let (reader, _) = recognise(&source.head(), &READERS)?;
        if reader.id() == seawall_device::UNREAD {
            return None;
        }
        let mut rows: Vec<Row> = Vec::new();
        let coverage = reader.read(source.as_mut(), &mut rows);
        let device = coverage.device.clone().unwrap_or_default();
        let collected = source
            .collected()
            .map(|_| common::time_text(source.collected()));
        let complete = if coverage.complete { "" } else { " incomplete" };
        let trouble = source.trouble().unwrap_or_default().to_owned();
        writeln!(
            self.out,
            "{shown}: {} {device}{complete} {} rows {}{trouble}",
            reader.id(),
            rows.len(),
            collected.unwrap_or_default()
        )
        .unwrap();
        self.coverage(&coverage);
        for note in source.notes() {
            writeln!(self.out, "    - {note}").unwrap();
        }
        if self.rows {
            for row in &rows {
                writeln!(self.out, "    {}", common::show(row)).unwrap();
            }
        }
        Some(coverage.total())
    }

    fn coverage(&mut self, coverage: &Coverage) {
        writeln!(
            self.out,
            "    {} read, {} irrelevant, {} unsupported, {} unrecognised",
            coverage.read, coverage.irrelevant, coverage.unsupported, coverage.unrecognised
        )
        .unwrap();
    }
}

fn read(files: &[(&str, &[u8])]) -> String {
    driven(files, Driver::default())
}

fn driven(files: &[(&str, &[u8])], driver: Driver) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    driver.folder(folder.path())
}

const CONFIG: &str =
    "version 15.4\nhostname edge-1\n!\nusername ops privilege 15 secret 9 $9$abcdefgh\n!\nend\n";
const LOG: &str = "Jan  5 2026 10:00:00 edge-1 1: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)\n\
                   Jan  5 2026 10:00:02 edge-1 2: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)\n";

/// `LOG` as `xz -6` compresses it: no crate here does.
const LOG_XZ: &str = "fd377a585a000004e6d6b4460200210116000000742fe5a3e000c500695d00251849c20bb6a52472813de9ed0b31f138918dae92deefc4f0aaf9c5dffa9ce4cb0d8529b15d01a8f774f3cf285ec1dfe6594b2bf94b85459afd5b8c06959317df69955ee4f019ecff8cfe084d662adf1718130f8459037866c6a548728492d53c77b5f2454377af00000000009870dc3ddae2197600018501c6010000eba3ace2b1c467fb020000000004595a";

fn unhex(text: &str) -> Vec<u8> {
    let pairs = (0..text.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(bytes, 1).unwrap()
}

fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(1_767_600_000);
        // Names that the builder refuses are written as they are.
        let field = &mut header.as_old_mut().name;
        field[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut output = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut output);
    for (name, bytes) in members {
        let (mut entry, config) = archive
            .new_file(*name)
            .compression_method(rawzip::CompressionMethod::DEFLATE)
            .start()
            .unwrap();
        let encoder =
            flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::default());
        let mut writer = config.wrap(encoder);
        writer.write_all(bytes).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    output
}

#[test]
fn every_compression_and_archive() {
    let inner = tarred(&[
        ("./configs/edge-1.cfg", CONFIG.as_bytes()),
        ("logs/edge-1.log.gz", &gz(LOG.as_bytes())),
    ]);
    let shown = read(&[
        ("a.cfg.gz", &gz(CONFIG.as_bytes())),
        ("b.cfg.bz2", &bz2(CONFIG.as_bytes())),
        ("c.cfg.zst", &zst(CONFIG.as_bytes())),
        ("d.cfg.gz", &gz(&gz(CONFIG.as_bytes()))),
        ("e.tar", &inner),
        ("f.tgz", &gz(&inner)),
        ("g.tar.bz2", &bz2(&inner)),
        ("h.tar.zst", &zst(&inner)),
        ("edge-1.log.xz", &unhex(LOG_XZ)),
        (
            "i.zip",
            &zipped(&[
                ("edge-1.cfg", CONFIG.as_bytes()),
                ("deep.tar.gz", &gz(&inner)),
            ]),
        ),
    ]);
    insta::assert_snapshot!(shown, @"
    a.cfg.gz: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    b.cfg.bz2: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    c.cfg.zst: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    d.cfg.gz: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    e.tar!configs/edge-1.cfg: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    e.tar!logs/edge-1.log.gz: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    = e.tar: tar, 2 members 
    edge-1.log.xz: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    f.tgz!configs/edge-1.cfg: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    f.tgz!logs/edge-1.log.gz: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    = f.tgz: tar, 2 members 
    g.tar.bz2!configs/edge-1.cfg: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    g.tar.bz2!logs/edge-1.log.gz: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    = g.tar.bz2: tar, 2 members 
    h.tar.zst!configs/edge-1.cfg: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    h.tar.zst!logs/edge-1.log.gz: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    = h.tar.zst: tar, 2 members 
    i.zip!edge-1.cfg: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    i.zip!deep.tar.gz!configs/edge-1.cfg: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    i.zip!deep.tar.gz!logs/edge-1.log.gz: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    = i.zip: zip, 3 members
    ");
}

#[test]
fn what_is_left_out_of_an_archive_is_named() {
    let nested = zipped(&[(
        "1.zip",
        &zipped(&[(
            "2.zip",
            &zipped(&[("3.zip", &zipped(&[("edge-1.cfg", CONFIG.as_bytes())]))]),
        )]),
    )]);
    let mut links = tar::Builder::new(Vec::new());
    for (kind, name) in [
        (tar::EntryType::Symlink, "link.cfg"),
        (tar::EntryType::Char, "null"),
        (tar::EntryType::Fifo, "pipe"),
    ] {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        if kind == tar::EntryType::Symlink {
            header.set_link_name("/etc/hostname").unwrap();
        }
        links.append_data(&mut header, name, &b""[..]).unwrap();
    }
    let mut encrypted = zipped(&[("secret.cfg", CONFIG.as_bytes())]);
    // The flag in the member's own header and in the directory.
    encrypted[6] |= 1;
    let directory = memchr::memmem::rfind(&encrypted, b"PK\x01\x02").unwrap();
    encrypted[directory + 8] |= 1;
    let shown = read(&[
        (
            "a.tar",
            &tarred(&[
                ("../../etc/edge-1.cfg", CONFIG.as_bytes()),
                ("/abs.cfg", CONFIG.as_bytes()),
                ("same.cfg", CONFIG.as_bytes()),
                ("same.cfg", CONFIG.as_bytes()),
            ]),
        ),
        ("b.tar", &links.into_inner().unwrap()),
        ("c.zip", &encrypted),
        ("d.zip", &nested),
        ("e.zip", &zipped(&[])),
    ]);
    insta::assert_snapshot!(shown, @"
    - a.tar!../../etc/edge-1.cfg: Its name would lead out of the archive's folder, so it was not read: look at the archive by hand.
    - a.tar!abs.cfg: Its name would lead out of the archive's folder, so it was not read: look at the archive by hand.
    a.tar!same.cfg: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    a.tar!same.cfg#2: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    = a.tar: tar, 4 members 
    - b.tar!link.cfg: It is a link inside an archive, which is not followed: nothing to do if its target is in the archive too.
    - b.tar!null: It is a device or a pipe inside an archive: nothing to do.
    - b.tar!pipe: It is a device or a pipe inside an archive: nothing to do.
    = b.tar: tar, 3 members 
    - c.zip!secret.cfg: It is encrypted: unpack the archive with its password and give the files.
    = c.zip: zip, 1 members 
    - d.zip!1.zip!2.zip!3.zip: It is an archive inside archives, deeper than is looked: unpack it and give the files.
    = d.zip: zip, 1 members 
    = e.zip: zip, 0 members
    ");
}

#[test]
fn a_damaged_archive_gives_what_stands_before() {
    let tar = tarred(&[
        ("edge-1.cfg", CONFIG.as_bytes()),
        ("edge-1.log", LOG.repeat(400).as_bytes()),
    ]);
    let zip = zipped(&[
        ("edge-1.cfg", CONFIG.as_bytes()),
        ("edge-1.log", LOG.repeat(400).as_bytes()),
    ]);
    let mut wrong = zip.clone();
    let at = memchr::memmem::find(&wrong, b"edge-1.cfg").unwrap() + 20;
    wrong[at] ^= 0xff;
    let compressed = gz(&tar);
    let shown = read(&[
        ("a.tar", &tar[..20_000]),
        ("b.tar.gz", &compressed[..compressed.len() - 40]),
        ("c.zip", &zip[..zip.len() - 60]),
        ("d.zip", &wrong),
    ]);
    // How much of the cut stream can be unpacked depends on who packed it.
    let mut own = false;
    let lines = shown.lines().map(|line| {
        own = line.starts_with("b.tar.gz!edge-1.log") || (own && line.starts_with(' '));
        let count = |word: &str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_digit());
        let words = line.split(' ').map(|word| match own && count(word) {
            true => "MANY",
            false => word,
        });
        words.collect::<Vec<_>>().join(" ")
    });
    let shown = lines.collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(shown, @"
    a.tar!edge-1.cfg: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    a.tar!edge-1.log: cisco-syslog  incomplete 373 rows The archive ends in the middle of it; what stands before was read: copy the archive again from where it came.
        187 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    = a.tar: tar, 2 members The archive ends early or is damaged; what stands before was read: copy it again from where it came.
    b.tar.gz!edge-1.cfg: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    b.tar.gz!edge-1.log: cisco-syslog  incomplete MANY rows Its compressed data end early or are damaged; what stands before was read: copy it again from where it came.
        MANY read, 0 irrelevant, 0 unsupported, 0 unrecognised
    = b.tar.gz: tar, 2 members The archive ends early or is damaged; what stands before was read: copy it again from where it came.
    c.zip!edge-1.cfg: ios-configuration edge-1 25 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    c.zip!edge-1.log: cisco-syslog  1600 rows 
        800 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    = c.zip: zip, 2 members The zip archive has no directory (its end is missing or damaged); the members before were read: copy it again from where it came.
    ? d.zip!edge-1.cfg
    d.zip!edge-1.log: cisco-syslog  1600 rows 
        800 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    = d.zip: zip, 2 members
    ");
}

#[test]
fn a_bomb_stops() {
    let zeros = vec![b'x'; 300 << 20];
    let shown = read(&[(
        "a.zip",
        &zipped(&[("a.log", &zeros), ("b.log", LOG.as_bytes())]),
    )]);
    insta::assert_snapshot!(shown, @"
    ? a.zip!a.log
    = a.zip: zip, 1 members It unpacks to more than 200 times its size, as a decompression bomb does; reading stopped after 268435456 bytes: unpack it yourself and give the result if it is genuine.
    ");
}

const SESSION: &str = "\
=~=~=~=~=~=~=~=~=~=~=~= PuTTY log 2026.01.05 10:00:00 =~=~=~=~=~=~=~=~=~=~=~=
login as: ops
*** Authorised use only ***
edge-1>en
edge-1#terminal length 0
edge-1#sh users
    Line       User       Host(s)              Idle       Location
*  2 vty 0     ops        idle                 00:00:00 192.0.2.9

edge-1#show run
Building configuration...

Current configuration : 100 bytes
version 15.4
hostname edge-1
 --More-- \u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}        \u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}interface Loopback0
 ip address 192.0.2.1 255.255.255.255
 --More--         interface Loopback1
 --More--
 no ip address
end

edge-1#conf t
Enter configuration commands, one per line.  End with CNTL/Z.
edge-1(config)#username helper privilege 15 secret Sup3rHidden
edge-1(config)#do sh users
    Line       User       Host(s)              Idle       Location
edge-1(config)#end
edge-1#show ip ?
  route  Routes
edge-1#sh ip route
Gateway of last resort is not set
edge-1#sho\u{8}\u{8}\u{8}show foo
               ^
% Invalid input detected at '^' marker.

edge-1#
edge-1#exit
";

#[test]
fn a_recorded_session() {
    let driver = Driver {
        rows: true,
        ..Driver::default()
    };
    let shown = driven(
        &[("session.log", SESSION.replace('\n', "\r\n").as_bytes())],
        driver,
    );
    insta::assert_snapshot!(shown, @r#"
    session.log!show users: show-users edge-1 4 rows 2026-01-05T12:00:00Z
        1 read, 3 irrelevant, 0 unsupported, 0 unrecognised
        device 0: "edge-1"
        device_name 6: "edge-1" "hostname" "edge-1"
        show_line 8: "edge-1" "show users" "*  2 vty 0     ops        idle                 00:00:00 192.0.2.9"
        device_session 8: "edge-1" "vty 0" "ops" @192.0.2.9 ±0 true true
    session.log!show run: ios-configuration edge-1 32 rows 2026-01-05T12:00:00Z
        6 read, 6 irrelevant, 0 unsupported, 0 unrecognised
        config_line 10: "edge-1" "" "edge-1#show run"
        config_line 11: "edge-1" "" "Building configuration..."
        config_line 12: "edge-1" "" ""
        config_line 13: "edge-1" "" "Current configuration : 100 bytes"
        config_line 14: "edge-1" "" "version 15.4"
        config_line 15: "edge-1" "" "hostname edge-1"
        config_line 16: "edge-1" "" "interface Loopback0"
        config_line 17: "edge-1" "interface Loopback0" "ip address 192.0.2.1 255.255.255.255"
        config_line 18: "edge-1" "" "interface Loopback1"
        config_line 20: "edge-1" "interface Loopback1" "no ip address"
        config_line 21: "edge-1" "" "end"
        config_line 22: "edge-1" "" ""
        device 0: "edge-1" "cisco-ios" "15.4"
        device_interface 17: "edge-1" "Loopback0" @192.0.2.1 32 true
        device_interface 18: "edge-1" "Loopback1" true
        device_name 15: "edge-1" "hostname" "edge-1"
        device_name 17: "edge-1" "interface-address" @192.0.2.1
        device_service 0: "edge-1" "http-server" true
        device_service 0: "edge-1" "https-server" true
        device_service 0: "edge-1" "config-logger" true
        device_service 0: "edge-1" "config-logger-notify" true
        device_service 0: "edge-1" "login-success-log" true
        device_service 0: "edge-1" "login-failure-log" true
        device_service 0: "edge-1" "logging" true true
        device_service 0: "edge-1" "aaa-new-model" true
        device_service 0: "edge-1" "password-encryption" true
        device_service 0: "edge-1" "aes-encryption" true
        device_service 0: "edge-1" "source-routing" true true
        device_service 0: "edge-1" "scp-server" true
        device_service 0: "edge-1" "tftp-server" true
        device_service 0: "edge-1" "cdp" true true
        device_service 0: "edge-1" "lldp" true
    session.log!show users#2: show-users edge-1 2 rows 2026-01-05T12:00:00Z
        0 read, 2 irrelevant, 0 unsupported, 0 unrecognised
        device 0: "edge-1"
        device_name 26: "edge-1" "hostname" "edge-1"
    session.log!typed commands: transcript-commands  2 rows 2026-01-05T12:00:00Z
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        command 23: "edge-1" "transcript" "conf t" "configure"
        command 25: "edge-1" "transcript" "username helper privilege 15 secret ‹secret:1a29b8f4c6c828e043f15e5f79a26b4c›" "account" "helper" ‹fingerprint›
    = session.log: transcript, 38 lines 
        0 read, 13 irrelevant, 3 unsupported, 2 unrecognised
    "#);
}

#[test]
fn one_command_alone_is_no_recording() {
    let text = format!("edge-1#show running-config\n{CONFIG}edge-1#\n");
    let paged = text.replace(
        "!\nend",
        " --More-- \u{8}\u{8}\u{8}        \u{8}\u{8}\u{8}!\nend",
    );
    let shown = read(&[
        ("edge-1.txt", text.as_bytes()),
        ("paged.txt", format!("\n{paged}").as_bytes()),
        ("cut.txt", paged.split_once("\u{8}").unwrap().0.as_bytes()),
    ]);
    insta::assert_snapshot!(shown, @"
    cut.txt: ios-configuration edge-1 incomplete 10 rows 
        3 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    edge-1.txt: ios-configuration edge-1 27 rows 
        3 read, 5 irrelevant, 0 unsupported, 0 unrecognised
    paged.txt: ios-configuration edge-1 28 rows 
        3 read, 6 irrelevant, 0 unsupported, 0 unrecognised
    ");
}

#[test]
fn other_systems_prompts_and_show_tech() {
    let xr = "RP/0/RSP0/CPU0:core-1#show users\nMon Jan  5 10:00:00.123 UTC\n   Line  User\nRP/0/RSP0/CPU0:core-1#show version\nCisco IOS XR Software, Version 7.5.2\n";
    let nxos = "leaf-1# show users\nNAME LINE\nleaf-1(config)# feature telnet\nleaf-1# show clock\n10:00:00.123 UTC Mon Jan 05 2026\n";
    let tech = "------------------ show version ------------------\n\nCisco IOS Software, C2900 Software, Version 15.4(3)M, RELEASE SOFTWARE (fc1)\nedge-9 uptime is 1 day\nSystem image file is \"flash:x.bin\"\nConfiguration register is 0x2102\n\n------------------ show running-config ------------------\n\nversion 15.4\nhostname edge-9\nend\n\n------------------ show users ------------------\n\n    Line       User\n";
    let leaf = "`show version`\nCisco Nexus Operating System (NX-OS) Software\n  Device name: leaf-2\n`show users`\nNAME LINE\n";
    let stamped = "[2026-01-05 10:00:00] edge-1#conf t\n[2026-01-05 10:00:01] edge-1(config)#no logging host 192.0.2.7\n[2026-01-05 10:00:02] edge-1(config)#end\n[2026-01-05 10:00:03] edge-1#show users\n[2026-01-05 10:00:03]   Line\n";
    let driver = Driver {
        rows: true,
        ..Driver::default()
    };
    let shown = driven(
        &[
            ("a.txt", xr.as_bytes()),
            ("b.txt", nxos.as_bytes()),
            ("c.txt", tech.as_bytes()),
            ("d.txt", leaf.as_bytes()),
            ("e.txt", stamped.as_bytes()),
        ],
        driver,
    );
    insta::assert_snapshot!(shown, @r#"
    a.txt!show users: show-users core-1 incomplete 2 rows 
        0 read, 2 irrelevant, 0 unsupported, 1 unrecognised
        device 0: "core-1" "cisco-ios-xr"
        device_name 1: "core-1" "hostname" "core-1"
    a.txt!show version: ios-xr-show-version core-1 incomplete 2 rows 
        1 read, 1 irrelevant, 0 unsupported, 0 unrecognised
        device 0: "core-1" "cisco-ios-xr" "7.5.2"
        device_name 0: "core-1" "hostname" "core-1"
    = a.txt: transcript, 5 lines 
        0 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    b.txt!show users: show-users leaf-1 incomplete 2 rows 2026-01-05T10:00:00Z
        0 read, 1 irrelevant, 0 unsupported, 1 unrecognised
        device 0: "leaf-1"
        device_name 1: "leaf-1" "hostname" "leaf-1"
    b.txt!typed commands: transcript-commands  1 rows 2026-01-05T10:00:00Z
        1 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        command 3: "leaf-1" "transcript" "feature telnet" "telnet-server"
    = b.txt: transcript, 5 lines 
        0 read, 0 irrelevant, 2 unsupported, 0 unrecognised
    c.txt!show version: ios-show-version edge-9 2 rows 
        3 read, 4 irrelevant, 0 unsupported, 0 unrecognised
        device 0: "edge-9" "cisco-ios" "15.4(3)M" "flash:x.bin"
        device_name 0: "edge-9" "hostname" "edge-9"
    c.txt!show running-config: ios-configuration edge-9 22 rows 
        2 read, 3 irrelevant, 0 unsupported, 0 unrecognised
        config_line 9: "edge-9" "" ""
        config_line 10: "edge-9" "" "version 15.4"
        config_line 11: "edge-9" "" "hostname edge-9"
        config_line 12: "edge-9" "" "end"
        config_line 13: "edge-9" "" ""
        device 0: "edge-9" "cisco-ios" "15.4"
        device_name 11: "edge-9" "hostname" "edge-9"
        device_service 0: "edge-9" "http-server" true
        device_service 0: "edge-9" "https-server" true
        device_service 0: "edge-9" "config-logger" true
        device_service 0: "edge-9" "config-logger-notify" true
        device_service 0: "edge-9" "login-success-log" true
        device_service 0: "edge-9" "login-failure-log" true
        device_service 0: "edge-9" "logging" true true
        device_service 0: "edge-9" "aaa-new-model" true
        device_service 0: "edge-9" "password-encryption" true
        device_service 0: "edge-9" "aes-encryption" true
        device_service 0: "edge-9" "source-routing" true true
        device_service 0: "edge-9" "scp-server" true
        device_service 0: "edge-9" "tftp-server" true
        device_service 0: "edge-9" "cdp" true true
        device_service 0: "edge-9" "lldp" true
    c.txt!show users: show-users edge-9 incomplete 2 rows 
        0 read, 2 irrelevant, 0 unsupported, 1 unrecognised
        device 0: "edge-9"
        device_name 14: "edge-9" "hostname" "edge-9"
    = c.txt: transcript, 16 lines 
        0 read, 1 irrelevant, 0 unsupported, 0 unrecognised
    d.txt!show users: show-users leaf-2 incomplete 2 rows 
        0 read, 1 irrelevant, 0 unsupported, 1 unrecognised
        device 0: "leaf-2"
        device_name 4: "leaf-2" "hostname" "leaf-2"
    = d.txt: transcript, 5 lines 
        0 read, 0 irrelevant, 3 unsupported, 0 unrecognised
    e.txt!show users: show-users edge-1 incomplete 2 rows 
        0 read, 1 irrelevant, 0 unsupported, 1 unrecognised
        device 0: "edge-1"
        device_name 4: "edge-1" "hostname" "edge-1"
    e.txt!typed commands: transcript-commands  2 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        command 1: "edge-1" 2026-01-05T10:00:00Z ±50400 "transcript" "conf t" "configure"
        command 2: "edge-1" 2026-01-05T10:00:01Z ±50400 "transcript" "no logging host 192.0.2.7" "logging-host" @192.0.2.7 true
    = e.txt: transcript, 5 lines 
        0 read, 1 irrelevant, 0 unsupported, 0 unrecognised
    "#);
}

#[test]
fn what_collectors_write() {
    let show = "Cisco IOS Software, C2900 Software, Version 15.4(3)M\\nedge-1 uptime is 1 day\\nConfiguration register is 0x2102";
    let config = "version 15.4\\nhostname edge-1\\nend\\n";
    let ansible = format!(
        r#"{{"plays":[{{"tasks":[{{"hosts":{{"edge-1":{{"changed":false,"invocation":{{"module_args":{{"commands":["show version",{{"command":"show users"}}]}}}},"stdout":["{show}","    Line  User"],"stdout_lines":[["x"],["y"]]}}}}}}]}}]}}"#
    );
    let printed = format!(
        "edge-1 | SUCCESS => {{\n  \"ansible_facts\": {{\"ansible_net_config\": \"{config}\", \"ansible_net_hostname\": \"edge-1\"}}\n}}\nedge-2 | SUCCESS => {{\n  \"stdout\": [\"{show}\"]\n}}\n"
    );
    let napalm = format!(r#"{{"running": "{config}", "startup": "{config}", "candidate": ""}}"#);
    let cli = format!(r#"{{"show version": "{show}", "show clock": "10:00"}}"#);
    let nornir = format!(
        r#"{{"edge-1": {{"show version": "{show}", "show interfaces": [{{"port": "Gi1"}}]}}, "192.0.2.2": {{"result": "x", "show users": "Line"}}}}"#
    );
    let list = format!(
        r#"[{{"host": "edge-1", "command": "show version", "output": "{show}"}}, {{"host": "edge-2", "command": "show version", "output": "{show}"}}]"#
    );
    let nso = "<?xml version=\"1.0\"?>\n<devices><device><name>edge-1</name><config><![CDATA[\nversion 15.4\nhostname edge-1\nend\n]]></config></device>\
               <device><name>edge-2</name><command>show users</command><result>\n Line &lt;x&gt;\n y\n</result></device></devices>";
    let shown = read(&[
        ("a.json", ansible.as_bytes()),
        ("b.txt", printed.as_bytes()),
        ("edge-1.json", napalm.as_bytes()),
        ("f.json", cli.as_bytes()),
        ("g.json", nornir.as_bytes()),
        ("h.json", list.as_bytes()),
        ("i.xml", nso.as_bytes()),
        ("j.json", &printed.as_bytes()[..150]),
        (
            "k.json",
            br#"{"interfaces": [{"name": "Gi1", "command": "none"}]}"#,
        ),
    ]);
    insta::assert_snapshot!(shown, @r"
    a.json!edge-1/show version: ios-show-version edge-1 3 rows 
        2 read, 2 irrelevant, 0 unsupported, 0 unrecognised
    a.json!edge-1/show users: show-users edge-1 incomplete 2 rows 
        0 read, 1 irrelevant, 0 unsupported, 1 unrecognised
    = a.json: collector-json, 6 lines 
        0 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    b.txt!edge-1/running-config: ios-configuration edge-1 21 rows 
        2 read, 1 irrelevant, 0 unsupported, 0 unrecognised
    b.txt!edge-2/answer 1: ios-show-version edge-1 3 rows 
        2 read, 1 irrelevant, 0 unsupported, 0 unrecognised
    = b.txt: collector-json, 6 lines 
        0 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    edge-1.json!running-config: ios-configuration edge-1 21 rows 
        2 read, 1 irrelevant, 0 unsupported, 0 unrecognised
    edge-1.json!startup-config: ios-configuration edge-1 21 rows 
        2 read, 1 irrelevant, 0 unsupported, 0 unrecognised
    = edge-1.json: collector-json, 6 lines 
        0 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    f.json!show version: ios-show-version edge-1 2 rows 
        2 read, 1 irrelevant, 0 unsupported, 0 unrecognised
    = f.json: collector-json, 4 lines 
        0 read, 0 irrelevant, 1 unsupported, 0 unrecognised
    g.json!192.0.2.2/show users: show-users 192.0.2.2 incomplete 2 rows 
        0 read, 1 irrelevant, 0 unsupported, 1 unrecognised
    g.json!edge-1/show version: ios-show-version edge-1 3 rows 
        2 read, 2 irrelevant, 0 unsupported, 0 unrecognised
    = g.json: collector-json, 7 lines 
        0 read, 0 irrelevant, 1 unsupported, 0 unrecognised
    h.json!edge-1/show version: ios-show-version edge-1 3 rows 
        2 read, 2 irrelevant, 0 unsupported, 0 unrecognised
    h.json!edge-2/show version: ios-show-version edge-1 3 rows 
        2 read, 2 irrelevant, 0 unsupported, 0 unrecognised
    = h.json: collector-json, 8 lines 
        0 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    i.xml!edge-1/running-config: ios-configuration edge-1 22 rows 
        2 read, 2 irrelevant, 0 unsupported, 0 unrecognised
    i.xml!edge-2/show users: show-users edge-2 incomplete 2 rows 
        0 read, 2 irrelevant, 0 unsupported, 2 unrecognised
    = i.xml: collector-xml, 8 lines 
        0 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    j.json!edge-1/running-config: ios-configuration edge-1 21 rows 
        2 read, 1 irrelevant, 0 unsupported, 0 unrecognised
    = j.json: collector-json, 3 lines 
        0 read, 0 irrelevant, 0 unsupported, 0 unrecognised
    ? k.json
    ");
}

#[test]
fn an_export_of_several_kinds() {
    let mixed = "\
_time,sourcetype,host,_raw
2026-01-05T10:00:00Z,cisco:ios,edge-1,%SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)
2026-01-05T10:00:01Z,tacacs,aaa-1,\"2026-01-05 10:00:01 +0000\t192.0.2.1\tops\ttty2\t192.0.2.9\tstop\ttask_id=7\tservice=shell\tpriv-lvl=15\tcmd=no logging host 192.0.2.7 <cr>\"
2026-01-05T10:00:02Z,WinEventLog,pc-1,An account was logged on
2026-01-05T10:00:03Z,cisco:ios,edge-1,%SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)
";
    let driver = Driver {
        rows: true,
        ..Driver::default()
    };
    insta::assert_snapshot!(driven(&[("a.csv", mixed.as_bytes())], driver), @r#"
    a.csv!WinEventLog: syslog  1 rows 
        0 read, 0 irrelevant, 1 unsupported, 0 unrecognised
        - 1 records name no year or no host; the export's own columns were put before them, as a relay would. Nothing to do.
        log 4: "pc-1" 2026-01-05T10:00:02Z ±0.0005 "2026-01-05T10:00:02.000Z pc-1 An account was logged on"
    a.csv!cisco:ios: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        - 2 records name no year or no host; the export's own columns were put before them, as a relay would. Nothing to do.
        config_change 2: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 2: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "SYS" 5 "CONFIG_I" "2026-01-05T10:00:00.000Z edge-1 %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
        config_change 5: "edge-1" 2026-01-05T10:00:03Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 5: "edge-1" 2026-01-05T10:00:03Z ±0.0005 "SYS" 5 "CONFIG_I" "2026-01-05T10:00:03.000Z edge-1 %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
    a.csv!tacacs: tac-plus-accounting  2 rows 
        1 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        command 3: "192.0.2.1" 2026-01-05T10:00:01Z ±0.5 "ops" @192.0.2.9 "tty2" "command-accounting" 15 "no logging host 192.0.2.7" "logging-host" @192.0.2.7 true 7
        log 3: "192.0.2.1" 2026-01-05T10:00:01Z ±0.5 "2026-01-05 10:00:01 +0000\t192.0.2.1\tops\ttty2\t192.0.2.9\tstop\ttask_id=7\tservice=shell\tpriv-lvl=15\tcmd=no logging host 192.0.2.7 <cr>"
    "#);
}

#[test]
fn exports_of_log_stores() {
    let raw = "Jan  5 10:00:00 edge-1 17: Jan  5 10:00:00.123: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)";
    let bare = "%SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)";
    let splunk = format!(
        "_time,host,sourcetype,_raw\n2026-01-05T10:00:00.000+0000,edge-1,cisco:ios,\"{raw}\"\n2025-12-31T23:59:00.000+0000,edge-1,cisco:ios,\"{}\nforged %SYS-5-RESTART: x\"\n",
        raw.replace("Jan  5 10:00:00", "Dec 31 23:59:00")
    );
    let splunk_json = format!(
        "{{\"preview\":false,\"result\":{{\"_raw\":\"{raw}\",\"_time\":\"2026-01-05 10:00:00.000 UTC\",\"host\":\"relay-1\"}}}}\n{{\"preview\":false,\"result\":{{\"_raw\":\"{raw}\",\"host\":\"relay-1\"}}}}\n{{\"lastrow\":true}}\n"
    );
    let elastic = format!(
        r#"{{"hits":{{"total":1,"hits":[{{"_source":{{"@timestamp":"2026-01-05T10:00:00.000Z","host":{{"name":"edge-1"}},"message":"{bare}"}}}},{{"_source":{{"@timestamp":"2026-01-05T10:00:01.000Z","event":{{"original":"{raw}"}},"message":"x"}}}}]}}}}"#
    );
    let kibana = format!(
        "\"@timestamp\",\"host.name\",message\n\"Jan 5, 2026 @ 10:00:00.000\",\"edge-1\",\"{bare}\"\n"
    );
    let graylog = format!(
        "\"timestamp\",\"source\",\"message\"\n\"2026-01-05T10:00:00.000Z\",\"edge-1\",\"{bare}\"\n"
    );
    let sentinel = format!(
        r#"{{"tables":[{{"name":"PrimaryResult","columns":[{{"name":"TimeGenerated","type":"datetime"}},{{"name":"Computer"}},{{"name":"SyslogMessage"}}],"rows":[["2026-01-05T10:00:00Z","edge-1","{bare}"]]}}]}}"#
    );
    let loki = format!(
        r#"{{"status":"success","data":{{"resultType":"streams","result":[{{"stream":{{"host":"edge-1"}},"values":[["1767607200000000000","{bare}"],["1767607201000000000","{bare}"]]}}]}}}}"#
    );
    let tacacs = "2026-01-05 10:00:00 +0000\\t192.0.2.1\\tops\\ttty2\\t192.0.2.9\\tstop\\ttask_id=7\\ttimezone=UTC\\tservice=shell\\tpriv-lvl=15\\tcmd=no logging host 192.0.2.7 <cr>";
    let accounting = format!("{{\"message\":\"{tacacs}\"}}\n{{\"message\":\"{tacacs}\"}}\n");
    let driver = Driver {
        rows: true,
        ..Driver::default()
    };
    let shown = driven(
        &[
            ("a.csv", splunk.as_bytes()),
            ("b.json", splunk_json.as_bytes()),
            ("c.json", elastic.as_bytes()),
            ("d.csv", kibana.as_bytes()),
            ("e.csv", graylog.as_bytes()),
            ("f.json", sentinel.as_bytes()),
            ("g.json", loki.as_bytes()),
            ("h.jsonl", accounting.as_bytes()),
            ("i.csv", b"time,message\n1,hello\n2,world\n"),
            ("j.json", &elastic.as_bytes()[..260]),
        ],
        driver,
    );
    insta::assert_snapshot!(shown, @r#"
    a.csv: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        - 2 records name no year or no host; the export's own columns were put before them, as a relay would. Nothing to do.
        config_change 2: "edge-1" 2026-01-05T10:00:00.123Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 2: "edge-1" 2026-01-05T10:00:00.123Z ±0.0005 "SYS" 5 "CONFIG_I" 17 "synchronised" "2026-01-05T10:00:00.000Z edge-1 Jan  5 10:00:00 edge-1 17: Jan  5 10:00:00.123: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
        config_change 3: "edge-1" 2025-12-31T23:59:00.123Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 3: "edge-1" 2025-12-31T23:59:00.123Z ±0.0005 "SYS" 5 "CONFIG_I" 17 "synchronised" "2025-12-31T23:59:00.000Z edge-1 Dec 31 23:59:00 edge-1 17: Dec 31 23:59:00.123: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9) forged %SYS-5-RESTART: x"
    b.json: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        - It is a JSON export; its places are the numbers of its lines. Nothing to do.
        - 1 records name no year or no host; the export's own columns were put before them, as a relay would. Nothing to do.
        config_change 1: "edge-1" 2026-01-05T10:00:00.123Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 1: "edge-1" 2026-01-05T10:00:00.123Z ±0.0005 "SYS" 5 "CONFIG_I" 17 "synchronised" "2026-01-05T10:00:00.000Z relay-1 Jan  5 10:00:00 edge-1 17: Jan  5 10:00:00.123: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
        config_change 2: "edge-1" 2026-01-05T10:00:00.123Z ±50400 "ops" @192.0.2.9 "vty0" "log"
        log 2: "edge-1" 2026-01-05T10:00:00.123Z ±50400 "SYS" 5 "CONFIG_I" 17 "synchronised" "Jan  5 10:00:00 edge-1 17: Jan  5 10:00:00.123: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
    c.json: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        - It is a JSON export; its places are the numbers of its records. Nothing to do.
        - 2 records name no year or no host; the export's own columns were put before them, as a relay would. Nothing to do.
        config_change 1: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 1: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "SYS" 5 "CONFIG_I" "2026-01-05T10:00:00.000Z edge-1 %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
        config_change 2: "edge-1" 2026-01-05T10:00:00.123Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 2: "edge-1" 2026-01-05T10:00:00.123Z ±0.0005 "SYS" 5 "CONFIG_I" 17 "synchronised" "2026-01-05T10:00:01.000Z edge-1 Jan  5 10:00:00 edge-1 17: Jan  5 10:00:00.123: %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
    d.csv: cisco-syslog  2 rows 
        1 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        - 1 records name no year or no host; the export's own columns were put before them, as a relay would. Nothing to do.
        config_change 2: "edge-1" 2026-01-05T10:00:00Z ±50400 "ops" @192.0.2.9 "vty0" "log"
        log 2: "edge-1" 2026-01-05T10:00:00Z ±50400 "SYS" 5 "CONFIG_I" "2026-01-05T10:00:00.000 edge-1 %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
    e.csv: cisco-syslog  2 rows 
        1 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        - 1 records name no year or no host; the export's own columns were put before them, as a relay would. Nothing to do.
        config_change 2: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 2: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "SYS" 5 "CONFIG_I" "2026-01-05T10:00:00.000Z edge-1 %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
    f.json: cisco-syslog  2 rows 
        1 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        - It is a JSON export; its places are the numbers of its records. Nothing to do.
        - 1 records name no year or no host; the export's own columns were put before them, as a relay would. Nothing to do.
        config_change 1: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 1: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "SYS" 5 "CONFIG_I" "2026-01-05T10:00:00.000Z edge-1 %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
    g.json: cisco-syslog  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        - It is a JSON export; its places are the numbers of its records. Nothing to do.
        - 2 records name no year or no host; the export's own columns were put before them, as a relay would. Nothing to do.
        config_change 1: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 1: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "SYS" 5 "CONFIG_I" "2026-01-05T10:00:00.000Z edge-1 %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
        config_change 2: "edge-1" 2026-01-05T10:00:01Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 2: "edge-1" 2026-01-05T10:00:01Z ±0.0005 "SYS" 5 "CONFIG_I" "2026-01-05T10:00:01.000Z edge-1 %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
    h.jsonl: tac-plus-accounting  4 rows 
        2 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        - It is a JSON export; its places are the numbers of its lines. Nothing to do.
        command 1: "192.0.2.1" 2026-01-05T10:00:00Z ±0.5 "ops" @192.0.2.9 "tty2" "command-accounting" 15 "no logging host 192.0.2.7" "logging-host" @192.0.2.7 true 7
        log 1: "192.0.2.1" 2026-01-05T10:00:00Z ±0.5 "2026-01-05 10:00:00 +0000\t192.0.2.1\tops\ttty2\t192.0.2.9\tstop\ttask_id=7\ttimezone=UTC\tservice=shell\tpriv-lvl=15\tcmd=no logging host 192.0.2.7 <cr>"
        command 2: "192.0.2.1" 2026-01-05T10:00:00Z ±0.5 "ops" @192.0.2.9 "tty2" "command-accounting" 15 "no logging host 192.0.2.7" "logging-host" @192.0.2.7 true 7
        log 2: "192.0.2.1" 2026-01-05T10:00:00Z ±0.5 "2026-01-05 10:00:00 +0000\t192.0.2.1\tops\ttty2\t192.0.2.9\tstop\ttask_id=7\ttimezone=UTC\tservice=shell\tpriv-lvl=15\tcmd=no logging host 192.0.2.7 <cr>"
    ? i.csv
    j.json: cisco-syslog  incomplete 2 rows The JSON ends early, is damaged or holds a record longer than 16 MiB; what stands before was read: export it again.
        1 read, 0 irrelevant, 0 unsupported, 0 unrecognised
        - It is a JSON export; its places are the numbers of its records. Nothing to do.
        - 1 records name no year or no host; the export's own columns were put before them, as a relay would. Nothing to do.
        config_change 1: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "ops" @192.0.2.9 "vty0" "log"
        log 1: "edge-1" 2026-01-05T10:00:00Z ±0.0005 "SYS" 5 "CONFIG_I" "2026-01-05T10:00:00.000Z edge-1 %SYS-5-CONFIG_I: Configured from console by ops on vty0 (192.0.2.9)"
    "#);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may call git")]
fn the_newest_commit_of_a_bare_repository() {
    let folder = tempfile::tempdir().unwrap();
    let work = folder.path().join("work");
    std::fs::create_dir(&work).unwrap();
    let git = |at: &Path, arguments: &[&str]| {
        std::process::Command::new("git")
            .current_dir(at)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .envs([
                ("GIT_AUTHOR_NAME", "o"),
                ("GIT_AUTHOR_EMAIL", "o@example.net"),
                ("GIT_AUTHOR_DATE", "1767600000 +0100"),
            ])
            .envs([
                ("GIT_COMMITTER_NAME", "o"),
                ("GIT_COMMITTER_EMAIL", "o@example.net"),
                ("GIT_COMMITTER_DATE", "1767600000 +0100"),
            ])
            .args(arguments)
            .output()
    };
    if git(&work, &["init", "-q", "-b", "main"]).is_err() {
        eprintln!("skipped: there is no git here");
        return;
    }
    let run = |at: &Path, arguments: &[&str]| {
        assert!(
            git(at, arguments).unwrap().status.success(),
            "{arguments:?}"
        );
    };
    std::fs::create_dir(work.join("core")).unwrap();
    // Two large files that differ little, so that one is packed as a delta; several commits.
    let large = |last: &str| {
        let lines: String = (0..400)
            .map(|n| format!("access-list 10 permit 198.51.100.{}\n", n % 256))
            .collect();
        CONFIG.replace("end\n", &format!("{lines}{last}\nend\n"))
    };
    for last in ["no ip http server", "ip http server"] {
        std::fs::write(work.join("core/edge-1"), large(last)).unwrap();
        std::fs::write(
            work.join("core/edge-2"),
            large("ntp server 192.0.2.5").replace("edge-1", "edge-2"),
        )
        .unwrap();
        std::os::unix::fs::symlink("edge-1", work.join("link")).ok();
        run(&work, &["add", "-A"]);
        run(&work, &["commit", "-q", "-m", "x"]);
    }
    run(
        folder.path(),
        &["clone", "-q", "--bare", "work", "loose.git"],
    );
    run(
        folder.path(),
        &["clone", "-q", "--bare", "work", "packed.git"],
    );
    run(
        &folder.path().join("packed.git"),
        &["gc", "-q", "--aggressive"],
    );
    std::fs::remove_dir_all(&work).unwrap();
    // A server's HEAD may name a branch that nobody pushed.
    run(
        &folder.path().join("loose.git"),
        &["symbolic-ref", "HEAD", "refs/heads/none"],
    );
    std::fs::create_dir_all(folder.path().join("empty.git/objects")).unwrap();
    std::fs::create_dir_all(folder.path().join("empty.git/refs")).unwrap();
    std::fs::write(
        folder.path().join("empty.git/HEAD"),
        "ref: refs/heads/main\n",
    )
    .unwrap();
    insta::assert_snapshot!(Driver::default().folder(&folder.path().join("packed.git")), @"
    packed.git!core/edge-1: ios-configuration edge-1 826 rows 
        404 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    packed.git!core/edge-2: ios-configuration edge-2 827 rows 
        404 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    - packed.git!link: It is a link inside an archive, which is not followed: nothing to do if its target is in the archive too.
    = packed.git: git, 3 members
    ");
    insta::assert_snapshot!(Driver::default().folder(folder.path()), @"
    loose.git!core/edge-1: ios-configuration edge-1 826 rows 
        404 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    loose.git!core/edge-2: ios-configuration edge-2 827 rows 
        404 read, 3 irrelevant, 0 unsupported, 0 unrecognised
    - loose.git!link: It is a link inside an archive, which is not followed: nothing to do if its target is in the archive too.
    = loose.git: git, 3 members 
    - empty.git: It is a git repository whose newest commit cannot be read: check it out and give the files.
    - packed.git: It is the same file as loose.git, which is read: nothing to do.
    ");
}

/// Lines as they stand in recordings, and others.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("edge-1#show users".to_owned()),
        Just("edge-1(config)#no logging host 192.0.2.7".to_owned()),
        Just("RP/0/RSP0/CPU0:core-1#sh run".to_owned()),
        Just("leaf-1# ".to_owned()),
        Just("------------------ show version ------------------".to_owned()),
        Just("`show clock`".to_owned()),
        Just(" --More-- ".to_owned()),
        Just("\u{1b}[7m--More--\u{1b}[27m\r        \rhostname edge-1".to_owned()),
        Just("% Invalid input detected at '^' marker.".to_owned()),
        Just(String::new()),
        "[ -~\t\r\u{8}\u{1b}]{0,40}",
        "\\PC{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Every line of a recording is counted once, in a part or as belonging to none.
    #[test]
    fn lines_are_counted_once(lines in proptest::collection::vec(line(), 1..40)) {
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let shown = read(&[("a.txt", text.as_bytes())]);
        if let Some(head) = shown.lines().find(|line| line.starts_with("= a.txt: transcript, ")) {
            let counted: usize = head.split(", ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
            prop_assert_eq!(counted, lines.len(), "{}", shown);
        }
    }

    /// Whatever the bytes, behind every sign of an archive, an export or a collector.
    #[test]
    fn nothing_panics(
        start in proptest::sample::select(vec![
            &b""[..], b"PK\x03\x04", b"\x1f\x8b\x08", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"BZh91AY&SY",
            b"{\"stdout\": [\"", b"[{\"message\": \"", b"_time,_raw\n1,\"",
            b"<?xml version=\"1.0\"?><config>", b"edge-1#show ",
        ]),
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let _ = read(&[("a.bin", &[start, &bytes].concat())]);
    }
}
