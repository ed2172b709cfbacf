//! The channel-silencing experiments of `corpus/silence.md`: something is taken away, and what
//! could only be seen through it must become "cannot tell" with the right cause, never "not
//! found"; everything else keeps its answer.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::seawall::{World, answers};

const EDGE: &str = "edge-kal-01";
const PE: &str = "pe-kal-01";
const SWITCH: &str = "sw-kal-03";
const ROUTER: &str = "rtr-ner-02";

/// The hunts by what shows their acts, as in the table of `corpus/silence.md`.
const EXEC: &[&str] = &[
    "aaa-traffic-captured",
    "packet-capture-taken",
    "guestshell-enabled-then-destroyed",
    "reconnaissance-burst",
    "log-cleared-then-left",
    "copied-to-stranger",
    "package-describe-shell-escape",
];
const TYPED: &[&str] = &["vty-access-class-swapped"];
const LOG: &[&str] = &["configured-through-web-ui"];
const LOGIN: &[&str] = &["login-on-internal-port"];
const ROBOT: &[&str] = &["collector-account-elsewhere"];
const SNAPSHOT: &[&str] = &[
    "mirror-to-stranger",
    "management-on-high-port",
    "aaa-server-not-approved",
];
/// What stands in the configuration, or stood there between two collections.
const STOOD: &[&str] = &["exploit-account", "tunnel-to-stranger"];

type Answers = BTreeMap<(String, String), String>;

/// Every answer of a report, by hunt and device.
fn all(report: &Value) -> Answers {
    let mut all = Answers::new();
    for hunt in report["asked"].as_array().unwrap() {
        let hunt = hunt["hunt"].as_str().unwrap();
        for (device, answer) in answers(report, hunt) {
            all.insert((hunt.to_owned(), device), answer);
        }
    }
    all
}

/// One experiment.
struct Experiment {
    id: &'static str,
    estate: &'static str,
    report: Value,
    before: Answers,
    after: Answers,
}

impl Experiment {
    fn new(id: &'static str, estate: &'static str, silence: impl FnOnce(&World)) -> Self {
        Self::asked(id, estate, &[], silence)
    }

    fn asked(
        id: &'static str,
        estate: &'static str,
        arguments: &[&str],
        silence: impl FnOnce(&World),
    ) -> Self {
        let world = World::corpus(estate);
        silence(&world);
        let report =
            world.report(&[&["--per-device", "--audience", "auditor"], arguments].concat());
        Self {
            id,
            estate,
            after: all(&report),
            before: untouched(estate),
            report,
        }
    }

    fn answer(&self, hunt: &str, device: &str) -> &str {
        let key = (hunt.to_owned(), device.to_owned());
        self.after.get(&key).map_or("no answer", String::as_str)
    }

    /// These hunts cannot tell of these devices, with one of these causes; what has a row is found.
    fn dark(&self, devices: &[&str], hunts: &[&[&str]], causes: &[&str]) -> &Self {
        let mut dark = 0;
        for device in devices {
            for hunt in hunts.iter().flat_map(|hunts| hunts.iter()) {
                let answer = self.answer(hunt, device);
                let cause = answer.strip_prefix("cannot_tell: ");
                let right = cause.is_some_and(|cause| causes.contains(&cause));
                dark += usize::from(right);
                assert!(
                    right || matches!(answer, "found" | "not_applicable"),
                    "{}: {hunt} on {device} is \"{answer}\", not one of {causes:?}",
                    self.id
                );
            }
        }
        assert!(
            dark > 0,
            "{}: nothing of {hunts:?} became dark on {devices:?}",
            self.id
        );
        self
    }

    /// These hunts answer as before on this device.
    fn stays(&self, device: &str, hunts: &[&[&str]]) -> &Self {
        for hunt in hunts.iter().flat_map(|hunts| hunts.iter()) {
            let key = ((*hunt).to_owned(), device.to_owned());
            let before = self.before.get(&key).map_or("no answer", String::as_str);
            let answer = self.answer(hunt, device);
            assert_eq!(
                answer, before,
                "{}: {hunt} on {device} in {}",
                self.id, self.estate
            );
        }
        self
    }

    /// Some blind spot's remedy holds this text.
    fn remedy(&self, text: &str) -> &Self {
        let spots = self.report["blind_spots"].as_array().unwrap();
        let holds = |spot: &Value| spot["remedy"].as_str().unwrap_or_default().contains(text);
        assert!(
            spots.iter().any(holds),
            "{}: no remedy names {text}:\n{spots:#?}",
            self.id
        );
        self
    }
}

/// The answers of an estate to which nothing was done.
fn untouched(estate: &str) -> Answers {
    use std::sync::OnceLock;
    static QUIET: OnceLock<Answers> = OnceLock::new();
    static INTRUSION: OnceLock<Answers> = OnceLock::new();
    let of = |estate: &str| {
        all(&World::corpus(estate).report(&["--per-device", "--audience", "auditor"]))
    };
    match estate {
        "quiet" => QUIET.get_or_init(|| of("quiet")).clone(),
        _ => INTRUSION.get_or_init(|| of("intrusion")).clone(),
    }
}

/// Takes the lines that contain a text out of every file below a folder.
fn drop_lines(world: &World, folders: &[&str], text: &str) {
    for folder in folders {
        let path = world.input().join(folder);
        let files: Vec<String> = if path.is_dir() {
            let entries = std::fs::read_dir(&path).unwrap();
            let name = |entry: std::fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
            entries
                .map(|entry| format!("{folder}/{}", name(entry.unwrap())))
                .collect()
        } else {
            vec![(*folder).to_owned()]
        };
        for file in files {
            world.change(&file, |all| {
                let kept = all.lines().filter(|line| !line.contains(text));
                kept.map(|line| format!("{line}\n")).collect()
            });
        }
    }
}

/// Removes what an accounting server of the first four devices recorded, in all six months.
fn without_accounting(world: &World, server: &str) {
    world.remove(&format!("aaa/{server}.acct.gz"));
    world.remove(&format!("aaa/earlier/{server}.acct.gz"));
}

fn head(world: &World, path: &str, lines: usize) {
    world.change(path, |all| {
        all.lines()
            .take(lines)
            .map(|line| format!("{line}\n"))
            .collect()
    });
}

#[test]
fn what_is_blind_from_the_start() {
    let as_it_is = Experiment::new("B1", "quiet", |_| {});
    as_it_is
        .dark(&[ROUTER], &[EXEC, ROBOT], &["not_emitted"])
        .remedy("aaa accounting commands 15 default start-stop group PELAGIA-TAC");
    for hunt in EXEC
        .iter()
        .chain(TYPED)
        .chain(LOG)
        .chain(LOGIN)
        .chain(SNAPSHOT)
        .chain(STOOD)
    {
        for device in [EDGE, PE] {
            let answer = as_it_is.answer(hunt, device);
            assert!(
                !answer.starts_with("cannot_tell"),
                "B3: {hunt} on {device}: {answer}"
            );
        }
    }
    Experiment::new("B4", "intrusion", |_| {}).dark(&[PE], &[LOG], &["gap"]);
    // Accounting fell silent, and the newest configuration says that it was switched off.
    Experiment::new("B5", "intrusion", |_| {}).dark(&[EDGE], &[ROBOT], &["gap", "not_emitted"]);
}

#[test]
fn a_stream_is_taken_away() {
    Experiment::new("S1", "quiet", |world| world.remove("syslog/edge-kal-01"))
        .dark(&[EDGE], &[LOG, LOGIN], &["not_given"])
        .remedy("10.20.9.50")
        .stays(EDGE, &[EXEC, TYPED, ROBOT, SNAPSHOT]);
    Experiment::new("S2", "quiet", |world| {
        world.remove("syslog/pe-kal-01/2026-09-08.log.gz");
    })
    .dark(&[PE], &[LOG, LOGIN], &["gap"])
    .stays(PE, &[EXEC, TYPED]);
    Experiment::new("S3", "quiet", |world| {
        world.remove("syslog/edge-kal-01/2026-09-20.log.gz");
    })
    .stays(EDGE, &[EXEC, TYPED, LOG, LOGIN, ROBOT, SNAPSHOT]);
    Experiment::new("S4", "quiet", |world| {
        world.remove("syslog/edge-kal-01/2026-09-20.log.gz");
        world.remove("syslog/edge-kal-01/2026-09-21.log.gz");
    })
    .dark(&[EDGE], &[LOG, LOGIN], &["gap"])
    .stays(EDGE, &[EXEC, TYPED]);
    Experiment::new("S5", "quiet", |world| without_accounting(world, "tac_plus"))
        .dark(&[EDGE], &[ROBOT], &["not_given"])
        .remedy("10.20.9.81")
        .stays(EDGE, &[LOG, LOGIN, SNAPSHOT]);
    Experiment::new("S6", "quiet", |world| {
        without_accounting(world, "tac_plus-ng");
    })
    .dark(&[PE, SWITCH], &[EXEC, ROBOT], &["not_given", "not_emitted"])
    .remedy("10.20.9.82");
    Experiment::new("S7", "quiet", |world| {
        without_accounting(world, "tac_plus");
        world.remove("syslog/edge-kal-01");
    })
    .dark(
        &[EDGE],
        &[EXEC, TYPED, LOG, LOGIN, ROBOT, STOOD],
        &["not_given"],
    )
    .stays(EDGE, &[SNAPSHOT]);
    Experiment::new("S8", "quiet", |world| {
        drop_lines(world, &["aaa/tac_plus.acct.gz"], "priv-lvl=15");
        world.remove("syslog/edge-kal-01");
    })
    .dark(&[EDGE], &[EXEC, TYPED], &["gap", "not_given"]);
    Experiment::new("S9", "quiet", |world| world.remove("syslog/10.20.0.34"))
        .dark(&[ROUTER], &[TYPED, STOOD], &["not_given"])
        .remedy("10.20.9.50")
        .stays(ROUTER, &[EXEC, SNAPSHOT]);
    Experiment::new("S10", "quiet", |world| {
        drop_lines(world, &["syslog/edge-kal-01"], "catchall");
        without_accounting(world, "tac_plus");
    })
    .dark(&[EDGE], &[EXEC], &["gap", "not_given"])
    .stays(EDGE, &[TYPED]);
    Experiment::new("S11", "quiet", |world| {
        world.remove("syslog/sw-kal-03/2026-09-22.log.gz");
        world.remove("syslog/sw-kal-03/2026-09-29.log.gz");
    })
    .stays(SWITCH, &[EXEC, TYPED, SNAPSHOT]);
}

#[test]
fn a_configuration_is_taken_away_cut_or_old() {
    let both = ["configs-2026-09-01", "configs-2026-09-30"];
    Experiment::new("C1", "quiet", |world| {
        both.iter()
            .for_each(|folder| world.remove(&format!("{folder}/{SWITCH}")));
    })
    .dark(&[SWITCH], &[SNAPSHOT, STOOD], &["not_given"]);
    Experiment::new("C2", "quiet", |world| {
        both.iter()
            .for_each(|folder| head(world, &format!("{folder}/{EDGE}"), 150));
    })
    .dark(&[EDGE], &[SNAPSHOT, STOOD], &["incomplete"])
    .stays(EDGE, &[EXEC, TYPED, LOG]);
    Experiment::new("C3", "quiet", |world| {
        head(world, &format!("{}/{EDGE}", both[1]), 150);
    })
    .stays(EDGE, &[EXEC, TYPED, LOG, SNAPSHOT]);
    Experiment::new("C4", "quiet", |world| {
        world.remove(both[1]);
        world.change("seawall.toml", |all| {
            all + "\n[coverage]\nmax_evidence_age = \"7d\"\n"
        });
    })
    .dark(&[EDGE, PE, SWITCH], &[SNAPSHOT], &["stale"])
    .stays(EDGE, &[EXEC]);
    let later = ["--as-of", "2026-11-15"];
    Experiment::asked("C5", "quiet", &later, |_| {})
        .dark(&[EDGE, PE, SWITCH, ROUTER], &[SNAPSHOT], &["stale"])
        .dark(&[EDGE, PE, SWITCH], &[EXEC, TYPED], &["gap", "not_emitted"]);
    Experiment::new("C6", "quiet", |world| {
        let path = |folder: &&str| format!("{folder}/{EDGE}");
        let paths: Vec<String> = both.iter().map(path).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        drop_lines(world, &paths, "aaa accounting commands");
        without_accounting(world, "tac_plus");
    })
    .dark(&[EDGE], &[ROBOT], &["not_emitted"])
    .stays(EDGE, &[EXEC]);
    Experiment::new("C7", "quiet", |world| {
        world.remove("syslog/10.20.0.34");
        for folder in both {
            drop_lines(world, &[&format!("{folder}/{ROUTER}")], "logging host");
        }
    })
    .dark(&[ROUTER], &[TYPED, STOOD], &["not_emitted"])
    .remedy("logging host 10.20.9.50")
    .stays(ROUTER, &[SNAPSHOT]);
    Experiment::new("C8", "quiet", |world| {
        drop_lines(world, &[&format!("{}/{EDGE}", both[1])], "login on-success");
    })
    // Nobody knows since when.
    .dark(&[EDGE], &[LOGIN], &["not_emitted"])
    .stays(EDGE, &[EXEC, TYPED, LOG, ROBOT, SNAPSHOT]);
}

#[test]
fn nothing_but_logs_is_left() {
    let logs = Experiment::new("C9", "quiet", |world| {
        for path in [
            "configs-2026-09-01",
            "configs-2026-09-30",
            "captures",
            "inventory.csv",
        ] {
            world.remove(path);
        }
    });
    let four = ["10.20.0.11", "10.20.0.21", "10.20.0.34", "10.20.7.33"];
    for ((hunt, device), answer) in &logs.after {
        assert!(
            answer != "not_found" || !four.contains(&device.as_str()),
            "C9: {hunt} on {device} is not found although nobody knows what it is"
        );
    }
    let devices: BTreeSet<&str> = logs
        .after
        .keys()
        .map(|(_, device)| device.as_str())
        .collect();
    for address in four {
        assert!(devices.contains(address), "C9: {address} of {devices:?}");
    }
}

#[test]
fn files_that_cannot_be_read() {
    Experiment::new("F1", "quiet", |world| {
        for entry in std::fs::read_dir(world.input().join("syslog/pe-kal-01")).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            world.bytes(
                &format!("syslog/{PE}/{name}"),
                &bytes[..bytes.len() / 2],
                1_790_812_770,
            );
        }
    })
    .dark(&[PE], &[LOG, LOGIN], &["gap", "incomplete"])
    .stays(PE, &[EXEC]);
    Experiment::new("F2", "quiet", |world| {
        without_accounting(world, "tac_plus");
        for entry in std::fs::read_dir(world.input().join("syslog/edge-kal-01")).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            world.change(&format!("syslog/{EDGE}/{name}"), |all| {
                let junk = |(at, line): (usize, &str)| match at % 10 {
                    5 => "q$Vz;8&hP!k2~Lm]w0@xT^r4\n".to_owned(),
                    _ => format!("{line}\n"),
                };
                all.lines().enumerate().map(junk).collect()
            });
        }
    })
    // Of two alternatives that both lack one channel the first cause to remedy is told.
    .dark(&[EDGE], &[EXEC], &["not_understood", "not_given"])
    .dark(
        &[EDGE],
        &[TYPED, LOG, LOGIN],
        &["not_understood", "not_given"],
    )
    .stays(EDGE, &[SNAPSHOT]);
    Experiment::new("F3", "quiet", |world| world.remove("seawall.toml"))
        .dark(
            &[EDGE, PE, SWITCH, ROUTER],
            &[&["aaa-server-not-approved"]],
            &["not_listed"],
        )
        .dark(
            &[EDGE, PE, SWITCH],
            &[&["robot-account-elsewhere"]],
            &["not_listed"],
        )
        .remedy("aaa_servers = [");
}

#[test]
fn the_intrusion_through_what_is_left() {
    let found = |experiment: &Experiment, hunts: &[&str]| {
        for hunt in hunts {
            assert_eq!(
                experiment.answer(hunt, EDGE),
                "found",
                "{}: {hunt}",
                experiment.id
            );
        }
    };
    let logs = Experiment::new("I1", "intrusion", |world| {
        world.remove("syslog/edge-kal-01");
    });
    found(
        &logs,
        &[
            "outside-address-permitted",
            "management-on-high-port",
            "tunnel-to-stranger",
            "exploit-account",
            "guestshell-enabled-then-destroyed",
            "packet-capture-taken",
            "package-describe-shell-escape",
            "copied-to-stranger",
            "log-cleared-then-left",
            "reconnaissance-burst",
        ],
    );
    logs.dark(&[EDGE], &[LOG, LOGIN], &["not_given"]);
    let accounting = Experiment::new("I2", "intrusion", |world| {
        without_accounting(world, "tac_plus");
    });
    found(
        &accounting,
        &[
            "outside-address-permitted",
            "management-on-high-port",
            "tunnel-to-stranger",
            "exploit-account",
            "guestshell-enabled-then-destroyed",
            "packet-capture-taken",
            "package-describe-shell-escape",
            "copied-to-stranger",
            "log-cleared-then-left",
            "reconnaissance-burst",
            "vty-access-class-swapped",
            "login-on-internal-port",
            "configured-through-web-ui",
        ],
    );
    let snapshots = Experiment::new("I3", "intrusion", |world| {
        without_accounting(world, "tac_plus");
        world.remove("syslog/edge-kal-01");
    });
    found(
        &snapshots,
        &[
            "outside-address-permitted",
            "tunnel-to-stranger",
            "exploit-account",
        ],
    );
    // The intruder switched accounting off, and the configuration says so.
    snapshots.dark(
        &[EDGE],
        &[EXEC, TYPED, LOG, LOGIN],
        &["not_given", "not_emitted"],
    );
    let before = Experiment::new("I4", "intrusion", |world| {
        world.remove("configs-2026-09-30");
    });
    found(
        &before,
        &[
            "guestshell-enabled-then-destroyed",
            "packet-capture-taken",
            "package-describe-shell-escape",
            "copied-to-stranger",
            "tunnel-to-stranger",
            "vty-access-class-swapped",
            "configured-through-web-ui",
        ],
    );
    let asked = before.report["answers"].as_array().unwrap();
    let mirror = asked
        .iter()
        .find(|answer| answer["hunt"] == "mirror-to-stranger" && answer["device"] == EDGE)
        .unwrap();
    assert_eq!(mirror["answer"], "not_found");
    assert!(
        mirror["reason"].as_str().unwrap().contains("2026-09-01"),
        "I4: {mirror}"
    );
    let other = Experiment::new("I5", "intrusion", |world| {
        without_accounting(world, "tac_plus-ng");
    });
    other.dark(&[PE], &[EXEC, ROBOT], &["not_given", "gap", "not_emitted"]);
}
