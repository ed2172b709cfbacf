"""What people and robots do: the .story files, ordinary work, and the nightly collection."""

import datetime
import re
import zlib

from device import ALL, DEVICES, FIRST, HERE, SECOND, moment, pick, stream


class Session:
    """One sitting at one device."""

    def __init__(self, device, time, account, address, port=22, web=False, ids=()):
        self.device, self.time, self.account, self.address = ALL[device], time, account, address
        self.port, self.web, self.ids, self.commands = port, web, ids, []
        self.nojump = False
        self.vty = zlib.crc32(f"{device}{time}".encode()) % 2

    def add(self, time, command, ids=(), kept=True):
        self.commands.append((time, command, ids, kept))


class Story:
    """A .story file: key entries, sessions and log lines."""

    def __init__(self, name):
        self.entries, self.sessions, self.logs = [], [], []
        self.failures, self.hosts, self.jumps = [], [], []
        for line in (HERE / "source" / name).read_text(encoding="utf-8").splitlines():
            word = line.split(" ", 1)[0]
            if word in ("look", "weak", "act"):
                self.entry(word, line)
            elif word == "session":
                self.session(line)
            elif word == "log":
                m = re.match(r"log (\S+) (\S+ \S+) (?:\[([^\]]*)\] )?((?:RP \S+ )?%.*)$", line)
                self.logs.append((ALL[m[1]], moment(m[2]), m[4], tuple((m[3] or "").split())))
            elif word in ("fail", "host", "jump"):
                self.aside(word, line)
            elif re.match(r"\d\d:", line):
                m = re.match(r"(\S+) (?:\[([^\]]*)\] )?(~?)(.*)$", line)
                session = self.sessions[-1]
                time = moment(f"{session.time:%Y-%m-%d} {m[1]}")
                session.add(time, m[4], tuple((m[2] or "").split()), not m[3])

    def entry(self, word, line):
        head, says = line.split(" | ")
        _, name, *rows, device = head.split()
        rows = [row for row in rows if row != "-"]
        self.entries.append({"id": name, "kind": word, "rows": rows, "device": device, "says": says})

    def aside(self, word, line):
        """A failed login, a line of a host's own log, or a sitting at a jump host."""
        ids = tuple((re.search(r"\[([BM][^\]]*)\]", line) or [None, ""])[1].split())
        if word == "jump":
            m = re.match(r"jump (\S+ \S+) (\S+ \S+) (\S+)", line)
            self.jumps.append((moment(m[1]), moment(m[2]), m[3], ids))
        else:
            m = re.match(r"\w+ (\S+) (\S+ \S+) \[[^\]]*\] (.*)$", line)
            (self.failures if word == "fail" else self.hosts).append((ALL[m[1]], moment(m[2]), m[3], ids))

    def session(self, line):
        m = re.match(r"session (\S+) (\S+ \S+) (\S+) (\S+)(?: port=(\d+))?( web)?( nojump)?(?: \[([^\]]*)\])?$", line)
        ids = tuple((m[8] or "").split())
        self.sessions.append(Session(m[1], moment(m[2]), m[3], m[4], int(m[5] or 22), bool(m[6]), ids))
        self.sessions[-1].nojump = bool(m[7])


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
