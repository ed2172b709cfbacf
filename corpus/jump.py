"""The two jump hosts: who had a session on them, in the words of OpenSSH, PAM and sudo."""

import datetime
import zlib

from device import HALF_YEAR, LAST, SECOND, pick, stream

HOSTS = {"10.20.9.11": "jump-kal-01", "10.20.9.12": "jump-kal-02"}
DESKS = {"nkostova": ("10.20.12.21", 1004), "mreyes": ("10.20.12.22", 1005), "jlind": ("10.20.12.23", 1006)}
SUDO = ("/usr/bin/less /var/log/network/edge-kal-01.log", "/usr/bin/systemctl status rsyslog", "/usr/bin/apt list --upgradable")


def stays(sessions, told):
    """When each person was on each jump host: (host, account) to a list of (from, until, ids)."""
    wanted = {}
    for session in sessions:
        host = HOSTS.get(session.address)
        if host and not session.nojump and session.account in DESKS:
            mark = zlib.crc32(f"{session.time}{session.account}".encode())
            last = max([session.time, *(time for time, _, _, _ in session.commands)])
            span = (session.time - SECOND * (25 + mark % 90), last + SECOND * (70 + mark % 500), ())
            wanted.setdefault((host, session.account), []).append(span)
    for start, end, account, ids in told:
        wanted.setdefault(("jump-kal-01", account), []).append((start, end, ids))
    merged = {}
    for who, spans in sorted(wanted.items()):
        kept = merged[who] = []
        for start, end, ids in sorted(spans):
            if kept and start <= kept[-1][1]:
                kept[-1] = (kept[-1][0], max(end, kept[-1][1]), (*kept[-1][2], *ids))
            else:
                kept.append((start, end, ids))
    return merged


def events(merged):
    """(time, host, program, text, ids) of everything the two hosts write."""
    for (host, account), spans in merged.items():
        address, number = DESKS[account]
        for start, end, ids in spans:
            mark = zlib.crc32(f"{host}{account}{start}".encode())
            process, port, sitting = 2000 + mark % 28000, 40000 + mark % 20000, mark % 9000
            sshd = f"sshd[{process}]"
            key = f"SHA256:{account[:2]}7pelagia{account}JumpKeyOnly0000000000000000{number}"
            yield start, host, sshd, f"Accepted publickey for {account} from {address} port {port} ssh2: ED25519 {key}", ids
            yield start, host, sshd, f"pam_unix(sshd:session): session opened for user {account}(uid={number}) by (uid=0)", ids
            yield start + SECOND, host, "systemd-logind[811]", f"New session {sitting} of user {account}.", ()
            if mark % 5 == 0:
                what = SUDO[mark // 5 % len(SUDO)]
                yield start + 20 * SECOND, host, "sudo", f"{account:>8} : TTY=pts/{mark % 3} ; PWD=/home/{account} ; USER=root ; COMMAND={what}", ()
                yield start + 20 * SECOND, host, "sudo", f"pam_unix(sudo:session): session opened for user root(uid=0) by {account}(uid={number})", ()
                yield start + 22 * SECOND, host, "sudo", "pam_unix(sudo:session): session closed for user root", ()
            yield end, host, f"sshd[{process + 9}]", f"Disconnected from user {account} {address} port {port}", ()
            yield end, host, sshd, f"pam_unix(sshd:session): session closed for user {account}", ids
    for host in HOSTS.values():
        numbers, day = stream("jump", host), HALF_YEAR
        while day < LAST:
            at, process = day + datetime.timedelta(hours=6, minutes=25, seconds=1), 1000 + int(numbers.random() * 30000)
            yield at, host, f"CRON[{process}]", "pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)", ()
            yield at + 3 * SECOND, host, f"CRON[{process}]", "pam_unix(cron:session): session closed for user root", ()
            if numbers.random() < 0.4:
                at = day + SECOND * int(numbers.random() * 86000)
                name = pick(numbers, ("admin", "test", "oracle"))
                yield at, host, f"sshd[{process + 70}]", f"Invalid user {name} from 10.20.9.44 port {40000 + process % 9000}", ()
                yield at + SECOND, host, f"sshd[{process + 70}]", f"Connection closed by invalid user {name} 10.20.9.44 port {40000 + process % 9000} [preauth]", ()
            day += datetime.timedelta(days=1)


def files(merged):
    """Path to lines of (time, text, ids): a file a month and host, the two with different stamps."""
    books = {}
    for time, _, host, program, text, ids in sorted((event[0], number, *event[1:]) for number, event in enumerate(events(merged))):
        if time > LAST or time < HALF_YEAR:
            continue
        head = f"{time:%b} {time.day:2d} {time:%H:%M:%S}" if host == "jump-kal-01" else f"{time:%Y-%m-%dT%H:%M:%S}.{zlib.crc32(text.encode()) % 1000000:06d}+00:00"
        books.setdefault(f"jump/{host}/auth.log-{time:%Y-%m}.gz", []).append((time, f"{head} {host} {program}: {text}", ids))
    return books
