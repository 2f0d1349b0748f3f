#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the areas of a TopoJSON file as GeoJSON for the maps of mlm card: geojson.py TOPOJSON GEOJSON"""

import json
import sys
from itertools import accumulate
from pathlib import Path

DIGITS = 2  # of a degree: 1 km, on maps whose lines are ten times as coarse


def positions(arc, transform):
    """An arc holds steps from point to point, in a grid."""
    grid = accumulate(arc, lambda point, step: [point[0] + step[0], point[1] + step[1]])
    (scale_x, scale_y), (x, y) = transform["scale"], transform["translate"]
    return [[round(p[0] * scale_x + x, DIGITS), round(p[1] * scale_y + y, DIGITS)] for p in grid]


def ring(indices, arcs):
    """Arcs one behind the other; `~i` is the arc `i` backwards, and where two meet is one point."""
    points = []
    for i in indices:
        arc = arcs[i] if i >= 0 else arcs[~i][::-1]
        points += arc[1:] if points else arc
    return unrolled(points)


def unrolled(points):
    """Without leaps from one edge of the map to the other: longitudes go on beyond 180, as the maps
    of mlm card draw them. What goes around the earth has the pole in it."""
    line = [points[0]]
    for x, y in points[1:]:
        x -= 360 * round((x - line[-1][0]) / 360)
        line.append([round(x, DIGITS), y])
    if abs(line[-1][0] - line[0][0]) > 180:
        pole = 90 if line[0][1] > 0 else -90
        line += [[line[-1][0], pole], [line[0][0], pole], line[0]]
    return line


def polygons(geometry):
    if geometry["type"] == "GeometryCollection":
        return [each for inner in geometry["geometries"] for each in polygons(inner)]
    if geometry["type"] == "MultiPolygon":
        return geometry["arcs"]
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else []


def main(source, target):
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = [positions(arc, topology["transform"]) for arc in topology["arcs"]]
    areas = [[ring(each, arcs) for each in polygon] for thing in topology["objects"].values() for polygon in polygons(thing)]
    geojson = {"type": "MultiPolygon", "coordinates": areas}
    Path(target).write_text(json.dumps(geojson, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
