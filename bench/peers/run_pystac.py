#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""pystac: what any Python tool does around a change of an Item: loads, Item.from_dict, to_dict, dumps."""

import json

import side_run

side_run.need("pystac")
import pystac


def goes_through(line):
    item = pystac.Item.from_dict(json.loads(line))
    return len(json.dumps(item.to_dict(include_self_link=False, transform_hrefs=False))) > 0


def main():
    chosen = side_run.options(__doc__)
    documents = side_run.lines(chosen)
    what = "json.loads, Item.from_dict, to_dict, json.dumps"
    side_run.measure(chosen, "pystac", "pystac", what, documents, goes_through)


if __name__ == "__main__":
    main()
