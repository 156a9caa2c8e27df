"""Continues in Keras what Java began, and begins for Java to continue.

usage: training.py FOLDER WIDTH BEGIN TOLERANCE

FOLDER is as TrainingPythonIT leaves it: the batches, and Java's states at BEGIN and after 20 and 40
steps more.
"""

import os
import sys
from pathlib import Path

# The states that cross are compared, not kernels: oneDNN's rounding in Keras takes one of these
# steps elsewhere, while Java agrees with the plain kernels whether it has oneDNN or not.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np
import tensorflow as tf
from cycleat_tools import networks


class Training:
    """ResNet-18 and Keras's Adam, restored from a state of Java's."""

    def __init__(self, folder, width, step):
        self.batches = tf.train.load_checkpoint(str(folder / "batches"))
        self.model = networks.build("resnet18", 32, width=width)
        # what the state does not hold; the learning rate comes with it
        self.optimizer = keras.optimizers.Adam(1.0, beta_1=0.5, beta_2=0.999, epsilon=1e-8)
        self.optimizer.build(self.model.trainable_variables)
        self.checkpoint = tf.train.Checkpoint(model=self.model, optimizer=self.optimizer)
        self.checkpoint.restore(state(folder, step)).assert_consumed()
        assert int(self.optimizer.iterations) == step
        assert abs(float(self.optimizer.learning_rate) - 1e-3) < 1e-9

    def run(self, begin, end):
        for step in range(begin, end):
            images = self.batches.get_tensor(f"images/{step}")
            labels = self.batches.get_tensor(f"labels/{step}").astype(np.int64)
            with tf.GradientTape() as tape:
                logits = self.model(images, training=True)
                losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
                loss = tf.reduce_mean(losses)
            variables = self.model.trainable_variables
            self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


def main(folder, width, begin, tolerance):
    middle, end = begin + 20, begin + 40
    training = Training(folder, width, middle)
    training.run(middle, end)
    expected = tf.train.load_checkpoint(state(folder, end))
    start = tf.train.load_checkpoint(state(folder, begin))
    difference = largest(training.model, expected)
    moved = max(
        np.max(np.abs(start.get_tensor(f"f_S/{v.path}") - expected.get_tensor(f"f_S/{v.path}")))
        for v in training.model.trainable_variables
    )
    print(f"40 steps move a weight by up to {moved:.1e}")
    print(f"20 steps in Java, 20 in Python: within {difference:.1e} of 40 in Java")

    training = Training(folder, width, begin)
    training.run(begin, middle)
    training.checkpoint.write(str(folder / "python"))
    there = largest(training.model, tf.train.load_checkpoint(state(folder, middle)))
    print(f"20 steps in Python: within {there:.1e} of 20 in Java")
    sys.exit(0 if difference <= tolerance else f"over {tolerance}")


def largest(model, expected):
    """The largest difference of any weight or statistic."""
    differences = [v.numpy() - expected.get_tensor(f"f_S/{v.path}") for v in model.variables]
    return np.max([np.max(np.abs(d)) for d in differences])  # unlike max, it keeps a NaN


def state(folder, step):
    return str(folder / "java" / f"step-{step:08d}" / "variables")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
