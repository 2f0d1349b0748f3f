#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random safetensors files, written by the package safetensors, as mlm inspect and the package read them; and which of
many files with a broken header each of them refuses: compare_safetensors.py MLM [COUNT]"""
import json
import pathlib
import random
import struct
import sys
import tempfile

import inspected

numpy = inspected.reader("numpy")
package = inspected.reader("safetensors")
writer = inspected.reader("safetensors.numpy")

DTYPES = {"BOOL": "bool", "U8": "uint8", "I8": "int8", "U16": "uint16", "I16": "int16", "U32": "uint32", "I32": "int32",
          "U64": "uint64", "I64": "int64", "F16": "float16", "F32": "float32", "F64": "float64"}
NAMES = ["weight", "bias", "encoder.0.conv.weight", "ünïcode", 'quote " and \\ slash', "line\nfeed", "a b", "running_mean"]


def random_file(path, chance):
    tensors = {}
    for number in range(chance.randrange(6)):
        shape = [chance.choice([0, 1, 2, 3, 7]) for _ in range(chance.randrange(5))]
        tensors[f"{chance.choice(NAMES)}.{number}"] = numpy.ones(shape, chance.choice(list(DTYPES.values())))
    metadata = {name: chance.choice(["pt", "", "ü", "a\nb"]) for name in chance.sample(["format", "x", "y z"], chance.randrange(4))}
    writer.save_file(tensors, path, metadata or None)


def as_package_reads(path):
    with package.safe_open(path, framework="numpy") as file:
        tensors = {}
        for name in file.keys():
            part = file.get_slice(name)
            tensors[name] = (DTYPES[part.get_dtype()], list(part.get_shape()))
        return tensors, file.metadata() or {}


def as_mlm_reads(mlm, path):
    said = inspected.inspect(mlm, path)
    tensors = {t["name"]: (t.get("element_type") or t["data_type"], t["shape"]) for t in said["weights"]}
    return tensors, {m["key"]: m["value"] for m in said["metadata"]} if isinstance(said["metadata"], list) else said["metadata"]


def broken_header(chance):
    """A sound header of two tensors with one thing changed; and the data."""
    header = {"a": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
              "b": {"dtype": "I16", "shape": [3], "data_offsets": [16, 22]}, "__metadata__": {"k": "v"}}
    change = chance.choice(["offset", "shape", "dtype", "metadata", "size", "text", "length", "none", "extra"])
    tensor = header[chance.choice(["a", "b"])]
    size = 22
    if change == "offset":
        tensor["data_offsets"][chance.randrange(2)] = chance.choice([0, 4, 15, 16, 17, 22, 23, -1, 2**64, 1.5, "1", None])
    elif change == "shape":
        tensor["shape"] = chance.choice([[], [4], [1, 4], [2, 2, 1], [3], [3, 1], [-2, -2], [2**32, 2**32], [0], [2.0, 2], None, "4"])
    elif change == "dtype":
        tensor["dtype"] = chance.choice(["F16", "BF16", "F64", "F8_E4M3", "U16", "f32", "", None, 1, "F4"])
    elif change == "metadata":
        header["__metadata__"] = chance.choice([{}, {"k": 1}, {"k": None}, [], "v", {"k": {"l": "v"}}])
    elif change == "size":
        size += chance.choice([-22, -1, 1, 8])
    elif change == "extra":
        tensor["more"] = chance.choice([1, None, [], {}])
    text = json.dumps(header).encode()
    if change == "text":
        at = chance.randrange(len(text))
        text = chance.choice([text[:at], text[:at] + chance.choice([b"}", b" ", b'"', b"0", b"\xff", b","]) + text[at:],
                              text + b"   "])  # a space in front is read by the package, against the description of the format
    length = len(text) + (chance.choice([-1, 1, 100, 2**40, 2**63]) if change == "length" else 0)
    return struct.pack("<Q", length) + text + b"\1" * size


def is_read_by_package(path):
    try:
        as_package_reads(path)
        return True
    except KeyError:  # an element type that numpy does not have
        return True
    except Exception:
        return False


def is_read_by_mlm(mlm, path):
    said = inspected.told(mlm, path)
    return said["format"] == "safetensors" and said["fault"] is None


def main(mlm, count):
    wrong = 0
    accepted = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.safetensors"
        for seed in range(count):
            chance = random.Random(seed)
            random_file(path, chance)
            ours, our_metadata = as_mlm_reads(mlm, path)
            theirs, their_metadata = as_package_reads(path)
            wrong += inspected.differences(f"seed {seed}, tensors", ours, theirs)
            wrong += inspected.differences(f"seed {seed}, metadata", our_metadata, their_metadata)
            content = broken_header(chance)
            path.write_bytes(content)
            theirs = is_read_by_package(path)
            accepted += theirs
            wrong += inspected.differences(f"seed {seed}, accepted: {content[:400]}", is_read_by_mlm(mlm, path), theirs)
    print(f"{count} files, {count} broken ones (of which the package reads {accepted}): {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300))
