"""safetensors files of others, whose tensors have other names than ours. https://huggingface.co/docs/safetensors"""
from __future__ import annotations

import json
import struct
from typing import Any, Dict, Mapping

import numpy as np
from numpy.typing import NDArray

_DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "U8": "u1", "BOOL": "?"}


def read(content: bytes, about: str) -> Dict[str, NDArray[Any]]:
    """All tensors of a file."""
    wrong = ValueError(f"{about}: this is no safetensors file, or a damaged one")
    if len(content) < 8:
        raise wrong
    size = struct.unpack("<Q", content[:8])[0]
    if size > len(content) - 8:
        raise wrong
    try:
        head = json.loads(content[8:8 + size])
        head.pop("__metadata__", None)
        data, found = content[8 + size:], {}
        for name, each in head.items():
            begin, end = each["data_offsets"]
            dtype = np.dtype(_DTYPES[each["dtype"]])
            if not 0 <= begin <= end <= len(data) or end - begin != int(np.prod(each["shape"], dtype=object)) * dtype.itemsize:
                raise wrong
            found[name] = np.frombuffer(data[begin:end], dtype).reshape(each["shape"])
        return found
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise wrong from None


def write(tensors: Mapping[str, NDArray[np.float32]]) -> bytes:
    """As a file, F32."""
    head: Dict[str, Any] = {"__metadata__": {"format": "pt"}}
    parts, at = [], 0
    for name, values in tensors.items():
        parts.append(np.ascontiguousarray(values, "<f4").tobytes())
        head[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [at, at + len(parts[-1])]}
        at += len(parts[-1])
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(parts)
