"""Writes optimiser_reference.json: trajectories of torch.optim in float32 and float64, for OptimizerReferenceTest.

Run with PyTorch 2.13 on a CPU: python optimiser_reference.py > ../resources/org/espalier/nets/optimise/optimiser_reference.json
Every case starts from the same variable and takes the same gradients, one array a step.
"""
import json
import sys
import torch

STEPS, SIZE = 10, 9
torch.manual_seed(7)
start = torch.randn(SIZE)
gradients = torch.randn(STEPS, SIZE) * torch.logspace(-4, 1, SIZE)
gradients[:, 0] = 0
sgd = dict(momentum=0.0, dampening=0.0, nesterov=False, weight_decay=0.0)
adam = dict(betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
cases = [
    ("Sgd", 0.1, sgd),
    ("Sgd", 0.1, sgd | dict(weight_decay=1e-2)),
    ("Sgd", 0.1, sgd | dict(momentum=0.9)),
    ("Sgd", 0.1, sgd | dict(momentum=0.9, weight_decay=5e-4)),
    ("Sgd", 0.05, sgd | dict(momentum=0.9, dampening=0.3, weight_decay=1e-3)),
    ("Sgd", 0.1, sgd | dict(momentum=0.875, nesterov=True, weight_decay=3.0517578125e-05)),
    ("Adam", 1.2e-3, adam),
    ("Adam", 1e-2, adam | dict(betas=(0.5, 0.99), eps=1e-3, weight_decay=1e-2)),
    ("Adam", 1e-2, adam | dict(betas=(0.0, 0.9))),
    ("AdamW", 1e-2, adam | dict(weight_decay=1e-2)),
    ("AdamW", 1e-3, adam | dict(betas=(0.9, 0.95), eps=1e-6, weight_decay=0.1)),
]


def trajectory(name, rate, options, dtype):
    variable = torch.nn.Parameter(start.to(dtype).clone())
    optimiser = getattr(torch.optim, {"Sgd": "SGD"}.get(name, name))([variable], lr=rate, **options)
    rows = []
    for gradient in gradients:
        variable.grad = gradient.to(dtype).clone()
        optimiser.step()
        rows.append(variable.detach().tolist())
    return rows


clip = [torch.arange(1, 8) * 0.25, torch.tensor([-3.0, 4.0])]
parameters = [torch.nn.Parameter(torch.zeros_like(g)) for g in clip]
for p, g in zip(parameters, clip):
    p.grad = g.clone()
norm = torch.nn.utils.clip_grad_norm_(parameters, 2.0)
json.dump({
    "torch": torch.__version__, "start": start.tolist(), "gradients": gradients.tolist(),
    "cases": [{"optimiser": n, "rate": r, "options": o, "float32": trajectory(n, r, o, torch.float32),
               "float64": trajectory(n, r, o, torch.float64)} for n, r, o in cases],
    "clip": {"gradients": [g.tolist() for g in clip], "maxNorm": 2.0, "norm": norm.item(),
             "clipped": [p.grad.tolist() for p in parameters]},
}, sys.stdout)
print()
