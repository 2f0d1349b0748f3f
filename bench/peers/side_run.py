# SPDX-License-Identifier: Apache-2.0
"""What every side run in Python does alike: options, timing, the count and the printed line."""

import argparse
import importlib
import importlib.metadata
import json
import sys
import time


def options(description, sample=None):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("ndjson", help="a corpus of generate_corpus.py")
    parser.add_argument("--expect", type=int, help="the number of valid documents; default: all that are read")
    parser.add_argument("--shared", default="../shared", help="the conformance data with its schemas")
    parser.add_argument("--sample", type=int, default=sample, help="read only so many documents")
    return parser.parse_args()


def need(*modules):
    """Ends the run, in words, when a module is not installed."""
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError as error:
            not_measured(f"{error}")


def not_measured(why):
    print(f"not measured: {why}")
    sys.exit(0)


def lines(chosen):
    with open(chosen.ndjson, "rb") as text:
        read = [line.rstrip(b"\n") for line in text]
    return read[: chosen.sample] if chosen.sample else read


def measure(chosen, peer, package, what, documents, check, rounds=3, must_be_valid=True):
    """Times `check(line)` over all documents, prints the best round; ends with 1 on a wrong count."""
    best, valid = None, 0
    for _ in range(rounds):
        start = time.perf_counter()
        valid = sum(map(check, documents))
        seconds = time.perf_counter() - start
        best = seconds if best is None else min(best, seconds)
    print(json.dumps({
        "peer": peer, "version": importlib.metadata.version(package), "documents": len(documents), "valid": valid,
        "us_per_document": round(best / len(documents) * 1e6, 2), "what": what}), flush=True)
    expected = len(documents) if chosen.sample or chosen.expect is None else chosen.expect
    if must_be_valid and valid != expected:
        print(f"{peer}: {valid} valid documents, expected {expected}", file=sys.stderr)
        sys.exit(1)
