"""The checkpoints that ship with the project."""

from pathlib import Path

import numpy as np
import tensorflow as tf

from cycleat_tools import networks

SHIPPED = Path(__file__).resolve().parents[2] / "checkpoints"


def test_the_landmark_model_gives_what_its_keras_twin_gives():
    definition = tf.compat.v1.GraphDef.FromString((SHIPPED / "landmarks68.pb").read_bytes())
    constants = {
        node.name: tf.make_ndarray(node.attr["value"].tensor)
        for node in definition.node
        if node.op == "Const"
    }
    model = networks.build("landmarks68", 64)
    for variable in model.variables:
        # variables are constants here, named by what reads them
        variable.assign(constants[f"landmarks/{variable.path.replace('/', '_')}_value"])
    crops = np.random.default_rng(1).normal(size=(5, 64, 64, 1)).astype(np.float32)
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        tf.import_graph_def(definition, name="")
        points = session.run("points:0", {"crops:0": crops})
    assert points.shape == (5, 136)
    np.testing.assert_allclose(points, model(crops), atol=1e-5)
