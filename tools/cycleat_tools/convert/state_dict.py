"""A PyTorch state dict as NumPy arrays, and the account of what became of each entry."""

import numpy as np

from cycleat_tools.errors import ToolError

_WRAPPERS = ("state_dict", "model_state_dict", "model", "net")
_PARALLEL = "module."


def unwrapped(tree):
    """Name -> array, out of what training scripts put around a state dict."""
    while isinstance(tree, dict):
        inner = next((tree[w] for w in _WRAPPERS if isinstance(tree.get(w), dict)), None)
        if inner is None:
            break
        tree = inner
    if not isinstance(tree, dict):
        raise ToolError("no state dict: expected names of layers with their tensors")
    arrays = {k: v for k, v in tree.items() if isinstance(v, np.ndarray)}
    if not arrays:
        raise ToolError("no state dict: expected names of layers with their tensors")
    if all(name.startswith(_PARALLEL) for name in arrays):
        arrays = {name[len(_PARALLEL) :]: array for name, array in arrays.items()}
    return arrays


class StateDict:
    """Entries that are taken one by one, so that what nobody took can be told."""

    def __init__(self, arrays):
        self._left = dict(arrays)

    def __contains__(self, name):
        """Whether an entry is there and not taken yet."""
        return name in self._left

    def names(self):
        """What is not taken yet."""
        return list(self._left)

    def take(self, name):
        """Take an entry, as float32 where it is a floating-point number."""
        if name not in self._left:
            raise ToolError(f"the state dict has no {name}")
        array = self._left.pop(name)
        return array.astype("float32") if array.dtype.kind == "f" else array

    def skip(self, *endings):
        """Take what ends so and has no place here; give how many there were."""
        skipped = [name for name in self._left if name.endswith(endings)]
        for name in skipped:
            del self._left[name]
        return len(skipped)

    def require_empty(self):
        """Refuse a state dict of which something found no place."""
        if self._left:
            names = list(self._left)
            more = f" and {len(names) - 4} more" if len(names) > 4 else ""
            raise ToolError(
                f"the state dict has {', '.join(names[:4])}{more}, which the network has not"
            )
