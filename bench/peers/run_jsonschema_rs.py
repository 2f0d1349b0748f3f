#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""jsonschema-rs with the published schemas."""

import json

import side_run
from published_schemas import MLM, PublishedSchemas

side_run.need("jsonschema_rs", "orjson")
import jsonschema_rs
import orjson


def main():
    chosen = side_run.options(__doc__)
    published = PublishedSchemas(chosen.shared)
    documents = side_run.lines(chosen)
    validators = {}

    def validator(url):
        # one validator a schema: 70 combined ones are three times slower, they push each other out of the cache
        if url not in validators:
            validators[url] = jsonschema_rs.Draft7Validator({"$ref": url}, retriever=published.load)
        return validators[url]

    def full(read):
        def check(line):
            document = read(line)
            return all(validator(url).is_valid(document) for url in published.named_by(document))
        return check

    sum(map(full(json.loads), documents[:500]))  # compiling stays outside the timing
    mlm = validator(MLM)
    run = lambda what, check: side_run.measure(chosen, "jsonschema-rs", "jsonschema-rs", what, documents, check)
    run("json.loads, core and every listed extension", full(json.loads))
    run("orjson.loads, core and every listed extension", full(orjson.loads))
    run("json.loads, MLM only", lambda line: mlm.is_valid(json.loads(line)))


if __name__ == "__main__":
    main()
