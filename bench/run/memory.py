#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Peak resident memory of mlm run: it does not grow with the height of a scene, and --memory holds.

    memory.py --mlm MLM --make MAKE_MODEL_FILE [--folder build/bench/run] [--quick]      --quick: no scene of 20,000 x 20,000

Scenes of four bands. Most are of zeros that take no room, run with a trivial model; the last ones are run with a U-Net of 75,000
parameters. Fails where a run takes more than it may.
"""
import argparse
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
MEGA = 1 << 20
GROWTH = 1.10
TILE = 512


def make(options, name, width, height, kind, *more):
    subprocess.run([sys.executable, HERE / "make_files.py", options.folder, "--make", options.make, "--width", str(width), "--height",
                    str(height), "--type", kind, "--name", name, *more], check=True)


def peak(options, model, scene, *more):
    """Megabytes, and what the program said."""
    command = ["/usr/bin/time", "-f", "peak %M", options.mlm, "run", options.folder / f"{model}.json", options.folder / f"{scene}.tif",
               "--output", options.folder / "out", "--force", "--datetime", "2024-06-01T10:30:00Z", "-j", "2", *more]
    done = subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    found = re.search(r"peak (\d+)", done.stderr)
    return done.returncode, int(found.group(1)) * 1024 / MEGA, done.stderr.splitlines()[0]


class Check:
    def __init__(self):
        self.failed = False

    def at_most(self, what, megabytes, most):
        bad = megabytes > most
        self.failed |= bad
        print(f"{what:<64} {megabytes:7.0f} MiB, at most {most:7.0f}{'  FAILED' if bad else ''}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mlm", required=True)
    parser.add_argument("--make", required=True)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("build/bench/run"))
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    check = Check()
    for kind in ("uint16", "float32"):
        least = None
        for width, height in ((5000, 5000), (5000, 20000), (20000, 20000)):
            if options.quick and width == 20000:
                continue
            name = f"empty-{kind}-{width}x{height}"
            make(options, name, width, height, kind, "--empty")
            status, megabytes, said = peak(options, "one", name)
            if status != 0:
                raise SystemExit(said)
            least = least or megabytes
            # The accumulator of a class map is the block row of bytes that is written.
            most = least * GROWTH if width == 5000 else least * GROWTH + width * TILE / MEGA
            check.at_most(f"1 x 1 model, {width} x {height}, 4 bands of {kind}", megabytes, most)
    make(options, "noise", 3000, 3000, "float32")
    for memory in (1024, 700, 400, 260):
        status, megabytes, said = peak(options, "unet", "noise", "--memory", f"{memory}M")
        if status != 0:
            raise SystemExit(said)
        check.at_most(f"U-Net, 4 bands of float32, --memory {memory}M", megabytes, memory)
    status, _, said = peak(options, "unet", "noise", "--memory", "100M")
    if status == 0 or "at least" not in said:
        raise SystemExit("--memory 100M was not refused")
    print(said)
    raise SystemExit(1 if check.failed else 0)


main()
