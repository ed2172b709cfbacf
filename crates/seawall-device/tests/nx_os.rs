//! NX-OS: raw text in, rows out.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

mod common;

use std::collections::BTreeMap;

use common::{
    Outcome, data, everything, files_below, key, platforms, read, read_as, table, text_of,
};
use insta::assert_snapshot;
use proptest::prelude::*;
use seawall_device::command;
use seawall_model::{Row, Sure};

const LEAF: &str = include_str!("samples/leaf-1.cfg");

/// Rows with masks shortened, so that a test reads like the screen.
fn shown(outcome: &Outcome, tables: &[&str]) -> String {
    let mut out = String::new();
    for name in tables {
        let rows = table(&outcome.rows, name);
        let mut rest = rows.as_str();
        out.push_str(&format!("{name}\n"));
        while let Some((before, after)) = rest.split_once("‹secret:") {
            out.push_str(before);
            out.push_str("‹»");
            rest = after.split_once('›').map_or("", |(_, rest)| rest);
        }
        out.push_str(rest);
    }
    out
}

/// What the reader says of the file as a whole.
fn summary(outcome: &Outcome) -> String {
    let coverage = &outcome.coverage;
    let mut out = format!(
        "{} {} {} complete={} collected={}\nread {} irrelevant {} unsupported {} unrecognised {}\n",
        outcome.reader,
        coverage.platform.as_deref().unwrap_or("-"),
        coverage.device.as_deref().unwrap_or("-"),
        coverage.complete,
        coverage
            .collected
            .map_or("-".to_owned(), |time| (time.0 / 1_000_000).to_string()),
        coverage.read,
        coverage.irrelevant,
        coverage.unsupported,
        coverage.unrecognised,
    );
    for (shape, count) in &coverage.shapes {
        out.push_str(&format!("{count} {shape}\n"));
    }
    for note in &coverage.notes {
        out.push_str(note);
        out.push('\n');
    }
    out
}

#[test]
fn a_configuration_as_a_whole() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    assert_eq!(outcome.sure, Sure::Certain);
    assert_eq!(outcome.coverage.total(), outcome.lines as u64);
    assert_snapshot!(summary(&outcome), @"
    nx-os-configuration cisco-nx-os leaf-1 complete=true collected=1772529072
    read 105 irrelevant 54 unsupported 8 unrecognised 0
    1 class-map type qos match-all VOICE
    1 ingress-replication protocol static
    1 match dscp 9
    1 name users
    1 source-interface loopback9
    1 vlan 9
    1 vlan 9,9
    1 vrf BLUE
    ");
    assert_snapshot!(shown(&outcome, &["device", "device_name", "config_change"]), @"
    device
    cisco-nx-os | 9.3(10) | - | - | bootflash:/nxos.9.3.10.bin | - | - | @0
    device_name
    hostname | leaf-1 | - | - | @7
    full-name | leaf-1.example.net | - | - | @33
    file-name | leaf-1 | - | - | @0
    interface-address | - | 203.0.113.1 | - | @94
    interface-address | - | 192.0.2.1 | - | @103
    interface-address | - | 192.0.2.65 | - | @104
    interface-address | - | 2001:db8::1 | - | @105
    interface-address | - | 10.10.12.1 | - | @110
    interface-address | - | 198.51.100.1 | management | @125
    interface-address | - | 192.0.2.200 | - | @128
    config_change
    1772471097 | 0.5 | - | - | - | configuration-header | - | @3
    ");
}

#[test]
fn who_may_come_in() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    assert_snapshot!(shown(&outcome, &["device_user", "device_key", "device_line", "device_aaa_server", "device_aaa_method", "device_snmp"]), @"
    device_user
    admin | 15 | 5 | 0a60 | - | @25
    ann | - | 5 | c3f6 | - | @26
    temp | 15 | 0 | f549 | - | @28
    device_key
    ann | ssh-key | ‹» | @27
    device_line
    console | - | - | - | 0 | - | - | - | @130
    vty | - | - | ADMINS | 600 | - | - | - | @132
    device_aaa_server
    tacacs | - | 192.0.2.49 | - | 4949 | OPS | management | 7 | 55cb | @36
    radius | - | 192.0.2.18 | - | - | - | - | 7 | 55cb | @37
    device_aaa_method
    authentication | login | - | default | - | group:OPS local | @65
    accounting | commands | 15 | default | start-stop | group:OPS | @66
    accounting | exec | - | default | start-stop | group:OPS | @66
    device_snmp
    user | admin | ff59 | false | - | 3 | priv | - | @53
    community | - | e2db | true | read-only | - | - | - | @56
    community | - | f426 | false | read-write | - | - | - | @57
    ");
}

#[test]
fn what_is_filtered() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    assert_snapshot!(shown(&outcome, &["device_acl_entry", "device_acl_use"]), @"
    device_acl_entry
    ADMINS | 20 | permit | tcp | 192.0.2.0 | 28 | 192.0.2.0/28 | - | - | any | true | @45
    ADMINS | 30 | permit | tcp | 198.51.100.7 | 32 | host 198.51.100.7 | 192.0.2.1 | 32 | 192.0.2.1/32 | false | @46
    ADMINS | 40 | deny | ip | - | - | any | - | - | any | false | @47
    SIX | 10 | permit | tcp | 2001:db8:: | 32 | 2001:db8::/32 | - | - | any | false | @49
    device_acl_use
    ADMINS | snmp | - | - | @58
    ADMINS | interface | Ethernet1/1 | in | @102
    ADMINS | vty | vty | in | @134
    ");
}

#[test]
fn where_traffic_and_copies_go() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    assert_snapshot!(shown(&outcome, &["device_interface", "device_tunnel", "device_route", "device_peer", "device_receiver"]), @"
    device_interface
    Vlan10 | - | 203.0.113.1 | 24 | - | false | - | - | @94
    Ethernet1/1 | to core pw ‹» | 192.0.2.1 | 30 | - | true | ADMINS | - | @103
    Ethernet1/1 | to core pw ‹» | 192.0.2.65 | 30 | - | true | ADMINS | - | @104
    Ethernet1/1 | to core pw ‹» | 2001:db8::1 | 64 | - | true | ADMINS | - | @105
    Tunnel5 | - | 10.10.12.1 | 24 | - | true | - | - | @110
    nve1 | - | - | - | - | true | - | - | @116
    mgmt0 | - | 198.51.100.1 | 24 | management | true | - | - | @125
    loopback1 | - | 192.0.2.200 | 32 | - | true | - | - | @128
    device_tunnel
    Tunnel5 | gre ip | true | Ethernet1/1 | - | 203.0.113.77 | - | 10.10.12.1 | 24 | management | - | @109
    nve1 | vxlan | false | loopback1 | - | 203.0.113.88 | - | - | - | - | - | @121
    device_route
    0.0.0.0 | 0 | 192.0.2.254 | - | - | @73
    0.0.0.0 | 0 | 198.51.100.254 | - | management | @82
    device_peer
    bgp | 192.0.2.77 | 64501 | transit | 889f | @140
    bgp | 192.0.2.78 | 64502 | - | - | @144
    device_receiver
    snmp-trap | 192.0.2.5 | - | 1162 | management | - | - | @54
    ntp | 192.0.2.123 | - | - | management | - | - | @60
    call-home | - | noc@example.net | - | - | full_txt | - | @63
    call-home | 192.0.2.25 | - | 25 | management | smtp | - | @64
    flow-export | 192.0.2.6 | - | 2055 | management | F | - | @84
    telemetry | 192.0.2.7 | - | 50001 | - | 1 | - | @90
    flow-export | 192.0.2.8 | - | - | management | sflow | - | @91
    mirror | 203.0.113.9 | - | - | default | 1 | - | @148
    mirror | - | - | - | - | 2 | sup-eth0 | @151
    syslog | 192.0.2.3 | - | 5514 | management | - | - | @157
    syslog | 192.0.2.4 | - | - | - | - | - | @158
    dns | 192.0.2.53 | - | - | management | - | - | @34
    dns | 2001:db8::53 | - | - | management | - | - | @34
    dns | 192.0.2.54 | - | - | management | - | - | @83
    ");
}

#[test]
fn what_runs() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    assert_snapshot!(shown(&outcome, &["device_service", "device_container", "device_capture", "device_script"]), @r#"
    device_service
    nxapi | true | - | - | - | - | false | @11
    https-server | true | 443 | - | - | - | false | @22
    bash-shell | true | - | - | - | - | false | @12
    scp-server | true | - | - | - | - | false | @13
    telnet-server | false | - | - | - | - | false | @14
    tacacs | true | - | - | - | - | false | @15
    scheduler | true | - | - | - | - | false | @16
    accounting-log-notify | true | - | - | - | - | false | @20
    http-server | true | 18080 | - | - | - | false | @21
    ssh-server | true | 22222 | - | - | - | true | @23
    password-strength-check | false | - | - | - | - | false | @24
    domain-lookup | true | - | - | - | - | false | @32
    logging-trap | true | 5514 | management | - | 6 | false | @157
    logging-trap | true | - | - | - | 5 | false | @158
    sftp-server | false | - | - | - | - | true | @0
    netconf | false | - | - | - | - | true | @0
    restconf | false | - | - | - | - | true | @0
    grpc | false | - | - | - | - | true | @0
    aes-encryption | false | - | - | - | - | true | @0
    source-routing | true | - | - | - | - | true | @0
    login-success-log | false | - | - | - | - | true | @0
    login-failure-log | false | - | - | - | - | true | @0
    login-host-log | false | - | - | - | - | true | @0
    accounting-log | true | - | - | - | - | true | @0
    cdp | true | - | - | - | - | true | @0
    lldp | false | - | - | - | - | true | @0
    iox | false | - | - | - | - | true | @0
    device_container
    probe | virtual-service | true | - | - | @154
    device_capture
    2 | sup-eth0 | - | - | - | @151
    device_script
    eem | WATCH | event cli match "show accounting *" | syslog priority critical msg "somebody looks" | @70
    eem | WATCH | event cli match "show accounting *" | cli local copy running-config ftp://u:‹»@192.0.2.9/c vrf management | @71
    alias | up | - | copy running-config scp://u:‹»@192.0.2.9/c | @129
    scheduler | nightly | daily 02:00 | copy running-config tftp://192.0.2.9/leaf-1 vrf management | @160
    scheduler | nightly | daily 02:00 | username x password ‹» | @161
    "#);
}

#[test]
fn no_secret_leaves() {
    let outcome = read("leaf-1.cfg", LEAF).unwrap();
    let out = everything(&outcome);
    for secret in [
        "notARealHash",
        "anotherHash",
        "AAAAB3Nza",
        "plainSecret",
        "0822455D",
        "13061E",
        "0a1b2c",
        "trapWord",
        "writeWord",
        "fewhg",
        "hunter",
        "072c105d",
        "Winter24",
        "Zq7secret",
    ] {
        assert!(!out.contains(secret), "{secret}");
    }
}

/// Lines that hold a secret where `{}` stands, with the block they stand in.
const SECRET_LINES: [&str; 40] = [
    "username ann password 5 {} role network-admin",
    "username ann password 0 {} role network-operator expire 2027-01-01",
    "username ann password {} priv-lvl 15",
    "username ann password {}",
    "username ann sshkey ssh-rsa {} ann@laptop",
    "enable secret 5 {} priv-lvl 15",
    "enable secret {}",
    "tacacs-server key 7 \"{}\"",
    "tacacs-server host 192.0.2.1 key 7 \"{}\" port 49 timeout 5 single-connection",
    "tacacs-server host 192.0.2.1 port 49 timeout 5 key {}",
    "tacacs-server host 192.0.2.1 test username ann password {} idle-time 5",
    "radius-server host 192.0.2.1 key 7 {} auth-port 1812 acct-port 1813 authentication accounting",
    "radius-server host 192.0.2.1 auth-port 1812 acct-port 1813 key {}",
    "ldap-server host 192.0.2.1 rootDN \"cn=x\" password 7 {} port 389",
    "snmp-server community {} group network-operator",
    "snmp-server community {} ro",
    "snmp-server community {} use-acl A",
    "snmp-server user ann network-admin auth md5 {} priv aes-128 {} localizedkey engineID 1:2",
    "snmp-server user ann auth sha-256 {} priv {} localizedV2key",
    "snmp-server user ann auth sha {}",
    "snmp-server host 192.0.2.1 traps version 2c {} udp-port 162",
    "snmp-server host 192.0.2.1 {}",
    "snmp-server mib community-map {} context C",
    "ntp authentication-key 1 md5 {} 7",
    "key config-key ascii {}",
    "nxapi certificate httpskey key enc.key password {}",
    "key chain K\n  key 1\n    key-string 7 {}",
    "key chain K macsec\n  key 01\n    key-octet-string 7 {} cryptographic-algorithm AES_128_CMAC",
    "interface Vlan1\n  hsrp 1\n    authentication md5 key-string {} timeout 5",
    "interface Vlan1\n  hsrp version 2\n  hsrp 1 ipv4\n    authentication text {}",
    "interface Vlan1\n  ip ospf authentication-key 3 {}",
    "interface Vlan1\n  ip pim hello-authentication ah-md5 3 {}",
    "router ospf 1\n  area 0 virtual-link 192.0.2.1\n    message-digest-key 1 md5 3 {}",
    "router bgp 1\n  neighbor 192.0.2.1\n    password 3 {}",
    "router bgp 1\n  vrf B\n    neighbor 192.0.2.1\n      password {}",
    "event manager applet A\n  action 1 cli username x password {}",
    "event manager applet A\n  action 1 cli local copy x scp://u:{}@192.0.2.9/x",
    "scheduler job name J\nusername x password {}\nend-job",
    "cli alias name up copy x ftp://u:{}@192.0.2.9/x",
    "test aaa server tacacs+ 192.0.2.1 vrf management ann {}",
];

/// Lines of configurations in any order, with noise between them.
fn line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(vec![
            "no", "ip", "interface", "Ethernet1/1", "nve1", "peer-ip", "member", "vni", "access-list",
            "permit", "any", "key", "password", "7", "banner", "motd", "#", "!", "line", "vty", "router",
            "bgp", "neighbor", "template", "peer", "inherit", "192.0.2.1", "2001:db8::1/64", "vrf",
            "context", "scheduler", "job", "name", "end-job", "event", "manager", "applet", "action",
            "cli", "monitor", "session", "destination", "clock", "timezone", "!Time:", "!Command:",
            "Tue Mar  3 10:11:12 2026", "feature", "version", "\"", "--More--", "-99999999999",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    (0_usize..4, prop::collection::vec(word, 0..8))
        .prop_map(|(indent, words)| format!("{}{}", " ".repeat(indent), words.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_is_read_to_its_end_and_counted(lines in prop::collection::vec(line(), 0..40)) {
        for reader in ["nx-os-configuration", "nx-os-show-version"] {
            let outcome = read_as(reader, "leaf-1.cfg", &lines.join("\n"));
            prop_assert_eq!(outcome.coverage.total(), outcome.lines as u64);
            for row in &outcome.rows {
                prop_assert!(row.origin().place() as usize <= outcome.lines);
            }
        }
    }

    #[test]
    fn no_secret_survives(secret in "[A-Za-z0-9][A-Za-z0-9!%&*+,.:<=>_~^-]{8,24}[A-Za-z0-9]", which in 0..SECRET_LINES.len()) {
        let lines = SECRET_LINES[which].replace("{}", &secret);
        let text = format!("version 9.3(5)\n{lines}\nline vty\n");
        let out = everything(&read_as("nx-os-configuration", "leaf-1.cfg", &text));
        prop_assert!(!out.contains(&secret), "{}", lines);
        let typed = lines.lines().rfind(|line| *line != "end-job").unwrap();
        for platform in [None, Some("cisco-nx-os")] {
            let typed = format!("{:?}", command::read(&platforms(), platform, typed.trim(), &key()));
            prop_assert!(!typed.contains(&secret), "{}", typed);
        }
    }
}

#[test]
fn typed_commands_have_the_topics_that_hunts_ask_for() {
    let mut out = String::new();
    for line in [
        "clear logging logfile",
        "clear accounting log",
        "show accounting log last-index 10",
        "show logging logfile",
        "show running-config | include tacacs",
        "show running-config > tftp://192.0.2.9/x vrf management",
        "show tacacs-server",
        "show cdp neighbors",
        "show clock",
        "dir bootflash:",
        "terminal length 0",
        "copy running-config startup-config",
        "copy bootflash:tac.pcap scp://ann@192.0.2.9/x vrf management",
        "copy running-config bootflash:x",
        "ethanalyzer local interface inband capture-filter \"tcp port 49\" write bootflash:tac.pcap",
        "guestshell enable",
        "run guestshell",
        "guestshell run dohost \"show version\"",
        "guestshell destroy",
        "run bash sudo su -",
        "python bootflash:x.py",
        "feature bash-shell",
        "username eve password 0 notShown role network-admin",
        "line vty",
        "no access-class ADMINS in",
        "interface Tunnel5",
        "tunnel destination 203.0.113.77",
        "no interface loopback99",
        "monitor session 1 type erspan-source",
        "destination ip 203.0.113.9",
        "no logging server 192.0.2.3",
        "logging server 203.0.113.3 6",
        "tacacs-server host 203.0.113.49 key 7 notShown",
        "ip route 203.0.113.0/24 192.0.2.9",
        "ssh ann@192.0.2.9 vrf management",
        "telnet 192.0.2.9 vrf management",
        "checkpoint before",
        "rollback running-config checkpoint before",
        "snmp-server community notShown group network-admin",
        "configure terminal",
        "exit",
    ] {
        let typed = command::read(&platforms(), Some("cisco-nx-os"), line, &key());
        let or = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        out.push_str(&format!(
            "{:22} {} | {} | {} | {}{}\n",
            or(typed.topic),
            line.split(' ').take(3).collect::<Vec<_>>().join(" "),
            or(typed.object),
            or(typed.address.map(|address| address.to_string())),
            or(typed.target),
            if typed.negated { " | no" } else { "" },
        ));
        // Where nobody knows whose command it is, the template that says most is taken.
        let unknown = command::read(&platforms(), None, line, &key()).topic;
        let known = command::read(&platforms(), Some("cisco-nx-os"), line, &key()).topic;
        if unknown != known {
            out.push_str(&format!("  elsewhere {unknown:?}\n"));
        }
    }
    assert_snapshot!(out, @r#"
    clear-logging          clear logging logfile | - | - | logfile
    clear-logging          clear accounting log | - | - | -
    show-logging           show accounting log | - | - | log last-index 10
    show-logging           show logging logfile | - | - | logfile
    show-running-config    show running-config | | - | - | | include tacacs
    copy-out               show running-config > | - | 192.0.2.9 | tftp://192.0.2.9/x
    show-tacacs            show tacacs-server | - | - | -
    show-cdp-neighbors     show cdp neighbors | - | - | neighbors
    show-clock             show clock | - | - | -
    show-directory         dir bootflash: | bootflash: | - | -
    terminal-length        terminal length 0 | 0 | - | -
    write-memory           copy running-config startup-config | - | - | -
    copy-out               copy bootflash:tac.pcap scp://ann@192.0.2.9/x | bootflash:tac.pcap | 192.0.2.9 | scp://ann@192.0.2.9/x
    copy                   copy running-config bootflash:x | running-config | - | bootflash:x
    capture-start          ethanalyzer local interface | inband | - | capture-filter "tcp port 49" write bootflash:tac.pcap
    guestshell-enable      guestshell enable | - | - | -
    guestshell-run         run guestshell | - | - | -
    guestshell-run         guestshell run dohost | - | - | dohost "show version"
    guestshell-destroy     guestshell destroy | - | - | -
    system-shell           run bash sudo | - | - | sudo su -
    python                 python bootflash:x.py | - | - | bootflash:x.py
    bash-shell             feature bash-shell | - | - | -
    account                username eve password | eve | - | -
    line                   line vty | - | - | vty
    access-class           no access-class ADMINS | ADMINS | - | - | no
    interface              interface Tunnel5 | Tunnel5 | - | -
    tunnel-destination     tunnel destination 203.0.113.77 | - | 203.0.113.77 | -
    interface              no interface loopback99 | loopback99 | - | - | no
    mirror                 monitor session 1 | 1 | - | -
    mirror                 destination ip 203.0.113.9 | - | 203.0.113.9 | -
    logging-host           no logging server | - | 192.0.2.3 | - | no
    logging-host           logging server 203.0.113.3 | 6 | 203.0.113.3 | -
    aaa-server             tacacs-server host 203.0.113.49 | - | 203.0.113.49 | -
    static-route           ip route 203.0.113.0/24 | - | 192.0.2.9 | 203.0.113.0/24 192.0.2.9
    ssh                    ssh ann@192.0.2.9 vrf | ann@192.0.2.9 | 192.0.2.9 | vrf management
    telnet                 telnet 192.0.2.9 vrf | - | 192.0.2.9 | vrf management
    checkpoint             checkpoint before | before | - | -
    configure-replace      rollback running-config checkpoint | before | - | -
    snmp-community         snmp-server community notShown | - | - | -
    configure              configure terminal | - | - | -
    exit                   exit | - | - | -
    "#);
}

#[test]
fn a_cut_configuration_or_a_part_is_not_whole() {
    let notes = |text: &str| read("leaf-1.cfg", text).unwrap().coverage.notes.join("\n");
    let before = |mark: &str| LEAF.split(mark).next().unwrap().to_owned();
    assert_snapshot!(notes(&before("interface mgmt0")), @"It does not reach the terminal lines, which NX-OS prints after the interfaces: take it again, whole.");
    assert_snapshot!(notes(&(before("router bgp") + "router bg")), @"Its last line is not understood and may be cut: take it again, whole.");
    assert_snapshot!(notes(&before("username in-banner")), @"
    It does not reach the terminal lines, which NX-OS prints after the interfaces: take it again, whole.
    The text that begins on line 29 does not end: take it again, whole.
    ");
    assert_snapshot!(notes(&LEAF.replace("show running-config\n", "show running-config aaa\n")), @r#"It is the output of "show running-config aaa", so it is a part: take the whole output of show running-config."#);
    assert_snapshot!(notes(&LEAF.replace("version 9.3(10) Bios:version 05.45\n", "")), @r#"It has no line "version", so it is a part: take the whole output of show running-config."#);
    assert_snapshot!(notes(&LEAF.replace("vlan 1,10\n", "--More--\nvlan 1,10\n")), @"A pager's prompt stands in it: take it again after terminal length 0.");
    assert_snapshot!(notes(&LEAF.replace("logging server", "interface Ethernet1/9\nlogging server")), @"It does not reach the terminal lines, which NX-OS prints after the interfaces: take it again, whole.");
    assert_snapshot!(notes(&LEAF.replace("boot nxos", "!Running config for vdc: B\n!Running config for vdc: C\nboot nxos")), @"It holds the configurations of several VDCs: give each one in a file of its own.");
}

#[test]
fn show_version_as_text_of_both_kinds_and_as_json() {
    let old = "\
n7k-1# show version
Cisco Nexus Operating System (NX-OS) Software
Software
  BIOS:      version 2.12.0
  kickstart: version 6.2(14)
  system:    version 6.2(14)
  kickstart image file is: bootflash:///n7000-s2-kickstart.6.2.14.bin
  system image file is:    bootflash:///n7000-s2-dk9.6.2.14.bin
Hardware
  cisco Nexus7000 C7009 (9 Slot) Chassis (\"Supervisor Module-2\")
  Processor Board ID JAF0000AAAA
  Device name: n7k-1
Kernel uptime is 10 day(s), 1 hour(s), 2 minute(s), 3 second(s)
Last reset
  System version: 6.2(10)
";
    let new = "\
Cisco Nexus Operating System (NX-OS) Software
Software
  BIOS: version 05.45
  NXOS: version 10.2(3) [Feature Release]
  Host NXOS: version 10.2(3)
  NXOS image file is: bootflash:///nxos64-cs.10.2.3.F.bin
Hardware
  cisco Nexus9000 C93180YC-FX Chassis
  Processor Board ID FDO0000BBBB
  Device name: leaf-2
Kernel upt";
    let json = r#"{"header_str": "Cisco Nexus Operating System (NX-OS) Software", "nxos_ver_str": "9.3(7a)", "rr_sys_ver": "9.3(3)", "nxos_file_name": "bootflash:///nxos.9.3.7a.bin", "kern_uptm_days": 3, "chassis_id": "Nexus9000 C9300v Chassis", "proc_board_id": "9ABCDEF", "host_name": "leaf-3"}"#;
    let version = |path: &str, text: &str| {
        let outcome = read(path, text).unwrap();
        assert_eq!(outcome.coverage.total(), outcome.lines as u64);
        format!(
            "{}{}",
            summary(&outcome),
            shown(&outcome, &["device", "device_name"])
        )
    };
    assert_snapshot!(version("a.txt", old), @"
    nx-os-show-version cisco-nx-os n7k-1 complete=true collected=-
    read 9 irrelevant 6 unsupported 0 unrecognised 0
    device
    cisco-nx-os | 6.2(14) | C7009 | JAF0000AAAA | bootflash:///n7000-s2-dk9.6.2.14.bin | - | - | @0
    device_name
    hostname | n7k-1 | - | - | @0
    file-name | a | - | - | @0
    serial | JAF0000AAAA | - | - | @0
    ");
    assert_snapshot!(version("b.txt", new), @r#"
    nx-os-show-version cisco-nx-os leaf-2 complete=false collected=-
    read 6 irrelevant 5 unsupported 0 unrecognised 0
    It does not reach the line "Kernel uptime is": take it again, whole.
    device
    cisco-nx-os | 10.2(3) | C93180YC-FX | FDO0000BBBB | bootflash:///nxos64-cs.10.2.3.F.bin | - | - | @0
    device_name
    hostname | leaf-2 | - | - | @0
    file-name | b | - | - | @0
    serial | FDO0000BBBB | - | - | @0
    "#);
    assert_snapshot!(version("c.json", json), @r"
    nx-os-show-version cisco-nx-os leaf-3 complete=true collected=-
    read 1 irrelevant 0 unsupported 0 unrecognised 0
    device
    cisco-nx-os | 9.3(7a) | C9300v | 9ABCDEF | bootflash:///nxos.9.3.7a.bin | - | - | @0
    device_name
    hostname | leaf-3 | - | - | @0
    file-name | c | - | - | @0
    serial | 9ABCDEF | - | - | @0
    ");
}

/// The NX-OS configurations and `show version` of the public suites: read whole, words that nobody
/// knows are rare, and nothing of other systems is taken for NX-OS.
#[test]
fn data_configurations_of_the_suites() {
    const OURS: [&str; 9] = [
        "/vendor/cisco_nxos/",
        "unit-tests/configs/nxos",
        "/nxos_n9kv_ebgp/configs/",
        "/compliance/section/cisco_nxos/nxos_full_sent",
        "/nxos/mocked_data/test_get_config/normal/show_running",
        "/fixtures/nxos_running",
        "/fixtures/nxos_generated",
        "/cisco_nxos/show_version/",
        "/model/data/nxos#",
    ];
    const OTHERS: [&str; 6] = [
        "/grammar/",
        "/vendor/",
        "/unit-tests/",
        "/model/data/",
        "/show_version/",
        "/fixtures/",
    ];
    let Some(root) = data("suites") else {
        return;
    };
    let (mut files, mut unrecognised, mut total) = (0, 0, 0);
    let mut wrong = Vec::new();
    let mut shapes: BTreeMap<String, u64> = BTreeMap::new();
    for file in files_below(&root) {
        let path = file.to_str().unwrap();
        let ours = OURS.iter().any(|place| path.contains(place));
        let other = OTHERS.iter().any(|place| path.contains(place)) && !path.contains("nxos");
        if (!ours && !other) || path.ends_with(".yml") || path.ends_with(".yaml") {
            continue;
        }
        let text = text_of(&file);
        let outcome = read(path, &text);
        let reader = outcome.as_ref().map_or("nobody", |outcome| outcome.reader);
        if ours != reader.starts_with("nx-os") {
            wrong.push(format!("{reader} {path}"));
        }
        let Some(outcome) = outcome.filter(|_| ours) else {
            continue;
        };
        let coverage = &outcome.coverage;
        assert_eq!(coverage.total(), outcome.lines as u64, "{path}");
        if reader != "nx-os-configuration" {
            continue;
        }
        let kept = outcome
            .rows
            .iter()
            .filter(|row| matches!(row, Row::ConfigLine(_)));
        assert_eq!(kept.count(), outcome.lines, "{path}");
        if std::env::var_os("SEAWALL_SHAPES").is_some() && coverage.unrecognised > 0 {
            eprintln!("{} {path}", coverage.unrecognised);
        }
        files += 1;
        unrecognised += coverage.unrecognised;
        total += coverage.total();
        for (shape, count) in &coverage.shapes {
            *shapes.entry(shape.clone()).or_default() += count;
        }
    }
    eprintln!("{files} NX-OS files, {unrecognised} of {total} lines unrecognised");
    if std::env::var_os("SEAWALL_SHAPES").is_some() {
        let mut shapes: Vec<_> = shapes.into_iter().collect();
        shapes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (shape, count) in shapes.iter().take(100) {
            eprintln!("{count:6} {shape}");
        }
    }
    for line in &wrong {
        eprintln!("{line}");
    }
    assert_eq!(wrong.len(), 0);
    assert!(files > 60, "{files}");
    assert!(
        unrecognised * 100 < total,
        "{unrecognised} of {total} lines unrecognised"
    );
}
