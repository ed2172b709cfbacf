//! Outputs of show commands: raw text in, rows out; and the public suites.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test")]

mod common;
#[path = "show/suites.rs"]
mod suites;

use common::read;
use proptest::prelude::*;
use seawall_model::Row;

/// What came of an output: its coverage, and its rows but for the device's names and kept lines.
fn shown(path: &str, text: &str) -> String {
    let outcome = read(path, text).unwrap();
    let coverage = &outcome.coverage;
    assert_eq!(coverage.total(), outcome.lines as u64);
    let mut shown = format!(
        "{} of {} ({}), {}\n",
        outcome.reader,
        coverage.device.as_deref().unwrap_or("-"),
        coverage.platform.as_deref().unwrap_or("any"),
        if coverage.complete {
            "complete"
        } else {
            "incomplete"
        },
    );
    if coverage.unrecognised > 0 {
        shown += &format!("unrecognised {:?}\n", coverage.shapes);
    }
    for note in &coverage.notes {
        shown += &format!("note {note}\n");
    }
    for name in Row::TABLES {
        if !["device", "device_name", "show_line"].contains(&name) {
            for line in common::table(&outcome.rows, name).lines() {
                shown += &format!("{name}: {line}\n");
            }
        }
    }
    shown
}

#[test]
fn who_is_on() {
    insta::assert_snapshot!(shown("session.log!show users", "\
edge-1#show users
    Line       User       Host(s)              Idle       Location
   0 con 0                idle                 2w3d
*  2 vty 0     ann        idle                 00:00:00 192.0.2.10
   3 vty 1     a-long-account-name
                          198.51.100.7         1d02h    jump.example.net
                          198.51.100.8         00:01:00
   4 vty 2                                     00:00:00

  Interface    User               Mode         Idle     Peer Address
  unknown      NETCONF(ONEP)      com.cisco.ne 00:00:49
"), @r#"
show-users of edge-1 (any), complete
device_session: con 0 | - | - | - | - | 1468800 | - | true | false | @3
device_session: vty 0 | ann | 192.0.2.10 | - | - | 0 | - | true | true | @4
device_session: vty 1 | a-long-account-name | - | jump.example.net | 198.51.100.7 198.51.100.8 | 93600 | - | true | false | @5
device_session: unknown | NETCONF(ONEP) | - | - | - | 49 | com.cisco.ne | true | false | @11
"#);
    insta::assert_snapshot!(shown("r2/show_users.txt", "\
Mon Jan  5 10:11:12.131 UTC
   Line            User                 Service  Conns   Idle        Location
   con0/RP0/CPU0   cisco                hardware     0  00:10:00
*  vty0            ann                  ssh          0  00:00:00    192.0.2.10
"), @r#"
show-users of r2 (cisco-ios-xr), complete
device_session: con0/RP0/CPU0 | cisco | - | - | - | 600 | hardware | true | false | @3
device_session: vty0 | ann | 192.0.2.10 | - | - | 0 | ssh | true | true | @4
"#);
    insta::assert_snapshot!(shown("show_users/n1.txt", "\
NAME     LINE         TIME         IDLE          PID COMMENT
ann      pts/0        Jan  5 10:11   .         12345 (192.0.2.10) session=ssh *
show     pts/1        Jan  5 09:00  01:10      12346 (host.example.net)
"), @r#"
show-users of n1 (cisco-nx-os), complete
device_session: pts/0 | ann | 192.0.2.10 | - | - | 0 | ssh | true | true | @2
device_session: pts/1 | show | - | host.example.net | - | - | - | true | false | @3
"#);
    insta::assert_snapshot!(shown("x.txt", "\
RP/0/RP0/CPU0:r3#show ssh
Mon Jan  5 10:11:12.131 UTC
SSH version : Cisco-2.0

id  chan pty     location        state           userid    host                  ver authentication
----------------------------------------------------------------------------------------------------
Incoming sessions
0   1    vty0    0/RP0/CPU0      SESSION_OPEN    ann       192.0.2.10            v2  password
Outgoing sessions
1                0/RP0/CPU0      SESSION_OPEN    ann       198.51.100.9          v2  password
"), @r#"
show-ssh of r3 (cisco-ios-xr), complete
device_session: vty0 | ann | 192.0.2.10 | - | - | - | ssh | true | false | @8
device_session: 1 | ann | - | - | 198.51.100.9 | - | ssh | false | false | @10
"#);
}

#[test]
fn a_refusal_is_no_empty_answer() {
    insta::assert_snapshot!(shown("r1_show_app-hosting_list.txt", "\
edge-1#show app-hosting list
                 ^
% Invalid input detected at '^' marker.

edge-1#
"), @r#"
show-app-hosting-list of edge-1 (any), incomplete
note The device did not answer show app-hosting list ("% Invalid input detected at '^' marker."): this says nothing of what it would show; take it with an account that may, or look whether this system has the command.
"#);
    insta::assert_snapshot!(shown("a.txt", "edge-1#show users\nCommand authorization failed.\n"), @r#"
show-users of edge-1 (any), incomplete
note The device did not answer show users ("Command authorization failed."): this says nothing of what it would show; take it with an account that may, or look whether this system has the command.
"#);
    // Nothing captures: the next prompt shows that the answer was empty and whole.
    insta::assert_snapshot!(shown("a.txt", "edge-1#show monitor capture\nedge-1#\n"), @"show-monitor-capture of edge-1 (any), complete");
    insta::assert_snapshot!(shown("a.txt", "edge-1#show monitor capture\n"), @r#"
show-monitor-capture of edge-1 (any), incomplete
note Nothing stands below show monitor capture: take it again, with the prompt that follows it.
"#);
    insta::assert_snapshot!(shown("a.txt", "edge-1#show users | include vty\n*  2 vty 0     ann        idle                 00:00:00 192.0.2.10\n"), @r#"
show-users of edge-1 (any), incomplete
note It does not show how show users begins: take it again, whole.
note It was filtered when it was taken: take show users again, without a pipe.
device_session: vty 0 | ann | 192.0.2.10 | - | - | 0 | - | true | true | @2
"#);
    insta::assert_snapshot!(shown("r1/show monitor session 2.txt", "Session 2\n---------\nType : Local Session\nDestination Ports : Gi1/0/2\n"), @r#"
show-monitor-session of r1 (any), incomplete
note It answers for a part of the device (2): what is elsewhere is not in it; take show monitor session for the whole.
device_receiver: mirror | - | - | - | - | 2 | Gi1/0/2 | @4
"#);
}

#[test]
fn what_somebody_named_cannot_end_or_rename_an_answer() {
    // Accounts and descriptions are chosen by people; these read like prompts.
    insta::assert_snapshot!(shown("n1/show users.txt", "\
NAME     LINE         TIME         IDLE          PID COMMENT
x#show   pts/0        Jan  5 10:11   .         12345 (192.0.2.10)
n9#      pts/1        Jan  5 10:11   .         12346 (192.0.2.11)
eve      pts/2        Jan  5 10:11   .         12347 (192.0.2.12)
"), @r#"
show-users of n1 (cisco-nx-os), complete
device_session: pts/0 | x#show | 192.0.2.10 | - | - | 0 | - | true | false | @2
device_session: pts/1 | n9# | 192.0.2.11 | - | - | 0 | - | true | false | @3
device_session: pts/2 | eve | 192.0.2.12 | - | - | 0 | - | true | false | @4
"#);
}

#[test]
fn services_and_receivers() {
    insta::assert_snapshot!(shown("r1/show ip http server status.txt", "\
HTTP server status: Enabled
HTTP server port: 8080
HTTP server authentication method: local
HTTP server access class: 0
HTTP server IPv4 access class: web-in
HTTP secure server status: Disabled
HTTP secure server port: 443
HTTP secure server ciphersuite:  rsa-aes-cbc-sha2
        dhe-aes-cbc-sha2
"), @r#"
show-ip-http-server of r1 (any), complete
device_service: http-server | true | 8080 | - | web-in | - | false | @1
device_service: https-server | false | 443 | - | web-in | - | false | @6
"#);
    insta::assert_snapshot!(shown("r1/show ip ssh.txt", "SSH Disabled - version 1.99\n%Please create RSA keys to enable SSH (of at least 768 bits).\nAuthentication timeout: 120 secs; Authentication retries: 3\n"), @r#"
show-ip-ssh of r1 (any), complete
device_service: ssh-server | false | - | - | - | - | false | @1
"#);
    insta::assert_snapshot!(shown("sw1/show vstack config.txt", " Role: Client (SmartInstall enabled)\n Vstack Director IP address: 0.0.0.0\n"), @r#"
show-vstack-config of sw1 (any), complete
device_service: smart-install | true | 4786 | - | - | - | false | @1
"#);
    insta::assert_snapshot!(shown("n1/show feature.txt", "\
Feature Name          Instance  State
--------------------  --------  --------
bash-shell             1          enabled
ospf                   1          enabled (not-running)
ospf                   2          disabled
"), @r#"
show-feature of n1 (cisco-nx-os), complete
device_service: bash-shell | true | - | - | - | - | false | @3
device_service: ospf | true | - | - | - | - | false | @4
"#);
    insta::assert_snapshot!(shown("r1/show logging.txt", "\
Syslog logging: enabled (0 messages dropped, 0 flushes, 0 overruns)
    Console logging: disabled
    Trap logging: level informational, 9 message lines logged
        Logging to 192.0.2.50  (Mgmt-vrf) (udp port 5514, audit disabled,
              link up),
              9 message lines logged,
        Logging to logs.example.net  (tcp port 601, audit disabled,
        Logging Source-Interface:       VRF Name:

Log Buffer (4096 bytes):
"), @r#"
show-logging of r1 (any), complete
device_receiver: syslog | 192.0.2.50 | - | 5514 | Mgmt-vrf | - | - | @4
device_receiver: syslog | - | logs.example.net | 601 | - | - | - | @7
device_service: logging | true | - | - | - | - | false | @1
device_service: logging-trap | true | - | - | - | informational | false | @3
"#);
    insta::assert_snapshot!(shown("r1/show_monitor_session_all.txt", "\
Session 1
---------
Type                   : ERSPAN Source Session
Status                 : Admin Enabled
Source Ports           :
    Both               : Gi0/1/4
Destination IP Address : 203.0.113.9
Destination VRF        : lab
Origin IP Address      : 192.0.2.1

Session 2
---------
Type                   : Local Session
Source VLANs           :
    RX Only            : None
Destination Ports      : Gi1/0/2,Gi1/0/3
"), @r#"
show-monitor-session of r1 (any), complete
device_receiver: mirror | 203.0.113.9 | - | - | lab | 1 | - | @7
device_receiver: mirror | - | - | - | - | 2 | Gi1/0/2,Gi1/0/3 | @16
"#);
    insta::assert_snapshot!(shown("x/show tacacs.txt", "\
Tacacs+ Server -  public  :
               Server name: T1
            Server address: 192.0.2.49
               Server port: 4949
              Socket opens:         23

Tacacs+ Server            :  192.0.2.50/49
              Socket opens:         23
"), @r#"
show-tacacs of x (any), complete
device_aaa_server: tacacs | T1 | 192.0.2.49 | - | 4949 | - | - | - | - | @3
device_aaa_server: tacacs | - | 192.0.2.50 | - | 49 | - | - | - | - | @7
"#);
    insta::assert_snapshot!(shown("x/show aaa servers.txt", "\
RADIUS: id 1, priority 1, host 192.0.2.77, auth-port 1812, acct-port 1813, hostname RAD1
     State: current UP, duration 5s, previous duration 0s
"), @r#"
show-aaa-servers of x (any), complete
device_aaa_server: radius | RAD1 | 192.0.2.77 | - | 1812 | - | - | - | - | @1
"#);
}

#[test]
fn captures_containers_and_packages() {
    insta::assert_snapshot!(shown("r1/show monitor capture.txt", "\
Status Information for Capture mycap
  Target Type:
   Interface: GigabitEthernet1/0/3, Direction: both
   Status : Active
  Filter Details:
   IPv4
    Source IP:  any
    Destination IP:  any
   Protocol: tcp port 49
  Buffer Details:
   Buffer Type: LINEAR (default)
  File Details:
   Associated file name: flash:mycap.pcap
  Limit Details:
   Packet sampling rate: 0 (no sampling)
"), @r#"
show-monitor-capture of r1 (any), complete
device_capture: mycap | GigabitEthernet1/0/3 | IPv4, Source IP:  any, Destination IP:  any, Protocol: tcp port 49 | true | flash:mycap.pcap | @1
"#);
    insta::assert_snapshot!(shown("r1/show app-hosting list.txt", "\
App id                                   State
---------------------------------------------------------
guestshell                               RUNNING
agent                                    DEPLOYED
"), @r#"
show-app-hosting-list of r1 (any), complete
device_container: guestshell | guestshell | true | RUNNING | - | @3
device_container: agent | app-hosting | false | DEPLOYED | - | @4
"#);
    insta::assert_snapshot!(shown("n1/show guestshell detail.txt", "\
Virtual service guestshell+ detail
  State                 : Activated
  Package information
    Name                : guestshell.ova
    Path                : /isanboot/bin/guestshell.ova
    Application
      Name              : GuestShell
    Signing
      Key type          : Unsigned
"), @r#"
show-virtual-service-detail of n1 (any), incomplete
note It answers for a part of the device (detail): what is elsewhere is not in it; take show virtual-service detail for the whole.
device_container: guestshell+ | guestshell | true | Activated | /isanboot/bin/guestshell.ova | @1
device_package: guestshell.ova | container | - | - | - | unsigned | - | @1
"#);
    insta::assert_snapshot!(shown("r1/show install summary.txt", "\
[ R0 ] Installed Package(s) Information:
State (St): I - Inactive, U - Activated & Uncommitted,
            C - Activated & Committed, D - Deactivated & Uncommitted
--------------------------------------------------------------------------------
Type  St   Filename/Version
--------------------------------------------------------------------------------
IMG   C    17.9.4.0.1
SMU   U    bootflash:patch.smu.bin
"), @r#"
show-install-summary of r1 (cisco-ios-xe), incomplete
note It does not show how show install summary ends: take it again, whole.
device_package: 17.9.4.0.1 | img | committed | R0 | - | - | - | @7
device_package: bootflash:patch.smu.bin | smu | uncommitted | R0 | - | - | - | @8
"#);
    insta::assert_snapshot!(shown("x1/show install active.txt", "\
Node 0/RP0/CPU0 [RP]
  Boot Partition: xr_lv1
  Active Packages: 2
        xr-base-7.1.1 version=7.1.1 [Boot image]
        xr-k9sec-1.0
"), @r#"
show-install-active of x1 (cisco-ios-xr), complete
device_package: xr-base-7.1.1 | - | active | 0/RP0/CPU0 | - | - | - | @4
device_package: xr-k9sec-1.0 | - | active | 0/RP0/CPU0 | - | - | - | @5
"#);
    insta::assert_snapshot!(shown("r1/show software authenticity running.txt", "\
SYSTEM IMAGE
------------
Image type                    : Development
    Signer Information
        Common Name           : Somebody
        Organization Unit     : Lab
        Organization Name     : Example
    Certificate Serial Number : 4E1A
"), @r#"
show-software-authenticity of r1 (any), complete
device_package: SYSTEM IMAGE | - | running | - | Development | Example Lab | - | @3
"#);
}

#[test]
fn files_processes_and_sockets() {
    insta::assert_snapshot!(shown("a.txt", "\
edge-1#dir /recursive all-filesystems
Directory of bootflash:/

   11  drwx            16384   Mar 2 2026 08:46:31 +01:00  core
   12  -rw-               46  Apr 22 2026 12:36:24 +00:00  my file.pcap

7835619328 bytes total (6612774912 bytes free)
Directory of bootflash:/core/

No files in directory

7835619328 bytes total (6612774912 bytes free)
Directory of system:/

    2  dr-x               0                    <no date>  memory

No space information available
edge-1#
"), @r#"
dir of edge-1 (any), complete
device_file: bootflash:/core | core | true | 16384 | 1772437591 | - | @4
device_file: bootflash:/my file.pcap | my file.pcap | false | 46 | 1776861384 | - | @5
device_file: system:/memory | memory | true | 0 | - | - | @15
"#);
    insta::assert_snapshot!(shown("n1_dir.txt", "\
n1# dir bootflash:
       4096    Nov 18 15:29:15 2026  .patch/
     196358    Mar 10 17:15:18 2026  x.tgz

Usage for bootflash://
 1531203584 bytes used
 3697471488 bytes total
"), @r#"
dir of n1 (cisco-nx-os), incomplete
note It answers for a part of the device (bootflash:): what is elsewhere is not in it; take dir for the whole.
device_file: bootflash:/.patch/ | .patch | true | 4096 | 1795015755 | - | @2
device_file: bootflash:/x.tgz | x.tgz | false | 196358 | 1773162918 | - | @3
"#);
    insta::assert_snapshot!(shown("r1/show flash.txt", "\
-#- --length-- ---------date/time--------- path
1        4096 Mar 02 2026 08:47:35 +00:00 /bootflash/lost+found
2         812 Mar 02 2026 08:47:36 +00:00 /bootflash/tools/a.tcl

6612774912 bytes available (1222844416 bytes used)
"), @r#"
show-flash of r1 (any), incomplete
note It answers for a part of the device (as typed): what is elsewhere is not in it; take show flash: for the whole.
device_file: /bootflash/lost+found | lost+found | false | 4096 | 1772441255 | - | @2
device_file: /bootflash/tools/a.tcl | a.tcl | false | 812 | 1772441256 | - | @3
"#);
    insta::assert_snapshot!(shown("r1/verify.txt", "r1#verify /md5 flash:a.bin\n......Done!\nverify /md5 (flash:a.bin) = 0123456789ABCDEF0123456789abcdef\n"), @r#"
verify of r1 (any), incomplete
note It answers for a part of the device (as typed): what is elsewhere is not in it; take verify for the whole.
device_file: flash:a.bin | a.bin | false | - | - | 0123456789abcdef0123456789abcdef | @3
"#);
    insta::assert_snapshot!(shown("r1/show processes cpu.txt", "\
CPU utilization for five seconds: 4%/0%; one minute: 6%; five minutes: 5%
 PID Runtime(ms)   Invoked      uSecs   5Sec   1Min   5Min TTY Process
   1           0        22          0  0.00%  0.00%  0.00%   0 Chunk Manager
 312     1231231    275153          0  0.00%  0.00%  0.00% 514 SSH Process
"), @r#"
show-processes of r1 (any), complete
device_process: Chunk Manager | 1 | @3
device_process: SSH Process | 312 | @4
"#);
    insta::assert_snapshot!(shown("r1/show control-plane host open-ports.txt", "\
Active internet connections (servers and established)
Prot        Local Address      Foreign Address                  Service    State
 tcp                 *:22                  *:0               SSH-Server   LISTEN
 tcp        192.0.2.1:22    198.51.100.9:5122               SSH-Server ESTABLIS
 udp                 *:67                  *:0            DHCPD Receive   LISTEN
"), @r#"
show-control-plane-host-open-ports of r1 (any), complete
device_socket: tcp | - | 22 | - | - | true | LISTEN | SSH-Server | - | @3
device_socket: tcp | 192.0.2.1 | 22 | 198.51.100.9 | 5122 | false | ESTABLIS | SSH-Server | - | @4
device_socket: udp | - | 67 | - | - | true | LISTEN | DHCPD Receive | - | @5
"#);
    insta::assert_snapshot!(shown("r1/show ip sockets.txt", "\
Proto        Remote      Port      Local       Port  In Out  Stat TTY OutputIF
17      --listen--          192.0.2.1         67   0   0 2211   0
17    198.51.100.9     514 192.0.2.1       51234   0   0  400   0
17(v6)  --listen--          --any--          161   0   0 20001  0
"), @r#"
show-ip-sockets of r1 (any), complete
device_socket: udp | 192.0.2.1 | 67 | - | - | true | - | - | - | @2
device_socket: udp | 192.0.2.1 | 51234 | 198.51.100.9 | 514 | false | - | - | - | @3
device_socket: udp | - | 161 | - | - | true | - | - | - | @4
"#);
    insta::assert_snapshot!(shown("a.txt", "r1#show tcp brief all\nTCB       Local Address               Foreign Address             (state)\n8A1  192.0.2.1.57722  *.*  LISTEN\n8A2  2001:DB8::1.22  2001:DB8::9.5555  ESTAB\n"), @r#"
show-tcp-brief of r1 (any), complete
device_socket: tcp | 192.0.2.1 | 57722 | - | - | true | LISTEN | - | - | @3
device_socket: tcp | 2001:db8::1 | 22 | 2001:db8::9 | 5555 | false | ESTAB | - | - | @4
"#);
    insta::assert_snapshot!(shown("n1/show sockets connection.txt", "\
Total number of netstack tcp sockets: 2
Active connections (including servers)
Protocol State/       Recv-Q/   Local Address(port)/
         Context      Send-Q    Remote Address(port)
tcp      LISTEN       0         *(22)
         Wildcard     0         *(*)

tcp      ESTABLISHED  0         192.0.2.1(22)
         management   52        198.51.100.9(51234)
"), @r#"
show-sockets-connection of n1 (cisco-nx-os), complete
device_socket: tcp | - | 22 | - | - | true | LISTEN | - | - | @5
device_socket: tcp | 192.0.2.1 | 22 | 198.51.100.9 | 51234 | false | ESTABLISHED | - | management | @8
"#);
}

#[test]
fn typed_commands_keep_no_secret() {
    let text = "\
edge-1#show archive log config all
 idx   sess           user@line      Logged command
   97     1           ann@vty0      |username eve privilege 15 secret 0 Tr0ub4dor-and-3
   98     1           ann@vty0      |interface Tunnel7
   99     1           ann@vty0      |  tunnel destination 198.51.100.7
";
    let outcome = read("a.txt", text).unwrap();
    assert!(!common::everything(&outcome).contains("Tr0ub4dor"));
    insta::assert_snapshot!(shown("a.txt", text), @r#"
show-archive-log-config of edge-1 (any), complete
command: - | - | ann | - | - | vty0 | archive-log | - | username eve privilege 15 secret 0 ‹secret:813a0302f4ac9b000d8fabf2922ba262› | account | eve | - | - | 813a | false | 97 | @3
command: - | - | ann | - | - | vty0 | archive-log | - | interface Tunnel7 | interface | Tunnel7 | - | - | - | false | 98 | @4
command: - | - | ann | - | - | vty0 | archive-log | - | tunnel destination 198.51.100.7 | tunnel-destination | - | 198.51.100.7 | - | - | false | 99 | @5
"#);
    insta::assert_snapshot!(common::table(&outcome.rows, "show_line"), @r#"
show archive log config | 97 ann@vty0 | username eve privilege 15 secret 0 ‹secret:813a0302f4ac9b000d8fabf2922ba262› | @3
show archive log config | 98 ann@vty0 | interface Tunnel7 | @4
show archive log config | 99 ann@vty0 | tunnel destination 198.51.100.7 | @5
"#);
    insta::assert_snapshot!(shown("r1/show aliases.txt", "Exec mode aliases:\n  h                     help\n  sr                    show running-config\n"), @r#"
show-aliases of r1 (any), complete
device_script: alias | sr | exec | show running-config | @3
"#);
}

#[test]
fn names_and_serials() {
    let names = |path: &str, text: &str| {
        let rows = read(path, text).unwrap().rows;
        format!(
            "{}{}",
            common::table(&rows, "device"),
            common::table(&rows, "device_name")
        )
    };
    insta::assert_snapshot!(names("a.txt", "\
sw-1#show inventory
NAME: \"c93xx Stack\", DESCR: \"c93xx Stack\"
PID: C9300-24U , VID: V01 , SN: FOC00000001

NAME: \"Switch 2\", DESCR: \"C9300-24U\"
PID: C9300-24U , VID: V01 , SN: FOC00000002

NAME: \"Switch 2 - Power Supply A\", DESCR: \"Switch 2 - Power Supply A\"
PID: PWR-C1 , VID: V01 , SN: LIT00000001
"), @r#"
- | - | - | - | - | - | - | @0
- | - | C9300-24U | FOC00000001 | - | - | - | @3
hostname | sw-1 | - | - | @1
file-name | a | - | - | @0
serial | FOC00000001 | - | - | @3
serial | FOC00000002 | - | - | @6
"#);
    insta::assert_snapshot!(names("n1/show ip interface brief vrf all.txt", "\
IP Interface Status for VRF \"management\"(2)
Interface            IP Address      Interface Status
mgmt0                192.0.2.20      protocol-up/link-up/admin-up
Vlan9                forward-enabled protocol-up/link-up/admin-up
"), @r#"
cisco-nx-os | - | - | - | - | - | - | @0
file-name | n1 | - | - | @0
interface-address | - | 192.0.2.20 | management | @3
"#);
    insta::assert_snapshot!(names("x/show_ip_route.txt", "Codes: L - local\n"), @"");
}

/// Pieces of outputs, in any order: headings, values, and what somebody might have made up.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(vec![
            "Line       User       Host(s)              Idle       Location", "NAME LINE TIME IDLE PID COMMENT",
            "Interface IP-Address OK? Method Status Protocol", "idx sess user@line Logged command", "*", "vty 0",
            "con0/RP0/CPU0", "idle", "00:00:07", "99999999999999999999d", "192.0.2.1", "2001:db8::1", "(", ")", "*(22)",
            "Session 1", "session", "Directory of", "bootflash:/", "drwx", "-rw-", "4096", "Mar 2 2026 08:46:31 +00:00",
            "Mar", "31", "9999", "bytes total", "Status Information for Capture", "Filter Details:", "Status : Active",
            "App id : x", "State : RUNNING", "Virtual service x detail", "Tacacs+ Server - public :", "Server: 1/2 vrf=x",
            "RADIUS: id 1, host 192.0.2.1", "IMG C x", "Node 0/0", "Active Packages: 1", "Boot 0 Hash:",
            "Proto Remote OutputIF", "17", "--listen--", "TCB  Local Address  Foreign Address  (state)", "PID TTY Process",
            "Feature Name Instance", "enabled", "NAME: \"x\", DESCR: \"İ\"", "PID: x, VID: y, SN: z", "|", ":", "é", "İ", "\t",
            "r1#show users", "r1#", "% Invalid input", "^", "--More--", "\u{8}", "x#show y",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    (0_usize..30, prop::collection::vec(piece, 0..7))
        .prop_map(|(indent, pieces)| format!("{}{}", " ".repeat(indent), pieces.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_output_is_read_to_its_end_and_counted(lines in prop::collection::vec(line(), 0..30)) {
        let text = lines.join("\n");
        for reader in seawall_device::READERS.iter().map(|build| build(&common::platforms())) {
            let outcome = common::read_with(reader.as_ref(), seawall_model::Sure::Certain, "r1.txt", &text);
            prop_assert_eq!(outcome.coverage.total(), outcome.lines as u64, "{}", reader.id());
            for row in &outcome.rows {
                prop_assert!(row.origin().place() as usize <= outcome.lines);
            }
        }
    }
}
