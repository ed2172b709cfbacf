#!/usr/bin/env python3
"""Writes the two estates of this folder, quiet/ and intrusion/, and an answer key for each.

    python3 corpus/make.py            writes them beside this script
    python3 corpus/make.py --out DIR  writes them into DIR
    python3 corpus/make.py --check    makes them again elsewhere and compares

Everything a person may want to change is text in source/:

  DEVICE.cfg      a configuration as the collector keeps it. A line may begin with a marker:
                  [+0908] from 8 September on, [-0908] until then, [=] always; with x only in the
                  estate with the intrusion ([+x0912]). Words after it are ids of the answer key.
                  {s:name} is a secret as typed, {7:name} {5:name} {6:name} {9:name} as stored.
  quiet.story     what people do, in both estates; intrusion.story what the intruder does.
  noise.txt       what devices say by themselves, and ordinary looking around.

One story line is seen through every channel its device has: command accounting, the config
logger, the EEM applet, login and session lines. Where the random numbers come from depends on a
seed, a device and a purpose only, so that the intrusion does not move anything else. (Sequence
and task numbers after an inserted line do move, as they would.) Standard library only.
"""

import argparse
import datetime
import gzip
import json
import os
import pathlib
import random
import re
import sys
import tempfile
import zlib

sys.dont_write_bytecode = True
import key  # noqa: E402 (beside this script)

HERE = pathlib.Path(__file__).resolve().parent
SEED = "pelagia-2026-09"
FIRST, LAST = datetime.datetime(2026, 9, 1), datetime.datetime(2026, 9, 30, 23, 59, 30)
SNAPSHOTS = ("2026-09-01", "2026-09-30")
SIZE_LIMIT = 1_000_000
SECOND = datetime.timedelta(seconds=1)
JITTER = datetime.timedelta(milliseconds=1)

# What every secret is. All invented; the answer key lists each form that an estate contains.
SECRETS = {
    "archive-url": "Tern-Harbour-12", "snmp-ro": "Cormorant-Skerry-20",
    "snmp-ro-new": "Zephyr-Strand-63", "nhrp": "HlcyX-81", "dmvpn-psk": "Petrel-Isthmus-4417",
    "tac-a": "Lantern-Ridge-88", "tac-b": "Shearwater-Cove-35", "tac-sw-a": "Limpet-Groyne-71",
    "tac-sw-b": "Bollard-Kelp-16", "tac-rtr-a": "Dunlin-Breaker-09", "bgp-meridian": "Sextant-Mole-54",
    "bgp-northlight": "Aurora-Spit-27", "bgp-rr": "Fulmar-Reach-92", "bgp-bora": "Gannet-Moor-05",
    "ospf-key": "Tidewrack-38", "hsrp-key": "Pharos-Lamp-46", "ntp-key": "Noonday-Gun-13",
    "console": "Oarlock-Jetty-60", "wallboard": "Semaphore-77", "enable-edge": "Capstan-Locker-301",
    "enable-pe": "Capstan-Locker-302", "enable-sw": "Capstan-Locker-303",
    "enable-rtr": "Capstan-Locker-304", "breakglass-edge": "Glasswort-1180",
    "breakglass-pe": "Glasswort-1181", "breakglass-sw": "Glasswort-1182",
    "breakglass-rtr": "Glasswort-1183", "fieldops": "Dinghy-Painter-58", "provis": "Ballast-Keel-94",
    "mreyes-login": "Monsoon-Awning-23", "intruder-user": "Vesper-Quay-7719",
    "intruder-ftp": "Halyard-Brine-31", "intruder-tac": "Kittiwake-Scar-48",
    "intruder-community": "Murrelet-Fathom-66",
}
TYPE7_KEY = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"
HASH_LETTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Device:
    """What is true of one device in both estates: its addresses, its clock, what it tells."""

    def __init__(self, name, model, nas, folder, days, tty, **told):
        self.name, self.model, self.nas, self.folder, self.days, self.tty = \
            name, model, nas, folder, days, tty
        self.zone, self.offset = told.get("zone", "UTC"), datetime.timedelta(hours=told.get("hours", 0))
        self.accounting, self.levels = told.get("accounting"), told.get("levels", (0, 1, 15))
        self.config_logger, self.hidekeys = told.get("config_logger", False), told.get("hidekeys", False)
        self.catchall, self.logins = told.get("catchall", False), told.get("logins", True)
        self.ssh_lines, self.first_count = told.get("ssh_lines", False), told["first_count"]
        self.boots, self.unsure = told.get("boots", ()), told.get("unsure", ())
        self.flash = told.get("flash", "bootflash:")
        self.xe = told.get("xe", False)

    def stamp(self, time, year=False):
        local = time + self.offset
        text = f"{local:%b} {local.day:2d} "
        return text + (f"{local.year} " if year else "") + f"{local:%H:%M:%S}.{local.microsecond // 1000:03d}"

    def spoken(self, time):
        local = time + self.offset
        return f"{local:%H:%M:%S} {self.zone} {local:%a %b} {local.day} {local.year}"

    def mark(self, time):
        return next((mark for start, end, mark in self.unsure if start <= time < end), "")


def moment(text):
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S")


DEVICES = {device.name: device for device in (
    Device("edge-kal-01", "C8300", "10.20.0.11", "edge-kal-01", 1, 2, accounting="tac_plus",
           config_logger=True, catchall=True, ssh_lines=True, xe=True, first_count=4512),
    Device("pe-kal-01", "ASR1001-HX", "10.20.0.21", "pe-kal-01", 7, 2, accounting="tac_plus-ng",
           config_logger=True, hidekeys=True, xe=True, first_count=387448,
           unsure=((moment("2026-09-05 02:00:00"), moment("2026-09-05 04:30:00"), "."),)),
    Device("sw-kal-03", "WS-C2960X", "10.20.7.33", "sw-kal-03", 7, 1, accounting="tac_plus-ng",
           levels=(1, 15), logins=False, first_count=88213, flash="flash:",
           unsure=((moment("2026-09-20 16:00:00"), moment("2026-09-20 19:10:00"), "."),)),
    Device("rtr-ner-02", "CISCO2911", "10.20.0.34", "10.20.0.34", 7, 2, zone="EEST", hours=3,
           config_logger=True, first_count=51233, flash="flash0:",
           boots=(moment("2026-09-19 04:12:00"),),
           unsure=((moment("2026-09-19 04:12:00"), moment("2026-09-19 04:19:12"), "*"),)),
)}
QUIET_BOOT = (moment("2026-09-19 03:40:00"), moment("2026-09-19 04:12:41"))


def stream(*purpose):
    """Random numbers for one purpose. Only .random() is used: it never changed between versions."""
    return random.Random("/".join((SEED, *purpose)))


def pick(numbers, things):
    return things[int(numbers.random() * len(things))]


def digits(numbers, letters, length):
    return "".join(pick(numbers, letters) for _ in range(length))


class Secrets:
    """Renders {form:name} and remembers what was rendered, for the answer key."""

    def __init__(self):
        self.rendered = {}

    def fill(self, text, device):
        return re.sub(r"\{([s5679]):([a-z-]+)\}", lambda m: self.form(m[1], m[2], device), text)

    def form(self, form, name, device):
        value = self.make(form, name, device)
        self.rendered.setdefault(name, {}).setdefault(form, set()).add(value)
        return value

    def values(self):
        return [value for forms in self.rendered.values() for values in forms.values() for value in values]

    @staticmethod
    def make(form, name, device):
        plain, numbers = SECRETS[name], stream("secret", form, name)
        if form == "s":
            return plain
        if form == "7":
            salt = zlib.crc32(f"{device}/{name}".encode()) % 16
            pairs = (byte ^ TYPE7_KEY[(salt + i) % len(TYPE7_KEY)] for i, byte in enumerate(plain.encode()))
            return f"{salt:02d}" + "".join(f"{byte:02X}" for byte in pairs)
        if form == "5":
            return f"$1${digits(numbers, HASH_LETTERS, 4)}${digits(numbers, HASH_LETTERS, 22)}"
        if form == "9":
            return f"$9${digits(numbers, HASH_LETTERS, 14)}${digits(numbers, HASH_LETTERS, 43)}"
        return digits(numbers, "ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghi", 38)

    def hidden(self, text, device):
        """As a config logger with hidekeys says it."""
        return re.sub(r"\{[s5679]:[a-z-]+\}", "*****", text)


class Session:
    """One sitting at one device."""

    def __init__(self, device, time, account, address, port=22, web=False, ids=()):
        self.device, self.time, self.account, self.address = DEVICES[device], time, account, address
        self.port, self.web, self.ids, self.commands = port, web, ids, []
        self.vty = zlib.crc32(f"{device}{time}".encode()) % 2

    def add(self, time, command, ids=(), kept=True):
        self.commands.append((time, command, ids, kept))


class Story:
    """A .story file: key entries, sessions and log lines."""

    def __init__(self, name):
        self.entries, self.sessions, self.logs = [], [], []
        for line in (HERE / "source" / name).read_text(encoding="utf-8").splitlines():
            word = line.split(" ", 1)[0]
            if word in ("look", "weak", "act"):
                self.entry(word, line)
            elif word == "session":
                self.session(line)
            elif word == "log":
                m = re.match(r"log (\S+) (\S+ \S+) (?:\[([^\]]*)\] )?(%.*)$", line)
                self.logs.append((DEVICES[m[1]], moment(m[2]), m[4], tuple((m[3] or "").split())))
            elif re.match(r"\d\d:", line):
                m = re.match(r"(\S+) (?:\[([^\]]*)\] )?(~?)(.*)$", line)
                session = self.sessions[-1]
                time = moment(f"{session.time:%Y-%m-%d} {m[1]}")
                session.add(time, m[4], tuple((m[2] or "").split()), not m[3])

    def entry(self, word, line):
        head, says = line.split(" | ")
        _, name, *rows, device = head.split()
        self.entries.append({"id": name, "kind": word, "rows": rows, "device": device, "says": says})

    def session(self, line):
        m = re.match(r"session (\S+) (\S+ \S+) (\S+) (\S+)(?: port=(\d+))?( web)?(?: \[([^\]]*)\])?$", line)
        ids = tuple((m[7] or "").split())
        self.sessions.append(Session(m[1], moment(m[2]), m[3], m[4], int(m[5] or 22), bool(m[6]), ids))


def nights_and_audits():
    """What the two robots do by themselves every day: collect at night, audit at noon."""
    for number, device in enumerate(DEVICES.values()):
        numbers = stream("robots", device.name)
        for day in range(30):
            start = FIRST + datetime.timedelta(days=day, hours=1, minutes=1 + number * 2)
            start += SECOND * int(numbers.random() * 540)
            commands = ["terminal length 0", "terminal width 0", "show version", "show inventory",
                        f"dir {device.flash}", "show running-config", "exit"]
            if device.name == "sw-kal-03":
                commands.insert(3, "show vtp status")
            yield robot("oxidized", "10.20.9.20", device, start, commands, numbers)
            start += datetime.timedelta(hours=12) + SECOND * int(numbers.random() * 900)
            audit = ["terminal length 0", "show users", "show ip interface brief", "show inventory", "exit"]
            yield robot("provis", "10.20.9.30", device, start, audit, numbers)


def robot(account, address, device, time, commands, numbers):
    session = Session(device.name, time, account, address)
    for command in commands:
        time += SECOND * (1 + int(numbers.random() * 4))
        session.add(time, command)
    return session


def ordinary_work(playlists, planned):
    """One to three sittings a working day, none near another one on that device."""
    numbers, done = stream("work"), list(planned)
    people = (("nkostova", "10.20.9.11"), ("mreyes", "10.20.9.11"), ("jlind", "10.20.9.12"))
    for day in range(30):
        date = FIRST + datetime.timedelta(days=day)
        for _ in range(0 if date.weekday() > 4 else 1 + int(numbers.random() * 3)):
            devices, commands = pick(numbers, playlists)
            name, (account, address) = pick(numbers, devices), pick(numbers, people)
            time = date + SECOND * int((6.2 + numbers.random() * 8) * 3600)
            session, pace = Session(name, time, account, address), numbers.random()
            near = datetime.timedelta(minutes=45)
            if any(s.device.name == name and abs(s.time - time) < near for s in done):
                continue
            for command in commands[:2 + int(numbers.random() * 3)]:
                time += SECOND * int(20 + 100 * pace + 40 * numbers.random())
                session.add(time, command.replace("{device}", name))
            session.add(time + 31 * SECOND, "exit")
            done.append(session)
            yield session


def read_noise():
    """noise.txt as {device: (mean minutes, [(weight, [(shortest, longest, message)])])}, playlists."""
    noise, playlists = {}, []
    for line in (HERE / "source" / "noise.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("device "):
            _, name, mean = line.split()
            noise[name] = (float(mean), [])
        elif line.startswith("work "):
            devices, *commands = line[5:].split(" | ")
            playlists.append((devices.split(), [command.strip() for command in commands]))
        elif re.match(r"\d+ \| ", line):
            weight, message, *rest = line.split(" | ")
            steps = [(0, 0, message)]
            for gap, after in zip(rest[::2], rest[1::2]):
                low, high = gap.split("-")
                steps.append((int(low), int(high), after))
            noise[name][1].append((int(weight), steps))
    return noise, playlists


def background(device, mean, choices):
    """The device's own messages, about `mean` minutes apart."""
    numbers, time = stream("noise", device.name), FIRST + 7 * SECOND
    weights = [weight for weight, _ in choices]
    while time < LAST:
        _, steps = choices[weighted(numbers, weights)]
        memory, at = {}, time
        for low, high, message in steps:
            at += datetime.timedelta(milliseconds=int(1000 * (low + (high - low) * numbers.random())) + 1)
            text = fill_noise(numbers, message, memory)
            hushed = device.boots and QUIET_BOOT[0] <= at < QUIET_BOOT[1] + 500 * SECOND
            if not hushed and at < LAST:
                yield at, text
        wait = mean * 60 * (numbers.random() + numbers.random())
        wait *= 1.4 if numbers.random() < 0.08 else 0.84
        time += datetime.timedelta(milliseconds=4000 + int(1000 * wait))


def weighted(numbers, weights):
    point = numbers.random() * sum(weights)
    for index, weight in enumerate(weights):
        point -= weight
        if point < 0:
            return index
    return len(weights) - 1


def fill_noise(numbers, message, memory):
    """Fills placeholders; the same placeholder means the same value throughout one happening."""
    def value(match):
        what = match[1]
        if what == "s":
            return "" if memory.get("last") == "1" else "s"
        if what not in memory:
            memory[what] = {
                "outside": lambda: outside(numbers),
                "port": lambda: str(1024 + int(numbers.random() * 64000)),
                "host": lambda: str(2 + int(numbers.random() * 250)),
                "hex8": lambda: digits(numbers, "0123456789ABCDEF", 8),
                "big": lambda: "1" + digits(numbers, "0123456789", 9),
                "mac": lambda: f"{digits(numbers, '0123456789abcdef', 4)}.5e0a.{digits(numbers, '0123456789abcdef', 4)}",
            }.get(what, lambda: pick(numbers, what.split(",")))()
        memory["last"] = memory[what]
        return memory[what]
    return re.sub(r"\{([^}]*)\}", value, message)


def outside(numbers):
    """An address somewhere on the Internet, never one of the intruder's."""
    while True:
        text = pick(numbers, ("192.0.2.", "198.51.100.")) + str(129 + int(numbers.random() * 60))
        if text != "192.0.2.137":
            return text


class Estate:
    """One estate: everything that happened, then the files that tell of it."""

    def __init__(self, name, stories):
        self.name, self.stories, self.secrets = name, stories, Secrets()
        self.intruded = len(stories) > 1
        self.logs, self.accounting, self.files, self.times = [], [], {}, {}
        self.evidence, self.settings = {}, {}
        self.changes = {device: [] for device in DEVICES}
        self.saves = {device: [] for device in DEVICES}
        self.collected = {}
        noise, playlists = read_noise()
        planned = [session for story in stories for session in story.sessions]
        quiet_planned = stories[0].sessions
        self.sessions = [*nights_and_audits(), *ordinary_work(playlists, quiet_planned), *planned]
        self.sessions.sort(key=lambda session: session.time)
        self.log_end = self.silenced("no logging host", 1)
        self.accounting_end = self.silenced("no aaa accounting commands 15", 0)
        for device in DEVICES.values():
            for time, message in background(device, *noise[device.name]):
                self.tell(device, time, message)
        for story in stories:
            for device, time, message, ids in story.logs:
                self.tell(device, time + 420 * JITTER, message, ids)
        for session in self.sessions:
            self.play(session)

    def silenced(self, command, grace):
        return {session.device.name: time + grace * SECOND for session in self.sessions
                for time, typed, _, _ in session.commands if typed.startswith(command)}

    def tell(self, device, time, message, ids=()):
        end = self.log_end.get(device.name)
        if end is None or time <= end:
            message = self.secrets.fill(message, device.name).replace("{at}", f"at {device.spoken(time)}")
            self.logs.append((time, len(self.logs), device, message, ids))

    def account(self, session, time, flag, level, command, ids=()):
        self.accounting.append((time, len(self.accounting), session, flag, level, command, ids))

    def play(self, session):
        """Says one sitting through every channel of its device."""
        device, user, address = session.device, session.account, session.address
        tick = session.time + (zlib.crc32(f"{user}{session.time}".encode()) % 400) * JITTER
        crypto = "using crypto cipher 'aes256-ctr', hmac 'hmac-sha2-256'"
        who = f"[user: {user}] [Source: {address}]"
        if session.web:
            self.tell(device, tick, f"%SEC_LOGIN-5-WEBLOGIN_SUCCESS: Login Success {who} {{at}}", session.ids)
        else:
            if device.ssh_lines:
                self.tell(device, tick, f"%SSH-5-SSH2_SESSION: SSH2 Session request from {address} (tty = {session.vty}) {crypto} Succeeded")
            if device.logins:
                self.tell(device, tick + 4 * JITTER, f"%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success {who} [localport: {session.port}] {{at}}", session.ids)
            if device.ssh_lines:
                self.tell(device, tick + 5 * JITTER, f"%SSH-5-SSH2_USERAUTH: User '{user}' authentication for SSH2 Session from {address} (tty = {session.vty}) {crypto} Succeeded")
            self.account(session, session.time, "start", None, "", session.ids)
            if device.name == "rtr-ner-02" and user not in ("oxidized", "provis"):
                self.tell(device, tick + 900 * JITTER, f"%PARSER-5-CFGLOG_LOGGEDCMD: User:{user}  logged command:!exec: enable")
        configuring, changed, at = session.web, session.web, session.time
        for time, command, ids, _ in session.commands:
            at = max(time + (zlib.crc32(f"{command}{time}".encode()) % 600) * JITTER, at + 12 * JITTER)
            self.typed(session, at, command, ids, configuring)
            if command == "configure terminal":
                configuring, changed = True, False
            elif command == "end" and configuring:
                self.left_configuration(session, at, changed, ids)
                configuring = False
            elif configuring and command != "exit":
                changed = True
            elif command == "write memory":
                self.saves[device.name].append((time, user))
                if device.xe:
                    self.tell(device, at + 700 * JITTER, "%SYS-6-PRIVCFG_ENCRYPT_SUCCESS: Successfully encrypted private config file")
            elif command == "show running-config" and user == "oxidized" and address == "10.20.9.20":
                self.collected[(device.name, f"{time:%Y-%m-%d}")] = time
        if not session.web:
            self.tell(device, at + 30 * JITTER, f"%SYS-6-LOGOUT: User {user} has exited tty session {device.tty + session.vty}({address})")
            if device.ssh_lines:
                self.tell(device, at + 34 * JITTER, f"%SSH-5-SSH2_CLOSE: SSH2 Session from {address} (tty = {session.vty}) for user '{user}' {crypto} closed")
            self.account(session, time, "stop", None, "")

    def typed(self, session, at, command, ids, configuring):
        device = session.device
        if device.accounting and not session.web:
            level = 15 if configuring else command_level(command)
            end = self.accounting_end.get(device.name)
            if level in device.levels and (end is None or at.replace(microsecond=0) <= end):
                self.account(session, at.replace(microsecond=0), "stop", level, self.secrets.fill(command, device.name), ids)
        if device.catchall and not session.web:
            self.tell(device, at, f"%HA_EM-6-LOG: catchall: {command}", ids)
        if device.config_logger and configuring and command not in ("exit", "end"):
            shown = self.secrets.hidden(command, device.name) if device.hidekeys else command
            self.tell(device, at + 3 * JITTER, f"%PARSER-5-CFGLOG_LOGGEDCMD: User:{session.account}  logged command:{shown}", ids)

    def left_configuration(self, session, at, changed, ids):
        device, user, where = session.device, session.account, f"vty{session.vty} ({session.address})"
        if changed:
            self.changes[device.name].append((at, user))
        if session.web:
            self.tell(device, at + 9 * JITTER, f"%SYS-5-CONFIG_P: Configured programmatically by process SEP_webui_wsma_http from console as {user} on vty{session.vty}", ids)
        else:
            self.tell(device, at + 9 * JITTER, f"%SYS-5-CONFIG_I: Configured from console by {user} on {where}", ids)

    # The files.

    def write(self, path, lines, time, end="\n"):
        self.files[path] = "".join(line + end for line in lines).encode("utf-8")
        self.times[path] = int(time.replace(tzinfo=datetime.timezone.utc).timestamp())

    def saw(self, ids, path, line, number, time):
        for name in ids:
            self.evidence.setdefault(name, []).append((time, path, number, line))

    def make(self):
        self.write_logs()
        self.write_accounting()
        for date in SNAPSHOTS:
            for device in DEVICES.values():
                when = self.collected[(device.name, date)]
                self.write(f"configs-{date}/{device.name}", self.configuration(device, when, date), when)
        self.write_captures()
        for name, time in (("inventory.csv", "2026-08-28 09:00:00"), ("seawall.toml", "2026-08-28 09:30:00")):
            lines = (HERE / "source" / name).read_text(encoding="utf-8").splitlines()
            self.write(name, lines, moment(time), "\r\n" if name.endswith("csv") else "\n")

    def write_logs(self):
        counts = {name: device.first_count for name, device in DEVICES.items()}
        booted, relayed, before, books = set(), {}, {}, {}
        for time, _, device, message, ids in sorted(self.logs, key=lambda log: log[:2]):
            if message == "repeated" and device.name not in before:
                continue
            for boot in device.boots:
                if time >= boot and boot not in booted:
                    booted.add(boot)
                    counts[device.name] = 1
            relay = time + (40 + zlib.crc32(f"{message}{time}".encode()) % 800) * JITTER
            relay = relayed[device.name] = max(relay, relayed.get(device.name, relay))
            line = log_line(device, time, relay, counts[device.name], message)
            if message != "repeated":
                counts[device.name] += 1
            before[device.name] = message
            first = relay.day - (relay.day - 1) % device.days
            path = f"syslog/{device.folder}/2026-09-{first:02d}.log.gz"
            books.setdefault(path, []).append((line, relay))
            self.saw(ids, path, line[line.find("%"):], len(books[path]), time)
        for path, lines in books.items():
            self.write(path, [line for line, _ in lines], lines[-1][1])

    def write_accounting(self):
        tasks = {name: 4000 + 700 * i for i, name in enumerate(DEVICES)}
        books, running = {}, {}
        for time, _, session, flag, level, command, ids in sorted(self.accounting, key=lambda row: row[:2]):
            device = session.device
            if not device.accounting:
                continue
            if level is not None or flag == "start":
                tasks[device.name] += 1
            if flag == "start":
                running[id(session)] = tasks[device.name]
            task = running[id(session)] if level is None else tasks[device.name]
            path = f"aaa/{device.accounting}.acct.gz"
            line = accounting_line(device.accounting, time, session, flag, level, command, task)
            books.setdefault(path, []).append((line, time))
            self.saw(ids, path, line[line.index(device.nas):], len(books[path]), time)
        for path, lines in books.items():
            self.write(path, [line for line, _ in lines], lines[-1][1])

    def configuration(self, device, when, date, path=None):
        """The device's configuration at a moment, as text lines; keeps what the key needs."""
        path, lines = path or f"configs-{date}/{device.name}", []
        for number, line in enumerate((HERE / "source" / f"{device.name}.cfg").read_text(encoding="utf-8").splitlines(), 1):
            ids, present = [], True
            m = re.match(r"\[([=+-][^\]]*)\](.*)$", line)
            if m:
                marker, *ids = m[1].split()
                line, present = m[2], self.present(marker, when)
            shown = self.secrets.fill(line, device.name) if present else ""
            shown = shown.replace("{last_change}", self.last(device, self.changes, when))
            shown = shown.replace("{last_save}", self.last(device, self.saves, when))
            if present:
                lines.append(shown)
            for name in ids:
                if date in SNAPSHOTS:
                    text = Secrets().fill(line, device.name).strip()
                    self.settings.setdefault(name, []).append((number, path, len(lines) if present else None, text))
        return lines

    def present(self, marker, when):
        """Whether a marked line stands in the configuration at a moment."""
        if marker == "=":
            return True
        only_intruded, day = marker[1] == "x", int(marker[-2:])
        passed = datetime.datetime(2026, 9, day, 23, 59) < when and (self.intruded or not only_intruded)
        return passed == (marker[0] == "+")

    def last(self, device, kind, when):
        known = [(moment("2026-08-20 20:41:17"), "jlind"), *kind[device.name]]
        time, user = max((time, user) for time, user in known if time < when)
        return f"{device.spoken(time)} by {user}"

    def write_captures(self):
        rtr, when = DEVICES["rtr-ner-02"], moment("2026-09-15 09:41:00")
        body = self.configuration(rtr, when, "capture", "captures/rtr-ner-02_show-running-config.txt")
        body = body[next(i for i, line in enumerate(body) if line.startswith("! Last configuration")) - 1:]
        size = sum(len(line) + 1 for line in body)
        head = ["rtr-ner-02#show running-config", "Building configuration...", "", f"Current configuration : {size} bytes"]
        self.write("captures/rtr-ner-02_show-running-config.txt", [*head, *body, "", "rtr-ner-02#"], when)
        lines = (HERE / "source" / "sw-kal-03.show-version").read_text(encoding="utf-8").splitlines()
        self.write("captures/sw-kal-03_show-version.txt", lines, moment("2026-09-15 09:30:00"))

    def save(self, folder):
        for path, content in self.files.items():
            target = folder / self.name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(packed(content) if path.endswith(".gz") else content)
            os.utime(target, (self.times[path],) * 2)


def packed(content):
    """Gzip without a name or a time, so that only the compressor's version shows."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def command_level(command):
    """The privilege level a command stands at on IOS."""
    word = command.split()[0]
    if word in ("exit", "enable", "disable", "logout"):
        return 0
    if word in ("ping", "telnet", "ssh", "traceroute", "terminal") or \
            word == "show" and not command.startswith(("show running", "show access-lists MGMT", "show file", "show logging")):
        return 1
    return 15


def log_line(device, time, relay, count, message):
    """The line as the log server keeps it: four devices, four habits."""
    old = f"{relay:%b} {relay.day:2d} {relay:%H:%M:%S}"
    if message == "repeated":
        times = 2 + count % 4
        host = f"{relay:%Y-%m-%dT%H:%M:%S.%f}+00:00 edge-kal-01" if device.name == "edge-kal-01" else f"{old} {device.folder}"
        return f"{host} last message repeated {times} times"
    mark = device.mark(time)
    if device.name == "edge-kal-01":
        return f"{relay:%Y-%m-%dT%H:%M:%S.%f}+00:00 edge-kal-01 {count}: edge-kal-01: {count - 3:06d}: {mark}{device.stamp(time, True)} UTC: {message}"
    if device.name == "pe-kal-01":
        severity = int(re.match(r"%[A-Z0-9_]+-(\d)-", message)[1])
        return f"<{23 * 8 + severity}>{count}: pe-kal-01: {count - 7:06d}: {mark}{device.stamp(time)} UTC: {message}"
    if device.name == "sw-kal-03":
        return f"{old} sw-kal-03 {count}: {mark}{device.stamp(time)}: {message}"
    return f"{old} {device.folder} {count}: {mark}{device.stamp(time)} EEST: {message}"


def accounting_line(family, time, session, flag, level, command, task):
    """One record of either tac_plus family."""
    nas, tty = session.device.nas, f"tty{session.device.tty + session.vty}"
    typed = f"{command} <cr>" if command else ""
    if family == "tac_plus-ng":
        return f"{time:%Y-%m-%d %H:%M:%S} +0000 {nas}\t{session.account}\t{tty}\t{session.address}\t{flag}\tshell\t{typed}"
    epoch = int(time.replace(tzinfo=datetime.timezone.utc).timestamp())
    cells = [f"{time:%b} {time.day:2d} {time:%H:%M:%S}", nas, session.account, tty, session.address, flag,
             f"task_id={task}", "timezone=UTC", "service=shell", f"start_time={epoch}"]
    if level is not None:
        cells += [f"priv-lvl={level}", f"cmd={typed}"]
    elif flag == "stop":
        cells[-1] = f"start_time={int(session.time.replace(tzinfo=datetime.timezone.utc).timestamp())}"
        cells += ["disc-cause=1", "disc-cause-ext=9", "pre-session-time=3", f"elapsed_time={int((time - session.time).total_seconds())}"]
    return "\t".join(cells)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--out", type=pathlib.Path, default=HERE, help="where to write (default: beside this script)")
    parser.add_argument("--check", action="store_true", help="make everything elsewhere and compare")
    options = parser.parse_args()
    if not options.check:
        made = make(options.out)
        print(f"{len(made)} files, {sum(path.stat().st_size for path in made):,} bytes in {options.out}")
        return
    with tempfile.TemporaryDirectory() as folder:
        made = make(pathlib.Path(folder))
        names = {path.relative_to(folder) for path in made}
        there = {path.relative_to(options.out) for estate in ("quiet", "intrusion")
                 for path in (options.out / estate).rglob("*") if path.is_file()}
        there |= {path.relative_to(options.out) for path in options.out.glob("*.key.yaml")}
        wrong = sorted(str(name) for name in names ^ there)
        for name in sorted(names & there):
            new, old = ((root / name).read_bytes() for root in (pathlib.Path(folder), options.out))
            if name.suffix == ".gz":
                new, old = gzip.decompress(new), gzip.decompress(old)
            if new != old:
                wrong.append(str(name))
    if wrong:
        sys.exit("These files differ from what make.py writes; run it again and commit them:\n  " + "\n  ".join(wrong))
    print(f"{len(names)} files are as make.py writes them")


def make(folder):
    """Writes both estates and their keys into a folder; returns the files. Checks them first."""
    quiet_story, intrusion_story = Story("quiet.story"), Story("intrusion.story")
    quiet, intrusion = Estate("quiet", [quiet_story]), Estate("intrusion", [quiet_story, intrusion_story])
    for estate in (quiet, intrusion):
        estate.make()
    key.verify(quiet, intrusion, HERE / "source")
    for estate in (quiet, intrusion):
        estate.save(folder)
        (folder / f"{estate.name}.key.yaml").write_text(key.write(estate, SECRETS), encoding="utf-8")
    made = [path for estate in ("quiet", "intrusion") for path in (folder / estate).rglob("*") if path.is_file()]
    if sum(path.stat().st_size for path in made) > SIZE_LIMIT:
        sys.exit(f"Both estates together exceed {SIZE_LIMIT:,} bytes: make the noise rarer in source/noise.txt.")
    return [*made, *(folder / f"{name}.key.yaml" for name in ("quiet", "intrusion"))]


if __name__ == "__main__":
    main()
