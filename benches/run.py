"""Every speed figure, with the peer beside us in the same run. Needs cargo, python3 with venv.

`python3 benches/run.py [--folder DIR] [--no-peers]`

Makes the pinned inputs, builds the program with the profile `dist`, and prints one line a figure:
what, ours, the peer's, the target. Times are the median of five runs of the whole process, unless
the line says otherwise.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEER = "ciscoconfparse2==0.9.18"
PEER_CODE = """
import sys, time
from ciscoconfparse2 import CiscoConfParse
start = time.perf_counter()
CiscoConfParse(sys.argv[1], syntax="ios")
print(time.perf_counter() - start)
"""


def median(command, runs=5, before=None, **options):
    """Median seconds of a command's runs; the first run is not counted."""
    seconds = []
    for run in range(runs + 1):
        if before:
            before()
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        if run:
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def line(what, ours, peer="", target=""):
    print(f"{what:<58} {ours:>14} {peer:>34} {target:>16}", flush=True)


def peer_parse(folder, configuration):
    """Seconds that ciscoconfparse2 takes to parse the configuration, measured inside Python."""
    environment = folder / "peer"
    python = environment / "bin" / "python"
    if not python.exists():
        venv.create(environment, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", PEER], check=True)
    seconds = [
        float(subprocess.run([python, "-c", PEER_CODE, configuration], check=True,
                             capture_output=True, text=True).stdout.split()[-1])
        for _ in range(3)
    ]
    return statistics.median(seconds)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--folder", type=Path, help="keep inputs and the peer here")
    arguments.add_argument("--no-peers", action="store_true")
    arguments = arguments.parse_args()
    folder = arguments.folder or Path(tempfile.mkdtemp(prefix="seawall-bench-"))
    subprocess.run([sys.executable, ROOT / "benches" / "inputs.py", folder], check=True)

    subprocess.run(["cargo", "build", "--profile", "dist", "-p", "seawall"], cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    seawall = target / "dist" / "seawall"

    line("what", "seawall", "peer", "target")
    line("start-up (seawall --version)", f"{median([seawall, '--version'], 20) * 1e3:.1f} ms", "", "50 ms")
    line("seawall demo", f"{median([seawall, 'demo']):.2f} s", "", "5 s")

    peer = ""
    if not arguments.no_peers:
        peer = f"ciscoconfparse2 parses in {peer_parse(folder, folder / 'big' / 'big-router.cfg'):.2f} s"
    hunt = [seawall, "hunt", "--ephemeral", folder / "big"]
    line("hunt over one 39,416-line configuration", f"{median(hunt):.2f} s", peer, "0.5 s")

    for name in ["syslog.log", "tac_plus.acct"]:
        one = folder / f"only-{name}"
        shutil.rmtree(one, ignore_errors=True)
        one.mkdir()
        shutil.copy(folder / "logs" / name, one / name)
        command = [seawall, "inputs", "--ephemeral", "--threads", "1", one]
        seconds = median(command, 3)
        line(f"read and store 1,000,000 lines of {name}", f"{1e6 / seconds:,.0f}/s", "", "200,000/s")

    print("\nreaders alone, one thread, in memory:", flush=True)
    subprocess.run(
        ["cargo", "bench", "--manifest-path", ROOT / "benches" / "Cargo.toml"],
        env=os.environ | {"SEAWALL_BENCH": str(folder)}, check=True,
    )
    if not arguments.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
