# SPDX-License-Identifier: Apache-2.0
"""whole_runs.py MLM [COUNT [SEED]]: random networks, Items and scenes, as `mlm run` and as NumPy with ONNX Runtime does them on
the whole image at once, from the Item alone. Compares each pixel, and what the file and its Item say of themselves.

Numbers may differ by 1e-4 of the largest: versions of the runtime add in other orders; classes where two scores are as near."""

import hashlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile

try:
    import numpy as np
    import onnx
    import onnxruntime
    import rasterio
    import rasterio.warp
    from onnx import TensorProto, helper, numpy_helper
except ImportError as missing:
    print(f"skipped: {missing.name} is not there (HEAVY_READERS=1 scripts/setup test installs it)")
    sys.exit(77)

MLM = sys.argv[1]
TYPES = ["float32", "uint8", "int16", "uint16", "int32", "float16"]
# Stride of the network, margin that it takes off at each side, size of the result by that of the image.
NETS = {"pixel": (1, 0, 1), "same": (1, 0, 1), "valid": (1, 2, 1), "hourglass": (4, 0, 1), "double": (1, 0, 2), "half": (2, 0, 0.5)}
NAMES = ["B02", "B03", "B04", "B08", "B11", "B12"]
EXPRESSIONS = ["(B08 - B04) / (B08 + B04) * 1000", "where(B08 > B02, B08 - B02, 0.5 * B03)", "sqrt(B11) + B12 ** 2 / 10000"]
DIMENSIONS = {"N": "batch", "C": "bands", "H": "height", "W": "width"}


def save_network(case, numbers, path):
    weights, nodes = [], []

    def weight(*shape):
        values = numbers.normal(size=shape) / np.sqrt(np.prod(shape[1:]))
        weights.append(numpy_helper.from_array(values.astype("float32"), f"w{len(weights)}"))
        return weights[-1].name

    def add(operator, given, inputs=(), **attributes):
        nodes.append(helper.make_node(operator, [given, *inputs], [f"n{len(nodes)}"], **attributes))
        return nodes[-1].output[0]

    def convolution(given, of, to, size, pad, **attributes):
        return add("Conv", given, [weight(to, of, size, size), weight(to)], pads=[pad] * 4, **attributes)

    kind, classes, channels = case["net"], case["classes"], case["channels"]
    is_last = case["order"] == "NHWC"
    last = add("Cast", "pixels", to=TensorProto.FLOAT)
    last = add("Transpose", last, perm=[0, 3, 1, 2]) if is_last else last
    size, pad = {"pixel": (1, 0), "valid": (3, 0)}.get(kind, (3, 1))
    last = add("Relu", convolution(last, channels, 6, size, pad, strides=[2, 2] if kind == "hourglass" else [1, 1]))
    if kind in ("half", "hourglass"):
        last = add("MaxPool", last, kernel_shape=[2, 2], strides=[2, 2])
    if kind == "hourglass":
        weights.append(numpy_helper.from_array(np.array([1, 1, 4, 4], "float32"), "scales"))
        last = add("Resize", last, ["", "scales"], mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    if kind == "double":
        last = add("ConvTranspose", last, [weight(6, classes, 2, 2)], strides=[2, 2])
    elif kind == "same":
        last = convolution(last, 6, classes, 3, 2, dilations=[2, 2])
    else:
        last = convolution(last, 6, classes, size, pad)
    add("Transpose", last, perm=[0, 2, 3, 1] if is_last else [0, 1, 2, 3])
    nodes[-1].output[0] = "scores"

    def told(name, kind, count, height, width):
        sizes = dict(zip("NCHW", ("n", count, height, width)))
        return helper.make_tensor_value_info(name, kind, [sizes[d] for d in case["order"]])

    graph = helper.make_graph(nodes, "net", [told("pixels", helper.np_dtype_to_tensor_dtype(np.dtype(case["type"])), channels, case["size"] or "h", case["size"] or "w")],
                              [told("scores", TensorProto.FLOAT, classes, "a", "b")], weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)


def some_scaling(chance):
    low = chance.choice([0, 100.5, -3])
    return chance.choice([
        {"type": "min-max", "minimum": low, "maximum": low + chance.choice([10000, 300.25])},
        {"type": "z-score", "mean": chance.uniform(0, 3000), "stddev": chance.uniform(1, 2000)},
        {"type": "clip", "minimum": low, "maximum": low + 5000}, {"type": "clip-min", "minimum": 1000.5},
        {"type": "clip-max", "maximum": 2000.25}, {"type": "offset", "value": chance.uniform(-2000, 2000)},
        {"type": "scale", "value": chance.choice([10000, 0.5, -255])},
        {"type": "processing", "format": "gdal-calc", "expression": "numpy.log(A) * 30 + (A > 1000)"}])


def save_scene(chance, numbers, path, options):
    size = (chance.randrange(5, 90), chance.randrange(5, 90))
    stored = chance.choice(["uint8", "int16", "uint16", "float32"])
    pixels = numbers.integers(1, 255 if stored == "uint8" else 9000, (len(NAMES), *size)).astype(stored)
    nodata = chance.choice([None, 0, 0]) if stored != "float32" else chance.choice([None, -9999, float("nan")])
    if nodata is not None:
        pixels[:, : size[0] // 3, : size[1] // 4] = nodata
        for band in pixels[::2]:
            band[chance.randrange(size[0]):, chance.randrange(size[1]):] = nodata
    if stored == "float32" and chance.random() < 0.4:
        pixels[:, size[0] // 2, ::3], pixels[0, size[0] // 2, 1::3] = np.nan, np.inf
    profile = {"driver": "GTiff", "height": size[0], "width": size[1], "count": len(NAMES), "dtype": stored, "nodata": nodata,
               "crs": "EPSG:32633", "transform": rasterio.transform.from_origin(400020, 5000040, 10, 10)}
    profile |= chance.choice([{}, {"tiled": True, "blockxsize": 16, "blockysize": 16, "compress": "deflate", "interleave": "pixel"}])
    with rasterio.open(path, "w", **profile) as file:
        file.write(pixels)
        file.descriptions = chance.sample(NAMES, len(NAMES))
        if chance.random() < 0.3:
            file.scales, file.offsets = [chance.choice([0.0001, 0.5])] * len(NAMES), [chance.choice([0, -0.1])] * len(NAMES)
            options["--scale"] = chance.choice(["apply", "none"])
    options["--pad"] = chance.choice(["reflect", "edge", "constant"]) if min(size) > 40 else "edge"


def some_input(chance, case, options):
    bands = [{"name": name} for name in chance.sample(NAMES, case["channels"])]
    if chance.random() < 0.3:
        bands[0] = {"name": "index", "format": chance.choice(["rio-calc", "numexpr"]), "expression": chance.choice(EXPRESSIONS)}
    sizes = dict(zip("NCHW", (-1, case["channels"], case["size"] or -1, case["size"] or -1)))
    made = {"name": "pixels", "bands": bands, "input": {"shape": [sizes[d] for d in case["order"]], "data_type": case["type"],
                                                        "dim_order": [DIMENSIONS[d] for d in case["order"]]}}
    if case["version"] == "1.3.0":
        made |= {"norm_type": chance.choice(["min-max", "z-score", "l1", "l2", "inf"]), "norm_by_channel": True}
        if made["norm_type"] in ("min-max", "z-score"):
            made["statistics"] = [{"minimum": 10 * i, "maximum": 8000 + i, "mean": 2000 - i, "stddev": 900 + i} for i, _ in enumerate(bands)]
        else:
            options["--norm-domain"] = chance.choice(["sample", "channel", "pixel"])
    elif chance.random() < 0.8:
        made["value_scaling"] = [some_scaling(chance) for _ in (bands if chance.random() < 0.5 else [0])]
    if chance.random() < 0.2:
        made["pre_processing_function"] = {"format": "numexpr", "expression": "x * 2 + 1"}
    return made


def save_case(chance, numbers, folder):
    case = {"net": chance.choice(list(NETS)), "channels": chance.randrange(1, 5), "classes": chance.choice([1, 2, 3, 5]),
            "order": chance.choice(["NCHW", "NCHW", "NHWC"]), "type": chance.choice(TYPES + ["float32"] * 4),
            "version": chance.choice(["1.5.2", "1.5.2", "1.3.0"])}
    case["size"] = chance.choice([None, None, 24, 32]) if case["net"] != "valid" else None
    case["result"] = chance.choice(["classes", "probabilities", "values"]) if case["classes"] > 1 else "values"
    options = {"--datetime": "2024-05-01T10:00:00Z", "--activation": chance.choice(["softmax", "sigmoid"]),
               "--nodata-policy": chance.choice(["any", "any", "all"]), "--dn-offset": chance.choice(["none", "none", "-1000", "12.5"])}
    options |= {} if case["size"] else {"--tile": chance.choice(["16", "32", "64"])}
    options |= {"classes": {}, "probabilities": {"--result": "probabilities"}, "values": {"--activation": "none"}}[case["result"]]
    dimensions = [DIMENSIONS[d].replace("bands", "bands" if case["result"] == "values" else "class") for d in case["order"]]
    output = {"name": "scores", "tasks": ["regression" if case["result"] == "values" else "semantic-segmentation"],
              "result": {"shape": [{"C": case["classes"]}.get(d, -1) for d in case["order"]], "dim_order": dimensions, "data_type": "float32"}}
    if case["result"] == "values":
        output["bands"] = [f"v{i}" for i in range(case["classes"])]
    else:
        output["classification:classes"] = [{"value": v, "name": f"c{v}", "description": f"class {v}", "color_hint": f"{v:06X}"}
                                            for v in chance.sample(range(chance.choice([200, 300])), case["classes"])]
    save_scene(chance, numbers, folder / "scene.tif", options)
    properties = {"datetime": "2024-01-01T00:00:00Z", "mlm:name": "net of a test", "mlm:architecture": "convolutions", "mlm:framework": "ONNX",
                  "mlm:tasks": output["tasks"], "mlm:input": [some_input(chance, case, options)], "mlm:output": [output],
                  "bands": [{"name": name} for name in NAMES]}
    model = {"href": "./net.onnx", "type": "application/octet-stream; application=onnx", "mlm:artifact_type": "onnx", "roles": ["mlm:model"]}
    item = {"type": "Feature", "stac_version": "1.1.0", "id": "model", "geometry": None, "links": [], "properties": properties,
            "stac_extensions": [f"https://stac-extensions.github.io/mlm/v{case['version']}/schema.json"], "assets": {"model": model}}
    (folder / "model.json").write_text(json.dumps(item))
    save_network(case, numbers, folder / "net.onnx")
    return case, options


# --- What the metadata say, on the whole image at once.

def stored_bands(path, options):
    with rasterio.open(path) as file:
        bands = {}
        for i, name in enumerate(file.descriptions):
            pixels = file.read(i + 1).astype("float64")
            holes = ~np.isfinite(pixels) | (pixels == (file.nodata if file.nodata is not None else np.nan))
            pixels = np.where(holes, 1, pixels) + (float(options["--dn-offset"]) if options["--dn-offset"] != "none" else 0)
            if options.get("--scale") == "apply":
                pixels = pixels * file.scales[i] + file.offsets[i]
            bands[name] = (pixels, holes)
        return bands, file.transform


def scaled(x, told):
    """MLM's table: `offset` is taken away, and `scale` divides."""
    kind = told["type"]
    if kind == "processing":
        return eval(told["expression"], {"numpy": np, "A": x})
    low, high = told.get("minimum", -np.inf), told.get("maximum", np.inf)
    if kind.startswith("clip"):
        return np.clip(x, low, high)
    middle, by = {"offset": (told.get("value"), 1), "scale": (0, told.get("value")), "min-max": (low, high - low),
                  "z-score": (told.get("mean"), told.get("stddev"))}[kind]
    return (x - middle) / by


def normed(x, holes, options, told):
    if told["norm_type"] in ("min-max", "z-score"):
        return np.stack([scaled(band, numbers | {"type": told["norm_type"]}) for band, numbers in zip(x, told["statistics"])])
    axes = {"sample": (0, 1, 2), "channel": (1, 2), "pixel": (0,)}[options["--norm-domain"]]
    sizes = np.where(holes, 0, np.abs(x))
    norm = {"l1": sizes.sum, "inf": sizes.max, "l2": lambda *of, **how: np.sqrt((sizes ** 2).sum(*of, **how))}[told["norm_type"]](axes, keepdims=True)
    return np.where(norm > 0, x / np.where(norm > 0, norm, 1), 0)


def tensor_of(folder, options, told):
    """Bands of the whole scene as the network takes them, which pixels have no data, and the grid."""
    stored, transform = stored_bands(folder / "scene.tif", options)
    bands = []
    for band in told["bands"]:
        if "expression" not in band:
            bands.append(stored[band["name"]])
            continue
        used = [name for name in NAMES if name in band["expression"]]
        plane = eval(band["expression"], {name: stored[name][0] for name in used} | {"where": np.where, "sqrt": np.sqrt})
        holes = np.any([stored[name][1] for name in used], axis=0) | ~np.isfinite(plane)
        bands.append((np.where(holes, 1, plane), holes))
    x, holes = (np.stack(planes) for planes in zip(*bands))
    if "value_scaling" in told:
        x = np.stack([scaled(plane, one) for plane, one in zip(x, told["value_scaling"] * (len(x) // len(told["value_scaling"])))])
    elif "norm_type" in told:
        x = normed(x, holes, options, told)
    if "pre_processing_function" in told:
        x = x * 2 + 1
    holes |= ~np.isfinite(x)
    x, kind = np.where(holes, 0, x), np.dtype(told["input"]["data_type"])
    if kind.kind in "iu":
        x = np.clip(np.rint(x), np.iinfo(kind).min, np.iinfo(kind).max)
    return x.astype(kind), holes.any(0) if options["--nodata-policy"] == "any" else holes.all(0), transform


def whole_run(folder, case, options, told):
    x, nodata, transform = tensor_of(folder, options, told)
    stride, margin, factor = NETS[case["net"]]
    size = x.shape[1:]
    beyond = [(margin, margin + max(-n % stride, (case["size"] or 0) - n)) for n in size]
    x = np.pad(x, [(0, 0), *beyond], mode=options["--pad"])
    net = onnx.load(folder / "net.onnx")
    for i, dimension in enumerate(net.graph.input[0].type.tensor_type.shape.dim):
        dimension.dim_param = f"d{i}"
    session = onnxruntime.InferenceSession(net.SerializeToString(), providers=["CPUExecutionProvider"])
    is_last = case["order"] == "NHWC"
    y = session.run(None, {"pixels": (x.transpose(1, 2, 0) if is_last else x)[None]})[0][0]
    y = (y.transpose(2, 0, 1) if is_last else y)[:, : int(np.ceil(size[0] * factor)), : int(np.ceil(size[1] * factor))]
    if factor == 2:
        nodata = nodata.repeat(2, 0).repeat(2, 1)
    elif factor == 0.5:
        together = np.any if options["--nodata-policy"] == "any" else np.all
        nodata = np.pad(nodata, [(0, n % 2) for n in size], constant_values=together is np.all)
        nodata = together(nodata.reshape(y.shape[1], 2, y.shape[2], 2), axis=(1, 3))
    if case["result"] == "probabilities":
        y = y.astype("float64") - (y.max(0) if options["--activation"] == "softmax" else 0)
        y = np.exp(y) / np.exp(y).sum(0) if options["--activation"] == "softmax" else 1 / (1 + np.exp(-y))
    return y, nodata, transform * transform.scale(1 / factor)


# --- What is compared.

def pixels_differ(found, file, y, nodata, classes):
    holes = found[0] == file.nodata if classes else np.isnan(found[0])
    if np.any(holes != nodata):
        return f"{np.sum(holes != nodata)} pixels are nodata in one alone"
    near = 1e-4 * max(np.abs(y[:, ~nodata]).max(initial=0), 1e-6)
    if classes:
        best = np.sort(y, axis=0)
        wrong = ((found[0] != np.array([one["value"] for one in classes])[y.argmax(0)]) & (best[-1] - best[-2] > near))[None]
    else:
        wrong = ~(np.abs(found - y) <= near)
    wrong &= ~nodata
    return f"{wrong.sum()} of {wrong.size} differ, the first at {np.argwhere(wrong)[0].tolist()}" if wrong.any() else ""


def says_wrong(file, item, path):
    asset, told, data = item["assets"]["result"], item["properties"], path.read_bytes()
    if (asset["file:size"], asset["file:checksum"]) != (len(data), "1220" + hashlib.sha256(data).hexdigest()):
        return "file:size or file:checksum are of another file"
    if (told["proj:shape"], told["proj:transform"], told["proj:code"]) != (list(file.shape), list(file.transform)[:6], str(file.crs)):
        return "proj: fields are of another grid"
    if not np.allclose(item["bbox"], rasterio.warp.transform_bounds(file.crs, "EPSG:4326", *file.bounds, densify_pts=101), rtol=0, atol=1e-6):
        return f"bbox {item['bbox']}"
    if file.tags(ns="IMAGE_STRUCTURE").get("LAYOUT") != "COG":
        return "is no COG"
    for i in file.indexes:
        pixels = np.ma.masked_invalid(file.read(i, masked=True)).compressed().astype("float64")
        if not pixels.size:
            continue
        told = [float(file.tags(i)[f"STATISTICS_{what}"]) for what in ("MINIMUM", "MAXIMUM", "MEAN", "STDDEV")]
        expected = [pixels.min(), pixels.max(), pixels.mean(), pixels.std()]
        if not np.allclose(told, expected, rtol=1e-5, atol=1e-9):
            return f"statistics {told}, not {expected}"
    return ""


def compare(case, options, folder):
    command = [MLM, "run", folder / "model.json", folder / "scene.tif", "--output", folder / "out", *sum(options.items(), ())]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        return done.stderr.strip()
    properties = json.loads((folder / "model.json").read_text())["properties"]
    y, nodata, transform = whole_run(folder, case, options, properties["mlm:input"][0])
    path = next((folder / "out").glob("*.tif"))
    with rasterio.open(path) as file:
        found = file.read()
        if found.shape[1:] != y.shape[1:] or not file.transform.almost_equals(transform):
            what = f"{found.shape} at {file.transform}, not {y.shape} at {transform}"
        else:
            classes = properties["mlm:output"][0]["classification:classes"] if case["result"] == "classes" else None
            what = pixels_differ(found, file, y, nodata, classes) or says_wrong(file, json.loads(path.with_suffix(".json").read_text()), path)
    return what


def main(count=40, seed=1):
    np.seterr(all="ignore")
    differences = 0
    for number in range(int(seed), int(seed) + int(count)):
        with tempfile.TemporaryDirectory() as name:
            case, options = save_case(random.Random(number), np.random.default_rng(number), pathlib.Path(name))
            if what := compare(case, options, pathlib.Path(name)):
                differences += 1
                print(f"seed {number}, {case}, {options}: {what}")
    print(f"{count} runs, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[2:]))
