"""npy2npz: circulating dictionaries become plain arrays, and a pickle runs nothing."""

import collections
import os
import pickle
import re

import numpy as np
import pytest

from cycleat_tools.cli import main

KERNEL = np.arange(24, dtype="float32").reshape(2, 1, 3, 4)
BIAS = np.arange(4, dtype="float64")


def convert(source, target, capsys):
    assert main(["npy2npz", str(source), str(target)]) == 0
    capsys.readouterr()
    with np.load(target, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def test_alexnets_layers_keep_their_names(tmp_path, capsys):
    np.save(tmp_path / "a.npy", {"conv1": [KERNEL, BIAS], "fc8": [KERNEL[0, 0], BIAS]})
    arrays = convert(tmp_path / "a.npy", tmp_path / "a.npz", capsys)
    assert list(arrays) == ["conv1/kernel", "conv1/bias", "fc8/kernel", "fc8/bias"]
    np.testing.assert_array_equal(arrays["conv1/kernel"], KERNEL)
    np.testing.assert_array_equal(arrays["fc8/bias"], BIAS)
    assert arrays["fc8/bias"].dtype == "float64"


def test_vggs_layers_get_their_names_of_keras(tmp_path, capsys):
    layers = ("conv1_1", "conv5_3", "fc6", "fc7", "fc8")
    np.save(tmp_path / "a.npy", {name: [KERNEL, BIAS] for name in layers})
    arrays = convert(tmp_path / "a.npy", tmp_path / "a.npz", capsys)
    names = ("block1_conv1", "block5_conv3", "fc1", "fc2", "predictions")
    assert list(arrays) == [f"{n}/{part}" for n in names for part in ("kernel", "bias")]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_reads_every_protocol_and_nesting(protocol, tmp_path, capsys):
    tree = collections.OrderedDict(
        {
            "conv1": {"weights": KERNEL, "biases": BIAS},
            b"raw": (KERNEL, 7, "a word"),
            "flag": np.float32(0.5),
            "old": np.array([KERNEL[0], BIAS], dtype=object),
        }
    )
    (tmp_path / "a.pkl").write_bytes(pickle.dumps(tree, protocol))
    arrays = convert(tmp_path / "a.pkl", tmp_path / "a.npz", capsys)
    assert set(arrays) == {
        *("conv1/kernel", "conv1/bias", "raw/0", "raw/1", "flag", "old/kernel", "old/bias")
    }
    assert arrays["flag"] == np.float32(0.5)
    assert arrays["raw/1"] == 7
    np.testing.assert_array_equal(arrays["old/kernel"], KERNEL[0])


def test_reads_pickles_of_python_2(tmp_path, capsys):
    # {'conv1': array([1., 2.], dtype=float32)}, as Python 2 and NumPy 1 wrote it
    text = (
        b"\x80\x02}q\x00U\x05conv1q\x01cnumpy.core.multiarray\n_reconstruct\nq\x02cnumpy\nndarray\n"
        b"q\x03K\x00\x85q\x04U\x01bq\x05\x87q\x06Rq\x07(K\x01K\x02\x85q\x08cnumpy\ndtype\nq\t"
        b"U\x02f4q\nK\x00K\x01\x87q\x0bRq\x0c(K\x03U\x01<q\rNNNJ\xff\xff\xff\xffJ\xff\xff\xff\xff"
        b"K\x00tq\x0eb\x89U\x08\x00\x00\x80?\x00\x00\x00@q\x0ftq\x10bs."
    )
    (tmp_path / "a.pkl").write_bytes(text)
    arrays = convert(tmp_path / "a.pkl", tmp_path / "a.npz", capsys)
    assert arrays["conv1"].tolist() == [1.0, 2.0]


def test_a_plain_array_is_named_after_its_file(tmp_path, capsys):
    np.save(tmp_path / "mean.npy", BIAS)
    assert convert(tmp_path / "mean.npy", tmp_path / "a.npz", capsys)["mean"].tolist() == [
        *(0, 1, 2, 3)
    ]


class Calls:
    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize(
    ("calls", "name"),
    [
        (Calls(os.system, "touch ran"), f"{os.system.__module__}.system"),
        (Calls(eval, "open('ran', 'w')"), "builtins.eval"),
        (Calls(getattr, 1, "real"), "builtins.getattr"),
        (Calls(np.load, "x.npy"), "numpy.load"),
        (test_reads_every_protocol_and_nesting, "tests.test_npy2npz.test_reads_every"),
    ],
)
def test_runs_nothing(calls, name, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    np.save("a.npy", {"conv1": calls})
    assert main(["npy2npz", "a.npy", "a.npz"]) == 2
    assert f"a.npy is refused: its pickle asks for {name}" in capsys.readouterr().err
    assert sorted(os.listdir()) == ["a.npy"]


def test_refuses_os_system_by_name_and_codecs_that_are_none_of_pickles(tmp_path, capsys):
    for text, name in (
        (b"cos\nsystem\n(S'touch ran'\ntR.", "os.system"),
        (b"c_codecs\nencode\n(Vx\nVzip\ntR.", "the codec 'zip'"),
        (b"P12\n.", "the persistent object '12'"),
    ):
        (tmp_path / "a.pkl").write_bytes(text)
        assert main(["npy2npz", str(tmp_path / "a.pkl"), str(tmp_path / "a.npz")]) == 2
        assert f"asks for {name};" in capsys.readouterr().err


def test_tells_damaged_files_in_one_line(tmp_path, capsys):
    np.save(tmp_path / "a.npy", {"conv1": [KERNEL, BIAS]})
    whole = (tmp_path / "a.npy").read_bytes()
    for length in [*range(0, 160, 3), *range(160, len(whole), 29)]:
        (tmp_path / "a.npy").write_bytes(whole[:length])
        assert main(["npy2npz", str(tmp_path / "a.npy"), str(tmp_path / "a.npz")]) == 2
        error = capsys.readouterr().err
        assert error.startswith("error: ")
        assert error.count("\n") == 1
    assert not (tmp_path / "a.npz").exists()


def test_tells_what_cannot_be_read_or_written(tmp_path, capsys):
    (tmp_path / "a.pkl").write_bytes(pickle.dumps({"name": "a word"}))
    np.save(tmp_path / "b.npy", BIAS)
    for source, target, message in (
        ("nothing.npy", "a.npz", "cannot read .*nothing.npy: No such file"),
        ("a.pkl", "a.npz", "holds no array"),
        ("b.npy", "b.h5", "expected a name that ends in .npz"),
        ("b.npy", "no/b.npz", "cannot write .*b.npz: No such file"),
    ):
        assert main(["npy2npz", str(tmp_path / source), str(tmp_path / target)]) == 2
        assert re.search(message, capsys.readouterr().err)
