# mypy: disable-error-code="arg-type"
"""Models of other programs: they do here what they do there, come back the same, and what is wrong with a file is said in a sentence."""
from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any, Callable, Dict

import h5py
import numpy as np
import pytest
import snowflake_nca as nca
import torch
from conftest import GOLDENS, MODELS, Golden, assert_near
from foreign import cax_step, ncalab_step, notebook_step, tensorflow_checkpoint
from snowflake_nca import _safetensors, _tensor_bundle, convert
from snowflake_nca.torch import CellularAutomaton

SIDE, STEPS, SEED = 15, 6, 7
KEY = "dmodel/layer_with_weights-{}/{}/.ATTRIBUTES/VARIABLE_VALUE"


def notebook_tensors(random: Any, channels: int = 16, hidden: int = 128) -> Dict[str, Any]:
    return {KEY.format(0, "kernel"): random.normal(0, 0.1, (1, 1, 3 * channels, hidden)).astype(np.float32), KEY.format(0, "bias"): random.normal(0, 0.1, hidden).astype(np.float32),
            KEY.format(1, "kernel"): random.normal(0, 0.05, (1, 1, hidden, channels)).astype(np.float32), KEY.format(1, "bias"): np.full(channels, 0.1, np.float32)}


def write_checkpoint(path: Path, tensors: Dict[str, Any]) -> None:
    index, data = tensorflow_checkpoint(tensors)
    Path(f"{path}.index").write_bytes(index)
    Path(f"{path}.data-00000-of-00001").write_bytes(data)


def grown(model: nca.Model, there: Callable[[Any, Any], Any], order: Any = slice(None), seed: Any = None) -> None:
    """That a rule grows here as it does there, where channels have another order."""
    sim = nca.Simulation(model, SIDE, SIDE, seed=SEED)
    if seed is not None:
        sim.state = seed
    x = np.ascontiguousarray(sim.state[..., order])
    for step in range(STEPS):
        x = there(x, nca.fire_mask(SIDE, SIDE, SEED, step, model.config.fire_rate)).astype(np.float32)
        sim.step()
        assert_near(sim.cells[..., order], x, 1e-5, 1e-5)
    assert sim.num_alive > 9 and np.abs(x).max() > 0.5


def test_a_checkpoint_of_the_notebook_grows_as_the_notebook_grows_it(tmp_path: Path) -> None:
    tensors = notebook_tensors(np.random.default_rng(1))
    extra = {"save_counter/.ATTRIBUTES/VARIABLE_VALUE": np.array(3), KEY.format(0, "kernel/.OPTIMIZER_SLOT/m"): tensors[KEY.format(0, "kernel")]}
    write_checkpoint(tmp_path / "08000", {**tensors, **extra})
    model = convert.from_tensorflow(tmp_path / "08000")
    assert model.config == nca.Config.distill()
    grown(model, lambda x, fires: notebook_step(x, tensors.values(), fires))
    name = "models/use_sample_pool_1 damage_n_3 target_emoji_1F98B run_index_1/08000"
    with zipfile.ZipFile(tmp_path / "models.zip", "w") as archive:
        for part in (".index", ".data-00000-of-00001"):
            archive.write(f"{tmp_path / '08000'}{part}", name + part)
    assert convert.tensorflow_models(tmp_path / "models.zip") == [name]
    assert convert.from_tensorflow(tmp_path / "models.zip", name, fire_rate=1.0).config.fire_rate == 1.0
    assert np.array_equal(convert.from_tensorflow(tmp_path / "models.zip", name).params, model.params)


def test_names_of_a_checkpoint_are_read_whole() -> None:
    tensors = {**notebook_tensors(np.random.default_rng(1)), **{f"a/layer_{number:02}/kernel": np.full((2, number), number, np.float32) for number in range(20)}}
    found = _tensor_bundle.read(*tensorflow_checkpoint(tensors), "")
    assert found.keys() == tensors.keys() and all(np.array_equal(found[name], tensors[name]) for name in tensors)


def test_keras_there_and_back(flake: nca.Model, tmp_path: Path) -> None:
    convert.to_keras(flake, tmp_path / "flake.weights.h5")
    again = convert.from_keras(tmp_path / "flake.weights.h5")
    assert np.array_equal(again.params, flake.params) and again.config == flake.config
    with h5py.File(tmp_path / "flake.weights.h5") as file:
        layers = [file[f"dmodel/layers/{name}/vars/{number}"][()] for name in ("conv2d", "conv2d_1") for number in (0, 1)]
        assert [each.shape for each in layers] == [(1, 1, 48, 128), (128,), (1, 1, 128, 16), (16,)]
    grown(flake, lambda x, fires: notebook_step(x, layers, fires))
    with h5py.File(tmp_path / "old.h5", "w") as file:  # as tf.keras of TensorFlow 2.0 names them
        for name, weight, bias in (("conv2d", layers[0], layers[1]), ("conv2d_1", layers[2], layers[3])):
            file[f"sequential/{name}/kernel:0"], file[f"sequential/{name}/bias:0"] = weight, bias
    assert np.array_equal(convert.from_keras(tmp_path / "old.h5").params, flake.params)


def test_cax_there_and_back(flake: nca.Model, tmp_path: Path) -> None:
    tree = convert.to_cax(flake)
    assert tree["perceive"]["conv"]["kernel"].shape == (3, 3, 1, 48) and tree["update"]["layers"][0]["kernel"].shape == (1, 1, 48, 128)
    order = np.r_[4:16, 0:4]
    grown(flake, lambda x, fires: cax_step(x, tree, fires, 0.5), order)
    again = convert.from_cax(tree, premultiplied=True)
    assert again.config == flake.config and np.array_equal(again.params, flake.params)
    random = np.random.default_rng(4)
    other: Dict[str, Any] = {"perceive": {"conv": {"kernel": {"value": tree["perceive"]["conv"]["kernel"]}}},
             "update": {"layers": [{"kernel": random.normal(0, 0.1, (1, 1, 48, 40)).astype(np.float32), "bias": random.normal(0, 0.1, 40).astype(np.float32)},
                                   {"kernel": random.normal(0, 0.05, (1, 1, 40, 16)).astype(np.float32), "bias": np.full(16, 0.1, np.float32)}]}}
    model = convert.from_cax(other, cell_dropout_rate=0.25)
    assert (model.config.hidden, model.config.fire_rate) == (48, 0.75)  # 40 hidden units, filled up
    plain = {"perceive": tree["perceive"], "update": other["update"]}
    seed = convert.cax_seed(model, SIDE, SIDE)
    assert seed.sum() == 1 and seed[7, 7, 3] == 1
    grown(model, lambda x, fires: cax_step(x, plain, fires, 0.25), order, seed)
    np.savez(tmp_path / "ca.npz", **{"perceive/conv/kernel": tree["perceive"]["conv"]["kernel"], **{f"update.layers.{layer}.{part}": other["update"]["layers"][layer][part] for layer in (0, 1) for part in ("kernel", "bias")}})
    assert np.array_equal(convert.from_cax(tmp_path / "ca.npz", cell_dropout_rate=0.25).params, model.params)


@pytest.mark.parametrize("alive", ["post", "none"])
@pytest.mark.parametrize("filters", ["sobel", "sobel+laplacian"])
def test_ncalab_there_and_back(alive: str, filters: str, tmp_path: Path) -> None:
    model = nca.Model(nca.Config(channels=12, hidden=32, alive=alive, filters=filters, sobel_scale=0.125), seed=3)
    model.tensors()["updater.2.weight"][:] = np.random.default_rng(2).normal(0, 0.1, (12, 32))
    model.tensors()["updater.2.bias"][3] = 0.2
    how = convert.to_ncalab(model, tmp_path / "nca.safetensors")
    tensors = _safetensors.read((tmp_path / "nca.safetensors").read_bytes(), "")
    assert how == {"num_image_channels": 4, "num_hidden_channels": 8, "hidden_size": 33, "fire_rate": 0.5, "use_alive_mask": alive == "post", "use_laplace": filters != "sobel"}
    assert tensors["rule.network.0.weight"].shape == (33, 12 * (how["use_laplace"] + 3), 1, 1) and "rule.network.2.bias" not in tensors
    grown(model, lambda x, fires: ncalab_step(x, tensors, fires, how["use_alive_mask"], how["use_laplace"]))
    again = convert.from_ncalab(tmp_path / "nca.safetensors", use_alive_mask=how["use_alive_mask"])
    assert (again.config.hidden, again.config.alive, again.config.filters) == (48, alive, filters)
    grown(again, lambda x, fires: ncalab_step(x, tensors, fires, how["use_alive_mask"], how["use_laplace"]))
    model.tensors()["updater.2.bias"][:] = 0
    assert convert.to_ncalab(model, tmp_path / "nca.safetensors")["hidden_size"] == 32
    assert np.array_equal(convert.from_ncalab(tmp_path / "nca.safetensors", use_alive_mask=alive == "post").params, model.params)


def test_channels_that_are_no_multiple_of_four(tmp_path: Path) -> None:
    tensors = {"rule.network.0.weight": np.random.default_rng(3).normal(0, 0.2, (20, 3 * 14, 1, 1)).astype(np.float32), "rule.network.0.bias": np.full(20, 0.1, np.float32),
               "rule.network.2.weight": np.random.default_rng(4).normal(0, 0.1, (14, 20, 1, 1)).astype(np.float32)}
    model = convert.from_ncalab(_safetensors.write(tensors))
    assert (model.config.channels, model.config.hidden) == (16, 32)
    grown(model, lambda x, fires: ncalab_step(x, tensors, fires, False, False), slice(14))


@pytest.mark.parametrize("name", GOLDENS)
def test_torch_there_and_back(name: str, tmp_path: Path) -> None:
    golden = Golden(name)
    torch.save({"state_dict": convert.to_torch(golden.model), "epoch": 3}, tmp_path / "rule.pt")
    config = {each: getattr(golden.config, each) for each in ("alive", "edge", "filters", "sobel_scale")}
    if golden.config.decoder:
        with pytest.raises(ValueError, match="name the decoder_scale"):
            convert.from_torch(tmp_path / "rule.pt", **config)
        config["decoder_scale"] = golden.config.decoder_scale
    again = convert.from_torch(tmp_path / "rule.pt", **config)
    assert again.config == golden.config and np.array_equal(again.params, golden.model.params)
    assert np.array_equal(convert.from_torch(CellularAutomaton.from_model(again).state_dict(), **config).params, again.params)


def test_state_dicts_of_other_names(flake: nca.Model) -> None:
    tensors = flake.tensors()
    other = {"fc0.weight": torch.tensor(tensors["updater.0.weight"]), "fc0.bias": torch.tensor(tensors["updater.0.bias"]), "fc1.weight": torch.tensor(tensors["updater.2.weight"]),
             "sobel": torch.zeros(16, 1, 3, 3), "steps": torch.tensor(3)}
    again = convert.from_torch(other, alive="pre+post", sobel_scale=0.125)
    assert np.array_equal(again.tensors()["updater.2.weight"], tensors["updater.2.weight"]) and not again.tensors()["updater.2.bias"].any()


def test_distill_there_and_back(flake: nca.Model) -> None:
    again = nca.Model.load(convert.to_distill(flake))
    assert again.config == flake.config and json.loads(convert.to_distill(flake))[0]["in_ch"] == 48
    for name, tensor in flake.tensors().items():
        assert np.abs(again.tensors()[name] - tensor).max() <= np.abs(tensor).max() / 254
    assert convert.to_distill(again) == convert.to_distill(nca.Model.load(convert.to_distill(again)))


def test_goals_go_one_by_one() -> None:
    golden = Golden("goals_4")
    one = nca.Model.load(convert.to_distill(golden.model, mix=2)).tensors()["updater.0.bias"]
    assert np.abs(one - golden.model.tensors()["goals.bias"][2]).max() < 2e-3
    with pytest.raises(ValueError, match="place for one goal: name it"):
        convert.to_distill(golden.model)


# ---------------------------------------------------------------- what is wrong

def zeros(*shape: int) -> Any:
    return np.zeros(shape, np.float32)


def spoilt(tensors: Dict[str, Any], key: str, values: Any) -> Dict[str, Any]:
    return {**tensors, key: values}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tensors = notebook_tensors(np.random.default_rng(1))
    index, data = tensorflow_checkpoint(tensors)

    def put(name: str, index: bytes, data: bytes) -> None:
        (tmp_path / f"{name}.index").write_bytes(index)
        (tmp_path / f"{name}.data-00000-of-00001").write_bytes(data)

    put("cut_index", index[:-60], data)
    put("short_index", index[:20], data)
    put("cut_data", index, data[:-1])
    put("flipped_data", index, bytes([data[99] ^ 1]).join([data[:99], data[100:]]))
    put("flipped_index", bytes([index[70] ^ 1]).join([index[:70], index[71:]]), data)
    put("nan", *tensorflow_checkpoint(spoilt(tensors, KEY.format(1, "bias"), np.full(16, np.nan, np.float32))))
    put("shape", *tensorflow_checkpoint(spoilt(tensors, KEY.format(1, "kernel"), np.zeros((1, 1, 127, 16), np.float32))))
    put("deep", *tensorflow_checkpoint({**tensors, "z/kernel": np.zeros((1, 1, 16, 16), np.float32)}))
    (tmp_path / "whole.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as archive:
        archive.writestr("a.index", index)
    (tmp_path / "cut.zip").write_bytes((tmp_path / "whole.zip").read_bytes()[:-30])
    (tmp_path / "no.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + b"\0" * 40)
    (tmp_path / "no.npz").write_bytes(b"PK\x03\x04 and no more")
    with h5py.File(tmp_path / "three.h5", "w") as file:
        file["a/vars/0"] = np.zeros((3, 3, 16, 16), np.float32)
    with h5py.File(tmp_path / "texts.h5", "w") as file:
        file["a/vars/0"] = "words"
    file = io.BytesIO()
    torch.save({"updater.0.weight": torch.zeros(128, 48), "updater.2.weight": torch.zeros(16, 128)}, file)
    (tmp_path / "lacks.pt").write_bytes(file.getvalue())
    (tmp_path / "cut.pt").write_bytes(file.getvalue()[:-200])
    torch.save(CellularAutomaton(), tmp_path / "code.pt")
    torch.save([1, 2], tmp_path / "list.pt")
    torch.save({**CellularAutomaton().state_dict(), "updater.0.bias": torch.full((128,), np.nan)}, tmp_path / "nan.pt")
    torch.save({**CellularAutomaton().state_dict(), "updater.0.bias": torch.zeros(127)}, tmp_path / "shape.pt")
    (tmp_path / "head.safetensors").write_bytes(_safetensors.write({"rule.network.0.weight": zeros(20, 42, 1, 1), "rule.network.2.weight": zeros(14, 20, 1, 1), "head.weight": zeros(3)}))
    (tmp_path / "learnt.safetensors").write_bytes(_safetensors.write({"perception.filters.0.weight": zeros(14, 1, 3, 3)}))
    return tmp_path


@pytest.mark.parametrize("act, sentence", [
    (lambda at: convert.from_tensorflow(at / "cut_index"), "no index of a TensorFlow checkpoint, or is cut short"), (lambda at: convert.from_tensorflow(at / "short_index"), "cut short"),
    (lambda at: convert.from_tensorflow(at / "cut_data"), "damaged, or its parts are not of each other"), (lambda at: convert.from_tensorflow(at / "flipped_data"), "damaged, or its parts"),
    (lambda at: convert.from_tensorflow(at / "flipped_index"), "damaged, or its parts"), (lambda at: convert.from_tensorflow(at / "nan"), "NaN or infinite numbers"),
    (lambda at: convert.from_tensorflow(at / "shape"), "not two 1x1 layers of which one feeds the other"), (lambda at: convert.from_tensorflow(at / "deep"), "not two 1x1 layers"),
    (lambda at: convert.from_tensorflow(at / "whole.zip", "b"), "there is no b.index in it"), (lambda at: convert.from_tensorflow(at / "cut.zip", "a"), "no zip, or a damaged one"),
    (lambda at: convert.from_keras(at / "no.h5"), "no HDF5 file, or a damaged one"), (lambda at: convert.from_keras(at / "three.h5"), "not two 1x1 layers"),
    (lambda at: convert.from_cax(at / "no.npz"), "no .npz of arrays"), (lambda at: convert.from_cax({}), "not two 1x1 layers"), (lambda at: convert.from_cax({}, cell_dropout_rate=1), "cell_dropout_rate must be from 0"),
    (lambda at: convert.from_tensorflow(at / "whole.zip"), "it is a zip: name one of its checkpoints"), (lambda at: convert.from_tensorflow(at / "no.h5"), "neither a zip nor the name of a checkpoint"),
    (lambda at: convert.from_torch({"updater.0.weight": np.zeros(128), "updater.2.weight": np.zeros(128)}), "must have the shape \\[outputs, inputs\\], not \\[128\\]"),
    (lambda at: convert.from_keras(at / "texts.h5"), "not two 1x1 layers"),
    (lambda at: convert.from_torch(at / "lacks.pt"), "lacks updater.0.bias"), (lambda at: convert.from_torch(at / "cut.pt"), "no file of torch.save with tensors alone, or a damaged one"),
    (lambda at: convert.from_torch(at / "code.pt"), "no file of torch.save with tensors alone"), (lambda at: convert.from_torch(at / "list.pt"), "no state_dict in it"),
    (lambda at: convert.from_torch(at / "nan.pt"), "updater.0.bias holds NaN"), (lambda at: convert.from_torch(at / "shape.pt"), "updater.0.bias must have the shape \\[128\\]"),
    (lambda at: convert.from_ncalab(at / "head.safetensors"), "it has a head"), (lambda at: convert.from_ncalab(at / "learnt.safetensors"), "filters were learnt"),
    (lambda at: convert.from_ncalab(b"\xff" * 30), "no safetensors file, or a damaged one"), (lambda at: convert.from_ncalab(b""), "no safetensors file"),
    (lambda at: convert.to_distill(nca.Model()), "whose alive is pre\\+post, and this one's is post"), (lambda at: convert.to_cax(Golden("isotropic").model), "filters is sobel"),
    (lambda at: convert.to_ncalab(nca.Model.load(MODELS / "snowflake.safetensors"), at / "x"), "alive is post or none"), (lambda at: convert.to_keras(Golden("torus").model, at / "x"), "edge is zero"),
    (lambda at: convert.to_distill(Golden("decoder_goals_2").model, mix=0), "no place for a decoder"),
])
def test_a_bad_file_is_told_in_a_sentence(act: Callable[[Path], Any], sentence: str, folder: Path) -> None:
    with pytest.raises(ValueError, match=sentence):
        act(folder)


def test_perceptions_that_cannot_be(flake: nca.Model) -> None:
    tree = convert.to_cax(flake)
    kernel = tree["perceive"]["conv"]["kernel"]
    for wrong, sentence in ((kernel + np.arange(48, dtype=np.float32), "learnt, or differs"), (np.abs(kernel), "none of identity, Sobel"), (kernel[..., :47], "and not \\[3, 3, 1, 48\\]")):
        with pytest.raises(ValueError, match=sentence):
            convert.from_cax({**tree, "perceive": {"conv": {"kernel": wrong}}})


@pytest.mark.parametrize("part", [".index", ".data-00000-of-00001"])
def test_no_beginning_of_a_checkpoint_is_taken_for_it(part: str, tmp_path: Path) -> None:
    write_checkpoint(tmp_path / "a", notebook_tensors(np.random.default_rng(1), 8, 16))
    whole = Path(f"{tmp_path / 'a'}{part}").read_bytes()
    for size in [*range(0, len(whole), max(1, len(whole) // 60)), len(whole) - 1]:
        Path(f"{tmp_path / 'a'}{part}").write_bytes(whole[:size])
        with pytest.raises(ValueError, match="cut short|damaged"):
            convert.from_tensorflow(tmp_path / "a")
