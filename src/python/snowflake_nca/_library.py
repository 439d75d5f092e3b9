"""The C library that lies beside this file, opened once, and what its statuses mean."""
from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any, List

from . import _declarations as declared

_NAMES = {"win32": "nca.dll", "darwin": "libnca.dylib"}


class NcaError(ValueError):
    """A file, a picture or a loss that the core refuses, in its own words.

    Attributes:
        status: the number of `nca_status`, negative.
        name: its name, such as ``NCA_ERR_WEIGHTS_TRUNCATED``, which stays when a sentence is worded anew.
    """

    def __init__(self, status: int, about: str = "") -> None:
        self.status = status
        self.name = library.nca_status_name(status).decode()
        text = library.nca_status_text(status).decode()
        super().__init__(f"{about}: {text}" if about else text)

    def __reduce__(self) -> Any:
        return _again, (self.status, self.args[0])


def _again(status: int, text: str) -> NcaError:
    error = NcaError(status)
    error.args = (text,)
    return error


def _open() -> ctypes.CDLL:
    path = os.environ.get("SNOWFLAKE_NCA_LIBRARY") or str(Path(__file__).with_name(_NAMES.get(sys.platform, "libnca.so")))
    try:
        opened = ctypes.CDLL(path)  # not PyDLL: while C computes, other threads of Python go on
    except OSError as error:
        raise ImportError(f"snowflake_nca: the library cannot be loaded: {error}") from error
    opened.nca_version.restype = ctypes.c_char_p
    found = opened.nca_version().decode()
    if found != declared.VERSION:
        raise ImportError(f"snowflake_nca: {path} is version {found}, and this module is made for {declared.VERSION}")
    for name, (result, arguments) in declared.FUNCTIONS.items():
        function = getattr(opened, name)
        function.restype, function.argtypes = result, arguments
    if not opened.nca_self_test():
        raise ImportError("snowflake_nca: the vector kernels compute wrong numbers on this machine")
    return opened


library: Any = _open()


def check(status: int, about: str = "") -> int:
    """Raise what a negative status means: MemoryError, or an NcaError. `about` is what it is about, such as a path."""
    if status == declared.NCA_ERR_MEMORY:
        raise MemoryError(library.nca_status_text(status).decode())
    if status < 0:
        raise NcaError(status, about)
    return status


def words_of(text: bytes) -> List[str]:
    """The words of an enumeration, by its values from 0 on."""
    return text.decode().split()


FILTERS: List[str] = words_of(library.nca_filters_words())
ALIVE = words_of(library.nca_alive_words())
EDGES = words_of(library.nca_edge_words())
MATCHES = words_of(library.nca_match_words())
