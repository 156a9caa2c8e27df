"""torch WEIGHTS OUT.npz: PyTorch's weights under the names, and in the layouts, used here.

Reads torchvision's ResNet, VGG and AlexNet and the generators and discriminators of
pytorch-CycleGAN-and-pix2pix, from .pth (which needs PyTorch) or .safetensors (which does not).
"""

import argparse
import importlib
import pickle
from pathlib import Path

from cycleat_tools.convert import npz, safetensors
from cycleat_tools.convert.state_dict import unwrapped
from cycleat_tools.convert.torch_weights import SOURCES, convert
from cycleat_tools.errors import ToolError


def run(arguments):
    """Convert; print what was written and how the networks differ."""
    parser = argparse.ArgumentParser(
        prog="cycleat_tools torch",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="WEIGHTS", help="a state dict, .pth or .safetensors")
    parser.add_argument("target", metavar="OUT", help="a new .npz")
    parser.add_argument(
        "--as", dest="network", choices=SOURCES, help="the network (default: told by the names)"
    )
    options = parser.parse_args(arguments)
    converted = convert(unwrapped(_read(Path(options.source))), options.network)
    npz.write(options.target, converted.arrays)
    numbers = sum(a.size for a in converted.arrays.values())
    print(
        f"{options.target}: {converted.network}, {len(converted.arrays)} arrays, "
        f"{numbers:,} numbers; {converted.skipped} counters and unused statistics left out"
    )
    for note in converted.notes:
        print(f"note: {note}")
    if converted.network not in ("generator", "discriminator"):
        print(
            "note: torchvision's weights expect RGB normalised by the mean and deviation of "
            "ImageNet, not in [-1, 1]: tell `cycleat import`, --pixels torch"
        )
    return 0


def _read(path):
    try:
        if path.suffix == ".safetensors":
            return safetensors.read(path)
        with open(path, "rb"):
            return _pth(path)
    except OSError as e:
        raise ToolError(f"cannot read {path}: {e.strerror or e}") from e


def _pth(path):
    try:
        torch = importlib.import_module("torch")
    except ImportError as e:
        raise ToolError(
            f"{path} needs PyTorch: pip install torch; or save the state dict as .safetensors"
        ) from e
    try:
        # only tensors and containers are read, no other object
        return _arrays(torch.load(path, map_location="cpu", weights_only=True), torch)
    except (pickle.UnpicklingError, EOFError, RuntimeError, ValueError) as e:
        raise ToolError(f"cannot read {path}: {str(e).strip().splitlines()[0]}") from e


def _arrays(tree, torch):
    if isinstance(tree, dict):
        return {str(key): _arrays(value, torch) for key, value in tree.items()}
    if not isinstance(tree, torch.Tensor):
        return tree
    tree = tree.detach()
    # NumPy has no bfloat16
    return (tree.float() if tree.dtype == torch.bfloat16 else tree).numpy()
