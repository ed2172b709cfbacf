"""The eight further devices from April to September 2026: what happened, and the files that tell of it."""

import datetime
import io
import re
import tarfile
import zlib

import jump
from device import DEVICES, FIRST, HALF_YEAR, HERE, JITTER, LAST, SECOND, WIDE, moment, pick, stream
from estate import accounting_line, command_level, log_line
from ise import Ise
from noise import background, read_noise
from secret import Secrets
from story import Session, robot
from voices import VOICES, NexusPath, line, relayed

WIDE_SOURCE = HERE / "source" / "wide"
SNAPSHOTS = ("2026-04-01", "2026-07-01", "2026-09-01", "2026-09-30")
ARCHIVED = "2026-05-01"
OUTPUTS, OUTPUT_TIME = "outputs-2026-09-29", moment("2026-09-29 09:30:00")
PEOPLE = (("nkostova", "10.20.9.11"), ("mreyes", "10.20.9.11"), ("jlind", "10.20.9.12"))
QUIET_DAYS = (FIRST - HALF_YEAR).days
NIGHT = {"xr": ("terminal length 0", "terminal width 0", "terminal exec prompt no-timestamp", "show inventory", "show platform", "show running-config", "exit"),
         "nxos": ("terminal length 0", "terminal log-all", "show version", "show inventory", "show running-config", "exit"),
         "xe": ("terminal length 0", "terminal width 0", "show version", "show inventory", "show running-config", "exit"),
         "ios": ("terminal length 0", "terminal width 0", "show version", "show inventory", "show running-config", "exit")}


def nights():
    """The collector every night, on the eight; in the first five months with fewer commands kept."""
    for number, device in enumerate(WIDE.values()):
        numbers = stream("nights", device.name)
        for day in range(QUIET_DAYS + 30):
            start = HALF_YEAR + datetime.timedelta(days=day, hours=1, minutes=20 + number * 3)
            start += SECOND * int(numbers.random() * 150)
            commands = NIGHT[device.system]
            if day < QUIET_DAYS:
                commands = (*(word for word in commands if word == "terminal log-all"), *commands[-2:])
            yield robot("oxidized", "10.20.9.20", device, start, commands, numbers)
            if day >= QUIET_DAYS:
                start += datetime.timedelta(hours=12) + SECOND * int(numbers.random() * 900)
                yield robot("provis", "10.20.9.30", device, start, ("show users", "show inventory", "exit"), numbers)


def sittings(playlists, planned, devices, purpose, chance):
    """Ordinary work by day: on a working day with this chance, none near another one on a device."""
    numbers, done = stream(purpose), list(planned)
    for day in range(QUIET_DAYS + (30 if devices is WIDE else 0)):
        date = HALF_YEAR + datetime.timedelta(days=day)
        busy = 1.6 if day >= QUIET_DAYS else chance
        for _ in range(0 if date.weekday() > 4 else int(busy + numbers.random())):
            names, commands = pick(numbers, playlists)
            name, (account, address) = pick(numbers, names), pick(numbers, PEOPLE)
            time = date + SECOND * int((6.2 + numbers.random() * 8) * 3600)
            session, pace = Session(name, time, account, address), numbers.random()
            near = datetime.timedelta(minutes=45)
            if any(s.device.name == name and abs(s.time - time) < near for s in done):
                continue
            for command in commands[:2 + int(numbers.random() * 2)]:
                time += SECOND * int(20 + 100 * pace + 40 * numbers.random())
                session.add(time, command.replace("{device}", name))
            session.add(time + 31 * SECOND, "exit")
            done.append(session)
            yield session


class WideEstate:
    """Adds the wider estate to the files, settings and evidence of an Estate."""

    def __init__(self, estate, stories):
        self.estate, self.stories, self.secrets = estate, stories, estate.secrets
        self.logs, self.ise, self.local = [], Ise(), []
        self.changes = {name: [] for name in WIDE}
        self.collected, self.counts, self.ends = {}, dict.fromkeys(WIDE, 410), {}
        noise, playlists = read_noise("wide/noise.txt")
        planned = [session for story in stories for session in story.sessions]
        self.sessions = [*nights(), *sittings(playlists, stories[0].sessions, WIDE, "wide work", 0.5), *planned]
        self.sessions.sort(key=lambda session: session.time)
        for session in planned:
            for time, command, _, _ in session.commands:
                if command == "aaa accounting default local":
                    self.ends[session.device.name] = time
        for device in WIDE.values():
            mean, choices = noise[device.name]
            for start, end, factor in ((HALF_YEAR, FIRST, 9), (FIRST, LAST, 1)):
                for time, message in background(device, mean * factor, choices, start, end - 600 * SECOND):
                    self.tell(device, time, message)
        for story in stories:
            for device, time, message, ids in story.logs:
                self.tell(device, time + 420 * JITTER, message, ids)
            for device, time, who, ids in story.failures:
                account, address = who.split()
                for message in VOICES[device.system].failure(device, time, account, address):
                    self.tell(device, time + 210 * JITTER, message, ids)
                self.ise.authentication(device, time + 180 * JITTER, account, address, False, ids)
        for session in self.sessions:
            self.play(session)
        _, old_playlists = read_noise()
        self.earlier = sorted(sittings(old_playlists, (), DEVICES, "earlier work", 0.15), key=lambda s: s.time)

    def tell(self, device, time, message, ids=()):
        message = message.replace("{at}", f"at {device.spoken(time)}")
        self.logs.append((time, len(self.logs), device, self.secrets.fill(message, device.name), ids))

    def speak(self, session, at, messages, ids=()):
        for late, message in messages:
            message = self.secrets.hidden(message, session.device.name) if session.device.hidekeys else message
            self.tell(session.device, at + late * JITTER, message, ids)

    def heard(self, device, at):
        return at <= self.ends.get(device.name, LAST)

    def play(self, session):
        device, voice, path = session.device, VOICES[session.device.system], NexusPath()
        tick = session.time + (zlib.crc32(f"{session.account}{session.time}".encode()) % 400) * JITTER
        self.speak(session, tick, voice.login(session), session.ids)
        if self.heard(device, tick):
            if session.account not in ("oxidized", "provis", "breakglass"):
                self.ise.authentication(device, tick, session.account, session.address, True, session.ids)
            self.ise.edge(session, tick, "START", session.ids)
        self.on_switch(session, tick, "start", "", session.ids)
        configuring, changed, at = False, False, session.time
        for time, command, ids, _ in session.commands:
            at = max(time + (zlib.crc32(f"{command}{time}".encode()) % 600) * JITTER, at + 12 * JITTER)
            self.counts[device.name] += command == "commit"
            self.speak(session, at, voice.typed(session, command, configuring, self.counts[device.name]), ids)
            if not command.startswith("["):
                self.accounted(session, at, command, ids, configuring, path)
            if command in ("configure terminal", "configure"):
                configuring, changed = True, False
            elif command == "end" and configuring:
                if changed:
                    self.changes[device.name].append((at, session.account))
                self.speak(session, at, voice.left(session), ids)
                configuring = False
            elif configuring and command != "exit":
                changed = True
            elif command == "write memory" and device.xe:
                self.speak(session, at, [(700, "%SYS-6-PRIVCFG_ENCRYPT_SUCCESS: Successfully encrypted private config file")])
            elif command == "show running-config" and session.account == "oxidized":
                self.collected[(device.name, f"{time:%Y-%m-%d}")] = time
        self.speak(session, at, voice.logout(session))
        self.on_switch(session, at + 25 * JITTER, "stop", "shell terminated gracefully", ())
        if self.heard(device, at):
            self.ise.edge(session, at + 35 * JITTER, "STOP")

    def accounted(self, session, at, command, ids, configuring, path):
        """What ISE, and on NX-OS the switch itself, keeps of a command."""
        device = session.device
        shown = self.secrets.fill(command, device.name)
        if device.system == "nxos":
            shown = path.typed(shown)
            path.everything |= command == "terminal log-all"
            quiet_words = ("exit",) if path.everything else ("show", "terminal", "ping", "exit")
            if shown is None or shown.split()[0] in quiet_words:
                return
            self.on_switch(session, at, "update", f"{shown} (SUCCESS)", ids)
        level = 15 if configuring or device.system in ("xr", "nxos") else command_level(command)
        kept = device.system in ("xr", "nxos") or level in device.levels
        if kept and self.heard(device, at):
            self.ise.command(session, at, level, shown, ids)

    def on_switch(self, session, at, word, text, ids):
        """NX-OS accounts for itself: into its log where the level allows, and into a file of its own."""
        if session.device.system != "nxos":
            return
        where = f"{session.address}@pts/{session.vty}"
        if session.device.name == "dc-kal-01" and (session.account != "oxidized" or at >= FIRST):
            self.tell(session.device, at + 3 * JITTER, f"%AAA-6-AAA_ACCOUNTING_MESSAGE: {word}:{where}:{session.account}:{text}", ids)
        self.local.append((at, len(self.local), session, word, text, ids))

    # The files.

    def make(self):
        self.write_logs()
        self.write_lines("aaa/ise-kal-01/{0}.log.gz", ((time, text, ids, cited) for time, text, ids, cited in self.ise.lines()))
        self.write_hosts()
        for date in SNAPSHOTS:
            for device in WIDE.values():
                when = self.collected[(device.name, date)]
                self.estate.write(f"configs-{date}/{device.name}", self.configuration(device, when, date), when)
        self.write_archive()
        self.write_outputs()
        sessions = [*self.estate.sessions, *self.sessions, *self.earlier]
        self.everyone = sessions
        told = [stay for story in self.stories for stay in story.jumps]
        self.stays = jump.stays(sessions, told)
        for path, lines in jump.files(self.stays).items():
            for number, (time, text, ids) in enumerate(lines, 1):
                self.estate.saw(ids, path, text[text.find(": ") + 2:], number, time)
            self.estate.write(path, [text for _, text, _ in lines], lines[-1][0])
        self.write_earlier()

    def write_lines(self, pattern, rows):
        """Lines of (time, text, ids, cited) into a file a month, in September one for each half."""
        books = {}
        for time, text, ids, cited in rows:
            part = f"{time:%Y-%m}" if time < FIRST else f"{time:%Y-%m}-{'01' if time.day < 16 else '16'}"
            path = pattern.format(part)
            books.setdefault(path, []).append((text, time))
            self.estate.saw(ids, path, cited, len(books[path]), time)
        for path, lines in books.items():
            self.estate.write(path, [text for text, _ in lines], lines[-1][1])

    def write_logs(self):
        counts = {name: device.first_count for name, device in WIDE.items()}
        last, rows = {}, {name: [] for name in WIDE}
        for time, _, device, message, ids in sorted(self.logs, key=lambda log: log[:2]):
            if time > LAST:
                continue
            relay = last[device.name] = max(relayed(time, message), last.get(device.name, time))
            counts[device.name] += 1
            text = line(device, time, relay, counts[device.name], message)
            rows[device.name].append((time, text, ids, text[text.find("%"):]))
        for name, lines in rows.items():
            self.write_lines(f"syslog/{WIDE[name].folder}/{{0}}.log.gz", lines)

    def write_hosts(self):
        """The log of the Linux below IOS XR, as somebody copied it off."""
        rows = sorted((time, text, ids) for story in self.stories for _, time, text, ids in story.hosts)
        numbers, day, noise = stream("xr host"), moment("2026-09-12 00:00:00"), []
        while day < moment("2026-09-29 00:00:00"):
            at = day + SECOND * int(numbers.random() * 86000)
            noise.append((at, f"crond[{2000 + int(numbers.random() * 900)}]: pam_unix(crond:session): session opened for user root by (uid=0)", ()))
            day += datetime.timedelta(hours=12)
        path, lines = f"{OUTPUTS}/pe-ner-01_var_log_auth.log", []
        for time, text, ids in sorted([*rows, *noise]):
            lines.append(f"{time:%b} {time.day:2d} {time:%H:%M:%S} xr-vm_node0_RSP0_CPU0 {text}")
            self.estate.saw(ids, path, text, len(lines), time)
        self.estate.write(path, lines, OUTPUT_TIME)

    def configuration(self, device, when, date, keep=True):
        path, lines = f"configs-{date}/{device.name}", []
        for number, text in enumerate((WIDE_SOURCE / f"{device.name}.cfg").read_text(encoding="utf-8").splitlines(), 1):
            text, present, ids = self.marked(text, when)
            shown = self.secrets.fill(text, device.name) if present else ""
            for word in ("last_change", "last_save", "xr_change", "nx_change"):
                shown = shown.replace("{" + word + "}", self.last(device, word, when))
            if present:
                lines.append(shown)
            for name in ids if keep else ():
                self.estate.settings.setdefault(name, []).append((number, path, len(lines) if present else None, Secrets().fill(text, device.name).strip()))
        return lines

    def marked(self, text, when):
        """A source line without its marker, whether it stands at a moment, and its ids."""
        m = re.match(r"\[(=|(?:[+-]x?\d{4})+)((?: \w+)*)\](.*)$", text)
        if not m:
            return text, True, []
        ok = True
        for sign, intruder, month, day in re.findall(r"([+-])(x?)(\d\d)(\d\d)", m[1]):
            passed = datetime.datetime(2026, int(month), int(day), 23, 59) < when and (self.estate.intruded or not intruder)
            ok = ok and passed == (sign == "+")
        return m[3], ok, m[2].split()

    def last(self, device, word, when):
        known = [(moment("2026-03-10 20:41:17"), "jlind"), *self.changes[device.name]]
        time, user = max((time, user) for time, user in known if time < when)
        if word == "xr_change":
            return f"{time:%a %b} {time.day:2d} {time:%H:%M:%S %Y} by {user}"
        if word == "nx_change":
            return f"{time:%a %b} {time.day:2d} {time:%H:%M:%S %Y}"
        return f"{device.spoken(time)} by {user}"

    def write_archive(self):
        """Configurations of May, packed together: for somebody who keeps them so."""
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
            for device in WIDE.values():
                when = self.collected[(device.name, ARCHIVED)]
                content = "".join(text + "\n" for text in self.configuration(device, when, ARCHIVED, False)).encode()
                member = tarfile.TarInfo(f"configs-{ARCHIVED}/{device.name}")
                member.size, member.mtime = len(content), int(when.replace(tzinfo=datetime.timezone.utc).timestamp())
                tar.addfile(member, io.BytesIO(content))
        path = f"archive/configs-{ARCHIVED}.tar.gz"
        self.estate.files[path] = out.getvalue()
        self.estate.times[path] = int(moment("2026-05-02 06:00:00").replace(tzinfo=datetime.timezone.utc).timestamp())

    def write_outputs(self):
        """Single outputs, a transcript, and the accounting that dc-kal-02 keeps to itself."""
        for source in sorted((WIDE_SOURCE / "outputs").iterdir()):
            name, *lines = source.read_text(encoding="utf-8").splitlines()
            path, kept = name.removeprefix("to: "), []
            for text in lines:
                m = re.match(r"\[([x=q])((?: \w+)*)\](.*)$", text)
                if m and (m[1] == "x") > self.estate.intruded or m and m[1] == "q" and self.estate.intruded:
                    continue
                kept.append((m[3] if m else text).replace("\\b", "\b"))
                if m:
                    self.estate.saw(m[2].split(), path, m[3].strip(), len(kept), OUTPUT_TIME)
            self.estate.write(path, kept, OUTPUT_TIME)
        path, lines = f"{OUTPUTS}/dc-kal-02_show_accounting_log.txt", ["dc-kal-02# show accounting log"]
        for at, _, session, word, text, ids in sorted(self.local, key=lambda row: row[:2]):
            if session.device.name == "dc-kal-02" and moment("2026-06-01 00:00:00") <= at < OUTPUT_TIME:
                if session.account in ("oxidized", "provis") and at < FIRST:
                    continue
                said = f"type={word}:id={session.address}@pts/{session.vty}:user={session.account}:cmd={text}"
                lines.append(f"{at:%a %b} {at.day:2d} {at:%H:%M:%S %Y}:{said}")
                self.estate.saw(ids, path, said, len(lines), at)
        self.estate.write(path, [*lines, "dc-kal-02# "], OUTPUT_TIME)

    def write_earlier(self):
        """The first four devices from April to August: one sitting of the collector a night, and little else."""
        noise, _ = read_noise()
        for number, device in enumerate(DEVICES.values()):
            numbers, logs, accounts = stream("earlier", device.name), [], []
            sessions = [s for s in self.earlier if s.device is device]
            for day in range(QUIET_DAYS):
                start = HALF_YEAR + datetime.timedelta(days=day, hours=1, minutes=1 + number * 2) + SECOND * int(numbers.random() * 540)
                sessions.append(robot("oxidized", "10.20.9.20", device, start, ("terminal length 0", "show running-config", "exit"), numbers))
            mean, choices = noise[device.name]
            choices = [(weight, steps) for weight, steps in choices if steps[0][2] != "repeated"]
            logs += [(time, message) for time, message in background(device, mean * 14, choices, HALF_YEAR, FIRST - 600 * SECOND)]
            for session in sorted(sessions, key=lambda s: s.time):
                said, told = earlier_session(session)
                logs += said
                accounts += told
            self.estate_lines(device, logs, accounts)

    def estate_lines(self, device, logs, accounts):
        logs.sort()
        count, books, last = device.first_count - len(logs) - 4, {}, HALF_YEAR
        for time, message in logs:
            relay = last = max(relayed(time, message), last)
            count += 1
            books.setdefault(f"syslog/{device.folder}/{time:%Y-%m}.log.gz", []).append((log_line(device, time, relay, count, message), relay))
        if device.accounting:
            path = f"aaa/earlier/{device.accounting}.acct.gz"
            self.old = getattr(self, "old", {})
            rows = self.old.setdefault(path, [])
            for task, (time, session, flag, level, command) in enumerate(sorted(accounts, key=lambda row: row[0]), 11):
                rows.append((time, accounting_line(device.accounting, time, session, flag, level, command, task)))
            rows.sort(key=lambda row: row[0])
            books[path] = [(text, time) for time, text in rows]
        for path, lines in books.items():
            self.estate.write(path, [text for text, _ in lines], lines[-1][1])


def earlier_session(session):
    """A sitting at one of the first four devices before September: log lines and accounting rows."""
    device, user, address = session.device, session.account, session.address
    logs, rows, at = [], [(session.time, session, "start", None, "")], session.time
    if device.logins:
        logs.append((at, f"%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: {user}] [Source: {address}] [localport: 22] at {device.spoken(at)}"))
    for time, command, _, _ in session.commands:
        at = max(time, at)
        level = command_level(command)
        if level in device.levels:
            rows.append((at, session, "stop", level, command))
        if device.catchall:
            logs.append((at + 20 * JITTER, f"%HA_EM-6-LOG: catchall: {command}"))
    rows.append((at, session, "stop", None, ""))
    logs.append((at + 40 * JITTER, f"%SYS-6-LOGOUT: User {user} has exited tty session {device.tty + session.vty}({address})"))
    return logs, rows
