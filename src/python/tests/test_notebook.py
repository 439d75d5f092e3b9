"""The notebook that retells the post runs from its first cell to its last, and shows what it says."""
from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
import snowflake_nca as nca
from conftest import ROOT
from nbclient.client import NotebookClient

NUM_CELLS = 10
QUICK_EPOCHS = "60"


def test_ten_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "build/python"))
    monkeypatch.setenv("EPOCHS", QUICK_EPOCHS)
    notebook: Any = nbformat.read(str(ROOT / "src/python/notebooks/growing_a_snowflake.ipynb"), as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(cells) == NUM_CELLS and not any(cell.outputs for cell in cells)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()

    def text(number: int) -> str:
        return "".join(output.get("text", "") for output in cells[number - 1].outputs)

    def picture(number: int, height: int, width: int) -> Any:
        png = base64.b64decode(cells[number - 1].outputs[-1]["data"]["image/png"])
        return nca.target(png, height, width)

    assert "(32, 32, 16) alive: 1" in text(2) and "(32, 32, 48)" in text(3) and "8336 parameters; a fresh rule adds 0.0" in text(4)
    assert 45 < float(re.findall(r"([\d.]+)% fire", text(5))[0]) < 55
    first, last = (float(each) for each in re.findall(r"loss ([\d.]+) at first, ([\d.]+) at the end", text(6))[0])
    assert last < 0.95 * first
    strips = picture(7, 2 * 32 * 4, 5 * 32 * 4)
    assert np.abs(strips[128 + 1::4, 4 * 128 + 1::4] - nca.target(nca.asset("snowflake.png"), 32, 32))[..., 3].mean() < 0.1  # the trained one at step 96 is the flake
    grown, wounded, healed = np.hsplit(picture(8, 72 * 3, 3 * 72 * 3), 3)
    assert np.abs(grown - wounded).mean() > 10 * np.abs(grown - healed).mean()
    assert float(re.findall(r"differ by ([\d.e-]+)", text(9))[0]) < 1e-5
    assert "My flake" in text(10) and nca.Model.load(tmp_path / "flake.safetensors").epochs == int(QUICK_EPOCHS)
