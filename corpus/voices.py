"""How each of the four systems says what happens: its messages, its accounting, its log lines."""

import re
import zlib

from device import JITTER

# NX-OS names the whole path to a configured line; these begin a path, those go one level deeper.
NEXUS_MODES = re.compile(r"(interface|vrf context|router|line|virtual-service|app-hosting|aaa group server) ?\S* ?\S*$")


def process(session, salt=""):
    """A process number that stays the same throughout a session."""
    return 65600 + zlib.crc32(f"{session.device.name}{session.time}{salt}".encode()) % 3800


class Xr:
    """Cisco IOS XR: SSH logins, commits, the shell of the host."""

    @staticmethod
    def login(session):
        yield 4, f"RP SSHD_[{process(session)}]: %SECURITY-SSHD-6-INFO_SUCCESS : Successfully authenticated user '{session.account}' from '{session.address}' on 'vty{session.vty}'(cipher 'aes256-ctr', mac 'hmac-sha2-256')"

    @staticmethod
    def logout(session):
        yield 30, f"RP SSHD_[{process(session)}]: %SECURITY-SSHD-6-INFO_USER_LOGOUT : User '{session.account}' from '{session.address}' logged out on 'vty{session.vty}'"

    @staticmethod
    def failure(device, time, account, address):
        number = 65600 + zlib.crc32(f"{device.name}{time}".encode()) % 3800
        yield f"RP SSHD_[{number}]: %SECURITY-SSHD-4-INFO_FAILURE : Failed authentication attempt by user '{account}' from '{address}' on 'vty0'"

    @staticmethod
    def typed(session, command, configuring, commits):
        shell = re.match(r"\[shell (in|out) (\w+)\]", command)
        if shell:
            word, what = ("RUN_LOGIN", "logged into shell from") if shell[1] == "in" else ("RUN_LOGOUT", "logged out of shell from")
            yield 9, f"RP bash_cmd[{process(session, 'run')}]: %INFRA-INFRA_MSG-5-{word} : User {shell[2]} {what} vty{session.vty}"
        elif command == "commit":
            yield 240, f"RP config[{process(session, 'config')}]: %MGBL-CONFIG-6-DB_COMMIT : Configuration committed by user '{session.account}'. Use 'show configuration commit changes 10000{commits:05d}' to view the changes."

    @staticmethod
    def left(session):
        yield 12, f"RP config[{process(session, 'config')}]: %MGBL-SYS-5-CONFIG_I : Configured from console by {session.account} on vty{session.vty} ({session.address})"


class Nexus:
    """Cisco NX-OS: logins of the Linux below, and its own accounting of commands."""

    @staticmethod
    def where(session):
        return f"{session.address}@pts/{session.vty}"

    @staticmethod
    def login(session):
        yield 4, f"%DAEMON-6-SYSTEM_MSG: Accepted keyboard-interactive/pam for {session.account} from {session.address} port {40000 + process(session) % 9000} ssh2 - dcos_sshd[{process(session) - 50000}]"
        yield 9, f"%AUTHPRIV-6-SYSTEM_MSG: pam_unix(dcos_sshd:session): session opened for user {session.account} by (uid=0) - dcos_sshd[{process(session) - 50000}]"

    @staticmethod
    def logout(session):
        yield 30, f"%AUTHPRIV-6-SYSTEM_MSG: pam_unix(dcos_sshd:session): session closed for user {session.account} - dcos_sshd[{process(session) - 50000}]"

    @staticmethod
    def failure(device, time, account, address):
        yield f"%DAEMON-3-SYSTEM_MSG: error: PAM: Authentication failure for {account} from {address} - dcos_sshd[{15000 + zlib.crc32(f'{time}'.encode()) % 3000}]"

    @staticmethod
    def typed(session, command, configuring, commits):
        return ()

    @staticmethod
    def left(session):
        yield 12, f"%VSHD-5-VSHD_SYSLOG_CONFIG_I: Configured from vty by {session.account} on {Nexus.where(session)}"


class Ios:
    """Cisco IOS and IOS XE: login lines, the config logger."""

    @staticmethod
    def login(session):
        yield 4, f"%SEC_LOGIN-5-LOGIN_SUCCESS: Login Success [user: {session.account}] [Source: {session.address}] [localport: 22] {{at}}"

    @staticmethod
    def logout(session):
        yield 30, f"%SYS-6-LOGOUT: User {session.account} has exited tty session {session.device.tty + session.vty}({session.address})"

    @staticmethod
    def failure(device, time, account, address):
        yield f"%SEC_LOGIN-4-LOGIN_FAILED: Login failed [user: {account}] [Source: {address}] [localport: 22] [Reason: Login Authentication Failed] {{at}}"

    @staticmethod
    def typed(session, command, configuring, commits):
        if session.device.config_logger and configuring and command not in ("exit", "end"):
            yield 3, f"%PARSER-5-CFGLOG_LOGGEDCMD: User:{session.account}  logged command:{command}"

    @staticmethod
    def left(session):
        yield 9, f"%SYS-5-CONFIG_I: Configured from console by {session.account} on vty{session.vty} ({session.address})"


VOICES = {"xr": Xr, "nxos": Nexus, "xe": Ios, "ios": Ios}


class NexusPath:
    """The path that NX-OS puts before a line typed in configuration mode."""

    def __init__(self):
        self.path, self.everything = [], False

    def typed(self, command):
        """The command as accounting names it."""
        if command == "configure terminal":
            self.path = ["configure terminal"]
            return command
        if command == "end":
            self.path = []
            return None
        if not self.path:
            return command
        said = " ; ".join([*(self.path if not NEXUS_MODES.match(command) else self.path[:1]), command])
        if NEXUS_MODES.match(command):
            self.path = [self.path[0], command]
        return said


def line(device, time, relay, count, message):
    """The line as the log server keeps it: eight devices, eight habits."""
    old = f"{relay:%b} {relay.day:2d} {relay:%H:%M:%S}"
    iso = f"{relay:%Y-%m-%dT%H:%M:%S.%f}+00:00"
    severity = int(re.search(r"%[A-Z0-9_-]+?-(\d)-", message)[1])
    if device.system == "xr":
        board = "RSP0" if device.name == "pe-ner-01" else "RP0"
        node, message = message.split(" ", 1)
        node = {"RP": f"RP/0/{board}/CPU0", "LC": "LC/0/0/CPU0", "AD": f"0/{board}/ADMIN0"}[node]
        said = f"{node}:{device.stamp(time)} UTC: {message}"
        if device.name == "pe-ner-01":
            return f"<{23 * 8 + severity}>{count}: pe-ner-01 {said}"
        return f"{old} 10.20.0.52 {count}: {said}"
    if device.name == "dc-kal-01":
        return f"{iso} dc-kal-01 : {time.year} {device.stamp(time)} UTC: {message}"
    if device.name == "dc-kal-02":
        return f"<{23 * 8 + severity}>dc-kal-02: {time.year} {device.stamp(time)[:-4]} UTC: {message}"
    if device.name == "agg-ner-01":
        return f"<{23 * 8 + severity}>{count}: agg-ner-01: {device.stamp(time, True)} UTC: {message}"
    if device.name == "ce-mar-01":
        return f"{iso} 10.20.0.62 {count}: {device.stamp(time)}: {message}"
    if device.name == "rtr-tha-01":
        return f"{old} rtr-tha-01 {count}: {device.stamp(time)} EEST: {message}"
    return f"{old} 10.20.7.42 {count}: {device.stamp(time)[:-4]}: {message}"


def relayed(time, message):
    """When the log server has it: a little later."""
    return time + (40 + zlib.crc32(f"{message}{time}".encode()) % 800) * JITTER
