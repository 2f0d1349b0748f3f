#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The options of a command, against the pages that tell of it.

    told_options.py MLM COMMAND PAGE...

Each option of `mlm COMMAND --help` stands in the tables of the pages, with the words that it takes, and the tables name no other.
"""
import pathlib
import re
import subprocess
import sys

OPTION = re.compile(r"^\s+(?:-\w,\s*)?(--[a-z][a-z-]*)(.*)$")
WORDS = re.compile(r"\{([^}]*)\}")
# Of every command; the pages of each need not say it again.
COMMON = {"--help"}


def options_of(program, command):
    """Each option and the words that it takes."""
    text = subprocess.run([program, command, "--help"], text=True, stdout=subprocess.PIPE, check=True).stdout
    options = {}
    for line in text.splitlines():
        found = OPTION.match(line)
        if found:
            words = WORDS.search(found[2])
            options[found[1]] = words[1].split(",") if words else []
    return options


def rows_of(page):
    """The options that each row of a table tells of, and the row."""
    for line in pathlib.Path(page).read_text(encoding="utf-8").splitlines():
        if line.startswith("| `--"):
            yield re.findall(r"`(--[a-z][a-z-]*)", line.split(" | ")[0]), line


def main(program, command, *pages):
    options = options_of(program, command)
    faults = [] if options else [f"mlm {command} --help has no options"]
    whole = "\n".join(pathlib.Path(page).read_text(encoding="utf-8") for page in pages)
    told = {}
    for page in pages:
        for names, line in rows_of(page):
            for name in names:
                told.setdefault(name, []).append(line)
                if name not in options:
                    faults.append(f"{page}: `mlm {command}` has no {name}")
    for name, words in options.items():
        if name in COMMON:
            continue
        if name not in told and not re.search(rf"`[^`\n]*{name}\b(?!-)", whole):
            faults.append(f"no page tells of {name}")
        rows = "".join(told.get(name, []))
        missing = [word for word in words if not re.search(rf"(?<![\w-]){word}(?![\w-])", rows) and f"`{word}`" not in whole]
        if missing:
            faults.append(f"the pages do not say that {name} takes {', '.join(missing)}")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
