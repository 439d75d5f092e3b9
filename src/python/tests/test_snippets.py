"""What the two READMEs tell to type, typed: each file's snippets in one go, as a reader does."""
from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, Dict

import pytest
from conftest import ROOT, TARGETS

#: A reader waits for a training; here it is enough that it begins.
EPOCHS, FEW = "3000", "2"


@pytest.mark.parametrize("page, count", [("README.md", 1), ("src/python/README.md", 4)])
def test_each_snippet_runs_after_those_before_it(page: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(TARGETS / "snowflake.png", "picture.png")  # the reader's own
    snippets = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert len(snippets) == count
    names: Dict[str, Any] = {}
    for number, snippet in enumerate(snippets, 1):
        exec(compile(snippet.replace(EPOCHS, FEW), f"{page}, snippet {number}", "exec"), names)
    assert Path("flake.png").read_bytes().startswith(b"\x89PNG") and Path("flake.safetensors").exists()
