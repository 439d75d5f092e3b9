"""Models of other programs, there and back.

What a rule does is taken over as it is; where another program keeps it in another order, at another scale or in fewer units it is sorted, scaled and filled up, which
changes nothing but rounding. Settings that its files do not hold are arguments. What cannot be run here as there is refused, in a sentence.

| files of | in | out |
|---|---|---|
| this project, safetensors; Distill's article, JSON | `Model.load` | `Model.save`; `to_distill` |
| PyTorch: the blog post's notebook, `snowflake_nca.torch`, and others with two layers | `from_torch` | `to_torch` |
| TensorFlow: the checkpoints of Distill's notebook, also in its zip | `from_tensorflow` | `to_keras` |
| Keras, .weights.h5 | `from_keras` | `to_keras` |
| CAX | `from_cax` | `to_cax` |
| NCALab | `from_ncalab` | `to_ncalab` |
| ONNX | | `snowflake_nca.onnx` |
"""
from __future__ import annotations

import base64
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple, Union

import numpy as np
from numpy.typing import NDArray

from . import _arguments as arguments
from . import _layers as layers
from . import _safetensors, _tensor_bundle
from .model import Config, Model

Array = NDArray[np.float32]
Path_ = Union[str, "os.PathLike[str]"]
#: As Distill's article has it.
_DISTILL: Dict[str, Any] = {"alive": "pre+post", "sobel_scale": 0.125, "premultiplied": True}
_MAX_MEMBER_BYTES = 64 << 20  # of a zip: a model has some 40 kB


def _interleaved(found: layers.Layers, about: str, config: Dict[str, Any]) -> Model:
    return layers.assemble(layers.by_kernel(found.w1, len(found.b2), True), found.b1, found.w2, found.b2, about, **{**_DISTILL, **config})


# ---------------------------------------------------------------- PyTorch

def from_torch(source: Union[arguments.Source, Mapping[str, Any]], **config: Any) -> Model:
    """A state_dict, or a file of one that torch.save made (it may lie in there under ``state_dict`` or ``model``).

    Names are the notebook's, as `snowflake_nca.torch` has them; of others two 1x1 layers are looked for, whose input is the state and then one filter after the other.
    config: fields of `Config` that shapes do not tell. The usual ones are the blog post's.
    """
    about = "state_dict"
    if not isinstance(source, Mapping):
        import torch

        content, name = arguments.read(source)
        about = name or about
        try:
            source = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
        except Exception as error:  # of many kinds, by what is wrong
            raise ValueError(f"{about}: this is no file of torch.save with tensors alone, or a damaged one") from error
    for key in ("state_dict", "model_state_dict", "model"):
        if isinstance(source, Mapping) and isinstance(source.get(key), Mapping):
            source = source[key]
    if not isinstance(source, Mapping):
        raise ValueError(f"{about}: there is no state_dict in it")
    tensors = {str(name): _array_of(value, f"{about}: {name}") for name, value in source.items() if hasattr(value, "shape")}
    if "updater.0.weight" in tensors and "updater.2.weight" in tensors:
        return _named(tensors, about, config)
    found = layers.find_layers(tensors, about, inputs_first=False)
    return layers.assemble(layers.by_kernel(found.w1, len(found.b2), False), found.b1, found.w2, found.b2, about, **config)


def _array_of(value: Any, name: str) -> NDArray[Any]:
    found = value.detach().cpu() if hasattr(value, "detach") else np.asarray(value)
    if (found.is_complex() if hasattr(found, "is_complex") else found.dtype.kind == "c"):
        raise TypeError(f"{name} must be an array of float32, not of {found.dtype}")
    return np.asarray(found.float() if hasattr(found, "float") else found)


def _named(tensors: Dict[str, Any], about: str, config: Dict[str, Any]) -> Model:
    """By the core's own reader, which checks shapes and numbers."""
    for name in ("updater.0.weight", "updater.2.weight"):
        if tensors[name].ndim < 2:
            raise ValueError(f"{about}: {name} must have the shape [outputs, inputs], not {list(tensors[name].shape)}")
    channels, hidden = tensors["updater.2.weight"].shape[:2]
    given = {"channels": channels, "hidden": hidden}
    if tensors["updater.0.weight"].shape[1] == layers.KERNELS["sobel+laplacian"] * channels:
        given["filters"] = "sobel+laplacian"
    if "goals.bias" in tensors:
        given["goals"] = len(tensors["goals.bias"])
    if "decoder.0.weight" in tensors:
        given["decoder"] = len(tensors["decoder.0.weight"])
        if "decoder_scale" not in config:
            raise ValueError(f"{about}: it has a decoder: name the decoder_scale that it was trained at")
    model = Model(Config(**{**given, **config}))
    for name, own in model.tensors().items():
        if name not in tensors:
            raise ValueError(f"{about}: it lacks {name}")
        values = tensors[name].reshape(tensors[name].shape[:2]) if tensors[name].ndim == 4 and tensors[name].shape[2:] == (1, 1) else tensors[name]
        own[...] = arguments.array(f"{about}: {name}", values, own.shape)
    return model


def to_torch(model: Model) -> Dict[str, Any]:
    """A state_dict of tensors, copies, as the notebook and `snowflake_nca.torch` have it: for torch.save, or load_state_dict."""
    from .torch import CellularAutomaton

    return dict(CellularAutomaton.from_model(model).state_dict())


# ---------------------------------------------------------------- Distill's article

def to_distill(model: Model, *, mix: Any = None) -> bytes:
    """The JSON that Distill's article loads: weights in 8 bits, within half of (largest - smallest) / 255 of each layer's range."""
    layers.wants(model, "Distill's demo", channels=16, hidden=128, filters="sobel", alive="pre+post", edge="zero", sobel_scale=0.125)
    w1, b1, w2, b2 = layers.take_apart(model, "Distill's JSON", mix)

    def layer(weight: Array, bias: Array) -> Dict[str, Any]:
        scales = [2.0 * float(np.abs(values).max()) or 1.0 for values in (weight, bias)]
        coded = [np.round((values.astype(np.float64) / scale + 0.5) * 255).astype(np.uint8) for values, scale in zip((weight.T, bias[None]), scales)]
        return {"in_ch": weight.shape[1], "out_ch": weight.shape[0], "weight_scale": scales[0], "bias_scale": scales[1],
                "data_b64": base64.b64encode(np.concatenate(coded).tobytes()).decode("ascii")}

    return json.dumps([layer(w1.reshape(w1.shape[0], -1), b1), layer(w2, b2)]).encode("ascii")


# ---------------------------------------------------------------- TensorFlow and Keras

def tensorflow_models(path: Path_) -> List[str]:
    """The checkpoints in a zip, such as the one of Distill's notebook, by the names that `from_tensorflow` takes."""
    with _zip(path) as archive:
        return sorted(name[:-len(".index")] for name in archive.namelist() if name.endswith(".index"))


def from_tensorflow(path: Path_, name: Optional[str] = None, **config: Any) -> Model:
    """A checkpoint as `save_weights` of Distill's notebook leaves it (github.com/google-research/self-organising-systems, notebooks/growing_ca.ipynb).

    Args:
        path: without .index, as load_weights takes it; or a zip, and its checkpoint by name, see `tensorflow_models`.
        config: fields of `Config`; the usual ones are the notebook's. Its folders say ``fire_rate_1.0`` where it is 1.
    """
    about = arguments.path(path) if name is None else f"{arguments.path(path)}: {name}"
    if name is None and os.path.isfile(path) and not os.path.isfile(f"{about}.index"):
        raise ValueError(f"{about}: " + ("it is a zip: name one of its checkpoints, as tensorflow_models lists them" if zipfile.is_zipfile(path) else "it is neither a zip nor the name of a checkpoint, beside which .index lies"))
    parts = [f"{'' if name is None else name}{ending}" for ending in (".index", ".data-00000-of-00001")]
    if name is None:
        index, data = (Path(os.fspath(path) + part).read_bytes() for part in parts)
    else:
        with _zip(path) as archive:
            index, data = (_member(archive, part, os.fspath(path)) for part in parts)
    tensors = {key: values for key, values in _tensor_bundle.read(index, data, about).items() if "OPTIMIZER_SLOT" not in key and "optimizer" not in key.lower()}
    return _interleaved(layers.find_layers(tensors, about, inputs_first=True), about, config)


def _zip(path: Path_) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(arguments.path(path))
    except zipfile.BadZipFile:
        raise ValueError(f"{os.fspath(path)}: this is no zip, or a damaged one") from None


def _member(archive: zipfile.ZipFile, name: str, about: str) -> bytes:
    try:
        if archive.getinfo(name).file_size > _MAX_MEMBER_BYTES:
            raise ValueError(f"{about}: {name} is too large for a model")
        return archive.read(name)
    except KeyError:
        raise ValueError(f"{about}: there is no {name} in it") from None
    except zipfile.BadZipFile:
        raise ValueError(f"{about}: {name} is damaged") from None


def from_keras(path: Path_, **config: Any) -> Model:
    """A .weights.h5 of Keras 3, or the .h5 of Keras 2, of a model like the notebook's: two 1x1 layers behind a depthwise perception. config: as `from_tensorflow`."""
    h5py = _h5py()
    about, tensors = arguments.path(path), {}
    open(path, "rb").close()  # whose errors are plainer
    try:
        with h5py.File(path, "r") as file:
            def take(name: str, item: Any) -> None:
                if isinstance(item, h5py.Dataset) and not name.startswith(("optimizer", "_optimizer")) and 0 < item.size * item.dtype.itemsize <= _MAX_MEMBER_BYTES:
                    tensors[name] = item[()]
            file.visititems(take)
    except Exception as error:  # of many kinds, by what is wrong
        raise ValueError(f"{about}: this is no HDF5 file, or a damaged one") from error
    return _interleaved(layers.find_layers(tensors, about, inputs_first=True), about, config)


def to_keras(model: Model, path: Path_, *, mix: Any = None) -> None:
    """A .weights.h5 for `load_weights` of Keras 3 into the notebook's CAModel: ``dmodel/layers/conv2d/vars/0`` and so on."""
    layers.wants(model, "Distill's notebook", filters="sobel", alive="pre+post", edge="zero", sobel_scale=0.125)
    w1, b1, w2, b2 = layers.take_apart(model, "the notebook's model", mix)
    with _h5py().File(arguments.path(path), "w") as file:
        for name, weight, bias in (("conv2d", layers.flat_kernels(w1, True), b1), ("conv2d_1", w2, b2)):
            file[f"dmodel/layers/{name}/vars/0"] = weight.T[None, None]
            file[f"dmodel/layers/{name}/vars/1"] = bias


def _h5py() -> Any:
    try:
        import h5py
    except ImportError as error:
        raise ImportError("files of Keras need h5py: pip install h5py, or Debian's python3-h5py") from error
    return h5py


# ---------------------------------------------------------------- CAX

_SOBEL_X = np.outer([1, 2, 1], [-1, 0, 1]).astype(np.float64)
_OURS = {"identity": np.outer([0, 1, 0], [0, 1, 0]).astype(np.float64), "x": _SOBEL_X, "y": _SOBEL_X.T, "laplacian": np.array([[1, 2, 1], [2, -12, 2], [1, 2, 1]], np.float64)}
_CAX_ORDER = ("identity", "y", "x")  # grad_kernel goes by axes, the first of which is y
_CAX_SCALE = 0.125


def _leaves(tree: Any, prefix: str = "") -> Dict[str, Any]:
    """A tree of dicts and lists as names with slashes; what wraps a leaf, as nnx does, is taken off."""
    if isinstance(tree, Mapping):
        return {name: leaf for key, each in tree.items() for name, leaf in _leaves(each, f"{prefix}{key}/").items()}
    if isinstance(tree, (list, tuple)):
        return _leaves(dict(enumerate(tree)), prefix)
    name = prefix.rstrip("/").replace(".", "/")
    return {name[:-len("/value")] if name.endswith("/value") else name: np.asarray(getattr(tree, "value", tree))}


def from_cax(source: Union[Path_, Mapping[str, Any]], *, cell_dropout_rate: float = 0.5, step_size: float = 1.0, **config: Any) -> Model:
    """A growing automaton of CAX (github.com/maxencefaldor/cax, examples/40_growing_nca.ipynb): ConvPerceive with its fixed kernels, NCAUpdate with one hidden layer.

    CAX has no file of its own. This takes the tree of its parameters, ``nnx.to_pure_dict(nnx.state(ca, nnx.Param))``, or a .npz or .safetensors of it with names such as
    ``perceive/conv/kernel``, ``update/layers/0/kernel`` (dots do as well).

    CAX has RGBA in its last four channels, here they are the first. Its dropout makes what is kept larger; that goes into the last layer. Its seed is alpha alone:
    begin with `cax_seed`.

    Args:
        cell_dropout_rate, step_size: of its NCAUpdate, which parameters do not hold.
        config: fields of `Config`.
    """
    about = "the tree of CAX" if isinstance(source, Mapping) else arguments.path(source, "source")
    tree = source if isinstance(source, Mapping) else _named_arrays(source)
    tensors = _leaves(tree)
    rate = arguments.real("cell_dropout_rate", cell_dropout_rate, 0, 1 - 2.0**-24)
    kernels = [values for name, values in tensors.items() if name.startswith("perceive/") and name.endswith("kernel")]
    found = layers.find_layers({name: values for name, values in tensors.items() if name.startswith("update/")}, about, inputs_first=True)
    channels = len(found.b2)
    w1 = layers.by_kernel(found.w1, channels, True)
    names, scales = _recognised(kernels[0], channels, w1.shape[1], about) if kernels else (list(_CAX_ORDER), np.array([1, _CAX_SCALE, _CAX_SCALE]))
    filters = "sobel+laplacian" if "laplacian" in names else "sobel"
    scale = float(config.pop("sobel_scale", _CAX_SCALE))
    order = ["identity", "x", "y"] + (["laplacian"] if filters == "sobel+laplacian" else [])
    sorted_w1 = np.zeros((w1.shape[0], len(order), channels), np.float32)
    for place, (name, factor) in enumerate(zip(names, scales)):
        sorted_w1[:, order.index(name)] += w1[:, place] * np.float32(factor if name == "identity" else factor / scale)
    turn = np.r_[channels - layers.RGBA:channels, 0:channels - layers.RGBA]
    factor = np.float32(arguments.real("step_size", step_size) / (1 - rate))
    return layers.assemble(sorted_w1[:, :, turn], found.b1, found.w2[turn] * factor, found.b2[turn] * factor, about,
                           **{"alive": "pre+post", "fire_rate": 1 - rate, "filters": filters, "sobel_scale": scale, **config})


def _named_arrays(path: Path_) -> Dict[str, Any]:
    about, content = os.fspath(path), Path(path).read_bytes()
    if not content.startswith(b"PK"):
        return dict(_safetensors.read(content, about))
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (ValueError, OSError, zipfile.BadZipFile, EOFError, KeyError) as error:
        raise ValueError(f"{about}: this is no .npz of arrays, or a damaged one") from error


def _recognised(kernel: Any, channels: int, count: int, about: str) -> Tuple[List[str], NDArray[np.float64]]:
    """Which of our filters each kernel [3, 3, 1, channels * count] is, and how many times as large."""
    values = np.asarray(kernel, np.float64)
    if values.shape != (3, 3, 1, channels * count) or not np.isfinite(values).all():
        raise ValueError(f"{about}: the perception has the shape {list(values.shape)}, and not [3, 3, 1, {channels * count}]")
    each = values.reshape(3, 3, channels, count)
    if np.abs(each - each[:, :, :1]).max() > 1e-6:
        raise ValueError(f"{about}: its perception was learnt, or differs from channel to channel: here the filters are fixed")
    names, scales = [], []
    for place in range(count):
        one = each[:, :, 0, place]
        factors = {name: float((one * ours).sum() / (ours * ours).sum()) for name, ours in _OURS.items()}
        name = min(factors, key=lambda name: float(np.abs(one - factors[name] * _OURS[name]).max()))
        if np.abs(one - factors[name] * _OURS[name]).max() > 1e-6 or factors[name] == 0:
            raise ValueError(f"{about}: kernel {place} of its perception is none of identity, Sobel x, Sobel y and the Laplacian of nine points")
        names.append(name)
        scales.append(factors[name])
    return names, np.array(scales)


def to_cax(model: Model, *, mix: Any = None) -> Dict[str, Any]:
    """The tree of parameters for ``nnx.replace_by_pure_dict`` of such an automaton: NCAUpdate with cell_dropout_rate = 1 - fire_rate, and alive_threshold of the model."""
    layers.wants(model, "CAX's NCAUpdate", alive="pre+post", edge="zero", filters="sobel")
    w1, b1, w2, b2 = layers.take_apart(model, "CAX", mix)
    channels, keep = model.config.channels, np.float32(model.config.fire_rate)
    turn = np.r_[layers.RGBA:channels, 0:layers.RGBA]
    kernel = np.stack([_OURS[name] * (1 if name == "identity" else model.config.sobel_scale) for name in _CAX_ORDER], -1)
    flat = layers.flat_kernels(w1[:, [0, 2, 1]][:, :, turn], True)
    return {
        "perceive": {"conv": {"kernel": np.tile(kernel.astype(np.float32), channels)[:, :, None]}},
        "update": {"layers": {0: {"kernel": flat.T[None, None], "bias": b1}, 1: {"kernel": (w2[turn] * keep).T[None, None], "bias": b2[turn] * keep}}},
    }


def cax_seed(model: Model, height: int, width: int) -> Array:
    """What CAX grows from, [H, W, C]: one cell whose alpha alone is 1. For `Simulation.state`."""
    state = np.zeros((arguments.side("height", height), arguments.side("width", width), model.config.channels), np.float32)
    state[height // 2, width // 2, layers.RGBA - 1] = 1
    return state


# ---------------------------------------------------------------- NCALab

_NCALAB_LAPLACIAN = 8  # times ours at scale 1/8: it leaves that one as it is


def from_ncalab(path: arguments.Source, *, use_alive_mask: bool = False, **config: Any) -> Model:
    """A GrowingNCAModel of NCALab (github.com/MECLabTUDA/NCALab) with fixed filters, as its `save` leaves it: ``rule.network.0.weight`` and so on.

    use_alive_mask: as it was given there; a file does not say. Without it no cell dies.
    """
    content, name = arguments.read(path)
    about = name or "the file of NCALab"
    tensors = _safetensors.read(content, about)
    if any("filter" in each or "perception" in each for each in tensors):
        raise ValueError(f"{about}: its filters were learnt: here they are fixed")
    if any(each.startswith("head.") for each in tensors):
        raise ValueError(f"{about}: it has a head, for another task than growing")
    found = layers.find_layers(tensors, about, inputs_first=False)
    w1 = layers.by_kernel(found.w1, len(found.b2), False).copy()
    if w1.shape[1] == layers.KERNELS["sobel+laplacian"]:
        w1[:, 3] *= _NCALAB_LAPLACIAN
    return layers.assemble(w1, found.b1, found.w2, found.b2, about, **{"alive": "post" if use_alive_mask else "none", "sobel_scale": 0.125, **config})


def to_ncalab(model: Model, path: Path_, *, mix: Any = None) -> Dict[str, Any]:
    """Write a file for `load` of a GrowingNCAModel; returns the arguments that it has to be made with.

    NCALab's last layer has no bias: where ours has one it comes from one more hidden unit that is always 1.
    """
    layers.wants(model, "NCALab", filters=("sobel", "sobel+laplacian"), alive=("post", "none"), edge="zero", sobel_scale=0.125)
    w1, b1, w2, b2 = layers.take_apart(model, "NCALab", mix)
    if model.config.filters == "sobel+laplacian":
        w1[:, 3] /= _NCALAB_LAPLACIAN
    flat = layers.flat_kernels(w1, False)
    if b2.any():
        flat, b1, w2 = np.concatenate([flat, np.zeros_like(flat[:1])]), np.append(b1, np.float32(1)), np.concatenate([w2, b2[:, None]], 1)
    Path(arguments.path(path)).write_bytes(_safetensors.write({"rule.network.0.weight": flat[:, :, None, None], "rule.network.0.bias": b1, "rule.network.2.weight": w2[:, :, None, None]}))
    return {"num_image_channels": layers.RGBA, "num_hidden_channels": model.config.channels - layers.RGBA, "hidden_size": len(b1), "fire_rate": model.config.fire_rate,
            "use_alive_mask": model.config.alive == "post", "use_laplace": model.config.filters == "sobel+laplacian"}
