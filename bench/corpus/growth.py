# SPDX-License-Identifier: Apache-2.0
"""Optional members, added one by one until an Item has the size that was drawn for it."""

from . import assets, words


def _sentence(rng):
    return rng.choice(words.SENTENCES).format(place=rng.choice(words.PLACES), n=rng.randint(3, 97))


def _description(rng, item):
    separator = rng.choice([" ", " ", "\n\n"])
    return item["properties"], "description", separator.join(_sentence(rng) for _ in range(rng.randint(1, 4)))


def _hyperparameters(rng, item):
    made = {
        "learning_rate": rng.choice([0.001, 3e-05, 0.0005, 1e-4]), "batch_size": 2 ** rng.randint(2, 9),
        "epochs": rng.randint(10, 400), "optimizer": rng.choice(["AdamW", "SGD", "lion"]),
        "weight_decay": round(rng.uniform(0, 0.1), 5), "seed": rng.getrandbits(31), "mixed_precision": rng.random() < 0.5,
        "scheduler": {"name": "cosine", "warmup_steps": rng.randint(0, 5000), "min_lr": 1e-07},
        "augmentation": ["flip", "rotate90", {"name": "colour jitter", "p": 0.2}], "patience": None,
        "encoder.depth": rng.randint(3, 24), "dropout": round(rng.random(), 3)}
    keys = rng.sample(list(made), rng.randint(3, len(made)))
    return item["properties"], "mlm:hyperparameters", {key: made[key] for key in keys}


def _accelerator(rng, item):
    name = rng.choice(["cuda", "cuda", "amd64", "xla", "amd-rocm", "macos-arm", None])
    made = {"mlm:accelerator": name, "mlm:accelerator_constrained": name == "amd64"}
    if name and rng.random() < 0.6:
        made["mlm:accelerator_count"] = rng.randint(1, 4)
        made["mlm:accelerator_summary"] = rng.choice(["one card with 12 GB", "Any recent GPU", "tested on \"A100\" and H100"])
    item["properties"].update(made)
    return None, None, made


def _sizes(rng, item):
    parameters = rng.randint(40_000, 900_000_000)
    made = {"mlm:total_parameters": parameters, "mlm:memory_size": 4 * parameters, "mlm:batch_size_suggestion": 2 ** rng.randint(0, 9)}
    item["properties"].update(made)
    return None, None, made


def _providers(rng, item):
    made = []
    for name, slug in rng.sample(words.ORGANISATIONS, rng.randint(1, 3)):
        provider = {"name": name, "roles": rng.sample(["producer", "licensor", "processor", "host"], rng.randint(1, 2))}
        if rng.random() < 0.8:
            provider["url"] = f"https://{slug}.example.org/"
        if rng.random() < 0.3:
            provider["description"] = _sentence(rng)
        made.append(provider)
    return item["properties"], "providers", made


def _keywords(rng, item):
    return item["properties"], "keywords", rng.sample(words.KEYWORDS, rng.randint(3, 8))


def _instrument(rng, item):
    made = {"constellation": rng.choice(["sentinel-2", "landsat", "planet"]), "instruments": ["msi"], "gsd": rng.choice([10, 30, 3.7, 0.5])}
    item["properties"].update(made)
    return None, None, made


def _science(rng, item):
    made = {"sci:doi": f"10.{rng.randint(1000, 99999)}/zenodo.{rng.randint(10**6, 10**7)}"}
    name = rng.choice(words.ORGANISATIONS)[0]
    made["sci:citation"] = f"{name} ({rng.randint(2019, 2025)}): {item['properties']['mlm:name']}. Zenodo."
    if rng.random() < 0.5:
        made["sci:publications"] = [
            {"doi": f"10.{rng.randint(1000, 9999)}/j.{rng.getrandbits(24)}", "citation": f"{name} et al., {_sentence(rng)}"}
            for _ in range(rng.randint(1, 3))]
    item["properties"].update(made)
    item["links"].append({"rel": "cite-as", "href": f"https://doi.org/{made['sci:doi']}"})
    _declare(item, "scientific/v1.0.0")
    return None, None, made


def _processing(rng, item):
    made = {"processing:level": rng.choice(["L1C", "L2A", "L2", "L3"]), "processing:lineage": _sentence(rng)}
    if rng.random() < 0.4:
        made["processing:software"] = {"sen2cor": "2.11", "geo-tiler": f"{rng.randint(0, 3)}.{rng.randint(0, 30)}"}
    if rng.random() < 0.3:
        made["processing:facility"] = rng.choice(words.ORGANISATIONS)[0]
    item["properties"].update(made)
    _declare(item, "processing/v1.1.0")
    return None, None, made


def _training_links(rng, item):
    made = []
    for split in rng.sample(["train", "validate", "test"], rng.randint(1, 3)):
        link = {"rel": "derived_from", "href": f"https://{rng.choice(words.HOSTS)}/datasets/{rng.getrandbits(24):06x}/{split}.json"}
        made.append({**link, "type": "application/json", "title": f"Data: {split}", "ml-aoi:split": split})
    item["links"].extend(made)
    _declare(item, "ml-aoi/v0.2.0")
    return None, None, made


def _more_links(rng, item):
    host = rng.choice(words.HOSTS)
    choices = [
        {"rel": "about", "href": f"https://{host}/cards/{item['id']}", "type": "text/html", "title": "Model card"},
        {"rel": "license", "href": f"https://{host}/licence.txt", "type": "text/plain"},
        {"rel": "example", "href": f"https://git.example.org/{item['id']}/notebook.ipynb", "title": "Beispiel", "type": "application/x-ipynb+json"},
        {"rel": "predecessor-version", "href": f"./{item['id']}-old.json", "type": "application/geo+json"},
        {"rel": "via", "href": f"https://{host}/papers/{rng.getrandbits(32)}", "acme:checked": True}]
    made = rng.sample(choices, rng.randint(1, 3))
    item["links"].extend(made)
    return None, None, made


def _asset(key, make):
    def step(rng, item):
        return item["assets"], key, make(rng, item["id"])
    return step


def _vendor(rng, item):
    """A member of no extension, of the kinds that publishers add."""
    kind = rng.random()
    if kind < 0.4:
        value = {"epoch": list(range(1, 9)), "loss": [round(rng.uniform(0.01, 2), 5) for _ in range(8)], "best": rng.random()}
    elif kind < 0.7:
        value = {f"score {i}": {"mIoU": round(rng.random(), 4), "f1": round(rng.random(), 4), "n": rng.getrandbits(20)} for i in range(4)}
    elif kind < 0.9:
        value = [_sentence(rng), None, True, rng.getrandbits(50), {"nested": [[1, 2.5], [-3e-08, 0]]}]
    else:
        value = f"{rng.getrandbits(128):032x}"
    parent = item["properties"] if rng.random() < 0.8 else item
    return parent, f"acme:{rng.choice(['history', 'scores', 'notes', 'run', 'ledger'])}_{rng.randint(1, 99)}", value


def _root_note(rng, item):
    return item, "$comment", _sentence(rng)


def _pretrained(rng, item):
    known = rng.random() < 0.7
    made = {"mlm:pretrained": known, "mlm:pretrained_source": rng.choice(words.DATASETS) if known else None}
    item["properties"].update(made)
    return None, None, made


def _declare(item, extension):
    uri = f"https://stac-extensions.github.io/{extension}/schema.json"
    if uri not in item["stac_extensions"]:
        item["stac_extensions"].append(uri)


STEPS = [
    _description, _hyperparameters, _accelerator, _sizes, _providers, _keywords, _instrument, _science, _processing, _training_links,
    _more_links, _pretrained, _root_note,
    _asset("mlm:source_code", assets.source_code), _asset("thumbnail", assets.picture), _asset("metrics", assets.metrics),
    _asset("mlm:container", lambda rng, slug: assets.container(rng, slug, "inference")),
    _asset("mlm:training", lambda rng, slug: assets.container(rng, slug, "training"))]


def steps(rng, item):
    """Adds one thing after the other without end; yields what was added."""
    order = rng.sample(STEPS, len(STEPS))
    while True:
        step = order.pop() if order else _vendor
        parent, key, value = step(rng, item)
        if parent is not None:
            parent[key] = value
        yield {key: value} if key else value
