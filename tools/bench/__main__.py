"""Measures steps in PyTorch that `make bench` measures in Java; prints a JSON object for each."""

import argparse
import dataclasses
import json
import re
import sys

import torch
from classifier import Classifier
from setting import PRECISIONS
from timing import Timing
from translation import Translation

SMALL = (
    Translation(64, 32, 6, 1),
    Classifier(64, 64, 8, training=True),
    Classifier(64, 64, 8, training=False),
)
LARGE = (
    Translation(256, 64, 9, 1),
    Translation(256, 64, 9, 8),
    Classifier(256, 64, 64, training=True),
    Classifier(256, 64, 64, training=False),
)


def entries(device: str, sizes: dict) -> list:
    """What can be measured: sizes, where some are given in place of ours, and precision."""
    large = [dataclasses.replace(each, **sizes) for each in LARGE]
    names = [name for name in PRECISIONS if name != "tf32" or device == "cuda"]
    found = [(each, name) for name in names for each in dict.fromkeys(large)]
    return found if sizes else [*((each, "float32") for each in SMALL), *found]


def main(arguments=None) -> int:
    """The command line; 2 where nothing has such a name."""
    parser = argparse.ArgumentParser(prog="python3 tools/bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", default=[""], help="regular expressions; without any, everything"
    )
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
    parser.add_argument("--side", type=int, help="pixels")
    parser.add_argument("--batch", type=int, help="images")
    parser.add_argument("--width", type=int, help="channels of the first layers")
    parser.add_argument("--threads", type=int, help="of the processor")
    parser.add_argument("--seconds", type=float, default=1, help="that a run takes at least")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--eager", action="store_true", help="no compilers, which take minutes")
    given = parser.parse_args(arguments)
    sizes = {key: getattr(given, key) for key in ("side", "batch", "width") if getattr(given, key)}
    chosen = [
        (each, precision)
        for each, precision in entries(given.device, sizes)
        if any(re.search(name, f"{each.name}, {precision}") for name in given.names)
    ]
    if not chosen:
        print(f"nothing is called {' or '.join(given.names)}", file=sys.stderr)
        return 2
    if given.threads:
        torch.set_num_threads(given.threads)
    torch.backends.cudnn.benchmark = True
    # As TensorFlow does: a training on one batch soon meets such numbers, and CPUs are slow then.
    torch.set_flush_denormal(True)
    where = torch.cuda.get_device_name() if given.device == "cuda" else "CPU"
    timing = Timing(given.device, given.seconds, given.runs, not given.eager)
    for each, precision in chosen:
        found = timing.fastest(each, PRECISIONS[precision])
        about = {"device": where, "torch": torch.__version__}
        print(json.dumps({"name": f"{each.name}, {precision}", **found, **about}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
