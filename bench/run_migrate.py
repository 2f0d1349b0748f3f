#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""mlm migrate over a corpus, NDJSON in and NDJSON out, beside the same number of Items through pystac.

    run_migrate.py MLM CORPUS.ndjson [--python PYTHON]      PYTHON has pystac

STAC 1.0.0 and MLM 1.5.2 become STAC 1.1.0 and MLM 1.6.0: every band is moved. The output is checked: as many Items, the
same ids in the same order, each of the new versions.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

NEW_URI = "https://stac-extensions.github.io/mlm/v1.6.0/schema.json"
ROUNDS = 3


def migrate(program, corpus, jobs, target):
    with target.open("wb") as out:
        start = time.perf_counter()
        done = subprocess.run([program, "migrate", "--to", "1.6.0", "--stac", "1.1.0", "--jobs", str(jobs), str(corpus)],
                              stdout=out, stderr=subprocess.DEVNULL, check=False)
        seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"mlm migrate: status {done.returncode}")
    return seconds


def check(corpus, migrated):
    with corpus.open() as before, migrated.open() as after:
        olds, news = [json.loads(line) for line in before], [json.loads(line) for line in after]
    if [item["id"] for item in olds] != [item["id"] for item in news]:
        raise SystemExit("the Items that came out are not those that went in")
    for item in news:
        if item["stac_version"] != "1.1.0" or NEW_URI not in item["stac_extensions"]:
            raise SystemExit(f"{item['id']}: not migrated")
    return len(news)


def pystac(python, corpus):
    """Microseconds an Item, or nothing."""
    run = pathlib.Path(__file__).parent / "peers" / "run_pystac.py"
    done = subprocess.run([python, str(run), str(corpus)], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0 or not done.stdout.startswith("{"):
        print(done.stdout.strip() or f"pystac: status {done.returncode}")
        return None
    return json.loads(done.stdout)["us_per_document"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    theirs = pystac(options.python, options.corpus)
    if theirs:
        print(f"{'pystac, loads to dumps':<44} {theirs:8.2f} us/doc")
    program = str(pathlib.Path(options.program).resolve())
    with tempfile.TemporaryDirectory(dir=options.corpus.parent) as scratch:
        target = pathlib.Path(scratch) / "migrated.ndjson"
        for jobs in (1, 2):
            seconds = min(migrate(program, options.corpus, jobs, target) for _ in range(ROUNDS))
            ours = 1e6 * seconds / check(options.corpus, target)
            ratio = f" {theirs / ours:8.1f} x pystac (goal 15)" if theirs else ""
            print(f"{f'mlm migrate, {jobs} worker(s)':<44} {ours:8.2f} us/doc{ratio}")


if __name__ == "__main__":
    main()
