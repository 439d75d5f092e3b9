"""A picture finer than the grid, out of the state, by a model that has learnt to draw one."""
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


class Decoder(Native):
    """Draws states of a model that has a decoder.

    Args:
        model: it is copied.
        scale: pixels a cell, 1 to 128. None: those at which it was trained.
    """

    def __init__(self, model: Model, scale: Optional[int] = None) -> None:
        arguments.instance("model", model, Model)
        if not model.config.decoder:
            raise ValueError("this model has no decoder")
        self._scale = arguments.whole("scale", model.config.decoder_scale if scale is None else scale, 1, declared.NCA_MAX_FINE_SCALE)
        self._config = model.config
        self._handle = Handle(library.nca_decoder_create(model._pointer, self._scale), library.nca_decoder_destroy)

    @property
    def scale(self) -> int:
        """Pixels a cell."""
        return self._scale

    def _state(self, state: ArrayLike) -> NDArray[np.float32]:
        given = arguments.array("state", state, (None, None, self._config.channels), finite=False)
        arguments.side("height", given.shape[0]), arguments.side("width", given.shape[1])
        return given

    def _draw(self, name: str, state: ArrayLike, area: Optional[Tuple[int, int, int, int]], dtype: Any) -> NDArray[Any]:
        cells = self._state(state)
        height, width = cells.shape[0] * self._scale, cells.shape[1] * self._scale
        top, left, tall, wide = (0, 0, height, width) if area is None else area
        top, left = arguments.whole("area top", top, 0, height), arguments.whole("area left", left, 0, width)
        tall, wide = arguments.whole("area height", tall, 0, height - top), arguments.whole("area width", wide, 0, width - left)
        picture = np.empty((tall, wide, 4), dtype)
        self._call(name, arguments.address(picture), arguments.address(cells), *cells.shape[:2], ctypes.byref(declared.nca_area(top, left, tall, wide)))
        return picture

    def decode(self, state: ArrayLike, area: Optional[Tuple[int, int, int, int]] = None) -> NDArray[np.float32]:
        """The picture [scale H, scale W, 4] of a state [H, W, C], or an area of it (top, left, height, width in pixels): RGBA as the state has it."""
        return self._draw("nca_decode", state, area, np.float32)

    def rgba(self, state: ArrayLike, area: Optional[Tuple[int, int, int, int]] = None) -> NDArray[np.uint8]:
        """The same as bytes in straight alpha, with nothing where nothing lives."""
        return self._draw("nca_decode_rgba", state, area, np.uint8)

    def _pixels(self, pixels: ArrayLike, state: NDArray[np.float32]) -> Tuple[NDArray[np.int32], Any]:
        given = arguments.array("pixels", pixels, (None, 2), np.int64)
        if len(given) and (given.min() < 0 or (given >= np.array(state.shape[:2]) * self._scale).any()):
            raise ValueError("pixels must be rows (y, x) within the picture")
        places = np.ascontiguousarray(given, np.int32)
        return places, ctypes.cast(arguments.address(places), ctypes.POINTER(declared.nca_pixel))

    def decode_pixels(self, state: ArrayLike, pixels: ArrayLike) -> NDArray[np.float32]:
        """The picture at pixels [N, 2] of (y, x): [N, 4]."""
        cells = self._state(state)
        places, pointer = self._pixels(pixels, cells)
        picture = np.empty((len(places), 4), np.float32)
        self._call("nca_decode_pixels", arguments.address(picture), arguments.address(cells), *cells.shape[:2], pointer, len(places))
        return picture

    def backward(self, state: ArrayLike, pixels: ArrayLike, dpicture: ArrayLike) -> Tuple[NDArray[np.float32], NDArray[np.float32]]:
        """From the gradient of a loss by pixels, dpicture [N, 4], to those by all parameters of the model, flat, and by the state [H, W, C]."""
        cells = self._state(state)
        places, pointer = self._pixels(pixels, cells)
        given = arguments.array("dpicture", dpicture, (len(places), 4))
        grads, dstate = np.zeros(self._config.num_params, np.float32), np.zeros(cells.shape, np.float32)
        self._call("nca_decode_backward", arguments.address(grads), arguments.address(dstate), arguments.address(given), arguments.address(cells), *cells.shape[:2],
                   pointer, len(places))
        return grads, dstate
