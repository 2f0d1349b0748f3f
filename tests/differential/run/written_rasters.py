# SPDX-License-Identifier: Apache-2.0
"""written_rasters.py MLM: what lies in the files that `mlm run` writes, beside NumPy: each overview, the statistics in the file and
in the Item, and the layout of a Cloud Optimized GeoTIFF, read byte by byte.

A level of overviews may be made from the level below or from the whole raster, of blocks of two by two pixels or of what a pixel
covers; the whole level has to be one of these. A pixel of classes is any of the most frequent valid ones of its block, one of
numbers the mean of the valid ones (1e-5 of the largest); it is nodata where none is valid."""

import json
import pathlib
import struct
import subprocess
import sys
import tempfile

try:
    import numpy as np
    import onnx
    import rasterio
    from onnx import TensorProto, helper, numpy_helper
except ImportError as missing:
    print(f"skipped: {missing.name} is not there (HEAVY_READERS=1 scripts/setup test installs it)")
    sys.exit(77)

MLM = sys.argv[1]
RNG = np.random.default_rng(7)
# Height and width: primes, one more and one less than blocks, lines of one pixel.
SIZES = [(1031, 769), (513, 512), (512, 513), (1025, 1023), (1, 1543), (2053, 1), (2, 1201), (1283, 3), (100, 90), (1999, 601), (2050, 1540)]


# --- Results whose pixels are known: classes are the numbers of the scene, values those times 1.5, 2.5 ...

def save_model(folder, kind, values):
    """Scores 2kx - k^2 are highest for the k that is nearest to x."""
    numbers = np.arange(1, len(values) + 1, dtype="float32")
    weights, bias = (2 * numbers, -numbers ** 2) if kind == "classes" else (numbers + 0.5, 0 * numbers)
    arrays = [numpy_helper.from_array(weights.reshape(-1, 1, 1, 1), "w"), numpy_helper.from_array(bias, "b")]
    given = helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["n", 1, "h", "w"])
    made = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", len(values), "h", "w"])
    graph = helper.make_graph([helper.make_node("Conv", ["pixels", "w", "b"], ["scores"])], "net", [given], [made], arrays)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), folder / "net.onnx")
    task = "semantic-segmentation" if kind == "classes" else "regression"
    channel = "class" if kind == "classes" else "bands"
    output = {"name": "scores", "tasks": [task], "result": {"shape": [-1, len(values), -1, -1], "data_type": "float32",
                                                            "dim_order": ["batch", channel, "height", "width"]}}
    if kind == "classes":
        output["classification:classes"] = [{"value": int(v), "name": f"c{v}", "description": f"class {v}", "color_hint": f"{v:06X}"} for v in values]
    else:
        output["bands"] = [f"v{v}" for v in values]
    properties = {"datetime": "2024-01-01T00:00:00Z", "mlm:name": "net of a test", "mlm:architecture": "convolution", "mlm:framework": "ONNX",
                  "mlm:tasks": [task], "mlm:output": [output], "bands": [{"name": "b"}],
                  "mlm:input": [{"name": "pixels", "bands": ["b"], "input": {"shape": [-1, 1, -1, -1], "data_type": "float32",
                                                                             "dim_order": ["batch", "bands", "height", "width"]}}]}
    asset = {"href": "./net.onnx", "type": "application/octet-stream; application=onnx", "mlm:artifact_type": "onnx", "roles": ["mlm:model"]}
    item = {"type": "Feature", "stac_version": "1.1.0", "id": "model", "geometry": None, "links": [], "properties": properties,
            "stac_extensions": ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"], "assets": {"model": asset}}
    (folder / "model.json").write_text(json.dumps(item))


def save_scene(folder, size, classes):
    """Patches of classes with single pixels of others, and nodata as a corner, as lines and as dust."""
    steps = RNG.integers(1, classes + 1, [n // 7 + 1 for n in size]).repeat(7, 0).repeat(7, 1)[: size[0], : size[1]]
    pixels = np.where(RNG.random(size) < 0.3, RNG.integers(1, classes + 1, size), steps).astype("uint8")
    if RNG.random() < 0.8:
        pixels[: size[0] // 3, : size[1] // 2 + 1] = 0
        pixels[RNG.random(size) < 0.2] = 0
        pixels[::5] = 0
    with rasterio.open(folder / "scene.tif", "w", driver="GTiff", height=size[0], width=size[1], count=1, dtype="uint8", nodata=0,
                       crs="EPSG:32633", transform=rasterio.transform.from_origin(400020, 5000040, 10, 10)) as file:
        file.write(pixels, 1)
        file.set_band_description(1, "b")
    return pixels


def result_of(folder, kind):
    options = ["--activation", "none"] if kind == "values" else []
    done = subprocess.run([MLM, "run", folder / "model.json", folder / "scene.tif", "--output", folder / "out", "--force", "--datetime",
                           "2024-05-01T10:00:00Z", *options], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return next((folder / "out").glob("*.tif"))


# --- Overviews.

def blocks(source, size):
    """How much of each pixel of a line belongs to each pixel of a smaller one: two by two."""
    if size != (source + 1) // 2:
        return None
    weights = np.zeros((size, source))
    weights[np.arange(source) // 2, np.arange(source)] = 1
    return weights


def shares(source, size):
    """The same, of what a pixel covers."""
    ends = np.arange(size + 1) * (source / size)
    places = np.arange(source)
    return np.clip(np.minimum(ends[1:, None], places + 1) - np.maximum(ends[:-1, None], places), 0, 1)


def ways(below, whole, level):
    """Ways in which pixels of a level may come from others: a name, those pixels, and weights of rows and columns."""
    for source, name in ((below, "the level below"), (whole, "the whole")):
        for cut in (blocks, shares):
            rows, columns = (cut(n, m) for n, m in zip(source.shape, level.shape))
            if rows is not None and columns is not None:
                yield f"{cut.__name__} of {name}", source, rows, columns


def wrong_classes(level, source, rows, columns, nodata):
    """Pixels that are none of the most frequent classes."""
    rows, columns = (np.where(weights > 1e-9, 1.0, 0.0) for weights in (rows, columns))
    values = [value for value in np.unique(source) if value != nodata]
    if not values:
        return np.sum(level != nodata)
    counts = np.stack([rows @ (source == value) @ columns.T for value in values])
    found = np.sum(counts * (level == np.array(values).reshape(-1, 1, 1)), 0)
    best = counts.max(0)
    return np.sum(np.where(best == 0, level != nodata, found != best))


def wrong_numbers(level, source, rows, columns):
    valid = ~np.isnan(source)
    sums, counts = rows @ np.where(valid, source, 0) @ columns.T, rows @ valid @ columns.T
    is_empty = counts < 1e-9
    mean = sums / np.where(is_empty, 1, counts)
    near = np.abs(level - mean) <= 1e-5 * max(np.abs(source[valid]).max(initial=0), 1e-6)
    return np.sum(np.where(is_empty, ~np.isnan(level), ~near))


def overview_faults(path, kind, used):
    with rasterio.open(path) as file:
        count, levels, nodata = file.count, len(file.overviews(1)), file.nodata
        size = max(file.shape)
        wanted = max(0, int(np.ceil(np.log2(size / 512))))
        if levels != wanted:
            yield f"{levels} overviews, not {wanted}"
        whole = file.read()
    below = whole
    for number in range(levels):
        with rasterio.open(path, overview_level=number) as file:
            level = file.read()
        if any((n + 1) // 2 != m and n // 2 != m for n, m in zip(below.shape[1:], level.shape[1:])) and 1 not in level.shape[1:]:
            yield f"overview {number} is {level.shape[1:]} of {below.shape[1:]}"
        for band in range(count):
            wrong = {}
            for name, source, rows, columns in ways(below[band].astype("float64"), whole[band].astype("float64"), level[band]):
                args = (level[band], source, rows, columns)
                wrong[name] = int(wrong_classes(*args, nodata) if kind == "classes" else wrong_numbers(*args))
                if wrong[name] == 0:
                    used[name] = used.get(name, 0) + 1
                    break
            else:
                yield f"overview {number} of band {band + 1}, {level[band].size} pixels: wrong are {wrong}"
        below = level


# --- The file, byte by byte.

class Tiff:
    TYPES = {1: "B", 2: "s", 3: "H", 4: "I", 12: "d", 16: "Q"}

    def __init__(self, data):
        self.data = data
        self.big = struct.unpack_from("<H", data, 2)[0] == 43
        self.first = struct.unpack_from("<Q" if self.big else "<I", data, 8 if self.big else 4)[0]
        self.directories, at = [], self.first
        while at:
            self.directories.append((at, {}))
            at = self.read(at, self.directories[-1][1])

    def read(self, at, tags):
        count_form, entry, offset = ("<Q", 20, "<Q") if self.big else ("<H", 12, "<I")
        count = struct.unpack_from(count_form, self.data, at)[0]
        at += struct.calcsize(count_form)
        for place in range(at, at + count * entry, entry):
            tag, kind = struct.unpack_from("<HH", self.data, place)
            number = struct.unpack_from(offset, self.data, place + 4)[0]
            value = place + 4 + struct.calcsize(offset)
            if kind not in self.TYPES:
                continue
            form = f"<{number}{self.TYPES[kind]}"
            if struct.calcsize(form) > struct.calcsize(offset):
                value = struct.unpack_from(offset, self.data, value)[0]
            tags[tag] = struct.unpack_from(form, self.data, value)
        return struct.unpack_from(offset, self.data, at + count * entry)[0]


def layout_faults(data):
    tiff = Tiff(data)
    head = 16 if tiff.big else 8
    size = int(data[head + len("GDAL_STRUCTURAL_METADATA_SIZE="):][:6])
    told = data[head: head + 43 + size].decode("ascii")
    for word in ("LAYOUT=IFDS_BEFORE_DATA", "BLOCK_ORDER=ROW_MAJOR", "BLOCK_LEADER=SIZE_AS_UINT4", "BLOCK_TRAILER=LAST_4_BYTES_REPEATED",
                 "KNOWN_INCOMPATIBLE_EDITION=NO"):
        if word not in told:
            yield f"the head does not say {word}"
    places = [place for place, _ in tiff.directories]
    if places != sorted(places) or places[0] > head + 43 + size + 8:
        yield f"directories are at {places}"
    firsts = []
    for number, (place, tags) in enumerate(tiff.directories):
        offsets, sizes = tags.get(324, tags.get(273)), tags.get(325, tags.get(279))
        if 322 not in tags:
            yield f"directory {number} has strips"
        if (tags.get(254, (0,))[0] & 1) != (number > 0):
            yield f"directory {number} has the subfile type {tags.get(254)}"
        full = [(offset, count) for offset, count in zip(offsets, sizes) if offset > 0]
        if [offset for offset, _ in full] != sorted(offset for offset, _ in full):
            yield f"blocks of directory {number} are in no order"
        for offset, count in full:
            if struct.unpack_from("<I", data, offset - 4)[0] != count:
                yield f"the leader of a block of directory {number}"
            elif data[offset + count: offset + count + 4] != data[offset + count - 4: offset + count]:
                yield f"the trailer of a block of directory {number}"
        if full:
            firsts.append(full[0][0])
    if firsts != sorted(firsts, reverse=True):
        yield f"larger levels stand before smaller ones: {firsts}"
    if firsts and min(firsts) < max(places):
        yield "pixels stand before directories"
    sides = [(tags[257][0], tags[256][0]) for _, tags in tiff.directories]
    if sides != sorted(sides, reverse=True):
        yield f"levels of {sides}"


# --- Statistics.

def statistics_faults(path, kind):
    asset = json.loads(path.with_suffix(".json").read_text())["assets"]["result"]
    with rasterio.open(path) as file:
        for i in file.indexes:
            pixels = np.ma.masked_invalid(file.read(i, masked=True))
            numbers = pixels.compressed().astype("float64")
            tags = file.tags(i)
            if not numbers.size:
                if any(key.startswith("STATISTICS_") for key in tags) or "statistics" in asset["bands"][i - 1]:
                    yield f"band {i} has statistics and no pixels"
                continue
            expected = {"minimum": numbers.min(), "maximum": numbers.max(), "mean": numbers.mean(), "stddev": numbers.std(),
                        "valid_percent": 100 * numbers.size / pixels.size}
            for name, number in expected.items():
                told = [float(tags[f"STATISTICS_{name.upper()}"])] if name != "valid_percent" else []
                told += [asset["bands"][i - 1]["statistics"][name]] if kind == "values" else []
                for one in told:
                    if not np.isclose(one, number, rtol=1e-9, atol=1e-9):
                        yield f"band {i}: {name} {one}, not {number}"


def pixel_faults(path, scene, kind, values):
    with rasterio.open(path) as file:
        found, nodata = file.read(), file.nodata
    if kind == "classes":
        expected = np.append(nodata, values)[scene][None].astype(found.dtype)
    else:
        factors = np.arange(1, len(values) + 1).reshape(-1, 1, 1) + 0.5
        expected = np.where(scene == 0, np.nan, scene * factors).astype("float32")
    if not np.array_equal(found, expected, equal_nan=kind == "values"):
        yield "the pixels are other ones"


def main():
    faults, used, runs = 0, {}, 0
    with tempfile.TemporaryDirectory() as name:
        for size in SIZES:
            for kind, values in (("classes", [3, 7, 1, 200]), ("classes", [1, 300, 5]), ("values", [0]), ("values", [0, 1, 2])):
                folder = pathlib.Path(name) / str(runs)
                folder.mkdir()
                runs += 1
                save_model(folder, kind, values)
                scene = save_scene(folder, size, len(values) if kind == "classes" else 9)
                path = result_of(folder, kind)
                for fault in [*pixel_faults(path, scene, kind, values), *overview_faults(path, kind, used), *layout_faults(path.read_bytes()),
                              *statistics_faults(path, kind)]:
                    faults += 1
                    print(f"{size[0]} x {size[1]}, {kind} {values}: {fault}")
    print(f"{runs} rasters, {faults} faults; overviews are " + ", ".join(f"{way} ({count})" for way, count in sorted(used.items())))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
