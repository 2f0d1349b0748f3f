#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A scene like one of Sentinel-2, and Items of the models that run on it.

    make_files.py FOLDER --make MAKE_MODEL_FILE [--width 10980] [--height 10980] [--type uint16] [--name scene] [--empty]

FOLDER/NAME.tif is a COG of four bands of noise on smooth ground, DEFLATE, blocks of 512. --empty: zeros that take next to no
room, for measures of memory alone. FOLDER/unet.json and FOLDER/one.json are Items of a U-Net with 75,000 parameters and of one
convolution of 1 x 1. What is there already stays.
"""
import argparse
import json
import pathlib
import subprocess

import numpy as np
import rasterio
import rasterio.shutil
from rasterio.transform import from_origin

BANDS = ("B02", "B03", "B04", "B08")
MEANS = (1354.40546513, 1118.24399958, 1042.92983953, 947.62620298)
DEVIATIONS = (245.71762908, 333.00778264, 395.09249139, 593.75055589)
MODELS = {"unet": "onnx-unet-75k", "one": "onnx-one-by-one"}
BLOCK = 512


def rows_of(random, top, height, width):
    """Four bands of some rows: hills, fields of 40 x 40 pixels, and noise as a sensor has it."""
    y = np.arange(top, top + height)[:, None]
    x = np.arange(width)[None, :]
    ground = 900 + 400 * np.sin(x / 700.0) * np.cos(y / 900.0)
    fields = ((x // 40) * 2654435761 + (y // 40) * 40503) % 997
    for band, (mean, deviation) in enumerate(zip(MEANS, DEVIATIONS)):
        noise = random.standard_normal((height, width), dtype=np.float32) * np.float32(22 + 4 * band)
        yield np.clip(ground + mean - 900 + fields * (deviation / 997) + noise, 1, 10000)


def make_scene(path, width, height, kind, is_empty):
    profile = {"driver": "GTiff", "width": width, "height": height, "count": len(BANDS), "dtype": kind, "tiled": True,
               "blockxsize": BLOCK, "blockysize": BLOCK, "compress": "deflate", "bigtiff": "yes", "crs": "EPSG:32632",
               "transform": from_origin(500000, 5300000, 10, 10), "interleave": "pixel"}
    if is_empty:
        profile["sparse_ok"] = "true"
    draft = path if is_empty else path.with_suffix(".draft.tif")
    random = np.random.default_rng(7)
    with rasterio.open(draft, "w", num_threads=2, zlevel=1, **profile) as scene:
        for band, name in enumerate(BANDS, 1):
            scene.set_band_description(band, name)
        for top in range(0, 0 if is_empty else height, BLOCK):
            count = min(BLOCK, height - top)
            for band, numbers in enumerate(rows_of(random, top, count, width), 1):
                scene.write(numbers.astype(kind), band, window=((top, top + count), (0, width)))
    if not is_empty:
        rasterio.shutil.copy(draft, path, driver="COG", compress="deflate", blocksize=BLOCK, num_threads=2)
        draft.unlink()


def item_of(name, model):
    channels = {"dim_order": ["batch", "bands", "height", "width"], "shape": [-1, 4, -1, -1], "data_type": "float32"}
    scaling = [{"type": "z-score", "mean": mean, "stddev": deviation} for mean, deviation in zip(MEANS, DEVIATIONS)]
    classes = [{"value": number, "name": title} for number, title in enumerate(("water", "forest", "crops", "town", "bare"))]
    return {"type": "Feature", "stac_version": "1.1.0", "id": name, "geometry": None, "links": [],
            "stac_extensions": ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],
            "properties": {"datetime": "2024-01-01T00:00:00Z", "mlm:name": name, "mlm:architecture": "U-Net",
                           "mlm:tasks": ["semantic-segmentation"],
                           "mlm:input": [{"name": "image", "bands": list(BANDS), "input": channels, "value_scaling": scaling,
                                          "resize_type": None}],
                           "mlm:output": [{"name": "classes", "tasks": ["semantic-segmentation"], "classification:classes": classes,
                                           "result": {**channels, "dim_order": ["batch", "class", "height", "width"],
                                                      "shape": [-1, 5, -1, -1]}}]},
            "assets": {"model": {"href": model, "roles": ["mlm:model"], "mlm:artifact_type": "onnx",
                                 "type": "application/octet-stream; framework=onnx; profile=onnx"}}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--make", required=True)
    parser.add_argument("--width", type=int, default=10980)
    parser.add_argument("--height", type=int, default=10980)
    parser.add_argument("--type", default="uint16")
    parser.add_argument("--name", default="scene")
    parser.add_argument("--empty", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, kind in MODELS.items():
        subprocess.run([options.make, kind, options.folder / name], check=True)
        (options.folder / f"{name}.json").write_text(json.dumps(item_of(name, f"./{name}/unet.onnx"), indent=1))
    path = options.folder / f"{options.name}.tif"
    if not path.exists():
        make_scene(path, options.width, options.height, options.type, options.empty)


main()
