"""Networks: published sizes, Keras's own order, and outputs equal to keras.applications."""

import keras
import numpy as np
import pytest

from cycleat_tools import networks

PEERS = {
    "resnet50": keras.applications.ResNet50,
    "resnet101": keras.applications.ResNet101,
    "vgg16": keras.applications.VGG16,
    "vgg19": keras.applications.VGG19,
}


def trainable(model):
    return sum(int(np.prod(v.shape)) for v in model.trainable_variables)


def shake(model, seed=5):
    """Gives every variable values that show a mistake: statistics too, none of them 0 or 1."""
    random = np.random.default_rng(seed)
    for v in model.variables:
        fan_in = max(1, int(np.prod(v.shape[:-1])))
        values = random.normal(0, (2 / fan_in) ** 0.5 if len(v.shape) > 1 else 0.1, v.shape)
        one = v.path.endswith(("gamma", "moving_variance"))
        v.assign(np.abs(values + 1) if one else values)


@pytest.mark.parametrize(
    ("name", "size", "count"),
    [
        ("resnet18", 64, 11_689_512),
        ("resnet34", 64, 21_797_672),
        ("resnet50", 64, 25_583_592),
        ("resnet101", 64, 44_601_832),
        ("vgg16", 224, 138_357_544),
        ("vgg19", 224, 143_667_240),
        ("alexnet", 227, 60_965_224),
    ],
)
def test_has_as_many_parameters_as_published(name, size, count):
    assert trainable(networks.build(name, size, classes=1000)) == count


def test_has_as_many_parameters_as_the_published_gan():
    assert trainable(networks.build("generator", 64)) == 11_378_179
    assert trainable(networks.build("discriminator", 64)) == 2_764_737


@pytest.mark.parametrize("name", PEERS)
def test_has_the_layers_of_keras_in_its_order(name):
    size = 32 if name.startswith("vgg") else 64
    ours = networks.build(name, size, classes=7)
    peer = PEERS[name](
        weights=None, input_shape=(size, size, 3), classes=7, classifier_activation=None
    )
    assert [layer.name for layer in ours.layers[1:]] == [layer.name for layer in peer.layers[1:]]
    assert [v.path for v in ours.variables] == [v.path for v in peer.variables]
    shake(ours)
    peer.set_weights(ours.get_weights())
    images = np.random.default_rng(1).uniform(-1, 1, (2, size, size, 3)).astype("float32")
    expected = peer(images).numpy()
    assert np.abs(expected).max() > 0.1
    np.testing.assert_allclose(ours(images).numpy(), expected, rtol=1e-5, atol=1e-5)
