"""Reads the pickles that weights circulate in, and runs nothing of what they ask for.

A pickle is a program: it may call any function. This reader knows numbers, strings, lists, tuples,
dictionaries and NumPy arrays, and refuses every other name.
"""

import collections
import pickle

import numpy as np

from cycleat_tools.errors import ToolError


def _encode(text, encoding="latin1"):
    """How protocol 2 writes bytes; any other codec is refused."""
    if encoding != "latin1":
        raise pickle.UnpicklingError(f"the codec {encoding!r}")
    return text.encode("latin1")


def _multiarray(name):
    # numpy.core was renamed in NumPy 2
    package = getattr(np, "_core", None) or np.core
    return getattr(package.multiarray, name)


def _from_buffer(buffer, dtype, shape, order):
    """How protocol 5 writes arrays."""
    return np.frombuffer(buffer, dtype).reshape(shape, order=order)


_ALLOWED = {
    ("numpy", "ndarray"): np.ndarray,
    ("numpy", "dtype"): np.dtype,
    ("collections", "OrderedDict"): collections.OrderedDict,
    ("_codecs", "encode"): _encode,
}
for _package in ("numpy.core", "numpy._core"):
    _ALLOWED[f"{_package}.numeric", "_frombuffer"] = _from_buffer
    for _name in ("_reconstruct", "scalar"):
        _ALLOWED[f"{_package}.multiarray", _name] = _multiarray(_name)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        """Find what the pickle wants to call, if that is harmless."""
        allowed = _ALLOWED.get((module, name))
        if allowed is None:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return allowed

    def persistent_load(self, pid):
        """Refuse what only the program that wrote it could find."""
        raise pickle.UnpicklingError(f"the persistent object {pid!r}")


def load(file, name):
    """Read the pickle that begins where the file stands; `name` is for messages."""
    try:
        # latin1: pickles of Python 2 hold arrays as strings
        return _Unpickler(file, encoding="latin1").load()
    except pickle.UnpicklingError as e:
        raise ToolError(
            f"{name} is refused: its pickle asks for {e}; only arrays, dictionaries, lists, "
            "strings and numbers are read"
        ) from e
    except (
        EOFError,
        AttributeError,
        ImportError,
        IndexError,
        KeyError,
        MemoryError,
        OverflowError,
        RecursionError,
        TypeError,
        ValueError,
    ) as e:
        raise ToolError(f"{name} holds a damaged pickle: {e or type(e).__name__}") from e
