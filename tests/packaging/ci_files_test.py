#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What action.yml and .pre-commit-hooks.yaml start, tried with an `mlm` that notes its arguments."""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

try:
    import yaml
except ImportError:
    print("skipped: the Python module yaml is not there (Debian: python3-yaml)")
    sys.exit(77)

ROOT = Path(__file__).resolve().parents[2]
NOTE_ARGUMENTS = '#!/bin/bash\nprintf "%s\\n" "$0" "$@" >>"$NOTES"\nexit "${STATUS:-0}"\n'


class Sandbox(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.notes = self.folder / "notes"
        self.environment = {"PATH": f"{self.folder}/bin:/usr/bin:/bin", "NOTES": str(self.notes)}

    def stand_in(self, name):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(NOTE_ARGUMENTS)
        path.chmod(0o755)

    def started(self):
        return self.notes.read_text().replace(f"{self.folder}/", "").splitlines()


class Action(Sandbox):
    def run_step(self, number, **environment):
        step = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"][number]
        self.environment |= {"GITHUB_ACTION_PATH": str(self.folder), "GITHUB_PATH": str(self.folder / "path")}
        return subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], cwd=ROOT, env=self.environment | environment)

    def test_mlm_on_path_is_used(self):
        self.stand_in("bin/mlm")
        self.assertEqual(self.run_step(0).returncode, 0)
        self.assertFalse(self.notes.exists())

    def test_mlm_is_built_where_it_is_missing(self):
        self.stand_in("scripts/setup")
        self.stand_in("scripts/build")
        self.assertEqual(self.run_step(0).returncode, 0)
        self.assertEqual(self.started(), ["scripts/setup", "scripts/build", "release", "mlm"])
        self.assertEqual((self.folder / "path").read_text(), f"{self.folder}/build/release\n")

    def test_inputs_become_arguments_and_globs_stay(self):
        self.stand_in("bin/mlm")
        self.run_step(1, MLM_PATHS="examples *.json", MLM_ARGS="--strict")
        self.assertEqual(self.started(), ["bin/mlm", "validate", "--format", "github", "--strict", "--", "examples", "*.json"])

    def test_the_status_of_mlm_is_that_of_the_step(self):
        self.stand_in("bin/mlm")
        self.assertEqual(self.run_step(1, MLM_PATHS=".", MLM_ARGS="", STATUS="1").returncode, 1)

    def test_every_input_reaches_a_step(self):
        text = (ROOT / "action.yml").read_text()
        for name in yaml.safe_load(text)["inputs"]:
            self.assertIn("${{ inputs.%s }}" % name, text)


class PreCommitHooks(Sandbox):
    def setUp(self):
        super().setUp()
        self.hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}

    def test_the_entries_take_files_behind_them(self):
        self.stand_in("bin/mlm")
        entries = {"mlm-validate": ["validate", "--format", "concise"], "mlm-fmt": ["fmt", "--quiet"]}
        self.assertEqual(entries.keys(), self.hooks.keys())
        for name, hook in self.hooks.items():
            self.notes.unlink(missing_ok=True)
            subprocess.run([*shlex.split(hook["entry"]), "a.json"], env=self.environment, check=True)
            self.assertEqual(self.started(), ["bin/mlm", *entries[name], "a.json"])

    def test_only_json_files_are_taken(self):
        for hook in self.hooks.values():
            self.assertTrue(re.search(hook["files"], "models/item.json"))
            self.assertFalse(re.search(hook["files"], "models/item.json.md"))


if __name__ == "__main__":
    unittest.main()
