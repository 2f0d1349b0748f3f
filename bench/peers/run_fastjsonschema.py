#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""fastjsonschema (compiled to Python) with the published schemas."""

import json

import side_run
from published_schemas import MLM, PublishedSchemas

side_run.need("fastjsonschema")
import fastjsonschema


def main():
    chosen = side_run.options(__doc__)
    published = PublishedSchemas(chosen.shared)
    documents = side_run.lines(chosen)
    handlers = {"https": published.load, "http": published.load}
    compiled = {}

    def passes(url, document):
        if url not in compiled:
            schema = {"$schema": "http://json-schema.org/draft-07/schema#", "$ref": url}
            compiled[url] = fastjsonschema.compile(schema, handlers=handlers, use_default=False, use_formats=False)
        try:
            compiled[url](document)
        except fastjsonschema.JsonSchemaException:
            return False
        return True

    def full(line):
        document = json.loads(line)
        return all(passes(url, document) for url in published.named_by(document))

    sum(map(full, documents[:500]))  # compiling stays outside the timing
    run = lambda what, check: side_run.measure(chosen, "fastjsonschema", "fastjsonschema", what, documents, check, rounds=1)
    run("json.loads, core and every listed extension", full)
    run("json.loads, MLM only", lambda line: passes(MLM, json.loads(line)))


if __name__ == "__main__":
    main()
