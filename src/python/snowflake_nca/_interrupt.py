"""Ctrl-C between epochs rather than within one."""
from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
from typing import Any, Optional, Type


class Deferred:
    """Within a `with`: a first Ctrl-C is kept until `check()`, or the end; a second one comes at once. In the main thread alone, as signals do."""

    def __init__(self) -> None:
        self._before: Any = None
        self._is_asked = False

    def __enter__(self) -> Deferred:
        if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            self._before = signal.signal(signal.SIGINT, self._hear)
        return self

    def _hear(self, number: int, frame: Optional[FrameType]) -> None:
        self._is_asked = True
        signal.signal(number, self._before)

    def check(self) -> None:
        """Raise the KeyboardInterrupt that was kept."""
        if self._is_asked:
            self._is_asked = False
            raise KeyboardInterrupt

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
        if kind is None:
            self.check()
