"""Prints, from NumPy and SciPy, the Wasserstein distance of order 2 between the eigenvalues of the linear maps of two recorded
networks (`flip_flop_networks.py` makes such files), over delays and rank: what DynamicsCommandTest holds `espalier dynamics` to.

    python dsa_reference.py flip-flop-gru.npz 10 flip-flop-lstm.npz 8      (each file with its number of units)
"""
import sys

import numpy as np
from scipy.optimize import linear_sum_assignment

COMPONENTS = 20


def eigenvalues(file, units, delays, rank):
    states = np.load(file)["states"].astype(float)[:, :, :units]
    axes = np.linalg.svd(states.reshape(-1, units), full_matrices=False)[2]
    states = states @ axes[:COMPONENTS].T
    trials, time, width = states.shape
    moments = time - delays + 1
    rows = np.stack([states[:, delays - 1 - k:time - k] for k in range(delays)], axis=2).reshape(-1, delays * width)
    u = np.linalg.svd(rows, full_matrices=False)[0][:, :rank].reshape(trials, moments, rank)
    before, after = u[:, :-1].reshape(-1, rank), u[:, 1:].reshape(-1, rank)
    return np.linalg.eigvals(np.linalg.lstsq(before, after, rcond=None)[0].T)


def main():
    a, units_a, b, units_b = sys.argv[1:]
    for delays, rank in [(5, 4), (1, 4)]:
        x, y = eigenvalues(a, int(units_a), delays, rank), eigenvalues(b, int(units_b), delays, rank)
        costs = abs(x[:, None] - y[None]) ** 2
        print(delays, rank, float(np.sqrt(costs[linear_sum_assignment(costs)].mean())))


if __name__ == "__main__":
    main()
