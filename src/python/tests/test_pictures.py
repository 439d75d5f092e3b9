# mypy: disable-error-code="arg-type,assignment"
"""Pictures: targets, hand-written flakes, PNG there and back, and what is wrong said in a sentence."""
from __future__ import annotations

from typing import Any, Callable

import numpy as np
import pytest
import snowflake_nca as nca
from conftest import GOLDEN, ROOT, TARGETS, assert_near, read_safetensors


def test_a_target_is_the_references() -> None:
    values, _ = read_safetensors(GOLDEN / "blog_32x32.safetensors")
    assert np.array_equal(nca.target(TARGETS / "snowflake.png", 32, 32, keep_aspect=False), values["target"])
    values, _ = read_safetensors(GOLDEN / "distill_40x48.safetensors")
    assert_near(nca.target((TARGETS / "snowflake.png").read_bytes(), 40, 48, padding=8, premultiplied=True, keep_aspect=False), values["target"], 1e-7)


def test_pixels_png_and_back() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (13, 9, 4)).astype(np.uint8)
    assert np.array_equal(nca.target(nca.to_png(pixels), 13, 9), nca.target(pixels, 13, 9))
    assert np.array_equal(nca.target(pixels, 13, 9), pixels.astype(np.float32) / np.float32(255))
    assert nca.target(nca.to_png(pixels, scale=3), 39, 27).shape == (39, 27, 4)
    assert nca.target(pixels, 13, 9, scale=2).shape == (26, 18, 4) and nca.enlarge(nca.target(pixels, 13, 9), 2).shape == (26, 18, 4)


def test_turns_and_textures() -> None:
    flake = nca.target(TARGETS / "snowflake.png", 33, 33, padding=4, premultiplied=True)
    turned = nca.target_turns(flake, 6)
    assert turned.shape == (6, 33, 33, 4) and np.array_equal(turned[0], flake)
    assert nca.texture_error(flake, flake) == pytest.approx(0, abs=1e-12) and nca.texture_error(flake, 1 - flake) > 0.01


def test_hand_written_flakes() -> None:
    point = nca.crystal_point(48213)
    assert len(nca.CRYSTAL_AXES) == len(point) and np.array_equal(nca.crystal(48213, 40), nca.crystal(point, 40))
    assert nca.crystal(1, 40)[20, 20, 3] == 255 and not np.array_equal(nca.crystal(1, 40), nca.crystal(2, 40))
    weights = nca.family_mix(point)
    assert weights.shape == (16,) and weights.sum() == pytest.approx(1)
    assert list(nca.family_mix([1, 0])) == [0, 1, 0, 0]
    flake = nca.ice(64)
    assert flake.shape == (64, 64, 4) and 0 < (flake[..., 3] > 0).mean() < 1


@pytest.mark.parametrize("act, sentence", [
    (lambda: nca.target(b"", 9, 9), "the file is empty"), (lambda: nca.target(b"\xff\xd8\xff\xe0" + b"\0" * 20, 9, 9), "this is a JPEG picture"),
    (lambda: nca.target((TARGETS / "snowflake.png").read_bytes()[:200], 9, 9), "damaged or cut short"),
    (lambda: nca.target((ROOT / "assets/models/snowflake.safetensors"), 9, 9), "this is a model and not a picture"),
    (lambda: nca.target(np.zeros((3, 3, 4), np.float32), 9, 9), "pixels must be an array of uint8, not of float32"), (lambda: nca.target(np.zeros((3, 3, 3), np.uint8), 9, 9), "pixels must have the shape \\[any, any, 4\\]"),
    (lambda: nca.target(np.zeros((0, 3, 4), np.uint8), 9, 9), "no pixels or more than 8192"), (lambda: nca.target(b"", 9, 9, padding=5), "padding must be from 0 to 4, not 5"),
    (lambda: nca.crystal([0, 0, 0, 2], 9), "point must be numbers in 0 .. 1"), (lambda: nca.crystal([0, 0], 9), "point must have the shape \\[4\\]"), (lambda: nca.crystal(-1, 9), "number must be from 0"),
    (lambda: nca.family_mix([]), "point must be numbers"), (lambda: nca.family_mix([0] * 8), "the number of axes must be from 1 to 7"), (lambda: nca.ice(9, freeze=[7]), "freeze must be from 0 to 6"),
    (lambda: nca.ice(9, centre=(0, 0, 256)), "centre must be from 0 to 255"), (lambda: nca.texture_error(np.zeros((9, 9, 3)), np.zeros((9, 9, 4))), "channels must be from 4"),
    (lambda: nca.fire_mask(9, 9, 0, 0, 2), "fire_rate must be from 0 to 1"), (lambda: nca.to_png(np.zeros((3, 3, 4))), "pixels must be an array of uint8"),
])
def test_wrong_arguments_are_named(act: Callable[[], Any], sentence: str) -> None:
    with pytest.raises((ValueError, TypeError), match=sentence):
        act()
