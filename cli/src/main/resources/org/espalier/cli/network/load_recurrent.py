"""Rebuilds recurrent networks that espalier trained, in PyTorch.

    python load.py                           # the loss of each on its trials, beside the record's

    import load
    network = load.network(seed)             # after training, an nn.Module: inputs [time, batch, inputs]
    network = load.network(seed, "initial")  # before the first step
    outputs, states = network(inputs)        # [time, batch, outputs], [time, batch, units]
    trials = load.trials(seed)               # inputs, target, mask: what the record's loss was measured on

The state begins at zero. Parameters have PyTorch's names (rnn.weight_ih_l0, ..., readout.weight).
Needs PyTorch and NumPy. docs/networks.md of espalier explains the files.
"""
import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import nn

FOLDER = Path(__file__).resolve().parent
DTYPES = {"F32": "<f4", "F64": "<f8", "U8": "u1", "BOOL": "?", "I32": "<i4", "I64": "<i8"}


def read_safetensors(path):
    """The arrays of a safetensors file by name: eight bytes with the header's length, the header in JSON, the numbers."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            raw = data[8 + length + begin:8 + length + end]
            arrays[name] = np.frombuffer(raw, DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return arrays


class Ugrnn(nn.Module):
    """u = sigmoid(W_u x + U_u h + b_u), c = tanh(W_c x + U_c h + b_c), h' = u h + (1 - u) c."""

    def __init__(self, inputs, units):
        super().__init__()
        self.weight_ih_l0 = nn.Parameter(torch.empty(2 * units, inputs))
        self.weight_hh_l0 = nn.Parameter(torch.empty(2 * units, units))
        self.bias_ih_l0 = nn.Parameter(torch.empty(2 * units))
        self.bias_hh_l0 = nn.Parameter(torch.empty(2 * units))

    def forward(self, x):
        h = x.new_zeros(x.shape[1], self.weight_hh_l0.shape[1])
        states = []
        for now in x:
            sums = now @ self.weight_ih_l0.T + h @ self.weight_hh_l0.T + self.bias_ih_l0 + self.bias_hh_l0
            u, c = sums.chunk(2, 1)
            u = torch.sigmoid(u)
            h = u * h + (1 - u) * torch.tanh(c)
            states.append(h)
        return torch.stack(states), h


class Leaky(nn.Module):
    """current: h' = (1 - a) h + a (U f(h) + W x + b); rate: h' = f((1 - a) h + a (U h + W x + b))."""

    def __init__(self, inputs, units, form, f):
        super().__init__()
        self.form, self.f = form, f
        self.alpha = nn.Parameter(torch.empty(1), requires_grad=False)
        self.input = nn.Parameter(torch.empty(units, inputs))
        self.recurrent = nn.Parameter(torch.empty(units, units))
        self.bias = nn.Parameter(torch.empty(units))

    def forward(self, x):
        h = x.new_zeros(x.shape[1], self.recurrent.shape[0])
        states = []
        for now in x:
            rates = self.f(h) if self.form == "current" else h
            h = (1 - self.alpha) * h + self.alpha * (rates @ self.recurrent.T + now @ self.input.T + self.bias)
            h = h if self.form == "current" else self.f(h)
            states.append(h)
        return torch.stack(states), h


class Network(nn.Module):
    """A cell and a linear readout of its states (of a leaky network's currents: of its rates)."""

    def __init__(self, cell, leak, inputs, units, outputs):
        super().__init__()
        f = torch.tanh if cell == "rnn-tanh" else torch.relu
        self.rates = f if leak and leak["form"] == "current" else lambda h: h
        if leak:
            self.rnn = Leaky(inputs, units, leak["form"], f)
        elif cell == "ugrnn":
            self.rnn = Ugrnn(inputs, units)
        elif cell in ("gru", "lstm"):
            self.rnn = {"gru": nn.GRU, "lstm": nn.LSTM}[cell](inputs, units)
        else:
            self.rnn = nn.RNN(inputs, units, nonlinearity=cell.split("-")[1])
        self.readout = nn.Linear(units, outputs)

    def forward(self, x):
        states = self.rnn(x)[0]
        return self.readout(self.rates(states)), states


def description():
    return json.loads((FOLDER / "network.json").read_text(encoding="utf-8"))


def network(seed, which="final"):
    """The network of a seed with the weights of a file: final or initial."""
    about = description()
    module = Network(about["cell"], about.get("leak"), about["inputs"], about["units"], about["outputs"])
    arrays = read_safetensors(FOLDER / f"{which}-{seed}.safetensors")
    state = {name.replace("leaky-current.", "rnn.").replace("leaky-rate.", "rnn."): torch.from_numpy(values.copy())
             for name, values in arrays.items()}
    module.load_state_dict(state)
    return module.eval()


def mask(seed):
    """Which recurrent weights of a seed's network are kept, where some are not."""
    return read_safetensors(FOLDER / f"mask-{seed}.safetensors")["rnn.weight_hh_l0"]


def trials(seed):
    with np.load(FOLDER / f"trials-{seed}.npz") as file:
        return file["inputs"], file["target"], file["mask"]


def loss(module, inputs, target, mask, kind):
    """The mean loss over the steps that count, as docs/networks.md has it."""
    with torch.no_grad():
        y = module(torch.from_numpy(inputs))[0].double()
    target, mask = torch.from_numpy(target).double(), torch.from_numpy(mask).double()
    if kind == "cross-entropy":
        each = -(target * torch.log_softmax(y, -1)).sum(-1)
    else:
        each = ((y - target) ** 2).mean(-1)
    return float((mask * each).sum() / mask.sum())


def final(record, seed, metric):
    """A seed's final value of a metric without labels; records of format 1 have an object where those of format 2 have a list."""
    rows = record["summary"][str(seed)]
    if isinstance(rows, dict):
        return float(rows[metric])
    return next(float(row["value"]) for row in rows if row["metric"] == metric and not row.get("labels"))


if __name__ == "__main__":
    about = description()
    record = json.loads((FOLDER / "record.json").read_text(encoding="utf-8"))
    for one in about["networks"]:
        seed = one["seed"]
        if not (FOLDER / f"trials-{seed}.npz").exists():
            print(f"seed {seed}: there are no trials to try it on")
            continue
        recorded = final(record, seed, one["metric"])
        found = loss(network(seed), *trials(seed), about["loss"])
        noise = " with noise in the sums, which is left out here" if one["noise"] else ""
        print(f"seed {seed}: loss {found:.4g} (record: {recorded:.4g}{noise})")
