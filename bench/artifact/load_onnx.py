# SPDX-License-Identifier: Apache-2.0
"""load_onnx.py FILE WEIGHTS: milliseconds that onnx.load takes in a process that has loaded the file before."""
import sys
import time

try:
    import onnx
except ImportError as why:
    raise SystemExit(f"not measured: {why}") from None

ROUNDS = 3


def load(path, expected):
    start = time.perf_counter()
    model = onnx.load(path)
    seconds = time.perf_counter() - start
    found = sum(len(weight.raw_data) > 0 for weight in model.graph.initializer)
    if found != expected:
        raise SystemExit(f"{path}: {found} weights, expected {expected}")
    return seconds


if __name__ == "__main__":
    file, weights = sys.argv[1], int(sys.argv[2])
    load(file, weights)
    print(f"{1000 * min(load(file, weights) for _ in range(ROUNDS)):.1f}")
