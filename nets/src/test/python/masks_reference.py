"""Writes what torch.nn.utils.prune leaves of a small network, as MaskReaderTest reads it.

Usage: python masks_reference.py FOLDER   (torch 2.x). The numbers in the test come from what this prints.
"""
import sys

import torch
from torch.nn.utils import prune

torch.manual_seed(1)
net = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.Flatten(), torch.nn.Linear(8, 3))
for layer, amount in ((net[0], 0.5), (net[3], 0.25)):
    prune.l1_unstructured(layer, "weight", amount)
torch.save(net.state_dict(), f"{sys.argv[1]}/pruned-module.pt")
for name, buffer in net.named_buffers():
    if name.endswith("_mask"):
        print(name, "".join(str(int(v)) for v in buffer.flatten()))
for layer in (net[0], net[3]):
    prune.remove(layer, "weight")
torch.save({"model": net.state_dict(), "epoch": 7}, f"{sys.argv[1]}/pruned-checkpoint.pt")
print("3.weight", net[3].weight.flatten()[:4].tolist())
