#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""stac-model: the MLM properties alone, as pydantic classes."""

import json

import side_run

side_run.need("stac_model.schema")
from stac_model.schema import MLModelProperties


def accepted(line):
    try:
        MLModelProperties.model_validate(json.loads(line)["properties"])
    except Exception:  # a TypeError that nobody catches is among what it raises
        return False
    return True


def main():
    chosen = side_run.options(__doc__)
    documents = side_run.lines(chosen)
    raised = len(documents) - sum(map(accepted, documents))
    what = f"json.loads, MLModelProperties.model_validate; {raised} of {len(documents)} valid documents raise"
    side_run.measure(chosen, "stac-model", "stac-model", what, documents, accepted, must_be_valid=False)


if __name__ == "__main__":
    main()
