"""The folder of a run: which networks lie in it, and what they look like."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from cycleat_tools.errors import ToolError
from cycleat_tools.networks import Look

CLASSIFIERS = ("f_S", "f_W", "f_T")


@dataclass(frozen=True)
class Member:
    """A network of a run.

    role: such as g_SW
    folder: its checkpoint's, below the run's; absolute where it is the user's own
    """

    role: str
    folder: Path
    look: Look


def members(run):
    """All networks of a run that have a checkpoint, in the order of their folders' names.

    The comparisons' and the pre-training's are among them.
    """
    run = Path(run)
    config = _configuration(run / "config.yaml")
    looks = looks_of(config)
    states = sorted(run.glob("**/checkpoint"))
    found = [
        Member(state.parent.name, state.parent.relative_to(run), looks[state.parent.name])
        for state in states
        if state.parent.name in looks
    ]
    weights = config["selection"].get("weights")
    if weights:
        found.append(Member("alexnet", Path(weights).absolute(), looks["alexnet"]))
    if not found:
        raise ToolError(
            f"no checkpoint of a network in {run}: train first, `cycleat train --run {run}`"
        )
    return found


def looks_of(config):
    """Role -> Look, as config.yaml says."""
    try:
        size = config["imageSize"]
        classes = len(config["labels"].split(","))
        gan = config["gan"]
        generator = Look(
            "generator",
            size,
            width=gan["generatorWidth"],
            blocks=gan["generatorBlocks"],
            enlargement=gan["upsampling"],
        )
        discriminator = Look(
            "discriminator",
            size,
            width=gan["discriminatorWidth"],
            strided=gan["discriminatorLayers"],
        )
        source = Look(config["source"]["model"], size, classes, config["source"]["width"])
        target = Look(config["target"]["model"], size, classes, config["target"]["width"])
        selection = config["selection"]
        alexnet = Look("alexnet", selection["imageSize"], classes, selection["width"])
    except (KeyError, TypeError, AttributeError) as e:
        raise ToolError(f"config.yaml is not a run's: {type(e).__name__} at {e}") from e
    looks = dict.fromkeys(("f_S", "f_S_AdaBN", "f_W"), source)
    looks.update(dict.fromkeys(("g_SW", "g_WS"), generator))
    looks.update(dict.fromkeys(("d_W", "d_S"), discriminator))
    return {**looks, "f_T": target, "alexnet": alexnet}


def _configuration(file):
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        raise ToolError(
            f"no run at {file.parent}: expected its config.yaml; "
            f"make one with `cycleat train --run {file.parent}`"
        ) from e
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as e:
        raise ToolError(f"cannot read {file}: {' '.join(str(e).split())}") from e
