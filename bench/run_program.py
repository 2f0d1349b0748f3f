#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The whole program on large inputs: time with one and with all cores (T5), one document (T4), and peak memory.

    run_program.py MLM CORPUS.ndjson [--megabytes 2048] [--files 100000]

Every run is checked: the number of documents in its summary, and that none of them failed.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time


MOST_MEGABYTES = 150


def run(program, *arguments):
    """Seconds and peak resident megabytes of a run in the default profile, and how many documents are valid."""
    with tempfile.NamedTemporaryFile("r+b") as out:
        start = time.perf_counter()
        child = subprocess.Popen([program, "validate", "--format", "ndjson", *arguments], stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        out.seek(0)
        valid = sum(b'"valid": true' in line for line in out)
    if status != 0:
        raise SystemExit(f"{arguments}: status {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss / 1024, valid


def expect(valid, documents):
    if valid != documents:
        raise SystemExit(f"expected {documents} valid documents, found {valid}")


def write_large(corpus, megabytes, target):
    """The corpus again and again, at least `megabytes`; returns the number of documents."""
    text = corpus.read_bytes()
    lines = text.count(b"\n")
    times = max(1, -(-megabytes * 1024 * 1024 // len(text)))
    with target.open("wb") as file:
        for _ in range(times):
            file.write(text)
    return lines * times


def write_files(corpus, count, folder):
    with corpus.open("rb") as file:
        lines = file.readlines()
    for number in range(count):
        if number % 1000 == 0:
            below = folder / f"{number // 1000:04}"
            below.mkdir()
        document = json.loads(lines[number % len(lines)])
        document["id"] = f"item-{number}"
        (below / f"{number:06}.json").write_text(json.dumps(document))
    return count


def show(name, documents, result):
    seconds, megabytes, valid = result
    expect(valid, documents)
    if megabytes > MOST_MEGABYTES:
        raise SystemExit(f"{name}: {megabytes:.0f} MB at its peak, {MOST_MEGABYTES} MB are allowed")
    print(f"{name:<44} {seconds:8.2f} s {1e6 * seconds / documents:8.2f} us/doc {megabytes:8.0f} MB peak")
    return seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--megabytes", type=int, default=2048)
    parser.add_argument("--files", type=int, default=100000)
    options = parser.parse_args()
    program = str(pathlib.Path(options.program).resolve())
    scratch = pathlib.Path(tempfile.mkdtemp(dir=options.corpus.parent))
    try:
        documents = write_large(options.corpus, 0, scratch / "once.ndjson")
        one = show("NDJSON, one worker", documents, run(program, "--jobs", "1", str(scratch / "once.ndjson")))
        two = show("NDJSON, two workers", documents, run(program, "--jobs", "2", str(scratch / "once.ndjson")))
        print(f"{'one worker / two workers (T5)':<44} {one / two:8.2f} x")
        first = scratch / "one.json"
        first.write_text(options.corpus.open().readline())
        show("one document, whole process (best of 20)", 1, min(run(program, str(first)) for _ in range(20)))
        documents = write_large(options.corpus, options.megabytes, scratch / "large.ndjson")
        show(f"NDJSON of {options.megabytes} MB", documents, run(program, str(scratch / "large.ndjson")))
        (scratch / "large.ndjson").unlink()
        (scratch / "files").mkdir()
        documents = write_files(options.corpus, options.files, scratch / "files")
        show(f"a folder of {options.files} files", documents, run(program, str(scratch / "files")))
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
