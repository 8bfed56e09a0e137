"""Rebuilds a network that espalier trained, in PyTorch.

    python load.py                      # the accuracy on test.npz, beside the record's

    import load
    network = load.network()            # the network found, an nn.Module in evaluation mode
    network = load.network("initial")   # before any training; "ticket" where the last training started from another
    masks = load.masks()                # by the weight's name: 1 where a weight is kept

A network takes images with values 0..1, [batch, channels, height, width]: the normalisation is its first layer. Parameters
have the layers' names with dots as underscores (conv1.weight, stage1_block1.body.conv1.weight).
Needs PyTorch and NumPy. docs/networks.md of espalier explains the files.
"""
import json
import struct
from collections import OrderedDict
from pathlib import Path

import numpy as np
import torch
from torch import nn

FOLDER = Path(__file__).resolve().parent
DTYPES = {"F32": "<f4", "F64": "<f8", "U8": "u1", "BOOL": "?", "I32": "<i4", "I64": "<i8"}
NORM = {"gamma": "weight", "beta": "bias", "runningMean": "running_mean", "runningVar": "running_var"}


def read_safetensors(path):
    """The arrays of a safetensors file by name: eight bytes with the header's length, the header in JSON, the numbers."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            raw = data[8 + length + begin:8 + length + end]
            arrays[name] = np.frombuffer(raw, DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return arrays


class Standardise(nn.Module):
    """(x - mean) / deviation of each channel, rounded once."""

    def __init__(self, mean, deviation):
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean, dtype=torch.float64).view(1, -1, 1, 1), persistent=False)
        self.register_buffer("scale", 1 / torch.tensor(deviation, dtype=torch.float64).view(1, -1, 1, 1), persistent=False)

    def forward(self, x):
        return ((x.double() - self.mean) * self.scale).float()


class Residual(nn.Module):
    """body(x) + shortcut(x); an empty shortcut is x itself."""

    def __init__(self, body, shortcut):
        super().__init__()
        self.body = body
        self.shortcut = shortcut

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


def build(layers, arrays, path=""):
    """Layers as network.json has them, with the values of `arrays`."""
    modules = OrderedDict()
    for i, layer in enumerate(layers):
        kind = layer["type"]
        name = layer.get("name", f"{kind}{i + 1}".replace("-", "_"))
        full = path + name
        modules[name.replace(".", "_")] = {
            "conv": conv, "linear": linear, "batch-norm": batch_norm, "residual": residual,
            "relu": lambda *_: nn.ReLU(), "flatten": lambda *_: nn.Flatten(), "dropout": lambda *_: nn.Identity(),
            "max-pool": lambda l, *_: nn.MaxPool2d(l["size"], l["stride"]),
            "average-pool-all": lambda *_: nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
        }[kind](layer, arrays, full)
    return nn.Sequential(modules)


def conv(layer, arrays, name):
    weight = arrays[name + ".weight"]
    module = nn.Conv2d(weight.shape[1], layer["filters"], layer["kernel"], layer["stride"], layer["padding"],
                       bias=layer["bias"])
    return filled(module, arrays, name, ["weight"] + ["bias"] * layer["bias"])


def linear(layer, arrays, name):
    weight = arrays[name + ".weight"]
    module = nn.Linear(weight.shape[1], layer["units"], bias=layer["bias"])
    return filled(module, arrays, name, ["weight"] + ["bias"] * layer["bias"])


def batch_norm(layer, arrays, name):
    channels = len(arrays[name + ".runningMean"])
    module = nn.BatchNorm2d(channels, eps=layer["epsilon"], momentum=layer["momentum"], affine=layer["affine"])
    return filled(module, arrays, name, ["runningMean", "runningVar"] + ["gamma", "beta"] * layer["affine"])


def residual(layer, arrays, name):
    return Residual(build(layer["body"], arrays, name + "."), build(layer["shortcut"], arrays, name + ".shortcut."))


def filled(module, arrays, name, keys):
    with torch.no_grad():
        for key in keys:
            getattr(module, NORM.get(key, key)).copy_(torch.from_numpy(arrays[f"{name}.{key}"].copy()))
    return module


def description():
    return json.loads((FOLDER / "network.json").read_text(encoding="utf-8"))


def network(which="final"):
    """The network with the weights of a file: final, initial or ticket."""
    about = description()
    layers = build(about["layers"], read_safetensors(FOLDER / f"{which}.safetensors"))
    if "normalisation" in about:
        first = Standardise(about["normalisation"]["mean"], about["normalisation"]["deviation"])
        layers = nn.Sequential(OrderedDict([("standardise", first), *layers.named_children()]))
    return layers.eval()


def masks():
    return read_safetensors(FOLDER / "mask.safetensors")


def test_accuracy(module, batch=100):
    """The fraction of the images in test.npz that a network classifies right."""
    with np.load(FOLDER / "test.npz") as file:
        images, labels = file["images"], file["labels"]
    right = 0
    with torch.no_grad():
        for first in range(0, len(labels), batch):
            outputs = module(torch.from_numpy(images[first:first + batch])).numpy()
            right += int((outputs.argmax(1) == labels[first:first + batch]).sum())
    return right / len(labels)


def final(record, seed, metric):
    """A seed's final value of a metric without labels; records of format 1 have an object where those of format 2 have a list."""
    rows = record["summary"][str(seed)]
    if isinstance(rows, dict):
        return float(rows[metric])
    return next(float(row["value"]) for row in rows if row["metric"] == metric and not row.get("labels"))


if __name__ == "__main__":
    if not (FOLDER / "test.npz").exists():
        raise SystemExit("There is no test.npz here: it was exported without images.")
    record = json.loads((FOLDER / "record.json").read_text(encoding="utf-8"))
    recorded = final(record, description()["seed"], "test_accuracy")
    print(f"test accuracy {test_accuracy(network()):.4f} (record: {recorded:.4f})")
