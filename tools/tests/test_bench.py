"""The peers of `make bench` in PyTorch, where it is installed."""

import importlib
import json
import math
import runpy
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
FOLDER = Path(__file__).parents[1] / "bench"


@pytest.fixture(autouse=True)
def scripts(monkeypatch):
    """The scripts find each other in their folder."""
    monkeypatch.syspath_prepend(str(FOLDER))
    torch.manual_seed(3)


def load(name):
    return importlib.import_module(name)


def setting(precision="float32"):
    s = load("setting")
    return s.Setting("cpu", s.PRECISIONS[precision], torch.channels_last, lambda f: f)


def test_networks_have_the_parameters_that_java_tests_count():
    networks = load("networks")
    assert networks.parameters(networks.generator(64, 9)) == 11_378_179
    assert networks.parameters(networks.discriminator(64)) == 2_764_737
    assert networks.parameters(networks.resnet50(64, 1000)) == 25_583_592


def test_networks_give_the_shapes_that_java_gives():
    networks = load("networks")
    images = torch.rand(2, 3, 64, 64) * 2 - 1
    made = networks.generator(4, 1)(images)
    assert made.shape == (2, 3, 64, 64)
    assert made.abs().max() < 1
    assert networks.discriminator(4)(images).shape == (2, 1, 6, 6)
    assert networks.resnet50(4, 7)(images).shape == (2, 7)


def test_a_pool_exchanges_images_and_keeps_the_new_ones():
    pool = load("translation").ImagePool(torch.arange(50.0).reshape(50, 1, 1, 1))
    exchanged = 0
    for step in range(100):
        fakes = torch.tensor([1000.0 + 2 * step, 1001.0 + 2 * step]).reshape(2, 1, 1, 1)
        mixed = pool.mix(fakes)
        for old, new in zip(fakes.flatten(), mixed.flatten()):
            exchanged += int(new != old)
            assert new == old or new < fakes.min()
    assert 70 < exchanged < 130
    assert pool.mix(fakes).shape == fakes.shape


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_steps_of_translation_lower_both_losses(precision):
    step = load("translation").Translation(32, 4, 1, 2).start(setting(precision))
    first = [float(loss) for loss in step()]
    assert first[1] == pytest.approx(4 * math.log(2), abs=0.3)
    for _ in range(20):
        last = [float(loss) for loss in step()]
    assert last[0] < first[0]
    assert last[1] < first[1]


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_steps_of_training_lower_the_loss(precision):
    step = load("classifier").Classifier(32, 8, 7, training=True).start(setting(precision))
    first = float(step()[0])
    for _ in range(20):
        last = float(step()[0])
    assert last < first


def test_inference_gives_logits():
    step = load("classifier").Classifier(32, 8, 3, training=False).start(setting("bfloat16"))
    (logits,) = step()
    assert logits.shape == (3, 7)
    assert logits.dtype == torch.float32
    assert torch.equal(logits, step()[0])


def run(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["bench", "--device", "cpu", *arguments])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(FOLDER), run_name="__main__")
    return end.value.code


def test_prints_an_object_for_each_name(monkeypatch, capsys):
    sizes = ["--side", "32", "--batch", "2", "--width", "8", "--seconds", "0", "--runs", "3"]
    assert run(monkeypatch, *sizes, "--eager", "inference.*float", "^no such") == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    start = "ResNet-50 inference, 32 px, width 0.125, batch 2, "
    precisions = ["float32", "float16", "bfloat16"]
    assert [each["name"] for each in found] == [start + p for p in precisions]
    for each in found:
        assert each["min"] <= each["median"] <= each["max"]
        assert each["n"] == 3
        assert each["tried"][each["how"]] == each["median"]


def test_an_unknown_name_is_refused(monkeypatch, capsys):
    assert run(monkeypatch, "^no such") == 2
    assert "^no such" in capsys.readouterr().err


def test_a_way_that_fails_leaves_the_others():
    sizes = load("classifier").Classifier(32, 8, 1, training=False)
    s, timing = load("setting"), load("timing").Timing("cpu", 0, 1, False)

    class Broken:
        name = "broken in one layout"

        def start(self, setting):
            if setting.layout is torch.channels_last:
                raise torch.OutOfMemoryError
            return sizes.start(setting)

    found = timing.fastest(Broken(), s.PRECISIONS["float32"])
    assert found["how"] == "contiguous, eager"
    assert found["tried"]["channels_last, eager"] is None

    class Large:
        name = "broken in both"

        def start(self, setting):
            raise torch.OutOfMemoryError

    assert timing.fastest(Large(), s.PRECISIONS["float32"]) == {"failure": "out of memory"}
