#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""plain_loop.py ITEM SCENE RESULT --tile N --step N: tile after tile, one session with two threads."""
from tile_loop import Job

job = Job(threads=2)
for x, y in job.tiles():
    job.write(x, y, job.classes(x, y, job.run(job.read(x, y))))
job.finish()
