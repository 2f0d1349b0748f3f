# SPDX-License-Identifier: Apache-2.0
"""The kinds of model in the corpus. Each function draws one model of its kind."""

from dataclasses import dataclass, field

from . import bands as band_tables
from .tensors import batch, classes, model_input, model_output, structure, tile


@dataclass
class Model:
    sensor: str
    family: str  # key of words.ARCHITECTURES
    tasks: list
    inputs: list
    outputs: list
    rows: list = field(default_factory=list)  # the bands that the assets must describe
    described_by: str = "none"  # eo, raster or both
    cube: dict = field(default_factory=dict)  # cube:dimensions and cube:variables


def names(rows):
    return [row[0] for row in rows]


def _image(rng, rows, name=None, bands=None):
    size = tile(rng)
    references = names(rows) if bands is None else bands
    tensor = structure([batch(rng), len(references), size, size], ["batch", "bands", "height", "width"])
    return model_input(rng, name or f"{len(references)} band tile", tensor, len(references), bands=references), size


def _map(rng, tasks, found, size, name="map"):
    shape = [-1, len(found), size, size]
    return model_output(rng, name, tasks, structure(shape, ["batch", "class", "height", "width"]), found)


def _scores(rng, tasks, found, name="scores"):
    return model_output(rng, name, tasks, structure([-1, len(found)], ["batch", "class"]), found)


def scene_classifier(rng):
    task = rng.choice(["scene-classification", "scene-classification", "classification"])
    sensor = rng.choice(["Sentinel-2", "Sentinel-2", "Landsat 9", "Planet SuperDove"])
    rows = band_tables.choose(rng, sensor, rng.choice([None, 4, 6, 10]))
    image, _ = _image(rng, rows)
    found = classes(rng, ["scenes", "land-cover", "crops"])
    return Model(sensor, "classify", [task], [image], [_scores(rng, [task], found)], rows, rng.choice(["eo", "raster"]))


def rgb_classifier(rng):
    """No band definitions at all: plain photographs with a channel dimension."""
    size = tile(rng)
    tensor = structure([batch(rng), 3, size, size], ["batch", "channel", "height", "width"], rng.choice(["float32", "uint8", "float16"]))
    empty = [] if rng.random() < 0.7 else None
    image = model_input(rng, "RGB image", tensor, 3, bands=empty, variables=empty)
    found = classes(rng, ["scenes", "urban", "trees"])
    return Model("RGB", "classify", ["classification"], [image], [_scores(rng, ["classification"], found)])


def segmentation(rng):
    sensor = rng.choice(["Sentinel-2", "Landsat 9", "Planet SuperDove", "WorldView-3", "aerial"])
    rows = band_tables.choose(rng, sensor, rng.choice([None, 3, 4, 6]))
    image, size = _image(rng, rows)
    task = rng.choice(["semantic-segmentation", "semantic-segmentation", "segmentation"])
    found = classes(rng, ["land-cover", "clouds", "flood", "burn", "crops"])
    outputs = [_map(rng, [task], found, size)]
    return Model(sensor, "segment", [task], [image], outputs, rows, rng.choice(["eo", "raster", "both"]))


def detector(rng):
    sensor = rng.choice(["aerial", "WorldView-3", "Planet SuperDove"])
    rows = band_tables.choose(rng, sensor, rng.choice([3, 4]))
    image, _ = _image(rng, rows, "image")
    found = classes(rng, ["urban", "vessels"])
    boxes = rng.choice([-1, 100, 300])
    outputs = [
        model_output(rng, "boxes", ["object-detection"], structure([-1, boxes, 4], ["batch", "boxes", "coordinates"])),
        model_output(rng, "labels", ["object-detection"], structure([-1, boxes, len(found)], ["batch", "boxes", "class"]), found)]
    return Model(sensor, "detect", ["object-detection"], [image], outputs, rows, rng.choice(["eo", "raster"]))


def instance_segmentation(rng):
    sensor = rng.choice(["aerial", "WorldView-3"])
    rows = band_tables.choose(rng, sensor, 4)
    image, size = _image(rng, rows)
    task = rng.choice(["instance-segmentation", "panoptic-segmentation"])
    tasks = [task, "object-detection"]
    found = classes(rng, ["trees", "urban"])
    outputs = [_map(rng, [task], found, size, "masks"), _scores(rng, ["object-detection"], found, "instance scores")]
    return Model(sensor, "detect", tasks, [image], outputs, rows, "raster")


def sar_and_optical(rng):
    """Three inputs; the elevation one has no bands."""
    optical_rows = band_tables.choose(rng, "Sentinel-2", rng.choice([4, 6, 10]))
    radar_rows = band_tables.choose(rng, "Sentinel-1")
    optical, size = _image(rng, optical_rows, "optical")
    shape = [optical["input"]["shape"][0], 2, size, size]
    radar = model_input(rng, "radar", structure(shape, ["batch", "bands", "height", "width"]), 2, bands=names(radar_rows))
    inputs = [optical, radar]
    if rng.random() < 0.6:
        tensor = structure([shape[0], 1, size, size], ["batch", "channel", "height", "width"])
        inputs.append(model_input(rng, "elevation", tensor, 1, bands=[]))
    outputs = [_map(rng, ["semantic-segmentation"], classes(rng, ["flood", "land-cover"]), size)]
    return Model("Sentinel-1 and 2", "segment", ["semantic-segmentation"], inputs, outputs, optical_rows + radar_rows, "raster")


def index_segmentation(rng):
    """Bands that an expression makes, beside those of the table."""
    rows = [row for row in band_tables.SENSORS["Sentinel-2"] if row[0] in ("B03", "B04", "B08", "B11")]
    index = rng.choice([("NDVI", "(B08 - B04) / (B08 + B04)"), ("NDWI", "(B03 - B08) / (B03 + B08)"), ("NDMI", "(B08 - B11) / (B08 + B11)")])
    derived = {"name": index[0], "format": "rio-calc", "expression": index[1]}
    plain = [name if rng.random() < 0.6 else {"name": name} for name in names(rows)]
    image, size = _image(rng, rows, "indices", plain + [derived])
    outputs = [_map(rng, ["semantic-segmentation"], classes(rng, ["flood", "crops", "burn"]), size)]
    return Model("Sentinel-2", "segment", ["semantic-segmentation"], [image], outputs, rows, rng.choice(["eo", "both"]))


def _dimensions(rng, levels):
    west, south = rng.randint(-170, 100), rng.randint(-60, 20)
    step = rng.choice([0.25, 0.1, 1])
    made = {
        "lon": {"type": "spatial", "axis": "x", "extent": [west, west + 40], "step": step},
        "lat": {"type": "spatial", "axis": "y", "extent": [south, south + 30], "step": step},
        "time": {"type": "temporal", "extent": ["2000-01-01T00:00:00Z", "2019-12-31T18:00:00Z"], "step": rng.choice(["PT6H", "P1D"])}}
    if levels:
        made["level"] = {"type": "pressure", "values": [1000, 850, 700, 500, 250], "unit": "hPa"}
    return made


CLIMATE = [("t2m", "Air temperature at 2 m", "K"), ("u10", "Eastward wind at 10 m", "m s-1"), ("v10", "Northward wind at 10 m", "m s-1"),
           ("tp", "Total precipitation", "m"), ("msl", "Pressure at sea level", "Pa"), ("swvl1", "Soil water, upper layer", "m3 m-3"),
           ("ssrd", "Solar radiation downwards", "J m-2"), ("sd", "Snow depth (water)", "m"), ("z500", "Geopotential at 500 hPa", "m2 s-2")]


def _variables(rng, chosen, dimensions):
    made = {}
    for key, description, unit in chosen:
        made[key] = {"type": "data", "dimensions": [d for d in dimensions if d != "level"], "description": description, "unit": unit}
        if rng.random() < 0.3:
            made[key]["data_type"] = "float32"
    return made


def climate(rng):
    chosen = [CLIMATE[i] for i in sorted(rng.sample(range(len(CLIMATE)), rng.randint(3, 9)))]
    keys = [key for key, _, _ in chosen]
    dimensions = _dimensions(rng, rng.random() < 0.4)
    steps = rng.choice([1, 4, 8, 24])
    tensor = structure([-1, steps, len(keys), 64, 64], ["batch", "time", "variables", "latitude", "longitude"])
    source = model_input(rng, "coarse fields", tensor, len(keys), variables=keys)
    wanted = rng.sample(keys, rng.randint(1, 2))
    result = structure([-1, len(wanted), 256, 256], ["batch", "variables", "latitude", "longitude"])
    output = model_output(rng, "fine fields", ["downscaling"], result)
    output["variables"] = wanted
    cube = {"cube:dimensions": dimensions, "cube:variables": _variables(rng, chosen, dimensions)}
    return Model("ERA5", "generate", ["downscaling"], [source], [output], cube=cube)


def crop_yield(rng):
    """Two inputs: image bands, and weather variables."""
    rows = band_tables.choose(rng, "Sentinel-2", rng.choice([4, 6, 10]))
    chosen = CLIMATE[: rng.randint(2, 5)]
    keys = [key for key, _, _ in chosen]
    dimensions = _dimensions(rng, False)
    image, _ = _image(rng, rows, "image")
    weather = model_input(rng, "weather", structure([-1, 36, len(keys)], ["batch", "time", "variables"]), len(keys), variables=keys)
    output = model_output(rng, "yield", ["regression"], structure([-1, 1], ["batch", "score"]))
    cube = {"cube:dimensions": dimensions, "cube:variables": _variables(rng, chosen, dimensions)}
    return Model("Sentinel-2", "series", ["regression"], [image, weather], [output], rows, rng.choice(["eo", "raster"]), cube)


def canopy_height(rng):
    sensor = rng.choice(["Sentinel-2", "WorldView-3"])
    rows = band_tables.choose(rng, sensor, rng.choice([None, 4]))
    image, size = _image(rng, rows)
    shape, order = [-1, 1, size, size], ["batch", "channel", "height", "width"]
    outputs = [model_output(rng, "height", ["regression"], structure(shape, order))]
    if rng.random() < 0.4:
        outputs.append(model_output(rng, "log variance", ["regression"], structure(list(shape), list(order))))
    return Model(sensor, "segment", ["regression"], [image], outputs, rows, rng.choice(["eo", "raster", "both"]))


def embedding(rng):
    sensor = rng.choice(["EnMAP", "Sentinel-2", "Landsat 9"])
    rows = band_tables.choose(rng, sensor, rng.choice([12, 20]) if sensor == "EnMAP" else None)
    image, _ = _image(rng, rows, "patches")
    length = rng.choice([384, 768, 1024])
    outputs = [model_output(rng, "vector", ["similarity-search"], structure([-1, length], ["batch", "embedding"]))]
    tasks = ["similarity-search"]
    if rng.random() < 0.4:
        tasks.append("generative")
        outputs.append(model_output(rng, "tokens", ["generative"], structure([-1, 196, length], ["batch", "token", "embedding"])))
    return Model(sensor, "embed", tasks, [image], outputs, rows, rng.choice(["eo", "raster"]))


def time_series(rng):
    rows = band_tables.choose(rng, "Sentinel-2", rng.choice([4, 10]))
    steps = rng.choice([12, 24, 36, 73])
    tensor = structure([-1, steps, len(rows)], ["batch", "time", "bands"])
    pixels = model_input(rng, "pixel series", tensor, len(rows), bands=names(rows))
    outputs = [_scores(rng, ["classification"], classes(rng, ["crops"]), "crop")]
    return Model("Sentinel-2", "series", ["classification"], [pixels], outputs, rows, rng.choice(["eo", "raster", "both"]))


def super_resolution(rng):
    sensor = rng.choice(["Sentinel-2", "Landsat 9"])
    rows = band_tables.choose(rng, sensor, rng.choice([3, 4, 6]))
    image, size = _image(rng, rows)
    factor = rng.choice([2, 4])
    result = structure([-1, len(rows), size * factor, size * factor], ["batch", "bands", "height", "width"])
    output = model_output(rng, "sharp tile", ["super-resolution"], result)
    output["bands"] = names(rows)
    return Model(sensor, "generate", ["super-resolution"], [image], [output], rows, rng.choice(["eo", "raster"]))


def captioning(rng):
    size = tile(rng)
    image = model_input(rng, "image", structure([-1, 3, size, size], ["batch", "channel", "height", "width"]), 3, bands=[])
    tokens = rng.choice([32, 64, 77])
    text = model_input(rng, "prompt", structure([-1, tokens], ["batch", "token"], "int64"), 0, bands=[])
    text["value_scaling"] = None
    output = model_output(rng, "caption", ["image-captioning"], structure([-1, tokens], ["batch", "token"], "int64"))
    return Model("RGB", "embed", ["image-captioning"], [image, text], [output])


# the weights lean to what publishers write most
KINDS = [scene_classifier] * 3 + [segmentation] * 4 + [
    rgb_classifier, detector, detector, instance_segmentation, sar_and_optical, sar_and_optical, index_segmentation, climate,
    climate, crop_yield, canopy_height, embedding, time_series, super_resolution, captioning]


def draw(rng):
    return rng.choice(KINDS)(rng)
