"""Linear CKA of two .npy files by the plain NumPy formula, as a process of its own.

    python linear_cka.py write a.npy b.npy --samples 10000 --units 300
    python linear_cka.py a.npy b.npy

The first writes two representations that share 20 directions. The second prints one JSON object: the value, and the seconds
from after the import of NumPy (reading included) and of the arithmetic alone, by the clock and of the processor. Needs: numpy.
As many threads as its BLAS takes.
"""
import argparse
import json
import time

import numpy as np


def write(files, samples, units):
    rng = np.random.default_rng(1)
    shared = rng.standard_normal((samples, 20))
    for name in files:
        noise = 0.3 * rng.standard_normal((samples, units))
        np.save(name, np.tanh(shared @ rng.standard_normal((20, units)) / 4 + noise))


def cka(x, y):
    x = x - x.mean(0)
    y = y - y.mean(0)
    return np.linalg.norm(y.T @ x) ** 2 / (np.linalg.norm(x.T @ x) * np.linalg.norm(y.T @ y))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("words", nargs="+")
    parser.add_argument("--samples", type=int, default=10000)
    parser.add_argument("--units", type=int, default=300)
    a = parser.parse_args()
    if a.words[0] == "write":
        write(a.words[1:], a.samples, a.units)
        return
    start = time.perf_counter()
    # As the measure: in float64, whatever the file holds.
    x, y = (np.load(name).astype(np.float64, copy=False) for name in a.words)
    read = time.perf_counter()
    used = time.process_time()
    value = cka(x, y)
    end = time.perf_counter()
    print(json.dumps({"peer": "numpy " + np.__version__, "cka": float(value), "seconds": end - start, "arithmetic": end - read,
                      "processor": time.process_time() - used}))


if __name__ == "__main__":
    main()
