# SPDX-License-Identifier: Apache-2.0
"""The place and the time that a model is recommended for."""

import math


def _box(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _bounds(rings):
    points = [point for ring in rings for point in ring]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return [min(xs), min(ys), max(xs), max(ys)]


def _random_box(rng):
    digits = rng.choice([0, 2, 4, 6, 13])
    width, height = rng.uniform(1.5, 30), rng.uniform(1.5, 20)
    west, south = rng.uniform(-178, 178 - width), rng.uniform(-80, 80 - height)
    values = [round(v, digits) for v in (west, south, west + width, south + height)]
    return [int(v) for v in values] if digits == 0 else values


def _around(rng, count):
    """A star-shaped ring, counter-clockwise, around a random centre."""
    x, y = rng.uniform(-150, 150), rng.uniform(-60, 60)
    step = 2 * math.pi / count
    ring = []
    for i in range(count):
        angle, radius = i * step + rng.uniform(0, 0.8) * step, rng.uniform(2, 9)
        ring.append([round(x + radius * math.cos(angle), 6), round(y + radius * math.sin(angle), 6)])
    return ring + [list(ring[0])]


def _polygon(rings):
    return {"type": "Polygon", "coordinates": rings}, _bounds(rings)


def _many(rng):
    # one box per degree band keeps the parts apart
    rings = []
    for i in range(rng.randint(2, 3)):
        west, south = round(rng.uniform(-170, 140), 5), round(-50 + 35 * i + rng.uniform(0, 5), 5)
        rings.append(_box(west, south, round(west + 12.25, 5), round(south + 8.5, 5)))
    return {"type": "MultiPolygon", "coordinates": [[r] for r in rings]}, _bounds(rings)


def _antimeridian(rng):
    west, east = round(rng.uniform(165, 179), 3), round(rng.uniform(-179, -165), 3)
    south = round(rng.uniform(-60, 40), 3)
    north = round(south + rng.uniform(3, 15), 3)
    parts = [[_box(west, south, 180.0, north)], [_box(-180.0, south, east, north)]]
    return {"type": "MultiPolygon", "coordinates": parts}, [west, south, east, north]


def _with_hole(rng):
    west, south, east, north = (float(v) for v in _random_box(rng))
    x, y = (east - west) / 4, (north - south) / 4
    hole = _box(round(west + x, 6), round(south + y, 6), round(east - x, 6), round(north - y, 6))
    return _polygon([_box(west, south, east, north), hole[::-1]])


def _raised(rng):
    west, south, east, north = _random_box(rng)
    low, high = rng.randint(-20, 50), rng.randint(100, 4000)
    ring = [point + [low if i % 4 < 2 else high] for i, point in enumerate(_box(west, south, east, north))]
    return {"type": "Polygon", "coordinates": [ring]}, [west, south, low, east, north, high]


def place(rng):
    """A geometry and its bbox; both None for a model without a place."""
    kind = rng.random()
    if kind < 0.58:
        return _polygon([_box(*_random_box(rng))])
    if kind < 0.74:
        return _polygon([_around(rng, rng.randint(5, 14 if rng.rich() else 7))])
    if kind < 0.82:
        return _many(rng)
    if kind < 0.86:
        return _with_hole(rng)
    if kind < 0.89:
        return _antimeridian(rng)
    if kind < 0.92:
        return _raised(rng)
    if kind < 0.94:
        x, y = round(rng.uniform(-179, 179), 6), round(rng.uniform(-80, 80), 6)
        return {"type": "Point", "coordinates": [x, y]}, [x, y, x, y]
    if kind < 0.97:
        return _polygon([_box(-180, -90, 180, 90)])
    return None, None


def _stamp(rng, year):
    text = f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    if rng.random() < 0.5:
        text += rng.choice(["T00:00:00", "T12:00:00", "T23:59:59"])
    else:
        text += f"T{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
    if rng.random() < 0.15:
        text += f".{rng.randint(0, 999999):06d}"
    return text + ("+00:00" if rng.random() < 0.1 else "Z")


def time(rng):
    """The date members of `properties`."""
    first = rng.randint(2014, 2021)
    kind = rng.random()
    if kind < 0.3:
        members = {"datetime": _stamp(rng, first + 3)}
    elif kind < 0.38:
        members = {"datetime": None, "start_datetime": "1900-01-01T00:00:00Z", "end_datetime": "9999-12-31T23:59:59Z"}
    else:
        middle = _stamp(rng, first + 1) if kind < 0.55 else None
        members = {"datetime": middle, "start_datetime": _stamp(rng, first), "end_datetime": _stamp(rng, first + 2)}
    if rng.random() < 0.35:
        members["created"] = _stamp(rng, 2024)
        if rng.random() < 0.6:
            members["updated"] = _stamp(rng, 2025)
    return members
