"""The safetensors format: eight bytes with the length of a JSON header, the header, the tensors one after the other."""

import json
import os
from pathlib import Path

import numpy as np

_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U8": "u1", "BOOL": "?"}
_LONGEST_HEADER = 100_000_000


def read_safetensors(path):
    """Tensors by name, in the file's order, and the metadata.

    BF16 is widened to float32. Raises ValueError, naming file and tensor, where the file is no safetensors file, or a tensor's
    place is not in it or not of its shape's size; nothing is read before that is known.
    """
    path = Path(path)
    size = os.path.getsize(path)
    with open(path, "rb") as file:
        start = file.read(8)
        length = int.from_bytes(start, "little")
        if len(start) < 8 or length > min(size - 8, _LONGEST_HEADER):
            raise ValueError(f"{path} is no safetensors file: it has {size} bytes and announces a header of {length}")
        try:
            header = json.loads(file.read(length))
        except ValueError as error:
            raise ValueError(f"{path} has a header that is no JSON: {error}") from None
        if not isinstance(header, dict):
            raise ValueError(f"{path} has a header that is no JSON object")
        metadata = header.pop("__metadata__", {})
        return {name: _tensor(path, file, 8 + length, size, name, entry) for name, entry in header.items()}, metadata


def _tensor(path, file, data, size, name, entry):
    try:
        dtype, shape, (begin, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
        shape = tuple(int(length) for length in shape)
    except (KeyError, TypeError, ValueError):
        raise ValueError(f"{path}: tensor {name} has no dtype, shape and data_offsets") from None
    if dtype != "BF16" and dtype not in _TYPES:
        raise ValueError(f"{path}: tensor {name} has the type {dtype}, expected one of {', '.join(_TYPES)}, BF16")
    kind = np.dtype("<u2" if dtype == "BF16" else _TYPES[dtype])
    count = 1
    for length in shape:
        count *= length
    if any(length < 0 for length in shape) or not 0 <= begin <= end <= size - data or end - begin != count * kind.itemsize:
        raise ValueError(f"{path}: tensor {name} of shape {list(shape)} and type {dtype} does not fit the bytes {begin} to {end}")
    file.seek(data + begin)
    values = np.frombuffer(file.read(end - begin), kind)
    if dtype == "BF16":
        values = (values.astype("<u4") << 16).view("<f4")
    return values.reshape(shape).copy()
