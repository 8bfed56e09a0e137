"""Seconds a search for the fixed points of a recurrent network takes in PyTorch, as fixed-point-finder does it (Golub and Sussillo 2018;
its PyTorch version's defaults): Adam on the states of all starts at once, float32, minimising the mean over the starts of
q = 1/2 |h - F(h, x)|^2, until every start has q below 1e-12 or a change of q below 1e-20 times the learning rate, or for
5,000 steps; the learning rate starts at 1 and falls by 5% where the loss has not improved for two steps.

    python fixed_points.py --weights w.npz --states h.npy --out found.npz

Written from the published description. Weights: npz with PyTorch's names; states: npy [starts, units], [h, c] of an LSTM; the input is
zero unless --input names one (npy [inputs]).
Prints one JSON object: seconds of the search alone, and of what it found q in double precision (quantiles) and the number
of states below each tolerance, and how many of those are further than 1e-3 from one another.
Writes the states as they are to --out. Needs: torch, numpy.
"""
import argparse
import json
import time

import numpy
import torch


class LongShortTerm(torch.nn.Module):
    """LSTMCell as a map of [h, c]."""

    def __init__(self, inputs, units, dtype):
        super().__init__()
        self.cell = torch.nn.LSTMCell(inputs, units, dtype=dtype)

    def load_state_dict(self, named):
        self.cell.load_state_dict(named)

    def forward(self, x, state):
        return torch.cat(self.cell(x, state.chunk(2, 1)), 1)


KINDS = {"gru": torch.nn.GRUCell, "lstm": LongShortTerm, "rnn-tanh": torch.nn.RNNCell}


def cell_from(kind, path, dtype):
    arrays = numpy.load(path)
    named = {name: arrays[name] for name in ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")}
    units, inputs = named["weight_hh_l0"].shape[1], named["weight_ih_l0"].shape[1]
    cell = KINDS[kind](inputs, units, dtype=dtype)
    cell.load_state_dict({name[:-3]: torch.tensor(value, dtype=dtype) for name, value in named.items()})
    return cell.requires_grad_(False), inputs


def speeds(cell, inputs, states):
    return 0.5 * ((states - cell(inputs, states)) ** 2).sum(1)


def search(cell, inputs, starts, steps, rate, q_tolerance, change_tolerance):
    states = starts.clone().requires_grad_(True)
    optimiser = torch.optim.Adam([states], lr=rate)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser, factor=0.95, patience=2)
    previous = None
    for step in range(steps):
        q = speeds(cell, inputs, states)
        loss = q.mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step(loss.item())
        q = q.detach()
        if previous is not None:
            still = (q - previous).abs() < change_tolerance * optimiser.param_groups[0]["lr"]
            if bool((still | (q < q_tolerance)).all()):
                return states.detach(), step + 1
        previous = q
    return states.detach(), steps


def different(states, distance):
    kept = []
    for state in states:
        if all(numpy.linalg.norm(state - other) > distance for other in kept):
            kept.append(state)
    return len(kept)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", required=True)
    parser.add_argument("--states", required=True)
    parser.add_argument("--cell", choices=list(KINDS), default="gru")
    parser.add_argument("--input")
    parser.add_argument("--out")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    a = parser.parse_args()
    torch.set_num_threads(a.threads)
    cell, width = cell_from(a.cell, a.weights, torch.float32)
    starts = torch.tensor(numpy.load(a.states), dtype=torch.float32)
    inputs = torch.zeros(len(starts), width)
    if a.input:
        inputs += torch.tensor(numpy.load(a.input), dtype=torch.float32)
    search(cell, inputs, starts, 20, a.rate, 1e-12, 1e-20)
    begin = time.perf_counter()
    found, steps = search(cell, inputs, starts, a.steps, a.rate, 1e-12, 1e-20)
    seconds = time.perf_counter() - begin
    exact, _ = cell_from(a.cell, a.weights, torch.float64)
    states = found.double()
    q = speeds(exact, inputs.double(), states).numpy()
    below = {}
    for tolerance in (1e-4, 1e-6, 1e-8, 1e-10):
        chosen = states.numpy()[q < tolerance]
        below["%.0e" % tolerance] = {"starts": len(chosen), "different": different(chosen, 1e-3)}
    if a.out:
        numpy.savez(a.out, states=states.numpy(), q=q)
    print(json.dumps({"peer": "pytorch " + torch.__version__, "threads": a.threads, "starts": len(q), "steps": steps,
                      "rate": a.rate, "seconds": seconds,
                      "q": {str(p): float(numpy.quantile(q, p)) for p in (0, 0.1, 0.25, 0.5, 0.75, 0.9, 1)},
                      "below": below}))


if __name__ == "__main__":
    main()
