# SPDX-License-Identifier: Apache-2.0
"""trees.py PROGRAM [COUNT [SEED]]: random models of XGBoost and LightGBM, on random pixels, as trees_raw and as the library
that trained them gives them. Missing numbers, categories, several classes and targets, dart, random forests, every objective.

The bits are the same but for functions behind the sums (exp), which may differ by 1e-6 of the value."""

import collections
import pathlib
import random
import subprocess
import sys
import tempfile

try:
    import numpy as np
except ImportError:
    print("skipped: numpy is not there")
    sys.exit(77)
try:
    import xgboost
except ImportError:
    xgboost = None
try:
    import lightgbm
except ImportError:
    lightgbm = None
if xgboost is None and lightgbm is None:
    print("skipped: neither xgboost nor lightgbm is there (HEAVY_READERS=1 scripts/differential installs them)")
    sys.exit(77)

PROGRAM = sys.argv[1]
TALLY = collections.Counter()
WORST = collections.Counter()


def pixels_of(numbers, rows, columns, categorical):
    pixels = numbers.normal(size=(rows, columns)).astype("float32")
    pixels[numbers.random(pixels.shape) < 0.1] = 0
    for column in categorical:
        pixels[:, column] = numbers.integers(0, numbers.choice([3, 40]), rows)
    pixels[numbers.random(pixels.shape) < 0.1] = np.nan
    return pixels


def labels_of(chance, numbers, rows, objective, classes):
    if classes > 1:
        labels = numbers.integers(0, classes, rows)
        labels[:classes] = range(classes)
        return labels
    if "binary" in objective or objective in ("reg:logistic", "survival:cox", "cross_entropy", "cross_entropy_lambda"):
        return numbers.integers(0, 2, rows)
    if objective in ("rank:pairwise", "rank:ndcg", "lambdarank", "rank_xendcg"):
        return numbers.integers(0, 4, rows)
    if objective.startswith(("count", "reg:gamma", "reg:tweedie", "survival", "poisson", "gamma", "tweedie", "reg:squaredlog", "mape")):
        return numbers.gamma(2, 3, rows) + 0.1
    return numbers.normal(chance.choice([0, 1000]), 10, rows)


XGBOOST = ["binary:hinge", "binary:logistic", "binary:logitraw", "count:poisson", "multi:softmax", "multi:softprob", "rank:ndcg",
           "rank:pairwise", "reg:absoluteerror", "reg:gamma", "reg:logistic", "reg:pseudohubererror", "reg:quantileerror",
           "reg:squarederror", "reg:squaredlogerror", "reg:tweedie", "survival:aft", "survival:cox"]


def of_xgboost(chance, numbers, folder):
    objective = chance.choice(XGBOOST + ["multi:softprob", "multi:softmax", "binary:logistic"] * 2)
    rows, columns = chance.choice([60, 400]), chance.randrange(1, 9)
    categorical = [i for i in range(columns) if chance.random() < 0.3]
    classes = chance.randrange(2, 6) if objective.startswith("multi:") else 1
    parameters = {"objective": objective, "max_depth": chance.randrange(1, 9), "verbosity": 0, "seed": chance.randrange(1000),
                  "booster": chance.choice(["gbtree", "gbtree", "dart"]), "eta": chance.choice([0.1, 0.3, 1]),
                  "tree_method": "hist", "max_cat_to_onehot": chance.choice([1, 4, 100])}
    if classes > 1:
        parameters["num_class"] = classes
    if parameters["booster"] == "dart":
        parameters["rate_drop"] = 0.3
    if chance.random() < 0.3:
        parameters.update(num_parallel_tree=chance.randrange(2, 5), subsample=0.7, colsample_bynode=0.7)
    if objective == "reg:quantileerror":
        parameters["quantile_alpha"] = 0.7
    if chance.random() < 0.3:
        parameters["base_score"] = 0.3
    if chance.random() < 0.2:
        parameters["grow_policy"] = "lossguide"
        parameters["max_leaves"] = 20
    labels = labels_of(chance, numbers, rows, objective, classes)
    if objective == "reg:squarederror" and chance.random() < 0.5:
        labels = numbers.normal(size=(rows, 3))
    types = ["c" if i in categorical else "q" for i in range(columns)]

    def matrix(pixels, labels=None):
        return xgboost.DMatrix(pixels, labels, feature_types=types, enable_categorical=True)

    data = matrix(pixels_of(numbers, rows, columns, categorical), labels)
    if objective.startswith("rank"):
        data.set_group([rows // 2, rows - rows // 2])
    if objective == "survival:aft":
        data.set_float_info("label_lower_bound", labels)
        data.set_float_info("label_upper_bound", labels + 1)
    if objective in ("reg:absoluteerror", "reg:quantileerror"):
        parameters.pop("num_parallel_tree", None)  # older versions have no forests of these
    booster = xgboost.train(parameters, data, chance.choice([1, 5, 30]))
    path = folder / f"model.{chance.choice(['json', 'ubj'])}"
    booster.save_model(path)
    pixels = pixels_of(numbers, 1000, columns, categorical)
    for column in categorical:  # that training has not seen
        pixels[:20, column] = numbers.choice([-1, -0.5, 41, 5000, 1e7, 2.5], 20)
    return path, pixels, booster.predict(matrix(pixels), strict_shape=False), f"xgboost {objective}"


LIGHTGBM = ["binary", "cross_entropy", "cross_entropy_lambda", "fair", "gamma", "huber", "lambdarank", "mape", "multiclass",
            "multiclassova", "poisson", "quantile", "rank_xendcg", "regression", "regression_l1", "tweedie"]


def of_lightgbm(chance, numbers, folder):
    objective = chance.choice(LIGHTGBM + ["multiclass", "binary", "regression"] * 2)
    rows, columns = chance.choice([100, 1000]), chance.randrange(1, 9)
    categorical = [i for i in range(columns) if chance.random() < 0.3]
    classes = chance.randrange(3, 6) if objective.startswith("multiclass") else 1
    parameters = {"objective": objective, "verbosity": -1, "min_data_in_leaf": 5, "seed": chance.randrange(1000), "num_threads": 1,
                  "num_leaves": chance.choice([2, 7, 31]), "boosting": chance.choice(["gbdt", "gbdt", "dart", "rf"]),
                  "zero_as_missing": chance.random() < 0.3, "use_missing": chance.random() < 0.8, "min_data_per_group": 5}
    if classes > 1:
        parameters["num_class"] = classes
    if parameters["boosting"] == "rf":
        parameters.update(bagging_freq=1, bagging_fraction=0.6, feature_fraction=0.8)
    if objective == "regression" and chance.random() < 0.3:
        parameters["reg_sqrt"] = True
    if objective in ("binary", "multiclassova"):
        parameters["sigmoid"] = chance.choice([1, 0.7])
    labels = labels_of(chance, numbers, rows, objective, classes)
    group = [rows // 2, rows - rows // 2] if objective in ("lambdarank", "rank_xendcg") else None
    data = lightgbm.Dataset(pixels_of(numbers, rows, columns, categorical), labels, group=group, categorical_feature=categorical)
    booster = lightgbm.train(parameters, data, chance.choice([1, 5, 30]))
    path = folder / "model.txt"
    booster.save_model(path)
    pixels = pixels_of(numbers, 1000, columns, categorical)
    pixels[:50] *= numbers.choice([1e-36, 1e-34, 1], pixels[:50].shape)
    for column in categorical:
        pixels[:20, column] = numbers.choice([-1, -0.5, 41, 5000, 2.5], 20)
    if chance.random() < 0.3:
        pixels = pixels.astype("float64") + numbers.normal(0, 1e-9, pixels.shape)
    return path, pixels, lightgbm.Booster(model_file=path).predict(pixels), f"lightgbm {objective} {parameters['boosting']}"


def compare(folder, path, pixels, expected, what, seed):
    (folder / "rows").write_bytes(pixels.tobytes())
    done = subprocess.run([PROGRAM, path, str(pixels.dtype), folder / "rows", folder / "results"], capture_output=True, text=True)
    if done.returncode != 0:
        print(f"seed {seed}, {what}: {done.stderr.strip()}")
        return 1
    found = np.frombuffer((folder / "results").read_bytes(), done.stdout.strip())
    expected = np.asarray(expected).astype(found.dtype).ravel()
    TALLY["models"] += 1
    if found.shape != expected.shape:
        print(f"seed {seed}, {what}: {found.size} results, not {expected.size}")
        return 1
    if found.tobytes() == expected.tobytes():
        TALLY["models to the bit"] += 1
        return 0
    difference = np.max(np.abs(found - expected) / np.maximum(np.abs(expected), 1e-30))
    WORST[what] = max(WORST[what], float(difference))
    if difference <= 1e-6:
        return 0
    at = int(np.argmax(np.abs(found - expected)))
    print(f"seed {seed}, {what}: result {at} is {found[at]!r}, not {expected[at]!r}; {np.sum(found != expected)} differ")
    return 1


def main(count=40, seed=1):
    libraries = [make for make, module in ((of_xgboost, xgboost), (of_lightgbm, lightgbm)) if module is not None]
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for number in range(int(seed), int(seed) + int(count)):
            for make in libraries:
                chance = random.Random(number)
                numbers = np.random.default_rng(number)
                wrong += compare(folder, *make(chance, numbers, folder), number)
    print(f"{TALLY['models']} models, {TALLY['models to the bit']} to the bit, {wrong} differences")
    for what, difference in WORST.items():
        print(f"  {what}: by {difference:.2g} at most")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[2:]))
