"""What comes with the package: a few models, and the pictures that they grow. Their licences stand in NOTICES.md of the package's metadata."""
from __future__ import annotations

from pathlib import Path
from typing import List

_FOLDER = Path(__file__).with_name("assets")

#: Names of them.
ASSETS: List[str] = sorted(each.name for each in _FOLDER.iterdir())


def asset(name: str) -> Path:
    """Where one lies: ``Model.load(asset("snowflake.safetensors"))``."""
    if name not in ASSETS:
        raise ValueError(f"there is no {name!r}, but {', '.join(ASSETS)}")
    return _FOLDER / name
