"""Trains the recurrent networks of the benchmark of fixed points on slow ground, from a fixed seed, and writes each in
PyTorch's names (NAME.npz; weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0) with 1,024 of the states it goes through
(NAME.npy; [h, c] of an LSTM), the constant input to search under (NAME-input.npy: no pulse; no noise, and the first
context), and PyTorch's own NAME.pt.

    python slow_networks.py --out FOLDER [NAME...]

Names: see CASES. The tasks are the flip-flop (a pulse of +-1 with probability .1 a bit and step; hold the last one; 64
steps; cued: with one on every bit at the first step) and the integration of one of two streams of noise, chosen by a constant
context (48 steps). A pruned network is trained, its smallest recurrent weights of each gate are set to zero, and it is trained
again with them held there.
Needs: torch, numpy.
"""
import argparse
import pathlib

import numpy
import torch

# Task, cell, units, steps of the schedule, the step training stops at, then steps after pruning (0: not pruned) and the
# fraction of recurrent weights kept.
CASES = {
    "gru-early": ("flip-flop", "gru", 128, 600, 100, 0, 1),
    "gru-half": ("flip-flop", "gru", 128, 600, 200, 0, 1),
    "gru-slow": ("cued-flip-flop", "gru", 128, 600, 600, 0, 1),
    "gru-cued": ("cued-flip-flop", "gru", 128, 600, 100, 0, 1),
    "gru-learnt": ("flip-flop", "gru", 128, 600, 600, 0, 1),
    "gru-pruned": ("flip-flop", "gru", 128, 300, 300, 100, 0.05),
    "lstm-early": ("flip-flop", "lstm", 64, 600, 100, 0, 1),
    "tanh-early": ("flip-flop", "rnn-tanh", 128, 600, 150, 0, 1),
    "gru-line": ("integration", "gru", 64, 600, 600, 0, 1),
    "tanh-line": ("integration", "rnn-tanh", 64, 600, 600, 0, 1),
    "gru-tiny": ("flip-flop", "gru", 10, 600, 150, 0, 1),
    "gru-small": ("flip-flop", "gru", 48, 600, 80, 0, 1),
}
RATE = {"gru": 5e-3, "lstm": 5e-3, "rnn-tanh": 1e-3}
BATCH = 128
STARTS = 1024


def flip_flop(batch, generator, bits=3, steps=64, probability=0.1):
    pulse = torch.rand(batch, steps, bits, generator=generator) < probability
    sign = 1 - 2 * torch.randint(0, 2, (batch, steps, bits), generator=generator)
    x = (pulse * sign).float()
    y = torch.zeros_like(x)
    held = torch.zeros(batch, bits)
    for t in range(steps):
        held = torch.where(x[:, t] != 0, x[:, t], held)
        y[:, t] = held
    return x, y


def cued_flip_flop(batch, generator):
    """The same with a pulse on every bit at the first step."""
    x, y = flip_flop(batch, generator)
    x[:, 0] = (1 - 2 * torch.randint(0, 2, (batch, 3), generator=generator)).float()
    held = torch.zeros(batch, 3)
    for t in range(x.shape[1]):
        held = torch.where(x[:, t] != 0, x[:, t], held)
        y[:, t] = held
    return x, y


def integration(batch, generator, steps=48):
    noise = 0.125 * torch.randn(batch, steps, 2, generator=generator) + 0.02 * torch.randn(batch, 1, 2, generator=generator)
    which = torch.randint(0, 2, (batch, 1), generator=generator)
    context = torch.nn.functional.one_hot(which, 2).float().expand(batch, steps, 2)
    chosen = torch.gather(noise, 2, which.unsqueeze(1).expand(batch, steps, 1))
    return torch.cat([noise, context], 2), torch.cumsum(chosen, 1)


TASKS = {"flip-flop": (flip_flop, 3, 3), "cued-flip-flop": (cued_flip_flop, 3, 3), "integration": (integration, 4, 1)}


class Network(torch.nn.Module):
    def __init__(self, cell, inputs, units, outputs):
        super().__init__()
        kinds = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM, "rnn-tanh": torch.nn.RNN}
        self.rnn = kinds[cell](inputs, units, batch_first=True)
        self.out = torch.nn.Linear(units, outputs)

    def forward(self, x):
        states, _ = self.rnn(x)
        return self.out(states), states


def train(network, task, steps, stop, rate, generator, mask):
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    loss = None
    for _ in range(stop):
        x, y = task(BATCH, generator)
        loss = ((network(x)[0] - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if mask is not None:
            with torch.no_grad():
                network.rnn.weight_hh_l0 *= mask
    return loss.item()


def prune(network, kept):
    """The mask that keeps the largest weights of each gate's recurrent matrix."""
    with torch.no_grad():
        weights = network.rnn.weight_hh_l0
        mask = torch.zeros_like(weights)
        units = weights.shape[1]
        for gate in range(0, weights.shape[0], units):
            size = weights[gate:gate + units].abs()
            mask[gate:gate + units] = size > torch.quantile(size.flatten(), 1 - kept)
        weights *= mask
        return mask


def visited(network, cell, x):
    """Every state on the way, one step at a time for an LSTM, whose c is not among its outputs."""
    with torch.no_grad():
        if cell != "lstm":
            return network.rnn(x)[0].flatten(0, 1)
        states, at = [], None
        for t in range(x.shape[1]):
            _, at = network.rnn(x[:, t:t + 1], at)
            states.append(torch.cat([at[0][0], at[1][0]], 1))
        return torch.cat(states)


def make(name, folder):
    task, cell, units, steps, stop, again, kept = CASES[name]
    draw, inputs, outputs = TASKS[task]
    seed = 1 if task == "cued-flip-flop" else 0
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    network = Network(cell, inputs, units, outputs)
    loss = train(network, draw, steps, stop, RATE[cell], generator, None)
    if again:
        mask = prune(network, kept)
        loss = train(network, draw, again, again, RATE[cell], generator, mask)
    states = visited(network, cell, draw(64, torch.Generator().manual_seed(77))[0]).numpy()
    chosen = states[numpy.random.RandomState(1).permutation(len(states))[:STARTS]]
    weights = {key: value.detach() for key, value in network.rnn.state_dict().items()}
    numpy.savez(folder / (name + ".npz"), **{key: value.numpy() for key, value in weights.items()})
    numpy.save(folder / (name + ".npy"), chosen)
    held = numpy.zeros(inputs, numpy.float32)
    if task == "integration":
        held[2] = 1
    numpy.save(folder / (name + "-input.npy"), held)
    torch.save(weights, folder / (name + ".pt"))
    print(f"{name}: {cell} of {units} units, {task}, loss {loss:.2e}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("names", nargs="*", default=list(CASES))
    a = parser.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    for name in a.names or CASES:
        make(name, a.out)


if __name__ == "__main__":
    main()
