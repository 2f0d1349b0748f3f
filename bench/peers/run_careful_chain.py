#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The careful chain of a Python user: json.loads, pystac, stac-model and python-jsonschema, on a sample."""

import json

import side_run
from published_schemas import PublishedSchemas

side_run.need("pystac", "stac_model.schema", "jsonschema", "referencing.jsonschema")
import jsonschema
import pystac
from referencing import Registry
from referencing.jsonschema import DRAFT7
from stac_model.schema import MLModelProperties


def main():
    chosen = side_run.options(__doc__, sample=200)
    published = PublishedSchemas(chosen.shared)
    registry = Registry(retrieve=lambda url: DRAFT7.create_resource(published.load(url)))
    validators = {}

    def validator(url):
        if url not in validators:
            validators[url] = jsonschema.Draft7Validator({"$ref": url}, registry=registry)
        return validators[url]

    raised = set()

    def check(line):
        document = json.loads(line)
        pystac.Item.from_dict(document, preserve_dict=True)
        try:
            MLModelProperties.model_validate(document["properties"])
        except Exception:  # a valid document that stac-model refuses goes on to the schemas
            raised.add(line)
        return all(validator(url).is_valid(document) for url in published.named_by(document))

    documents = side_run.lines(chosen)
    sum(map(check, documents[:20]))  # warm
    what = "json.loads, pystac.Item.from_dict, stac-model, python-jsonschema (core and every listed extension)"
    side_run.measure(chosen, "careful chain", "jsonschema", what, documents, check, rounds=1)


if __name__ == "__main__":
    main()
