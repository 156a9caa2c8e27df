"""Keras's own ResNet50 in every format that Java reads, and TensorFlow 1 on Java's checkpoint.

usage: weights.py FOLDER
"""

import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from networks import drawn, save

tf1 = tf.compat.v1


def main(folder):
    rng = np.random.default_rng(5)
    model = keras.applications.ResNet50(
        weights=None, input_shape=(32, 32, 3), classes=7, classifier_activation=None
    )
    for variable in model.variables:
        variable.assign(drawn(rng, variable))
    images = rng.uniform(-1, 1, (3, 32, 32, 3)).astype(np.float32)
    save(folder / "tensors", {"images": images, "logits": model(images).numpy()})

    model.save(folder / "keras.h5")
    model.save(folder / "keras.keras")
    model.save_weights(folder / "keras.weights.h5")
    model.export(folder / "saved-model", verbose=False)
    tf.train.Checkpoint(model=model).write(str(folder / "object"))
    values = {variable.path: variable.numpy() for variable in model.variables}
    np.savez(folder / "map.npz", **values)
    with tf.Graph().as_default(), tf1.Session() as session:
        for name, value in values.items():
            tf1.get_variable(name, initializer=value)
        session.run(tf1.global_variables_initializer())
        tf1.train.Saver().save(session, str(folder / "saver"))
        tf1.train.Saver(write_version=tf1.train.SaverDef.V1).save(session, str(folder / "saver-v1"))
    restore_in_tensorflow_1(tf.train.latest_checkpoint(str(folder / "java")))


def restore_in_tensorflow_1(prefix):
    """By name, as tf.compat.v1.train.Saver does."""
    reader = tf.train.load_checkpoint(prefix)
    shapes = reader.get_variable_to_shape_map()
    names = [name for name in shapes if name.count("/") == 1 and "ATTRIBUTES" not in name]
    assert len(names) == 320, len(names)
    with tf.Graph().as_default(), tf1.Session() as session:
        variables = [tf1.get_variable(name, shapes[name]) for name in names]
        tf1.train.Saver(variables).restore(session, prefix)
        for variable, value in zip(variables, session.run(variables)):
            np.testing.assert_array_equal(value, reader.get_tensor(variable.op.name))
    print(f"tf.compat.v1.train.Saver restores {len(names)} variables that Java wrote")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
