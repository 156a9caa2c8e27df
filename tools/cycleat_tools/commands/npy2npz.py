"""npy2npz IN.npy OUT.npz: a pickled dictionary of arrays to a file of plain arrays.

Weights of AlexNet and VGG circulate like that. A pickle can run any program, so the Java program
reads none; this reader refuses all but arrays, dictionaries, lists, strings and numbers.
"""

import argparse
from pathlib import Path

import numpy as np

from cycleat_tools.convert import circulating, npz, pickles
from cycleat_tools.errors import ToolError

_MAGIC = b"\x93NUMPY"


def run(arguments):
    """Convert; print what was written."""
    parser = argparse.ArgumentParser(
        prog="cycleat_tools npy2npz",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="IN", help="bvlc_alexnet.npy, vgg16.npy, or a .pkl")
    parser.add_argument("target", metavar="OUT", help="a new .npz")
    options = parser.parse_args(arguments)
    arrays = circulating.named(_read(Path(options.source)))
    if not arrays:
        raise ToolError(f"{options.source} holds no array")
    npz.write(options.target, arrays)
    numbers = sum(a.size for a in arrays.values())
    print(f"{options.target}: {len(arrays)} arrays, {numbers:,} numbers")
    for name, array in arrays.items():
        print(f"  {name:<24} {array.dtype!s:<8} {list(array.shape)}")
    print(
        "Caffe's weights expect BGR less the mean of ImageNet, not RGB in [-1, 1]: "
        "tell `cycleat import`, --pixels caffe"
    )
    return 0


def _read(path):
    try:
        with open(path, "rb") as file:
            magic = file.read(len(_MAGIC))
            file.seek(0)
            return _npy(file, path) if magic == _MAGIC else pickles.load(file, path)
    except OSError as e:
        raise ToolError(f"cannot read {path}: {e.strerror or e}") from e


def _npy(file, path):
    try:
        version = np.lib.format.read_magic(file)
        header = {
            (1, 0): np.lib.format.read_array_header_1_0,
            (2, 0): np.lib.format.read_array_header_2_0,
        }
        if version not in header:
            raise ToolError(f"{path} is .npy of version {version}, expected 1.0 or 2.0")
        _, _, dtype = header[version](file)
        if dtype.hasobject:
            return pickles.load(file, path)
        file.seek(0)
        return {path.stem: np.load(file, allow_pickle=False)}
    except ValueError as e:
        raise ToolError(f"{path} is a damaged .npy: {' '.join(str(e).split())}") from e
