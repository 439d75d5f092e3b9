"""Puts the module together, and makes its wheel: the same bytes whenever and wherever the same library is packed.

    python3 package.py build/python-native build/python

leaves the module in build/python/snowflake_nca, to be imported from there, and build/python/snowflake_nca-VERSION-py3-none-PLATFORM.whl.
"""
from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Dict

from declare import declare

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
NAME = "snowflake_nca"
LIBRARIES = {"linux": "libnca.so", "darwin": "libnca.dylib", "win32": "nca.dll"}
# What every Linux of an age has, by PEP 600: with nothing but these the wheel's tag names the oldest glibc that will do.
EVERYWHERE = re.compile(r"lib[cm]\.so\.6|ld-linux.*\.so\.\d")
OLDEST_GLIBC = (2, 17)
ASSETS = ("models/blog-snowflake.safetensors", "models/ice-star.safetensors", "models/snowflake.safetensors", "targets/ice-star.png", "targets/snowflake.png")
FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # that a zip can tell


def platform_tag(library: Path) -> str:
    """The machines that the library runs on, as wheels call them. https://peps.python.org/pep-0600/"""
    machine = platform.machine().lower()
    if sys.platform != "linux":
        return re.sub(r"[-.]", "_", __import__("sysconfig").get_platform())
    said = subprocess.run(["objdump", "-p", str(library)], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    needed = re.findall(r"NEEDED\s+(\S+)", said)
    if not all(EVERYWHERE.fullmatch(each) for each in needed):
        return f"linux_{machine}"
    newest = max([(int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", said)] + [OLDEST_GLIBC])
    return f"manylinux_{newest[0]}_{newest[1]}_{machine}"


def metadata(version: str) -> str:
    """https://packaging.python.org/en/latest/specifications/core-metadata/"""
    readme = (ROOT / "src/python/README.md").read_text(encoding="utf-8")
    return (f"Metadata-Version: 2.1\nName: {NAME.replace('_', '-')}\nVersion: {version}\n"
            "Summary: Neural cellular automata that grow a picture from one cell: a C core with NumPy arrays, and a PyTorch module\n"
            "License: MIT\nClassifier: License :: OSI Approved :: MIT License\nClassifier: Programming Language :: Python :: 3\nClassifier: Typing :: Typed\n"
            "Requires-Python: >=3.9\nRequires-Dist: numpy >=1.20\n"
            "Provides-Extra: torch\nRequires-Dist: torch >=1.13; extra == 'torch'\n"
            "Provides-Extra: keras\nRequires-Dist: h5py >=3; extra == 'keras'\n"
            "Provides-Extra: onnx\nRequires-Dist: onnx >=1.12; extra == 'onnx'\n"
            f"Description-Content-Type: text/markdown\n\n{readme}")


def gather(native: Path, to: Path) -> Path:
    """The module in a folder of its own."""
    module = to / NAME
    shutil.rmtree(module, ignore_errors=True)
    module.mkdir(parents=True)
    for source in sorted((ROOT / "src/python" / NAME).iterdir()):
        if source.suffix == ".py" or source.name == "py.typed":
            shutil.copyfile(source, module / source.name)
    (module / "assets").mkdir()
    for asset in ASSETS:
        shutil.copyfile(ROOT / "assets" / asset, module / "assets" / Path(asset).name)
    library = LIBRARIES[sys.platform]
    shutil.copyfile(native / library, module / library)
    declare(ROOT / "src/nca_tools.h", module / "_declarations.py")
    return module


def write_wheel(module: Path, to: Path) -> Path:
    """By the `wheel` package, which knows how its RECORD is written."""
    from wheel.wheelfile import WheelFile

    os.environ["SOURCE_DATE_EPOCH"] = "315532800"  # 1980, so that no time comes in
    found = re.search(r"^VERSION = '(.*)'$", (module / "_declarations.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    version, tag = found[1], f"py3-none-{platform_tag(module / LIBRARIES[sys.platform])}"
    info = f"{NAME}-{version}.dist-info"
    about: Dict[str, str] = {
        "METADATA": metadata(version),
        "WHEEL": f"Wheel-Version: 1.0\nGenerator: {NAME} (package.py)\nRoot-Is-Purelib: false\nTag: {tag}\n",
        "top_level.txt": f"{NAME}\n",
        "LICENSE": (ROOT / "LICENSE").read_text(encoding="utf-8"),
        "NOTICES.md": (ROOT / "src/python/NOTICES.md").read_text(encoding="utf-8"),
    }
    for old in to.glob("*.whl"):
        old.unlink()
    path = to / f"{NAME}-{version}-{tag}.whl"
    with WheelFile(path, "w") as wheel:
        for file in sorted(each for each in module.rglob("*") if each.is_file() and "__pycache__" not in each.parts):
            put(wheel, f"{NAME}/{file.relative_to(module).as_posix()}", file.read_bytes())
        for name, text in about.items():
            put(wheel, f"{info}/{name}", text.encode("utf-8"))
    return path


def put(wheel: object, name: str, content: bytes) -> None:
    from zipfile import ZIP_DEFLATED, ZipInfo

    entry = ZipInfo(name, date_time=FIRST_DATE)
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o100644 << 16
    wheel.writestr(entry, content)  # type: ignore[attr-defined]


if __name__ == "__main__":
    print(write_wheel(gather(Path(sys.argv[1]), Path(sys.argv[2])), Path(sys.argv[2])))
