"""The files of graphs/ in Python: imported, restored, run, and equal to their Keras twins."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf
from google.protobuf import text_format

from cycleat_tools import networks

GRAPHS = Path(__file__).resolve().parents[2] / "graphs"

# Of images of this shape come these outputs, for a batch of two.
NETWORKS = {
    "resnet14": ((48, 48, 3), {"logits": (2, 7), "group2": (2, 12, 12, 128)}),
    "resnet18": ((256, 256, 3), {"logits": (2, 7), "group1": (2, 64, 64, 64)}),
    "resnet34": ((256, 256, 3), {"logits": (2, 7), "group2": (2, 32, 32, 128)}),
    "resnet38": ((256, 256, 3), {"logits": (2, 7), "group3": (2, 64, 64, 64)}),
    "resnet50": ((256, 256, 3), {"logits": (2, 7), "group4": (2, 8, 8, 2048)}),
    "resnet101": ((256, 256, 3), {"logits": (2, 7), "group3": (2, 16, 16, 1024)}),
    "vgg16": ((256, 256, 3), {"logits": (2, 7), "group5": (2, 16, 16, 512)}),
    "vgg19": ((256, 256, 3), {"logits": (2, 7), "group1": (2, 256, 256, 64)}),
    "alexnet": ((227, 227, 3), {"logits": (2, 7), "group2": (2, 27, 27, 256)}),
    "generator": ((256, 256, 3), {"translated": (2, 256, 256, 3)}),
    "generator_resize": ((256, 256, 3), {"translated": (2, 256, 256, 3)}),
    "discriminator": ((256, 256, 3), {"scores": (2, 30, 30, 1)}),
    "landmarks68": ((64, 64, 1), {"points": (2, 136)}),
}


@dataclass
class Imported:
    """A network of graphs/ with weights that Python wrote, and what it made of a batch."""

    name: str
    definition: tf.compat.v1.GraphDef
    weights: dict
    restored: dict
    saved: dict
    images: np.ndarray
    outputs: dict


def read(name):
    text = (GRAPHS / f"{name}.pbtxt").read_text(encoding="utf-8")
    return text_format.Parse(text, tf.compat.v1.GraphDef())


def variables(definition):
    """By its name in a checkpoint, each variable's operation and shape, in the saver's order."""
    nodes = {node.name: node for node in definition.node}
    (restore,) = (node for node in definition.node if node.op == "RestoreV2")
    names = tf.make_ndarray(nodes[restore.input[1]].attr["value"].tensor)
    found = {}
    for node in definition.node:
        if node.op == "AssignVariableOp":
            output = re.fullmatch(re.escape(restore.name) + r"(?::(\d+))?", node.input[1])
            shape = nodes[node.input[0]].attr["shape"].shape
            found[int(output[1] or 0)] = (node.input[0], [d.size for d in shape.dim])
    return {name.decode(): found[i] for i, name in enumerate(names)}


def random_weights(shapes):
    """Values that show a mistake: statistics too, none of them 0 or 1."""
    some = np.random.default_rng(5).standard_normal(1_000_003, dtype=np.float32)
    weights = {}
    for name, (_, shape) in shapes.items():
        fan_in = max(1, int(np.prod(shape[:-1])))
        some = np.roll(some, 1)  # other values for each; the large ones repeat a prime number
        values = np.resize(some, shape)
        values *= (2 / fan_in) ** 0.5 if len(shape) > 1 else 0.1
        one = name.endswith(("gamma", "moving_variance"))
        weights[name] = np.abs(values + 1) if one else values
    return weights


def save(weights, prefix):
    tf.raw_ops.SaveV2(
        prefix=prefix,
        tensor_names=list(weights),
        shape_and_slices=[""] * len(weights),
        tensors=list(weights.values()),
    )


def run(name):
    definition = read(name)
    shapes = variables(definition)
    weights = random_weights(shapes)
    # Not the large ones, which are 600 MB in some networks; the outputs show those.
    some = {v: f"{op}_value:0" for v, (op, shape) in shapes.items() if len(shape) == 1}
    images = np.random.default_rng(1).uniform(-1, 1, (2, *NETWORKS[name][0])).astype("float32")
    wanted = [n.name for n in definition.node if n.op == "Identity" and "/" not in n.name]
    with tempfile.TemporaryDirectory() as folder:
        prefix = f"{folder}/weights"
        save(weights, prefix)
        with tf.Graph().as_default() as graph, tf.compat.v1.Session(graph=graph) as session:
            tf.import_graph_def(definition, name="")
            session.run("save/restore_all", {"save/filename:0": prefix})
            restored = session.run(some)
            outputs = session.run({o: f"{o}:0" for o in wanted}, {"images:0": images})
            session.run("save/control_dependency:0", {"save/filename:0": f"{prefix}-again"})
        saved = tf.train.load_checkpoint(f"{prefix}-again").get_variable_to_shape_map()
    return Imported(name, definition, weights, restored, saved, images, outputs)


@pytest.fixture(scope="module", params=NETWORKS)
def imported(request):
    return run(request.param)


def test_every_file_is_tested():
    assert {file.stem for file in GRAPHS.glob("*.pbtxt")} == set(NETWORKS)


def test_has_the_input_and_the_outputs(imported):
    shape, outputs = NETWORKS[imported.name]
    (images,) = (node for node in imported.definition.node if node.name == "images")
    assert [d.size for d in images.attr["shape"].shape.dim] == [-1, *shape]
    for output, expected in outputs.items():
        assert imported.outputs[output].shape == expected
    for output in imported.outputs.values():
        assert np.isfinite(output).all()
        assert output[0].std() > 0
        assert np.abs(output[0] - output[1]).max() > 0, "both images give the same"


def test_restores_every_variable_by_its_name(imported):
    assert imported.restored
    for name, value in imported.restored.items():
        np.testing.assert_array_equal(value, imported.weights[name], err_msg=name)


def test_saves_every_variable_by_its_name(imported):
    assert imported.saved == {name: list(value.shape) for name, value in imported.weights.items()}


def test_gives_what_the_keras_twin_gives(imported):
    model = twin(imported.name)
    assert sorted(v.path for v in model.variables) == sorted(imported.weights)
    for v in model.variables:
        v.assign(imported.weights[v.path])
    names = ["logits", *(f"group{i}" for i in range(1, len(imported.outputs)))]
    if imported.name in networks.CLASSIFIERS:
        model = networks.groups(model)
    else:
        names = list(imported.outputs)
    found = model(imported.images)
    found = found if isinstance(found, list) else [found]
    for name, value in zip(names, found):
        expected = imported.outputs[name]
        difference = np.abs(value.numpy() - expected).max() / np.abs(expected).max()
        assert difference < 1e-4, f"{name}: {difference}"


def twin(name):
    size = NETWORKS[name][0][0]
    if name == "generator_resize":
        return networks.build("generator", size, enlargement="resize")
    return networks.build(name, size, classes=7)
