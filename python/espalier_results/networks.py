"""A network that a trial found, or that ``espalier export-network`` wrote."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from .safetensors import read_safetensors


@dataclass(frozen=True)
class Network:
    """What a training found. Arrays are by the parameter's name, such as ``fc1.weight``.

    ``weights``: as the network computes with them, 0 where pruned, with running statistics. ``initial``: before any training.
    ``ticket``: what the last training started from, where that is another. ``mask``: 1 where a weight is kept (of a recurrent network its
    recurrent ones). ``scores``: what
    was learnt in place of weights. ``description``: layers, standardisation, data set, seed. What there is not is None.
    """

    weights: dict
    initial: Optional[dict] = None
    ticket: Optional[dict] = None
    mask: Optional[dict] = None
    scores: Optional[dict] = None
    description: Optional[dict] = None

    def density(self):
        """Fraction of the prunable weights that are kept; 1 where there is no mask."""
        if not self.mask:
            return 1.0
        return sum(int((layer != 0).sum()) for layer in self.mask.values()) / sum(layer.size for layer in self.mask.values())


_FINAL = ("final.safetensors", "weights.safetensors")


def read_network(folder, seed=None):
    """The network in a folder; of a population that of a seed.

    Raises ValueError, saying what to do, where the folder holds none or one of several has to be named.
    """
    folder = Path(folder)
    # "final-SEED" in a folder of export-network, "network-SEED" in a trial's.
    for kind in ("network", "final"):
        population = sorted(folder.glob(f"{kind}-*.safetensors"))
        if population:
            return _of_population(folder, kind, population, seed)
    found = next((folder / name for name in _FINAL if (folder / name).is_file()), None)
    if found is None:
        raise ValueError(f"{folder} holds no network: none of {', '.join(_FINAL)}, network-SEED.safetensors; trials that ran with "
                         "--no-networks, or before networks were kept, have to be run again")
    weights, metadata = read_safetensors(found)
    parts = {part: _optional(folder / f"{part}.safetensors") for part in ("initial", "ticket", "mask", "scores")}
    return Network(weights, description=_description(folder, metadata), **parts)


def _of_population(folder, kind, files, seed):
    seeds = [file.stem[len(kind) + 1:] for file in files]
    if seed is None and len(files) > 1:
        raise ValueError(f"{folder} holds the networks of the seeds {', '.join(seeds)}; expected seed=, one of them")
    name = seeds[0] if seed is None else str(seed)
    if name not in seeds:
        raise ValueError(f"{folder} holds no network of the seed {name}, expected one of {', '.join(seeds)}")
    weights, metadata = read_safetensors(folder / f"{kind}-{name}.safetensors")
    parts = {part: _optional(folder / f"{part}-{name}.safetensors") for part in ("initial", "mask")}
    return Network(weights, description=_description(folder, metadata) or dict(metadata), **parts)


def _optional(path):
    return read_safetensors(path)[0] if path.is_file() else None


def _description(folder, metadata):
    for path in (folder / "network.json", folder / "networks.json"):
        if path.is_file():
            return json.loads(path.read_text(encoding="utf-8"))
    text = metadata.get("espalier.network")
    return json.loads(text) if text else None
