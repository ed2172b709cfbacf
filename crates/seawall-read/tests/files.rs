//! Walking and opening: what is found in a folder, and which lines a file has.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, and figures they report"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use seawall_model::{Input, SecretKey};
use seawall_read::{Found, Walk, open, walk};

const KEY: SecretKey = SecretKey::new([7; 32]);

fn shown(walk: &Walk) -> String {
    let mut out = String::new();
    for found in &walk.files {
        out.push_str(&format!("{} ({})\n", found.shown, found.size));
    }
    for skipped in &walk.skipped {
        out.push_str(&format!("- {}: {}\n", skipped.shown, skipped.reason));
    }
    out
}

fn write(root: &Path, path: &str, text: &str) -> PathBuf {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_folder_with_everything_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("estate");
    write(&root, "configs/b.cfg", "b");
    write(&root, "configs/a.cfg", "aa");
    write(&root, "logs/r1/2026-01-05.log", "x");
    write(&root, "seawall.toml", "format = 1");
    write(&root, "seawall.ignore.toml", "");
    write(&root, ".git/HEAD", "ref");
    write(&root, "archive.git/HEAD", "ref");
    write(&root, "archive.git/objects/x", "");
    write(&root, "archive.git/refs/x", "");
    let link = |to: &str, from: &str| std::os::unix::fs::symlink(to, root.join(from)).unwrap();
    link("..", "configs/up");
    link("logs", "a-link-to-logs");
    link("nowhere", "dangling");
    link("configs/b.cfg", "zz.cfg");
    fs::hard_link(root.join("configs/a.cfg"), root.join("copy.cfg")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
    insta::assert_snapshot!(shown(&walk(&[root])), @"
    configs/a.cfg (2)
    configs/b.cfg (1)
    logs/r1/2026-01-05.log (1)
    - .git: It is a hidden folder, which is not walked: give it as an argument of its own if it holds evidence.
    - a-link-to-logs: It is a symbolic link to a folder that is walked already: nothing to do.
    - archive.git: It is a git repository whose newest commit cannot be read: check it out and give the files.
    - configs/up: It is a symbolic link to a folder that is walked already: nothing to do.
    - copy.cfg: It is the same file as configs/a.cfg, which is read: nothing to do.
    - dangling: There is nothing at this path: check how it is written.
    - socket: It is a pipe, a socket or a device, which is never opened: save what it carries to a file and give that.
    - zz.cfg: It is the same file as configs/b.cfg, which is read: nothing to do.
    ");
}

#[test]
fn a_link_outside_is_followed_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("estate");
    write(&root, "a.cfg", "a");
    write(folder.path(), "elsewhere/deep/r1.log", "x");
    std::os::unix::fs::symlink("../elsewhere", root.join("logs")).unwrap();
    std::os::unix::fs::symlink("../elsewhere/deep", root.join("more")).unwrap();
    insta::assert_snapshot!(shown(&walk(&[root])), @r"
    a.cfg (1)
    logs/deep/r1.log (1)
    - more: It is a symbolic link to a folder that is walked already: nothing to do.
    ");
}

#[test]
fn arguments_with_the_same_names_are_told_apart_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["one/logs", "two/logs", "other"].map(|path| folder.path().join(path));
    write(&paths[0], "r1.log", "1");
    write(&paths[0], "only-here.log", "1");
    write(&paths[1], "r1.log", "22");
    write(&paths[2], "r2.log", "3");
    let file = write(folder.path(), "three/r2.log", "4444");
    let mut arguments: Vec<PathBuf> = paths.to_vec();
    arguments.push(file);
    let forward = walk(&arguments);
    insta::assert_snapshot!(shown(&forward), @r"
    one/logs/only-here.log (1)
    one/logs/r1.log (1)
    other/r2.log (1)
    three/r2.log (4)
    two/logs/r1.log (2)
    ");
    arguments.reverse();
    assert_eq!(forward, walk(&arguments));
    // The same path twice is the same file, and no clash.
    let twice = walk(&[paths[2].clone(), paths[2].clone()]);
    insta::assert_snapshot!(shown(&twice), @"r2.log (1)");
}

#[test]
fn what_cannot_be_reached_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(shown(&walk(&[folder.path().join("nothing/here.cfg")])), @"- here.cfg: There is nothing at this path: check how it is written.");
}

/// Opens bytes as a file, and gives its lines, what was in the way, and digest and size.
fn lines(bytes: &[u8]) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, bytes).unwrap();
    let found = Found {
        shown: "r1.log.gz".to_owned(),
        path,
        size: bytes.len() as u64,
        modified: None,
        inode: None,
    };
    let mut opened = open(&found, 3, &KEY, None)?;
    let mut out = String::new();
    while let Some(line) = opened.next_line() {
        let text: String = line.text.chars().take(40).collect();
        let cut = if line.cut { " (cut)" } else { "" };
        out.push_str(&format!("{}: {text:?}{cut}", line.number));
        if opened.still_being_written() {
            out.push_str(" (still being written)");
        }
        out.push('\n');
    }
    out.extend(opened.trouble().map(|trouble| format!("! {trouble}\n")));
    let (digest, size) = opened.finish();
    out.push_str(&format!("{size} bytes, {}", digest.get(..8).unwrap()));
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn line_ends() {
    insta::assert_snapshot!(lines(b"one\ntwo\r\nthree\r\r\n\nfive\rstill five\nsix").unwrap(), @r#"
    1: "one"
    2: "two"
    3: "three"
    4: ""
    5: "five\rstill five"
    6: "six" (still being written)
    37 bytes, 4ddf19ad
    "#);
    insta::assert_snapshot!(lines(b"old\rmac\rfile\r").unwrap(), @r#"
    1: "old"
    2: "mac"
    3: "file"
    13 bytes, 16d932de
    "#);
    insta::assert_snapshot!(lines(b"").unwrap(), @"0 bytes, e3b0c442");
    insta::assert_snapshot!(lines(b"the only line").unwrap(), @r#"
    1: "the only line"
    13 bytes, 240e1e33
    "#);
}

#[test]
fn encodings() {
    let utf16: Vec<u8> = "\u{feff}hostname r1\r\nbanner é\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    insta::assert_snapshot!(lines(&utf16).unwrap(), @r#"
    1: "hostname r1"
    2: "banner é"
    48 bytes, ed31d08e
    "#);
    let without_mark: Vec<u8> = "hostname r1\nbanner é\n"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    insta::assert_snapshot!(lines(&without_mark).unwrap(), @r#"
    1: "hostname r1"
    2: "banner é"
    42 bytes, 1e7993d1
    "#);
    insta::assert_snapshot!(lines(b"\xef\xbb\xbfhostname r1\ndescription caf\xc3\xa9\ndescription caf\xe9 \x80\n").unwrap(), @r#"
    1: "hostname r1"
    2: "description café"
    3: "description café €"
    52 bytes, db7acdf9
    "#);
}

#[test]
fn compressed() {
    let mut two = gzip(b"one\ntwo\n");
    two.extend(gzip(b"three\n"));
    insta::assert_snapshot!(lines(&two).unwrap(), @r#"
    1: "one"
    2: "two"
    3: "three"
    14 bytes, b6285c57
    "#);
    let whole = gzip(&b"a line that is repeated, number and all\n".repeat(5000));
    let half = lines(&whole[..whole.len() / 2]).unwrap();
    let (_, end) = half.split_once("\n! ").unwrap();
    assert!(
        end.starts_with("Its compressed data end early or are damaged;"),
        "{half}"
    );
    assert!(half.starts_with("1: \"a line that is repeated"), "{half}");
}

#[test]
fn a_decompression_bomb_is_bounded() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let piece = vec![b'a'; 1024 * 1024];
    for _ in 0..200 {
        encoder.write_all(&piece).unwrap();
    }
    let text = lines(&encoder.finish().unwrap()).unwrap();
    assert!(
        text.contains("(cut)\n! It unpacks to more than 200 times its size"),
        "{text}"
    );
}

#[test]
fn endless_lines_are_cut_and_the_next_line_is_whole() {
    let mut bytes = vec![b'x'; 5 * 1024 * 1024];
    bytes.extend_from_slice(b"\nnext\n");
    insta::assert_snapshot!(lines(&bytes).unwrap(), @r#"
    1: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" (cut)
    2: "next"
    5242886 bytes, 50385bef
    "#);
}

#[test]
fn binary_files_are_known() {
    let noise: Vec<u8> = (0..4000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    insta::assert_snapshot!(lines(&noise).unwrap_err(), @"It is binary, not text: give its contents as text if there is evidence in it.");
    insta::assert_snapshot!(lines(b"PK\x03\x04rest").unwrap_err(), @"It is a zip archive (binary): give it as a file of its own, and its members are read.");
    // A line with a zero in it does not hide a log.
    insta::assert_snapshot!(lines(b"<189>1: a message that is long enough to be a log line\0\nnext\n").unwrap(), @r#"
    1: "<189>1: a message that is long enough to"
    2: "next"
    61 bytes, 397c4615
    "#);
}

#[test]
fn what_is_no_regular_file_is_not_read() {
    let found = Found {
        shown: "zero".to_owned(),
        path: PathBuf::from("/dev/zero"),
        size: 0,
        modified: None,
        inode: None,
    };
    let refused = open(&found, 1, &KEY, None).err().unwrap();
    insta::assert_snapshot!(refused, @"It is no regular file any more: save what it carries to a file and give that.");
    let gone = Found {
        path: PathBuf::from("/nowhere/r1.log"),
        ..found
    };
    let refused = open(&gone, 1, &KEY, None).err().unwrap();
    insta::assert_snapshot!(refused, @"It is gone since it was listed: run again when the folder is at rest.");
}
