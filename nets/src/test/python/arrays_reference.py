"""Writes the files of arrays that ArrayFileTest reads, and what PyTorch and NumPy say is in them (expected.json).

Usage: python arrays_reference.py FOLDER   (torch 2.x, numpy)
"""
import collections
import io
import json
import os
import struct
import sys
import zipfile

import numpy as np
import torch

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
expected = {}


def path(name):
    return os.path.join(folder, name)


def tell(file, arrays):
    expected[file] = {name: {"type": kind, "shape": list(np.shape(values)), "values": [repr(float(v)) for v in
                             np.asarray(values, dtype=np.float64).reshape(-1)]} for name, (kind, values) in arrays.items()}


# --- NumPy ---
numpys = {
    "f2": np.array([1.5, -0.0, 65504, 6e-8, np.inf], dtype="<f2"), "f4": np.array([[1.1, -2.5]], dtype="<f4"),
    "f8": np.array([1 / 3, 1e300]), "i1": np.array([-128, 127], dtype="i1"), "i2": np.array([-32768, 7], dtype="<i2"),
    "i4": np.array(-5, dtype="<i4"), "i8": np.array([-2**40], dtype="<i8"), "u1": np.array([0, 255], dtype="u1"),
    "u2": np.array([65535], dtype="<u2"), "u4": np.array([2**32 - 1], dtype="<u4"), "u8": np.array([2**64 - 2048], dtype="<u8"),
    "b1": np.array([[True], [False]]), "big/f4": np.array([1.1, -2.5], dtype=">f4"), "big/i2": np.array([-2, 258], dtype=">i2"),
    "big/u8": np.array([1, 2**63], dtype=">u8"), "big/f2": np.array([1.5], dtype=">f2"),
    "columns": np.asfortranarray(np.arange(24, dtype="<i2").reshape(2, 3, 4)), "none": np.zeros((3, 0), dtype="<f4"),
}
for name, save in ("types.npz", np.savez), ("types-deflated.npz", np.savez_compressed):
    save(path(name), **numpys)
    tell(name, {key: (value.dtype.newbyteorder("=").name, value) for key, value in numpys.items()})
np.savez(path("beside.npz"), states=np.arange(6.).reshape(3, 2), names=np.array(["a", "b"]),
         objects=np.array([{"a": 1}, None], dtype=object), records=np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4", (2,))]),
         raw=np.zeros(2, dtype="V2"), complex=np.array([1 + 2j], dtype=np.complex64))

# --- safetensors, by hand: a header and the bytes ---
tensors = {"f16": ("F16", numpys["f2"]), "f32": ("F32", numpys["f4"]), "f64": ("F64", numpys["f8"]), "i8": ("I8", numpys["i1"]),
           "i16": ("I16", numpys["i2"]), "i32": ("I32", numpys["i4"]), "i64": ("I64", numpys["i8"]), "u8": ("U8", numpys["u1"]),
           "u16": ("U16", numpys["u2"]), "u32": ("U32", numpys["u4"]), "u64": ("U64", numpys["u8"]), "bool": ("BOOL", numpys["b1"])}
header, data = {}, b""
for name, (kind, value) in tensors.items():
    raw = value.tobytes()
    header[name] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
brain = torch.tensor([1.0078125, -3e38, float("inf")], dtype=torch.bfloat16)
raw = brain.view(torch.int16).numpy().tobytes()
header["bf16"] = {"dtype": "BF16", "shape": [3], "data_offsets": [len(data), len(data) + len(raw)]}
data += raw
header["f8"] = {"dtype": "F8_E4M3", "shape": [2], "data_offsets": [len(data), len(data) + 2]}
data += bytes(2)
text = json.dumps(header).encode()
with open(path("types.safetensors"), "wb") as out:
    out.write(struct.pack("<Q", len(text)) + text + data)
tell("types.safetensors", {**{name: (value.dtype.name, value) for name, (_, value) in tensors.items()},
                           "bf16": ("bfloat16", brain.double().numpy())})

# --- PyTorch ---
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
optimizer = torch.optim.Adam(net.parameters())
net(torch.randn(4, 3)).sum().backward()
optimizer.step()
grid = torch.arange(24.).reshape(2, 3, 4)
marked = torch.nn.Parameter(torch.tensor([3.5, 4.5]))
marked.note = "an attribute"
checkpoint = {
    "model": net.state_dict(), "epoch": 3, "best": 0.75, "name": "a net", "done": True, "nothing": None, "big": 2**70,
    "optimizer": optimizer.state_dict(), "score": np.float64(0.5), "size": torch.Size([1, 2]), "device": torch.device("cpu"),
    "dtype": torch.float32, "set": {1, 2}, "bytes": b"abc", "list": [torch.tensor(1.5), (torch.tensor([2], dtype=torch.int8),)],
    "parameter": torch.nn.Parameter(torch.tensor([1.0, 2.0])), "marked": marked,
    "view": grid[1, :, 1:3], "permuted": grid.permute(2, 0, 1), "every.other": grid[:, ::2, 3],
    "channels_last": torch.arange(24.).reshape(1, 2, 3, 4).contiguous(memory_format=torch.channels_last),
    "windows": torch.arange(5, dtype=torch.int64).unfold(0, 3, 1), "expanded": torch.tensor([[7.0]]).expand(2, 3),
    "empty": torch.zeros(0, 3), "half": torch.tensor([1.5, -65504], dtype=torch.float16), "brain": brain,
    "double": torch.tensor([1 / 3], dtype=torch.float64), "i16": torch.tensor([-300], dtype=torch.int16),
    "i32": torch.tensor([1 << 30], dtype=torch.int32), "u8": torch.tensor([255], dtype=torch.uint8),
    "u16": torch.tensor([65535], dtype=torch.uint16), "u64": torch.tensor([2**63], dtype=torch.uint64),
    "bool": torch.tensor([True, False]), "tied": net[0].weight,
}


def flat(value, prefix=""):
    if isinstance(value, torch.Tensor):
        yield prefix[:-1], value.detach()
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from flat(part, f"{prefix}{key}.")
    elif isinstance(value, (list, tuple)) and not isinstance(value, torch.Size):
        for i, part in enumerate(value):
            yield from flat(part, f"{prefix}{i}.")


def told(value):
    return {name: (str(t.dtype).replace("torch.", ""), t.numpy() if t.dtype == torch.uint64 else t.double().numpy())
            for name, t in flat(value)}


torch.save(checkpoint, path("checkpoint.pt"))
tell("checkpoint.pt", told(checkpoint))
torch.save(checkpoint, path("protocol4.pt"), pickle_protocol=4)
tell("protocol4.pt", told(checkpoint))
old = {key: value for key, value in checkpoint.items() if key not in ("u16", "u64")}
torch.save(old, path("legacy.pt"), _use_new_zipfile_serialization=False)
tell("legacy.pt", told(old))
torch.save(grid.permute(2, 0, 1), path("single.pth"))
tell("single.pth", {"single": ("float32", grid.permute(2, 0, 1).numpy())})
torch.save({"f8": torch.zeros(2).to(torch.float8_e4m3fn), "complex": torch.tensor([1 + 2j])}, path("beside.pt"))

# The same numbers as a big-endian machine writes them.
swapped = {"a": torch.tensor([1.5, -2.5]), "b": torch.tensor([1, 258], dtype=torch.int16)}
buffer = io.BytesIO()
torch.save(swapped, buffer)
with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path("big-endian.pt"), "w") as target:
    for entry in source.namelist():
        content = source.read(entry)
        if entry.endswith("byteorder"):
            content = b"big"
        elif entry.endswith("data/0"):
            content = np.frombuffer(content, "<f4").astype(">f4").tobytes()
        elif entry.endswith("data/1"):
            content = np.frombuffer(content, "<i2").astype(">i2").tobytes()
        target.writestr(entry, content)
tell("big-endian.pt", told(swapped))


class Evil:
    def __reduce__(self):
        return os.system, ("echo this must never run",)


torch.save(net, path("module.pt"))
torch.save(collections.OrderedDict(a=torch.ones(2), e=Evil()), path("evil.pt"))
torch.save({"a": torch.eye(2).to_sparse()}, path("sparse.pt"))
torch.save({"a": np.ones(3)}, path("numpy.pt"))
torch.jit.save(torch.jit.script(net), path("script.pt"))
with open(path("expected.json"), "w") as out:
    json.dump(expected, out, indent=1)
