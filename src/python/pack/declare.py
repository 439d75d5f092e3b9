"""Writes what ctypes must know of the C library, out of the public headers themselves: a field that is added there is there, and nothing drifts.

    python3 declare.py src/nca_tools.h build/python/snowflake_nca/_declarations.py

Needs a C compiler (for its preprocessor) and pycparser; who installs the wheel needs neither.
"""
from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pycparser import c_ast, c_parser

VERSION_PARTS = ("MAJOR", "MINOR", "PATCH")
# The headers' only includes: what these declare, ctypes has.
STANDARD = {
    "stdbool.h": "typedef _Bool bool;",
    "stddef.h": "typedef unsigned long size_t;",
    "stdint.h": "typedef signed char int8_t; typedef unsigned char uint8_t; typedef int int32_t; typedef unsigned int uint32_t;"
                "typedef long int64_t; typedef unsigned long uint64_t;",
}
SCALARS = {
    "bool": "c_bool", "int": "c_int", "float": "c_float", "double": "c_double", "char": "c_char", "size_t": "c_size_t",
    "int32_t": "c_int32", "uint32_t": "c_uint32", "uint8_t": "c_uint8", "int64_t": "c_int64", "uint64_t": "c_uint64",
}
HEAD = '"""The C interface, as pack/declare.py read it in nca.h and nca_tools.h. Made anew with every build."""\nfrom __future__ import annotations\n\n' \
       "import ctypes\nfrom ctypes import POINTER, c_bool, c_char, c_char_p, c_double, c_float, c_int, c_int32, c_int64, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p\n" \
       "from typing import Any, Dict, List, Tuple\n\n"


def preprocessed(header: Path) -> str:
    """The header as a compiler sees it that knows no attributes and no system."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in STANDARD.items():
            Path(folder, name).write_text(text + "\n", encoding="utf-8")
        versions = "".join(f"enum {{ version_{part} = NCA_VERSION_{part} }};\n" for part in VERSION_PARTS)  # they are macros
        Path(folder, "all.h").write_text(f'#include "{header.resolve()}"\n{versions}', encoding="utf-8")
        command = ["cc", "-E", "-P", "-U__GNUC__", "-nostdinc", f"-I{folder}", str(Path(folder, "all.h"))]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def value_of(node: Any, known: dict[str, int]) -> int:
    """A constant expression of the headers."""
    if isinstance(node, c_ast.Constant):
        return int(node.value.rstrip("uUlL"), 0)
    if isinstance(node, c_ast.ID):
        return known[node.name]
    if isinstance(node, c_ast.UnaryOp) and node.op == "-":
        return -value_of(node.expr, known)
    if isinstance(node, c_ast.BinaryOp):
        left, right = value_of(node.left, known), value_of(node.right, known)
        return {"<<": left << right, "-": left - right, "+": left + right}[node.op]
    raise SystemExit(f"declare.py: what is {type(node).__name__}?")


class Declarations:
    """What the headers declare, as lines of Python."""

    def __init__(self) -> None:
        self.constants: dict[str, int] = {}
        self.types: dict[str, str] = dict(SCALARS)
        self.structures: list[str] = []
        self.functions: list[str] = []

    def type_of(self, node: Any) -> str:
        """What ctypes calls a type; an object of the library itself is an address."""
        if isinstance(node, c_ast.ArrayDecl):
            return f"{self.type_of(node.type)} * {value_of(node.dim, self.constants)}"
        if isinstance(node, c_ast.PtrDecl):
            to = node.type.type.names[0] if isinstance(node.type, c_ast.TypeDecl) and isinstance(node.type.type, c_ast.IdentifierType) else None
            if to == "char":
                return "c_char_p"
            if to == "void" or self.types.get(str(to)) == "opaque":
                return "c_void_p"
            return f"POINTER({self.type_of(node.type)})"
        if isinstance(node, c_ast.TypeDecl):
            return self.type_of(node.type)
        if isinstance(node, c_ast.Enum):
            return "c_int"
        name = node.names[0]
        return "None" if name == "void" else self.types[name]

    def take_enum(self, node: Any) -> None:
        following = 0
        for each in node.values.enumerators:
            following = value_of(each.value, self.constants) if each.value else following
            self.constants[each.name] = following
            following += 1

    def take_typedef(self, node: Any) -> None:
        inner = node.type.type
        if isinstance(inner, c_ast.Enum):
            self.take_enum(inner)
            self.types[node.name] = "c_int"
        elif isinstance(inner, c_ast.Struct) and inner.decls is None:
            self.types[node.name] = "opaque"
        elif isinstance(inner, c_ast.Struct):
            fields = "".join(f"        ({field.name!r}, {self.member_of(field.type)}),\n" for field in inner.decls)
            self.structures.append(f"class {node.name}(ctypes.Structure):\n    _fields_ = [\n{fields}    ]\n")
            self.types[node.name] = node.name

    def member_of(self, node: Any) -> str:
        """`char *goal_names` belongs to the structure: as an address ctypes leaves it alone."""
        kind = self.type_of(node)
        is_own_text = kind == "c_char_p" and "const" not in node.type.quals
        return "c_void_p" if is_own_text else kind

    def take_function(self, node: Any) -> None:
        arguments = [self.argument_of(each.type) for each in (node.type.args.params if node.type.args else [])]
        listed = ", ".join(each for each in arguments if each != "None")
        self.functions.append(f"    {node.name!r}: ({self.type_of(node.type.type)}, [{listed}]),\n")

    def argument_of(self, node: Any) -> str:
        """An array as an argument is a pointer. Numbers come as addresses, of NumPy's or of C's."""
        if isinstance(node, (c_ast.PtrDecl, c_ast.ArrayDecl)):
            inner = node.type
            is_structure = isinstance(inner, c_ast.TypeDecl) and isinstance(inner.type, c_ast.IdentifierType) and self.types.get(inner.type.names[0]) == inner.type.names[0]
            kind = self.type_of(node)
            return kind if is_structure or kind == "c_char_p" else "c_void_p"
        return self.type_of(node)

    def take(self, node: Any) -> None:
        if isinstance(node, c_ast.Typedef):
            self.take_typedef(node)
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.FuncDecl):
            self.take_function(node)
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.Enum):
            self.take_enum(node.type)

    def text(self) -> str:
        version = ".".join(str(self.constants.pop(f"version_{part}")) for part in VERSION_PARTS)
        constants = f"VERSION = {version!r}\n" + "".join(f"{name} = {value}\n" for name, value in self.constants.items())
        return (HEAD + constants + "\n\n" + "\n\n".join(self.structures)
                + "\n\nFUNCTIONS: Dict[str, Tuple[Any, List[Any]]] = {\n" + "".join(self.functions) + "}\n")


def declare(header: Path, to: Path) -> None:
    declarations = Declarations()
    for node in c_parser.CParser().parse(preprocessed(header)).ext:
        declarations.take(node)
    to.write_text(declarations.text(), encoding="utf-8")


if __name__ == "__main__":
    declare(Path(sys.argv[1]), Path(sys.argv[2]))
