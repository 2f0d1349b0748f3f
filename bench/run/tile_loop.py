# SPDX-License-Identifier: Apache-2.0
"""What the Python peers of mlm run share: the same tiles, the same arithmetic, so that the results must be equal."""
import argparse
import json
import time

import numpy as np
import onnxruntime
import rasterio
from rasterio.windows import Window


class Axis:
    """Where tiles begin, and which pixels of the result each gives."""

    def __init__(self, size, tile, step):
        tile = min(tile, size)
        begins = list(range(0, size - tile, step)) + [size - tile]
        crop = (tile - step) // 2
        starts = [0] + [begin + crop for begin in begins[1:]]
        self.tile = tile
        self.parts = list(zip(begins, starts, starts[1:] + [size]))


class Job:
    def __init__(self, threads):
        parser = argparse.ArgumentParser()
        parser.add_argument("item")
        parser.add_argument("scene")
        parser.add_argument("result")
        parser.add_argument("--tile", type=int, required=True)
        parser.add_argument("--step", type=int, required=True)
        options = parser.parse_args()
        self.start = time.perf_counter()
        with open(options.item, encoding="utf-8") as file:
            item = json.load(file)
        scalings = item["properties"]["mlm:input"][0]["value_scaling"]
        means = np.array([one["mean"] for one in scalings])
        self.centres = np.rint(means).astype(np.float32)[:, None, None]
        self.rests = (means - np.rint(means)).astype(np.float32)[:, None, None]
        deviations = np.array([one["stddev"] for one in scalings]).astype(np.float32)
        self.factors = (np.float32(1) / deviations)[:, None, None]
        session = onnxruntime.SessionOptions()
        session.intra_op_num_threads = threads
        session.inter_op_num_threads = 1
        model = options.item.rsplit("/", 1)[0] + "/" + item["assets"]["model"]["href"]
        self.session = onnxruntime.InferenceSession(model, session, providers=["CPUExecutionProvider"])
        self.scene = rasterio.open(options.scene)
        if self.scene.width % 4 or self.scene.height % 4:
            raise SystemExit("the peers pad no scene")
        self.x = Axis(self.scene.width, options.tile, options.step)
        self.y = Axis(self.scene.height, options.tile, options.step)
        profile = {"driver": "GTiff", "width": self.scene.width, "height": self.scene.height, "count": 1, "dtype": "uint8",
                   "tiled": True, "blockxsize": 512, "blockysize": 512, "compress": "deflate", "nodata": 255,
                   "crs": self.scene.crs, "transform": self.scene.transform}
        self.result = rasterio.open(options.result, "w", **profile)

    def tiles(self):
        return [(x, y) for y in self.y.parts for x in self.x.parts]

    def read(self, x, y):
        return self.scene.read(window=Window(x[0], y[0], self.x.tile, self.y.tile))

    def run(self, pixels):
        """As mlm run scales: x - mean in two parts, by what 1 / stddev is."""
        tensor = pixels.astype(np.float32)
        tensor -= self.centres
        tensor -= self.rests
        tensor *= self.factors
        return self.session.run(None, {"input": tensor[None]})[0][0]

    def classes(self, x, y, scores):
        part = scores[:, y[1] - y[0]:y[2] - y[0], x[1] - x[0]:x[2] - x[0]]
        return part.argmax(0).astype(np.uint8)

    def write(self, x, y, classes):
        self.result.write(classes, 1, window=Window(x[1], y[1], x[2] - x[1], y[2] - y[1]))

    def finish(self):
        self.result.close()
        print(json.dumps({"count": len(self.tiles()), "seconds": time.perf_counter() - self.start}))
