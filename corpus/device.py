"""The devices of the estates, what is true of each, and where their random numbers come from."""

import datetime
import pathlib
import random

HERE = pathlib.Path(__file__).resolve().parent
SEED = "pelagia-2026-09"
FIRST, LAST = datetime.datetime(2026, 9, 1), datetime.datetime(2026, 9, 30, 23, 59, 30)
SNAPSHOTS = ("2026-09-01", "2026-09-30")
HALF_YEAR = datetime.datetime(2026, 4, 1)
SECOND = datetime.timedelta(seconds=1)
JITTER = datetime.timedelta(milliseconds=1)


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
        self.xe, self.system = told.get("xe", False), told.get("system")

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
# The eight devices of the wider estate, all accounted by Cisco ISE.
WIDE = {device.name: device for device in (
    Device("pe-ner-01", "ASR-9006", "10.20.0.51", "pe-ner-01", 30, 0, system="xr", first_count=71204),
    Device("pe-tha-01", "NCS-5501", "10.20.0.52", "10.20.0.52", 30, 0, system="xr", first_count=2210),
    Device("dc-kal-01", "N9K-C93180YC-EX", "10.20.8.71", "dc-kal-01", 30, 0, system="nxos", first_count=0),
    Device("dc-kal-02", "N9K-C93180YC-FX", "10.20.8.72", "dc-kal-02", 30, 0, system="nxos", first_count=0),
    Device("agg-ner-01", "C8500-12X", "10.20.0.61", "agg-ner-01", 30, 2, system="xe",
           config_logger=True, hidekeys=True, xe=True, first_count=15031),
    Device("ce-mar-01", "ISR4331", "10.20.0.62", "10.20.0.62", 30, 2, system="xe", xe=True,
           levels=(1, 15), first_count=604),
    Device("rtr-tha-01", "CISCO2921", "10.20.0.63", "rtr-tha-01", 30, 2, system="ios", zone="EEST",
           hours=3, levels=(1, 15), config_logger=True, hidekeys=True, first_count=9120, flash="flash0:"),
    Device("sw-tha-02", "WS-C2960X", "10.20.7.42", "10.20.7.42", 30, 1, system="ios", levels=(1, 15),
           first_count=330, flash="flash:"),
)}
ALL = {**DEVICES, **WIDE}
QUIET_BOOT = (moment("2026-09-19 03:40:00"), moment("2026-09-19 04:12:41"))


def stream(*purpose):
    """Random numbers for one purpose. Only .random() is used: it never changed between versions."""
    return random.Random("/".join((SEED, *purpose)))


def pick(numbers, things):
    return things[int(numbers.random() * len(things))]


def digits(numbers, letters, length):
    return "".join(pick(numbers, letters) for _ in range(length))
