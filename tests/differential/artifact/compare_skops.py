#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each estimator of scikit-learn, fitted and saved by skops, and objects that skops does not trust; what mlm inspect says would be
imported against what skops itself asks its user to trust: compare_skops.py MLM"""
import functools
import operator
import os
import pathlib
import sys
import tempfile
import warnings

import inspected

numpy = inspected.reader("numpy")
skops = inspected.reader("skops.io")
datasets = inspected.reader("sklearn.datasets")
utils = inspected.reader("sklearn.utils")
pipeline = inspected.reader("sklearn.pipeline")
preprocessing = inspected.reader("sklearn.preprocessing")


def is_harmless(name):
    """skops asks about these too: classes of scikit-learn that are no estimators, and types that hold numbers."""
    if name.startswith("sklearn."):
        return name.rpartition(".")[2].lstrip("_")[:1].isupper()
    return name.startswith("scipy.sparse.") or name == "numpy.dtype"


class Own:
    """A type that nobody knows."""


def estimators():
    features, labels = datasets.make_classification(60, 6, n_informative=4, random_state=0)
    features = abs(features)
    for name, kind in utils.all_estimators():
        try:
            yield name, kind().fit(features, labels)
        except Exception:  # needs arguments, or other data
            continue
    log = preprocessing.FunctionTransformer(numpy.log1p)
    yield "pipeline", pipeline.make_pipeline(preprocessing.StandardScaler(), log).fit(features, labels)


def others():
    yield "data", {"a": [1, 2.5, None, True, "x", b"y", bytearray(b"z")], "b": (1, {2}), "c": slice(1, 2), "d": int}
    yield "arrays", [numpy.arange(3), numpy.array([None, "a"], object), numpy.float32(1), numpy.ma.array([1, 2])]
    yield "random", [numpy.random.default_rng(0), numpy.random.RandomState(0)]
    yield "own", Own()
    yield "function", os.path.join
    yield "partial", functools.partial(int, base=2)
    yield "operator", operator.methodcaller("upper")
    yield "method", Own().__init__


def findings(mlm, path):
    said = inspected.told(mlm, path)
    assert said["format"] == "skops", said
    return said["fault"], said["danger"]["verdict"], [f["what"] for f in said["danger"]["findings"]]


def main(mlm):
    wrong = count = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "model.skops"
        for name, value in [*estimators(), *others()]:
            try:
                skops.dump(value, path)
            except Exception:  # what skops cannot save
                continue
            count += 1
            fault, verdict, said = findings(mlm, path)
            foreign = sorted(t for t in skops.get_untrusted_types(file=path) if not is_harmless(t))
            wrong += inspected.differences(f"{name}, fault", fault, None)
            wrong += inspected.differences(f"{name}, runs something: {said} {foreign}", verdict == "executes-code", bool(foreign))
            unsaid = [t for t in foreign if not any(t in what or t.rpartition(".")[2] in what for what in said)]
            wrong += inspected.differences(f"{name}, not told", unsaid, [])
    print(f"{count} files of skops: {wrong} differences")
    return 1 if wrong or count < 100 else 0


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.exit(main(sys.argv[1]))
