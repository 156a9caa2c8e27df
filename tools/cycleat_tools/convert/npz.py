"""Writes .npz files, whole or not at all."""

import os
from pathlib import Path

import numpy as np

from cycleat_tools.errors import ToolError


def write(path, arrays):
    """Name -> array into a .npz; a name may have slashes."""
    path = Path(path)
    if path.suffix != ".npz":
        raise ToolError(f"{path} (OUT): expected a name that ends in .npz")
    part = path.with_name(f".{path.name}.part")
    try:
        with open(part, "wb") as file:
            np.savez(file, **arrays)
        os.replace(part, path)
    except OSError as e:
        part.unlink(missing_ok=True)
        raise ToolError(f"cannot write {path}: {e.strerror or e}") from e
