"""ONNX: what is exported computes a step of the core, by an interpreter of the operators as their documentation has them."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Dict

import numpy as np
import onnx
import snowflake_nca as nca
import torch
import torch.nn.functional as F
from conftest import Golden, assert_near
from onnx import numpy_helper
from snowflake_nca import onnx as exporter
from snowflake_nca.torch import from_cells, to_cells


def run(model: Any, inputs: Dict[str, Any]) -> Any:
    """https://onnx.ai/onnx/operators/"""
    values = {each.name: torch.tensor(numpy_helper.to_array(each)) for each in model.graph.initializer}
    values.update(inputs)
    for node in model.graph.node:
        given, how = [values[name] for name in node.input], {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute}
        if node.op_type == "Conv":
            padded = F.pad(given[0], (how["pads"][1], how["pads"][3], how["pads"][0], how["pads"][2])) if "pads" in how else given[0]
            out = F.conv2d(padded, given[1], given[2] if len(given) > 2 else None, groups=how.get("group", 1))
        elif node.op_type == "MaxPool":
            out = F.max_pool2d(F.pad(given[0], (how["pads"][1], how["pads"][3], how["pads"][0], how["pads"][2]), value=-np.inf), how["kernel_shape"], 1)
        elif node.op_type == "Slice":
            data, begins, ends, axes = given
            out = data
            for begin, end, axis in zip(begins.tolist(), ends.tolist(), axes.tolist()):
                out = out[tuple(slice(begin, end) if at == axis else slice(None) for at in range(data.dim()))]
        else:
            out = {"Concat": lambda: torch.cat(given, how.get("axis", 0)), "Add": lambda: given[0] + given[1], "Mul": lambda: given[0] * given[1], "Sqrt": lambda: given[0].sqrt(),
                   "Relu": lambda: given[0].relu(), "Greater": lambda: given[0] > given[1], "And": lambda: given[0] & given[1], "Cast": lambda: given[0].float(),
                   "MatMul": lambda: given[0] @ given[1], "Unsqueeze": lambda: given[0][:, :, None, None]}[node.op_type]()
        values[node.output[0]] = out
    return values[model.graph.output[0].name]


def test_a_step_is_the_cores(golden: Golden, tmp_path: Path) -> None:
    exporter.export_step(golden.model, tmp_path / "step.onnx")
    model = onnx.load(str(tmp_path / "step.onnx"))
    onnx.checker.check_model(model, full_check=True)
    mix = np.random.default_rng(1).dirichlet(np.ones(golden.config.goals)).astype(np.float32)
    sim = nca.Simulation(golden.model, golden.height, golden.width, seed=golden.seed, mix=mix)
    state = from_cells(sim.cells)
    for step in range(6):
        fires = torch.from_numpy(nca.fire_mask(golden.height, golden.width, golden.seed, step, golden.config.fire_rate).astype(np.float32))[None, None]
        state = run(model, {"state": state, "fires": fires, "mix": torch.from_numpy(mix)[None]})
        sim.step()
        assert_near(to_cells(state)[0], sim.cells, 1e-5, 1e-5)
    assert sim.num_alive > 9 and ("mix" in {each.name for each in model.graph.input}) == (golden.config.goals > 1)
