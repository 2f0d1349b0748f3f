#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random TensorFlow Lite models, written with the packages flatbuffers and tflite, as mlm inspect and the package tflite
read them: compare_tflite.py MLM [COUNT [SEED]]"""
import pathlib
import random
import sys
import tempfile

import inspected

flatbuffers = inspected.reader("flatbuffers")
tflite = inspected.reader("tflite")

TYPES = {0: ("float32", 4), 1: ("float16", 2), 2: ("int32", 4), 3: ("uint8", 1), 4: ("int64", 8), 7: ("int16", 2), 9: ("int8", 1), 10: ("float64", 8)}
OPERATORS = {name: number for name, number in vars(tflite.BuiltinOperator).items() if not name.startswith("_")}


def vector(builder, start, items, prepend):
    start(builder, len(items))
    for item in reversed(items):
        prepend(item)
    return builder.EndVector()


def table(builder, kind, **fields):
    getattr(tflite, f"{kind}Start")(builder)
    for name, value in fields.items():
        if value is not None:
            getattr(tflite, f"{kind}Add{name}")(builder, value)
    return getattr(tflite, f"{kind}End")(builder)


def random_model(chance):
    builder = flatbuffers.Builder(0)
    buffers, tensors = [table(builder, "Buffer")], []
    for number in range(chance.randrange(2, 7)):
        kind = chance.choice(list(TYPES))
        shape = [chance.choice([1, 2, 3, 8]) for _ in range(chance.randrange(1, 5))]
        buffer = 0
        if chance.random() < 0.5:
            size = TYPES[kind][1]
            for length in shape:
                size *= length
            data = builder.CreateByteVector(bytes(size))
            buffers.append(table(builder, "Buffer", Data=data))
            buffer = len(buffers) - 1
        free = None
        if buffer == 0 and chance.random() < 0.5:
            free = vector(builder, tflite.TensorStartShapeSignatureVector, [chance.choice([-1, n]) for n in shape], builder.PrependInt32)
        sizes = vector(builder, tflite.TensorStartShapeVector, shape, builder.PrependInt32)
        name = builder.CreateString(f"tensor {number} ü")
        tensors.append(table(builder, "Tensor", Shape=sizes, Type=kind, Buffer=buffer, Name=name, ShapeSignature=free, HasRank=True))
    inputs = vector(builder, tflite.SubGraphStartInputsVector, [0], builder.PrependInt32)
    outputs = vector(builder, tflite.SubGraphStartOutputsVector, [len(tensors) - 1, 1], builder.PrependInt32)
    all_tensors = vector(builder, tflite.SubGraphStartTensorsVector, tensors, builder.PrependUOffsetTRelative)
    graph = table(builder, "SubGraph", Tensors=all_tensors, Inputs=inputs, Outputs=outputs)
    codes = []
    for number in chance.sample([n for n in OPERATORS.values() if n not in (32, 127, 173)], chance.randrange(4)):
        codes.append(table(builder, "OperatorCode", DeprecatedBuiltinCode=min(number, 127), BuiltinCode=number, Version=1))
    all_codes = vector(builder, tflite.ModelStartOperatorCodesVector, codes, builder.PrependUOffsetTRelative)
    all_buffers = vector(builder, tflite.ModelStartBuffersVector, buffers, builder.PrependUOffsetTRelative)
    graphs = vector(builder, tflite.ModelStartSubgraphsVector, [graph], builder.PrependUOffsetTRelative)
    description = builder.CreateString("made at random")
    model = table(builder, "Model", Version=3, OperatorCodes=all_codes, Subgraphs=graphs, Description=description, Buffers=all_buffers)
    builder.Finish(model, b"TFL3")
    return bytes(builder.Output())


def as_package_reads(data):
    model = tflite.Model.GetRootAsModel(data, 0)
    graph = model.Subgraphs(0)
    names = {number: name for name, number in OPERATORS.items()}

    def seen(index):
        tensor = graph.Tensors(index)
        shape = [tensor.Shape(i) for i in range(tensor.ShapeLength())]
        if tensor.ShapeSignatureLength():
            shape = [tensor.ShapeSignature(i) for i in range(tensor.ShapeSignatureLength())]
        return [tensor.Name().decode(), shape, TYPES[tensor.Type()][0]]

    weights = []
    for i in range(graph.TensorsLength()):
        size = model.Buffers(graph.Tensors(i).Buffer()).DataLength()
        if size:
            weights.append([*seen(i), size])
    return {
        "inputs": [seen(graph.Inputs(i)) for i in range(graph.InputsLength())],
        "outputs": [seen(graph.Outputs(i)) for i in range(graph.OutputsLength())],
        "operators": sorted(names[model.OperatorCodes(i).BuiltinCode()] for i in range(model.OperatorCodesLength())),
        "weights": weights,
        "verdict": "data-only",
    }


def as_mlm_reads(mlm, path):
    said = inspected.inspect(mlm, path)

    def seen(tensor):
        return [tensor["name"], tensor["shape"], tensor.get("element_type") or tensor["data_type"]]

    return {
        "inputs": [seen(t) for t in said["inputs"]],
        "outputs": [seen(t) for t in said["outputs"]],
        "operators": said["operators"],
        "weights": [[*seen(t), t["bytes"]] for t in said["weights"]],
        "verdict": said["danger"]["verdict"],
    }


def main(mlm, count=100, seed=1):
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.tflite"
        for number in range(int(seed), int(seed) + int(count)):
            data = random_model(random.Random(number))
            path.write_bytes(data)
            wrong += inspected.differences(f"model of seed {number}", as_mlm_reads(mlm, path), as_package_reads(data))
    print(f"{count} models, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
