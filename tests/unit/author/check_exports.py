# SPDX-License-Identifier: Apache-2.0
"""Reads the golden exports as other programs would: check_exports.py triton|mlflow|deepness|emd SOURCE_DIR."""

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


def model_config():
    """The part of Triton's message ModelConfig that we write, with the numbers that it has there."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    proto = descriptor_pb2.FileDescriptorProto(name="config.proto", package="t", syntax="proto3")
    kinds = descriptor_pb2.FieldDescriptorProto

    def enumeration(name, words):
        made = proto.enum_type.add(name=name)
        for number, word in enumerate(words):
            made.value.add(name=word, number=number)

    def message(title, /, **fields):
        made = proto.message_type.add(name=title)
        for field, (number, kind, repeated) in fields.items():
            added = made.field.add(name=field, number=number, label=3 if repeated else 1)
            if isinstance(kind, str):
                added.type = kinds.TYPE_ENUM if kind in ("Type", "Format", "Kind") else kinds.TYPE_MESSAGE
                added.type_name = f".t.{kind}"
            else:
                added.type = kind

    enumeration("Type", ["TYPE_INVALID", "TYPE_BOOL"] + [f"TYPE_UINT{n}" for n in (8, 16, 32, 64)]
                + [f"TYPE_INT{n}" for n in (8, 16, 32, 64)] + [f"TYPE_FP{n}" for n in (16, 32, 64)])
    enumeration("Format", ["FORMAT_NONE", "FORMAT_NHWC", "FORMAT_NCHW"])
    enumeration("Kind", ["KIND_AUTO", "KIND_GPU", "KIND_CPU", "KIND_MODEL"])
    text, number = kinds.TYPE_STRING, kinds.TYPE_INT64
    message("Reshape", shape=(1, number, True))
    message("Input", name=(1, text, False), data_type=(2, "Type", False), format=(3, "Format", False),
            dims=(4, number, True), reshape=(5, "Reshape", False))
    message("Output", name=(1, text, False), data_type=(2, "Type", False), dims=(3, number, True),
            label_filename=(4, text, False), reshape=(5, "Reshape", False))
    message("Instances", kind=(4, "Kind", False))
    message("ModelConfig", name=(1, text, False), platform=(2, text, False),
            max_batch_size=(4, kinds.TYPE_INT32, False), input=(5, "Input", True), output=(6, "Output", True),
            instance_group=(7, "Instances", True), backend=(17, text, False))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(proto)
    description = pool.FindMessageTypeByName("t.ModelConfig")
    if hasattr(message_factory, "GetMessageClass"):  # since protobuf 4.22
        return message_factory.GetMessageClass(description)()
    return message_factory.MessageFactory(pool).GetPrototype(description)()


def read_triton(text):
    from google.protobuf import text_format

    return text_format.Parse(text, model_config())


def check_triton(config, item):
    assert config.name == item["id"]
    for tensors, key, structure in ((config.input, "mlm:input", "input"), (config.output, "mlm:output", "result")):
        for tensor, each in zip(tensors, item["properties"][key], strict=True):
            assert tensor.name == each["name"]
            assert [-1, *tensor.dims] == each[structure]["shape"]
            assert tensor.data_type == 11  # TYPE_FP32, as all examples have it


FILES = {"triton": "*/config.pbtxt", "mlflow": "MLmodel", "deepness": "*.deepness.json", "emd": "*.emd"}
CHECKS = {"triton": check_triton, "mlflow": check_mlflow, "deepness": check_deepness, "emd": check_emd}


def reader(check):
    """What makes of a file what its check looks at."""
    if check == "triton":
        import google.protobuf  # noqa: F401

        return read_triton
    if check == "mlflow":
        import yaml

        return yaml.safe_load
    return json.loads


def main(check, source):
    try:
        read = reader(check)
    except ImportError as missing:
        print(f"skipped: the Python package {missing.name} is missing")
        return 77
    root = pathlib.Path(source)
    files = sorted((root / "tests/golden/export").glob(f"*/{check}/{FILES[check]}"))
    assert len(files) == 6, files
    for path in files:
        name = path.relative_to(root / "tests/golden/export").parts[0]
        item = json.loads((root / "examples" / name / f"{name}.json").read_text("utf-8"))
        CHECKS[check](read(path.read_text("utf-8")), item)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
