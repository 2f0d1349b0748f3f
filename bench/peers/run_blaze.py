#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Blaze: npm's @sourcemeta/jsonschema; a run over the corpus less a run over one document."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from urllib.parse import urljoin

import side_run
from published_schemas import CORE, MLM, PublishedSchemas


def references(node, base, found):
    """Makes references absolute and collects them; `$defs`, which draft-07 does not know, becomes `definitions`."""
    if isinstance(node, list):
        for child in node:
            references(child, base, found)
    elif isinstance(node, dict):
        if "$defs" in node:
            node["definitions"] = node.pop("$defs")
        target = node.get("$ref")
        if isinstance(target, str):
            node["$ref"] = urljoin(base, target).replace("#/$defs/", "#/definitions/")
            found.add(node["$ref"].split("#")[0])
        for child in node.values():
            references(child, base, found)


def write_schemas(published, urls, folder):
    """Writes the schemas and all that they refer to, each with its retrieval URL as `$id`."""
    waiting, done = list(urls), set()
    while waiting:
        url = waiting.pop()
        if url in done or "json-schema.org" in url:
            continue
        schema, found = published.load(url), set()
        references(schema, url, found)
        schema.update({"$schema": "http://json-schema.org/draft-07/schema#", "$id": url})
        with open(os.path.join(folder, f"{len(done)}.json"), "w", encoding="utf-8") as text:
            json.dump(schema, text)
        done.add(url)
        waiting += found


def write_root(path, extensions):
    """Core, and each extension when a document lists it."""
    rules = [{"$ref": CORE}] + [
        {"if": {"properties": {"stac_extensions": {"contains": {"const": url}}}}, "then": {"$ref": url}} for url in extensions]
    with open(path, "w", encoding="utf-8") as text:
        json.dump({"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://bench.example/full", "allOf": rules}, text)


def timed(program, root, corpus, resolve):
    start = time.perf_counter()
    done = subprocess.run(
        [program, "validate", root, corpus, "--resolve", resolve, "--fast"], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    count = re.search(r"(\d+) passed", done.stdout + done.stderr)
    if count is None:
        side_run.not_measured((done.stderr or done.stdout).strip().split("\n")[0])
    return seconds, int(count.group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ndjson")
    parser.add_argument("--expect", type=int)
    parser.add_argument("--shared", default="../shared")
    parser.add_argument("--modules", default=os.path.dirname(os.path.abspath(__file__)), help="the folder that holds node_modules")
    chosen = parser.parse_args()
    package = os.path.join(chosen.modules, "node_modules", "@sourcemeta", "jsonschema", "package.json")
    if not os.path.exists(package):
        side_run.not_measured(f"no {os.path.join('node_modules', '@sourcemeta', 'jsonschema')} in {chosen.modules}")
    with open(package, encoding="utf-8") as text:
        version = json.load(text)["version"]
    program = os.path.join(chosen.modules, "node_modules", ".bin", "jsonschema")
    chosen.sample = None
    documents = side_run.lines(chosen)
    extensions = sorted({url for line in documents for url in json.loads(line)["stac_extensions"]})
    with tempfile.TemporaryDirectory() as folder:
        resolve, root = os.path.join(folder, "schemas"), os.path.join(folder, "full.json")
        os.mkdir(resolve)
        write_schemas(PublishedSchemas(chosen.shared), [CORE, MLM, *extensions], resolve)
        write_root(root, extensions)
        one, corpus = os.path.join(folder, "one.jsonl"), os.path.join(folder, "corpus.jsonl")
        for path, lines in ((one, documents[:1]), (corpus, documents)):
            with open(path, "wb") as text:
                text.write(b"\n".join(lines) + b"\n")
        empty = min(timed(program, root, one, resolve)[0] for _ in range(3))
        seconds, valid = min(timed(program, root, corpus, resolve) for _ in range(3))
    print(json.dumps({
        "peer": "blaze", "version": version, "documents": len(documents), "valid": valid,
        "us_per_document": round((seconds - empty) / len(documents) * 1e6, 2),
        "what": "read, parse and validate, core and every listed extension; one process over the corpus less one over a document"}))
    expected = len(documents) if chosen.expect is None else chosen.expect
    if valid != expected:
        print(f"blaze: {valid} valid documents, expected {expected}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
