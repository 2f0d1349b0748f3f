# SPDX-License-Identifier: Apache-2.0
"""Models written by PyTorch in all its ways, and what mlm inspect says of them against the models: compare_torch.py MLM

PyTorch is in no list of requirements, for it is large: Debian's python3-torch will do."""
import os
import sys
import tempfile
import warnings

import inspected

torch = inspected.reader("torch")
warnings.filterwarnings("ignore")
nn = torch.nn


class Segmentation(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(4, 8, 3, padding=1)
        self.norm = nn.BatchNorm2d(8)
        self.up = nn.ConvTranspose2d(8, 8, 2, 2)
        self.last = nn.Conv2d(8, 2, 1)
        self.register_buffer("mean", torch.zeros(4, 1, 1))

    def forward(self, x):
        x = nn.functional.relu(self.norm(self.first(x - self.mean)))
        x = self.up(nn.functional.max_pool2d(x, 2))
        x = nn.functional.interpolate(x, scale_factor=1.0, mode="bilinear", align_corners=False)
        return torch.softmax(self.last(x), 1)


class Series(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(10, 6)
        self.memory = nn.LSTM(6, 5, 2, batch_first=True, bidirectional=True)
        self.head = nn.Linear(10, 3)

    def forward(self, x):
        return self.head(self.memory(self.words(x))[0][:, -1])


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 2)
        self.place = nn.Parameter(torch.zeros(1, 8))
        self.head = nn.Linear(8, 4)

    def forward(self, x):
        return self.head(self.encoder(x + self.place))


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(10, 4)
        self.head = nn.Linear(4, 10, bias=False)
        self.head.weight = self.words.weight

    def forward(self, x):
        return self.head(self.words(x))


MODELS = [
    (Segmentation, torch.rand(1, 4, 8, 8)),
    (Series, torch.zeros(1, 3, dtype=torch.long)),
    (Attention, torch.rand(3, 1, 8)),
    (Tied, torch.zeros(1, dtype=torch.long)),
]


def files(folder, model, example):
    """Path, format, verdict, and whether the file says which tensors are parameters."""
    legacy = {"_use_new_zipfile_serialization": False}
    for name, what, verdict in ("state", model.state_dict(), "data-only"), ("module", model, "executes-code"):
        says = name == "module"
        path = os.path.join(folder, name + ".pt")
        torch.save(what, path)
        yield path, "pytorch", verdict, says
        path = os.path.join(folder, name + "-legacy.pt")
        torch.save(what, path, **legacy)
        yield path, "pytorch-legacy", verdict, says
    optimizer = torch.optim.Adam(model.parameters())
    model(example).sum().backward()
    optimizer.step()
    path = os.path.join(folder, "checkpoint.ckpt")
    torch.save({"epoch": 3, "state_dict": model.state_dict(), "optimizer_states": [optimizer.state_dict()]}, path)
    yield path, "pytorch", "data-only", False
    for name, script in ("script", torch.jit.script(model)), ("trace", torch.jit.trace(model, example)):
        path = os.path.join(folder, name + ".pt")
        torch.jit.save(script, path, _extra_files={"labels.txt": "a,b"})
        yield path, "torchscript", "data-only", True


def compare(mlm, path, expected_format, verdict, says_parameters, model):
    told = inspected.inspect(mlm, path)
    what = f"{os.path.basename(path)} of {type(model).__name__}"
    count = inspected.differences(what, [told["format"], told["danger"]["verdict"]], [expected_format, verdict])
    weights = {
        weight["name"]: (weight["shape"], weight["data_type"])
        for weight in told["weights"]
        if weight["kind"] in ("parameter", "buffer")
    }
    expected = {
        name: (list(tensor.shape), str(tensor.dtype).removeprefix("torch."))
        for name, tensor in model.state_dict().items()
    }
    count += inspected.differences(what, weights, expected)
    if says_parameters:
        parameters = sum(parameter.numel() for parameter in model.parameters())
        buffers = sum(buffer.numel() for buffer in model.buffers())
        count += inspected.differences(what, [told["total_parameters"], told["buffers"]], [parameters, buffers])
    return count


def main():
    mlm = sys.argv[1]
    count = compared = 0
    torch.manual_seed(1)
    with tempfile.TemporaryDirectory() as folder:
        for kind, example in MODELS:
            model = kind().eval()
            for path, *expected in files(folder, model, example):
                count += compare(mlm, path, *expected, model)
                compared += 1
    print(f"{compared} files, {count} differences")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
