"""The two layers of a rule as other programs keep them: found among named arrays by their shapes, sorted as ours are, and back."""
from __future__ import annotations

import re
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Tuple

import numpy as np
from numpy.typing import NDArray

from . import _arguments as arguments
from . import _declarations as declared
from .model import Config, Model

Array = NDArray[np.float32]
KERNELS = {"sobel": 3, "isotropic": 3, "sobel+laplacian": 4}
RGBA = 4


class Layers(NamedTuple):
    """Weights [outputs, inputs] and biases."""

    w1: Array
    b1: Array
    w2: Array
    b2: Array


def _natural(name: str) -> List[Any]:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def find_layers(tensors: Mapping[str, Any], about: str, inputs_first: bool) -> Layers:
    """The two 1x1 layers among arrays, whatever they are called: two matrices of which one feeds the other, and a bias of the size of each, or none.

    inputs_first: matrices are [.., inputs, outputs], as TensorFlow and JAX have them, rather than [outputs, inputs, ..].
    """
    matrices: List[Array] = []
    vectors: List[Array] = []
    for name in sorted(tensors, key=_natural):
        values = np.asarray(tensors[name])
        if values.dtype.kind != "f":
            continue
        spatial = values.shape[:-2] if inputs_first else values.shape[2:]
        if values.ndim >= 2 and all(side == 1 for side in spatial):
            matrix = values.reshape(values.shape[-2:]).T if inputs_first else values.reshape(values.shape[:2])
            matrices.append(np.ascontiguousarray(matrix, np.float32))
        elif values.ndim == 1:
            vectors.append(values.astype(np.float32))
    pairs = [(a, b) for i, a in enumerate(matrices) for j, b in enumerate(matrices) if i != j and a.shape[0] == b.shape[1] and a.shape[1] % b.shape[0] == 0]
    if len(matrices) != 2 or not pairs:
        raise ValueError(f"{about}: there are not two 1x1 layers of which one feeds the other, but {[list(each.shape) for each in matrices]} [outputs, inputs]")
    first, second = pairs[0]

    def bias(size: int) -> Array:
        for place, each in enumerate(vectors):
            if len(each) == size:
                return vectors.pop(place)
        return np.zeros(size, np.float32)

    return Layers(first, bias(first.shape[0]), second, bias(second.shape[0]))


def by_kernel(w1: Array, channels: int, interleaved: bool) -> Array:
    """W1 [D, P] as [D, K, C]; interleaved: what a channel is seen through lies together, as a depthwise convolution leaves it."""
    hidden = w1.shape[0]
    return np.ascontiguousarray(w1.reshape(hidden, channels, -1).transpose(0, 2, 1)) if interleaved else w1.reshape(hidden, -1, channels)


def flat_kernels(w1: Array, interleaved: bool) -> Array:
    """The way back: [D, K, C] as [D, P]."""
    return np.ascontiguousarray(w1.transpose(0, 2, 1) if interleaved else w1).reshape(w1.shape[0], -1)


def _up(size: int, low: int, step: int) -> int:
    return max(low, -(-size // step) * step)


def assemble(w1: Array, b1: Array, w2: Array, b2: Array, about: str, **config: Any) -> Model:
    """A model of these layers, W1 [D, K, C]. Hidden units and channels that ours wants more are added, and do nothing."""
    hidden, kernels, channels = w1.shape
    config.setdefault("filters", "sobel+laplacian" if kernels == KERNELS["sobel+laplacian"] else "sobel")
    if kernels != KERNELS.get(config["filters"]):
        raise ValueError(f"{about}: a cell sees its {channels} channels through {kernels} kernels, and filters {config['filters']} are {KERNELS.get(config['filters'])}")
    if channels < RGBA:
        raise ValueError(f"{about}: {channels} channels are no RGBA")
    for values in (w1, b1, w2, b2):
        if not np.isfinite(values).all():
            raise ValueError(f"{about}: it holds NaN or infinite numbers")
    model = Model(Config(channels=_up(channels, declared.NCA_MIN_CHANNELS, 4), hidden=_up(hidden, declared.NCA_MIN_HIDDEN, 16), **config))
    tensors = model.tensors()
    model.params[:] = 0
    tensors["updater.0.weight"].reshape(model.config.hidden, kernels, -1)[:hidden, :, :channels] = w1
    tensors["updater.0.bias"][:hidden] = b1
    tensors["updater.2.weight"][:channels, :hidden] = w2
    tensors["updater.2.bias"][:channels] = b2
    return model


def take_apart(model: Model, what: str, mix: Optional[Any] = None) -> Tuple[Array, Array, Array, Array]:
    """W1 [D, K, C], b1, W2, b2, copies. Of several goals one, or a mix, has to be named."""
    config = model.config
    if config.decoder:
        raise ValueError(f"{what} has no place for a decoder")
    if config.goals > 1 and mix is None:
        raise ValueError(f"{what} has place for one goal: name it, or a mix")
    tensors: Dict[str, Array] = model.tensors()
    b1 = tensors["updater.0.bias"].copy() if config.goals == 1 else (model.mix(mix) @ tensors["goals.bias"]).astype(np.float32)
    return tensors["updater.0.weight"].reshape(config.hidden, -1, config.channels).copy(), b1, tensors["updater.2.weight"].copy(), tensors["updater.2.bias"].copy()


def wants(model: Model, what: str, **needed: Any) -> None:
    """Refuse a model that another program cannot run as it is."""
    arguments.instance("model", model, Model)
    for name, value in needed.items():
        allowed = value if isinstance(value, tuple) else (value,)
        if getattr(model.config, name) not in allowed:
            raise ValueError(f"{what} runs rules whose {name} is {' or '.join(map(str, allowed))}, and this one's is {getattr(model.config, name)}")
