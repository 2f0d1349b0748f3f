# SPDX-License-Identifier: Apache-2.0
"""preprocess.py PROGRAM: what preprocess_raw makes of random pixels, against NumPy and, where it is there, OpenCV.

Floats may differ by 1e-6 of the value (16-bit floats and integers not at all); resized ones by 1e-6 of the largest pixel,
as OpenCV adds in an order of its own.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import numpy as np
except ImportError:
    print("skipped: numpy is not there")
    sys.exit(77)
try:
    import cv2
except ImportError:
    cv2 = None
else:
    cv2.ipp.setUseIPP(False)  # its coordinates have fewer digits

PROGRAM = sys.argv[1]
RNG = np.random.default_rng(6)
DTYPES = ["uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float32", "float64"]
FAILURES = []


def pixels(dtype, height, width):
    if dtype.startswith("float"):
        return RNG.normal(900, 700, (height, width)).astype(dtype)
    info = np.iinfo(dtype)
    low, high = max(info.min, -20000), min(info.max, 20000)
    return RNG.integers(low, high, (height, width), endpoint=True).astype(dtype)


def run(folder, case, bands, valid=None):
    raw = b""
    for index, band in enumerate(bands):
        raw += band.tobytes()
        if valid is not None and valid[index] is not None:
            raw += valid[index].astype("uint8").tobytes()
    (folder / "case.json").write_text(json.dumps(case))
    (folder / "pixels").write_bytes(raw)
    done = subprocess.run([PROGRAM, folder / "case.json", folder / "pixels", folder / "tensor"], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return np.frombuffer((folder / "tensor").read_bytes(), case["input"]["input"]["data_type"])


def case_of(bands, target, members=None, data_type="float32", order=("batch", "bands", "height", "width"), **options):
    height, width = bands[0].shape
    shape = [len(bands) if name == "bands" else -1 for name in order]
    return {
        "input": {"name": "i", "bands": [f"B{i}" for i in range(len(bands))],
                  "input": {"shape": shape, "dim_order": list(order), "data_type": data_type}, **(members or {})},
        "block": [width, height], "target": list(target), "bands": [{"type": str(b.dtype)} for b in bands], **options}


def cast(values, dtype, fill=0.0):
    """Half to even, held at the ends of the range."""
    if np.dtype(dtype).kind == "f":
        with np.errstate(over="ignore"):
            return values.astype(dtype)
    info = np.iinfo(dtype)
    rounded = np.rint(np.where(np.isnan(values), fill, values))
    inside = np.clip(rounded, float(info.min), float(info.max))
    exact = np.where(inside >= float(info.max), info.max, np.where(inside <= float(info.min), info.min, 0)).astype(dtype)
    at_end = (inside >= float(info.max)) | (inside <= float(info.min))
    return np.where(at_end, exact, np.where(at_end, 0, inside).astype(dtype))


def compare(name, found, expected, scale=None):
    expected = np.asarray(expected).ravel()
    if found.dtype.kind != "f" or found.dtype == np.float16:
        wrong = found != expected
        wrong &= ~((found != found) & (expected != expected))
    else:
        allowed = 1e-6 * np.maximum(np.abs(expected), 0 if scale is None else scale)
        wrong = ~(np.abs(found.astype("float64") - expected) <= allowed) & ~(np.isnan(found) & np.isnan(expected))
        wrong &= found != expected
    if wrong.any():
        at = int(np.argmax(wrong))
        FAILURES.append(f"{name}: {wrong.sum()} of {wrong.size} differ; [{at}] {found[at]!r}, expected {expected[at]!r}")


def formula(scaling, x):
    kind = scaling["type"]
    if kind == "min-max":
        return (x - scaling["minimum"]) / (scaling["maximum"] - scaling["minimum"])
    if kind == "z-score":
        return (x - scaling["mean"]) / scaling["stddev"]
    if kind == "offset":
        return x - scaling["value"]
    if kind == "scale":
        return x / scaling["value"]
    return np.clip(x, scaling.get("minimum"), scaling.get("maximum"))


def random_scalings(count):
    draw = lambda: float(RNG.uniform(-2000, 3000))  # noqa: E731
    kinds = [
        lambda: {"type": "min-max", "minimum": draw(), "maximum": 4000 + draw()},
        lambda: {"type": "z-score", "mean": draw(), "stddev": abs(draw()) + 0.1},
        lambda: {"type": "offset", "value": draw()},
        lambda: {"type": "scale", "value": draw()},
        lambda: {"type": "clip", "minimum": -500.25, "maximum": 1500.5},
        lambda: {"type": "clip-min", "minimum": draw()},
        lambda: {"type": "clip-max", "maximum": draw()},
    ]
    return [kinds[(i + int(RNG.integers(7))) % 7]() for i in range(count)]


def scalings(folder):
    """Every pixel type to every tensor type, in several orders of dimensions, with nodata and scales of the file."""
    orders = [("batch", "bands", "height", "width"), ("height", "width", "bands"), ("width", "bands", "height"),
              ("batch", "bands", "x", "y")]
    axes = {"bands": 0, "height": 1, "y": 1, "width": 2, "x": 2}
    for index in range(160):
        source = DTYPES[index % len(DTYPES)]
        target = (DTYPES + ["float16", "float32", "float32"])[int(RNG.integers(13))]
        height, width = int(RNG.integers(1, 40)), int(RNG.integers(1, 700))
        bands = [pixels(source, height, width) for _ in range(4)]
        told = random_scalings(4)
        files = [[float(RNG.choice([1, 0.0001, 2.5])), float(RNG.choice([0, -0.1, 1000]))] for _ in range(4)] if index % 3 == 0 else []
        valid = [RNG.random((height, width)) > 0.2 if RNG.random() > 0.5 else None for _ in range(4)]
        order = orders[index % len(orders)]
        case = case_of(bands, (width, height), {"value_scaling": told}, target, order, files=files, fill=7.0)
        for band, mask in zip(case["bands"], valid):
            if mask is not None:
                band["valid"] = True
        expected = []
        for band, scaling, mask, file in zip(bands, told, valid, files or [[1, 0]] * 4):
            value = formula(scaling, band.astype("float64") * file[0] + file[1])
            expected.append(value if mask is None else np.where(mask, value, 7.0))
        tensor = np.transpose(np.stack(expected), [axes[name] for name in order if name != "batch"])
        found = run(folder, case, bands, valid)
        if target in ("float32", "float64"):
            compare(f"{source} to {target} {order} {told}", found, tensor)
        else:  # where both sides of a rounding are as right, neither is wrong
            near = np.isclose(np.abs(tensor % 1), 0.5, rtol=0, atol=1e-9).ravel()
            expected = cast(tensor, target).ravel()
            compare(f"{source} to {target} {order} {told}", np.where(near, expected, found).astype(target), expected)


def norms(folder):
    bands = [pixels("int16", 31, 300) for _ in range(3)]
    stack = np.stack(bands).astype("float64")
    domains = {"sample": None, "channel": (1, 2), "pixel": (0,)}
    takes = {"l1": lambda x, a: np.abs(x).sum(a, keepdims=True), "l2": lambda x, a: np.sqrt((x * x).sum(a, keepdims=True)),
             "inf": lambda x, a: np.abs(x).max(a, keepdims=True)}
    for domain, axis in domains.items():
        for name, take in takes.items():
            case = case_of(bands, (300, 31), {"norm_type": name}, norm_domain=domain)
            norm = take(stack, axis if axis is not None else (0, 1, 2))
            with np.errstate(invalid="ignore", divide="ignore"):
                expected = np.where(norm > 0, stack / norm, 0)
            compare(f"norm_type {name} {domain}", run(folder, case, bands), expected)
    statistics = [{"mean": 3.5, "stddev": 17.25, "minimum": -5, "maximum": 4000.5} for _ in bands]
    for name in ("z-score", "min-max"):
        case = case_of(bands, (300, 31), {"norm_type": name, "statistics": statistics, "norm_by_channel": True})
        expected = (stack - 3.5) / 17.25 if name == "z-score" else (stack + 5) / 4005.5
        compare(f"norm_type {name}", run(folder, case, bands), expected)
    case = case_of(bands, (300, 31), {"norm_type": "clip", "norm_clip": [3000]})
    compare("norm_type clip", run(folder, case, bands), np.clip(stack / 3000, 0, 1))


def resizes(folder):
    if cv2 is None:
        print("without OpenCV: resize_type is not compared")
        return
    methods = {"nearest": cv2.INTER_NEAREST, "linear": cv2.INTER_LINEAR, "cubic": cv2.INTER_CUBIC,
               "area": cv2.INTER_AREA, "lanczos4": cv2.INTER_LANCZOS4}
    sizes = [(64, 64, 32, 32), (64, 48, 16, 16), (61, 47, 32, 32), (10, 13, 64, 64), (100, 7, 33, 20), (7, 100, 20, 33),
             (1, 9, 4, 4), (90, 60, 30, 30), (97, 89, 96, 90), (128, 128, 128, 64)]
    for name, method in methods.items():
        for source_width, source_height, width, height in sizes:
            bands = [pixels(dtype, source_height, source_width) for dtype in ("uint16", "float32")]
            case = case_of(bands, (width, height), {"resize_type": f"interpolation-{name}",
                                                    "value_scaling": [{"type": "offset", "value": 100.0}]})
            expected = [cv2.resize(b.astype("float32"), (width, height), interpolation=method).astype("float64") - 100
                        for b in bands]
            largest = max(float(np.abs(b.astype("float64")).max()) for b in bands)
            compare(f"{name} {source_width}x{source_height} to {width}x{height}", run(folder, case, bands),
                    np.stack(expected), largest)


def pads(folder):
    bands = [pixels("uint16", 9, 13) for _ in range(2)]
    for mode, words in {"reflect": {"mode": "reflect"}, "edge": {"mode": "edge"},
                        "constant": {"mode": "constant", "constant_values": 5}}.items():
        case = case_of(bands, (40, 33), pad=mode, fill=5.0, members={"resize_type": "pad"})
        expected = np.stack([np.pad(b, ((0, 24), (0, 27)), **words) for b in bands])
        compare(f"pad {mode}", run(folder, case, bands), expected)
    case = case_of(bands, (6, 4), members={"resize_type": "crop"})
    compare("crop", run(folder, case, bands), np.stack([b[2:6, 3:9] for b in bands]))


def expressions(folder):
    bands = [pixels("uint16", 5, 700), pixels("float32", 5, 700)]
    A = bands[0].astype("float64")
    for text in ["sqrt(abs(A))", "where(A > 100, A, -A) % 7", "log(A + 1) / exp(-A / 1e4)", "(A // 3) ** 2 - A ** 0.5",
                 "logical_or(A <= 177, A >= 185) * A", "minimum(maximum(A, 50), 3000)", "clip(A, 10.5, 99) + rint(A / 3)",
                 "(A > 10) & (A < 1000)", "floor(A / 7) - ceil(A / 9) + sign(A - 50)", "arctan2(A, 3) + hypot(A, 2)"]:
        members = {"pre_processing_function": {"format": "gdal-calc", "expression": text}}
        names = {name: getattr(np, name) for name in dir(np) if not name.startswith("_")}
        with np.errstate(all="ignore"):
            expected = np.stack([eval(text, {**names, "A": band.astype("float64")}).astype("float64") for band in bands])  # noqa: S307
        expected = np.where(np.isfinite(expected), expected, 0)  # what is no number becomes nodata
        compare(f"expression {text}", run(folder, case_of(bands, (700, 5), members), bands), expected)
    assert A.size


with tempfile.TemporaryDirectory() as name:
    for check in (scalings, norms, resizes, pads, expressions):
        check(pathlib.Path(name))
for failure in FAILURES[:40]:
    print(failure)
print(f"{len(FAILURES)} failures")
sys.exit(1 if FAILURES else 0)
