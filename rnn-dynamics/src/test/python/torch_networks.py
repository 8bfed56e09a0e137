"""Writes recurrent networks of torch into a folder as people save them, and networks.json: for each the file, how the
layer is chosen, a state, an input, the state after one step and the Jacobians by autograd, all in float64.

usage: torch_networks.py FOLDER [--small]     (small: the few that are kept beside the tests)

Cells: GRU, LSTM, RNN tanh and relu; one and two layers; both directions; with torch.nn.utils.prune; as .npz, .safetensors
(where that package is there), .pt; in float64, float32, float16, bfloat16."""
import json
import sys

import numpy
import torch
from torch.nn.utils import prune

torch.manual_seed(0)
FOLDER = sys.argv[1]
SMALL = "--small" in sys.argv
N, I = 4, 3
CELLS = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM, "rnn-tanh": torch.nn.RNN, "rnn-relu": torch.nn.RNN}
try:
    from safetensors.torch import save_file
except ImportError:
    save_file = None
cases = []


def values(tensor):
    return tensor.detach().double().reshape(-1).tolist()


def network(cell, **options):
    if cell.startswith("rnn-"):
        options["nonlinearity"] = cell[4:]
    return CELLS[cell](I, N, **options)


def masked(net, amount):
    for name in [name for name, _ in net.named_parameters()]:
        prune.random_unstructured(net, name, amount)
    return net


def save(net, name, kind, dtype, prefix=""):
    state = {prefix + key: value.detach().clone() for key, value in net.state_dict().items()}
    for key, value in state.items():
        if value.is_floating_point() and not key.endswith("_mask"):
            state[key] = value.to(dtype)
        elif key.endswith("_mask"):
            state[key] = value.to({"bool": torch.bool, "u8": torch.uint8}.get(name.rsplit("-", 1)[-1], torch.float32))
    path = f"{name}.{kind}"
    if kind == "npz":
        numpy.savez(f"{FOLDER}/{path}", **{key: value.numpy() for key, value in state.items()})
    elif kind == "pt":
        torch.save(state, f"{FOLDER}/{path}")
    else:
        save_file({key: value.contiguous() for key, value in state.items()}, f"{FOLDER}/{path}")
    return path


def one_cell(cell, net, suffix, dtype):
    """The step of one layer and direction, of the weights as they were stored."""
    def weight(name):
        return getattr(net, name + suffix).detach().to(dtype).double()

    kind = {"gru": torch.nn.GRUCell, "lstm": torch.nn.LSTMCell}.get(cell, torch.nn.RNNCell)
    ih = weight("weight_ih")
    options = {"nonlinearity": cell[4:]} if kind is torch.nn.RNNCell else {}
    made = kind(ih.shape[1], N, bias=net.bias, dtype=torch.float64, **options)
    with torch.no_grad():
        made.weight_ih.copy_(ih)
        made.weight_hh.copy_(weight("weight_hh"))
        if net.bias:
            made.bias_ih.copy_(weight("bias_ih"))
            made.bias_hh.copy_(weight("bias_hh"))
    return made, ih.shape[1]


def case(cell, net, path, dtype=torch.float32, layer=None, direction=None, key=None):
    suffix = f"_l{layer or 0}" + ("_reverse" if direction == "reverse" else "")
    made, inputs = one_cell(cell, net, suffix, dtype)
    d = 2 * N if cell == "lstm" else N
    h, x = torch.randn(d, dtype=torch.float64), torch.randn(inputs, dtype=torch.float64)

    def step(h, x):
        if cell == "lstm":
            return torch.cat(made(x[None], (h[None, :N], h[None, N:])), 1)[0]
        return made(x[None], h[None])[0]

    by_state, by_input = torch.autograd.functional.jacobian(step, (h, x))
    cases.append({"file": path, "cell": cell, "layer": layer, "direction": direction, "key": key, "units": N,
                  "inputs": inputs, "state": values(h), "input": values(x), "next": values(step(h, x)),
                  "by_state": values(by_state), "by_input": values(by_input)})


def all_kinds():
    return ["npz"] + (["safetensors"] if save_file else []) + ([] if SMALL else ["pt"])


for cell in ["gru"] if SMALL else CELLS:
    for kind in all_kinds():
        # Two layers, pruned.
        net = masked(network(cell, num_layers=2), 0.3)
        path = save(net, f"{cell}-pruned", kind, torch.float32, "rnn.")
        for layer in (0, 1):
            case(cell, net, path, layer=layer)
        for dtype in ("bool", "u8"):
            net = masked(network(cell), 0.5)
            case(cell, net, save(net, f"{cell}-mask-{dtype}", kind, torch.float32))
        if SMALL:
            continue
        net = network(cell, num_layers=2, bidirectional=True)
        path = save(net, f"{cell}-both", kind, torch.float32, "encoder.rnn.")
        for layer in (0, 1):
            for direction in ("forward", "reverse"):
                case(cell, net, path, layer=layer, direction=direction, key="encoder.rnn")
        for dtype in (torch.float64, torch.float16, torch.bfloat16):
            if dtype == torch.bfloat16 and kind == "npz":
                continue
            net = network(cell, bias=False)
            case(cell, net, save(net, f"{cell}-{str(dtype)[6:]}", kind, dtype), dtype)
json.dump(cases, open(f"{FOLDER}/networks.json", "w"))
