# mypy: disable-error-code="arg-type,assignment"
"""Models: files come back the same, what is wrong is said in a sentence, and nothing wrong reaches C."""
from __future__ import annotations

import copy
import io
import pickle
from pathlib import Path
from typing import Any, Dict

import numpy as np
import pytest
import snowflake_nca as nca
from conftest import MODELS, TARGETS, Golden


def test_a_file_comes_back_byte_for_byte(flake: nca.Model, tmp_path: Path) -> None:
    again = nca.Model.load(flake.to_bytes())
    assert again.to_bytes() == flake.to_bytes()
    assert (again.name, again.license, again.size, again.padding, again.epochs) == ("Snowflake", "Apache-2.0", (72, 72), 16, flake.epochs)
    flake.save(tmp_path / "flake.safetensors")
    with open(tmp_path / "flake.safetensors", "rb") as file:
        assert nca.Model.load(file).config == flake.config
    assert np.abs(nca.Model.load(flake.to_bytes("F16")).params - flake.params).max() < 1e-3
    for other in (copy.copy(flake), copy.deepcopy(flake), pickle.loads(pickle.dumps(flake))):
        assert other.to_bytes() == flake.to_bytes()
        other.params[0] += 1
        assert other.to_bytes() != flake.to_bytes()


def test_parameters_are_the_models_own_memory_and_outlive_it(golden: Golden) -> None:
    model = golden.model.copy()
    tensors = model.tensors()
    tensors["updater.2.bias"][-1] = 7.5
    assert nca.Model.load(model.to_bytes()).tensors()["updater.2.bias"][-1] == 7.5
    assert sum(each.size for name, each in tensors.items() if not (name == "updater.0.bias" and golden.config.goals > 1)) == model.params.size
    kept = model.params.copy()
    del model
    others = [nca.Model() for _ in range(50)]
    assert others and np.array_equal(np.concatenate([tensors["updater.0.weight"].ravel()]), kept[:tensors["updater.0.weight"].size])


def test_texts_and_names_of_goals() -> None:
    model = nca.Model(nca.Config(goals=3))
    model.goal_names = ["star", "fern", "flocon à six"]
    model.name, model.family, model.size, model.padding = "Drei", "none", (40, 48), 4
    again = nca.Model.load(model.to_bytes())
    assert again.goal_names == ["star", "fern", "flocon à six"] and again.goal("fern") == 1
    assert (again.name, again.family, again.size, again.padding) == ("Drei", "none", (40, 48), 4)
    assert list(again.mix({"star": 0.25, 2: 0.75})) == [0.25, 0, 0.75] and list(again.mix("fern")) == [0, 1, 0]
    with pytest.raises(ValueError, match="there is no goal 'moss', but star, fern"):
        again.goal("moss")
    with pytest.raises(ValueError, match="goal_names must be 3, not 1"):
        model.goal_names = ["one"]
    with pytest.raises(ValueError, match="one line of less than 128 bytes"):
        model.name = "x" * 200
    model.goal_names = []
    assert model.goal_names == []


@pytest.mark.parametrize("wrong, sentence", [
    ({"channels": 18}, "the model is of another size than can be run"), ({"hidden": 8}, "the model is of another size"), ({"goals": 0}, "another size"),
    ({"goals": 256}, "another size"), ({"decoder": 32}, "another size"), ({"decoder_scale": 4}, "another size"), ({"channels": True}, "channels must be a whole number, not a bool"),
    ({"filters": "sharp"}, "filters must be one of sobel, isotropic, sobel\\+laplacian, not 'sharp'"), ({"alive": "pre"}, "alive must be one of"), ({"edge": "wrap"}, "edge must be one of"),
    ({"fire_rate": 0}, "fire_rate must be from"), ({"fire_rate": float("nan")}, "fire_rate must be from"), ({"alive_threshold": 1.0}, "describes a model that cannot be run"),
    ({"sobel_scale": float("inf")}, "sobel_scale must be from"),
])
def test_configurations_that_cannot_be(wrong: Dict[str, Any], sentence: str) -> None:
    with pytest.raises((ValueError, TypeError), match=sentence):
        nca.Config(**wrong)


@pytest.mark.parametrize("content, name, sentence", [
    (b"", "NCA_ERR_FILE_EMPTY", "the file is empty"),
    (b"PK\x03\x04" + b"\0" * 60, "NCA_ERR_FILE_ZIP", "zip archive, as torch.save makes"),
    (b"\x93NUMPY" + b"\0" * 60, "NCA_ERR_FILE_NUMPY", "NumPy array"),
    (b"\x89HDF\r\n\x1a\n" + b"\0" * 60, "NCA_ERR_FILE_OTHER_MODEL", "HDF5"),
    (b"[]", "NCA_ERR_DISTILL_SHAPE", "other layers than 48"),
    ((MODELS / "snowflake.safetensors").read_bytes()[:-1], "NCA_ERR_WEIGHTS_TRUNCATED", "cut short"),
    ((TARGETS / "snowflake.png").read_bytes(), "NCA_ERR_FILE_PICTURE", "a picture and not a model"),
])
def test_a_bad_file_is_told_in_the_cores_words(content: bytes, name: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(nca.NcaError, match=sentence) as caught:
        nca.Model.load(content)
    assert caught.value.name == name and isinstance(caught.value, ValueError)
    (tmp_path / "bad.safetensors").write_bytes(content)
    with pytest.raises(nca.NcaError, match="bad.safetensors: ") as caught:
        nca.Model.load(tmp_path / "bad.safetensors")
    assert pickle.loads(pickle.dumps(caught.value)).name == name


def test_sources_that_are_none(flake: nca.Model) -> None:
    with pytest.raises(FileNotFoundError):
        nca.Model.load("nowhere.safetensors")
    with pytest.raises(TypeError, match="opened for reading bytes"):
        nca.Model.load(io.StringIO("text"))
    with pytest.raises(TypeError, match="expected a path, bytes or a file, not int"):
        nca.Model.load(3)
    with pytest.raises(ValueError, match="params must have the shape \\[8336\\], not \\[3\\]"):
        flake.params = [1, 2, 3]
    with pytest.raises(ValueError, match="NaN"):
        flake.params = np.full(8336, np.nan)
    with pytest.raises(TypeError, match="params must be an array of float32, not of complex128"):
        flake.params = np.zeros(8336, complex)


def test_the_same_rule_under_another_configuration(flake: nca.Model) -> None:
    assert flake.replace(fire_rate=1.0).config.fire_rate == 1.0
    with pytest.raises(ValueError, match="another shape"):
        flake.replace(channels=20)
