"""Milliseconds a network and step that training a population of recurrent networks takes in JAX: jit, scan over time, vmap
over networks, Adam; the 3-bit flip-flop with a linear readout and the mean squared error, as in the Java benchmark.

    python population.py --cell gru --units 128 --networks 8 --batch 64 --length 100 --repeats 7

Prints one JSON object: median and all repeats of the wall time, and the processor time (all threads) beside it. The trials
are made once and stay the same (the Java side makes new ones at every step). XLA takes all cores it is given: use taskset
to give it fewer. Needs: jax, numpy.
"""
import argparse
import json
import statistics
import time

import jax
import jax.numpy as jnp
import numpy as np

GATES = {"rnn-tanh": 1, "rnn-relu": 1, "ugrnn": 2, "gru": 3, "lstm": 4}


def initial(rng, cell, units, bits):
    rows = GATES[cell] * units
    return {"w": rng.normal(0, 1 / np.sqrt(bits), (bits, rows)), "u": rng.normal(0, 1 / np.sqrt(units), (units, rows)),
            "b": np.zeros(rows), "c": np.zeros(units), "v": rng.normal(0, 1 / np.sqrt(units), (units, bits)),
            "d": np.zeros(bits)}


def step(cell, p, state, projected):
    h = state[0]
    recurrent = h @ p["u"]
    if cell in ("rnn-tanh", "rnn-relu"):
        s = projected + recurrent
        h = jnp.tanh(s) if cell == "rnn-tanh" else jax.nn.relu(s)
        return (h,), h
    x = jnp.split(projected, GATES[cell], -1)
    r = jnp.split(recurrent, GATES[cell], -1)
    if cell == "ugrnn":
        keep = jax.nn.sigmoid(x[0] + r[0])
        h = keep * h + (1 - keep) * jnp.tanh(x[1] + r[1])
        return (h,), h
    if cell == "gru":
        reset = jax.nn.sigmoid(x[0] + r[0])
        keep = jax.nn.sigmoid(x[1] + r[1])
        h = keep * h + (1 - keep) * jnp.tanh(x[2] + reset * (r[2] + p["c"]))
        return (h,), h
    i, f, o = (jax.nn.sigmoid(x[k] + r[k]) for k in (0, 1, 3))
    c = f * state[1] + i * jnp.tanh(x[2] + r[2])
    h = o * jnp.tanh(c)
    return (h, c), h


def loss(cell, p, inputs, targets):
    """inputs, targets: [T, B, bits]; the inputs of all steps are projected at once."""
    zero = jnp.zeros((inputs.shape[1], p["u"].shape[0]), inputs.dtype)
    start = (zero, zero) if cell == "lstm" else (zero,)
    _, h = jax.lax.scan(lambda s, x: step(cell, p, s, x), start, inputs @ p["w"] + p["b"])
    return jnp.mean((h @ p["v"] + p["d"] - targets) ** 2)


def update(cell, p, m, v, t, inputs, targets, rate=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    value, g = jax.value_and_grad(lambda q: loss(cell, q, inputs, targets))(p)
    m = jax.tree.map(lambda a, b: b1 * a + (1 - b1) * b, m, g)
    v = jax.tree.map(lambda a, b: b2 * a + (1 - b2) * b * b, v, g)
    p = jax.tree.map(lambda w, a, b: w - rate * (a / (1 - b1 ** t)) / (jnp.sqrt(b / (1 - b2 ** t)) + eps), p, m, v)
    return p, m, v, value


def flip_flop(rng, networks, length, batch, bits):
    inputs = np.where(rng.random((networks, length, batch, bits)) < 0.1, rng.choice([-1.0, 1.0], (networks, length, batch, bits)), 0)
    inputs[:, 0] = rng.choice([-1.0, 1.0], (networks, batch, bits))
    targets = inputs.copy()
    for t in range(1, length):
        targets[:, t] = np.where(inputs[:, t] == 0, targets[:, t - 1], inputs[:, t])
    return jnp.asarray(inputs, jnp.float32), jnp.asarray(targets, jnp.float32)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cell", choices=sorted(GATES), default="gru")
    parser.add_argument("--units", type=int, default=128)
    parser.add_argument("--networks", type=int, default=8)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--length", type=int, default=100)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=7)
    a = parser.parse_args()
    rng = np.random.default_rng(1)
    bits = 3
    p = jax.tree.map(lambda *w: jnp.asarray(np.stack(w), jnp.float32),
                     *[initial(rng, a.cell, a.units, bits) for _ in range(a.networks)])
    m = v = jax.tree.map(jnp.zeros_like, p)
    inputs, targets = flip_flop(rng, a.networks, a.length, a.batch, bits)
    train = jax.jit(jax.vmap(lambda p, m, v, t, x, y: update(a.cell, p, m, v, t, x, y), in_axes=(0, 0, 0, None, 0, 0)),
                    donate_argnums=(0, 1, 2))
    m, v = jax.tree.map(jnp.copy, m), jax.tree.map(jnp.copy, v)
    t = 0
    wall, processor = [], []
    for repeat in range(a.repeats + 1):
        start, started = time.perf_counter(), time.process_time()
        for _ in range(a.steps):
            t += 1
            p, m, v, value = train(p, m, v, float(t), inputs, targets)
        value.block_until_ready()
        if repeat > 0:  # the first compiles
            share = 1e3 / (a.steps * a.networks)
            wall.append((time.perf_counter() - start) * share)
            processor.append((time.process_time() - started) * share)
    print(json.dumps({"peer": "jax " + jax.__version__, "cell": a.cell, "units": a.units, "networks": a.networks,
                      "batch": a.batch, "length": a.length, "median_ms": statistics.median(wall), "ms": wall,
                      "processor_ms": statistics.median(processor)}))


if __name__ == "__main__":
    main()
