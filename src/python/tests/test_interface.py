"""What ctypes believes of the C interface is what a C compiler knows: sizes, places of fields, constants and functions."""
from __future__ import annotations

import ctypes
import re
import subprocess
from pathlib import Path

from conftest import ROOT
from snowflake_nca import _declarations as declared
from snowflake_nca._library import library

HEADERS = "".join((ROOT / "src" / name).read_text(encoding="utf-8") for name in ("nca.h", "nca_tools.h"))


def test_structures_and_constants_are_the_compilers(tmp_path: Path) -> None:
    lines = []
    for name, each in vars(declared).items():
        if isinstance(each, type) and issubclass(each, ctypes.Structure) and each is not ctypes.Structure:
            lines.append(f'  printf("{name} %zu\\n", sizeof({name}));')
            lines += [f'  printf("{name}.{field[0]} %zu\\n", offsetof({name}, {field[0]}));' for field in each._fields_]
        elif name.startswith("NCA_"):
            lines.append(f'  printf("{name} %lld\\n", (long long){name});')
    source = tmp_path / "say.c"
    source.write_text('#include "nca_tools.h"\n#include <stdio.h>\nint main(void) {\n' + "\n".join(lines) + "\n  return 0;\n}\n", encoding="utf-8")
    subprocess.run(["cc", f"-I{ROOT / 'src'}", str(source), "-o", str(tmp_path / "say")], check=True)
    said = dict(line.split() for line in subprocess.run([str(tmp_path / "say")], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.splitlines())
    assert len(said) == len(lines) > 150
    for name, value in said.items():
        structure, _, field = name.partition(".")
        known = getattr(declared, structure)
        if field:
            known = getattr(known, field).offset
        elif isinstance(known, type):
            known = ctypes.sizeof(known)  # type: ignore[arg-type]
        assert known == int(value), name


def test_every_function_of_the_headers_is_there() -> None:
    names = set(re.findall(r"^(?!#|typedef| )[^/\n]*?\b(nca_\w+)\(", HEADERS, re.MULTILINE))
    assert names and names == set(declared.FUNCTIONS)
    for name in names:
        assert getattr(library, name)
