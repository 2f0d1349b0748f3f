#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the ```console blocks of a page and compares what they print.

    console_blocks.py MLM PAGE...      (STACMLM_UPDATE_GOLDEN=1 writes what was printed into the page)

A line `$ command` is run by bash in the root of the checkout, with a copy of the examples to work on; the lines up to the
next one are its whole output, stdout and stderr together.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.S | re.M)
# A transcript that is not run: one that depends on the machine says `text`.
UNRUN = re.compile(r"^```(?!console\n|text\n)\w*\n\$ .*?^```$", re.S | re.M)


def run(command, folder, program):
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True, timeout=120,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout


def printed(block, folder, program):
    """The block as it comes out."""
    lines = []
    for line in block.splitlines():
        if line.startswith("$ "):
            lines += [line, *run(line[2:], folder, program).rstrip("\n").splitlines()]
    return "\n".join(lines) + "\n"


def check(page, program):
    text = page.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(ROOT / "examples", folder / "examples")
        for block in blocks:
            actual = printed(block, folder, program)
            if actual == block:
                continue
            if os.environ.get("STACMLM_UPDATE_GOLDEN") == "1":
                text = text.replace(block, actual)
                continue
            failures += 1
            print(f"{page.relative_to(ROOT)}: a block prints something else\n--- page\n{block}--- printed\n{actual}")
    page.write_text(text, encoding="utf-8") if os.environ.get("STACMLM_UPDATE_GOLDEN") == "1" else None
    for block in UNRUN.findall(text):
        failures += 1
        print(f"{page.relative_to(ROOT)}: a transcript that nobody runs; call it `console`\n{block}")
    return failures


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    failures = sum(check(pathlib.Path(page).resolve(), program) for page in sys.argv[2:])
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
