"""Milliseconds that the tangent kernel of recurrent weights takes in PyTorch with one backward pass a row: the derivatives
of 768 outputs by 300 x 300 weights are collected, then multiplied.

    python tangent_kernel.py --units 300 --trials 32 --steps 8 --outputs 3 --repeats 3 --threads 1

Prints one JSON object: median and all repeats. float64, as in the Java benchmark. Needs: torch.
"""
import argparse
import json
import statistics
import time

import torch


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--units", type=int, default=300)
    parser.add_argument("--trials", type=int, default=32)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--outputs", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    torch.set_default_dtype(torch.float64)
    n = a.units
    weights = (1.25 * torch.randn(n, n) / n ** 0.5).requires_grad_()
    readout = (torch.rand(a.outputs, n) * 2 - 1) / n ** 0.5
    drive = torch.randn(a.steps, a.trials, n)

    def kernel():
        h = torch.zeros(a.trials, n)
        outputs = []
        for t in range(a.steps):
            h = torch.relu(drive[t] + h @ weights.T)
            outputs.append(h @ readout.T)
        rows = torch.stack(outputs).flatten()
        # The first step's outputs do not depend on the weights.
        derivatives = torch.zeros(rows.numel(), n * n)
        for r in range(a.trials * a.outputs, rows.numel()):
            derivatives[r] = torch.autograd.grad(rows[r], weights, retain_graph=True)[0].flatten()
        return derivatives @ derivatives.T

    kernel()
    times = []
    for _ in range(a.repeats):
        start = time.perf_counter()
        kernel()
        times.append((time.perf_counter() - start) * 1e3)
    print(json.dumps({"peer": "pytorch " + torch.__version__, "units": n, "rows": a.trials * a.steps * a.outputs,
                      "threads": a.threads, "median_ms": statistics.median(times), "ms": times}))


if __name__ == "__main__":
    main()
