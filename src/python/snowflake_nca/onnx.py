"""A rule as ONNX: one step of it, for any engine that runs opset 17. https://onnx.ai/onnx/operators/

    from snowflake_nca import onnx

    onnx.export_step(model, "step.onnx")

The step takes ``state`` [B, C, H, W], ``fires`` [B, 1, H, W] (1 where a cell takes its update: `fire_mask` draws the same cells as everywhere), of several goals ``mix``
[B, G], and gives ``next`` [B, C, H, W]. B, H and W are free.
"""
from __future__ import annotations

import os
from typing import Any, Dict, List, Sequence, Union

import numpy as np

try:
    import onnx
    from onnx import TensorProto, helper, numpy_helper
except ImportError as error:
    raise ImportError("snowflake_nca.onnx needs the onnx package: pip install onnx, or Debian's python3-onnx") from error

from . import _arguments as arguments
from . import _declarations as declared
from .model import Model

OPSET = 17
_IR_VERSION = 8
_SOBEL_X = np.outer([1, 2, 1], [-1, 0, 1])
_LAPLACIAN = np.array([[1, 2, 1], [2, -12, 2], [1, 2, 1]])


class _Graph:
    """Nodes and constants, as they are named."""

    def __init__(self) -> None:
        self.nodes: List[Any] = []
        self.constants: Dict[str, Any] = {}

    def constant(self, name: str, values: Any, dtype: Any = np.float32) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(values, dtype), name)
        return name

    def node(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def model(self, name: str, inputs: List[Any], outputs: List[Any]) -> Any:
        graph = helper.make_graph(self.nodes, name, inputs, outputs, list(self.constants.values()))
        made = helper.make_model(graph, producer_name="snowflake-nca", producer_version=declared.VERSION, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=_IR_VERSION)
        onnx.checker.check_model(made, full_check=True)
        return made


def _value(name: str, shape: Sequence[Union[int, str]]) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def _around(graph: _Graph, cells: str, edge: str) -> str:
    """One more cell on every side, where the other side is one; where nothing is, who looks pads."""
    if edge != "torus":
        return cells
    for axis in (2, 3):
        axes = graph.constant(f"axis_{axis}", [axis], np.int64)
        first = graph.node("Slice", [cells, graph.constant("zero", [0], np.int64), graph.constant("one", [1], np.int64), axes], f"{cells}_first_{axis}")
        last = graph.node("Slice", [cells, graph.constant("last", [-1], np.int64), graph.constant("end", [np.iinfo(np.int64).max], np.int64), axes], f"{cells}_last_{axis}")
        cells = graph.node("Concat", [last, cells, first], f"{cells}_round_{axis}", axis=axis)
    return cells


def step(model: Model) -> Any:
    """One step as an onnx.ModelProto."""
    arguments.instance("model", model, Model)
    config, tensors, graph = model.config, model.tensors(), _Graph()
    C = config.channels
    pads = [0, 0, 0, 0] if config.edge == "torus" else [1, 1, 1, 1]
    around = _around(graph, "state", config.edge)

    def filtered(name: str, kernel: Any) -> str:
        weights = graph.constant(f"{name}_kernel", np.broadcast_to(np.asarray(kernel) * config.sobel_scale, (C, 1, 3, 3)))
        return graph.node("Conv", [around, weights], name, group=C, kernel_shape=[3, 3], pads=pads)

    x, y = filtered("sobel_x", _SOBEL_X), filtered("sobel_y", _SOBEL_X.T)
    seen = ["state", x, y]
    if config.filters == "isotropic":
        squares = graph.node("Add", [graph.node("Mul", [x, x], "xx"), graph.node("Mul", [y, y], "yy")], "square")
        seen = ["state", filtered("laplacian", _LAPLACIAN), graph.node("Sqrt", [squares], "steepness")]
    elif config.filters == "sobel+laplacian":
        seen.append(filtered("laplacian", _LAPLACIAN))
    perceived = graph.node("Concat", seen, "perceived", axis=1)
    inputs = [_value("state", ["B", C, "H", "W"]), _value("fires", ["B", 1, "H", "W"])]
    w1 = graph.constant("updater.0.weight", tensors["updater.0.weight"][:, :, None, None])
    if config.goals > 1:
        inputs.append(_value("mix", ["B", config.goals]))
        row = graph.node("MatMul", ["mix", graph.constant("goals.bias", tensors["goals.bias"])], "mixed")
        bias = graph.node("Unsqueeze", [row, graph.constant("axes_2_3", [2, 3], np.int64)], "mixed_bias")
        hidden = graph.node("Add", [graph.node("Conv", [perceived, w1], "products", kernel_shape=[1, 1]), bias], "hidden")
    else:
        hidden = graph.node("Conv", [perceived, w1, graph.constant("updater.0.bias", tensors["updater.0.bias"])], "hidden", kernel_shape=[1, 1])
    w2 = [graph.constant("updater.2.weight", tensors["updater.2.weight"][:, :, None, None]), graph.constant("updater.2.bias", tensors["updater.2.bias"])]
    delta = graph.node("Conv", [graph.node("Relu", [hidden], "active"), *w2], "delta", kernel_shape=[1, 1])
    added = graph.node("Add", ["state", graph.node("Mul", [delta, "fires"], "taken")], "next" if config.alive == "none" else "added")
    if config.alive != "none":
        lives = _alive(graph, added, config)
        if config.alive == "pre+post":
            lives = graph.node("And", [_alive(graph, "state", config), lives], "lives")
        graph.node("Mul", [added, graph.node("Cast", [lives], "kept", to=TensorProto.FLOAT)], "next")
    return graph.model("step", inputs, [_value("next", ["B", C, "H", "W"])])


def _alive(graph: _Graph, cells: str, config: Any) -> str:
    bounds = [graph.constant(f"alpha_{name}", [value], np.int64) for name, value in (("from", declared.NCA_ALPHA), ("to", declared.NCA_ALPHA + 1), ("axis", 1))]
    alpha = graph.node("Slice", [cells, *bounds], f"{cells}_alpha")
    pads = [0, 0, 0, 0] if config.edge == "torus" else [1, 1, 1, 1]
    largest = graph.node("MaxPool", [_around(graph, alpha, config.edge)], f"{cells}_largest", kernel_shape=[3, 3], pads=pads)
    return graph.node("Greater", [largest, graph.constant("alive_threshold", config.alive_threshold)], f"{cells}_lives")


def export_step(model: Model, path: Union[str, "os.PathLike[str]"]) -> None:
    """Write one step of the rule as a file."""
    onnx.save(step(model), arguments.path(path))
