"""An exported SavedModel, asked as TensorFlow Serving asks it."""

from pathlib import Path

import numpy as np
import tensorflow as tf

from cycleat_tools import losses, networks
from cycleat_tools.errors import ToolError

# Java draws the deepest attention map that has at least so many cells on a side.
LEAST_ATTENTION_SIDE = 7


def load(folder):
    """A SavedModel in a folder, or in the highest of its numbered versions."""
    folder = Path(folder)
    versions = [f for f in folder.glob("[0-9]*") if f.name.isdigit()]
    newest = max(versions, key=lambda f: int(f.name), default=folder)
    if not (newest / "saved_model.pb").exists():
        raise ToolError(
            f"no SavedModel at {folder} (--saved-model): expected saved_model.pb; "
            "make one with `cycleat export`"
        )
    try:
        return tf.saved_model.load(str(newest))
    except (tf.errors.OpError, OSError, RuntimeError, ValueError) as e:
        raise ToolError(f"cannot load {newest}: {str(e).splitlines()[0]}") from e


def difference(saved_model, model, pixels):
    """The largest relative difference of any output of any signature from the model's.

    pixels: uint8 [N, S, S, 3]; they go into serving_default as numbers, into serving_bytes as PNGs.
    """
    images = to_images(pixels)
    expected = outputs(model, images)
    pngs = tf.stack([tf.io.encode_png(p) for p in pixels])
    given = {"serving_default": {"images": images}, "serving_bytes": {"bytes": pngs}}
    worst = 0.0
    for name, arguments in given.items():
        if name not in saved_model.signatures:
            raise ToolError(f"the SavedModel has no signature {name}")
        found = saved_model.signatures[name](**arguments)
        for output, value in expected.items():
            worst = max(worst, relative(found[output], value))
    return worst


def outputs(model, images):
    """What a signature gives: logits, probabilities and the attention map [N, H, H] in [0, 1]."""
    logits, *groups = networks.groups(model)(images)
    attended = groups[0]
    for group in groups:
        if group.shape[1] >= LEAST_ATTENTION_SIDE:
            attended = group
    maps = losses.attention_map(attended)
    largest = tf.reduce_max(maps, axis=[1, 2], keepdims=True)
    return {
        "logits": logits,
        "probabilities": tf.nn.softmax(logits),
        "attention": tf.math.divide_no_nan(maps, largest),
    }


def to_images(pixels):
    """Bytes to float32 in [-1, 1], as the Java program scales them."""
    return tf.constant(np.asarray(pixels, "float32") / 127.5 - 1)


def relative(found, expected):
    """The largest |found - expected| over the largest |expected|.

    Infinite for unequal shapes and for what is not finite.
    """
    found, expected = np.asarray(found), np.asarray(expected)
    if found.shape != expected.shape:
        return float("inf")
    if not np.isfinite(found).all():
        return float("inf")  # NaN would be less than any bound
    scale = np.abs(expected).max()
    return float(np.abs(found - expected).max() / max(scale, np.finfo("float32").tiny))
