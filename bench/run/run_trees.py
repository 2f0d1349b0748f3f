#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_trees.py TREES_TIME: rows a second through models of 100 trees, depth 6, 10 bands, of XGBoost and LightGBM, and what their own
predict does on one thread in the same run."""
import pathlib
import subprocess
import sys
import tempfile
import time

import lightgbm
import numpy as np
import xgboost

ROWS, BANDS, ROUNDS = 200_000, 10, 7


def best(function):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return ROWS / min(times)


def main(program):
    numbers = np.random.default_rng(6)
    pixels = numbers.normal(size=(ROWS, BANDS)).astype("float32")
    train = pixels[:20_000]
    labels = (train[:, 0] * train[:, 1] + train[:, 2] > numbers.normal(size=len(train))).astype(int)
    boosted = xgboost.train({"objective": "binary:logistic", "max_depth": 6, "nthread": 1}, xgboost.DMatrix(train, labels), 100)
    light = lightgbm.train({"objective": "binary", "max_depth": 6, "num_leaves": 64, "num_threads": 1, "verbosity": -1},
                           lightgbm.Dataset(train, labels), 100)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "rows").write_bytes(pixels.tobytes())
        boosted.save_model(folder / "model.ubj")
        light.save_model(folder / "model.txt")
        for what, file, theirs in [("XGBoost", "model.ubj", lambda: boosted.inplace_predict(pixels)),
                                   ("LightGBM", "model.txt", lambda: light.predict(pixels, num_threads=1))]:
            peer = best(theirs)
            ours = float(subprocess.run([program, folder / file, folder / "rows", str(ROUNDS)], check=True, capture_output=True).stdout)
            print(f"{what}: {ours / 1e6:.2f} M rows/s, its own predict {peer / 1e6:.2f}: {ours / peer:.2f} x")


if __name__ == "__main__":
    main(*sys.argv[1:])
