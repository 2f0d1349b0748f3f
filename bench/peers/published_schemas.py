# SPDX-License-Identifier: Apache-2.0
"""The published schemas of the conformance data, found by the URL that documents name."""

import json
import os

CORE = "https://schemas.stacspec.org/v1.0.0/item-spec/json-schema/item.json"
MLM = "https://stac-extensions.github.io/mlm/v1.5.2/schema.json"


class PublishedSchemas:
    """Reads schemas under `<shared>/schemas/<host>/<path>`; never trusts `$id`, some of which are mangled."""

    def __init__(self, shared):
        self.folder = os.path.join(shared, "schemas")

    def load(self, url):
        url = url.split("#")[0]
        host, _, path = url.split("://", 1)[1].partition("/")
        if host == "proj.org":
            return {}  # PROJJSON is left out of every side run
        with open(os.path.join(self.folder, host, path), encoding="utf-8") as text:
            schema = json.load(text)
        # without an id of its own, relative references start from the retrieval URL
        schema.pop("$id", None)
        return schema

    @staticmethod
    def named_by(document):
        """The schemas that judge a document in full: core and each listed extension."""
        return (CORE, *document["stac_extensions"])
