"""Pictures: targets to learn from, hand-written flakes, and PNG."""
from __future__ import annotations

import ctypes
import struct
import zlib
from typing import Any, Optional, Sequence, Tuple, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _arguments as arguments
from . import _declarations as declared
from ._library import check, library
from ._objects import Handle

RGB = Tuple[int, int, int]
CRYSTAL_AXES = ("plate", "outward", "branches", "width")


def target(picture: Union[arguments.Source, NDArray[np.uint8]], height: int, width: int, *, padding: int = 0, premultiplied: bool = False, keep_aspect: bool = True,
           scale: int = 1) -> NDArray[np.float32]:
    """A picture as a target [scale H, scale W, 4] of floats in 0 .. 1, resized as Pillow's LANCZOS does it.

    Args:
        picture: a PNG (path, bytes or open file), or pixels [h, w, 4] of uint8 in straight alpha.
        height, width: of the grid, in cells.
        padding: cells of nothing on every side.
        premultiplied: as the model's configuration has it.
        keep_aspect: as large as fits, centred; else stretched to fill.
        scale: pixels a cell, for what a decoder shall draw.
    Raises:
        NcaError: it is no PNG, or damaged; or there is nothing in it.
    """
    height, width = arguments.side("height", height), arguments.side("width", width)
    padding = arguments.whole("padding", padding, 0, (min(height, width) - 1) // 2)
    scale = arguments.whole("scale", scale, 1, declared.NCA_MAX_SIDE_PIXELS // max(height, width))
    desc = declared.nca_target_desc(height, width, padding, bool(premultiplied), bool(keep_aspect), scale)
    made = np.empty((scale * height, scale * width, 4), np.float32)
    if isinstance(picture, np.ndarray):
        pixels = arguments.array("pixels", picture, (None, None, 4), np.uint8)
        for side in pixels.shape[:2]:
            if not 1 <= side <= declared.NCA_MAX_SIDE_PIXELS:
                check(declared.NCA_ERR_IMAGE_SIZE)
        check(library.nca_target_from_rgba(arguments.address(made), ctypes.byref(desc), arguments.address(pixels), *pixels.shape[:2]))
    else:
        content, name = arguments.read(picture)
        check(library.nca_target_read(arguments.address(made), ctypes.byref(desc), content, len(content)), name)
    return made


def target_turns(picture: ArrayLike, num_turns: int) -> NDArray[np.float32]:
    """A target [H, W, 4] turned about the cell of the seed, by 0, 1, .. num_turns-ths of a circle: [num_turns, H, W, 4]."""
    given = arguments.array("target", picture, (None, None, 4))
    count = arguments.whole("num_turns", num_turns, 1, declared.NCA_MAX_TURNS)
    turned = np.empty((count, *given.shape), np.float32)
    library.nca_target_turns(arguments.address(turned), arguments.address(given), *_sides(given), count)
    return turned


def enlarge(picture: ArrayLike, scale: int) -> NDArray[np.float32]:
    """A target [H, W, 4] enlarged by cubic convolution: [scale H, scale W, 4]."""
    given = arguments.array("target", picture, (None, None, 4))
    scale = arguments.whole("scale", scale, 1, declared.NCA_MAX_SIDE_PIXELS // max(_sides(given)))
    large = np.empty((given.shape[0] * scale, given.shape[1] * scale, 4), np.float32)
    library.nca_target_enlarge(arguments.address(large), arguments.address(given), *_sides(given), scale)
    return large


def texture_error(state: ArrayLike, picture: ArrayLike) -> float:
    """How far a state [H, W, C] is from a target [h, w, 4] as a texture: sliced Wasserstein distance of their patches, wherever they lie."""
    cells = arguments.array("state", state, (None, None, None))
    given = arguments.array("target", picture, (None, None, 4))
    _sides(cells), _sides(given)
    arguments.whole("channels", cells.shape[2], 4, declared.NCA_MAX_CHANNELS)
    error = float(library.nca_texture_error(arguments.address(cells), cells.shape[2], cells.shape[0], cells.shape[1], arguments.address(given), *given.shape[:2]))
    if error < 0:
        check(declared.NCA_ERR_MEMORY)
    return error


def _sides(cells: NDArray[Any]) -> Tuple[int, int]:
    return arguments.side("height", cells.shape[0]), arguments.side("width", cells.shape[1])


def to_png(pixels: NDArray[np.uint8], scale: int = 1) -> bytes:
    """Pixels [H, W, 4] of uint8 as a PNG, each `scale` times as large. https://www.w3.org/TR/png-3/"""
    given = arguments.array("pixels", pixels, (None, None, 4), np.uint8)
    if not given.size:
        raise ValueError(f"pixels must be at least one, not {list(given.shape)}")
    given = given.repeat(arguments.whole("scale", scale, 1, 64), axis=0).repeat(scale, axis=1)
    rows = np.zeros((given.shape[0], 1 + given.shape[1] * 4), np.uint8)  # each begins with its filter: none
    rows[:, 1:] = given.reshape(given.shape[0], -1)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", given.shape[1], given.shape[0], 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)) + chunk(b"IEND", b"")


# ---------------------------------------------------------------- hand-written flakes

def ice(side: int, *, steps: int = 12, radius: Optional[int] = None, freeze: Sequence[int] = (1, 4, 5), melt: Sequence[int] = (2, 3, 6), centre: RGB = (111, 180, 232),
        tips: RGB = (233, 246, 255)) -> NDArray[np.uint8]:
    """A snowflake by a rule on a hexagonal lattice, [side, side, 4] in straight alpha: a cell freezes, or melts, at these numbers of icy neighbours."""
    side = arguments.whole("side", side, 1, declared.NCA_MAX_SIDE_PIXELS)
    steps = arguments.whole("steps", steps, 0, declared.NCA_ICE_MAX_RADIUS_CELLS)
    radius = arguments.whole("radius", max(steps, 1) if radius is None else radius, 0, declared.NCA_ICE_MAX_RADIUS_CELLS)
    fates = [declared.NCA_ICE_STAYS] * 7
    for count in freeze:
        fates[arguments.whole("freeze", count, 0, 6)] = declared.NCA_ICE_FREEZES
    for count in melt:
        fates[arguments.whole("melt", count, 0, 6)] = declared.NCA_ICE_MELTS
    colours = [(ctypes.c_uint8 * 3)(*(arguments.whole(name, each, 0, 255) for each in colour)) for name, colour in (("centre", centre), ("tips", tips))]
    cells = [np.zeros((2 * radius + 1, 2 * radius + 1), np.uint8) for _ in range(2)]
    library.nca_ice_seed(arguments.address(cells[0]), radius)
    rule = declared.nca_ice_rule((ctypes.c_int * 7)(*fates))
    end = library.nca_ice_grow(arguments.address(cells[1]), arguments.address(cells[0]), radius, ctypes.byref(rule), steps)
    pixels = np.empty((side, side, 4), np.uint8)
    library.nca_ice_render(arguments.address(pixels), side, end, radius, ctypes.byref(declared.nca_ice_tint(*colours)))
    return pixels


def crystal_point(number: int) -> NDArray[np.float32]:
    """The point (plate, outward, branches, width), each in 0 .. 1, of the snow crystal that this 32-bit number names, today and for ever."""
    point = np.empty(declared.NCA_CRYSTAL_NUM_AXES, np.float32)
    library.nca_crystal_point(arguments.address(point), arguments.seed(number, "number"))
    return point


def _point(name: str, value: ArrayLike, axes: Optional[int]) -> NDArray[np.float32]:
    point = arguments.array(name, value, (axes,))
    if len(point) == 0 or point.min() < 0 or point.max() > 1:
        raise ValueError(f"{name} must be numbers in 0 .. 1")
    return point


def crystal(which: Union[int, ArrayLike], side: int) -> NDArray[np.uint8]:
    """A snow crystal out of vapour, by its number or its point, as pixels [side, side, 4] in straight alpha."""
    side = arguments.whole("side", side, 1, declared.NCA_MAX_SIDE_PIXELS)
    point = crystal_point(int(which)) if isinstance(which, (int, np.integer)) else _point("point", which, declared.NCA_CRYSTAL_NUM_AXES)
    grown = Handle(library.nca_crystal_grow(arguments.address(point)), library.nca_crystal_destroy)
    pixels = np.empty((side, side, 4), np.uint8)
    library.nca_crystal_draw(arguments.address(pixels), side, grown.address)
    return pixels


def family_mix(point: ArrayLike) -> NDArray[np.float32]:
    """The mix [2^n] of a family's corners that is a point of n numbers in 0 .. 1: axis i is at 1 where bit i of the goal's number is set."""
    given = _point("point", point, None)
    arguments.whole("the number of axes", len(given), 1, 7)
    weights = np.empty(1 << len(given), np.float32)
    library.nca_family_mix(arguments.address(weights), arguments.address(given), len(given))
    return weights
