#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random boosters, trained and saved by XGBoost as JSON and as UBJSON, as mlm inspect and XGBoost read them; and
parts of them, which mlm must not call data: compare_xgboost.py MLM [COUNT [SEED]]"""
import json
import pathlib
import random
import sys
import tempfile

import inspected

HEAVY = "HEAVY_READERS=1 scripts/setup test installs it"
numpy = inspected.reader("numpy", HEAVY)
xgboost = inspected.reader("xgboost", HEAVY)


def random_booster(chance):
    rows, columns = chance.choice([30, 200]), chance.randrange(1, 9)
    numbers = numpy.random.default_rng(chance.randrange(2**32))
    features = numbers.normal(size=(rows, columns))
    features[numbers.random(features.shape) < 0.1] = numpy.nan
    objective = chance.choice(["binary:logistic", "multi:softprob", "multi:softmax", "reg:squarederror", "count:poisson", "rank:pairwise"])
    booster = chance.choice(["gbtree", "gbtree", "dart", "gblinear"])
    parameters = {"objective": objective, "booster": booster, "max_depth": chance.randrange(1, 8), "verbosity": 0}
    labels = numbers.integers(0, 2, rows)
    if objective.startswith("multi:"):
        parameters["num_class"] = chance.randrange(2, 6)
        labels = numbers.integers(0, parameters["num_class"], rows)
    elif objective == "reg:squarederror" and booster == "gbtree" and chance.random() < 0.5:
        labels = numbers.normal(size=(rows, 3))
        parameters["multi_strategy"] = chance.choice(["one_output_per_tree", "multi_output_tree"])
    names = [f'band {i} "ü\\' for i in range(columns)] if chance.random() < 0.5 else None
    data = xgboost.DMatrix(features, labels, feature_names=names)
    trained = xgboost.train(parameters, data, chance.randrange(1, 9))
    if chance.random() < 0.5:
        trained.set_attr(best_iteration="3", note='a "b"')
    return trained, list(trained.predict(data).shape)


def as_xgboost_reads(path, shape):
    booster = xgboost.Booster(model_file=path)
    trees = [] if json.loads(booster.save_config())["learner"]["gradient_booster"]["name"] == "gblinear" else booster.get_dump()
    return {
        "version": xgboost.__version__,
        "input": [-1, booster.num_features()],
        "output": [-1, *shape[1:]],
        "names": booster.feature_names,
        "attributes": booster.attributes(),
        "trees": len(trees),
        "nodes": sum(tree.count("\n") for tree in trees),
        "verdict": "data-only",
    }


def as_mlm_reads(mlm, path):
    said = inspected.inspect(mlm, path)
    metadata = {entry["key"]: entry["value"] for entry in said["metadata"]}
    start = "attributes."
    return {
        "version": said["producer_version"],
        "input": said["inputs"][0]["shape"],
        "output": said["outputs"][0]["shape"],
        "names": json.loads(metadata.get("feature_names", "null")),
        "attributes": {key[len(start):]: value for key, value in metadata.items() if key.startswith(start)},
        "trees": int(metadata.get("trees", 0)),
        "nodes": int(metadata.get("nodes", 0)),
        "verdict": said["danger"]["verdict"],
    }


def main(mlm, count=40, seed=1):
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(int(seed), int(seed) + int(count)):
            chance = random.Random(number)
            booster, shape = random_booster(chance)
            for ending in ["json", "ubj"]:
                path = pathlib.Path(folder) / f"model.{ending}"
                booster.save_model(path)
                wrong += inspected.differences(f"{ending} of seed {number}", as_mlm_reads(mlm, path), as_xgboost_reads(path, shape))
                whole = path.read_bytes()
                path.write_bytes(whole[: chance.randrange(len(whole))])
                wrong += inspected.differences(f"part of {ending} of seed {number}", inspected.verdict(mlm, path), "unknown")
    print(f"{count} boosters, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
