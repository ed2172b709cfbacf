"""The answer keys of the two estates, and the checks that hold them to their files."""

import datetime
import json
import re

from device import HALF_YEAR, LAST
from jump import HOSTS

NEW = "configs-2026-09-30"
LONGEST_SILENCE = datetime.timedelta(hours=3)
LONGEST_ACCOUNTING_SILENCE = datetime.timedelta(hours=20)

# Channels that are silent in both estates: device, channel, cause, why.
ALWAYS_SILENT = (
    ("pe-kal-01", "eem-catchall", "not_emitted", "no event manager applet copies commands to the log"),
    ("sw-kal-03", "eem-catchall", "not_emitted", "no event manager applet copies commands to the log"),
    ("rtr-ner-02", "eem-catchall", "not_emitted", "no event manager applet copies commands to the log"),
    ("sw-kal-03", "config-logger", "not_emitted", "no 'archive / log config / notify syslog'"),
    ("sw-kal-03", "login-log", "not_emitted", "'login on-failure log' is there, 'login on-success log' is not"),
    ("rtr-ner-02", "command-accounting", "not_emitted", "no 'aaa accounting commands'; no accounting file speaks of this device"),
    ("agg-ner-01", "eem-catchall", "not_emitted", "no event manager applet copies commands to the log"),
    ("ce-mar-01", "eem-catchall", "not_emitted", "no event manager applet copies commands to the log"),
    ("rtr-tha-01", "eem-catchall", "not_emitted", "no event manager applet copies commands to the log"),
    ("sw-tha-02", "eem-catchall", "not_emitted", "no event manager applet copies commands to the log"),
    ("ce-mar-01", "config-logger", "not_emitted", "no 'archive / log config / notify syslog'"),
    ("sw-tha-02", "config-logger", "not_emitted", "no 'archive / log config / notify syslog'"),
)
WITHOUT_SETTINGS = (
    "seawall.toml may be left out. Then no list, robot, window or approved item is given, and no platform and",
    "role has ten peers: hunts against a list (ST-01, ST-10, ST-11, ST-13, ST-21) find nothing by the",
    "list, list their objects as unexplained, answer cannot tell (not_listed) for devices that have such",
    "objects, and print the toml line to write. ST-29 cannot know the collector: cannot tell. Everything",
    "else stays: ST-02, ST-03, ST-06, ST-08 (TCP 49), ST-14, ST-18, ST-19, ST-20, ST-22, ST-25, ST-26,",
    "ST-27, ST-28 (jump hosts unknown, but both ends are devices) and the sequences are found as before.",
    "Look-alikes that only an approval explains (L03 to L08, L11, L12, M02, M10, M11, M13, M14) may then be listed.",
)


def write(estate, secrets):
    """The answer key of an estate as YAML (strings are JSON strings, which YAML is a superset of)."""
    out = [f"# The answer key of corpus/{estate.name}. Written by corpus/make.py; do not edit.",
           "# A line is a substring of the named file (of its decompressed content for .gz).",
           "format: 1", f"estate: {estate.name}", "from: 2026-04-01T00:00:00Z", "until: 2026-09-30T23:59:30Z"]
    kinds = (("act", "acts"), ("weak", "weaknesses"), ("look", "look_alikes"))
    for kind, title in kinds:
        entries = [entry for story in estate.stories for entry in story.entries if entry["kind"] == kind]
        out.append(f"\n{title}:" + ("" if entries else " []"))
        for entry in entries:
            out += entry_lines(entry, estate)
    out.append("\n# Channels that do not tell, from when to when. A hunt on that device that sees only through")
    out.append("# such a channel and has no row must answer cannot tell with this cause.")
    out.append("silent_channels:")
    for device, channel, cause, why, start in silent(estate):
        out += [f"  - device: {device}", f"    channel: {channel}", f"    cause: {cause}",
                f"    from: {start or 'null'}", f"    why: {json.dumps(why)}"]
    out.append("\nwithout_settings: >")
    out += [f"  {line}" for line in WITHOUT_SETTINGS]
    out.append("\n# No output may contain any of these values, neither a plain value nor a stored form.")
    out.append("secrets:")
    for name, forms in sorted(estate.secrets.rendered.items()):
        out += [f"  - name: {name}", f"    plain: {json.dumps(secrets[name])}",
                f"    plain_is_in_the_files: {'true' if 's' in forms else 'false'}"]
        stored = sorted(value for form, values in forms.items() if form != "s" for value in values)
        out.append("    stored: [" + ", ".join(json.dumps(value) for value in stored) + "]")
    return "\n".join(out) + "\n"


def silent(estate):
    rows = [(*row, None) for row in ALWAYS_SILENT]
    for device, end in estate.log_end.items():
        for channel in ("syslog", "config-logger", "login-log"):
            rows.append((device, channel, "gap", "the intruder removed the log server; nothing comes after this", iso(end)))
    for device, end in estate.accounting_end.items():
        rows.append((device, "command-accounting", "gap", "the intruder removed command accounting; nothing comes after this", iso(end)))
    for device, end in estate.wide.ends.items():
        rows.append((device, "command-accounting", "gap", "the intruder keeps accounting on the switch: ISE hears nothing after this, the switch's own log still does", iso(end)))
    return rows


def iso(time):
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def entry_lines(entry, estate):
    events, lines = evidence(entry["id"], estate)
    times = [time for time, _, _, _ in events]
    out = [f"  - id: {entry['id']}", f"    rows: [{', '.join(entry['rows'])}]", f"    device: {entry['device']}",
           f"    says: {json.dumps(entry['says'])}",
           f"    first_seen: {iso(min(times)) if times else 'null'}",
           f"    last_seen: {iso(max(times)) if times else 'null'}"]
    out.append(f"    channels: [{', '.join(channels(events, lines))}]")
    out.append("    evidence:" + ("" if events or lines else " []"))
    for time, path, number, line in events:
        out += [f"      - file: {path}", f"        number: {number}", f"        time: {iso(time)}",
                f"        line: {json.dumps(line)}"]
        if any(value in line for value in estate.secrets.values()):
            out.append("        carries_secret: true")
    for path, number, line, absent in lines:
        out += [f"      - file: {path}", f"        number: {number}", f"        line: {json.dumps(line)}"]
        if absent:
            out.append(f"        absent_from: {absent}")
        if any(value in line for value in estate.secrets.values()):
            out.append("        carries_secret: true")
    return out


def channels(events, lines):
    """What shows an act: the channels of the content, and the files that are no channel."""
    found = set()
    for _, path, _, line in events:
        if path.startswith(("outputs", "transcripts", "captures")):
            found.add("accounting-log" if "accounting_log" in path else "host-log" if "auth.log" in path else "show")
        elif path.startswith("jump"):
            found.add("jump-host")
        elif path.startswith("aaa"):
            found.add("aaa-authentication" if "DestinationPort" in line else "command-accounting")
        else:
            found.add("config-logger" if "CFGLOG" in line else "eem-catchall" if "catchall" in line else
                      "accounting-log" if "AAA_ACCOUNTING" in line else
                      "login-log" if re.search(r"LOGIN|SSHD|dcos_sshd", line) and "RUN_LOG" not in line else "syslog")
    return sorted(found | ({"configuration"} if lines else set()))


def evidence(name, estate):
    """Events (time, path, number, line) and settings (path, number, line, the snapshot without it)."""
    found, known = {}, {}
    for place, path, number, text in estate.settings.get(name, ()):
        folder, device = path.split("/")
        known.setdefault(device, set()).add(folder)
        if number is not None:
            found.setdefault((device, place, text), {})[folder] = number
    lines = []
    for (device, _, text), folders in sorted(found.items()):
        here = max(folders)
        lacking = sorted(known[device] - set(folders))
        there = ([folder for folder in lacking if folder < here] or [None])[-1] if here == NEW else min(lacking)
        absent = there and f"{there}/{device}"
        lines.append((f"{here}/{device}", folders[here], text, absent))
    return sorted(estate.evidence.get(name, ())), lines


def verify(quiet, intrusion, source):
    """Stops with a sentence if an estate and its key do not agree."""
    for estate in (quiet, intrusion):
        texts = {path: content.decode("utf-8") for path, content in estate.files.items()}
        for entry in (entry for story in estate.stories for entry in story.entries):
            events, lines = evidence(entry["id"], estate)
            demand(events or lines or entry["id"] == "W01", f"{entry['id']} has no evidence in {estate.name}.")
            for path, number, line in [event[1:] for event in events] + [row[:3] for row in lines]:
                demand(line in texts[path].splitlines()[number - 1], f"{entry['id']}: {path}:{number} is not: {line}")
            if entry["kind"] == "act":
                demand(any(line not in quiet.files.get(path, b"").decode("utf-8") for _, path, _, line in events),
                       f"{entry['id']}: the quiet estate has all of it too.")
        unfilled = [path for path, text in texts.items() if re.search(r"\{[a-z0-9:,-]+\}", text)]
        demand(not unfilled, f"{estate.name}: a placeholder was not filled in {unfilled}.")
        silences(estate)
        wide_silences(estate)
        alone(estate)
        leaks(estate, texts)
    demand("no vstack" not in quiet.files[f"{NEW}/sw-kal-03"].decode(), "W01: there is a 'no vstack'.")
    calm(quiet)
    same_words(quiet, intrusion, source)


def demand(truth, sentence):
    if not truth:
        raise SystemExit(f"corpus: {sentence}")


def calm(quiet):
    """Nobody in the quiet estate changes things outside a window, probes or looks around in bursts."""
    looks = re.compile(r"show (running-config|tacacs|cdp neighbors|file systems|clock|platform software status)|dir |terminal (length|width)")
    for session in quiet.sessions:
        what = f"quiet: {session.account} on {session.device.name} at {session.time}"
        commands = [(time, command) for time, command, _, _ in session.commands]
        if session.web or any(command in ("configure terminal", "configure") for _, command in commands):
            demand(session.time.weekday() in (1, 3) and 20 <= session.time.hour < 23, f"{what} is outside the windows.")
        for start, _ in commands:
            near = [command for time, command in commands if 0 <= (time - start).total_seconds() <= 600]
            probes = [command for command in near if command.split()[0] in ("ping", "ssh", "telnet")]
            demand(len(probes) < 8 and len(set(probes)) < 8, f"{what} probes too much.")
            kinds = {looks.match(command)[0] for time, command in commands
                     if 0 <= (time - start).total_seconds() <= 300 and looks.match(command)}
            demand(len(kinds) < 4 or session.account == "oxidized", f"{what} looks around too much.")


def silences(estate):
    """No channel is silent for long, except where the key says so."""
    heard = {}
    for time, _, device, _, _ in estate.logs:
        heard.setdefault(("log", device.name), []).append(time)
    for time, _, session, _, level, _, _ in estate.accounting:
        if session.device.accounting and level is not None:
            heard.setdefault(("accounting", session.device.name), []).append(time)
    for (what, device), times in heard.items():
        end = (estate.log_end if what == "log" else estate.accounting_end).get(device)
        times = sorted([datetime.datetime(2026, 9, 1), *times, end or datetime.datetime(2026, 9, 30, 23, 59, 30)])
        longest = max(after - before for before, after in zip(times, times[1:]))
        limit = LONGEST_SILENCE if what == "log" else LONGEST_ACCOUNTING_SILENCE
        demand(longest <= limit, f"{estate.name}: {what} of {device} is silent for {longest}.")


def wide_silences(estate):
    """No log and no accounting of the wider estate is silent for a day and an hour."""
    heard = {}
    for time, _, device, _, _ in estate.wide.logs:
        heard.setdefault(("log", device.name), []).append(time)
    for time, _, category, text, _, _ in estate.wide.ise.records:
        if category == "CISE_TACACS_Accounting" and "3300" in text[:5]:
            heard.setdefault(("accounting", re.search(r"NetworkDeviceName=([^,]+)", text)[1]), []).append(time)
    for (what, device), times in heard.items():
        end = estate.wide.ends.get(device, LAST) if what == "accounting" else LAST
        times = sorted([HALF_YEAR, *times, end])
        longest = max(after - before for before, after in zip(times, times[1:]))
        demand(longest < datetime.timedelta(hours=25), f"{estate.name}: {what} of {device} is silent for {longest}.")


def alone(estate):
    """Who comes from a jump host had a session there; only the act about it had not."""
    for session in estate.wide.everyone:
        if session.address in HOSTS:
            there = any(start <= session.time <= end for (host, account), spans in estate.wide.stays.items()
                        if host == HOSTS[session.address] for start, end, _ in spans)
            demand(there != session.nojump, f"{estate.name}: {session.account} on {session.device.name} at {session.time}, and the jump host.")


def leaks(estate, texts):
    """Every secret the key lists is in the files, and the quiet estate knows none of the intruder's."""
    everything = "\n".join(texts.values())
    for name, forms in estate.secrets.rendered.items():
        demand(estate.name == "intrusion" or not name.startswith("intruder"), f"quiet has {name}.")
        for value in (value for values in forms.values() for value in values):
            demand(value in everything or name.startswith("intruder"), f"{estate.name}: {name} is nowhere.")


def same_words(quiet, intrusion, source):
    """What a session configures stands in the configuration, unless it is marked with ~."""
    for session in [session for story in intrusion.stories for session in story.sessions]:
        folder = source / "wide" if session.device.system else source
        known = (folder / f"{session.device.name}.cfg").read_text(encoding="utf-8").splitlines()
        known = {" ".join(re.sub(r"^\[[^\]]*\]", "", line).split()) for line in known}
        configuring = session.web
        for _, command, _, kept in session.commands:
            if command in ("configure terminal", "configure", "end"):
                configuring = command != "end"
            elif configuring and kept and command not in ("exit", "no shutdown", "commit"):
                words = " ".join(re.sub(r" (password 0|auth sha clear) .*", "", command.removeprefix("no ")).split())
                demand(any(line.startswith(words) for line in known),
                       f"{session.device.name}: '{command}' is typed but stands nowhere in its .cfg (or mark it with ~).")
