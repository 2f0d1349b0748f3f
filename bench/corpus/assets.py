# SPDX-License-Identifier: Apache-2.0
"""The files of a model and the band descriptions that they carry."""

from . import bands as band_tables
from . import words

# framework, version, artifact type, file ending, media type, compile method
FORMATS = [
    ("PyTorch", "2.1.2+cu121", "torch.save", "pt", "application/octet-stream; framework=pytorch", None),
    ("PyTorch", "2.4.0", "torch.save", "ckpt", "application/octet-stream; framework=pytorch", None),
    ("PyTorch", "2.0.1", "torch.jit.save", "pt", "application/octet-stream; framework=pytorch; profile=torchscript", "jit"),
    ("PyTorch", "2.6.0", "torch.export.save", "pt2", "application/zip; framework=pytorch", "aot"),
    ("PyTorch", "2.3.1", "safetensors.torch.save_file", "safetensors", "application/octet-stream; framework=pytorch", None),
    ("TensorFlow", "2.15.0", "tf.keras.Model.export", "zip", "application/zip; framework=tensorflow", None),
    ("TensorFlow", "2.11.0-rc1", "tf.keras.Model.save", "keras", "application/zip; framework=tensorflow", None),
    ("Keras", "3.3.3", "tf.keras.Model.save_weights", "weights.h5", "application/x-hdf5", None),
    ("ONNX", "1.16.0", "onnx.save_model", "onnx", "application/octet-stream; framework=onnx", None),
    ("scikit-learn", "1.4.2", "joblib.dump", "joblib", "application/octet-stream; framework=scikit-learn", None),
    ("Flax", "0.8.5", "safetensors.flax.save_file", "safetensors", "application/octet-stream; framework=flax", None),
]


def file_members(rng):
    """`file:size` and `file:checksum` (a SHA-256 multihash)."""
    return {"file:size": rng.randint(90_000, 4_000_000_000), "file:checksum": f"1220{rng.getrandbits(256):064x}"}


def href(rng, slug, ending):
    host = rng.choice(words.HOSTS)
    kind = rng.random()
    if kind < 0.75:
        return f"https://{host}/{slug}/v{rng.randint(1, 4)}/{slug}.{ending}"
    if kind < 0.9:
        return f"s3://{host.split('.')[0]}-weights/{slug}/{rng.getrandbits(32):08x}.{ending}"
    return f"./{slug}.{ending}"


def describe_bands(rng, model, properties, model_assets):
    """Puts the band tables where the extensions want them; returns the extensions in use."""
    if model.described_by == "none":
        return []
    used = []
    if model.described_by in ("eo", "both"):
        used.append("eo")
        summarised = rng.random() < (0.5 if model.described_by == "both" else 0.2)
        if summarised:
            properties["eo:bands"] = band_tables.eo(rng, model.rows)
        for asset in model_assets:
            asset["eo:bands"] = band_tables.eo(rng, model.rows, names_only=summarised)
    if model.described_by in ("raster", "both"):
        used.append("raster")
        full = model.described_by == "raster" and rng.random() < 0.6
        for asset in model_assets:
            asset["raster:bands"] = band_tables.raster(rng, model.rows, full)
    return used


def model_asset(rng, slug, chosen):
    _, _, artifact, ending, media_type, method = chosen
    roles = ["mlm:model", "mlm:weights", "model", "weights"] if rng.rich() else ["mlm:model", "model"]
    asset = {"href": href(rng, slug, ending), "type": media_type, "roles": roles, "mlm:artifact_type": artifact}
    if rng.random() < 0.7:
        asset["title"] = rng.choice(["Model weights", "Trained model", "Poids du modèle", "Modellgewichte", "Checkpoint"])
    if method and rng.random() < 0.8:
        asset["mlm:compile_method"] = method
    if rng.random() < (0.8 if rng.rich() else 0.3):
        asset.update(file_members(rng))
    return asset


def source_code(rng, slug):
    package = slug.replace("-", "_").replace(".", "_")
    asset = {
        "href": f"https://git.example.org/{slug}/raw/v{rng.randint(0, 3)}.{rng.randint(0, 9)}.0/{package}/predict.py",
        "type": "text/x-python",
        "title": "Inference code",
        "roles": ["mlm:source_code", "code", "metadata"]}
    if rng.random() < 0.5:
        asset["mlm:entrypoint"] = f"{package}.predict:main"
    if rng.random() < 0.4:
        asset["description"] = "Reads one tile, runs the model and writes a GeoTIFF."
    return asset


def container(rng, slug, use):
    return {
        "href": f"registry.example.org/{slug}/{use}:{rng.randint(1, 3)}.{rng.randint(0, 20)}",
        "type": "application/vnd.oci.image.index.v1+json",
        "title": f"Container for {use}",
        "roles": ["runtime", f"mlm:{use}-runtime"]}


def metrics(rng, slug):
    asset = {"href": f"https://{rng.choice(words.HOSTS)}/{slug}/metrics.json", "type": "application/json", "roles": ["metadata"]}
    if rng.random() < 0.5:
        asset["title"] = "Scores on the test data"
    return asset


def picture(rng, slug):
    ending, media_type = rng.choice([("png", "image/png"), ("jpg", "image/jpeg"), ("webp", "image/webp")])
    return {"href": f"https://{rng.choice(words.HOSTS)}/{slug}/preview.{ending}", "type": media_type, "roles": ["thumbnail"]}
