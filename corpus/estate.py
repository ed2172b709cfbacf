"""The first four devices in September 2026: everything that happened, and the files that tell of it."""

import datetime
import gzip
import os
import re
import zlib

from device import DEVICES, FIRST, HERE, JITTER, SECOND, SNAPSHOTS, moment
from noise import background, read_noise
from secret import Secrets
from story import nights_and_audits, ordinary_work


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
