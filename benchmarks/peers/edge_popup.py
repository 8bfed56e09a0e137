"""Seconds a training step of edge-popup takes in PyTorch, written as the paper's code does it: a module per layer whose
forward sorts the scores, builds the mask and multiplies; straight-through gradient; SGD on the scores.

    python edge_popup.py --architecture lenet-300-100 --batch 128 --steps 200 --repeats 5

Prints one JSON object: median and all repeats, in milliseconds a step. One thread unless --threads says otherwise.
Needs: torch, numpy. Data are random numbers of fashion-mnist's shape, as in the Java benchmark.
"""
import argparse
import json
import math
import statistics
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class TopFraction(torch.autograd.Function):
    """1 for the largest scores, 0 for the others; the gradient passes straight through."""

    @staticmethod
    def forward(ctx, scores, density):
        order = scores.flatten().argsort()
        dropped = int((1 - density) * scores.numel())
        mask = torch.ones_like(scores).flatten()
        mask[order[:dropped]] = 0
        return mask.view_as(scores)

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


def scores_like(weight):
    fan_in = weight[0].numel()
    bound = 1 / math.sqrt(fan_in)
    return nn.Parameter(torch.empty_like(weight).uniform_(-bound, bound))


def constant(weight):
    std = math.sqrt(2 / weight[0].numel())
    weight.data = torch.sign(torch.randn_like(weight)) * std
    weight.requires_grad = False


class PopupLinear(nn.Linear):
    def __init__(self, inputs, outputs, density):
        super().__init__(inputs, outputs, bias=False)
        self.density = density
        constant(self.weight)
        self.scores = scores_like(self.weight)

    def forward(self, x):
        return F.linear(x, self.weight * TopFraction.apply(self.scores.abs(), self.density))


class PopupConv(nn.Conv2d):
    def __init__(self, inputs, outputs, density):
        super().__init__(inputs, outputs, 3, padding=1, bias=False)
        self.density = density
        constant(self.weight)
        self.scores = scores_like(self.weight)

    def forward(self, x):
        return F.conv2d(x, self.weight * TopFraction.apply(self.scores.abs(), self.density), padding=1)


def lenet(width, density):
    a, b = int(300 * width), int(100 * width)
    return nn.Sequential(nn.Flatten(), PopupLinear(784, a, density), nn.ReLU(), PopupLinear(a, b, density), nn.ReLU(),
                         PopupLinear(b, 10, density))


def conv2(width, density):
    c, f = int(64 * width), int(256 * width)
    return nn.Sequential(PopupConv(1, c, density), nn.ReLU(), PopupConv(c, c, density), nn.ReLU(), nn.MaxPool2d(2),
                         nn.Flatten(), PopupLinear(c * 14 * 14, f, density), nn.ReLU(), PopupLinear(f, f, density),
                         nn.ReLU(), PopupLinear(f, 10, density))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--architecture", choices=["lenet-300-100", "conv2"], default="lenet-300-100")
    parser.add_argument("--width", type=float, default=1.0)
    parser.add_argument("--density", type=float, default=0.5)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    net = (lenet if a.architecture == "lenet-300-100" else conv2)(a.width, a.density)
    optimiser = torch.optim.SGD([p for p in net.parameters() if p.requires_grad], lr=0.1, momentum=0.9,
                                weight_decay=1e-4)
    images, labels = torch.randn(10000, 1, 28, 28), torch.randint(0, 10, (10000,))

    def steps(n):
        for _ in range(n):
            index = torch.randint(0, 10000, (a.batch,))
            loss = F.cross_entropy(net(images[index]), labels[index])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            loss.item()

    steps(20)
    times = []
    for _ in range(a.repeats):
        start = time.perf_counter()
        steps(a.steps)
        times.append((time.perf_counter() - start) / a.steps * 1e3)
    print(json.dumps({"peer": "pytorch " + torch.__version__, "architecture": a.architecture, "width": a.width,
                      "batch": a.batch, "threads": a.threads, "median_ms": statistics.median(times), "ms": times}))


if __name__ == "__main__":
    main()
