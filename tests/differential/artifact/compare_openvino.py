#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random graphs, built and saved by OpenVINO, as mlm inspect and OpenVINO read them; and parts of their XML or of their weights,
which mlm must not call data: compare_openvino.py MLM [COUNT [SEED]]"""
import os
import pathlib
import random
import sys
import tempfile

import inspected

HEAVY = "HEAVY_READERS=1 scripts/setup test installs it"
os.environ["OPENVINO_TELEMETRY_DISABLED"] = "1"
numpy = inspected.reader("numpy", HEAVY)
openvino = inspected.reader("openvino", HEAVY)

TYPES = {"f32": "float32", "f16": "float16", "i32": "int32", "i64": "int64", "u8": "uint8"}


def random_size(chance):
    return chance.choice([openvino.Dimension(), openvino.Dimension(2, 9), openvino.Dimension(1), openvino.Dimension(6)])


def random_model(chance):
    op = openvino.opset13
    parameters, outputs = [], []
    for number in range(chance.randrange(1, 4)):
        kind = chance.choice(["f32", "f32", "i32"])
        shape = openvino.PartialShape([random_size(chance) for _ in range(chance.randrange(0, 5))])
        if chance.random() < 0.1:
            shape = openvino.PartialShape.dynamic()
        parameter = op.parameter(shape, {"f32": numpy.float32, "i32": numpy.int32}[kind], name=f"parameter {number} <&>")
        if chance.random() < 0.7:
            parameter.output(0).set_names({f"input,{number}"} if chance.random() < 0.2 else {f"input_{number}"})
        parameters.append(parameter)
        node = parameter
        for _ in range(chance.randrange(4)):
            dtype = {"f32": numpy.float32, "i32": numpy.int32}[kind]
            values = numpy.random.default_rng(chance.randrange(99)).integers(0, 9, chance.choice([[], [1], [1, 1]])).astype(dtype)
            node = chance.choice([op.add, op.multiply])(node, op.constant(values))
        if node is parameter:
            node = op.relu(node) if kind == "f32" else op.abs(node)
        if chance.random() < 0.7:
            node.output(0).set_names({f"output_{number}"})
        outputs.append(node.output(0))
    return openvino.Model(outputs, parameters, "made at random")


def as_openvino_reads(path):
    model = openvino.Core().read_model(path)

    def seen(port):
        shape = port.get_partial_shape()
        sizes = None
        if shape.rank.is_static:
            sizes = [-1 if size.is_dynamic else size.get_length() for size in shape]
        return [sorted(port.get_names()), sizes, TYPES[port.get_element_type().get_type_name()]]

    constants = [node for node in model.get_ordered_ops() if node.get_type_name() == "Constant"]
    return {
        "inputs": [seen(port) for port in model.inputs],
        "outputs": [seen(port) for port in model.outputs],
        "constants": sorted([TYPES[c.get_element_type().get_type_name()], list(c.get_output_shape(0))] for c in constants),
        "verdict": "data-only",
    }


def as_mlm_reads(mlm, path):
    said = inspected.inspect(mlm, path)

    def seen(tensor):
        return [[tensor["name"]], tensor["shape"], tensor["data_type"]]

    return {
        "inputs": [seen(t) for t in said["inputs"]],
        "outputs": [seen(t) for t in said["outputs"]],
        "constants": sorted([t["data_type"], t["shape"]] for t in said["weights"]),
        "verdict": said["danger"]["verdict"],
    }


def forgive(ours, theirs):
    """A tensor without a name of its own has none in OpenVINO; mlm takes the layer's. An output of one number and one of an unknown
    rank are the same text; mlm does not work out which it is."""
    for mine, other in zip(ours["outputs"], theirs["outputs"]):
        if mine[1] is None and other[1] == []:
            other[1] = None
    for side in ["inputs", "outputs"]:
        for mine, other in zip(ours[side], theirs[side]):
            if not other[0]:
                other[0] = mine[0]


def main(mlm, count=60, seed=1):
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.xml"
        weights = path.with_suffix(".bin")
        for number in range(int(seed), int(seed) + int(count)):
            chance = random.Random(number)
            openvino.save_model(random_model(chance), path, compress_to_fp16=chance.random() < 0.5)
            ours, theirs = as_mlm_reads(mlm, path), as_openvino_reads(path)
            forgive(ours, theirs)
            wrong += inspected.differences(f"graph of seed {number}", ours, theirs)
            damaged, whole = chance.choice([(path, path.read_bytes().rstrip()), (weights, weights.read_bytes())])
            damaged.write_bytes(whole[: chance.randrange(len(whole))] if whole else whole)
            if whole:
                wrong += inspected.differences(f"part of seed {number}", inspected.verdict(mlm, path), "unknown")
    print(f"{count} graphs, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
