#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What mlm inspect says of every model file that the tests can make, held to docs/reference/inspect.schema.json:
inspected_files.py MLM MAKE_MODEL_FILE [MEGABYTES]

Of files larger than 1 GB also that the program needs less memory than that.
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("skipped: the Python package jsonschema is missing (Debian: python3-jsonschema)")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]


def text_of(program, *arguments, folder=None):
    done = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, cwd=folder, check=False)
    if done.returncode not in (0, 1) or done.stderr:
        raise SystemExit(f"{arguments}: status {done.returncode}: {done.stderr.decode('utf-8', 'replace')}")
    return done.returncode, done.stdout.decode("utf-8")  # strict: what is printed is UTF-8


def runs_within(megabytes, mlm, model, folder):
    """Memory of its own, code and files left out."""
    limit = f"ulimit -d {megabytes * 1024}; exec \"$@\""
    command = ["bash", "-c", limit, "-", mlm, "inspect", "--tensors", "--format", "json", model]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, check=False)
    return done.returncode in (0, 1)


def refuse_twin(members):
    names = [name for name, _ in members]
    assert len(set(names)) == len(names), names
    return dict(members)


def check(mlm, schema, folder, model):
    """The exit statuses of both runs agree with what the object says."""
    status, text = text_of(mlm, "inspect", "--tensors", "--format", "json", model, folder=folder)
    said = json.loads(text, object_pairs_hook=refuse_twin)
    schema.validate(said)
    assert text.count("\n") == 1
    assert status == 0 or said["danger"]["verdict"] != "data-only", text
    assert said["fault"] is None or status == 1, text
    of_danger, _ = text_of(mlm, "inspect", "--danger", model, folder=folder)
    assert of_danger == int(said["danger"]["verdict"] != "data-only"), model
    _, readable = text_of(mlm, "inspect", "--tensors", model, folder=folder)
    assert all(c == "\n" or c >= " " and c != "\x7f" for c in readable), f"{model}: a control character"
    return said


def wrong_ones(said):
    changes = {
        "an unknown member": lambda o: o.update(colour="red"),
        "an unknown verdict": lambda o: o["danger"].update(verdict="safe"),
        "data-only with findings": lambda o: o["danger"].update(verdict="data-only", findings=[
            {"kind": "call", "where": "", "what": "x"}]),
        "no inputs": lambda o: o.pop("inputs"),
        "a size of -2": lambda o: o.update(inputs=[{"name": "", "shape": [-2], "data_type": None}]),
        "a size of 1.5": lambda o: o.update(inputs=[{"name": "", "shape": [1.5], "data_type": None}]),
        "another version": lambda o: o.update(report_version=2),
    }
    for name, change in changes.items():
        wrong = copy.deepcopy(said)
        change(wrong)
        yield name, wrong


def kinds_of(maker):
    return [line.split()[0] for line in text_of(maker)[1].splitlines()]


def is_model(mlm, folder):
    return subprocess.run([mlm, "inspect", "."], capture_output=True, cwd=folder, check=False).returncode != 2


def main():
    mlm, maker = (str(pathlib.Path(name).resolve()) for name in sys.argv[1:3])
    most = int(sys.argv[3]) if len(sys.argv) > 3 else None
    document = json.loads((ROOT / "docs/reference/inspect.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(document)
    schema = Draft202012Validator(document)
    said, count = None, 0
    for kind in kinds_of(maker):
        with tempfile.TemporaryDirectory() as scratch:
            text_of(maker, kind, scratch)
            made = sorted(path for path in pathlib.Path(scratch).rglob("*") if path.is_file())
            for path in [*made, *([pathlib.Path(scratch)] if is_model(mlm, scratch) else [])]:
                said = check(mlm, schema, scratch, str(path.relative_to(scratch)))
                count += 1
                if most and path.stat().st_size > 1 << 30:
                    assert runs_within(most, mlm, str(path), scratch), f"{kind}: more than {most} MB of memory"
            left = sorted(path for path in pathlib.Path(scratch).rglob("*") if path.is_file())
            assert left == made, f"{kind}: inspecting it made {set(left) - set(made)}"
    for name, wrong in wrong_ones(said):
        assert not schema.is_valid(wrong), f"the schema accepts {name}"
    print(f"{count} files whose description the schema accepts")
    sys.exit(0 if count > 0 else 1)


if __name__ == "__main__":
    main()
