"""Pinned inputs for the benches: the same bytes on every machine. Standard library only.

`python3 benches/inputs.py DIR` writes
  big/big-router.cfg        39,416 lines of Cisco IOS configuration, about 1.2 MB
  logs/syslog.log           1,000,000 Cisco log lines
  logs/tac_plus.acct        1,000,000 accounting records
"""

import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

CONFIGURATION_LINES = 39_416
EVENTS = 1_000_000


def configuration(random_source):
    """A large but ordinary router: many interfaces, lists and neighbours."""
    lines = [
        "Building configuration...", "", "Current configuration : 1200000 bytes", "!",
        "! Last configuration change at 09:12:44 UTC Tue Sep 29 2026 by mara", "!",
        "version 15.2", "service timestamps log datetime msec show-timezone",
        "service password-encryption", "!", "hostname big-router", "!", "aaa new-model",
        "aaa authentication login default group tacacs+ local",
        "aaa accounting commands 15 default start-stop group tacacs+", "!",
        "username mara privilege 15 secret 9 $9$Zk0aaaaaaaaaaa$bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "archive", " log config", "  logging enable", "  notify syslog contenttype plaintext", "!",
    ]
    tail = [
        "line con 0", " exec-timeout 5 0", "line vty 0 4", " access-class 10 in", " transport input ssh",
        "!", "ntp server 192.0.2.123", "!", "end",
    ]
    number = 0
    while len(lines) < CONFIGURATION_LINES - len(tail):
        number += 1
        octets = f"10.{number // 250 % 250}.{number % 250}"
        block = random_source.choice(["interface", "interface", "interface", "list", "neighbour"])
        if block == "interface":
            lines += [
                f"interface GigabitEthernet{number % 8}/{number}",
                f" description customer {number:05d} circuit {random_source.randrange(10**6):06d}",
                f" ip address {octets}.1 255.255.255.252",
                " no ip redirects", " no ip unreachables", " no ip proxy-arp",
                f" ip access-group CUSTOMER-{number} in",
                " load-interval 30", "!",
            ]
        elif block == "list":
            lines.append(f"ip access-list extended CUSTOMER-{number}")
            for _ in range(random_source.randrange(3, 12)):
                lines.append(
                    f" permit tcp {octets}.0 0.0.0.255 any eq {random_source.choice([22, 80, 443, 8443])}"
                )
            lines += [" deny   ip any any log", "!"]
        else:
            lines += [
                "router bgp 64500",
                f" neighbor {octets}.2 remote-as {64512 + number % 1000}",
                f" neighbor {octets}.2 password 7 0822455D0A16",
                "!",
            ]
    lines = lines[: CONFIGURATION_LINES - len(tail)] + tail
    assert len(lines) == CONFIGURATION_LINES
    return "\n".join(lines) + "\n"


MESSAGES = [
    "%LINK-3-UPDOWN: Interface GigabitEthernet0/{n}, changed state to up",
    "%OSPF-5-ADJCHG: Process 1, Nbr 10.0.{n}.2 on GigabitEthernet0/{n} from LOADING to FULL, Loading Done",
    "%SYS-5-CONFIG_I: Configured from console by mara on vty0 (192.0.2.{n})",
    "%SEC-6-IPACCESSLOGP: list EDGE denied tcp 203.0.113.{n}(4431) -> 198.51.100.9(22), 1 packet",
    "%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: mara] [Source: 192.0.2.{n}] [localport: 22] at 02:11:09 UTC Tue Sep 1 2026",
    "%PARSER-5-CFGLOG_LOGGEDCMD: User:mara  logged command:interface GigabitEthernet0/{n}",
]
COMMANDS = [
    "show running-config <cr>", "show ip interface brief <cr>", "configure terminal <cr>",
    "interface GigabitEthernet0/{n} <cr>", "ip access-list extended EDGE <cr>", "write memory <cr>",
]


def events(random_source, to, accounting):
    start = datetime(2026, 9, 1)
    for index in range(EVENTS):
        at = start + timedelta(milliseconds=2_500 * index)
        n = random_source.randrange(1, 250)
        device = f"router-{random_source.randrange(200):03d}"
        if accounting:
            command = random_source.choice(COMMANDS).format(n=n)
            to.write(
                f"{at:%Y-%m-%d %H:%M:%S} +0000\t{device}\tmara\ttty2\t192.0.2.{n}\tstop\t"
                f"task_id={index}\ttimezone=UTC\tservice=shell\tpriv-lvl=15\tcmd={command}\n"
            )
        else:
            message = random_source.choice(MESSAGES).format(n=n)
            to.write(
                f"<189>{index}: {device}: {at:%b} {at.day:2d} {at.year} {at:%H:%M:%S}."
                f"{at.microsecond // 1000:03d} UTC: {message}\n"
            )


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: python3 benches/inputs.py DIR")
    folder = Path(sys.argv[1])
    (folder / "big").mkdir(parents=True, exist_ok=True)
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    (folder / "big" / "big-router.cfg").write_text(configuration(random.Random(239)), "utf-8")
    with open(folder / "logs" / "syslog.log", "w", encoding="utf-8") as to:
        events(random.Random(240), to, accounting=False)
    with open(folder / "logs" / "tac_plus.acct", "w", encoding="utf-8") as to:
        events(random.Random(241), to, accounting=True)


if __name__ == "__main__":
    main()
