"""verify RUN: every network of a run, rebuilt in Keras and loaded with its checkpoint."""

import argparse
from pathlib import Path

import numpy as np

from cycleat_tools import checkpoints, served
from cycleat_tools.errors import ToolError
from cycleat_tools.networks import build_look
from cycleat_tools.run_folder import CLASSIFIERS, members

TOLERANCE = 1e-4
BATCH = 3
FORMAT = "{:<28} {:<14} {:>11}  {:<6} {:<8} {:<12} {}"


def run(arguments):
    """Print a line per network; 0 if all are right, else 1."""
    options = _parser().parse_args(arguments)
    found = members(options.run)
    exported = served.load(options.saved_model) if options.saved_model else None
    titles = ("network", "architecture", "parameters", "names", "objects", "SavedModel", "result")
    print(FORMAT.format(*titles))
    failures = 0
    compared = 0
    for member in found:
        # of several f_T, such as the comparisons', the exported one is the stage's own
        is_exported = member.role == options.network and len(member.folder.parts) == 2
        is_exported = is_exported and member.folder.parts[0] in ("source", "translation", "target")
        compared += is_exported
        row = _row(options.run, member, exported if is_exported else None)
        print(FORMAT.format(*row))
        failures += row[-1] != "ok"
    if exported is not None and compared == 0:
        raise ToolError(
            f"no {options.network} in {options.run} to compare the SavedModel with: "
            "--network names another"
        )
    print(f"{len(found) - failures} of {len(found)} networks ok")
    return 1 if failures else 0


def _parser():
    parser = argparse.ArgumentParser(prog="cycleat_tools verify", description=__doc__)
    parser.add_argument("run", metavar="RUN", help="a run's folder")
    parser.add_argument(
        "--saved-model", metavar="DIR", help="a model of `cycleat export`, or its versions' folder"
    )
    parser.add_argument(
        "--network",
        choices=CLASSIFIERS,
        default="f_T",
        help="the classifier that was exported (default: f_T)",
    )
    return parser


def _row(run, member, exported):
    row = [str(member.folder), member.look.name, "-", "-", "-", "-"]
    try:
        model = build_look(member.look)
        row[2] = f"{model.count_params():,}"
        path = Path(run) / member.folder
        checkpoints.load_into(model, path)
        row[3] = "ok"
        _require_finite(model)
        if checkpoints.has_object_graph(path):
            _require_same_through_objects(model, member.look, path)
            row[4] = "ok"
        _require_finite_outputs(model)
        if exported is not None:
            difference = served.difference(exported, model, _pixels(model))
            row[5] = f"{difference:.1e}"
            if not difference <= TOLERANCE:
                raise ToolError(f"the SavedModel's outputs differ by more than {TOLERANCE:.0e}")
    except ToolError as e:
        return [*row, f"FAILED: {e}"]
    return [*row, "ok"]


def _require_finite(model):
    bad = [v.path for v in model.variables if not np.isfinite(v.numpy()).all()]
    if bad:
        raise ToolError(f"values that are not finite in {', '.join(bad)}")
    negative = [
        v.path
        for v in model.variables
        if v.path.endswith("moving_variance") and (v.numpy() < 0).any()
    ]
    if negative:
        raise ToolError(f"negative variances in {', '.join(negative)}")


def _require_same_through_objects(model, look, path):
    other = build_look(look)
    checkpoints.restore_object_based(other, path)
    for a, b in zip(model.variables, other.variables):
        if not np.array_equal(a.numpy(), b.numpy()):
            raise ToolError(f"{a.path} is another through the object graph")


def _require_finite_outputs(model):
    outputs = model(served.to_images(_pixels(model))).numpy()
    if not np.isfinite(outputs).all():
        raise ToolError("outputs of a random batch are not finite")


def _pixels(model):
    random = np.random.default_rng(20)
    return random.integers(0, 256, (BATCH, *model.input_shape[1:]), dtype=np.uint8)
