"""Who owns an object of the library, and for how long: it is given back when nobody holds it any more, views of its memory included."""
from __future__ import annotations

import ctypes
import threading
import weakref
from types import TracebackType
from typing import Any, Callable, Optional, Tuple, Type, TypeVar

import numpy as np
from numpy.typing import NDArray

from ._library import library

Self = TypeVar("Self", bound="Native")


class Handle:
    """The address of an object, and how it is given back. C lets one thread at a time use it: others wait at the lock."""

    def __init__(self, address: Optional[int], destroy: Callable[[int], None]) -> None:
        if not address:
            raise MemoryError("there is not enough memory")
        self.address, self.lock = address, threading.RLock()
        self._destroyed = weakref.finalize(self, destroy, address)

    def view(self, pointer: Any, shape: Tuple[int, ...], dtype: Any = np.float32, writable: bool = False) -> NDArray[Any]:
        """The object's own memory as an array, which holds the object as long as it lives."""
        start = ctypes.cast(pointer, ctypes.c_void_p).value
        assert start is not None
        count = int(np.prod(shape)) * np.dtype(dtype).itemsize
        memory: Any = (ctypes.c_char * count).from_address(start)
        memory.owner = self
        found: NDArray[Any] = np.frombuffer(memory, dtype=dtype).reshape(shape)
        found.flags.writeable = writable
        return found


class Owner:
    """What owns memory of the library, which Python cannot copy."""

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError(f"a {type(self).__name__} can be neither copied nor pickled: it owns memory of the library")


class Native(Owner):
    """An object of the library. It is closed by `close()`, at the end of a `with`, or when nobody holds it any more.

    Methods may be called from several threads, which then take turns; while C computes, Python's lock (the GIL) is free.
    """

    _handle: Optional[Handle] = None

    @property
    def _open(self) -> Handle:
        if self._handle is None:
            raise ValueError(f"this {type(self).__name__} is closed")
        return self._handle

    def _call(self, name: str, *arguments: Any) -> Any:
        handle = self._open
        with handle.lock:
            return getattr(library, name)(handle.address, *arguments)

    def close(self) -> None:
        """Give the object back. Arrays that are views of it stay valid, and hold its memory until they are gone too."""
        self._handle = None

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]) -> None:
        self.close()
