"""Reads what Espalier's studies leave: rows, networks, masks, fixed points."""

from .fixed_points import FixedPoints, read_fixed_points
from .networks import Network, read_network
from .run_directory import Runs, Study, Trial, read_results, runs
from .safetensors import read_safetensors

__all__ = [
    "FixedPoints",
    "Network",
    "Runs",
    "Study",
    "Trial",
    "read_fixed_points",
    "read_network",
    "read_results",
    "read_safetensors",
    "runs",
]
