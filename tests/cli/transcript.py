#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a transcript of the program: transcript.py MLM FILE.clitest

A transcript is cut into sections by lines that start with `>>> `:

    >>> needs COMMAND        the transcript is skipped if this fails
    >>> file NAME            content of a file to put into the empty folder that the commands run in
    >>> run                  one command line for bash; `>>> run terminal` gives it a terminal as stdout
    >>> stdin                what the command before reads (nothing without it)
    >>> status N             how it ends (0 without it)
    >>> stdout, >>> stderr   all that it writes (nothing without them)
    >>> holds NAME           content of a file after the command

A last line without its line end is followed by `\\ no line end`. What stands before the first section is a
comment. $ROOT is the checkout. STACMLM_UPDATE_GOLDEN=1 writes what came out into the transcript.
"""

import os
import pty
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NO_END = "\\ no line end\n"
OUTCOMES = ("status", "stdout", "stderr", "holds")


@dataclass
class Section:
    kind: str
    argument: str
    text: str = ""

    def content(self):
        return self.text[: -len(NO_END) - 1] if self.text.endswith("\n" + NO_END) else self.text

    def written(self):
        argument = f" {self.argument}" if self.argument else ""
        return f">>> {self.kind}{argument}\n{self.text}"


@dataclass
class Step:
    """A command and what is told about it."""

    sections: list = field(default_factory=list)

    def find(self, kind):
        return next((each for each in self.sections if each.kind == kind), None)


def read(path):
    comment, steps = "", [Step()]
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith(">>> "):
            kind, _, argument = line[4:].rstrip("\n").partition(" ")
            if kind not in ("needs", "file", "run", "stdin", *OUTCOMES):
                sys.exit(f"{path}: no such section: {kind}")
            # A file behind a command is for the next one.
            if kind == "run" or (kind == "file" and steps[-1].find("run")):
                steps.append(Step())
            steps[-1].sections.append(Section(kind, argument))
        elif steps[-1].sections:
            steps[-1].sections[-1].text += line
        else:
            comment += line
    return comment, steps


def as_text(content):
    return content if not content or content.endswith("\n") else content + "\n" + NO_END


def run_on_terminal(command, options):
    leader, follower = pty.openpty()
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.PIPE, **options) as child:
        os.close(follower)
        output = b""
        try:
            while piece := os.read(leader, 65536):
                output += piece
        except OSError:
            pass  # how the end of a terminal is told
        errors = child.stderr.read()
    os.close(leader)
    return child.returncode, output.replace(b"\r\n", b"\n"), errors


def run(step, folder, environment):
    section = step.find("run")
    stdin = step.find("stdin")
    command = ["bash", "-c", section.text]
    options = {"cwd": folder, "env": environment}
    if section.argument == "terminal":
        return run_on_terminal(command, {**options, "stdin": subprocess.DEVNULL})
    given = stdin.content().encode() if stdin else b""
    done = subprocess.run(command, input=given, capture_output=True, timeout=120, check=False, **options)
    return done.returncode, done.stdout, done.stderr


def outcome(step, folder, environment):
    """The step's sections as they come out."""
    status, stdout, stderr = run(step, folder, environment)
    shown = [each for each in step.sections if each.kind not in OUTCOMES]
    if status != 0:
        shown.append(Section("status", str(status)))
    for kind, output in (("stdout", stdout), ("stderr", stderr)):
        if output:
            shown.append(Section(kind, "", as_text(output.decode("utf-8", "backslashreplace"))))
    for each in step.sections:
        if each.kind == "holds":
            path = folder / each.argument
            shown.append(Section("holds", each.argument, as_text(path.read_text("utf-8") if path.exists() else "")))
    return shown


def is_met(command, environment):
    """Files that it writes are nobody's."""
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(["bash", "-c", command], cwd=folder, env=environment, check=False).returncode == 0


def main(mlm, name):
    path = Path(name)
    comment, steps = read(path)
    if len(steps) < 2:
        sys.exit(f"{path}: no `>>> run`")
    environment = {"PATH": f"{Path(mlm).resolve().parent}:{os.environ['PATH']}", "ROOT": str(ROOT), "LC_ALL": "C.UTF-8",
                   "TERM": "xterm", "PYTHONDONTWRITEBYTECODE": "1"}
    for variable in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if variable in os.environ:
            environment[variable] = os.environ[variable]
    for section in steps[0].sections:
        if section.kind == "needs" and not is_met(section.argument, environment):
            print(f"skipped: {path.name} needs: {section.argument}")
            return 77
    actual = comment
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for step in steps:
            for section in step.sections:
                if section.kind == "file":
                    target = folder / section.argument
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text(section.content(), encoding="utf-8")
            files = [each for each in step.sections if each.kind in ("needs", "file")]
            shown = outcome(step, folder, environment) if step.find("run") else files
            actual += "".join(section.written() for section in shown)
        subprocess.run(["chmod", "-R", "u+rwX", temporary], check=False)
    expected = path.read_text(encoding="utf-8")
    if actual == expected:
        return 0
    if os.environ.get("STACMLM_UPDATE_GOLDEN"):
        path.write_text(actual, encoding="utf-8")
        print(f"{path} is written anew; look at the difference")
        return 0
    sys.stdout.writelines(unified_diff(expected.splitlines(True), actual.splitlines(True), str(path), "what came out"))
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
