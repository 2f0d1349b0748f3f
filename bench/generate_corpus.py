#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a corpus of distinct valid MLM 1.5.2 Items for the benchmarks."""

import argparse
import os
import random
import sys

from corpus import item

FOLDER_SIZE = 1000


def indent_of(seed, number, wanted):
    """The indentation of a document; of a mixture 70 % have two spaces, 15 % four, 15 % none."""
    if wanted != "mixture":
        return int(wanted) or None
    draw = random.Random(f"{seed}:{number}:indent").random()
    return 2 if draw < 0.7 else 4 if draw < 0.85 else None


def write_ndjson(options):
    total = 0
    with open(options.output, "w", encoding="utf-8", newline="\n") as out:
        for number in range(options.count):
            line = item.draw(options.seed, number, None, options.mean)
            total += out.write(line) + out.write("\n")
    return total


def write_files(options):
    total = 0
    for number in range(options.count):
        folder = os.path.join(options.output, f"{number // FOLDER_SIZE:04d}")
        if number % FOLDER_SIZE == 0:
            os.makedirs(folder, exist_ok=True)
        text = item.draw(options.seed, number, indent_of(options.seed, number, options.indent), options.mean)
        with open(os.path.join(folder, f"{number:07d}.json"), "w", encoding="utf-8", newline="\n") as out:
            total += out.write(text) + out.write("\n")
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", required=True, help="a file for ndjson, a folder for files")
    parser.add_argument("--layout", choices=["ndjson", "files"], default="ndjson")
    parser.add_argument("--indent", choices=["mixture", "0", "2", "4"], default="mixture", help="of files; an NDJSON line has none")
    parser.add_argument("--mean", type=int, default=5200, help="bytes aimed at in the mean")
    options = parser.parse_args()
    total = write_ndjson(options) if options.layout == "ndjson" else write_files(options)
    print(f"{options.count} documents, {total} characters", file=sys.stderr)


if __name__ == "__main__":
    main()
