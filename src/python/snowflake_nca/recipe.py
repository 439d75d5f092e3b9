"""How to train: every field of the core's recipe, by its name."""
from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Tuple, Union

from . import _arguments as arguments
from . import _declarations as declared
from ._library import library, words_of

BASES: List[str] = words_of(library.nca_recipe_bases())
_MAX_EPOCHS = 2**53 - 1


@dataclass(frozen=True)
class Field:
    """What is known of a field."""

    name: str
    meaning: str
    count: int  #: of numbers: 1, but of an array its length
    words: List[str]  #: what its values are called; empty: numbers
    low: float
    high: float
    is_whole: bool


def _fields() -> Dict[str, Tuple[int, Field]]:
    found: Dict[str, Tuple[int, Field]] = {}
    for index in range(library.nca_recipe_num_fields()):
        each = library.nca_recipe_field_at(index).contents
        field = Field(each.name.decode(), each.meaning.decode(), each.count, words_of(each.words), each.min, each.max, each.kind == declared.NCA_FIELD_WHOLE)
        found[field.name] = (index, field)
    return found


_FIELDS = _fields()
FIELDS: List[Field] = [field for _, field in _FIELDS.values()]


class Recipe:
    """How to train: the blog's way, one of the three regimes of Distill's article, or any change of them.

        Recipe("regenerating", epochs=3000, batch=8)

    Every field of `FIELDS` is an attribute; words are words (``optimizer="muon"``). The end of ``help(Recipe)`` says what each means.

    Args:
        base: blog, growing (grow and no more), persistent (stay for ever) or regenerating (heal as well).
        epochs: of the run, over which a rate falls; the blog's has no use for it.
        changes: fields, by name.
    Raises:
        ValueError: a value is out of its range, or does not suit the others.
    """

    _native: declared.nca_recipe

    def __init__(self, base: str = "blog", epochs: int = 0, **changes: Any) -> None:
        count = arguments.whole("epochs", epochs, 0, _MAX_EPOCHS)
        object.__setattr__(self, "_native", library.nca_recipe_base(arguments.word("base", base, BASES), count))
        for name, value in changes.items():
            self._put(name, value)
        self.check()

    @classmethod
    def _of(cls, native: declared.nca_recipe) -> Recipe:
        recipe = cls()
        ctypes.memmove(ctypes.byref(recipe._native), ctypes.byref(native), ctypes.sizeof(native))
        return recipe

    def check(self) -> None:
        """Raise ValueError where the fields do not suit each other."""
        wanted = ctypes.c_char_p()
        fault = library.nca_recipe_fault(ctypes.byref(self._native), ctypes.byref(wanted))
        if fault >= 0:
            field = FIELDS[fault]
            raise ValueError(f"{field.name} must be {(wanted.value or b'').decode() or 'within its range'}, not {getattr(self, field.name)!r}")

    def __getattr__(self, name: str) -> Any:
        if name not in _FIELDS:
            raise AttributeError(f"a recipe has no field {name!r}")
        index, field = _FIELDS[name]
        values = [library.nca_recipe_get(ctypes.byref(self._native), index, place) for place in range(field.count)]
        if field.words:
            return field.words[int(values[0])]
        told: List[Any] = [int(value) if field.is_whole else value for value in values]
        return told[0] if field.count == 1 else tuple(told)

    def __setattr__(self, name: str, value: Any) -> None:
        before = bytes(self._native)
        try:
            self._put(name, value)
            self.check()
        except (ValueError, TypeError):
            ctypes.memmove(ctypes.byref(self._native), before, len(before))
            raise

    def _put(self, name: str, value: Any) -> None:
        if name not in _FIELDS:
            raise TypeError(f"a recipe has no field {name!r}, but {', '.join(_FIELDS)}")
        index, field = _FIELDS[name]
        if field.words:
            value = arguments.word(name, value, field.words)
        values = list(value) if field.count > 1 else [value]
        if len(values) != field.count:
            raise ValueError(f"{name} must be {field.count} numbers, not {len(values)}")
        for place, each in enumerate(values):
            number = arguments.whole(name, each, int(field.low), int(field.high)) if field.is_whole else arguments.real(name, each)
            if not library.nca_recipe_set(ctypes.byref(self._native), index, place, number):
                raise ValueError(f"{name} must be from {field.low:g} to {field.high:g}, not {number:g}")

    def learning_rate_at(self, epoch: int) -> float:
        """Of an epoch, counted from 0."""
        return float(library.nca_recipe_learning_rate(ctypes.byref(self._native), arguments.whole("epoch", epoch, 0, _MAX_EPOCHS)))

    def to_dict(self) -> Dict[str, Union[int, float, str, Tuple[Any, ...]]]:
        """Every field, by name."""
        return {name: getattr(self, name) for name in _FIELDS}

    def replace(self, **changes: Any) -> Recipe:
        """Another one, with these fields changed together."""
        other = self._of(self._native)
        for name, value in changes.items():
            other._put(name, value)
        other.check()
        return other

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Recipe) and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash(tuple(self.to_dict().items()))

    def __reduce__(self) -> Any:
        return _recipe_of, (self.to_dict(),)

    def __dir__(self) -> List[str]:
        return [*super().__dir__(), *_FIELDS]

    def __repr__(self) -> str:
        return f"Recipe({', '.join(f'{name}={value!r}' for name, value in self.to_dict().items() if value != _BLOG[name])})"


def _recipe_of(fields: Dict[str, Any]) -> Recipe:
    return Recipe().replace(**fields)


_BLOG = Recipe().to_dict()
Recipe.__doc__ = (Recipe.__doc__ or "") + "\n    Fields (the blog's value):\n" + "".join(
    f"        {field.name} ({_BLOG[field.name]}): {field.meaning}\n" for field in FIELDS)


def recipe_of(recipe: Optional[Union[Recipe, str]], epochs: int) -> Recipe:
    """A recipe as an argument: by itself, by the name of its base, or the blog's."""
    if isinstance(recipe, Recipe):
        return recipe
    return Recipe("blog" if recipe is None else recipe, epochs)
