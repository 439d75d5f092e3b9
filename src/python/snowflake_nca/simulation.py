"""One grid and one rule, stepped forward: for showing, and for experiments that need no gradient."""
from __future__ import annotations

import ctypes
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Iterator, Optional, Tuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _arguments as arguments
from . import _declarations as declared
from ._library import library
from ._objects import Handle, Native
from .model import Config, Model
from .pictures import crystal_point, family_mix

_USUAL_SIDE_CELLS = 72
_CRYSTALS = "crystals"  # NCA_CRYSTALS
#: Cells times steps in one call of C, so that Ctrl-C is heard within a fraction of a second.
CELL_STEPS_A_CALL = 1 << 20
_MAX_CELLS = 1e6


def slices(num_steps: int, num_cells: int) -> Iterator[int]:
    """So many steps in calls that are short enough to be interrupted."""
    most = max(1, CELL_STEPS_A_CALL // num_cells)
    while num_steps > 0:
        yield min(num_steps, most)
        num_steps -= most


@dataclass(frozen=True)
class Wound:
    """A shape on the grid. (x, y) is a point in cells; (x + 0.5, y + 0.5) is the centre of cell x, y."""

    shape: int
    x: float
    y: float
    size: float
    normal: Tuple[float, float] = (1.0, 0.0)

    @classmethod
    def disc(cls, x: float, y: float, radius: float) -> Wound:
        """All within a radius, in cells."""
        return cls(declared.NCA_WOUND_DISC, x, y, radius)

    @classmethod
    def half(cls, x: float, y: float, normal: Tuple[float, float]) -> Wound:
        """All that lies from the point in the direction of the normal."""
        return cls(declared.NCA_WOUND_HALF_PLANE, x, y, 0.0, normal)

    @classmethod
    def band(cls, x: float, y: float, width: float, normal: Tuple[float, float]) -> Wound:
        """A straight cut through the point, across the normal."""
        return cls(declared.NCA_WOUND_BAND, x, y, width, normal)

    def _native(self) -> declared.nca_wound:
        x, y = (arguments.real("normal", each) for each in self.normal)
        length = float(np.hypot(x, y))
        if not length > 0:
            raise ValueError("normal must have a direction")
        return declared.nca_wound(arguments.whole("shape", self.shape, 0, 2), arguments.real("x", self.x, -_MAX_CELLS, _MAX_CELLS), arguments.real("y", self.y, -_MAX_CELLS, _MAX_CELLS),
                                  arguments.real("size", self.size, 0, _MAX_CELLS), x / length, y / length)


class Simulation(Native):
    """A grid on which a model grows, from one cell in its middle.

    Args:
        model: what grows; it is copied.
        height, width: of the grid, in cells. None: those the model was trained on, or else 72.
        seed: of the fire mask. The same one grows the same flake, to the bit, on every machine.
        goal: which of the model's goals, by number or name; or mix, see `Model.mix`. Neither: the first, or of a family of crystals the flake 48213, as a corner is the edge of what it has learnt.
    """

    def __init__(self, model: Model, height: Optional[int] = None, width: Optional[int] = None, *, seed: int = 0, goal: Any = None, mix: Any = None) -> None:
        if goal is not None and mix is not None:
            raise ValueError("either goal or mix")
        arguments.instance("model", model, Model)
        self._height = arguments.side("height", model.size[0] or _USUAL_SIDE_CELLS if height is None else height)
        self._width = arguments.side("width", model.size[1] or _USUAL_SIDE_CELLS if width is None else width)
        self._model = model.copy()
        self._handle = Handle(library.nca_sim_create(ctypes.byref(declared.nca_sim_desc(self._height, self._width))), library.nca_sim_destroy)
        if not self._call("nca_sim_set_model", self._model._pointer):
            raise MemoryError("there is not enough memory")
        if goal is not None:
            self.set_goal(goal)
        elif mix is not None:
            self.set_mix(mix)
        else:
            self._set_first_flake()
        self.reset(seed)

    def _set_first_flake(self) -> None:
        if self._model.family == _CRYSTALS and self.config.goals == declared.NCA_CRYSTAL_CORNERS:
            self.set_mix(family_mix(crystal_point(declared.NCA_CRYSTAL_FIRST)))

    # ---------------------------------------------------------------- what grows

    @property
    def model(self) -> Model:
        """A copy of what grows."""
        return self._model.copy()

    @property
    def config(self) -> Config:
        """What the model is made of."""
        return self._model.config

    def set_model(self, model: Model) -> None:
        """Another model, which is copied, goes on with the cells that are there; of other channels with those that both have, what is new being 0."""
        arguments.instance("model", model, Model)
        is_alike = all(getattr(self.config, each) == getattr(model.config, each) for each in ("channels", "hidden", "filters", "goals"))
        old, copy = self._open, model.copy()
        with old.lock:
            handle = old if is_alike else Handle(library.nca_sim_clone(old.address), library.nca_sim_destroy)  # C takes memory anew, and so does this
            if not library.nca_sim_set_model(handle.address, copy._pointer):
                raise MemoryError("there is not enough memory")
        self._model, self._handle = copy, handle
        if not is_alike:
            self._set_first_flake()

    def set_goal(self, goal: Any) -> None:
        """Let this goal grow, by number or name: a living flake turns into it."""
        self.set_mix(self._model.goal(goal))

    def set_mix(self, mix: Any) -> None:
        """Let a mix of goals grow, see `Model.mix`. Weights sum to 1 inside of what was learnt; others are allowed."""
        weights = self._model.mix(mix)
        self._call("nca_sim_set_mix", arguments.address(weights))

    def set_kinds(self, mixes: ArrayLike) -> None:
        """Several kinds on one grid, mixes [K, G], at most 255: every cell is of one, and what comes to life takes that of its strongest neighbour.
        Views of `cells` and `kinds` that were taken before show the old grid."""
        weights = arguments.array("mixes", mixes, (None, self.config.goals))
        count = arguments.whole("the number of kinds", len(weights), 1, declared.NCA_MAX_KINDS)
        old = self._open
        with old.lock:
            if count != self.num_kinds:  # C takes memory anew, and so does this
                self._handle = Handle(library.nca_sim_clone(old.address), library.nca_sim_destroy)
            if not self._call("nca_sim_set_kinds", arguments.address(weights), count):
                raise MemoryError("there is not enough memory")

    @property
    def num_kinds(self) -> int:
        """Kinds on this grid, see `set_kinds`."""
        return int(self._call("nca_sim_num_kinds"))

    @property
    def mixes(self) -> NDArray[np.float32]:
        """What each kind is a mix of [K, G]; a copy."""
        return self._open.view(self._call("nca_sim_mixes"), (self.num_kinds, self.config.goals)).copy()

    @property
    def kinds(self) -> Optional[NDArray[np.uint8]]:
        """Of which kind each cell is [H, W], less than `num_kinds`; a copy. None: there is but one kind."""
        pointer = self._call("nca_sim_kinds")
        return self._open.view(pointer, (self._height, self._width), np.uint8).copy() if pointer else None

    @kinds.setter
    def kinds(self, values: ArrayLike) -> None:
        given = arguments.array("kinds", values, (self._height, self._width), np.int64)
        pointer = self._call("nca_sim_kinds")
        if given.min() < 0 or given.max() >= self.num_kinds:
            raise ValueError(f"kinds must be less than {self.num_kinds}, the number of kinds on this grid")
        if pointer:
            with self._open.lock:
                self._open.view(pointer, (self._height, self._width), np.uint8, writable=True)[:] = given

    @property
    def angle(self) -> float:
        """By which every cell perceives turned, in radians: the same rule then grows the picture turned."""
        return float(self._call("nca_sim_angle"))

    @angle.setter
    def angle(self, radians: float) -> None:
        self._call("nca_sim_set_angle", arguments.real("angle", radians, -1e6, 1e6))

    # ---------------------------------------------------------------- time

    def reset(self, seed: int = 0) -> None:
        """Clear, plant one cell in the middle, and begin again at step 0 with this seed of the fire mask."""
        self._call("nca_sim_reset", arguments.seed(seed))

    def step(self, num_steps: int = 1) -> None:
        """Advance. Ctrl-C is heard between steps; the grid is whole then, and can go on."""
        for each in slices(arguments.whole("num_steps", num_steps, 0, 2**31 - 1), self._height * self._width):
            self._call("nca_step", each)

    def set_clock(self, seed: int, num_steps: int) -> None:
        """Go on as if so many steps had been taken with this seed; the grid stays."""
        self._call("nca_sim_set_clock", arguments.seed(seed), arguments.seed(num_steps, "num_steps"))

    @property
    def num_steps(self) -> int:
        """Steps since the reset."""
        return int(self._call("nca_sim_num_steps"))

    @property
    def seed(self) -> int:
        """Of the fire mask."""
        return int(self._call("nca_sim_fire_seed"))

    def clone(self) -> Simulation:
        """Another simulation that stands just as this one, and goes on to the same bits."""
        other = object.__new__(Simulation)
        other._height, other._width, other._model = self._height, self._width, self._model.copy()
        other._handle = Handle(self._call("nca_sim_clone"), library.nca_sim_destroy)
        return other

    def restore(self, snapshot: Simulation) -> None:
        """Stand just as a clone does, which has the same size. Views of `cells` that were taken before show the old grid."""
        if (snapshot._height, snapshot._width) != (self._height, self._width):
            raise ValueError("a snapshot of another size")
        self._model = snapshot._model.copy()
        self._handle = snapshot.clone()._open

    # ---------------------------------------------------------------- what is done to it

    def clear(self) -> None:
        """Set every cell to zero; step and seed stay."""
        self._call("nca_sim_clear")

    def plant(self, x: int, y: int, kind: int = 0) -> None:
        """Plant a seed: alpha and hidden channels 1, RGB 0. Outside the grid: nothing."""
        limit = 2**31 - 1
        self._call("nca_sim_seed_kind", arguments.whole("x", x, -limit, limit), arguments.whole("y", y, -limit, limit),
                   arguments.whole("kind", kind, 0, self.num_kinds - 1))

    def damage(self, x: float, y: float, radius: float) -> None:
        """Set every cell within a disc to zero; all in cells."""
        self.wound(Wound.disc(x, y, arguments.real("radius", radius, 0, _MAX_CELLS)))

    def wound(self, wound: Wound) -> None:
        """Set every cell whose centre the wound covers to zero."""
        arguments.instance("wound", wound, Wound)
        self._call("nca_sim_wound", ctypes.byref(wound._native()))

    def graft(self, where: Wound, kind: int) -> None:
        """Let every cell whose centre the shape covers be of this kind from now on."""
        self._call("nca_sim_graft", ctypes.byref(where._native()), arguments.whole("kind", kind, 0, self.num_kinds - 1))

    def noise(self, where: Wound, seed: int) -> None:
        """Set every cell whose centre the shape covers to random numbers: RGBA in 0 .. 1, hidden channels in -1 .. 1."""
        self._call("nca_sim_noise", ctypes.byref(where._native()), arguments.seed(seed))

    # ---------------------------------------------------------------- what there is to see

    @property
    def shape(self) -> Tuple[int, int, int]:
        """(H, W, C)."""
        return self._height, self._width, self.config.channels

    @property
    def cells(self) -> NDArray[np.float32]:
        """The state [H, W, C], read only: the grid's own memory, which shows each step as it is made. RGBA, then hidden channels."""
        return self._open.view(self._call("nca_sim_cells"), self.shape)

    @property
    def state(self) -> NDArray[np.float32]:
        """The state [H, W, C], a copy; it can be set."""
        with self._open.lock:
            return self.cells.copy()

    @state.setter
    def state(self, values: ArrayLike) -> None:
        given = arguments.array("state", values, self.shape, finite=False)
        with self.edit() as state:
            state[:] = given

    @contextmanager
    def edit(self) -> Iterator[NDArray[np.float32]]:
        """The state [H, W, C] to be written within a `with`: others wait meanwhile."""
        handle = self._open
        with handle.lock:
            state = handle.view(library.nca_sim_state(handle.address), self.shape, writable=True)
            try:
                yield state
            finally:
                state.flags.writeable = False
                library.nca_sim_state_changed(handle.address)

    @property
    def num_alive(self) -> int:
        """Cells that have a living cell in their 3x3."""
        return int(self._call("nca_sim_num_alive"))

    def rgba(self) -> NDArray[np.uint8]:
        """The picture [H, W, 4] in straight alpha, as PNG and Pillow want it."""
        pixels = np.empty((self._height, self._width, 4), np.uint8)
        self._call("nca_sim_rgba", arguments.address(pixels))
        return pixels

    def loss(self, target: ArrayLike) -> float:
        """Mean squared error of RGBA against a target [H, W, 4], see `target`."""
        given = arguments.array("target", target, (self._height, self._width, 4))
        return float(self._call("nca_sim_loss", arguments.address(given)))

    def inspect(self) -> Tuple[NDArray[np.float32], NDArray[np.float32]]:
        """What every cell perceives [H, W, P], and what it would add [H, W, C] if it fired in the next step."""
        perceived = np.empty((self._height, self._width, self.config.perceived), np.float32)
        delta = np.empty(self.shape, np.float32)
        self._call("nca_sim_inspect", arguments.address(perceived), arguments.address(delta))
        return perceived, delta

    def _repr_png_(self) -> bytes:
        """How notebooks show it."""
        from .pictures import to_png
        return to_png(self.rgba(), scale=max(1, 288 // self._width))

    def __repr__(self) -> str:
        return f"<Simulation {self._height}x{self._width}, step {self.num_steps}, {self.num_alive} cells alive>" if self._handle else "<Simulation, closed>"


def fire_mask(height: int, width: int, seed: int, step: int, fire_rate: float = 0.5) -> NDArray[np.bool_]:
    """Which cells fire in a step [H, W]: a pure function of its arguments, the same in C, wasm, GLSL, WGSL, NumPy and PyTorch."""
    mask = np.empty((arguments.side("height", height), arguments.side("width", width)), np.uint8)
    library.nca_fire_mask(arguments.address(mask), height, width, arguments.seed(seed), arguments.seed(step, "step"), arguments.real("fire_rate", fire_rate, 0, 1))
    return mask.view(np.bool_)
