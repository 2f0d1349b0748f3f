# SPDX-License-Identifier: Apache-2.0
"""Estimators of scikit-learn and arrays, written by pickle and joblib in every way they have: what mlm
inspect says of them against what they are. compare_joblib.py MLM"""
import os
import pickle
import sys
import tempfile

import inspected

joblib = inspected.reader("joblib")
numpy = inspected.reader("numpy")
sklearn = inspected.reader("sklearn")
ensemble = inspected.reader("sklearn.ensemble")
linear_model = inspected.reader("sklearn.linear_model")
pipeline = inspected.reader("sklearn.pipeline")
preprocessing = inspected.reader("sklearn.preprocessing")


def estimators():
    features = numpy.random.default_rng(1).random((60, 4))
    texts = numpy.array(["crop", "forest", "wasser é"] * 20)
    numbers = numpy.arange(60) % 3 - 1
    for labels in texts, numbers, numbers.astype("u1"), texts.astype(object):
        logistic = linear_model.LogisticRegression().fit(features, labels)
        yield logistic, logistic.classes_
        yield pipeline.make_pipeline(preprocessing.StandardScaler(), logistic).fit(features, labels), logistic.classes_
    forest = ensemble.RandomForestClassifier(5).fit(features, texts)
    yield forest, forest.classes_
    yield ensemble.GradientBoostingRegressor(n_estimators=3).fit(features, features[:, 0]), []


def files(folder, model):
    for protocol in range(6):
        path = os.path.join(folder, f"protocol{protocol}.pkl")
        with open(path, "wb") as file:
            pickle.dump(model, file, protocol=protocol)
        yield path, "pickle"
    for extension in "joblib", "z", "gz", "bz2", "xz", "lzma":
        path = os.path.join(folder, f"model.{extension}")
        joblib.dump(model, path)
        yield path, "joblib"


def compare_estimator(mlm, path, expected_format, model, classes):
    told = inspected.inspect(mlm, path)
    expected = {
        "format": expected_format,
        "framework": "scikit-learn",
        "framework_version": sklearn.__version__,
        "classes": [str(name) for name in classes],
        "features": "4",
        "verdict": "executes-code",
        "outermost": f"{type(model).__module__}.{type(model).__qualname__}",
    }
    ours = {key: told.get(key) for key in ("format", "framework", "framework_version", "classes")}
    ours["features"] = {entry["key"]: entry["value"] for entry in told["metadata"]}.get("n_features_in_")
    ours["verdict"] = told["danger"]["verdict"]
    ours["outermost"] = next((name for name in told["hints"]["class_names"] if name == expected["outermost"]), None)
    return inspected.differences(f"{os.path.basename(path)} of {expected['outermost']}", ours, expected)


def compare_arrays(mlm, folder):
    """joblib's files hold nothing but data for joblib; whoever else loads one would run the bytes of arrays."""
    arrays = {
        "numbers": numpy.random.default_rng(2).random((7, 5)),
        "fortran": numpy.asfortranarray(numpy.arange(12).reshape(3, 4)),
        "texts": numpy.array(["a", "bc"]),
        "objects": numpy.array(["x", None, 3], dtype=object),
        "empty": numpy.zeros((0, 3)),
        "scalar": numpy.float32(3),
        "truth": numpy.array([True, False]),
    }
    count = 0
    for path, expected in files(folder, arrays):
        told = inspected.inspect(mlm, path)
        verdict = "data-only" if expected == "pickle" else "unknown"
        count += inspected.differences(path, [told["fault"], told["danger"]["verdict"]], [None, verdict])
    return count


def main():
    mlm = sys.argv[1]
    count = compared = 0
    with tempfile.TemporaryDirectory() as folder:
        for model, classes in estimators():
            for path, expected in files(folder, model):
                count += compare_estimator(mlm, path, expected, model, classes)
                compared += 1
        count += compare_arrays(mlm, folder)
    print(f"{compared} files of estimators and 12 of arrays, {count} differences")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
