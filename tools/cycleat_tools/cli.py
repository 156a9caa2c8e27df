"""The command line: python -m cycleat_tools COMMAND ..."""

import argparse
import importlib
import os
import sys

from cycleat_tools import __version__
from cycleat_tools.errors import ToolError

COMMANDS = {
    "verify": "rebuild a run's networks in Keras, load and check them",
    "torch": "PyTorch or safetensors weights to .npz, under the names and layouts used here",
    "npy2npz": "a .npy that holds a pickled dictionary of arrays to .npz, arrays only",
}


def main(arguments=None):
    """Run a command; its exit code, 2 where what was given is wrong."""
    # TensorFlow reads them when it is imported, which only a command does.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    options = _parser().parse_args(arguments)
    try:
        command = importlib.import_module(f"cycleat_tools.commands.{options.command}")
        return command.run(options.arguments)
    except ToolError as e:
        print(f"error: {e}", file=sys.stderr)
        return 2


def _parser():
    parser = argparse.ArgumentParser(
        prog="cycleat_tools",
        description="The Python half of CycleAT for Java.",
        epilog="\n".join(f"  {name:<10}{text}" for name, text in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="...")
    return parser
