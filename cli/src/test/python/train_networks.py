"""Trains three small networks as a PyTorch user would, and says how well they do: ImportFromTorchTest imports them.

    python train_networks.py DATA.npz FOLDER

DATA.npz: x_train, y_train, x_test, y_test, images of 1x8x8 with values 0..1. Writes mlp.pt, pruned.pt (torch.nn.utils.prune),
convnet.pt (batch normalisation, a checkpoint behind DataParallel's prefix), their initial weights, and accuracies.json.
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.utils import prune

data = {name: torch.tensor(array) for name, array in np.load(sys.argv[1]).items()}
out = Path(sys.argv[2])
torch.manual_seed(1)
torch.set_num_threads(1)


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(1, 12, 3, padding=1), nn.BatchNorm2d(12)
        self.conv2, self.bn2 = nn.Conv2d(12, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16)
        self.fc = nn.Linear(16, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 2)
        return self.fc(torch.relu(self.bn2(self.conv2(x))).mean((2, 3)))


def train(net, normalise):
    optimiser = torch.optim.Adam(net.parameters(), 3e-3)
    net.train()
    for _ in range(200):
        batch = torch.randint(0, len(data["y_train"]), (64,))
        optimiser.zero_grad()
        nn.functional.cross_entropy(net(normalise(data["x_train"][batch])), data["y_train"][batch]).backward()
        optimiser.step()
    net.eval()


def accuracy(net, normalise):
    with torch.no_grad():
        return (net(normalise(data["x_test"])).argmax(1) == data["y_test"]).double().mean().item()


def shifted(x):
    return (x - 0.5) / 0.25


accuracies = {}
mlp = nn.Sequential(nn.Flatten(), nn.Linear(64, 30), nn.ReLU(), nn.Linear(30, 10), nn.ReLU(), nn.Linear(10, 10))
torch.save(mlp.state_dict(), out / "mlp-initial.pt")
train(mlp, shifted)
accuracies["mlp"] = accuracy(mlp, shifted)
torch.save(mlp.state_dict(), out / "mlp.pt")
for layer in (mlp[1], mlp[3]):
    prune.l1_unstructured(layer, "weight", amount=0.6)
accuracies["pruned"] = accuracy(mlp, shifted)
torch.save(mlp.state_dict(), out / "pruned.pt")
convnet = ConvNet()
train(convnet, lambda x: x)
accuracies["convnet"] = accuracy(convnet, lambda x: x)
torch.save({"epoch": 1, "state_dict": {"module." + name: tensor for name, tensor in convnet.state_dict().items()}},
           out / "convnet.pt")
(out / "accuracies.json").write_text(json.dumps(accuracies))
