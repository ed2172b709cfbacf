"""Cisco ISE as the AAA server of the wider estate: its syslog, whose long messages come in segments."""

import datetime
import zlib

LONGEST = 760
GROUPS = {"pe": "Provider Edge", "dc": "Data Centre", "ag": "Aggregation", "ce": "Customer Edge",
          "rt": "Access", "sw": "Access"}


class Ise:
    """One server, ise-kal-01, 10.20.9.83. Keeps its lines in the order of their times."""

    def __init__(self):
        self.records, self.tasks = [], {}

    def told(self, time, category, text, ids=(), cited=""):
        self.records.append((time, len(self.records), category, text, ids, cited))

    def command(self, session, time, level, command, ids):
        """A command record. IOS splits it into arguments, IOS XR and NX-OS do not."""
        words = command.split(" ")
        if session.device.system in ("xe", "ios"):
            spoken = " ".join([f"CmdAV={words[0]}", *(f"CmdArgAV={word}" for word in words[1:]), "CmdArgAV=<cr>"])
        else:
            spoken = f"CmdAV={command} <cr>"
        cited = f"Device IP Address={session.device.nas}, CmdSet=[ {spoken} ]"
        self.account(session, time, "3300 NOTICE Tacacs-Accounting: TACACS+ Accounting with Command", cited, level, "Stop", ids)

    def edge(self, session, time, word, ids=()):
        """The start or the stop of a session."""
        code = "3301" if word == "START" else "3302"
        self.account(session, time, f"{code} NOTICE Tacacs-Accounting: TACACS+ Accounting {word}",
                     f"Device IP Address={session.device.nas}", 1, word.capitalize(), ids)

    def account(self, session, time, code, cited, level, flags, ids):
        device = session.device
        task = self.tasks[device.name] = self.tasks.get(device.name, 100) + 1
        port = f"pts/{session.vty}" if device.system == "nxos" else f"vty{session.vty}" if device.system == "xr" else f"tty{device.tty + session.vty}"
        epoch = int(time.replace(tzinfo=datetime.timezone.utc).timestamp())
        text = (f"{code}, ConfigVersionId=188, {cited}, RequestLatency={2 + task % 5}, NetworkDeviceName={device.name}, "
                f"Type=Accounting, Privilege-Level={level}, Service=Login, User={session.account}, Port={port}, "
                f"Remote-Address={session.address}, Authen-Method=TacacsPlus, AVPair=task_id={task}, AVPair=timezone=UTC, "
                f"AVPair=start_time={epoch}, AcctRequest-Flags={flags}, Service-Argument=shell, {self.tail(device, 'AcctReply-Status=Success')}")
        if "CmdSet" not in cited:
            cited = text[text.index("TACACS+"):text.index(", Authen-Method")]
        self.told(time, "CISE_TACACS_Accounting", text, ids, cited)

    def authentication(self, device, time, account, address, passed, ids=()):
        """A login that was let in or refused."""
        word, code = ("Passed", "5201 NOTICE Passed-Authentication: Authentication succeeded") if passed else \
            ("Failed", "5401 NOTICE Failed-Attempt: Authentication failed")
        cited = f"Device IP Address={device.nas}, DestinationIPAddress=10.20.9.83, DestinationPort=49, UserName={account}, Protocol=Tacacs"
        why = "" if passed else "FailureReason=24408 User authentication against Active Directory failed since user has entered the wrong password, "
        text = (f"{code}, ConfigVersionId=188, {cited}, NetworkDeviceName={device.name}, Type=Authentication, Action=Login, "
                f"Privilege-Level=1, Authen-Type=ASCII, Service=Login, User={account}, Port=vty0, Remote-Address={address}, {why}"
                f"{self.tail(device, 'Authen-Reply-Status=Pass' if passed else 'Authen-Reply-Status=Fail')}")
        self.told(time, "CISE_Passed_Authentications" if passed else "CISE_Failed_Attempts", text, ids, cited)

    @staticmethod
    def tail(device, response):
        group = GROUPS[device.name[:2]]
        return (f"SelectedAccessService=Device Admin - TACACS, Step=13006, Step=15049, Step=15008, Step=13035, "
                f"NetworkDeviceGroups=Location#All Locations, NetworkDeviceGroups=Device Type#All Device Types#{group}, "
                f"Network Device Profile=Cisco, Device Type=Device Type#All Device Types#{group}, Response={{{response}; }}")

    def lines(self):
        """(time, line, ids, cited) in order; a long message in segments under one number."""
        for number, (time, _, category, text, ids, cited) in enumerate(sorted(self.records, key=lambda r: r[:2]), 40211):
            text = f"{time:%Y-%m-%d %H:%M:%S}.{time.microsecond // 1000:03d} +00:00 {number * 3:010d} {text},"
            parts, rest = [], text
            while len(rest) > LONGEST:
                cut = rest.rindex(", ", 0, LONGEST) + 1
                parts.append(rest[:cut])
                rest = rest[cut:]
            parts.append(rest)
            late = datetime.timedelta(milliseconds=zlib.crc32(text.encode()) % 900)
            stamp = time + late
            for part, said in enumerate(parts):
                head = f"<181>{stamp:%b} {stamp.day:2d} {stamp:%H:%M:%S} ise-kal-01 {category} {number:010d} {len(parts)} {part} "
                first = cited in said
                yield time, head + said, ids if first else (), cited
                ids = () if first else ids
