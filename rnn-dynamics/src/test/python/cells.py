"""Writes into a folder cells.json: weights, a state, an input, the next state and the Jacobians by PyTorch's autograd, in
float64; and the weights of the GRU as gru.npz (names of nn.GRU, with a prefix), of the LSTM as lstm.safetensors."""
import json
import struct
import sys

import numpy

import torch

torch.manual_seed(0)
N, I = 5, 3


def values(tensor):
    return tensor.detach().reshape(-1).tolist()


cases = {}
for name, cell, state in [
    ("rnn-tanh", torch.nn.RNNCell(I, N, nonlinearity="tanh"), N),
    ("rnn-relu", torch.nn.RNNCell(I, N, nonlinearity="relu"), N),
    ("gru", torch.nn.GRUCell(I, N), N),
    ("lstm", torch.nn.LSTMCell(I, N), 2 * N),
]:
    cell = cell.double()
    h, x = torch.randn(state, dtype=torch.float64), torch.randn(I, dtype=torch.float64)

    def step(h, x):
        if name == "lstm":
            return torch.cat(cell(x[None], (h[None, :N], h[None, N:])), 1)[0]
        return cell(x[None], h[None])[0]

    by_state, by_input = torch.autograd.functional.jacobian(step, (h, x))
    cases[name] = {
        "units": N, "inputs": I, "state": values(h), "input": values(x), "next": values(step(h, x)),
        "by_state": values(by_state), "by_input": values(by_input),
        **{key: values(value) for key, value in cell.state_dict().items()},
    }
    arrays = {key + "_l0": value.numpy() for key, value in cell.state_dict().items()}
    if name == "gru":
        numpy.savez(sys.argv[1] + "/gru.npz", **{"model.rnn." + key: value for key, value in arrays.items()})
    if name == "lstm":
        header, at = {"__metadata__": {"format": "pt"}}, 0
        for key, value in arrays.items():
            header[key] = {"dtype": "F64", "shape": list(value.shape), "data_offsets": [at, at + value.nbytes]}
            at += value.nbytes
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        with open(sys.argv[1] + "/lstm.safetensors", "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text + b"".join(value.tobytes() for value in arrays.values()))
json.dump(cases, open(sys.argv[1] + "/cells.json", "w"))
