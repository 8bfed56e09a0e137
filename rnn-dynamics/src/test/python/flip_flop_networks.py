"""Trains a small recurrent network with PyTorch on the K-bit flip-flop and writes it in the forms that `espalier dynamics` reads.

    python flip_flop_networks.py --cell gru --units 10 --bits 2 --seed 1 --out flip-flop-gru

writes OUT.npz (the state_dict, `inputs` [trials, time, bits] and `states` [trials, time, units], the state after each step; an
LSTM's are [h; c]) and, with --pt, OUT.pt (the state_dict as torch.save writes it). The state before the first step is zero.
The fixtures of the command, cli/src/test/resources/dynamics/flip-flop-CELL.npz, were made with

    --cell gru  --units 10 --bits 2 --seed 1 --trials 12 --time 30
    --cell lstm --units 8  --bits 2 --seed 2 --trials 12 --time 30
    --cell relu --units 12 --bits 2 --seed 3 --trials 12 --time 30
"""
import argparse

import numpy as np
import torch
from torch import nn


class Network(nn.Module):
    def __init__(self, cell, bits, units):
        super().__init__()
        kinds = {"gru": nn.GRU, "lstm": nn.LSTM, "tanh": nn.RNN, "relu": nn.RNN}
        more = {"nonlinearity": cell} if cell in ("tanh", "relu") else {}
        self.rnn = kinds[cell](bits, units, batch_first=True, **more)
        if cell in ("tanh", "relu"):
            with torch.no_grad():
                nn.init.orthogonal_(self.rnn.weight_hh_l0)
        self.readout = nn.Linear(units, bits)

    def forward(self, x):
        return self.readout(self.rnn(x)[0])


def trials(count, time, bits, random):
    pulses = (random.random((count, time, bits)) < 0.15) * random.choice([-1.0, 1.0], (count, time, bits))
    first = pulses[:, 0] == 0
    pulses[:, 0] = np.where(first, random.choice([-1.0, 1.0], (count, bits)), pulses[:, 0])
    held = pulses.copy()
    for t in range(1, time):
        held[:, t] = np.where(pulses[:, t] != 0, pulses[:, t], held[:, t - 1])
    return torch.tensor(pulses, dtype=torch.float32), torch.tensor(held, dtype=torch.float32)


def states(network, cell, x):
    """One step at a time, since the layer gives c for the last step alone."""
    all_states, state = [], None
    with torch.no_grad():
        for t in range(x.shape[1]):
            _, state = network.rnn(x[:, t:t + 1], state)
            parts = state if cell == "lstm" else (state,)
            all_states.append(torch.cat([p[0] for p in parts], dim=1))
    return torch.stack(all_states, dim=1).numpy()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cell", choices=["gru", "lstm", "tanh", "relu"], required=True)
    parser.add_argument("--units", type=int, required=True)
    parser.add_argument("--bits", type=int, default=3)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--trials", type=int, default=64)
    parser.add_argument("--time", type=int, default=64)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--pt", action="store_true")
    parser.add_argument("--out", required=True)
    a = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    random = np.random.default_rng(a.seed)
    network = Network(a.cell, a.bits, a.units)
    optimiser = torch.optim.Adam(network.parameters(), lr=5e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, a.steps)
    for step in range(a.steps):
        x, y = trials(64, 50, a.bits, random)
        loss = ((network(x) - y) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % 200 == 0:
            print(step, loss.item(), flush=True)
    # The same trials for every network: a stream of its own.
    x, y = trials(a.trials, a.time, a.bits, np.random.default_rng(12345))
    print("test loss", ((network(x) - y) ** 2).mean().item())
    arrays = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    np.savez_compressed(a.out + ".npz", **arrays, inputs=x.numpy(), states=states(network, a.cell, x))
    if a.pt:
        torch.save(network.state_dict(), a.out + ".pt")


if __name__ == "__main__":
    main()
