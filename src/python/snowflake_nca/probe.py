"""What a model does long after its training's horizon, and what a family does with members that it has never seen."""
from __future__ import annotations

import ctypes
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _arguments as arguments
from . import _declarations as declared
from ._library import check, library
from ._objects import Handle
from .model import Model

KINDS = ("lasting", "healing", "wide_lasting", "wide_healing", "two_seeds")


class Trial(NamedTuple):
    """One grid of a probe. Errors are squared, summed over the grid and divided by the numbers of the model's own picture."""

    kind: str  #: lasting, healing, wide_lasting, wide_healing or two_seeds
    seed: int  #: of the fire mask
    wound: Optional[str]  #: of a healing trial
    steps: Tuple[int, ...]  #: when each error was taken
    errors: Tuple[float, ...]


def probe(model: Model, target: ArrayLike, *, goal: Any = 0, ages: Sequence[int] = (96, 200, 1000), seeds: int = 1, first_seed: int = 0, wide: int = 0,
          threads: Optional[int] = None) -> List[Trial]:
    """Grow for long, wound in 32 ways, on a larger grid, with two seeds at once.

    Args:
        target: [H, W, 4], that of the goal.
        ages: steps at which the error is taken, ascending, at most 16.
        seeds: fire masks to try, from first_seed on.
        wide: side of the larger grid in cells; 0: no trials on one.
        threads: trials at once. None: as many as there are cores.
    """
    arguments.instance("model", model, Model)
    picture = arguments.array("target", target, (None, None, 4))
    height, width = arguments.side("height", picture.shape[0]), arguments.side("width", picture.shape[1])
    steps = [arguments.whole("ages", each, 0, declared.NCA_MAX_ROLLOUT_STEPS) for each in ages]
    if not 1 <= len(steps) <= declared.NCA_PROBE_MAX_AGES or any(a >= b for a, b in zip(steps, steps[1:])):
        raise ValueError(f"ages must be 1 to {declared.NCA_PROBE_MAX_AGES} steps, ascending")
    if arguments.whole("wide", wide, 0, declared.NCA_MAX_SIDE_CELLS) and wide < max(height, width):
        raise ValueError("wide must be as large as the target, or 0")
    desc = declared.nca_probe_desc(height_cells=height, width_cells=width, padding_cells=model.padding, goal=model.goal(goal), wide_cells=wide,
                                   num_seeds=arguments.whole("seeds", seeds, 1, 1024), first_seed=arguments.seed(first_seed, "first_seed"), num_ages=len(steps))
    desc.ages_steps[:len(steps)] = steps
    held = Handle(library.nca_probe_create(ctypes.byref(desc), model._pointer, arguments.address(picture)), library.nca_probe_destroy)
    count = library.nca_probe_num_trials(held.address)
    with ThreadPoolExecutor(arguments.whole("threads", threads or os.cpu_count() or 1, 1, 1024)) as pool:
        runs = [pool.submit(library.nca_probe_run, held.address, trial) for trial in range(count)]
        try:
            for run in runs:
                check(run.result())
        except BaseException:  # Ctrl-C: those under way end, the others do not begin
            for run in runs:
                run.cancel()
            raise
    return [_told(library.nca_probe_trial(held.address, trial).contents) for trial in range(count)]


def _told(trial: declared.nca_trial) -> Trial:
    kind = KINDS[trial.kind]
    wound = library.nca_probe_wound_name(trial.wound).decode() if "healing" in kind else None
    return Trial(kind, trial.seed, wound, tuple(trial.steps[:trial.num_errors]), tuple(trial.errors[:trial.num_errors]))


class Member(NamedTuple):
    """How a member of a family does, see `probe_member`."""

    early_error: float  #: mean squared, from its own picture
    late_error: float
    turned_error: float  #: from that of the next one, after it has turned into it
    asymmetry: float  #: squared difference from itself turned by 60 degrees, over its mean square
    largest: float  #: number of a cell; infinite where one is none
    num_alive: int
    num_at_edge: int
    visible: NDArray[np.float32]  #: [H, W, 4] at the late step


def probe_member(model: Model, mix: Any, target: ArrayLike, next_mix: Any, next_target: ArrayLike, *, seed: int = 0, early: int = 200, late: int = 2000,
                 turn: int = 500) -> Member:
    """Grow a member, look at it at two steps, and let it turn into the next one without a restart; targets [H, W, 4], mixes as `Model.mix` takes them."""
    arguments.instance("model", model, Model)
    picture = arguments.array("target", target, (None, None, 4))
    height, width = arguments.side("height", picture.shape[0]), arguments.side("width", picture.shape[1])
    arrays = {"mix": model.mix(mix), "next_mix": model.mix(next_mix), "target": picture, "next_target": arguments.array("next_target", next_target, picture.shape)}
    limit = declared.NCA_MAX_ROLLOUT_STEPS
    late = arguments.whole("late", late, 0, limit)
    desc = declared.nca_member_desc(height_cells=height, width_cells=width, seed=arguments.seed(seed), early_step=arguments.whole("early", early, 0, late), late_step=late,
                                    turn_steps=arguments.whole("turn", turn, 0, limit),
                                    **{name: ctypes.cast(arguments.address(each), ctypes.POINTER(ctypes.c_float)) for name, each in arrays.items()})
    report, visible = declared.nca_member_report(), np.empty((height, width, 4), np.float32)
    check(library.nca_member_probe(ctypes.byref(report), arguments.address(visible), ctypes.byref(desc), model._pointer))
    return Member(visible=visible, **{name: getattr(report, name) for name, _ in report._fields_})
