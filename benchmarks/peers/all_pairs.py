"""Milliseconds a pair that SVCCA and linear CKA take by the plain NumPy formulas, decomposing both networks for each pair.

    python all_pairs.py --samples 4000 --units 64 --directions 20 --pairs 20 --repeats 5

Prints one JSON object: median and all repeats, in milliseconds a pair. Needs: numpy. As many threads as its BLAS takes.
"""
import argparse
import json
import statistics
import time

import numpy as np


def svcca(x, y, directions):
    x = x - x.mean(0)
    y = y - y.mean(0)
    ux = np.linalg.svd(x, full_matrices=False)[0][:, :directions]
    uy = np.linalg.svd(y, full_matrices=False)[0][:, :directions]
    return np.linalg.svd(ux.T @ uy, compute_uv=False).mean()


def cka(x, y):
    x = x - x.mean(0)
    y = y - y.mean(0)
    return np.linalg.norm(y.T @ x) ** 2 / (np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", type=int, default=4000)
    parser.add_argument("--units", type=int, default=64)
    parser.add_argument("--directions", type=int, default=20)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=5)
    a = parser.parse_args()
    rng = np.random.default_rng(1)
    shared = rng.uniform(-1, 1, (a.samples, 10))
    networks = [np.tanh(shared @ rng.uniform(-1, 1, (10, a.units)) + rng.random((a.samples, a.units)))
                for _ in range(8)]

    def pairs(n):
        for i in range(n):
            x, y = networks[i % 8], networks[(i + 1 + i // 8) % 8]
            svcca(x, y, a.directions)
            cka(x, y)

    pairs(3)
    times = []
    for _ in range(a.repeats):
        start = time.perf_counter()
        pairs(a.pairs)
        times.append((time.perf_counter() - start) / a.pairs * 1e3)
    print(json.dumps({"peer": "numpy " + np.__version__, "samples": a.samples, "units": a.units,
                      "directions": a.directions, "median_ms": statistics.median(times), "ms": times}))


if __name__ == "__main__":
    main()
