"""The planted secrets: their plain values and every form in which a device stores them."""

import re
import zlib

from device import digits, stream

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
    # The wider estate.
    "ise-xr": "Bowsprit-Ember-51", "ise-nx": "keelhaul-rime-24", "ise-nx-2": "Windlass-Tor-83",
    "ise-agg": "Mizzen-Hollow-19", "ise-ce": "Fairlead-Brook-72", "ise-tha": "Rowlock-Haven-40",
    "ise-tsw": "Bobstay-Marsh-65", "breakglass-xr": "Glasswort-1190", "breakglass-nx": "Glasswort-1191",
    "breakglass-agg": "Glasswort-1192", "breakglass-ce": "Glasswort-1193",
    "breakglass-tha": "Glasswort-1194", "breakglass-tsw": "Glasswort-1195",
    "provis-xr": "Ballast-Keel-95", "provis-nx": "Ballast-Keel-96", "admin-nx": "Foghorn-Reef-07",
    "fieldops-xr": "Dinghy-Painter-59", "enable-agg": "Capstan-Locker-311",
    "enable-ce": "Capstan-Locker-312", "enable-tha": "Capstan-Locker-313",
    "enable-tsw": "Capstan-Locker-314", "snmp-xr": "Razorbill-Stack-17", "snmp-nx": "Guillemot-Arch-29",
    "snmp-nx-old": "Guillemot-Arch-28", "snmp-agg": "Turnstone-Bar-36", "snmp-tha": "Whimbrel-Flats-44",
    "snmp-tha-old": "Whimbrel-Flats-43", "snmp-nx-auth": "Oyster-Lantern-61",
    "snmp-nx-priv": "Oyster-Lantern-62", "snmp-nx-auth-2": "Oyster-Lantern-63",
    "snmp-nx-priv-2": "Oyster-Lantern-64", "snmp-nx-noc": "Oyster-Lantern-65",
    "snmp-nx-noc-priv": "Oyster-Lantern-66", "li-auth": "Wheelhouse-Seal-14", "li-priv": "Wheelhouse-Seal-15",
    "ntp-nx": "noonday-bell-26", "ospf-nx": "Tidewrack-39", "bgp-aegean": "Sandbar-Pilot-57",
    "bgp-aloe": "Driftwood-Cay-33", "ldp-key": "Sounding-Lead-68", "intruder-nx": "Vesper-Quay-7720",
    "intruder-li": "Halyard-Brine-32",
}
# Forms: s as typed, 5 6 7 8 9 and x (10) as IOS and IOS XR store them; on NX-OS n (5), q (7, another
# cipher, quoted), j (6, quoted), 3, and h, the localised key of an SNMP user.
FORMS = "s35678xnqjh9"
TYPE7_KEY = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"
NEXUS_KEY = (5, 18, 8, 11, 22, 3, 14, 9)
HASH_LETTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class Secrets:
    """Renders {form:name} and remembers what was rendered, for the answer key."""

    def __init__(self):
        self.rendered = {}

    def fill(self, text, device):
        return re.sub(rf"\{{([{FORMS}]):([a-z0-9-]+)\}}", lambda m: self.form(m[1], m[2], device), text)

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
        if form == "x":
            return f"$6${digits(numbers, HASH_LETTERS, 16)}${digits(numbers, HASH_LETTERS, 86)}"
        if form == "n":
            return f"$5${digits(numbers, HASH_LETTERS, 6)}${digits(numbers, HASH_LETTERS, 43)}"
        if form == "8":
            return f"$8${digits(numbers, HASH_LETTERS, 14)}${digits(numbers, HASH_LETTERS, 43)}"
        if form == "q":
            return nexus(plain)
        if form == "j":
            return '"JDYk' + digits(numbers, HASH_LETTERS[2:], 44) + '"'
        if form in "3h":
            return ("0x" if form == "h" else "") + digits(numbers, "0123456789abcdef", 32)
        if form == "9":
            return f"$9${digits(numbers, HASH_LETTERS, 14)}${digits(numbers, HASH_LETTERS, 43)}"
        return digits(numbers, "ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghi", 38)

    def hidden(self, text, device):
        """As a config logger with hidekeys says it."""
        return re.sub(rf"\{{[{FORMS}]:[a-z0-9-]+\}}", "*****", text)


def nexus(plain):
    """Type 7 as NX-OS writes it: each letter is moved by a key, and the whole is quoted."""
    moved = (chr((ord(letter) - 97 + NEXUS_KEY[i % len(NEXUS_KEY)]) % 26 + 97) if letter.isalpha() else letter
             for i, letter in enumerate(plain))
    return '"' + "".join(moved) + '"'
