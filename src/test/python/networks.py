"""Networks that Java wrote, read in Python and compared, and others written for Java to read.

usage: networks.py FOLDER TOLERANCE

FOLDER holds one folder a network, as NetworksPythonIT leaves it.
"""

import re
import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from cycleat_tools import networks

# what a case of this name builds
BUILT = {"discriminator2": {"name": "discriminator", "strided": 2}}
KERAS_OWN = {
    "resnet50": keras.applications.ResNet50,
    "vgg16": keras.applications.VGG16,
    "vgg19": keras.applications.VGG19,
}


def main(folder, tolerance):
    failures = []
    for case in sorted(folder.iterdir()):
        for what, difference in compare(case):
            print(f"{case.name}: Java wrote, Python read: {what} {difference:.1e}")
            if not difference <= tolerance:
                failures.append((case.name, what))
        write(case)
        keras.backend.clear_session()
    sys.exit(f"over {tolerance}: {failures}" if failures else 0)


def compare(case):
    """Pairs (what, largest relative difference) of a network that Java wrote."""
    expected = tensors(case / "java-tensors")
    newest = tf.train.latest_checkpoint(str(case / "java"))
    for kind, model in models(case.name, expected).items():
        tf.train.Checkpoint(model=model).restore(newest).assert_consumed()
        by_name = tf.train.load_checkpoint(newest)
        for variable in weights(model):
            np.testing.assert_array_equal(variable.numpy(), by_name.get_tensor(variable.path))
        outputs = with_groups(model)
        yield f"{kind} inference", worst(expected, "inference", outputs(expected["images"]))
        if any(name.startswith("training/") for name in expected):
            training = outputs(expected["images"], training=True)
            yield f"{kind} training", worst(expected, "training", training)
        if kind == "own" and any(name.startswith("after/") for name in expected):
            after = np.max(
                [
                    relative(v.numpy(), expected[f"after/{v.path}/0"])
                    for v in weights(model)
                    if not v.trainable
                ]
            )
            yield f"{kind} statistics", after


def write(case):
    """Other weights and what they give."""
    rng = np.random.default_rng(4)
    expected = tensors(case / "java-tensors")
    found = models(case.name, expected)
    model = found.get("keras.applications", found["own"])
    for variable in weights(model):
        variable.assign(drawn(rng, variable))
    tf.train.Checkpoint(model=model).write(str(case / "python-object"))
    save(case / "python-name", {v.path: v.numpy() for v in weights(model)})
    images = rng.uniform(-1, 1, expected["images"].shape).astype(np.float32)
    outputs = with_groups(model)(images)
    save(
        case / "python-tensors",
        {"images": images} | {f"inference/{i}": y.numpy() for i, y in enumerate(as_list(outputs))},
    )


def weights(model):
    """Without the state of dropout's random numbers."""
    return [v for v in model.variables if "seed_generator" not in v.path]


def models(name, expected):
    """The network as this project's tools build it, and as Keras has it where it does."""
    size, width = expected["images"].shape[1], float(expected["width"][0])
    found = {
        "own": networks.build(**{"name": name, **BUILT.get(name, {})}, image_size=size, width=width)
    }
    if name in KERAS_OWN:
        found["keras.applications"] = KERAS_OWN[name](
            weights=None, input_shape=(size, size, 3), classes=7, classifier_activation=None
        )
    return found


def with_groups(model):
    """The model, with the outputs of its groups where it is a classifier of this project's."""
    return networks.groups(model) if model.name in networks.CLASSIFIERS else model


def drawn(rng, variable):
    if re.search(r"_block\d+_[23]_bn/gamma$", variable.path):
        # float32 itself, against float64, is only good to 3e-4 in training where these are near 1
        return rng.uniform(0.15, 0.45, variable.shape)
    if variable.path.endswith(("gamma", "moving_variance")):
        return rng.uniform(0.5, 1.5, variable.shape)
    if len(variable.shape) == 1:
        return rng.normal(0, 0.1, variable.shape)
    # He's standard deviation; a transposed convolution has its inputs last
    inputs = np.prod(variable.shape[:-1])
    return rng.normal(0, np.sqrt(2 / inputs), variable.shape)


def worst(expected, prefix, outputs):
    """Of the first outputs: Keras's own classes give the logits only."""
    pairs = enumerate(as_list(outputs))
    # unlike max, it keeps a NaN
    return np.max([relative(y.numpy(), expected[f"{prefix}/{i}"]) for i, y in pairs])


def relative(found, expected):
    assert found.shape == expected.shape, (found.shape, expected.shape)
    return float(np.max(np.abs(found - expected)) / max(np.max(np.abs(expected)), 1e-30))


def as_list(outputs):
    return outputs if isinstance(outputs, (list, tuple)) else [outputs]


def tensors(prefix):
    reader = tf.train.load_checkpoint(str(prefix))
    return {name: reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}


def save(prefix, values):
    tf.raw_ops.SaveV2(
        prefix=str(prefix),
        tensor_names=list(values),
        shape_and_slices=[""] * len(values),
        tensors=[np.asarray(v, np.float32) for v in values.values()],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
