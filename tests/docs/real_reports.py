#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reports of real runs against docs/reference/report.schema.json: real_reports.py MLM"""
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


def output(program, *arguments):
    done = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.PIPE, cwd=ROOT, check=False)
    if done.returncode not in (0, 1, 2) or done.stderr:
        raise SystemExit(f"{arguments}: status {done.returncode}: {done.stderr}")
    return done.stdout


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    schema = json.loads((ROOT / "docs/reference/report.schema.json").read_text("utf-8"))
    whole = Draft202012Validator(schema)
    line = Draft202012Validator({**schema["$defs"]["document"], "$defs": schema["$defs"]})
    findings = 0
    with tempfile.TemporaryDirectory() as scratch:
        lines = pathlib.Path(scratch) / "lines.ndjson"
        lines.write_text('{"type": "Catalog"}\nno json\n{"type": "FeatureCollection", "features": [{}, 1]}\n')
        for arguments in (["examples"], ["examples", "--strict"], ["examples/catalog.json", "--follow"],
                          [str(lines), "nowhere.json", "examples/broken"]):
            for profile in ("published", "documented"):
                options = ["validate", "--profile", profile, *arguments]
                report = json.loads(output(program, *options, "--format", "json"))
                whole.validate(report)
                findings += sum(len(document["findings"]) for document in report["documents"])
                texts = output(program, *options, "--format", "ndjson").splitlines()
                for text in texts:
                    line.validate(json.loads(text))
                assert [json.loads(text) for text in texts] == report["documents"], arguments
        whole.validate(json.loads(output(program, "compose", "check", "examples/legacy-runtime/barn-finder.json",
                                         "--format", "json")))
    print(f"{findings} findings in reports that the schema accepts")
    sys.exit(0 if findings > 100 else 1)


if __name__ == "__main__":
    main()
