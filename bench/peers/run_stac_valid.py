#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""stac-valid: one document, whole process, all schemas from the conformance data."""

import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
import time

import side_run
from published_schemas import PublishedSchemas

side_run.need("stac_validator")


def local_copies(published, folder):
    """`--schema-map` options for every schema at hand, with an empty one in the place of PROJJSON."""
    empty = os.path.join(folder, "empty.json")
    with open(empty, "w", encoding="utf-8") as text:
        text.write("{}")
    options = []
    for parent, _, names in os.walk(published.folder):
        for name in names:
            path = os.path.join(parent, name)
            url = "https://" + os.path.relpath(path, published.folder).replace(os.sep, "/")
            options += ["--schema-map", url, empty if url.startswith("https://proj.org/") else path]
    return options


def main():
    chosen = side_run.options(__doc__, sample=5)
    documents = side_run.lines(chosen)
    program = os.path.join(os.path.dirname(sys.executable), "stac-valid")
    if not os.path.exists(program):
        side_run.not_measured("no program stac-valid beside this Python")
    seconds, valid = [], 0
    with tempfile.TemporaryDirectory() as folder:
        options = local_copies(PublishedSchemas(os.path.abspath(chosen.shared)), folder)
        path = os.path.join(folder, "item.json")
        for line in documents:
            with open(path, "wb") as text:
                text.write(line)
            start = time.perf_counter()
            done = subprocess.run([program, "validate", path, *options], capture_output=True, check=False)
            seconds.append(time.perf_counter() - start)
            valid += done.returncode == 0
            if done.returncode != 0:
                print(done.stdout.decode()[-600:], done.stderr.decode()[-600:], file=sys.stderr)
    print(json.dumps({
        "peer": "stac-valid", "version": importlib.metadata.version("stac_valid"), "documents": len(documents), "valid": valid,
        "us_per_document": round(min(seconds) * 1e6), "what": "one document, whole process, schemas from local files"}))
    if valid != len(documents):
        print(f"stac-valid: {valid} valid documents, expected {len(documents)}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
