#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random GGUF files, written by the package gguf, as mlm inspect and the package read them: compare_gguf.py MLM [COUNT]"""
import pathlib
import random
import sys
import tempfile

import inspected

numpy = inspected.reader("numpy")
gguf = inspected.reader("gguf")

PLAIN = {"float16": "float16", "float32": "float32", "float64": "float64", "int8": "int8", "int16": "int16", "int32": "int32",
         "int64": "int64"}
PACKED = ["Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL", "IQ4_XS", "TQ1_0", "TQ2_0", "IQ1_M",
          "IQ2_XXS", "IQ3_S", "MXFP4", "BF16"]
NAMES = {"BF16": "bfloat16"}


def write(path, chance):
    """The file; and what it holds."""
    writer = gguf.GGUFWriter(path, chance.choice(["llama", "bert", "x"]))
    metadata = {"general.architecture": writer.arch}
    if chance.random() < 0.3:
        writer.add_custom_alignment(chance.choice([32, 64, 128]))
        metadata["general.alignment"] = str(writer.data_alignment)
    for number in range(chance.randrange(6)):
        key = f"key.{number}"
        kind = chance.choice(["string", "uint32", "int8", "int64", "bool", "array", "float64"])
        value = {"string": lambda: chance.choice(["ü", "a\nb", "x" * 300]), "uint32": lambda: chance.randrange(2**32),
                 "int8": lambda: chance.randrange(-128, 128), "int64": lambda: chance.randrange(-2**63, 2**63), "bool": lambda: chance.random() < 0.5,
                 "array": lambda: chance.choice([[1, 2, 3], ["a", "bc", ""], [1.5], [True, False]]), "float64": lambda: chance.choice([0.5, -2.25, 1024.0])}[kind]()
        getattr(writer, f"add_{kind}")(key, value)
        if kind != "array":
            metadata[key] = str(value).lower() if kind == "bool" else str(value)
    tensors = {}
    for number in range(chance.randrange(6)):
        name = f"blk.{number}.{chance.choice(['w', 'ü', 'attn_q.weight'])}"
        shape = [chance.choice([1, 2, 3, 7]) for _ in range(chance.randrange(1, 4))]
        if chance.random() < 0.5:
            kind = chance.choice(list(PLAIN))
            writer.add_tensor(name, numpy.ones(shape, kind))
            tensors[name] = (PLAIN[kind], shape, int(numpy.prod(shape)) * numpy.dtype(kind).itemsize)
            continue
        kind = chance.choice(PACKED)
        block, size = gguf.constants.GGML_QUANT_SIZES[gguf.GGMLQuantizationType[kind]]
        blocks = chance.randrange(1, 4)
        data = numpy.zeros(shape[:-1] + [blocks * size], "uint8")
        writer.add_tensor(name, data, raw_dtype=gguf.GGMLQuantizationType[kind])
        tensors[name] = (NAMES.get(kind, kind.lower()), shape[:-1] + [blocks * block], data.nbytes)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return tensors, metadata


def as_package_reads(path):
    tensors = {}
    for tensor in gguf.GGUFReader(path).tensors:
        tensors[tensor.name] = ([int(size) for size in tensor.shape][::-1], int(tensor.n_bytes), int(tensor.n_elements))
    return tensors


def main(mlm, count):
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.gguf"
        for seed in range(count):
            tensors, metadata = write(path, random.Random(seed))
            said = inspected.inspect(mlm, path)
            ours = {t["name"]: (t.get("element_type") or t["data_type"], t["shape"], t["bytes"]) for t in said["weights"]}
            wrong += inspected.differences(f"seed {seed}, tensors", ours, tensors)
            told = {m["key"]: (m["value"].removesuffix(".0")) for m in said["metadata"]}
            wrong += inspected.differences(f"seed {seed}, metadata", told, {k: v.removesuffix(".0") for k, v in metadata.items()})
            wrong += inspected.differences(f"seed {seed}, verdict", said["danger"]["verdict"], "data-only")
            if tensors:
                ours = {t["name"]: (t["shape"], t["bytes"], t["elements"]) for t in said["weights"]}
                wrong += inspected.differences(f"seed {seed}, as the package reads it", ours, as_package_reads(path))
    print(f"{count} files: {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300))
