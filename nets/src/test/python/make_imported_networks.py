"""Writes the networks of ImportedNetworkTest: files as PyTorch users have them, and what PyTorch makes of a few images.

    python nets/src/test/python/make_imported_networks.py nets/src/test/resources/imported

Needs PyTorch and NumPy. A file of networks: 'mlp' (Sequential, two equal hidden layers, pruned with torch.nn.utils.prune),
'convnet' (names of its own, batch normalisation, in a checkpoint behind DataParallel's prefix), and the same convnet as a
framework with channels last keeps it ('channels-last').
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.utils import prune

out = Path(sys.argv[1])
torch.manual_seed(7)


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(2, 4, (3, 2), stride=(2, 1), padding=(1, 0))
        self.norm = nn.BatchNorm2d(4, eps=1e-3, momentum=0.2)
        self.second = nn.Conv2d(4, 3, 1, bias=False)
        self.out = nn.Linear(3 * 2 * 3, 3)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.norm(self.first(x))), 2)
        return self.out(torch.flatten(torch.relu(self.second(x)), 1))


mlp = nn.Sequential(nn.Flatten(), nn.Linear(12, 6), nn.ReLU(), nn.Linear(6, 6), nn.ReLU(), nn.Linear(6, 6), nn.ReLU(),
                    nn.Linear(6, 3))
for layer, amount in ((mlp[1], 0.5), (mlp[3], 0.25)):
    prune.l1_unstructured(layer, "weight", amount=amount)
convnet = ConvNet()
for _ in range(20):  # running statistics that are not 0 and 1
    convnet(torch.randn(16, 2, 7, 7) * 2 + 1)
with torch.no_grad():
    convnet.norm.weight.uniform_(0.5, 1.5)
    convnet.norm.bias.uniform_(-0.5, 0.5)
mlp.eval(), convnet.eval()

flat = torch.rand(5, 1, 3, 4)
images = torch.rand(5, 2, 7, 7)
with torch.no_grad():
    np.savez(out / "outputs.npz", mlp_images=flat.numpy(), mlp_outputs=mlp(flat).numpy(),
             convnet_images=images.numpy(), convnet_outputs=convnet(images).numpy())

torch.save(mlp.state_dict(), out / "mlp.pt")
state = {"module." + name: tensor for name, tensor in convnet.state_dict().items()}
torch.save({"epoch": 20, "state_dict": state}, out / "convnet.pt")

numbers = {name: tensor.numpy() for name, tensor in convnet.state_dict().items()}
linear = numbers["out.weight"].reshape(3, 3, 2, 3)  # outputs, channels, height, width
np.savez(out / "channels-last.npz", **{
    "first/kernel:0": numbers["first.weight"].transpose(2, 3, 1, 0), "first/bias:0": numbers["first.bias"],
    "norm/gamma:0": numbers["norm.weight"], "norm/beta:0": numbers["norm.bias"],
    "norm/moving_mean:0": numbers["norm.running_mean"], "norm/moving_variance:0": numbers["norm.running_var"],
    "second/kernel:0": numbers["second.weight"].transpose(2, 3, 1, 0),
    "out/kernel:0": linear.transpose(2, 3, 1, 0).reshape(18, 3), "out/bias:0": numbers["out.bias"]})

conv = {"type": "conv", "stride": [1, 1], "padding": [0, 0]}
description = {"format": 1, "input": [2, 7, 7], "classes": 3, "layers": [
    {**conv, "name": "first", "filters": 4, "kernel": [3, 2], "stride": [2, 1], "padding": [1, 0]},
    {"type": "batch-norm", "name": "norm", "epsilon": 1e-3, "momentum": 0.2}, {"type": "relu"},
    {"type": "max-pool", "size": [2, 2]}, {**conv, "name": "second", "filters": 3, "kernel": [1, 1], "bias": False},
    {"type": "relu"}, {"type": "flatten"}, {"type": "linear", "name": "out", "units": 3}]}
(out / "convnet.json").write_text(json.dumps(description, indent=1) + "\n")
description = {"format": 1, "input": [1, 3, 4], "classes": 3, "layers": [{"type": "flatten"}] + [
    layer for i in range(1, 4) for layer in ({"type": "linear", "name": f"fc{i}", "units": 6}, {"type": "relu"})]
    + [{"type": "linear", "name": "fc4", "units": 3}]}
(out / "mlp.json").write_text(json.dumps(description, indent=1) + "\n")
