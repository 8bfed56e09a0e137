"""What ``espalier fixed-points`` writes."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

_CLASSES = ("fixed", "slow", "not converged")


@dataclass(frozen=True)
class FixedPoints:
    """n points of a network with d numbers in its state.

    ``states [n, d]``, ``q [n]``, ``eigenvalues [n, d]`` of the state Jacobian, ``unstable [n]`` dimensions (-1: not known),
    ``inputs [n, inputs]``, ``classes [n]`` by name. ``more``: the file's other arrays by name, the Jacobians and eigenvectors
    among them where it has them.
    """

    states: np.ndarray
    q: np.ndarray
    eigenvalues: np.ndarray
    unstable: np.ndarray
    inputs: np.ndarray
    classes: tuple
    more: dict

    def of_class(self, name):
        """Places of the points of a class."""
        if name not in self.classes and name not in _CLASSES:
            raise ValueError(f"there is no class {name!r}, expected one of {sorted(set(self.classes) | set(_CLASSES))}")
        return np.array([i for i, its in enumerate(self.classes) if its == name], dtype=int)

    def stable(self):
        """Places of the fixed points without unstable dimensions, neutral ones and kinks left out where the file tells them."""
        stable = np.array([its == "fixed" for its in self.classes], dtype=bool) & (self.unstable == 0)
        for name in ("neutral", "kink"):
            if name in self.more:
                stable &= np.asarray(self.more[name]).reshape(len(stable), -1).any(axis=1) == 0
        return np.flatnonzero(stable)

    def time_constants(self):
        """``-1 / ln |eigenvalue|`` in steps, ``[n, d]``; negative where it grows."""
        with np.errstate(divide="ignore"):
            return -1 / np.log(np.abs(self.eigenvalues))


def read_fixed_points(path):
    """Raises ValueError where the file is no such ``.npz``. No pickled object is loaded."""
    path = Path(path)
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} is no .npz of arrays: {error}") from None
    missing = [name for name in ("states", "q", "jacobian_eigenvalues", "unstable", "inputs") if name not in arrays]
    if missing:
        raise ValueError(f"{path} has no array {missing[0]!r}: it is no file of espalier fixed-points; it holds {sorted(arrays)}")
    return FixedPoints(arrays.pop("states"), arrays.pop("q"), arrays.pop("jacobian_eigenvalues"), arrays.pop("unstable"),
                       arrays.pop("inputs"), _classes(arrays), arrays)


def _classes(arrays):
    names = arrays.pop("class_name", None)
    codes = arrays.pop("class", None)
    if names is not None:
        return tuple(str(name) for name in names)
    return tuple(_CLASSES[int(code)] for code in codes) if codes is not None else ()
