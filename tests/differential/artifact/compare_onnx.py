#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random ONNX models, written by the package onnx, as mlm inspect and the package read them; the same models with some
bytes changed, of which mlm may call none data-only that the package reads otherwise; and the models that the package
brings for its own tests: compare_onnx.py MLM [COUNT]"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import inspected

numpy = inspected.reader("numpy")
onnx = inspected.reader("onnx")
helper = inspected.reader("onnx.helper")

T = onnx.TensorProto
TYPES = {T.FLOAT: "float32", T.UINT8: "uint8", T.INT8: "int8", T.UINT16: "uint16", T.INT16: "int16", T.INT32: "int32",
         T.INT64: "int64", T.STRING: "string", T.BOOL: "bool", T.FLOAT16: "float16", T.DOUBLE: "float64", T.UINT32: "uint32",
         T.UINT64: "uint64", T.COMPLEX64: "cfloat32", T.COMPLEX128: "cfloat64", T.BFLOAT16: "bfloat16",
         T.FLOAT8E4M3FN: "float8_e4m3", T.FLOAT8E5M2: "float8_e5m2", T.UINT4: "uint4", T.INT4: "int4"}
NAMES = ["weight", "bias", "", "ünïcode", "a b", "line\nfeed", "encoder.0.conv.weight"]


def random_tensor(chance, name):
    kind = chance.choice(list(TYPES))
    shape = [chance.choice([0, 1, 2, 3, 5]) for _ in range(chance.randrange(4))]
    count = int(numpy.prod(shape))
    if kind == T.STRING:
        return helper.make_tensor(name, kind, shape, [b"text"] * count)
    if chance.random() < 0.5 and kind not in (T.UINT4, T.INT4):
        dtype = helper.tensor_dtype_to_np_dtype(kind)
        return helper.make_tensor(name, kind, shape, numpy.ones(shape, dtype).tobytes(), raw=True)
    return helper.make_tensor(name, kind, shape, [1] * count)


def random_value(chance, name):
    if chance.random() < 0.1:
        inner = helper.make_tensor_type_proto(T.FLOAT, [1])
        return helper.make_value_info(name, helper.make_sequence_type_proto(inner))
    shape = [chance.choice([1, 3, 256, 2**40, "batch", "höhe", None]) for _ in range(chance.randrange(5))]
    return helper.make_tensor_value_info(name, chance.choice(list(TYPES)), None if chance.random() < 0.1 else shape)


def random_node(chance, number, depth):
    output = f"node.{number}.{depth}"
    choice = chance.randrange(5)
    if choice == 0:
        return helper.make_node("Constant", [], [output], value=random_tensor(chance, ""))
    if choice == 1 and depth < 3:
        branch = helper.make_graph([random_node(chance, number, depth + 1)], "branch", [], [random_value(chance, "b")],
                                   [random_tensor(chance, f"inner.{number}.{depth}")])
        return helper.make_node("If", ["c"], [output], then_branch=branch, else_branch=branch)
    if choice == 2:
        return helper.make_node("Gate", ["x"], [output], domain="local")
    return helper.make_node(chance.choice(["Conv", "Relu", "Gemm", "Tree"]), ["x", "w"], [output],
                            domain=chance.choice(["", "ai.onnx", "ai.onnx.ml"]), group=1, names=["x", "y"], floats=[1.0, 2.0])


def random_model(chance):
    initializers = [random_tensor(chance, f"{chance.choice(NAMES)}.{i}") for i in range(chance.randrange(6))]
    inputs = [random_value(chance, f"in.{i}") for i in range(chance.randrange(4))]
    if chance.random() < 0.3:  # as before version 4
        inputs += [helper.make_tensor_value_info(w.name, w.data_type, list(w.dims)) for w in initializers]
        chance.shuffle(inputs)
    graph = helper.make_graph([random_node(chance, i, 0) for i in range(chance.randrange(5))], "graph", inputs,
                              [random_value(chance, f"out.{i}") for i in range(chance.randrange(3))], initializers)
    if chance.random() < 0.3:
        values = helper.make_tensor("sparse", T.FLOAT, [2], [1.0, 2.0])
        graph.sparse_initializer.append(helper.make_sparse_tensor(values, helper.make_tensor("", T.INT64, [2], [0, 3]), [9]))
    sets = [helper.make_opsetid("", chance.randrange(1, 24)), helper.make_opsetid("ai.onnx.ml", 3)]
    gate = helper.make_function("local", "Gate", ["x"], ["y"], [helper.make_node("Sigmoid", ["x"], ["y"])], sets[:1])
    model = helper.make_model(graph, opset_imports=sets[:chance.randrange(1, 3)], functions=[gate], ir_version=chance.randrange(3, 14),
                              producer_name=chance.choice(["", "pytorch", "ü"]), producer_version="1", doc_string="x" * chance.choice([0, 5000]))
    helper.set_model_props(model, {name: chance.choice(["", "value", "ü\n"]) for name in chance.sample(["author", "task", "x y"], 2)})
    return model


def all_tensors(nodes):
    """Of attributes, graphs in them included, in the order of the file."""
    for node in nodes:
        for attribute in node.attribute:
            if attribute.HasField("t"):
                yield node.output[0] if node.op_type == "Constant" else f"{node.output[0]}.{attribute.name}", attribute.t
            if attribute.HasField("g"):
                yield from all_tensors(attribute.g.node)
                for tensor in attribute.g.initializer:
                    yield tensor.name, tensor


def value_of(info):
    kind = info.type.tensor_type if info.type.HasField("tensor_type") else None
    shape = None
    if kind is not None and kind.HasField("shape"):
        shape = [d.dim_value if d.HasField("dim_value") else d.dim_param or -1 for d in kind.shape.dim]
    return info.name, shape, TYPES.get(kind.elem_type) if kind is not None else None


def has_bytes(read):
    """The package gives text that is no UTF-8 as bytes."""
    if isinstance(read, dict):
        read = read.values()
    return isinstance(read, bytes) or not isinstance(read, str) and hasattr(read, "__iter__") and any(has_bytes(part) for part in read)


def as_package_reads(model):
    graph = model.graph
    weights = list(all_tensors(graph.node)) + [(t.name, t) for t in graph.initializer]
    for sparse in graph.sparse_initializer:
        weights += [(sparse.values.name, sparse.values), (f"{sparse.values.name} (indices)", sparse.indices)]
    known = {t.name for t in graph.initializer} | {s.values.name for s in graph.sparse_initializer}
    return {
        "producer": (model.producer_name or None, model.producer_version or None),
        "version": f"IR {model.ir_version}",
        "inputs": [value_of(i) for i in graph.input if i.name not in known],
        "outputs": [value_of(o) for o in graph.output],
        "weights": [(name, list(t.dims), TYPES.get(t.data_type)) for name, t in weights],
        "operator sets": [(s.domain or "ai.onnx", s.version) for s in model.opset_import],
        "metadata": [(p.key, p.value) for p in model.metadata_props],
    }


def as_mlm_reads(said):
    def tensor(value):
        return value["name"], value["shape"], value.get("element_type") or value["data_type"]
    return {
        "producer": (said["producer"], said["producer_version"]),
        "version": said["format_version"],
        "inputs": [tensor(i) for i in said["inputs"]],
        "outputs": [tensor(o) for o in said["outputs"]],
        "weights": [tensor(w) for w in said["weights"]],
        "operator sets": [(s["domain"], s["version"]) for s in said["operator_sets"]],
        "metadata": [(m["key"], m["value"]) for m in said["metadata"]],
    }


def damaged(chance, content):
    content = bytearray(content)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(content))
        change = chance.randrange(3)
        if change == 0:
            content[at] = chance.randrange(256)
        elif change == 1:
            del content[at:at + chance.randrange(1, 4)]
        else:
            content[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 4)))
        if not content:
            return b"\0"
    return bytes(content)


def check_damaged(mlm, path, what):
    """1 if mlm calls data-only what the package cannot read, or reads otherwise; and whether it called it that."""
    done = subprocess.run([mlm, "inspect", "--format", "json", "--tensors", str(path)], capture_output=True, check=False)
    try:
        said = json.loads(done.stdout)
    except ValueError:
        print(f"{what}: no JSON")
        return 1, False
    if said["format"] != "onnx" or said["danger"]["verdict"] != "data-only":
        return 0, False
    try:
        theirs = as_package_reads(onnx.load(path, load_external_data=False))
    except Exception as why:
        print(f"{what}: data-only, and the package says {why}")
        return 1, True
    return 0 if has_bytes(theirs) else inspected.differences(what, as_mlm_reads(said), theirs), True


def compare(mlm, path, model, what):
    ours = as_mlm_reads(inspected.inspect(mlm, path))
    return sum(inspected.differences(f"{what}, {part}", ours[part], theirs) for part, theirs in as_package_reads(model).items())


def main(mlm, count):
    wrong = still_read = 0
    brought = sorted(pathlib.Path(onnx.__file__).parent.rglob("*.onnx"))
    for path in brought:
        wrong += compare(mlm, path, onnx.load(path, load_external_data=False), path.name)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.onnx"
        for seed in range(count):
            chance = random.Random(seed)
            model = random_model(chance)
            path.write_bytes(model.SerializeToString())
            wrong += compare(mlm, path, model, f"seed {seed}")
            path.write_bytes(damaged(chance, path.read_bytes()))
            bad, is_read = check_damaged(mlm, path, f"seed {seed}, damaged")
            wrong += bad
            still_read += is_read
    print(f"{len(brought)} models of the package, {count} random ones, {count} damaged ones "
          f"(of which {still_read} are still models): {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300))
