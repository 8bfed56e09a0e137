"""Writes reference.safetensors with the safetensors package (0.8), for SafetensorsTest. Run: python safetensors_reference.py ../resources/org/espalier/nets/safetensors/reference.safetensors"""
import sys
import torch
from safetensors.torch import save_file

save_file({
    "f32": torch.tensor([[1.5, -2.25, 3.0], [0.0, float("inf"), 1e-40]]),
    "f64": torch.tensor([1 / 3, -1e300], dtype=torch.float64),
    "f16": torch.tensor([1.0, -2.0, 65504.0, 6e-8, 0.333251953125, float("-inf")], dtype=torch.float16),
    "bf16": torch.tensor([1.0, -3.140625, 1e38], dtype=torch.bfloat16),
    "mask": torch.tensor([[True, False], [False, True]]),
    "u8": torch.tensor([0, 1, 255], dtype=torch.uint8),
    "i32": torch.tensor([-1, 2147483647], dtype=torch.int32),
    "i64": torch.tensor(-9007199254740993, dtype=torch.int64),
}, sys.argv[1], metadata={"made": "by safetensors"})
