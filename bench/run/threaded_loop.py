#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""threaded_loop.py ITEM SCENE RESULT --tile N --step N: a thread that reads, two that run one session, one that writes."""
import queue
import threading

from tile_loop import Job

WORKERS = 2
job = Job(threads=1)
read, done = queue.Queue(2 * WORKERS), queue.Queue(2 * WORKERS)


def reader():
    for x, y in job.tiles():
        read.put((x, y, job.read(x, y)))
    for _ in range(WORKERS):
        read.put(None)


def worker():
    while (tile := read.get()) is not None:
        x, y, pixels = tile
        done.put((x, y, job.classes(x, y, job.run(pixels))))
    done.put(None)


def writer():
    left = WORKERS
    while left:
        tile = done.get()
        if tile is None:
            left -= 1
        else:
            job.write(*tile)


threads = [threading.Thread(target=target) for target in (reader, *[worker] * WORKERS, writer)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
job.finish()
