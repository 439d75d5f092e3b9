"""Neural cellular automata that grow a picture from one cell: the C core of Snowflake, with NumPy arrays.

    import snowflake_nca as nca

    model = nca.Model.load(nca.asset("snowflake.safetensors"))
    with nca.Simulation(model, 72, 72, seed=42) as sim:
        sim.step(96)
        open("flake.png", "wb").write(nca.to_png(sim.rgba(), scale=8))

One step: every cell perceives its neighbourhood, a small network (the same for all cells) says what to add, a random half of the cells takes it, and
what has no living neighbour becomes zero. Mordvintsev et al., "Growing Neural Cellular Automata", https://distill.pub/2020/growing-ca/

Dimensions: H, W cells; C channels; P perceived; D hidden; G goals; E width of a decoder. Arrays are float32, row-major, the state [H, W, C].
Errors: a wrong argument is a ValueError or TypeError that names it; a bad file is an `NcaError`, which is a ValueError, in the core's own sentence.
Threads: while C computes the GIL is free, so several objects run on several threads; threads that share one object take turns.
Bits: the same inputs give the same bits as the page, the element and the program `nca`, on every machine.
"""
from __future__ import annotations

from . import _declarations
from ._library import NcaError, library as _library
from .assets import ASSETS, asset
from .decoder import Decoder
from .model import Config, Model
from .pictures import CRYSTAL_AXES, crystal, crystal_point, enlarge, family_mix, ice, target, target_turns, texture_error, to_png
from .probe import Member, Trial, probe, probe_member
from .recipe import FIELDS, Recipe
from .rollout import Rollout
from .simulation import Simulation, Wound, fire_mask
from .trainer import Trainer, can_fuse

__version__: str = _declarations.VERSION

__all__ = ["ASSETS", "CRYSTAL_AXES", "Config", "Decoder", "FIELDS", "Member", "Model", "NcaError", "Recipe", "Rollout", "Simulation", "Trainer", "Trial", "Wound", "asset", "can_fuse", "crystal",
           "crystal_point", "enlarge", "family_mix", "fire_mask", "ice", "kernels", "probe", "probe_member", "target", "target_turns", "texture_error", "to_png"]


def kernels() -> str:
    """The widest vectors that run here: avx512, avx2, neon, simd128 or scalar. All of them give the same bits."""
    return str(_library.nca_kernels().decode())
