# SPDX-License-Identifier: Apache-2.0
"""Band tables of the sensors and their eo and raster descriptions."""

# name, common name, centre wavelength and width in micrometres, resolution in metres
SENSORS = {
    "Sentinel-2": [
        ("B01", "coastal", 0.443, 0.027, 60), ("B02", "blue", 0.490, 0.098, 10), ("B03", "green", 0.560, 0.045, 10),
        ("B04", "red", 0.665, 0.038, 10), ("B05", "rededge", 0.704, 0.019, 20), ("B06", "rededge", 0.740, 0.018, 20),
        ("B07", "rededge", 0.783, 0.028, 20), ("B08", "nir", 0.842, 0.145, 10), ("B8A", "nir08", 0.865, 0.033, 20),
        ("B09", "nir09", 0.945, 0.026, 60), ("B10", "cirrus", 1.3735, 0.075, 60), ("B11", "swir16", 1.610, 0.143, 20),
        ("B12", "swir22", 2.190, 0.242, 20)],
    "Landsat 9": [
        ("OLI_B1", "coastal", 0.443, 0.02, 30), ("OLI_B2", "blue", 0.482, 0.06, 30), ("OLI_B3", "green", 0.5615, 0.06, 30),
        ("OLI_B4", "red", 0.6545, 0.04, 30), ("OLI_B5", "nir08", 0.865, 0.03, 30), ("OLI_B6", "swir16", 1.6085, 0.085, 30),
        ("OLI_B7", "swir22", 2.2005, 0.19, 30), ("TIRS_B10", "lwir11", 10.895, 0.59, 100)],
    "Planet SuperDove": [
        ("coastal_blue", "coastal", 0.443, 0.02, 3), ("blue", "blue", 0.490, 0.05, 3), ("green_i", None, 0.531, 0.036, 3),
        ("green", "green", 0.565, 0.036, 3), ("yellow", "yellow", 0.610, 0.02, 3), ("red", "red", 0.665, 0.031, 3),
        ("rededge", "rededge", 0.705, 0.015, 3), ("nir", "nir", 0.865, 0.04, 3)],
    "Sentinel-1": [("VV", None, None, None, 10), ("VH", None, None, None, 10)],
    "aerial": [("red", "red", 0.63, 0.09, 0.2), ("green", "green", 0.54, 0.09, 0.2), ("blue", "blue", 0.46, 0.08, 0.2),
               ("nir", "nir", 0.83, 0.11, 0.2)],
    "WorldView-3": [
        ("coastal", "coastal", 0.427, 0.05, 1.24), ("blue", "blue", 0.482, 0.07, 1.24), ("green", "green", 0.547, 0.08, 1.24),
        ("yellow", "yellow", 0.605, 0.05, 1.24), ("red", "red", 0.661, 0.06, 1.24), ("red-edge", "rededge", 0.724, 0.04, 1.24),
        ("nir-1", "nir", 0.832, 0.13, 1.24), ("nir-2", "nir09", 0.948, 0.1, 1.24)],
    "EnMAP": [(f"band_{n:03d}", None, round(0.42 + 0.0092 * n, 4), round(0.0065 + n * 1e-05, 5), 30)
              for n in range(1, 91, 3)],
}


def choose(rng, sensor, count=None):
    """`count` band rows of a sensor in the table's order; all of them without a count, fewer in a lean document."""
    table = SENSORS[sensor]
    if not rng.rich():
        count = rng.randint(2, 4)
    if count is None or count >= len(table):
        return list(table)
    return [table[i] for i in sorted(rng.sample(range(len(table)), count))]


def eo(rng, rows, names_only=False):
    """`eo:bands` (v1) entries; descriptions appear in a share of the tables."""
    described = rng.random() < 0.35
    measured = rng.rich()
    entries = []
    for name, common, centre, width, _ in rows:
        entry = {"name": name}
        if not names_only:
            if common:
                entry["common_name"] = common
            if described:
                entry["description"] = f"{(common or 'band').capitalize()} band {name}"
            if centre and measured:
                entry["center_wavelength"] = centre
                entry["full_width_half_max"] = width
            if centre and rng.random() < 0.1:
                entry["solar_illumination"] = round(rng.uniform(80, 2000), 2)
        entries.append(entry)
    return entries


def raster(rng, rows, full):
    """`raster:bands` (v1) entries with a name; `full` ones carry statistics."""
    data_type = rng.choice(["uint16", "int16", "float32", "uint8"])
    full = full and rng.rich()
    statistics = full and rng.random() < 0.6
    scaled = rng.rich() and rng.random() < 0.4
    entries = []
    for name, _, _, _, resolution in rows:
        entry = {"name": name, "data_type": data_type}
        if full:
            entry["nodata"] = "nan" if data_type == "float32" else 0
            entry["spatial_resolution"] = resolution
            entry["unit"] = "m"
        if data_type == "uint16" and rng.random() < 0.5:
            entry["bits_per_sample"] = rng.choice([12, 15, 16])
        if scaled:
            entry["scale"] = rng.choice([0.0001, 2.75e-05, 1e-06, 0.01])
            entry["offset"] = rng.choice([0, -0.1, -0.2, 0.0])
        if statistics:
            low, high = sorted((rng.uniform(0, 900), rng.uniform(1000, 16000)))
            entry["statistics"] = {
                "minimum": round(low, 2), "maximum": round(high, 2), "mean": round((low + high) / 3, 6),
                "stddev": round(rng.uniform(1, 900), 6), "valid_percent": round(rng.uniform(60, 100), 1)}
        entries.append(entry)
    return entries
