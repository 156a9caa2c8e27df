"""The joint objective (8), its terms and its gradients, against a step of Java's.

usage: joint_objective.py FOLDER TOLERANCE

FOLDER is as JointObjectivePythonIT leaves it. The step was made with a learning rate of 0 from
empty slots, so Adam's first moments are (1 - beta1) times the gradients.
"""

import sys
from pathlib import Path

import numpy as np
import tensorflow as tf
import yaml
from cycleat_tools import checkpoints, losses, networks


def main(folder, tolerance):
    config = yaml.safe_load((folder / "config.yaml").read_text())
    stored = tf.train.load_checkpoint(str(folder / "tensors"))
    state_prefix = str(folder / "state" / "step-00000001" / "variables")
    state = tf.train.load_checkpoint(state_prefix)
    models = build(config)
    checkpoints.load_into(models["f_S"], folder / "f_S")
    # the others from the training state, and with them both optimisers' counts
    moved = {name: model for name, model in models.items() if name != "f_S"}
    status = tf.train.Checkpoint(**moved).restore(state_prefix)
    status.assert_existing_objects_matched().expect_partial()  # the optimisers are not built

    x_s, x_w = stored.get_tensor("x_S"), stored.get_tensor("x_W")
    y_s = stored.get_tensor("y_S").astype(np.int64)
    with tf.GradientTape(persistent=True) as tape:
        fake_w = models["g_SW"](x_s, training=True)
        fake_s = models["g_WS"](x_w, training=True)
        terms = generator_terms(models, config, (x_s, y_s, x_w), (fake_w, fake_s))
        total = joint(terms, config)
        judged = discriminator_terms(models, config, (x_w, x_s), (fake_w, fake_s))
        of_discriminators = judged["L_D_W"] + judged["L_D_S"]

    failures = []
    for name, value in (terms | judged).items():
        difference = abs(float(value) - stored.get_tensor(name)) / abs(float(value))
        print(f"{name}: {difference:.1e}")
        if not difference <= tolerance:
            failures.append(name)
    for step, loss, names in (
        ("generators", total, ("g_SW", "g_WS", "f_W")),
        ("discriminators", of_discriminators, ("d_W", "d_S")),
    ):
        for name in names:
            difference = compare(tape, loss, (step, name, models[name]), (config, state))
            print(f"gradient of {name}: {difference:.1e}")
            if not difference <= tolerance:
                failures.append(name)
    sys.exit(f"over {tolerance}: {failures}" if failures else 0)


def build(config):
    size = config["imageSize"]
    gan, source = config["gan"], config["source"]
    models = {}
    for name in ("g_SW", "g_WS"):
        models[name] = networks.build(
            "generator",
            size,
            width=gan["generatorWidth"],
            blocks=gan["generatorBlocks"],
            enlargement=gan["upsampling"],
        )
    for name in ("d_W", "d_S"):
        models[name] = networks.build(
            "discriminator",
            size,
            width=gan["discriminatorWidth"],
            strided=gan["discriminatorLayers"],
        )
    for name in ("f_S", "f_W"):
        models[name] = networks.build(source["model"], size, width=source["width"])
    return models


def generator_terms(models, config, faces, fakes):
    """The terms of (8) under Java's names, without their weights."""
    x_s, y_s, x_w = faces
    fake_w, fake_s = fakes
    kind = config["gan"]["loss"]
    teacher = networks.groups(models["f_S"])(x_s, training=False)
    student = networks.groups(models["f_W"])(fake_w, training=config["web"]["batchStatistics"])
    attention = config["attention"]

    def given(name, x):
        return models[name](x, training=True)

    return {
        "L_GAN_SW": losses.adversarial_generator(given("d_W", fake_w), kind),
        "L_GAN_WS": losses.adversarial_generator(given("d_S", fake_s), kind),
        "L_cyc": losses.cycle(given("g_WS", fake_w), x_s)
        + losses.cycle(given("g_SW", fake_s), x_w),
        "L_identity": losses.identity(given("g_SW", x_w), x_w)
        + losses.identity(given("g_WS", x_s), x_s),
        "L_W_entropy": losses.cross_entropy(student[0], y_s),
        "L_W_attention": losses.attention_transfer(
            teacher[1:], student[1:], attention["power"], attention["epsilon"]
        ),
    }


def joint(terms, config):
    """Equation (8), with the weights that the configuration gives."""
    l_w = terms["L_W_entropy"] + config["web"]["attentionBeta"] / 2 * terms["L_W_attention"]
    return (
        config["web"]["weight"] * l_w
        + terms["L_GAN_SW"]
        + terms["L_GAN_WS"]
        + config["gan"]["cycleWeight"] * terms["L_cyc"]
        + config["gan"]["identityWeight"] * terms["L_identity"]
    )


def discriminator_terms(models, config, real, fakes):
    """The discriminators' side of (4) and (5); fakes are given, so nothing reaches a generator."""
    kind = config["gan"]["loss"]
    return {
        f"L_D_{domain}": losses.adversarial_discriminator(
            models[f"d_{domain}"](x, training=True),
            models[f"d_{domain}"](tf.stop_gradient(fake), training=True),
            kind,
        )
        for domain, x, fake in zip("WS", real, fakes)
    }


def compare(tape, loss, moved, java):
    """The largest difference of a gradient, relative to the variable's largest.

    A bias before an instance normalisation has a gradient of zero, and so one of rounding errors:
    there both must be small beside the network's largest.
    """
    step, name, model = moved
    config, state = java
    gradients = tape.gradient(loss, model.trainable_variables)
    largest = np.max([float(tf.reduce_max(tf.abs(g))) for g in gradients])
    differences = []
    for variable, gradient in zip(model.trainable_variables, gradients):
        slot = state.get_tensor(f"{step}/{name}/{variable.path}/Adam/m")
        found = slot / (1 - config["optimizer"]["beta1"])
        expected = gradient.numpy()
        scale = np.max(np.abs(expected))
        if scale < 1e-5 * largest:
            assert np.max(np.abs(found)) < 1e-5 * largest, variable.path
        else:
            differences.append(np.max(np.abs(found - expected)) / scale)
    return np.max(differences)  # unlike max, it keeps a NaN


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
