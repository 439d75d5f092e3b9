"""A wrong argument is an error that names it, and before any work is done."""
from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any, Callable, Dict

import numpy as np
import pytest
import torch

import conftest  # noqa: F401  finds the module
import snowflake_nca as nca
from snowflake_nca import convert, onnx
from snowflake_nca.torch import CellularAutomaton

PICTURE = np.zeros((8, 8, 4), np.float32)
NO_MODEL: Any = "snowflake.safetensors"
TAKE_MODELS: Dict[str, Callable[[Path], Any]] = {
    "Simulation": lambda _: nca.Simulation(NO_MODEL, 8, 8),
    "set_model": lambda _: nca.Simulation(nca.Model(), 8, 8).set_model(NO_MODEL),
    "Trainer": lambda _: nca.Trainer(NO_MODEL, PICTURE),
    "Rollout": lambda _: nca.Rollout(NO_MODEL, 8, 8, 4),
    "begin": lambda _: nca.Rollout(nca.Model(), 8, 8, 4).begin(NO_MODEL),
    "Decoder": lambda _: nca.Decoder(NO_MODEL),
    "probe": lambda _: nca.probe(NO_MODEL, PICTURE),
    "probe_member": lambda _: nca.probe_member(NO_MODEL, 0, PICTURE, 0, PICTURE),
    "from_model": lambda _: CellularAutomaton.from_model(NO_MODEL),
    "to_torch": lambda _: convert.to_torch(NO_MODEL),
    "to_distill": lambda _: convert.to_distill(NO_MODEL),
    "to_keras": lambda folder: convert.to_keras(NO_MODEL, folder / "a.weights.h5"),
    "to_cax": lambda _: convert.to_cax(NO_MODEL),
    "to_ncalab": lambda folder: convert.to_ncalab(NO_MODEL, folder / "a.pt"),
    "export_step": lambda folder: onnx.export_step(NO_MODEL, folder / "a.onnx"),
}


@pytest.mark.parametrize("name", TAKE_MODELS)
def test_what_is_no_model_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="^model must be a Model, not str$"):
        TAKE_MODELS[name](tmp_path)
    assert not list(tmp_path.iterdir())


def test_other_objects_are_named() -> None:
    given: Any = 3
    with pytest.raises(TypeError, match="^config must be a Config, not int$"):
        nca.Model(given)
    with pytest.raises(TypeError, match="^wound must be a Wound, not int$"):
        nca.Simulation(nca.Model(), 8, 8).wound(given)
    with pytest.raises(TypeError, match="^state must be a Tensor, not int$"):
        CellularAutomaton.from_model(nca.Model())(given)


def test_a_trainer_asks_for_a_function_before_it_trains() -> None:
    given: Any = 3
    trainer = nca.Trainer(nca.Model(), PICTURE)
    with pytest.raises(TypeError, match="^on_epoch must be a function, not int$"):
        trainer.train(1, on_epoch=given)
    assert trainer.num_epochs == 0


def test_damage_names_its_radius() -> None:
    with pytest.raises(ValueError, match="^radius must be from 0"):
        nca.Simulation(nca.Model(), 8, 8).damage(1, 2, radius=-3)


def test_a_picture_without_pixels_is_named() -> None:
    with pytest.raises(ValueError, match=r"^pixels must be at least one, not \[0, 3, 4\]$"):
        nca.to_png(np.zeros((0, 3, 4), np.uint8))


@pytest.mark.parametrize("act", [
    convert.from_tensorflow, convert.tensorflow_models, convert.from_keras, convert.from_cax, lambda path: convert.to_keras(nca.Model.load(nca.asset("snowflake.safetensors")), path),
    lambda path: convert.to_ncalab(nca.Model(nca.Config(sobel_scale=0.125)), path), lambda path: nca.Model().save(path), lambda path: nca.Trainer(nca.Model(), PICTURE).save_checkpoint(path), lambda path: onnx.export_step(nca.Model(), path),
])
@pytest.mark.parametrize("wrong", [None, 3, b"flake", [1]])
def test_what_is_no_path_is_named(act: Callable[[Any], Any], wrong: Any) -> None:
    with pytest.raises(TypeError, match="(path|source) must be a path, not"):
        act(wrong)


@pytest.mark.parametrize("make", [lambda: nca.Simulation(nca.Model(), 8, 8), lambda: nca.Trainer(nca.Model(), PICTURE), lambda: nca.Rollout(nca.Model(), 8, 8, 4)])
@pytest.mark.parametrize("double", [copy.copy, copy.deepcopy, pickle.dumps])
def test_what_owns_memory_is_not_doubled(make: Callable[[], Any], double: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError, match="can be neither copied nor pickled"):
        double(make())


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_no_file_is_written_that_nothing_reads(wrong: float, tmp_path: Path) -> None:
    model = nca.Model()
    model.params[3] = wrong
    with pytest.raises(ValueError, match="params hold NaN or infinite numbers"):
        model.save(tmp_path / "a.safetensors")
    assert not list(tmp_path.iterdir())


def test_a_closed_rollout_says_so_even_where_it_turned() -> None:
    rollout = nca.Rollout(nca.Model(), 8, 8, 4)
    rollout.begin()
    rollout.backward(rollout.forward(2))
    rollout.close()
    with pytest.raises(ValueError, match="this Rollout is closed"):
        rollout.forward(1)


@pytest.mark.parametrize("kind", [torch.float64, torch.int32, torch.float16])
def test_a_state_of_another_kind_than_the_weights_is_named(kind: Any) -> None:
    rule = CellularAutomaton()
    with pytest.raises(TypeError, match="state must be of torch.float32, as the rule's weights are"):
        rule(rule.seed_state(8, 8).to(kind))


def test_complex_weights_are_no_weights() -> None:
    with pytest.raises(TypeError, match="must be an array of float32, not of (torch.)?complex64"):
        convert.from_torch({name: values.to(torch.complex64) for name, values in CellularAutomaton().state_dict().items()})
