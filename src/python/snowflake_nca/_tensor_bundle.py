"""TensorFlow's checkpoints, read without TensorFlow: NAME.index, a sorted table of where each tensor lies, and NAME.data-00000-of-00001.

The table is LevelDB's (tensorflow/core/lib/io/table_format.txt): blocks of (shared, unshared, value length, key, value), each followed by a byte that tells its
compression and a masked CRC-32C; a footer of 48 bytes points to the index block. Values are BundleEntryProto (tensorflow/core/protobuf/tensor_bundle.proto):
1 dtype, 2 shape {2 dim {1 size}}, 3 shard, 4 offset, 5 size, 6 fixed32 masked CRC-32C. TensorFlow writes the table without compression.
"""
from __future__ import annotations

import struct
from typing import Any, Dict, Iterator, List, Tuple

import numpy as np
from numpy.typing import NDArray

_MAGIC = 0xDB4775248B80FB57
_FOOTER_BYTES, _TRAILER_BYTES = 48, 5
_DTYPES = {1: "<f4", 2: "<f8", 3: "<i4", 9: "<i8", 10: "?", 19: "<f2"}
_MAX_TENSOR_BYTES = 64 << 20


def _crc_table() -> List[int]:
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_CRC = _crc_table()


def masked_crc(content: bytes) -> int:
    """CRC-32C as LevelDB stores it."""
    crc = 0xFFFFFFFF
    for byte in content:
        crc = _CRC[(crc ^ byte) & 0xFF] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


class _Reader:
    """Numbers of a buffer, one after the other."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.content[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value
            if shift > 63:
                raise ValueError

    def take(self, size: int) -> bytes:
        if size > len(self.content) - self.at:
            raise ValueError
        self.at += size
        return self.content[self.at - size:self.at]

    def fields(self) -> Iterator[Tuple[int, Any]]:
        """Of a protocol buffer. https://protobuf.dev/programming-guides/encoding/"""
        while self.at < len(self.content):
            tag = self.varint()
            kind = tag & 7
            if kind == 0:
                yield tag >> 3, self.varint()
            elif kind == 2:
                yield tag >> 3, self.take(self.varint())
            elif kind in (1, 5):
                yield tag >> 3, int.from_bytes(self.take(8 if kind == 1 else 4), "little")
            else:
                raise ValueError


def _block(content: bytes, offset: int, size: int) -> Iterator[Tuple[bytes, bytes]]:
    """Keys and values of a block."""
    whole = _Reader(content)
    whole.at = offset
    data, (compression, crc) = whole.take(size), struct.unpack("<BI", whole.take(_TRAILER_BYTES))
    if compression != 0 or masked_crc(data + b"\0") != crc:
        raise ValueError
    restarts = 4 * (struct.unpack("<I", data[-4:])[0] + 1)
    entries, key = _Reader(data[:len(data) - restarts]), b""
    while entries.at < len(entries.content):
        shared, unshared, length = entries.varint(), entries.varint(), entries.varint()
        key = key[:shared] + entries.take(unshared)
        yield key, entries.take(length)


def _entries(index: bytes) -> Iterator[Tuple[bytes, bytes]]:
    footer = _Reader(index[-_FOOTER_BYTES:])
    footer.varint(), footer.varint()  # where the block of blocks about blocks lies: none of it is needed
    for _, where in _block(index, footer.varint(), footer.varint()):
        handle = _Reader(where)
        yield from _block(index, handle.varint(), handle.varint())


def _tensor(entry: bytes, data: bytes) -> Any:
    fields: Dict[int, Any] = dict(_Reader(entry).fields())
    if fields.get(1, 0) not in _DTYPES:
        return None  # a text, such as the graph of objects
    dims = [dict(_Reader(dim).fields()).get(1, 0) for number, dim in _Reader(fields.get(2, b"")).fields() if number == 2]
    dtype, offset, size = np.dtype(_DTYPES[fields[1]]), fields.get(4, 0), fields.get(5, 0)
    if size > _MAX_TENSOR_BYTES or fields.get(3, 0) != 0 or size != int(np.prod(dims, dtype=object)) * dtype.itemsize:
        raise ValueError
    values = data[offset:offset + size]
    if len(values) != size or masked_crc(values) != fields.get(6, 0):
        raise ValueError
    return np.frombuffer(values, dtype).reshape(dims)


def read(index: bytes, data: bytes, about: str) -> Dict[str, NDArray[Any]]:
    """All tensors of numbers of a checkpoint in one shard, by the names that TensorFlow gives them."""
    if len(index) < _FOOTER_BYTES or struct.unpack("<Q", index[-8:])[0] != _MAGIC:
        raise ValueError(f"{about}.index is no index of a TensorFlow checkpoint, or is cut short")
    try:
        found = {key.decode("utf-8"): _tensor(value, data) for key, value in _entries(index) if key}
    except (ValueError, IndexError, KeyError, TypeError, struct.error):
        raise ValueError(f"{about}: the checkpoint is damaged, or its parts are not of each other") from None
    return {name: values for name, values in found.items() if values is not None}
