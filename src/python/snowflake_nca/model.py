"""A model: what it is made of, its parameters, and its file."""
from __future__ import annotations

import ctypes
import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

import numpy as np
from numpy.typing import NDArray

from . import _arguments as arguments
from . import _declarations as declared
from ._library import ALIVE, EDGES, FILTERS, MATCHES, check, library
from ._objects import Handle

_TEXTS = ("name", "target", "license", "family")


@dataclass(frozen=True)
class Config:
    """What a model is made of. The usual values are the blog post's.

    Raises ValueError where a field is out of its range, naming it.
    """

    channels: int = 16  #: C, 8 to 64 by fours: RGBA, then hidden ones
    hidden: int = 128  #: D, 16 to 512 by sixteens: width of the network
    filters: str = "sobel"  #: what a cell sees: sobel, isotropic or sobel+laplacian
    alive: str = "post"  #: when it needs a living neighbour: post (the blog), pre+post (Distill) or none (textures)
    edge: str = "zero"  #: beyond the edge lies nothing (zero), or the other side (torus)
    goals: int = 1  #: G, 1 to 255: what one rule can grow
    decoder: int = 0  #: E, 16 to 64 by fours: width of the network that draws a finer picture; 0: there is none
    decoder_scale: int = 0  #: pixels a cell at which it was trained, 2 to 16; 0 without one
    sobel_scale: float = 1.0  #: factor of the filters: 1 (the blog) or 1/8 (Distill)
    fire_rate: float = 0.5  #: probability that a cell takes its update
    alive_threshold: float = 0.1  #: of alpha, above which a cell and its neighbours live, in [0, 1)
    premultiplied: bool = False  #: whether RGB is already multiplied by alpha

    def __post_init__(self) -> None:
        native = self._native()
        if not library.nca_config_valid(ctypes.byref(native)):
            fault = declared.NCA_ERR_WEIGHTS_METADATA if library.nca_shape_valid(ctypes.byref(native.shape)) else declared.NCA_ERR_WEIGHTS_SIZES
            raise ValueError(library.nca_status_text(fault).decode())

    @classmethod
    def blog(cls) -> Config:
        """As the blog post: post, factor 1, straight alpha."""
        return cls()

    @classmethod
    def distill(cls) -> Config:
        """As Distill's article: pre+post, factor 1/8, premultiplied alpha."""
        return cls(alive="pre+post", sobel_scale=0.125, premultiplied=True)

    @property
    def perceived(self) -> int:
        """P: how many numbers a cell sees."""
        return int(self._layout().perceived)

    @property
    def num_params(self) -> int:
        """How many parameters such a model has."""
        return int(self._layout().num_params)

    def tensors(self) -> Dict[str, Tuple[int, Tuple[int, ...]]]:
        """By the names of the notebook's state_dict: where each tensor begins in the flat parameters, and its shape."""
        at, C, D, P, E = self._layout(), self.channels, self.hidden, self.perceived, self.decoder
        found = {"updater.0.weight": (at.w1, (D, P)), "updater.0.bias": (at.b1, (D,)), "updater.2.weight": (at.w2, (C, D)), "updater.2.bias": (at.b2, (C,))}
        if self.goals > 1:
            found["goals.bias"] = (at.b1, (self.goals, D))
        if E:
            for layer, (outputs, inputs) in enumerate(((E, C + 4), (E, E), (4, E))):
                found[f"decoder.{layer}.weight"] = (at.decoder_weights[layer], (outputs, inputs))
                found[f"decoder.{layer}.bias"] = (at.decoder_biases[layer], (outputs,))
        return found

    def _layout(self) -> declared.nca_layout:
        layout: declared.nca_layout = library.nca_layout_of(ctypes.byref(self._native().shape))
        return layout

    def _native(self) -> declared.nca_config:
        sizes = {name: arguments.whole(name, getattr(self, name), 0, 2**31 - 1) for name in ("channels", "hidden", "goals", "decoder", "decoder_scale")}
        shape = declared.nca_shape(filters=arguments.word("filters", self.filters, FILTERS), alive=arguments.word("alive", self.alive, ALIVE),
                                   edge=arguments.word("edge", self.edge, EDGES), **sizes)
        return declared.nca_config(shape, arguments.real("sobel_scale", self.sobel_scale, 1e-6, 1e6), arguments.real("fire_rate", self.fire_rate, 2.0**-24, 1),
                                   arguments.real("alive_threshold", self.alive_threshold, 0, 1), bool(self.premultiplied))

    @classmethod
    def _from_native(cls, native: declared.nca_config) -> Config:
        shape = native.shape
        return cls(shape.channels, shape.hidden, FILTERS[shape.filters], ALIVE[shape.alive], EDGES[shape.edge], shape.goals, shape.decoder, shape.decoder_scale,
                   native.sobel_scale, native.fire_rate, native.alive_threshold, native.premultiplied)


class Model:
    """A rule: configuration, parameters, and where they come from. What a file holds.

    `Model()` is a fresh one, drawn as ``torch.nn.Conv2d`` draws it but for the last layer, which is zero.
    """

    def __init__(self, config: Optional[Config] = None, *, seed: int = 0) -> None:
        if config is not None:
            arguments.instance("config", config, Config)
        native = declared.nca_model()
        settings = (config or Config())._native()
        if not library.nca_model_init(ctypes.byref(native), ctypes.byref(settings), arguments.seed(seed)):
            raise MemoryError("there is not enough memory")
        self._take(native)

    def _take(self, native: declared.nca_model) -> None:
        self._native = native

        def free(_: int) -> None:  # which holds the structure, too
            library.nca_model_free(ctypes.byref(native))

        self._handle = Handle(ctypes.addressof(native), free)
        self._config = Config._from_native(native.config)

    @classmethod
    def _of(cls, native: declared.nca_model) -> Model:
        """Of a structure that is ours to free."""
        model = cls.__new__(cls)
        model._take(native)
        return model

    @classmethod
    def _copy_of(cls, pointer: Any) -> Model:
        native = declared.nca_model()
        if not library.nca_model_copy(ctypes.byref(native), pointer):
            raise MemoryError("there is not enough memory")
        return cls._of(native)

    @property
    def _pointer(self) -> Any:
        return ctypes.byref(self._native)

    @classmethod
    def load(cls, source: arguments.Source) -> Model:
        """Read a safetensors file (a checkpoint too), or one of the models that Distill published as JSON.

        Args:
            source: a path, the bytes, or a file opened for reading bytes.
        Raises:
            NcaError (a ValueError): it is something else, or damaged; the sentence says which.
        """
        content, name = arguments.read(source)
        native = declared.nca_model()
        check(library.nca_model_read(ctypes.byref(native), content, len(content)), name)
        return cls._of(native)

    def to_bytes(self, dtype: str = "F32") -> bytes:
        """The model as a safetensors file, in F32 or, half as large and rounded, F16."""
        kind = arguments.word("dtype", dtype, ("F32", "F16"))
        if not np.isfinite(self.params).all():
            raise ValueError("params hold NaN or infinite numbers: nothing would read such a file")
        size = library.nca_weights_write(None, 0, self._pointer, kind)
        buffer = (ctypes.c_uint8 * size)()
        library.nca_weights_write(buffer, size, self._pointer, kind)
        return bytes(buffer)

    def save(self, path: Union[str, Path], dtype: str = "F32") -> None:
        """Write the model as a safetensors file; the page, the element and the program `nca` read it."""
        Path(arguments.path(path)).write_bytes(self.to_bytes(dtype))

    def copy(self) -> Model:
        """Another one like it, with parameters of its own."""
        return self._copy_of(self._pointer)

    def __copy__(self) -> Model:
        return self.copy()

    def __deepcopy__(self, memo: Any) -> Model:
        return self.copy()

    def __reduce__(self) -> Any:
        return Model.load, (self.to_bytes(),)

    @property
    def config(self) -> Config:
        """What it is made of."""
        return self._config

    @property
    def params(self) -> NDArray[np.float32]:
        """All parameters, flat, in the order of the notebook's state_dict: the model's own memory, which may be written."""
        return self._handle.view(self._native.params, (self._config.num_params,), writable=True)

    @params.setter
    def params(self, values: Any) -> None:
        self.params[:] = arguments.array("params", values, (self._config.num_params,))

    def tensors(self) -> Dict[str, NDArray[np.float32]]:
        """The parameters by name, views into `params`: ``updater.0.weight`` [D, P], ``updater.0.bias`` [D], ``updater.2.weight`` [C, D],
        ``updater.2.bias`` [C]; of several goals ``goals.bias`` [G, D], whose first row is ``updater.0.bias``; ``decoder.0.weight`` [E, C + 4] and so on."""
        return self.split(self.params)

    def split(self, flat: NDArray[Any]) -> Dict[str, NDArray[Any]]:
        """Views, by name, into any flat array that is ordered as `params`: a gradient, or an optimiser's memory."""
        if flat.shape != (self._config.num_params,):
            raise ValueError(f"a flat array of this model has the shape [{self._config.num_params}], not {list(flat.shape)}")
        return {name: flat[at:at + int(np.prod(shape))].reshape(shape) for name, (at, shape) in self._config.tensors().items()}

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self._native.name.decode())

    @name.setter
    def name(self, value: str) -> None:
        self._native.name = arguments.text("name", value)

    @property
    def target(self) -> str:
        """The picture that it grows, by name."""
        return str(self._native.target.decode())

    @target.setter
    def target(self, value: str) -> None:
        self._native.target = arguments.text("target", value)

    @property
    def license(self) -> str:
        """Under which it may be used."""
        return str(self._native.license.decode())

    @license.setter
    def license(self, value: str) -> None:
        self._native.license = arguments.text("license", value)

    @property
    def family(self) -> str:
        """Of which pictures its goals are the corners, such as ``crystals``; empty: each is a picture by itself."""
        return str(self._native.family.decode())

    @family.setter
    def family(self, value: str) -> None:
        self._native.family = arguments.text("family", value)

    @property
    def size(self) -> Tuple[int, int]:
        """Height and width of the grid that it was trained on, in cells; (0, 0): the file does not say."""
        return self._native.height_cells, self._native.width_cells

    @size.setter
    def size(self, value: Tuple[int, int]) -> None:
        height, width = (arguments.whole("size", each, 0, declared.NCA_MAX_SIDE_CELLS) for each in value)
        self._native.height_cells, self._native.width_cells = height, width

    @property
    def padding(self) -> int:
        """Cells of nothing around its target, on every side."""
        return int(self._native.padding_cells)

    @padding.setter
    def padding(self, value: int) -> None:
        self._native.padding_cells = arguments.whole("padding", value, 0, declared.NCA_MAX_SIDE_CELLS)

    @property
    def turns(self) -> int:
        """Turns of its target that counted, as the recipe has it; 0 or 1: none but the target itself."""
        return int(self._native.turns)

    @property
    def match(self) -> str:
        """What of its target counted: pixels or texture."""
        return str(MATCHES[self._native.match])

    @property
    def epochs(self) -> int:
        """Optimiser updates that it was trained for."""
        return int(self._native.epochs)

    @property
    def goal_names(self) -> List[str]:
        """The names of its goals, empty where it has none."""
        text: Optional[bytes] = ctypes.cast(self._native.goal_names, ctypes.c_char_p).value if self._native.goal_names else None
        return text.decode().split("\n") if text else []

    @goal_names.setter
    def goal_names(self, names: Optional[Sequence[str]]) -> None:
        given = [arguments.text("goal_names", each) for each in names or []]
        if given and len(given) != self._config.goals:
            raise ValueError(f"goal_names must be {self._config.goals}, not {len(given)}")
        if not library.nca_model_name_goals(self._pointer, (ctypes.c_char_p * len(given))(*given) if given else None):
            raise MemoryError("there is not enough memory")

    def goal(self, which: Union[int, str]) -> int:
        """The number of a goal, by its name or number."""
        if not isinstance(which, str):
            return arguments.whole("goal", which, 0, self._config.goals - 1)
        found = library.nca_model_find_goal(self._pointer, which.encode())
        if found < 0:
            raise ValueError(f"there is no goal {which!r}" + (f", but {', '.join(self.goal_names)}" if self.goal_names else ": the goals of this model have no names"))
        return int(found)

    def mix(self, of: Any) -> NDArray[np.float32]:
        """Weights [G] of the goals: of one by name or number, of several by name (``{"star": 0.5, "fern": 0.5}``), or as numbers, taken as they are."""
        if isinstance(of, (str, int, np.integer)):
            of = {of: 1.0}
        if isinstance(of, dict):
            weights = np.zeros(self._config.goals, np.float32)
            for which, weight in of.items():
                weights[self.goal(which)] += arguments.real("mix", weight)
            return weights
        return arguments.array("mix", of, (self._config.goals,))

    def replace(self, **changes: Any) -> Model:
        """The same rule with another configuration whose parameters are as many, such as ``replace(fire_rate=1.0)``."""
        config = dataclasses.replace(self._config, **changes)
        if config.tensors() != self._config.tensors():
            raise ValueError("a model of another shape cannot have these parameters")
        model = self.copy()
        model._native.config = config._native()
        model._config = config
        return model

    def __repr__(self) -> str:
        about = ", ".join(f"{name}={getattr(self, name)!r}" for name in _TEXTS if getattr(self, name))
        return f"<Model {about + ', ' if about else ''}{self._config.num_params} parameters, {self._config}>"
