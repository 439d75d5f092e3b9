"""The wheel: it installs without a network, a compiler or this folder, says the truth about itself, and is the same bytes again."""
from __future__ import annotations

import base64
import csv
import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Dict, Tuple

import pytest
from conftest import ROOT

NUMBER_OF_WHEELS = 1
PROGRAM = """
import sys
import snowflake_nca as nca
assert nca.__file__.startswith(sys.argv[1]), nca.__file__
sim = nca.Simulation(nca.Model.load(nca.asset("snowflake.safetensors")), seed=42)
sim.step(96)
trainer = nca.Trainer(nca.Model(), nca.target(nca.asset("snowflake.png"), 32, 32))
trainer.train(1)
print(sim.num_alive, sorted(nca.ASSETS)[0], trainer.num_epochs)
"""


NOTEBOOK = """
import nbformat
from nbclient.client import NotebookClient
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import snowflake_nca as nca; print(nca.__file__)")])
NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
print(notebook.cells[0].outputs[0]["text"])
"""


@pytest.fixture
def wheel() -> Path:
    found = list((ROOT / "build/python").glob("*.whl"))
    assert len(found) == NUMBER_OF_WHEELS
    return found[0]


def fresh_environment(wheel: Path, folder: Path) -> Tuple[str, Dict[str, str]]:
    """An environment that has the wheel, as README makes one: its Python, and what is set there."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SNOWFLAKE", "PIP", "JUPYTER"))}
    subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", str(folder / "venv")], check=True)  # for Debian's NumPy
    python = str(folder / "venv/bin/python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-index", "--disable-pip-version-check", str(wheel)], check=True, env=environment, cwd=folder)
    return python, environment


def test_it_installs_offline_in_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    python, environment = fresh_environment(wheel, tmp_path)
    done = subprocess.run([python, "-c", PROGRAM, str(tmp_path)], check=True, stdout=subprocess.PIPE, encoding="utf-8", env={**environment, "PATH": ""}, cwd=tmp_path)
    alive, first, epochs = done.stdout.split()
    assert int(alive) > 500 and first == "blog-snowflake.safetensors" and epochs == "1"
    listed = subprocess.run([python, "-m", "pip", "show", "--files", "snowflake-nca"], check=True, stdout=subprocess.PIPE, encoding="utf-8", env=environment).stdout
    assert "License: MIT" in listed and "snowflake_nca/py.typed" in listed and "Requires: numpy" in listed


def test_a_notebook_of_that_environment_has_it(wheel: Path, tmp_path: Path) -> None:
    python, environment = fresh_environment(wheel, tmp_path)
    command = "python -m ipykernel install --sys-prefix"
    assert command in (ROOT / "src/python/README.md").read_text(encoding="utf-8")  # without it the kernel is that of Debian's Python
    subprocess.run([python, *command.split()[1:]], check=True, env=environment, cwd=tmp_path)
    done = subprocess.run([python, "-c", NOTEBOOK], check=True, stdout=subprocess.PIPE, encoding="utf-8", env=environment, cwd=tmp_path)
    assert done.stdout.startswith(str(tmp_path / "venv")), done.stdout


def test_its_record_is_right_and_nothing_names_a_folder_of_this_machine(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        record = next(name for name in names if name.endswith(".dist-info/RECORD"))
        rows = {row[0]: row[1:] for row in csv.reader(archive.read(record).decode().splitlines())}
        assert set(rows) == set(names) and len(names) == len(set(names)) and names[-1] == record
        for name in names:
            content = archive.read(name)
            if name != record:
                assert rows[name] == [f"sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()}", str(len(content))]
            assert str(ROOT).encode() not in content, name
            assert archive.getinfo(name).date_time == (1980, 1, 1, 0, 0, 0)
        tag = wheel.stem.split("-", 2)[2]
        assert f"Tag: {tag}\n" in archive.read(record.replace("RECORD", "WHEEL")).decode()
        assert tag.startswith("py3-none-") and not any("__pycache__" in name or "tests" in name for name in names)


def test_packed_again_elsewhere_it_is_the_same(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "src/python/pack/package.py"), str(ROOT / "build/python-native"), str(tmp_path / "a folder")]
    subprocess.run(["sh", "-c", 'umask 077 && exec "$@"', "sh", *command], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C"}, cwd=tmp_path)
    assert (tmp_path / "a folder" / wheel.name).read_bytes() == wheel.read_bytes()
