# SPDX-License-Identifier: Apache-2.0
"""Reads the golden exports as other programs would: check_exports.py mlflow|deepness|emd SOURCE_DIR."""

import json
import pathlib
import sys


def check_mlflow(model, item):
    """What MLflow does: the file is YAML, signature and our metadata are JSON texts in it."""
    assert set(model) == {"flavors", "metadata", "signature"}
    for flavor in model["flavors"].values():
        assert all(isinstance(value, str) for value in flavor.values()), flavor
    metadata = json.loads(model["metadata"]["mlm"])
    properties = item["properties"]
    assert metadata["mlm:input"] == properties["mlm:input"]
    assert metadata["mlm:hyperparameters"] == properties["mlm:hyperparameters"]
    for side, key, structure in (("inputs", "mlm:input", "input"), ("outputs", "mlm:output", "result")):
        specs = json.loads(model["signature"][side])
        assert [spec["name"] for spec in specs] == [each["name"] for each in properties[key]]
        for spec, each in zip(specs, properties[key]):
            assert spec["type"] == "tensor"
            assert spec["tensor-spec"] == {"dtype": each[structure]["data_type"], "shape": each[structure]["shape"]}


def check_deepness(metadata, item):
    """What Deepness does: each value is a text, and JSON."""
    values = {key: json.loads(value) for key, value in metadata.items()}
    if "resolution" in values:
        assert abs(values["resolution"] / 100 - item["properties"]["gsd"]) < 1e-9
    if "class_names" in values:
        names = values["class_names"]
        assert [int(number) for number in names] == list(range(len(names)))
    assert len(values.get("standardization_mean", [])) == len(values.get("standardization_std", []))


def check_emd(definition, item):
    for number in ("ImageHeight", "ImageWidth", "BatchSize"):
        assert isinstance(definition.get(number, 1), int)
    for label in definition.get("Classes", []):
        assert isinstance(label["Value"], int) and isinstance(label["Name"], str)
        assert len(label["Color"]) == 3 and all(0 <= part <= 255 for part in label["Color"])
    assert definition["ModelFile"] in [asset["href"].rsplit("/", 1)[1] for asset in item["assets"].values()]


FILES = {"mlflow": "MLmodel", "deepness": "*.deepness.json", "emd": "*.emd"}
CHECKS = {"mlflow": check_mlflow, "deepness": check_deepness, "emd": check_emd}


def main(check, source):
    read = json.loads
    if check == "mlflow":
        try:
            import yaml
        except ImportError:
            print("skipped: python3-yaml is missing (scripts/setup test installs it)")
            return 77
        read = yaml.safe_load
    root = pathlib.Path(source)
    files = sorted((root / "tests/golden/export").glob(f"*/{check}/{FILES[check]}"))
    assert len(files) == 6, files
    for path in files:
        name = path.parts[-3]
        item = json.loads((root / "examples" / name / f"{name}.json").read_text("utf-8"))
        CHECKS[check](read(path.read_text("utf-8")), item)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
