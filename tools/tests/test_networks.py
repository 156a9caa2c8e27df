"""Networks: published sizes, Keras's own order, and outputs equal to keras.applications."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from cycleat_tools import networks
from cycleat_tools.errors import ToolError
from cycleat_tools.networks import layers
from tests.shaken import shake

PEERS = {
    "resnet50": keras.applications.ResNet50,
    "resnet101": keras.applications.ResNet101,
    "vgg16": keras.applications.VGG16,
    "vgg19": keras.applications.VGG19,
}


def trainable(model):
    return sum(int(np.prod(v.shape)) for v in model.trainable_variables)


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
    assert trainable(networks.build("discriminator", 64, strided=2)) == 662_977
    assert trainable(networks.build("discriminator", 64, strided=1)) == 136_385


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


def images(*shape):
    return np.random.default_rng(3).uniform(-1, 1, shape).astype("float32")


@pytest.mark.parametrize(
    ("name", "size", "shapes"),
    [
        ("resnet14", 48, [(24, 24, 8), (12, 12, 16), (6, 6, 32)]),
        ("resnet18", 40, [(10, 10, 8), (5, 5, 16), (3, 3, 32), (2, 2, 64)]),
        ("resnet38", 32, [(32, 32, 2), (16, 16, 4), (8, 8, 8)]),
        ("resnet50", 64, [(16, 16, 32), (8, 8, 64), (4, 4, 128), (2, 2, 256)]),
        ("vgg16", 48, [(48, 48, 8), (24, 24, 16), (12, 12, 32), (6, 6, 64), (3, 3, 64)]),
        ("alexnet", 99, [(23, 23, 12), (11, 11, 32), (5, 5, 48), (5, 5, 48), (5, 5, 32)]),
    ],
)
def test_gives_the_groups_that_attention_pairs(name, size, shapes):
    model = networks.build(name, size, classes=5, width=0.125)
    shake(model)
    batch = images(3, size, size, 3)
    logits, *groups = networks.groups(model)(batch)
    assert [tuple(g.shape[1:]) for g in groups] == shapes
    assert all(np.min(g) >= 0 and np.max(g) > 0 for g in groups)
    assert logits.shape == (3, 5)
    np.testing.assert_array_equal(logits, model(batch))


def test_has_no_groups_but_of_classifiers():
    with pytest.raises(ToolError, match="discriminator has no groups"):
        networks.groups(networks.build("discriminator", 32, width=2))


def test_a_generator_keeps_the_size_and_a_discriminator_judges_patches():
    for enlargement in ("transposed", "resize"):
        generator = networks.build("generator", 24, width=4, blocks=2, enlargement=enlargement)
        faces = generator(images(2, 24, 24, 3)).numpy()
        assert faces.shape == (2, 24, 24, 3)
        assert np.abs(faces).max() <= 1
    for strided, side in ((3, 3), (2, 8), (1, 18)):
        discriminator = networks.build("discriminator", 40, width=2, strided=strided)
        assert discriminator(images(2, 40, 40, 3)).shape == (2, side, side, 1)
    assert networks.build("discriminator", 256).count_params() == 2_764_737


def test_an_image_has_its_own_instance_norm():
    generator = networks.build("generator", 16, width=4, blocks=1)
    shake(generator)
    batch = images(3, 16, 16, 3)
    together = generator(batch).numpy()
    for i in range(3):
        np.testing.assert_allclose(generator(batch[i : i + 1])[0], together[i], atol=1e-5)


def test_landmarks():
    model = networks.build("landmarks68", 64)
    assert model(images(2, 64, 64, 1)).shape == (2, 136)
    assert model.get_layer("points").kernel.shape == (8 * 8 * 24, 136)


def test_alexnet_normalises_over_neighbouring_channels():
    x = np.array([1, 2, 3, 4, 5, 6], "float32").reshape(1, 1, 1, 6) * 100
    y = layers.LocalResponseNorm(radius=2, alpha=2e-5, beta=0.75)(x).numpy().ravel()
    # channel 0 sees itself and the two after it, channel 3 two on either side
    assert y[0] == pytest.approx(100 / (1 + 2e-5 * 14e4) ** 0.75, rel=1e-5)
    assert y[3] == pytest.approx(400 / (1 + 2e-5 * 90e4) ** 0.75, rel=1e-5)


@pytest.mark.parametrize("size", [(5, 8), (6, 7)])
@pytest.mark.parametrize("options", [{"strides": 2}, {"strides": 3, "padding": "same"}])
def test_a_strided_kernel_of_one_pixel_samples_few_channels_first(size, options):
    x = keras.Input((*size, 15))
    model = keras.Model(x, layers.conv("c", 4, 1, **options)(x))
    shake(model)
    layer = model.get_layer("c")
    assert isinstance(layer, layers.SamplingConv2D)
    batch = tf.constant(images(2, *size, 15))
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(batch)
        found = model(batch)
        # one channel more, of zeros: the strided kernel is safe then
        kernel = tf.pad(layer.kernel, [[0, 0], [0, 0], [0, 1], [0, 0]])
        wide = tf.pad(batch, [[0, 0], [0, 0], [0, 0], [0, 1]])
        expected = tf.nn.conv2d(wide, kernel, options["strides"], "SAME") + layer.bias
        squares = found**2, expected**2
    assert model.output_shape[1:] == expected.shape[1:]
    np.testing.assert_allclose(found, expected, atol=1e-5)
    for by in (batch, layer.kernel.value):
        gradients = [tape.gradient(square, by) for square in squares]
        np.testing.assert_allclose(*gradients, atol=1e-4)


@pytest.mark.parametrize(("inputs", "kernel", "strides"), [(16, 1, 2), (15, 1, 1), (15, 3, 2)])
def test_other_convolutions_are_plain(inputs, kernel, strides):
    x = keras.Input((8, 8, inputs))
    model = keras.Model(x, layers.conv("c", 4, kernel, strides=strides)(x))
    assert type(model.get_layer("c")) is keras.layers.Conv2D


def test_reflection_does_not_repeat_the_border():
    x = np.array([[1, 2, 3], [4, 5, 6]], "float32").reshape(1, 2, 3, 1)
    y = layers.ReflectionPadding2D(1)(x).numpy()[0, :, :, 0]
    assert y.tolist() == [[5, 4, 5, 6, 5], [2, 1, 2, 3, 2], [5, 4, 5, 6, 5], [2, 1, 2, 3, 2]]


@pytest.mark.parametrize(
    ("name", "size", "expected"),
    [("vgg16", 32, ["fc1_drop", "fc2_drop"]), ("alexnet", 67, ["drop6", "drop7"])],
)
def test_drops_out_on_request_only(name, size, expected):
    plain = networks.build(name, size, width=0.01)
    dropping = networks.build(name, size, width=0.01, dropout=0.5)
    names = [layer.name for layer in plain.layers]
    assert [layer.name for layer in dropping.layers if layer.name not in names] == expected
    shake(plain)
    batch = images(2, size, size, 3)
    np.testing.assert_array_equal(plain(batch), plain(batch, training=True))


def test_a_network_is_kept_in_a_keras_file(tmp_path):
    for name, size in (("alexnet", 67), ("generator", 16), ("resnet18", 32)):
        model = networks.build(name, size, width=4 if name == "generator" else 0.02)
        shake(model)
        model.save(tmp_path / "a.keras")
        again = keras.models.load_model(tmp_path / "a.keras")
        batch = images(2, size, size, 3)
        np.testing.assert_array_equal(again(batch), model(batch))


@pytest.mark.parametrize(
    ("name", "size", "message"),
    [
        ("resnet50", 31, "31 px are too small for resnet50.*at least 32"),
        ("resnet14", 7, "at least 8"),
        ("resnet38", 3, "at least 4"),
        ("vgg19", 31, "at least 32"),
        ("alexnet", 66, "at least 67"),
        ("generator", 18, "multiple of 4"),
        ("discriminator", 28, "at least 32"),
        ("lenet", 28, "no network 'lenet': expected one of resnet14, "),
    ],
)
def test_refuses_what_it_cannot_build(name, size, message):
    with pytest.raises(ToolError, match=message):
        networks.build(name, size)


def test_refuses_an_enlargement_that_is_none():
    with pytest.raises(ToolError, match="enlargement is 'bilinear'"):
        networks.build("generator", 32, enlargement="bilinear")


def test_refuses_a_discriminator_of_other_depths():
    for strided in (0, 4):
        with pytest.raises(ToolError, match=f"strided is {strided}, expected 1, 2 or 3"):
            networks.build("discriminator", 64, strided=strided)
    with pytest.raises(ToolError, match="at least 16 px"):
        networks.build("discriminator", 15, strided=2)
