//! Runs the program in a world of its own: an empty home, no settings from outside.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, UNIX_EPOCH};

use tempfile::TempDir;

/// A folder of evidence in the making, and a home for the program.
pub(crate) struct World {
    folder: TempDir,
}

/// What a command did.
pub(crate) struct Ran {
    /// The exit code; `None` if something else ended it.
    pub(crate) code: Option<i32>,
    /// Results.
    pub(crate) out: String,
    /// Everything else.
    pub(crate) err: String,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("in")).expect("a folder");
        Self { folder }
    }

    /// A copy of `corpus/NAME`, as if collected at the end of its month.
    pub(crate) fn corpus(name: &str) -> Self {
        let world = Self::new();
        let root = project().join("corpus").join(name);
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder of the corpus") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let shown = path.strip_prefix(&root).expect("below the corpus");
                let day = if shown.starts_with("captures") {
                    1_789_465_260 // 2026-09-15T09:41:00Z
                } else {
                    1_790_812_770 // 2026-09-30T23:59:30Z
                };
                world.bytes(
                    &shown.to_string_lossy(),
                    &fs::read(&path).expect("a file"),
                    day,
                );
            }
        }
        world
    }

    /// Where the evidence lies.
    pub(crate) fn input(&self) -> PathBuf {
        self.folder.path().join("in")
    }

    /// A path beside the evidence.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of evidence, modified at 2026-09-30T12:00:00Z.
    pub(crate) fn file(&self, path: &str, text: &str) -> &Self {
        self.bytes(path, text.as_bytes(), 1_790_769_600);
        self
    }

    /// Writes a file of evidence, modified so many seconds after the epoch.
    pub(crate) fn bytes(&self, path: &str, bytes: &[u8], modified: u64) {
        let target = self.input().join(path);
        fs::create_dir_all(target.parent().expect("a parent")).expect("a folder");
        fs::write(&target, bytes).expect("a file");
        let file = fs::File::options()
            .append(true)
            .open(&target)
            .expect("the file");
        file.set_modified(UNIX_EPOCH + Duration::from_secs(modified))
            .expect("a time");
    }

    /// Changes a file of evidence, gzip or not; its time stays.
    pub(crate) fn change(&self, path: &str, change: impl FnOnce(String) -> String) {
        use std::io::{Read, Write};
        let target = self.input().join(path);
        let modified = fs::metadata(&target)
            .and_then(|data| data.modified())
            .expect("a time");
        let bytes = fs::read(&target).expect("a file");
        let gzip = path.ends_with(".gz");
        let text = if gzip {
            let mut text = Vec::new();
            flate2::read::MultiGzDecoder::new(bytes.as_slice())
                .read_to_end(&mut text)
                .expect("whole gzip");
            text
        } else {
            bytes
        };
        let text = change(String::from_utf8_lossy(&text).into_owned());
        let bytes = if gzip {
            let mut writer =
                flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            writer.write_all(text.as_bytes()).expect("gzip");
            writer.finish().expect("gzip")
        } else {
            text.into_bytes()
        };
        fs::write(&target, bytes).expect("the file");
        let file = fs::File::options()
            .append(true)
            .open(&target)
            .expect("the file");
        file.set_modified(modified).expect("a time");
    }

    /// Removes a file or folder of evidence.
    pub(crate) fn remove(&self, path: &str) {
        let target = self.input().join(path);
        if target.is_dir() {
            fs::remove_dir_all(target).expect("a folder");
        } else {
            fs::remove_file(target).expect("a file");
        }
    }

    /// Runs a command; `IN` among the arguments is the evidence.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, |_| {})
    }

    /// Runs a command in a changed environment.
    pub(crate) fn run_with(&self, arguments: &[&str], change: impl FnOnce(&mut Command)) -> Ran {
        let input = self.input();
        let arguments: Vec<PathBuf> = arguments
            .iter()
            .map(|word| {
                if *word == "IN" {
                    input.clone()
                } else {
                    PathBuf::from(word)
                }
            })
            .collect();
        let mut command = program();
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("XDG_CACHE_HOME", self.folder.path().join("cache"));
        change(&mut command);
        command.output().expect("the program").into()
    }

    /// The report in JSON, checked against its schema.
    pub(crate) fn report(&self, arguments: &[&str]) -> serde_json::Value {
        let arguments = [
            &["hunt", "IN", "--ephemeral", "--format", "json"],
            arguments,
        ]
        .concat();
        let ran = self.run(&arguments);
        assert!(
            matches!(ran.code, Some(0 | 1 | 3)),
            "{:?}: {}",
            ran.code,
            ran.err
        );
        let report = serde_json::from_str(&ran.out).expect("a JSON document");
        crate::documents::conforms("seawall.report.1.json", &report);
        report
    }
}

/// The program, with nothing of this environment.
#[expect(
    clippy::disallowed_methods,
    reason = "the program under test is started"
)]
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seawall"));
    command.env_clear().stdin(Stdio::null());
    for name in ["PATH", "TMPDIR", "LLVM_PROFILE_FILE", "RUST_BACKTRACE"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

/// The project's root.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            err: without_progress(
                &String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
            ),
        }
    }
}

/// How far it is, which a slow machine is told every ten seconds.
fn without_progress(err: &str) -> String {
    let progress = |line: &str| {
        (line.starts_with("asked ") && line.contains(" hunts, at ")) || line.contains(" s: read ")
    };
    err.split_inclusive('\n')
        .filter(|line| !progress(line))
        .collect()
}

/// The answers to a hunt, by device, as `verdict` or `cannot_tell: cause`.
pub(crate) fn answers(
    report: &serde_json::Value,
    hunt: &str,
) -> std::collections::BTreeMap<String, String> {
    let text =
        |answer: &serde_json::Value, key: &str| answer[key].as_str().unwrap_or_default().to_owned();
    let all = report["answers"].as_array().expect("--per-device");
    all.iter()
        .filter(|answer| answer["hunt"] == hunt)
        .map(|answer| {
            let verdict = match answer["cause"].as_str() {
                Some(cause) => format!("{}: {cause}", text(answer, "answer")),
                None => text(answer, "answer"),
            };
            (text(answer, "device"), verdict)
        })
        .collect()
}
