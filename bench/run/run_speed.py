#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""mlm run beside its parts and beside Python: ratios of one run.

    run_speed.py --make MAKE_MODEL_FILE --time RUN_TIME --runtimes build/share/stacmlm [--folder build/bench/run]
                 [--size 10980] [--rounds 3]

It runs under the Python that scripts/setup bench makes (build/bench_python). All take turns, and the best of the rounds counts.
The class maps of all must be equal.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

import numpy as np
import rasterio

HERE = pathlib.Path(__file__).parent
TILE, STEP = 512, 484  # what the plan has for this model


def run(*command):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed")
    return json.loads(done.stdout)


def is_equal(path, other):
    with rasterio.open(path) as one, rasterio.open(other) as two:
        return all(np.array_equal(one.read(window=window), two.read(window=window)) for _, window in one.block_windows(1))


def keep_best(best, numbers):
    for name, value in numbers.items():
        best[name] = min(value, best.get(name, value))


def tell(what, ratio, goal):
    print(f"{what:<74} {ratio:5.2f}  goal {goal:.2f}{'' if ratio >= goal else '  MISSED'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--make", required=True)
    parser.add_argument("--time", required=True)
    parser.add_argument("--runtimes", required=True)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("build/bench/run"))
    parser.add_argument("--size", type=int, default=10980)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    folder, size = options.folder, options.size
    name = f"s{size}"
    subprocess.run([sys.executable, HERE / "make_files.py", folder, "--make", options.make, "--width", str(size), "--height", str(size),
                    "--name", name], check=True)
    scene, out = folder / f"{name}.tif", folder / "out"
    out.mkdir(exist_ok=True)
    whole, one, plain, threaded = {}, {}, {}, {}
    for _ in range(options.rounds):
        keep_best(whole, run(options.time, "whole", folder / "unet.json", scene, options.runtimes, out))
        for script, best in (("plain_loop.py", plain), ("threaded_loop.py", threaded)):
            keep_best(best, run(sys.executable, HERE / script, folder / "unet.json", scene, out / f"{script}.tif", "--tile", TILE, "--step", STEP))
        keep_best(one, run(options.time, "read", folder / "one.json", scene, options.runtimes, out))
    if len({best["count"] for best in (whole, plain, threaded)}) != 1:
        raise SystemExit("the tiles are not the same")
    for script in ("plain_loop.py", "threaded_loop.py"):
        if not is_equal(out / f"{name}_unet.tif", out / f"{script}.tif"):
            raise SystemExit(f"the result of {script} is another one")
    megapixels = size * size / 1e6
    print(f"{size} x {size} x 4 uint16, {whole['count']} tiles of {TILE}; best of {options.rounds}; load {os.getloadavg()[0]:.1f}")
    for title, seconds in (("bare runtime", whole["bare"]), ("mlm run, to the last tile", whole["tiles"]), ("mlm run, all", whole["all"]),
                           ("plain loop", plain["seconds"]), ("threaded loop", threaded["seconds"])):
        print(f"  {title:<28} {seconds:8.2f} s {megapixels / seconds:6.2f} Mpx/s")
    tell("to the last tile, to the bare runtime", whole["bare"] / whole["tiles"], 0.95)
    tell("with overviews, statistics and checksum, to the bare runtime", whole["bare"] / whole["all"], 0.90)
    tell("all, to the plain loop (no overviews, statistics, checksum)", plain["seconds"] / whole["all"], 1.30)
    tell("all, to the threaded loop (neither)", threaded["seconds"] / whole["all"], 1.00)
    tell("read and normalise, to RasterIO, one thread", one["gdal"] / one["read"], 0.90)
    tell("1 x 1 model, read to merge, to RasterIO on one thread", one["gdal"] / one["unwritten"], 0.90)


main()
