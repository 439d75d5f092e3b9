"""What the tests share: the module as it was built, golden files of the independent reference, and one rule on how near is near enough."""
from __future__ import annotations

import json
import os
import struct
import sys
from pathlib import Path
from typing import Any, Dict, Tuple

for _library in ("OMP", "OPENBLAS"):  # so small products that threads would only wait for each other
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

import numpy as np  # noqa: E402
import pytest  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "build/python"))

import snowflake_nca as nca  # noqa: E402

GOLDEN = ROOT / "wasm_tests/golden"
MODELS = ROOT / "assets/models"
TARGETS = ROOT / "assets/targets"
#: In the golden files, and here.
NAMES = {"w1": "updater.0.weight", "b1": "goals.bias", "w2": "updater.2.weight", "b2": "updater.2.bias",
         **{f"dec_{kind}{layer}": f"decoder.{layer}.{name}" for layer in range(3) for kind, name in (("w", "weight"), ("b", "bias"))}}


def read_safetensors(path: Path) -> Tuple[Dict[str, NDArray[np.float32]], Dict[str, str]]:
    content = path.read_bytes()
    size = struct.unpack("<Q", content[:8])[0]
    head = json.loads(content[8:8 + size])
    meta = head.pop("__metadata__", {})
    data = content[8 + size:]
    return {name: np.frombuffer(data[slice(*each["data_offsets"])], np.float32).reshape(each["shape"]) for name, each in head.items()}, meta


class Golden:
    """A golden file: a model, and what the reference made of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values, self.meta = read_safetensors(GOLDEN / f"{name}.safetensors")
        meta = self.meta
        self.config = nca.Config(
            channels=int(meta.get("channels", 16)), hidden=int(meta.get("hidden", 128)), filters=meta.get("filters", "sobel"), alive=meta["alive"],
            edge=meta.get("edge", "zero"), goals=int(meta.get("goals", 1)), decoder=int(meta.get("decoder", 0)),
            decoder_scale=int(meta["scale"]) if int(meta.get("decoder", 0)) else 0, sobel_scale=float(meta["sobel_scale"]), fire_rate=float(meta["fire_rate"]),
            alive_threshold=float(meta["alive_threshold"]))
        self.height, self.width, self.seed = (int(meta[each]) for each in ("height", "width", "seed"))
        self.model = nca.Model(self.config)
        self.fill(self.model.tensors(), "")

    def fill(self, tensors: Dict[str, NDArray[Any]], prefix: str) -> None:
        for key, name in NAMES.items():
            if prefix + key in self.values:
                tensors[name if name in tensors else "updater.0.bias"][:] = self.values[prefix + key]

    def flat(self, prefix: str) -> NDArray[np.float32]:
        """Tensors of this prefix as flat parameters."""
        values = np.zeros(self.config.num_params, np.float32)
        self.fill(self.model.split(values), prefix)
        return values

    @property
    def goals(self) -> Dict[str, Any]:
        """By the part of a state's name: what grows there."""
        return {"": 0} if self.config.goals == 1 else {**{f"goal{goal}_": goal for goal in range(self.config.goals)}, "mix_": self.values["mix"]}


GOLDENS = [path.stem for path in sorted(GOLDEN.glob("*.safetensors")) if path.stem != "fire_masks"]


@pytest.fixture(params=GOLDENS)
def golden(request: Any) -> Golden:
    return Golden(request.param)


@pytest.fixture
def flake() -> nca.Model:
    return nca.Model.load(MODELS / "snowflake.safetensors")


def assert_near(found: Any, wanted: Any, absolute: float, relative: float = 0.0) -> None:
    """Within absolute + relative |wanted| everywhere; NaN is not."""
    found, wanted = np.asarray(found, np.float64), np.asarray(wanted, np.float64)
    assert found.shape == wanted.shape
    off = ~(np.abs(found - wanted) <= absolute + relative * np.abs(wanted))
    if off.any():
        at = tuple(np.argwhere(off)[0])
        raise AssertionError(f"{off.sum()} of {off.size} are off, the first at {at}: {found[at]} in place of {wanted[at]}")


def assert_grads(found: Dict[str, NDArray[Any]], wanted: Dict[str, NDArray[Any]]) -> None:
    """Within 1e-5 of each tensor's largest value."""
    assert found.keys() == wanted.keys()
    for name, tensor in wanted.items():
        assert np.abs(tensor).max() > 0, f"{name}: nothing was checked"
        try:
            assert_near(found[name], tensor, 1e-5 * float(np.abs(tensor).max()))
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from None
