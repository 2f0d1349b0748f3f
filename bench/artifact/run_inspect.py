#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Model files of several gigabytes: the library beside onnx.load, the program's time and peak memory.

    run_inspect.py --mlm MLM --make MAKE_MODEL_FILE --library INSPECT_TIME [--python PYTHON]      PYTHON has onnx

The files are sparse: zeros that take no room. Each run is checked by the number of weights and parameters that it finds.
"""
import argparse
import json
import os
import pathlib
import subprocess
import tempfile
import time

ROUNDS = 10
GOAL_TIMES, GOAL_MILLISECONDS, GOAL_MEGABYTES = 500, 50, 20
COMPARED = ("onnx-large-2gb", "layers.onnx", 200)  # weights
WHOLE = (("onnx-large", "layers.onnx", 1_200_000_000),  # parameters
         ("safetensors-large", "large.safetensors", 1000 * 1024 * 1024))


def output(*command):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{command[0]}: {done.stdout.strip()}")
    return done.stdout


def compare(options, folder):
    kind, name, weights = COMPARED
    output(options.make, kind, folder)
    ours = float(output(options.library, folder / name, weights))
    print(f"{'library, ' + kind:<36} {ours / 1000:10.3f} ms")
    if not options.python:
        print("not measured: onnx.load (scripts/setup bench installs it)")
        return
    done = subprocess.run([options.python, pathlib.Path(__file__).parent / "load_onnx.py", str(folder / name), str(weights)],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(done.stderr.strip())
        return
    theirs = float(done.stdout)
    print(f"{'onnx.load':<36} {theirs:10.3f} ms {1000 * theirs / ours:9.0f} x the library (goal {GOAL_TIMES})")


def run_program(options, path, parameters):
    """Seconds and peak resident megabytes of one run."""
    with tempfile.TemporaryFile("w+") as out:
        start = time.perf_counter()
        child = subprocess.Popen([options.mlm, "inspect", "--format", "json", path], stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        out.seek(0)
        found = json.load(out)
    if status != 0 or found["total_parameters"] != parameters or found["fault"]:
        raise SystemExit(f"{path}: status {status}, {found['total_parameters']} parameters, expected {parameters}")
    return seconds, usage.ru_maxrss / 1024


def measure_program(options, folder, kind, name, parameters):
    output(options.make, kind, folder)
    path = folder / name
    runs = [run_program(options, path, parameters) for _ in range(ROUNDS)]
    milliseconds, megabytes = 1000 * min(seconds for seconds, _ in runs), max(peak for _, peak in runs)
    print(f"{'mlm inspect, ' + kind:<36} {milliseconds:10.3f} ms {megabytes:9.1f} MB "
          f"(goal {GOAL_MILLISECONDS} ms, {GOAL_MEGABYTES} MB; file {path.stat().st_size / 1e9:.1f} GB)")


def main():
    parser = argparse.ArgumentParser()
    for name in ("mlm", "make", "library"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--python")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        compare(options, pathlib.Path(scratch) / "compared")
        for kind, name, parameters in WHOLE:
            measure_program(options, pathlib.Path(scratch) / kind, kind, name, parameters)


if __name__ == "__main__":
    main()
