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
}
TYPE7_KEY = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"
HASH_LETTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


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
