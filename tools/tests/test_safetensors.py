"""Reading .safetensors: every type, and every way in which one is damaged."""

import json
import struct

import numpy as np
import pytest

from cycleat_tools.convert import safetensors
from cycleat_tools.errors import ToolError

KINDS = {"<f2": "F16", "<f4": "F32", "<f8": "F64", "<i8": "I64", "|u1": "U8", "|b1": "BOOL"}


def write_safetensors(path, arrays, kinds=None):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, array in arrays.items():
        raw = array.tobytes()
        kind = (kinds or {}).get(name) or KINDS[array.dtype.str]
        offsets = [len(data), len(data) + len(raw)]
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": offsets}
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def test_safetensors_of_every_type(tmp_path):
    arrays = {
        "half": np.array([[1.5, -2]], "<f2"),
        "double": np.array(0.1, "<f8"),
        "long": np.array([2**40, -1], "<i8"),
        "byte": np.array([200, 3, 4], "u1"),
        "flag": np.array([True, False]),
        "brain": np.array([0x3FC0, 0xC000], "<u2"),
        "none": np.zeros((0, 3), "<f4"),
    }
    write_safetensors(tmp_path / "a.safetensors", arrays, {"brain": "BF16"})
    found = safetensors.read(tmp_path / "a.safetensors")
    assert found["brain"].tolist() == [1.5, -2.0]
    assert found["brain"].dtype == "float32"
    for name in set(arrays) - {"brain"}:
        np.testing.assert_array_equal(found[name], arrays[name])
        assert found[name].dtype == arrays[name].dtype


def entry(**changes):
    return {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], **changes}}


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (entry(dtype="C64"), "type C64"),
        (entry(shape=[3]), r"8 bytes, expected those of F32 \[3\]"),
        (entry(shape=[-2]), "outside of the file"),
        (entry(data_offsets=[4, 12]), "outside of the file"),
        (entry(data_offsets=[8, 0]), "outside of the file"),
        (entry(data_offsets=[0]), "expected dtype, shape and data_offsets"),
        (entry(shape="x"), "expected dtype, shape and data_offsets"),
        ({"a": 7}, "expected dtype, shape and data_offsets"),
        ([], "no JSON object"),
        (b"{", "is no JSON"),
        (b"\xff", "is no JSON"),
    ],
)
def test_refuses_damaged_safetensors(header, message, tmp_path):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path = tmp_path / "a.safetensors"
    path.write_bytes(struct.pack("<Q", len(text)) + text + bytes(8))
    with pytest.raises(ToolError, match=message):
        safetensors.read(path)


@pytest.mark.parametrize("content", [b"", b"\x02\0\0", struct.pack("<Q", 2**62), bytes(7) + b"\1"])
def test_refuses_a_header_that_is_longer_than_the_file(content, tmp_path):
    (tmp_path / "a.safetensors").write_bytes(content)
    with pytest.raises(ToolError, match="cut off"):
        safetensors.read(tmp_path / "a.safetensors")
