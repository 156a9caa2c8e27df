"""torch: converted weights give PyTorch's outputs, or differ as the notes say."""

import re

import numpy as np
import pytest

from cycleat_tools import networks
from cycleat_tools.cli import main
from cycleat_tools.convert import torch_weights
from cycleat_tools.errors import ToolError
from tests import pytorch
from tests.test_safetensors import write_safetensors


def images(size):
    return np.random.default_rng(2).uniform(-1, 1, (2, size, size, 3)).astype("float32")


def chw(x):
    return np.transpose(x, (0, 3, 1, 2))


def hwc(x):
    return np.transpose(x, (0, 2, 3, 1))


def loaded(model, converted):
    """A model with converted arrays: every one of its variables, and no other, has one."""
    assert {v.path: tuple(v.shape) for v in model.variables} == {
        name: array.shape for name, array in converted.arrays.items()
    }
    for v in model.variables:
        v.assign(converted.arrays[v.path])
    return model


def assert_close(found, expected):
    assert np.abs(expected).max() > 0.01
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-4 * np.abs(expected).max())


@pytest.mark.parametrize(
    ("name", "blocks", "bottleneck"),
    [
        ("resnet18", (2, 2, 2, 2), False),
        ("resnet34", (3, 4, 6, 3), False),
        ("resnet50", (3, 4, 6, 3), True),
        ("resnet101", (3, 4, 23, 3), True),
    ],
)
def test_residual_networks(name, blocks, bottleneck):
    w, x = pytorch.Weights(), images(48)
    # as Keras strides; torchvision's own is in the next test
    expected = pytorch.resnet(chw(x), w, blocks, bottleneck, stride_on_first=True)
    converted = torch_weights.convert(w.arrays)
    assert converted.network == name
    assert converted.skipped == len([n for n in w.arrays if n.endswith("tracked")])
    model = loaded(networks.build(name, 48, classes=5, width=4 / 64), converted)
    assert_close(model(x), expected)


def test_says_that_the_stride_of_bottlenecks_makes_outputs_differ():
    w, x = pytorch.Weights(), images(48)
    expected = pytorch.resnet(chw(x), w, (3, 4, 6, 3), bottleneck=True)
    converted = torch_weights.convert(w.arrays)
    assert any("OUTPUTS DIFFER" in note for note in converted.notes)
    model = loaded(networks.build("resnet50", 48, classes=5, width=4 / 64), converted)
    assert np.abs(model(x) - expected).max() > 0.01 * np.abs(expected).max()
    basic = torch_weights.convert(weights_of("resnet18"))
    assert not any("DIFFER" in note for note in basic.notes)


def weights_of(name):
    w = pytorch.Weights()
    if name == "resnet18":
        pytorch.resnet(chw(images(32)), w, (2, 2, 2, 2), bottleneck=False, base=2)
    elif name == "vgg16":
        pytorch.vgg(chw(images(32)), w, (2, 2, 3, 3, 3))
    elif name == "alexnet":
        pytorch.alexnet(chw(images(67)), w)
    elif name == "discriminator":
        pytorch.discriminator(chw(images(32)), w)
    return w.arrays


@pytest.mark.parametrize(
    ("name", "layers"), [("vgg16", (2, 2, 3, 3, 3)), ("vgg19", (2, 2, 4, 4, 4))]
)
def test_vgg_with_its_flattened_image(name, layers):
    w, x = pytorch.Weights(), images(64)
    channels = (2, 4, 8, 16, 16)
    expected = pytorch.vgg(chw(x), w, layers, channels, hidden=128)
    converted = torch_weights.convert(w.arrays)
    assert converted.network == name
    model = loaded(networks.build(name, 64, classes=5, width=1 / 32), converted)
    assert_close(model(x), expected)


def test_alexnet_with_two_groups():
    w, x = pytorch.Weights(), images(99)
    expected = pytorch.alexnet(chw(x), w, channels=(6, 16, 24), hidden=256)
    converted = torch_weights.convert(w.arrays)
    assert converted.network == "alexnet"
    model = loaded(networks.build("alexnet", 99, classes=5, width=1 / 16), converted)
    assert_close(model(x), expected)


def test_refuses_torchvisions_alexnet_which_is_another():
    arrays = weights_of("alexnet")
    arrays["features.3.weight"] = np.zeros((8, 6, 5, 5), "float32")
    with pytest.raises(ToolError, match=r"sees 6 of 6 channels.*without groups"):
        torch_weights.convert(arrays)


@pytest.mark.parametrize(("blocks", "second"), [(6, 5), (9, 6)])
def test_a_generators_picture_is_moved_by_three_pixels(blocks, second):
    w, x = pytorch.Weights(), images(64)
    expected = hwc(pytorch.generator(chw(x), w, blocks, second=second))
    converted = torch_weights.convert(w.arrays)
    assert converted.network == "generator"
    assert "3 pixels further right and down" in converted.notes[0]
    model = loaded(networks.build("generator", 64, width=4, blocks=blocks), converted)
    found = model(x).numpy()
    inside = slice(20, 44)

    def apart(right, down):
        theirs = expected[:, 20 - down : 44 - down, 20 - right : 44 - right]
        return np.abs(found[:, inside, inside] - theirs).mean()

    assert apart(3, 3) < 0.1 * min(apart(0, 0), apart(2, 3), apart(3, 2), apart(4, 3))


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_discriminator(layers):
    w, x = pytorch.Weights(), images(40)
    expected = hwc(pytorch.discriminator(chw(x), w, layers=layers))
    w.arrays["model.3.running_mean"] = np.zeros(6, "float32")
    converted = torch_weights.convert(w.arrays)
    assert (converted.network, converted.skipped) == ("discriminator", 1)
    model = networks.build("discriminator", 40, width=3, strided=layers)
    assert_close(loaded(model, converted)(x), expected)


def change(arrays, **changes):
    changed = {**arrays, **{k.replace("__", "."): v for k, v in changes.items()}}
    return {k: v for k, v in changed.items() if v is not None}


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("resnet18", {"fc__weight": None}, "not the weights of resnet18.*has no fc.weight"),
        ("resnet18", {"aux__bias": np.ones(2)}, "has aux.bias, which the network has not"),
        ("resnet18", {"layer1__2__conv1__weight": np.ones(2)}, r"of \(3, 2, 2, 2\) basic blocks"),
        ("vgg16", {"features__1__running_mean": np.ones(2)}, "VGG with batch normalisation"),
        ("vgg16", {"classifier__0__weight": np.ones((7, 13))}, "no square of 6 channels"),
        ("discriminator", {"model__3__weight": np.ones(6)}, "has model.3.weight, which"),
        ("discriminator", {"model__11__weight": None}, "has model.11.bias, which"),
        ("discriminator", {"model__2__weight": None}, "of no network known here"),
    ],
)
def test_refuses_what_is_not_such_a_network(name, changes, message):
    with pytest.raises(ToolError, match=message):
        torch_weights.convert(change(weights_of(name), **changes))


def test_the_command_reads_safetensors_and_writes_npz(tmp_path, capsys):
    arrays = weights_of("resnet18")
    write_safetensors(tmp_path / "a.safetensors", {f"module.{k}": v for k, v in arrays.items()})
    assert main(["torch", str(tmp_path / "a.safetensors"), str(tmp_path / "a.npz")]) == 0
    out = capsys.readouterr().out
    assert "resnet18, 102 arrays" in out
    assert "20 counters" in out
    assert "--pixels torch" in out
    with np.load(tmp_path / "a.npz", allow_pickle=False) as found:
        expected = torch_weights.convert(arrays).arrays
        assert list(found.files) == list(expected)
        for name in found.files:
            np.testing.assert_array_equal(found[name], expected[name])
    arguments = ["torch", str(tmp_path / "a.safetensors"), str(tmp_path / "b.npz")]
    assert main([*arguments, "--as", "vgg19"]) == 2
    assert "not the weights of vgg19 (--as)" in capsys.readouterr().err
    assert not (tmp_path / "b.npz").exists()


def test_tells_what_a_pth_needs(tmp_path, capsys):
    path = tmp_path / "a.pth"
    assert main(["torch", str(path), str(tmp_path / "a.npz")]) == 2
    assert "cannot read" in capsys.readouterr().err
    path.write_bytes(b"\x80\x02cposix\nsystem\nU\x04true\x85R.")
    assert main(["torch", str(path), str(tmp_path / "a.npz")]) == 2
    error = capsys.readouterr().err
    assert re.search("needs PyTorch: pip install torch|cannot read .*a.pth", error)
    assert error.count("\n") == 1


def test_reads_a_pth_of_pytorch(tmp_path, capsys):
    torch = pytest.importorskip("torch")
    arrays = weights_of("discriminator")
    tensors = {name: torch.from_numpy(np.array(a)) for name, a in arrays.items()}
    tensors["model.11.bias"] = tensors["model.11.bias"].bfloat16()
    for zipped in (True, False):
        torch.save(
            {"epoch": 3, "state_dict": tensors},
            tmp_path / "a.pth",
            _use_new_zipfile_serialization=zipped,
        )
        assert main(["torch", str(tmp_path / "a.pth"), str(tmp_path / "a.npz")]) == 0
        with np.load(tmp_path / "a.npz") as found:
            expected = np.transpose(arrays["model.2.weight"], (2, 3, 1, 0))
            np.testing.assert_array_equal(found["conv2/kernel"], expected)
    torch.save({"state_dict": re.compile("x")}, tmp_path / "a.pth")
    capsys.readouterr()
    assert main(["torch", str(tmp_path / "a.pth"), str(tmp_path / "a.npz")]) == 2
    assert "cannot read" in capsys.readouterr().err
