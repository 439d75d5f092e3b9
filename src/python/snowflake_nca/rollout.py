"""Steps forward, and back with the gradient of any loss on any of their states."""
from __future__ import annotations

import ctypes
from typing import Any, Optional, Tuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _arguments as arguments
from . import _declarations as declared
from ._library import library
from ._objects import Handle, Native
from .model import Model
from .simulation import slices


class Rollout(Native):
    """A run that remembers what its backward pass needs.

        rollout = Rollout(model, 40, 40, max_steps=64)
        rollout.begin(seed=1)
        state = rollout.forward(64)
        grads, dstate = rollout.backward(2 * (state - wanted) / state.size)

    For a loss that looks at several states go forward in pieces, keep each state, and give `backward` one piece after the other, the last first.

    Args:
        model: it is copied.
        height, width: of the grid, in cells.
        max_steps: the longest run.
        fused: as in `Trainer`.
    """

    def __init__(self, model: Model, height: int, width: int, max_steps: int, *, fused: bool = False) -> None:
        arguments.instance("model", model, Model)
        self._height, self._width = arguments.side("height", height), arguments.side("width", width)
        self._max_steps = arguments.whole("max_steps", max_steps, 1, declared.NCA_MAX_ROLLOUT_STEPS)
        if fused and not library.nca_trainer_can_fuse():
            raise ValueError("this machine has no fused multiply-add")
        desc = declared.nca_rollout_desc(self._height, self._width, self._max_steps, bool(fused))
        self._handle = Handle(library.nca_rollout_create(ctypes.byref(desc), model._pointer), library.nca_rollout_destroy)
        self._model, self._rate, self._turned, self._dstate = model.copy(), model.config.fire_rate, False, np.zeros(0, np.float32)

    def begin(self, model: Optional[Model] = None, *, state: Optional[ArrayLike] = None, seed: int = 0, mix: Any = None) -> None:
        """Begin again: by this model (None: the one before), of the same shape; from this state [H, W, C] (None: one cell in the middle)."""
        if model is not None:
            arguments.instance("model", model, Model)
            before, after = self._model.config, model.config
            if any(getattr(before, each) != getattr(after, each) for each in ("channels", "hidden", "filters", "goals", "decoder")) or after.fire_rate > self._rate:
                raise ValueError("a rollout goes on with models of its own shape, and at most its fire rate")
            self._model = model.copy()
        start = None if state is None else arguments.array("state", state, self.shape)
        weights = None if mix is None else self._model.mix(mix)
        self._call("nca_rollout_begin", self._model._pointer, None if start is None else arguments.address(start), arguments.seed(seed))
        self._turned = False
        if weights is not None:
            self._call("nca_rollout_set_mix", arguments.address(weights))

    @property
    def shape(self) -> Tuple[int, int, int]:
        """(H, W, C)."""
        return self._height, self._width, self._model.config.channels

    @property
    def num_steps(self) -> int:
        """Steps that could be gone back."""
        return int(self._call("nca_rollout_num_steps"))

    def forward(self, num_steps: int) -> NDArray[np.float32]:
        """So many steps more; returns the state [H, W, C], a copy."""
        if self._open and self._turned:
            raise ValueError("this rollout has turned back: begin again")
        left = self._max_steps - self.num_steps
        if left == 0 and arguments.whole("num_steps", num_steps, 0, declared.NCA_MAX_ROLLOUT_STEPS) > 0:
            raise ValueError(f"this rollout is at its end, after max_steps={self._max_steps} steps: begin again, or make a longer one")
        for each in slices(arguments.whole("num_steps", num_steps, 0, left), self._height * self._width):
            self._call("nca_rollout_forward", each)
        return self.state

    @property
    def state(self) -> NDArray[np.float32]:
        """The last state [H, W, C] that was made, a copy."""
        return self._open.view(self._call("nca_rollout_state"), self.shape).copy()

    def backward(self, dstate: ArrayLike, num_steps: Optional[int] = None, *, grads: Optional[NDArray[np.float32]] = None) -> Tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Go back, with the gradient of a loss by the state that stands there.

        Args:
            dstate: [H, W, C], or by RGBA alone [H, W, 4]; it is added to what came back from later states.
            num_steps: how far. None: to the beginning.
            grads: flat, to be added to; None: zeros.
        Returns:
            The gradient by all parameters, flat as `Model.params`, and the one by the state before these steps [H, W, C].
        """
        count = self.num_steps if num_steps is None else arguments.whole("num_steps", num_steps, 0, self.num_steps)
        own = np.asarray(dstate)
        given = arguments.array("dstate", own, (self._height, self._width, 4 if own.shape[-1:] == (4,) else self.shape[2]))
        size = self._model.config.num_params
        if grads is None:
            grads = np.zeros(size, np.float32)
        elif grads.shape != (size,) or grads.dtype != np.float32 or not grads.flags.c_contiguous or not grads.flags.writeable:
            raise ValueError(f"grads must be a writable array of {size} float32")
        if not self._turned:
            self._dstate = self._open.view(self._call("nca_rollout_turn"), self.shape, writable=True)
            self._turned = True
        self._dstate[..., :given.shape[2]] += given
        for each in slices(count, self._height * self._width):
            self._call("nca_rollout_backward", arguments.address(grads), each)
        return grads, self._dstate.copy()
