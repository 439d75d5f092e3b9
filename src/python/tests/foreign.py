"""Other programs, as far as the tests need them: how their files lie, and one step as their sources have it. Written from those, not from ours."""
from __future__ import annotations

import struct
from typing import Any, Dict, Iterable, List, Tuple

import numpy as np
import torch
import torch.nn.functional as F

SOBEL = np.outer([1, 2, 1], [-1, 0, 1]).astype(np.float32) / 8


def conv(x: Any, kernel: Any, groups: int) -> Any:
    """What jax and TensorFlow do with [H, W, C] and a kernel [3, 3, 1, groups * n]: the outputs of a channel lie together."""
    weight = torch.from_numpy(np.ascontiguousarray(np.transpose(kernel, (3, 2, 0, 1)), np.float32))
    return F.conv2d(torch.from_numpy(x).permute(2, 0, 1)[None], weight, padding=1, groups=groups)[0].permute(1, 2, 0).numpy()


def pooled(alpha: Any) -> Any:
    return F.max_pool2d(torch.from_numpy(np.ascontiguousarray(alpha)).permute(2, 0, 1)[None], 3, 1, 1)[0].permute(1, 2, 0).numpy() > 0.1


def notebook_step(x: Any, layers: Iterable[Any], fires: Any) -> Any:
    """CAModel.call of Distill's notebook: kernels [1, 1, in, out] and biases."""
    w1, b1, w2, b2 = layers
    channels = x.shape[2]
    identify = np.outer([0, 1, 0], [0, 1, 0]).astype(np.float32)
    kernel = np.stack([identify, SOBEL, SOBEL.T], -1)[:, :, None, :].repeat(channels, 2)  # [3, 3, C, 3], of depthwise_conv2d
    before = pooled(np.clip(x[..., 3:4], 0, 1))
    y = conv(x, kernel.reshape(3, 3, 1, 3 * channels), channels)
    x = x + (np.maximum(y @ w1[0, 0] + b1, 0) @ w2[0, 0] + b2) * fires[..., None]
    return x * (before & pooled(np.clip(x[..., 3:4], 0, 1)))


def cax_step(x: Any, tree: Dict[str, Any], fires: Any, rate: float) -> Any:
    """CA of CAX's example 40: ConvPerceive, then NCAUpdate, whose dropout divides by what it keeps."""
    first, second = tree["update"]["layers"][0], tree["update"]["layers"][1]
    before = pooled(x[..., -1:])
    y = conv(x, tree["perceive"]["conv"]["kernel"], x.shape[2])
    delta = np.maximum(y @ first["kernel"][0, 0] + first["bias"], 0) @ second["kernel"][0, 0] + second["bias"]
    x = x + np.where(fires[..., None], delta / (1 - rate), 0)
    return (before & pooled(x[..., -1:])) * x


def ncalab_step(x: Any, tensors: Dict[str, Any], fires: Any, use_alive_mask: bool, use_laplace: bool) -> Any:
    """GrowingNCAModel of NCALab: fixed filters, the Laplacian unscaled, a last layer without a bias."""
    state = torch.from_numpy(x).permute(2, 0, 1)[None]
    filters = [SOBEL, SOBEL.T] + ([np.array([[1, 2, 1], [2, -12, 2], [1, 2, 1]], np.float32)] if use_laplace else [])
    seen = [state] + [F.conv2d(state, torch.from_numpy(np.ascontiguousarray(each)).expand(state.shape[1], 1, 3, 3), padding=1, groups=state.shape[1]) for each in filters]
    hidden = F.relu(F.conv2d(torch.cat(seen, 1), torch.tensor(tensors["rule.network.0.weight"]), torch.tensor(tensors["rule.network.0.bias"])))
    state = state + F.conv2d(hidden, torch.tensor(tensors["rule.network.2.weight"])) * torch.from_numpy(fires.astype(np.float32))
    if use_alive_mask:
        state = state * (F.max_pool2d(state[:, 3:4], 3, 1, 1) > 0.1)
    return state[0].permute(1, 2, 0).numpy()


# ---------------------------------------------------------------- a checkpoint of TensorFlow, by its own description of the format

def crc32c(content: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in content:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17 & 0xFFFFFFFF) + 0xA282EAD8) % 2**32


def varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def field(number: int, value: Any) -> bytes:
    if isinstance(value, bytes):
        return varint(number << 3 | 2) + varint(len(value)) + value
    return varint(number << 3) + varint(value)


def block(entries: List[Tuple[bytes, bytes]]) -> bytes:
    """With keys that share their beginnings, as LevelDB's builder writes them, and a restart every 16th."""
    out, restarts, before = b"", [], b""
    for index, (key, value) in enumerate(entries):
        shared = 0
        if index % 16 == 0:
            restarts.append(len(out))
        else:
            while shared < min(len(key), len(before)) and key[shared] == before[shared]:
                shared += 1
        out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        before = key
    return out + b"".join(struct.pack("<I", each) for each in restarts or [0]) + struct.pack("<I", len(restarts or [0]))


def tensorflow_checkpoint(tensors: Dict[str, Any]) -> Tuple[bytes, bytes]:
    """(index, data)."""
    graph, data = b"a graph of objects", b""
    entries = [(b"", field(1, 1) + field(3, field(1, 1)))]  # BundleHeaderProto: one shard, version 1
    for name in sorted([*tensors, "_CHECKPOINTABLE_OBJECT_GRAPH"]):
        if name in tensors:
            values = np.ascontiguousarray(tensors[name])
            kind, dims, content = {"<f4": 1, "<i8": 9}[values.dtype.str], values.shape, values.tobytes()
        else:
            kind, dims, content = 7, (), varint(len(graph)) + graph
        shape = b"".join(field(2, field(1, side)) for side in dims)
        entries.append((name.encode(), field(1, kind) + field(2, shape) + field(4, len(data)) + field(5, len(content)) + varint(6 << 3 | 5) + struct.pack("<I", crc32c(content))))
        data += content
    index, handles = b"", []
    for part in (entries[:3], entries[3:]):  # two blocks
        content = block(part)
        handles.append((part[-1][0], varint(len(index)) + varint(len(content))))
        index += content + b"\0" + struct.pack("<I", crc32c(content + b"\0"))
    footer = b""
    for content in (block([]), block(handles)):
        footer += varint(len(index)) + varint(len(content))
        index += content + b"\0" + struct.pack("<I", crc32c(content + b"\0"))
    return index + footer.ljust(40, b"\0") + struct.pack("<Q", 0xDB4775248B80FB57), data
