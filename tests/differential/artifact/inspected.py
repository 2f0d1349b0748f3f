# SPDX-License-Identifier: Apache-2.0
"""What `mlm inspect` says about a file, for the scripts that compare it with another reader."""
import importlib
import json
import subprocess
import sys

SKIPPED = 77


def reader(name, installed_by="scripts/setup test installs it"):
    """The module of that name. Ends the script as skipped where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as why:
        print(f"skipped: {why} ({installed_by})")
        sys.exit(SKIPPED)


def inspect(mlm, path):
    done = subprocess.run([mlm, "inspect", "--format", "json", "--tensors", str(path)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{path}: mlm inspect ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def told(mlm, path):
    """What is said of a file that may be broken."""
    done = subprocess.run([mlm, "inspect", "--format", "json", str(path)], capture_output=True, text=True, check=False)
    return json.loads(done.stdout)


def verdict(mlm, path):
    return told(mlm, path)["danger"]["verdict"]


def differences(what, ours, theirs):
    """Prints what is not the same; the number of differences."""
    if ours == theirs:
        return 0
    print(f"{what}:\n  mlm:   {ours}\n  other: {theirs}")
    return 1
