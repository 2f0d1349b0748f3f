# SPDX-License-Identifier: Apache-2.0
"""Model inputs and outputs: structures, scaling, expressions and classes."""

from . import words


def structure(shape, dim_order, data_type="float32"):
    return {"shape": shape, "dim_order": dim_order, "data_type": data_type}


def batch(rng):
    return -1 if rng.random() < 0.85 else rng.choice([1, 8, 16, 32])


def tile(rng):
    return rng.choice([64, 120, 128, 224, 256, 264, 384, 512, 1024])


def _number(rng, low, high):
    return round(rng.uniform(low, high), rng.choice([1, 3, 6, 8, 12]))


def _one_scaling(rng, kind):
    if kind == "z-score":
        return {"type": kind, "mean": _number(rng, 0.1, 4000), "stddev": _number(rng, 0.2, 1500)}
    if kind in ("min-max", "clip"):
        return {"type": kind, "minimum": rng.choice([0, 0.0, -25, -1]), "maximum": rng.choice([1, 255, 10000, 3558.5])}
    if kind == "clip-min":
        return {"type": kind, "minimum": rng.choice([0, 1e-06, -30])}
    if kind == "clip-max":
        return {"type": kind, "maximum": rng.choice([10000, 1.0, 28000])}
    if kind == "processing":
        return {"type": kind, "format": "gdal-calc", "expression": "A * 0.0001 + 0.0"}
    return {"type": kind, "value": rng.choice([1000, 0.0001, 255.0, 10000])}


def value_scaling(rng, size):
    """None, one scaling for all or one for each of `size`; a fixed kind or a mixture."""
    if rng.random() < 0.08:
        return None
    broadcast = rng.random() < (0.15 if rng.rich() else 0.6)
    kind = rng.choice(["z-score"] * 5 + ["min-max", "min-max", "clip", "offset", "scale", "clip-min", "clip-max", "processing"])
    count = 1 if size < 1 or broadcast else size
    return [_one_scaling(rng, kind) for _ in range(count)]


def expression(rng, step):
    kind = rng.random()
    if kind < 0.55:
        value = {"format": "python", "expression": f"{rng.choice(['geomodel', 'tiles', 'eo_pipeline'])}.{step}:{step}_batch"}
    elif kind < 0.7:
        value = {"format": "uri", "expression": {"href": f"https://{rng.choice(words.HOSTS)}/code/{step}.py", "type": "text/x-python"}}
    elif kind < 0.8:
        value = {"format": "docker", "expression": f"registry.example.org/{step}/runner:{rng.randint(1, 4)}.{rng.randint(0, 9)}"}
    elif kind < 0.9:
        value = {"format": "uri", "expression": f"https://{rng.choice(words.HOSTS)}/code/{step}.ipynb"}
    else:
        value = {"format": "gdal-calc", "expression": "numpy.where(A > 0, A, 0)"}
    if rng.random() < 0.2:
        value["description"] = f"The {step} step as it ran in the tests."
    return value


def processing(rng, step):
    """An expression, null or a sequence of expressions."""
    kind = rng.random()
    if kind < 0.15:
        return None
    if kind < 0.25:
        return [expression(rng, step), expression(rng, step)]
    return expression(rng, step)


def model_input(rng, name, tensor, scaled, bands=None, variables=None):
    """An input whose scaling covers `scaled` channels; less than one leaves only a single scaling."""
    made = {"name": name}
    if rng.random() < 0.35 and rng.rich():
        made["description"] = f"{name}: {rng.choice(['one tile', 'a stack of tiles', 'values', 'Kacheln'])} in training order."
    if bands is not None:
        made["bands"] = bands
    if variables is not None:
        made["variables"] = variables
    made["input"] = tensor
    if rng.random() < 0.9:
        made["value_scaling"] = value_scaling(rng, scaled)
    if rng.random() < 0.55:
        made["resize_type"] = rng.choice([None, None, "crop", "pad", "interpolation-linear", "interpolation-nearest"])
    if rng.random() < 0.7 and rng.rich():
        made["pre_processing_function"] = processing(rng, "preprocess")
    return made


def model_output(rng, name, tasks, result, classes=None):
    made = {"name": name, "tasks": tasks, "result": result}
    if rng.random() < 0.3:
        made["description"] = rng.choice(["Scores before the softmax.", "Values in the units of the labels.", "Raw model output."])
    if classes:
        made["classification:classes"] = classes
    if rng.random() < 0.7 and rng.rich():
        made["post_processing_function"] = processing(rng, "postprocess")
    return made


def classes(rng, sets):
    """Classes of one of the named sets; `title` and `nodata` are unknown members that real files carry."""
    rows = words.CLASS_SETS[rng.choice(sets)]
    if not rng.rich():
        rows = rows[: rng.randint(2, 5)]
    elif len(rows) > 4 and rng.random() < 0.5:
        rows = rows[: rng.randint(4, len(rows))]
    first = rng.choice([0, 0, 0, 1])
    coloured, named, titled = rng.rich() and rng.random() < 0.75, rng.random() < 0.85, rng.random() < 0.2
    made = []
    for i, (name, description, colour) in enumerate(rows):
        entry = {"value": first + i, "description": description}
        if named:
            entry["name"] = name
        if coloured:
            entry["color_hint"] = colour
        if titled:
            entry["title"] = description.upper()
            entry["nodata"] = False
        made.append(entry)
    return made
