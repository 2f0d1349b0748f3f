#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each fault that examples/broken/README.md lists is found: planted_faults.py MLM

A row of its tables names a document and a pointer; a finding points there or inside.
"""
import json
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "examples" / "broken"
ROW = re.compile(r"^\| `([^`]+\.json)` \| `(/[^`]*)` \| (.+) \|$", re.M)


def pointers_of(program, document):
    done = subprocess.run([program, "validate", "--format", "json", "--exit-zero", str(FOLDER / document)],
                          check=True, text=True, stdout=subprocess.PIPE)
    return [finding["pointer"] for each in json.loads(done.stdout)["documents"] for finding in each["findings"]]


def main():
    rows = ROW.findall((FOLDER / "README.md").read_text(encoding="utf-8"))
    found = {document: pointers_of(sys.argv[1], document) for document, _, _ in rows}
    missed = [(document, pointer, fault) for document, pointer, fault in rows
              if not any(each == pointer or each.startswith(pointer + "/") for each in found[document])]
    for document, pointer, fault in missed:
        print(f"{document} {pointer}: nothing is found: {fault}")
    unlisted = {path.name for path in FOLDER.glob("*.json")} - set(found)
    for name in sorted(unlisted):
        print(f"{name}: no row")
    print(f"{len(rows)} planted faults, {len(missed)} missed")
    sys.exit(1 if missed or unlisted or not rows else 0)


if __name__ == "__main__":
    main()
