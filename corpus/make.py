#!/usr/bin/env python3
"""Writes the two estates of this folder, quiet/ and intrusion/, and an answer key for each.

    python3 corpus/make.py            writes them beside this script
    python3 corpus/make.py --out DIR  writes them into DIR
    python3 corpus/make.py --check    makes them again elsewhere and compares

Everything a person may want to change is text in source/:

  DEVICE.cfg      a configuration as the collector keeps it. A line may begin with a marker:
                  [+0908] from 8 September on, [-0908] until then, [=] always; with x only in the
                  estate with the intrusion ([+x0912]). Words after it are ids of the answer key.
                  {s:name} is a secret as typed, {7:name} {5:name} {6:name} {9:name} as stored.
                  Conditions may stand side by side ([+0908-x0919]: from the one day to the other).
  quiet.story     what people do, in both estates; intrusion.story what the intruder does.
  noise.txt       what devices say by themselves, and ordinary looking around.
  wide/           the same for the eight devices of the wider estate, April to September; outputs/
                  there holds outputs of commands, where [x ID] begins a line of the intrusion only.

One story line is seen through every channel its device has: command accounting, the config
logger, the EEM applet, login and session lines. Where the random numbers come from depends on a
seed, a device and a purpose only, so that the intrusion does not move anything else. (Sequence
and task numbers after an inserted line do move, as they would.) Standard library only.
"""

import argparse
import gzip
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
import key  # noqa: E402 (beside this script)
from device import HERE  # noqa: E402
from estate import Estate  # noqa: E402
from secret import SECRETS  # noqa: E402
from story import Story  # noqa: E402
from wide import WideEstate  # noqa: E402

SIZE_LIMIT = 3_000_000


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--out", type=pathlib.Path, default=HERE, help="where to write (default: beside this script)")
    parser.add_argument("--check", action="store_true", help="make everything elsewhere and compare")
    options = parser.parse_args()
    if not options.check:
        made = make(options.out)
        print(f"{len(made)} files, {sum(path.stat().st_size for path in made):,} bytes in {options.out}")
        return
    with tempfile.TemporaryDirectory() as folder:
        made = make(pathlib.Path(folder))
        names = {path.relative_to(folder) for path in made}
        there = {path.relative_to(options.out) for estate in ("quiet", "intrusion")
                 for path in (options.out / estate).rglob("*") if path.is_file()}
        there |= {path.relative_to(options.out) for path in options.out.glob("*.key.yaml")}
        wrong = sorted(str(name) for name in names ^ there)
        for name in sorted(names & there):
            new, old = ((root / name).read_bytes() for root in (pathlib.Path(folder), options.out))
            if name.suffix == ".gz":
                new, old = gzip.decompress(new), gzip.decompress(old)
            if new != old:
                wrong.append(str(name))
    if wrong:
        sys.exit("These files differ from what make.py writes; run it again and commit them:\n  " + "\n  ".join(wrong))
    print(f"{len(names)} files are as make.py writes them")


def make(folder):
    """Writes both estates and their keys into a folder; returns the files. Checks them first."""
    quiet_story, intrusion_story = Story("quiet.story"), Story("intrusion.story")
    quiet, intrusion = Estate("quiet", [quiet_story]), Estate("intrusion", [quiet_story, intrusion_story])
    wide_quiet, wide_intrusion = Story("wide/quiet.story"), Story("wide/intrusion.story")
    for estate, stories in ((quiet, [wide_quiet]), (intrusion, [wide_quiet, wide_intrusion])):
        estate.make()
        estate.wide = WideEstate(estate, stories)
        estate.wide.make()
        estate.stories = [*estate.stories, *stories]
        estate.sessions = [*estate.sessions, *estate.wide.sessions]
    key.verify(quiet, intrusion, HERE / "source")
    for estate in (quiet, intrusion):
        estate.save(folder)
        (folder / f"{estate.name}.key.yaml").write_text(key.write(estate, SECRETS), encoding="utf-8")
    made = [path for estate in ("quiet", "intrusion") for path in (folder / estate).rglob("*") if path.is_file()]
    if sum(path.stat().st_size for path in made) > SIZE_LIMIT:
        sys.exit(f"Both estates together exceed {SIZE_LIMIT:,} bytes: make the noise rarer in source/noise.txt.")
    return [*made, *(folder / f"{name}.key.yaml" for name in ("quiet", "intrusion"))]


if __name__ == "__main__":
    main()
