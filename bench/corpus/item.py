# SPDX-License-Identifier: Apache-2.0
"""One STAC Item around one drawn model."""

import json
import re

from . import archetypes, assets, context, growth, words
from .draw import Draw

_COMPACT = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)
# by indentation: the compact bytes aimed at per byte of text, and the share of detail
_AIM = {None: 0.91, 2: 0.49, 4: 0.28}
_DETAIL = {None: 0.9, 2: 0.12, 4: 0.03}


def _name(rng, model):
    topic = rng.choice(words.TOPICS.get(model.tasks[0], ["Land Cover"]))
    architecture = rng.choice(words.ARCHITECTURES[model.family])
    label = "Custom" if architecture == "unknown" else re.sub(r"[^A-Za-z0-9]", "", architecture)
    name = f"{topic} {model.sensor} {label} v{rng.randint(1, 9)}.{rng.randint(0, 20)}"
    return name, architecture


def _framework(rng, chosen):
    # a share in the lower-case spelling that many publishers use
    framework, version = chosen[0], chosen[1]
    made = {"mlm:framework": framework.lower() if rng.random() < 0.12 else framework}
    if rng.random() < 0.85:
        made["mlm:framework_version"] = version
    return made


def _links(rng, item):
    host = rng.choice(words.HOSTS)
    links = [{"rel": "self", "href": f"https://{host}/items/{item['id']}.json", "type": "application/geo+json"}]
    if rng.random() < 0.8:
        item["collection"] = rng.choice(["ml-models", "eo-models", "modèles", "lab-models-2024"])
        for rel in ("collection", "parent") if rng.rich() else ("collection",):
            links.append({"rel": rel, "href": "../collection.json", "type": "application/json"})
    if rng.random() < 0.7 and rng.rich():
        links.append({"rel": "root", "href": "../../catalog.json", "type": "application/json"})
    return links


def _properties(rng, model, name, architecture, chosen):
    properties = context.time(rng)
    if rng.random() < 0.7:
        properties["title"] = rng.choice([name, f"{name} – {rng.choice(words.PLACES)}", f"Modell «{name}»"])
    if rng.random() < 0.7:
        properties["license"] = rng.choice(words.LICENSES)
    properties.update({"mlm:name": name, "mlm:architecture": architecture, "mlm:tasks": model.tasks})
    if rng.random() < 0.9:
        properties.update(_framework(rng, chosen))
    properties["mlm:input"] = model.inputs
    properties["mlm:output"] = model.outputs
    properties.update(model.cube)
    return properties


def _model_assets(rng, slug):
    chosen = rng.choice(assets.FORMATS)
    made = {rng.choice(["model", "weights", "mlm:model", "checkpoint"]): assets.model_asset(rng, slug, chosen)}
    twins = [f for f in assets.FORMATS if f[0] == chosen[0] and f[2] != chosen[2]]
    if twins and rng.random() < 0.15:
        made["second"] = assets.model_asset(rng, slug, rng.choice(twins))
    return made, chosen


EXTENSIONS = {"eo": "eo/v1.1.0", "raster": "raster/v1.1.0", "cube": "datacube/v2.3.0", "file": "file/v2.1.0"}


def _base(rng, number):
    model = archetypes.draw(rng)
    name, architecture = _name(rng, model)
    slug = re.sub(r"[^a-z0-9.]+", "-", name.lower()) + f"-{number:06x}"
    files, chosen = _model_assets(rng, slug)
    properties = _properties(rng, model, name, architecture, chosen)
    used = assets.describe_bands(rng, model, properties, list(files.values()))
    used += ["cube"] if model.cube else []
    used += ["file"] if any("file:size" in asset for asset in files.values()) else []
    uris = ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"]
    uris += [f"https://stac-extensions.github.io/{EXTENSIONS[key]}/schema.json" for key in used]
    geometry, bbox = context.place(rng)
    item = {"type": "Feature", "stac_version": "1.0.0", "stac_extensions": uris, "id": slug, "geometry": geometry}
    if bbox is not None:
        item["bbox"] = bbox
    item["properties"] = properties
    item["links"] = _links(rng, item)
    item["assets"] = files
    return item


def _mixed(rng, value):
    """The same value with the members of its objects in another order."""
    if isinstance(value, dict):
        keys = list(value)
        if rng.random() < 0.7:
            rng.shuffle(keys)
        return {key: _mixed(rng, value[key]) for key in keys}
    if isinstance(value, list):
        return [_mixed(rng, v) for v in value] if value and isinstance(value[0], (dict, list)) else value
    return value


def draw(seed, number, indent, mean):
    """The text of document `number` of a corpus; the same for the same arguments."""
    rng = Draw(f"{seed}:{number}", _DETAIL[indent])
    item = _base(rng, number)
    target = mean * min(max(rng.lognormvariate(-0.045, 0.3), 0.45), 2.6) * _AIM[indent]
    size = len(_COMPACT.encode(item))
    grow = growth.steps(rng, item)
    while size < target:
        size += len(_COMPACT.encode(next(grow)))
    order = rng.random()
    if order < 0.3:
        item = _mixed(rng, item)
    return json.dumps(
        item, indent=indent, ensure_ascii=rng.random() < 0.1, sort_keys=0.3 <= order < 0.42,
        separators=(",", ":") if indent is None else None)
