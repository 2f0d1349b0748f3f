#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random HDF5 files in the layout of Keras, written by h5py in each of its forms, as mlm inspect and h5py read them; and a real
Keras model, where Keras is installed: compare_keras.py MLM [COUNT]"""
import json
import os
import pathlib
import random
import sys
import tempfile

import inspected

numpy = inspected.reader("numpy")
h5py = inspected.reader("h5py")

FORMS = ["earliest", "v108", "v110", "latest"]
DTYPES = ["float16", "float32", "float64", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "bool", ">f4", ">i2"]
NAMES = ["dense", "conv2d", "batch", "ünïcode", "a b", "x.y", "n" * 200]
CONFIG = {"class_name": "Sequential", "config": {"name": "net", "layers": [
    {"class_name": "InputLayer", "config": {"batch_shape": [None, 7], "dtype": "float32", "name": "in"}}]}}


def add_weights(group, chance):
    for number in range(chance.randrange(5)):
        shape = tuple(chance.choice([0, 1, 2, 3, 7]) for _ in range(chance.randrange(4)))
        options = {}
        if shape and 0 not in shape and chance.random() < 0.3:
            options = chance.choice([{"chunks": True}, {"compression": "gzip"}, {"maxshape": (None,) * len(shape)}, {"shuffle": True}])
        name = str(number) if chance.random() < 0.5 else f"{chance.choice(NAMES)}:{number}"
        group.create_dataset(name, data=numpy.ones(shape, chance.choice(DTYPES)), **options)


def write(path, chance):
    """At most eight links in a group: more stand in a fractal heap in the newest form, which mlm says it does not read."""
    block = chance.choice([0, 0, 512, 1024])
    with h5py.File(path, "w", libver=chance.choice(FORMS), userblock_size=block, track_order=chance.random() < 0.3) as file:
        config = json.loads(json.dumps(CONFIG))
        config["config"]["name"] = "net" + "x" * chance.choice([0, 10, 5000, 100000])
        is_old = chance.random() < 0.5
        if is_old:
            file.attrs["model_config"] = json.dumps(config)
            file.attrs["keras_version"] = chance.choice(["2.11.0", b"2.4.0", numpy.bytes_("2.3.1")])
            file.attrs["backend"] = "tensorflow"
        top = file.create_group("model_weights" if is_old else "layers")
        for number in range(chance.randrange(7)):
            group = top.create_group(f"{chance.choice(NAMES)}_{number}")
            group.attrs["weight_names"] = [name.encode() for name in chance.sample(NAMES, chance.randrange(1, 6))]
            group.attrs["name"] = chance.choice(NAMES)
            group.attrs["count"] = numpy.arange(chance.randrange(5))
            add_weights(group.create_group("vars"), chance)


def as_h5py_reads(path):
    tensors = {}
    told = {}
    with h5py.File(path, "r") as file:
        file.visititems(lambda name, o: tensors.update({name: (o.dtype.newbyteorder("=").name, list(o.shape), o.size * o.dtype.itemsize)})
                        if isinstance(o, h5py.Dataset) else None)
        if "model_config" in file.attrs:
            told["name"] = json.loads(file.attrs["model_config"])["config"]["name"]
            version = file.attrs["keras_version"]
            told["version"] = version.decode() if isinstance(version, bytes) else version
    return tensors, told


def as_mlm_reads(said):
    tensors = {t["name"]: (t.get("element_type") or t["data_type"], t["shape"], t["bytes"]) for t in said["weights"]}
    told = {}
    if said["format"] == "keras-h5":
        metadata = said["metadata"]
        told["name"] = {m["key"]: m["value"] for m in metadata}["name"] if isinstance(metadata, list) else metadata["name"]
        told["version"] = said["framework_version"]
    return tensors, told


def compare_files(mlm, count, folder):
    wrong = 0
    path = pathlib.Path(folder) / "model.h5"
    for seed in range(count):
        write(path, random.Random(seed))
        said = inspected.inspect(mlm, path)
        ours, we_told = as_mlm_reads(said)
        theirs, they_told = as_h5py_reads(path)
        wrong += inspected.differences(f"seed {seed}, weights", ours, theirs)
        wrong += inspected.differences(f"seed {seed}, attributes", we_told, they_told)
        wrong += inspected.differences(f"seed {seed}, verdict", said["danger"]["verdict"], "data-only")
    return wrong


def compare_with_keras(mlm, folder):
    """Keras needs a backend that is much larger than itself: this is for machines that have one."""
    try:
        os.environ.setdefault("KERAS_BACKEND", "jax")
        import keras
    except Exception as why:
        print(f"no model of Keras itself: {why}")
        return 0
    layers = keras.layers
    image = keras.Input((32, 32, 4), name="image")
    x = layers.Conv2D(8, 3, padding="same", activation="relu")(layers.Rescaling(1 / 255)(image))
    x = layers.MaxPooling2D()(layers.BatchNormalization()(x))
    x = layers.Concatenate()([layers.UpSampling2D()(x), layers.Conv2DTranspose(3, 2, strides=2)(x)])
    masks = layers.Conv2D(5, 1, activation="softmax", name="masks")(layers.Dropout(0.2)(x))
    label = layers.Dense(2, name="label")(layers.Flatten()(layers.Conv2D(2, 5, strides=3)(x)))
    model = keras.Model(image, [masks, label], name="net")
    model.compile(optimizer="adam", loss="mse")
    wrong = 0
    for name in ["net.keras", "net.h5", "net.weights.h5"]:
        path = pathlib.Path(folder) / name
        (model.save_weights if "weights" in name else model.save)(path)
        said = inspected.inspect(mlm, path)
        trained = sum(int(numpy.prod(w.shape)) for w in model.trainable_weights)
        kept = sum(int(numpy.prod(w.shape)) for w in model.non_trainable_weights if "seed" not in w.name)
        wrong += inspected.differences(f"{name}, parameters", said["total_parameters"], trained)
        wrong += inspected.differences(f"{name}, verdict", said["danger"]["verdict"], "data-only")
        buffers = sum(numpy.prod(w["shape"], dtype=int) for w in said["weights"] if w["kind"] == "buffer" and w["data_type"] == "float32")
        wrong += inspected.differences(f"{name}, buffers", int(buffers), kept)
        if "weights" in name:
            continue
        for ours, theirs in [("inputs", model.inputs), ("outputs", model.outputs)]:
            shapes = [[d.get("name") or d["size"] if isinstance(d, dict) else d for d in t["shape"]] for t in said[ours]]
            wrong += inspected.differences(f"{name}, {ours}", shapes, [[-1 if d is None else d for d in t.shape] for t in theirs])
    print("a model of Keras", keras.__version__, "is read")
    return wrong


def main(mlm, count):
    with tempfile.TemporaryDirectory() as folder:
        wrong = compare_files(mlm, count, folder) + compare_with_keras(mlm, folder)
    print(f"{count} files: {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300))
