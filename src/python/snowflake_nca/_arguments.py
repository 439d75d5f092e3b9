"""Arguments, checked before C sees them: C takes a wrong one for a bug, and ends the program."""
from __future__ import annotations

import math
import operator
import os
from typing import Any, Optional, Sequence, Tuple, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _declarations as declared

#: A path, the bytes of a file, or a file that was opened for reading bytes.
Source = Union[str, "os.PathLike[str]", bytes, bytearray, memoryview, Any]


def whole(name: str, value: Any, low: int, high: int) -> int:
    """A whole number from low to high; also of NumPy. A bool is none."""
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} must be a whole number, not a bool")
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, not {type(value).__name__}") from None
    if not low <= number <= high:
        raise ValueError(f"{name} must be from {low} to {high}, not {number}")
    return number


def real(name: str, value: Any, low: float = -math.inf, high: float = math.inf) -> float:
    """A finite number from low to high."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be a number, not {type(value).__name__}") from None
    if not (math.isfinite(number) and low <= number <= high):
        wanted = "finite" if math.isinf(low) and math.isinf(high) else f"from {low:g} to {high:g}"
        raise ValueError(f"{name} must be {wanted}, not {number:g}")
    return number


def seed(value: Any, name: str = "seed") -> int:
    """A seed of random draws: 32 bits."""
    return whole(name, value, 0, 2**32 - 1)


def instance(name: str, value: Any, kind: type) -> None:
    """An object of this module, such as a Model."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} must be a {kind.__name__}, not {type(value).__name__}")


def function(name: str, value: Any) -> None:
    """What will be called, or None; said before any work is done for it."""
    if value is not None and not callable(value):
        raise TypeError(f"{name} must be a function, not {type(value).__name__}")


def word(name: str, value: str, words: Sequence[str]) -> int:
    """The place of a word among those allowed."""
    if value not in words:
        raise ValueError(f"{name} must be one of {', '.join(words)}, not {value!r}")
    return words.index(value)


def side(name: str, value: Any) -> int:
    """A side of a grid, in cells."""
    return whole(name, value, 1, declared.NCA_MAX_SIDE_CELLS)


def text(name: str, value: str) -> bytes:
    """A text that a model's file has room for."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a str, not {type(value).__name__}")
    encoded = value.encode("utf-8")
    if len(encoded) >= declared.NCA_TEXT_BYTES or "\0" in value or "\n" in value:
        raise ValueError(f"{name} must be one line of less than {declared.NCA_TEXT_BYTES} bytes of UTF-8")
    return encoded


def array(name: str, value: ArrayLike, shape: Tuple[Optional[int], ...], dtype: Any = np.float32, finite: bool = True) -> NDArray[Any]:
    """An array of this shape (None: any length) that C can read: the same one, without a copy, where it lies as C wants it."""
    try:
        given = np.asarray(value)
    except (TypeError, ValueError) as error:
        raise TypeError(f"{name} must be an array of numbers: {error}") from None
    if not np.can_cast(given.dtype, dtype, "same_kind"):
        raise TypeError(f"{name} must be an array of {np.dtype(dtype)}, not of {given.dtype}")
    found = np.ascontiguousarray(given, dtype=dtype)
    if found.ndim != len(shape) or any(want not in (None, have) for want, have in zip(shape, found.shape)):
        wanted = ", ".join("any" if each is None else str(each) for each in shape)
        raise ValueError(f"{name} must have the shape [{wanted}], not {list(found.shape)}")
    if finite and found.dtype.kind == "f" and not np.isfinite(found).all():
        raise ValueError(f"{name} holds NaN or infinite numbers")
    return found


def address(values: NDArray[Any]) -> int:
    """Where an array lies. Whoever passes it on holds the array meanwhile."""
    return int(values.ctypes.data)


def path(value: Any, name: str = "path") -> str:
    """Where a file is, or shall be."""
    if not isinstance(value, (str, os.PathLike)):
        raise TypeError(f"{name} must be a path, not {type(value).__name__}")
    found: Any = os.fspath(value)
    if not isinstance(found, str):
        raise TypeError(f"{name} must be a path of text, not of {type(found).__name__}")
    return found


def read(source: Source) -> Tuple[bytes, str]:
    """All bytes of a source, and how errors call it."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), ""
    if isinstance(source, (str, os.PathLike)):
        path = os.fspath(source)
        with open(path, "rb") as file:
            return file.read(), path
    if hasattr(source, "read"):
        content = source.read()
        if not isinstance(content, bytes):
            raise TypeError("a file must be opened for reading bytes, as open(path, 'rb') does")
        return content, str(getattr(source, "name", ""))
    raise TypeError(f"expected a path, bytes or a file, not {type(source).__name__}")
