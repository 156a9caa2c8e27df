"""Java's losses and gradients against the paper's equations and TensorFlow's differentiation.

usage: losses.py TENSORS TOLERANCE

TENSORS is the prefix of what LossesPythonIT leaves: CASE/loss, CASE/input/I, CASE/gradient/I.
"""

import sys

import numpy as np
import tensorflow as tf
from cycleat_tools import losses

LABELS = [3, 0, 1, 1, 2]

CASES = {
    "cross_entropy": lambda logits: losses.cross_entropy(logits, LABELS),
    "cross_entropy_weighted": lambda logits: losses.cross_entropy(
        logits, LABELS, smoothing=0.1, class_weights=[0.5, 2.0, 0.0, 1.25]
    ),
    "generator_log": lambda fake: losses.adversarial_generator(fake, "log"),
    "generator_lsgan": lambda fake: losses.adversarial_generator(fake, "lsgan"),
    "discriminator_log": lambda real, fake: losses.adversarial_discriminator(real, fake, "log"),
    "discriminator_lsgan": lambda real, fake: losses.adversarial_discriminator(real, fake, "lsgan"),
    "cycle": losses.cycle,
    "identity": losses.identity,
    "attention": lambda *a: losses.attention_transfer(a[:2], a[2:]),
    "attention_power_3": lambda *a: losses.attention_transfer(
        a[:2], a[2:], power=3.0, epsilon=1e-6
    ),
    "wing": lambda errors: losses.wing(errors, 0.8, 0.3),
}


def main(prefix, tolerance):
    reader = tf.train.load_checkpoint(prefix)
    stored = {name: reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}
    assert {name.split("/")[0] for name in stored} == set(CASES)
    failures = []
    for case, loss in CASES.items():
        count = sum(name.startswith(f"{case}/input/") for name in stored)
        inputs = [tf.constant(stored[f"{case}/input/{i}"]) for i in range(count)]
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            value = loss(*inputs)
        gradients = tape.gradient(value, inputs)
        differences = [relative(stored[f"{case}/loss"], value)] + [
            relative(stored[f"{case}/gradient/{i}"], g) for i, g in enumerate(gradients)
        ]
        worst = np.max(differences[1:])  # unlike max, it keeps a NaN
        print(f"{case}: loss {differences[0]:.1e}, gradients {worst:.1e}")
        if not np.max(differences) <= tolerance:
            failures.append(case)
    sys.exit(f"over {tolerance}: {failures}" if failures else 0)


def relative(found, expected):
    expected = expected.numpy()
    assert np.any(expected != 0)
    return float(np.max(np.abs(found - expected)) / np.max(np.abs(expected)))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
