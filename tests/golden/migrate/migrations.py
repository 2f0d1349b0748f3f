#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every pair of versions: what `mlm migrate` makes of before.json, and its records.

    migrations.py MLM      (STACMLM_UPDATE_GOLDEN=1 writes what came out)

A folder is what documents come from: a version of MLM, ml-model, DLM. The before.json of a version is valid in both profiles;
TO.json is the document as one of MLM TO, TO.records.txt what was told, and stac-1.1.0.json that of MLM 1.6.0 on STAC 1.1.0. A
second migration changes nothing, and a way in two parts leads to the same document.
"""
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
UPDATE = os.environ.get("STACMLM_UPDATE_GOLDEN") == "1"
VERSIONS = ("1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0", "1.5.1", "1.5.2", "1.6.0")


class Migrations:
    def __init__(self, program):
        self.program = program
        self.failures = []

    def expect(self, is_so, what):
        if not is_so:
            self.failures.append(what)

    def run(self, *arguments, text=None):
        return subprocess.run([self.program, *arguments], input=text, text=True, capture_output=True, check=False)

    def migrated(self, text, version, *options):
        """The document and the records."""
        done = self.run("migrate", "--to", version, *options, "-", text=text)
        self.expect(done.returncode in (0, 1), f"status {done.returncode}: {done.stderr}")
        return done.stdout, done.stderr

    def compare(self, path, text):
        if UPDATE:
            path.write_text(text, encoding="utf-8")
        self.expect(path.exists() and path.read_text(encoding="utf-8") == text, f"{path.relative_to(HERE)}: differs\n{text}")

    def expect_valid(self, folder, before):
        for profile in ("published", "documented"):
            done = self.run("validate", "--profile", profile, "--format", "concise", "-", text=before)
            self.expect(done.returncode == 0, f"{folder.name}: before.json has errors in {profile}\n{done.stdout}")

    def check(self, folder):
        before = (folder / "before.json").read_text(encoding="utf-8")
        start = -1
        if folder.name.startswith("mlm-"):
            self.expect_valid(folder, before)
            start = VERSIONS.index(folder.name.removeprefix("mlm-"))
        on_new_core, records = self.migrated(before, VERSIONS[-1], "--stac", "1.1.0")
        self.compare(folder / "stac-1.1.0.json", on_new_core)
        self.compare(folder / "stac-1.1.0.records.txt", records)
        for version in VERSIONS[start + 1:]:
            after, records = self.migrated(before, version)
            self.compare(folder / f"{version}.json", after)
            self.compare(folder / f"{version}.records.txt", records)
            again, _ = self.migrated(after, version)
            self.expect(again == after, f"{folder.name} to {version}: a second migration changes it")
            for middle in VERSIONS[start + 1:VERSIONS.index(version)]:
                half, _ = self.migrated(before, middle)
                whole, _ = self.migrated(half, version)
                self.expect(whole == after, f"{folder.name} to {version}: by way of {middle} it is another document")


def main():
    migrations = Migrations(str(pathlib.Path(sys.argv[1]).resolve()))
    folders = sorted(path for path in HERE.iterdir() if path.is_dir())
    names = {folder.name for folder in folders}
    wanted = {f"mlm-{version}" for version in VERSIONS[:-1]} | {"ml-model-1.0.0", "dlm-beta2", "dlm-beta3"}
    migrations.expect(names == wanted, f"folders: {names ^ wanted}")
    for folder in folders:
        migrations.check(folder)
    print("\n".join(migrations.failures))
    sys.exit(1 if migrations.failures else 0)


if __name__ == "__main__":
    main()
