#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a command with a person at its terminal: on_terminal.py ANSWERS COMMAND...

The command has a terminal as stdin and stderr. Each time it waits behind `: ` it gets the next line of the file
ANSWERS; behind the last one, the end of the input. What the terminal shows goes to stderr.
"""

import os
import pty
import subprocess
import sys

END_OF_INPUT = b"\x04"


def main(answers, *command):
    with open(answers, "rb") as file:
        lines = file.readlines()
    leader, follower = pty.openpty()
    with subprocess.Popen(command, stdin=follower, stderr=follower) as child:
        os.close(follower)
        shown = b""
        try:
            while piece := os.read(leader, 65536):
                shown += piece
                if shown.endswith(b": "):
                    os.write(leader, lines.pop(0) if lines else END_OF_INPUT)
        except OSError:
            pass  # how the end of a terminal is told
    os.close(leader)
    sys.stderr.write(shown.decode().replace("\r\n", "\n"))
    return child.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
