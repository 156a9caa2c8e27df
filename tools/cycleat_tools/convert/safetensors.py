"""Reads .safetensors without PyTorch: 8 bytes of header length, a JSON header, raw arrays.

The format: https://github.com/huggingface/safetensors
"""

import json
import math
import os
import struct

import numpy as np

from cycleat_tools.errors import ToolError

_TYPES = {
    "F64": "<f8",
    "F32": "<f4",
    "F16": "<f2",
    "BF16": "<u2",  # the upper half of a float32
    "I64": "<i8",
    "I32": "<i4",
    "I16": "<i2",
    "I8": "i1",
    "U8": "u1",
    "BOOL": "?",
}
_LONGEST_HEADER = 100_000_000  # the format's own limit


def read(path):
    """Name -> array; BF16 becomes float32."""
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        (length,) = struct.unpack("<Q", file.read(8).ljust(8, b"\xff"))
        if length > min(_LONGEST_HEADER, size - 8):
            raise ToolError(f"{path} is no .safetensors, or cut off: its header has {length} bytes")
        header = _header(path, file.read(length))
        data = np.memmap(path, np.uint8, "r", offset=8 + length) if size > 8 + length else b""
        return {
            name: _array(f"{name} of {path}", entry, data)
            for name, entry in header.items()
            if name != "__metadata__"
        }


def _header(path, text):
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as e:
        raise ToolError(f"the header of {path} is no JSON: {e}") from e
    if not isinstance(header, dict):
        raise ToolError(f"the header of {path} is no JSON object")
    return header


def _array(what, entry, data):
    try:
        kind, shape = entry["dtype"], [int(n) for n in entry["shape"]]
        begin, end = (int(n) for n in entry["data_offsets"])
    except (KeyError, TypeError, ValueError) as e:
        raise ToolError(f"{what}: expected dtype, shape and data_offsets") from e
    if kind not in _TYPES:
        raise ToolError(f"{what} has the type {kind}, expected one of {', '.join(_TYPES)}")
    dtype = np.dtype(_TYPES[kind])
    if min(shape, default=0) < 0 or not 0 <= begin <= end <= len(data):
        raise ToolError(f"{what} lies outside of the file; it may be cut off")
    if math.prod(shape) * dtype.itemsize != end - begin:
        raise ToolError(f"{what} has {end - begin} bytes, expected those of {kind} {shape}")
    array = np.frombuffer(bytes(data[begin:end]), dtype).reshape(shape)
    if kind == "BF16":
        return (array.astype("<u4") << 16).view("<f4")
    return array
