"""Takes a network of a trial of rnn-dynamics/flip-flop out as files for fixed_points.py and FixedPointsBesideThePeer.

    python trial_files.py runs/rnn-dynamics/flip-flop/TRIAL SEED w.npz h.npy

Writes the cell's weights under PyTorch's names, and 1,024 of the states that it visited on the study's probe trials, drawn
without replacement (numpy's generator, seed 0). Needs: numpy.
"""
import json
import pathlib
import struct
import sys

import numpy

STARTS = 1024


def tensors(path):
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    body = data[8 + size:]
    for name, entry in json.loads(data[8:8 + size]).items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            yield name, numpy.frombuffer(body[begin:end], "<f4").reshape(entry["shape"])


def main(trial, seed, weights, states):
    trial = pathlib.Path(trial)
    named = {name[len("rnn."):]: values for name, values in tensors(trial / f"network-{seed}.safetensors")
             if name.startswith("rnn.")}
    visited = numpy.load(trial / "population.npz")[f"activations-{seed}"]
    rows = numpy.random.default_rng(0).choice(len(visited), STARTS, replace=False)
    numpy.savez(weights, **named)
    numpy.save(states, visited[rows])


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
