# SPDX-License-Identifier: Apache-2.0
"""statistics.py MLM: what `mlm new --statistics-from` says of random rasters, against NumPy.

Means, standard deviations and extremes may differ by 1e-9 of the value; percentiles of integers of 8 and 16 bits as well,
those of all others by 2^-12.
"""

import json
import pathlib
import struct
import subprocess
import sys
import tempfile

try:
    import numpy as np
except ImportError:
    print("skipped: numpy is not there")
    sys.exit(77)

MLM = sys.argv[1]
RNG = np.random.default_rng(10)
FORMATS = {"u": 1, "i": 2, "f": 3}
FAILURES = []


def write_tiff(path, bands, nodata=None):
    """Strips of 16 rows, band by band, not packed."""
    count, height, width = bands.shape
    rows = 16
    strips = [band[row:row + rows].tobytes() for band in bands for row in range(0, height, rows)]
    data, places = b"", []
    for strip in strips:
        places.append(8 + len(data))
        data += strip + b"\0" * (len(strip) % 2)
    size, kind = bands.dtype.itemsize * 8, FORMATS[bands.dtype.kind]
    tags = [(256, "I", [width]), (257, "I", [height]), (258, "H", [size] * count), (259, "H", [1]), (262, "H", [1]),
            (273, "I", places), (277, "H", [count]), (278, "I", [rows]), (279, "I", [len(strip) for strip in strips]),
            (284, "H", [2]), (338, "H", [0] * (count - 1)), (339, "H", [kind] * count)]
    if nodata is not None:
        tags.append((42113, "s", str(nodata).encode() + b"\0"))
    tags = [tag for tag in tags if len(tag[2]) > 0]
    at = 8 + len(data)
    rest = at + 2 + 12 * len(tags) + 4
    entries, more = b"", b""
    for tag, form, values in tags:
        raw = values if form == "s" else struct.pack(f"<{len(values)}{form}", *values)
        number = {"H": 3, "I": 4, "s": 2}[form]
        entries += struct.pack("<HHI", tag, number, len(values))
        if len(raw) <= 4:
            entries += raw.ljust(4, b"\0")
        else:
            entries += struct.pack("<I", rest + len(more))
            more += raw + b"\0" * (len(raw) % 2)
    head = struct.pack("<2sHI", b"II", 42, at)
    path.write_bytes(head + data + struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0) + more)


def item_of(folder, count, scaling):
    names = ",".join(f"b{i}" for i in range(count))
    done = subprocess.run(
        [MLM, "new", folder / "model.yaml", "--href", "m.pt", "--artifact-type", "torch.save", "--datetime", "2024-05-01",
         "--bbox", "1,2,3,4", "--bands", names, "--input-size", "64", "--classes", "a,b", "--statistics-from",
         folder / "scene.tif", "--scaling", scaling, *(["--percentiles", "2,98"] if scaling == "min-max" else [])], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout)


def compare(name, found, expected, tolerance):
    if abs(found - expected) > tolerance * max(abs(expected), 1e-300):
        FAILURES.append(f"{name}: {found!r}, numpy {expected!r}")


def random_bands(dtype):
    count, height, width = int(RNG.integers(1, 5)), int(RNG.integers(1, 300)), int(RNG.integers(1, 1500))
    if np.dtype(dtype).kind == "f":
        return RNG.normal(RNG.uniform(-1e4, 1e6), RNG.uniform(0.1, 1e4), (count, height, width)).astype(dtype)
    info = np.iinfo(dtype)
    low, high = max(info.min, -(2**40)), min(info.max, 2**40)
    middle = int(RNG.integers(low, high))
    spread = int(RNG.integers(2, 2**20))
    return RNG.integers(max(low, middle - spread), min(high, middle + spread), (count, height, width), endpoint=True).astype(dtype)


def check(folder, dtype, case):
    bands = random_bands(dtype)
    nodata = bands.flat[0].item() if case % 2 else None
    write_tiff(folder / "scene.tif", bands, nodata)
    scores, bounds = item_of(folder, len(bands), "z-score"), item_of(folder, len(bands), "min-max")
    asset = next(iter(scores["assets"].values()))["raster:bands"]
    for index, band in enumerate(bands):
        numbers = band[band != nodata].astype("float64") if nodata is not None else band.astype("float64")
        name = f"{dtype} {bands.shape} band {index}"
        statistics = asset[index]["statistics"]
        scaling = scores["properties"]["mlm:input"][0]["value_scaling"][index]
        exact = np.longdouble(numbers) if np.dtype(dtype).kind != "f" else numbers
        compare(name + " mean", statistics["mean"], float(exact.mean()), 1e-9)
        compare(name + " stddev", statistics["stddev"], float(exact.std()), 1e-9)
        compare(name + " minimum", statistics["minimum"], numbers.min(), 1e-15)
        compare(name + " maximum", statistics["maximum"], numbers.max(), 1e-15)
        compare(name + " valid", statistics["valid_percent"], 100 * numbers.size / band.size, 1e-12)
        if (scaling["mean"], scaling["stddev"]) != (statistics["mean"], statistics["stddev"]):
            FAILURES.append(f"{name}: {scaling} is not {statistics}")
        tolerance = 1e-9 if np.dtype(dtype).itemsize <= 2 else 2.0**-12
        low, high = np.percentile(numbers, [2, 98])
        minmax = bounds["properties"]["mlm:input"][0]["value_scaling"][index]
        compare(name + " 2nd percentile", minmax["minimum"], low, tolerance)
        compare(name + " 98th percentile", minmax["maximum"], high, tolerance)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "model.yaml").write_text("name: net\narchitecture: ResNet\ntasks: [classification]\n")
        for dtype in ("uint8", "uint16", "int16", "uint32", "int32", "float32", "float64"):
            for case in range(4):
                try:
                    check(folder, dtype, case)
                except RuntimeError as error:
                    # One pixel, or none that is valid: there is nothing to scale by.
                    if "all pixels" not in str(error) and "no valid pixel" not in str(error) and "percentiles" not in str(error):
                        raise
    for failure in FAILURES:
        print(failure)
    print(f"{len(FAILURES)} differences")
    return 1 if FAILURES else 0


sys.exit(main())
