#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random boosters, trained and saved by LightGBM, as mlm inspect and LightGBM read them; and parts of them, which mlm must
not call data: compare_lightgbm.py MLM [COUNT [SEED]]"""
import pathlib
import random
import sys
import tempfile

import inspected

HEAVY = "HEAVY_READERS=1 scripts/setup test installs it"
numpy = inspected.reader("numpy", HEAVY)
lightgbm = inspected.reader("lightgbm", HEAVY)


def random_booster(chance):
    rows, columns = chance.choice([60, 400]), chance.randrange(1, 9)
    numbers = numpy.random.default_rng(chance.randrange(2**32))
    features = numbers.normal(size=(rows, columns))
    features[:, 0] = numbers.integers(0, 6, rows)
    parameters = {"objective": chance.choice(["binary", "multiclass", "multiclassova", "regression", "poisson"]), "verbose": -1,
                  "boosting": chance.choice(["gbdt", "dart", "rf"]), "bagging_freq": 1, "bagging_fraction": 0.7,
                  "num_leaves": chance.randrange(2, 40)}
    labels = numbers.integers(0, 2, rows)
    if parameters["objective"].startswith("multi"):
        parameters["num_class"] = chance.randrange(2, 6)
        labels = numbers.integers(0, parameters["num_class"], rows)
    if parameters["boosting"] == "gbdt" and parameters["objective"] == "regression":
        parameters["linear_tree"] = chance.random() < 0.5
    categories = [0] if chance.random() < 0.5 and not parameters.get("linear_tree") else "auto"
    names = [f"band_{i}_ü" for i in range(columns)] if chance.random() < 0.5 else "auto"
    data = lightgbm.Dataset(features, labels, feature_name=names, categorical_feature=categories)
    return lightgbm.train(parameters, data, chance.randrange(1, 9)), features


def as_lightgbm_reads(path, features):
    booster = lightgbm.Booster(model_file=path)
    return {
        "input": [-1, booster.num_feature()],
        "output": [-1, *booster.predict(features).shape[1:]],
        "names": booster.feature_name(),
        "trees": booster.num_trees(),
        "leaves": sum(tree["num_leaves"] for tree in booster.dump_model()["tree_info"]),
        "verdict": "data-only",
    }


def as_mlm_reads(mlm, path):
    said = inspected.inspect(mlm, path)
    metadata = {entry["key"]: entry["value"] for entry in said["metadata"]}
    return {
        "input": said["inputs"][0]["shape"],
        "output": said["outputs"][0]["shape"],
        "names": metadata["feature_names"].split(" "),
        "trees": int(metadata["trees"]),
        "leaves": int(metadata["leaves"]),
        "verdict": said["danger"]["verdict"],
    }


def main(mlm, count=40, seed=1):
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.txt"
        for number in range(int(seed), int(seed) + int(count)):
            chance = random.Random(number)
            booster, features = random_booster(chance)
            booster.save_model(path)
            wrong += inspected.differences(f"text of seed {number}", as_mlm_reads(mlm, path), as_lightgbm_reads(path, features))
            whole = path.read_bytes()
            path.write_bytes(whole[: chance.randrange(whole.index(b"end of parameters"))])
            wrong += inspected.differences(f"part of seed {number}", inspected.verdict(mlm, path), "unknown")
    print(f"{count} boosters, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
