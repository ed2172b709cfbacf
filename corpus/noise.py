"""What devices say by themselves."""

import datetime
import re

from device import FIRST, HERE, LAST, QUIET_BOOT, SECOND, digits, pick, stream


def read_noise(name="noise.txt"):
    """A noise file as {device: (mean minutes, [(weight, [(shortest, longest, message)])])}, playlists."""
    noise, playlists = {}, []
    for line in (HERE / "source" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("device "):
            _, name, mean = line.split()
            noise[name] = (float(mean), [])
        elif line.startswith("work "):
            devices, *commands = line[5:].split(" | ")
            playlists.append((devices.split(), [command.strip() for command in commands]))
        elif re.match(r"\d+ \| ", line):
            weight, message, *rest = line.split(" | ")
            steps = [(0, 0, message)]
            for gap, after in zip(rest[::2], rest[1::2]):
                low, high = gap.split("-")
                steps.append((int(low), int(high), after))
            noise[name][1].append((int(weight), steps))
    return noise, playlists


def background(device, mean, choices, start=FIRST, end=LAST):
    """The device's own messages, about `mean` minutes apart."""
    numbers = stream("noise", device.name, *(() if start == FIRST else (f"{start:%m}",)))
    time = start + 7 * SECOND
    weights = [weight for weight, _ in choices]
    while time < end:
        _, steps = choices[weighted(numbers, weights)]
        memory, at = {}, time
        for low, high, message in steps:
            at += datetime.timedelta(milliseconds=int(1000 * (low + (high - low) * numbers.random())) + 1)
            text = fill_noise(numbers, message, memory)
            hushed = device.boots and QUIET_BOOT[0] <= at < QUIET_BOOT[1] + 500 * SECOND
            if not hushed and at < end:
                yield at, text
        wait = mean * 60 * (numbers.random() + numbers.random())
        wait *= 1.4 if numbers.random() < 0.08 else 0.84
        time += datetime.timedelta(milliseconds=4000 + int(1000 * wait))


def weighted(numbers, weights):
    point = numbers.random() * sum(weights)
    for index, weight in enumerate(weights):
        point -= weight
        if point < 0:
            return index
    return len(weights) - 1


def fill_noise(numbers, message, memory):
    """Fills placeholders; the same placeholder means the same value throughout one happening."""
    def value(match):
        what = match[1]
        if what == "s":
            return "" if memory.get("last") == "1" else "s"
        if what not in memory:
            memory[what] = {
                "outside": lambda: outside(numbers),
                "port": lambda: str(1024 + int(numbers.random() * 64000)),
                "host": lambda: str(2 + int(numbers.random() * 250)),
                "hex8": lambda: digits(numbers, "0123456789ABCDEF", 8),
                "big": lambda: "1" + digits(numbers, "0123456789", 9),
                "mac": lambda: f"{digits(numbers, '0123456789abcdef', 4)}.5e0a.{digits(numbers, '0123456789abcdef', 4)}",
            }.get(what, lambda: pick(numbers, what.split(",")))()
        memory["last"] = memory[what]
        return memory[what]
    return re.sub(r"\{([^}]*)\}", value, message)


def outside(numbers):
    """An address somewhere on the Internet, never one of the intruder's."""
    while True:
        text = pick(numbers, ("192.0.2.", "198.51.100.")) + str(129 + int(numbers.random() * 60))
        if text != "192.0.2.137":
            return text
