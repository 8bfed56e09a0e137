"""Writes the arrays of NpyTest with NumPy (2.x). Run: python npy_reference.py ../resources/org/espalier/nets/npy"""
import sys
import numpy as np
from numpy.lib import format as npy

folder = sys.argv[1]
f8 = np.array([[1.5, -2.25, np.inf], [1 / 3, -1e300, 0.0]])
arrays = {
    "f4": np.array([1.5, -2.25, 1e-40, np.inf], dtype="<f4"),
    "f8": f8,
    "i4": np.array([[-1], [2147483647]], dtype="<i4"),
    "i8": np.array(-9007199254740993, dtype="<i8"),
    "u1": np.array([0, 1, 255], dtype="u1"),
    "b1": np.array([[True, False], [False, True]]),
    "empty": np.zeros((0, 3)),
}
for name, array in arrays.items():
    np.save(f"{folder}/{name}.npy", array)
np.save(f"{folder}/fortran.npy", np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4)))
np.save(f"{folder}/big.npy", f8.astype(">f8"))
for version in (2, 3):
    with open(f"{folder}/version{version}.npy", "wb") as file:
        npy.write_array(file, f8, version=(version, 0))
np.savez(f"{folder}/stored.npz", **arrays)
np.savez_compressed(f"{folder}/deflated.npz", **arrays)
np.save(f"{folder}/record.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
np.save(f"{folder}/object.npy", np.array([{}], dtype=object), allow_pickle=True)
texts = np.array([["fixed", "not-converged"], ["ähnlich", ""]])
np.save(f"{folder}/texts.npy", texts.astype("<U16"))
np.save(f"{folder}/texts-big.npy", texts.astype(">U16"))
np.save(f"{folder}/c16.npy", np.array([1j]))
np.save(f"{folder}/c8.npy", np.array([1j], dtype=np.complex64))
