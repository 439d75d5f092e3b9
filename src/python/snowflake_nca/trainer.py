"""Training: a rule learns to grow pictures, by back-propagation through many steps, one optimiser update an epoch."""
from __future__ import annotations

import ctypes
import math
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, Callable, List, Optional, Tuple, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import _arguments as arguments
from . import _declarations as declared
from ._interrupt import Deferred
from ._library import check, library
from ._objects import Handle, Owner
from .model import Model
from .recipe import Recipe, recipe_of

_USUAL_PLAN_EPOCHS = 3000


def _share(index: int, count: int) -> declared.nca_share:
    return declared.nca_share(index, count) if count > 1 else declared.nca_share(0, 0)


class Trainer(Owner):
    """Learns to grow targets. The same seed gives the same bits, whatever the number of threads, and the same as the page and `nca train`.

        trainer = Trainer(Model(seed=1), target("flake.png", 72, 72, padding=16), recipe=Recipe("persistent", epochs=3000))
        losses = trainer.train(3000)
        trainer.model.save("flake.safetensors")

    Ctrl-C stops `train` after the epoch under way (a second one at once); the trainer is whole then, can be saved, and can go on.

    Args:
        model: where training starts; it is copied.
        targets: [H, W, 4], or one for each goal or mix [N, H, W, 4], see `target`. Their size is the grid's.
        recipe: a `Recipe`, or the name of one's base. None: the blog's.
        seed: draws lengths of rollouts, fire masks, wounds.
        threads: samples of a batch that are rolled out at once.
        fine_targets: [N, scale H, scale W, 4], of a model with a decoder, where the recipe's fine_weight is more than 0.
        mixes: [N, G], what each target is a mix of, where the goals are axes of a family. None: the targets are the goals.
        fused: fused multiply-add: a quarter faster, at other bits. `can_fuse()` tells whether this machine can.
    """

    def __init__(self, model: Model, targets: ArrayLike, *, recipe: Union[Recipe, str, None] = None, seed: int = 0, threads: int = 1,
                 fine_targets: Optional[ArrayLike] = None, mixes: Optional[ArrayLike] = None, fused: bool = False) -> None:
        arguments.instance("model", model, Model)
        given = np.asarray(targets)
        pictures = arguments.array("targets", given[None] if given.ndim == 3 else given, (None, None, None, 4))
        count, height, width = len(pictures), arguments.side("height", pictures.shape[1]), arguments.side("width", pictures.shape[2])
        config, how = model.config, recipe_of(recipe, _USUAL_PLAN_EPOCHS)
        weights = None if mixes is None else arguments.array("mixes", mixes, (count, config.goals))
        if weights is not None:
            arguments.whole("the number of mixes", count, 1, declared.NCA_MAX_KINDS)
        elif count != config.goals:
            raise ValueError(f"targets must be {config.goals}, one for each goal, not {count}")
        if not library.nca_recipe_suits(ctypes.byref(how._native), ctypes.byref(model._native.config.shape)):
            raise ValueError(f"kept_channels and kept_hidden ought to be fewer than the {config.channels} and {config.hidden} of the model, or no details are left to learn")
        fine = self._fine(fine_targets, config, how, count, height, width)
        if fused and not can_fuse():
            raise ValueError("this machine has no fused multiply-add")
        desc = declared.nca_trainer_desc(height_cells=height, width_cells=width, recipe=how._native, seed=arguments.seed(seed), num_threads=1, is_fused=bool(fused),
                                         num_targets=count if weights is not None else 0)
        for name, values in (("fine_targets", fine), ("mixes", weights)):
            if values is not None:
                setattr(desc, name, ctypes.cast(arguments.address(values), ctypes.POINTER(ctypes.c_float)))

        def create(index: int, parts: int) -> Any:
            desc.share = _share(index, parts)
            return library.nca_trainer_create(ctypes.byref(desc), model._pointer, arguments.address(pictures))

        self._begin(create, min(arguments.whole("threads", threads, 1, declared.NCA_MAX_BATCH), how.batch))

    @staticmethod
    def _fine(given: Optional[ArrayLike], config: Any, how: Recipe, count: int, height: int, width: int) -> Optional[NDArray[Any]]:
        counts = config.decoder > 0 and how.fine_weight > 0
        if counts != (given is not None):
            raise ValueError("fine_targets go with a model that has a decoder and a recipe whose fine_weight is more than 0" if given is not None
                             else "a decoder learns from fine_targets, which are missing")
        if given is None:
            return None
        scale = config.decoder_scale
        arguments.whole("a side of fine_targets", scale * max(height, width), 1, declared.NCA_MAX_SIDE_PIXELS)
        pictures = np.asarray(given)
        return arguments.array("fine_targets", pictures[None] if pictures.ndim == 3 else pictures, (count, scale * height, scale * width, 4))

    def _begin(self, create: Callable[[int, int], Any], parts: int) -> None:
        """A trainer of C for each thread, with a share of the batch each: they exchange gradients, and come to the same parameters."""
        self._parts: List[Handle] = [Handle(create(index, parts), library.nca_trainer_destroy) for index in range(parts)]
        self._threads = ThreadPoolExecutor(parts - 1, "snowflake-nca") if parts > 1 else None
        self._model_texts = Model._copy_of(self._get("nca_trainer_model"))

    @classmethod
    def resume(cls, source: arguments.Source, *, threads: int = 1) -> Trainer:
        """A trainer that goes on where a checkpoint was made, to the same bits."""
        content, name = arguments.read(source)
        about = declared.nca_checkpoint()
        check(library.nca_checkpoint_read(ctypes.byref(about), content, len(content)), name)
        library.nca_model_free(ctypes.byref(about.model))
        parts = min(arguments.whole("threads", threads, 1, declared.NCA_MAX_BATCH), about.recipe.batch)

        def create(index: int, count: int) -> Any:
            found = ctypes.c_void_p()
            how = declared.nca_trainer_desc(num_threads=1, share=_share(index, count))
            check(library.nca_trainer_resume(ctypes.byref(found), ctypes.byref(how), content, len(content)), name)
            return found.value

        trainer = cls.__new__(cls)
        trainer._begin(create, parts)
        return trainer

    # ---------------------------------------------------------------- learning

    def train(self, epochs: int, on_epoch: Optional[Callable[[int, float], Any]] = None) -> NDArray[np.float64]:
        """So many epochs, each an optimiser update.

        Args:
            epochs: how many.
            on_epoch: called after each with its number, counted from 1 over the whole run, and its loss; True stops.
        Returns:
            The loss of each epoch, before its update.
        Raises:
            NcaError: the loss is no longer finite. The parameters are those of the last good epoch, and it makes sense to go on.
            KeyboardInterrupt: after the epoch under way.
        """
        losses: List[float] = []
        count = arguments.whole("epochs", epochs, 0, 2**53 - 1)
        arguments.function("on_epoch", on_epoch)
        with Deferred() as interrupt:
            while len(losses) < count:
                self._run_epoch()
                losses.append(self.loss)
                if on_epoch is not None and on_epoch(self.num_epochs, losses[-1]) is True:
                    break
                if len(losses) < count:
                    interrupt.check()
        return np.asarray(losses, np.float64)

    def _run_epoch(self) -> None:
        parts = self._open
        if len(parts) == 1:
            with parts[0].lock:
                check(library.nca_train_epoch(parts[0].address))
            return
        assert self._threads is not None
        with parts[0].lock:
            others = [self._threads.submit(library.nca_trainer_run_share, part.address) for part in parts[1:]]
            try:
                library.nca_trainer_run_share(parts[0].address)
                wait(others)
                self._exchange(parts)
                statuses = [library.nca_trainer_finish_epoch(part.address) for part in parts]
            except BaseException:  # a second Ctrl-C: the shares are no longer of one epoch
                wait(others)
                self.close()
                raise
            check(min(statuses))

    def _exchange(self, parts: List[Handle]) -> None:
        """Each sample's gradient and loss from the share that rolled it out to all the others."""
        size = self._model_texts.config.num_params
        losses = [part.view(library.nca_trainer_sample_losses(part.address), (self.batch,), np.float64, writable=True) for part in parts]
        for sample in range(self.batch):
            owner = sample % len(parts)
            grads = library.nca_trainer_sample_grads(parts[owner].address, sample)
            for index, part in enumerate(parts):
                if index != owner:
                    ctypes.memmove(library.nca_trainer_sample_grads(part.address, sample), grads, size * ctypes.sizeof(ctypes.c_float))
                    losses[index][sample] = losses[owner][sample]

    def gradient(self, steps: int, *, target: int = 0, seed: int = 0) -> Tuple[float, NDArray[np.float32]]:
        """The loss of the last state of a rollout from the seed, and its gradient by all parameters, flat as `Model.params` (`Model.split` names its tensors).

        Nothing of the training changes. For a recipe whose loss is ``last``. For any other loss see `Rollout`.
        """
        if self.recipe.loss != "last":
            raise ValueError("a gradient is to be had of a recipe whose loss is 'last'")
        grads = np.empty(self._model_texts.config.num_params, np.float32)
        loss = self._get("nca_trainer_gradient", arguments.address(grads), arguments.whole("target", target, 0, self.num_targets - 1), arguments.seed(seed),
                         arguments.whole("steps", steps, 1, self.recipe.num_steps_max))
        return float(loss), grads

    def update(self, grads: ArrayLike) -> float:
        """One update of the optimiser with a gradient of one's own, flat; returns its norm before clipping. One whose norm is infinite changes nothing."""
        given = arguments.array("grads", grads, (self._model_texts.config.num_params,), finite=False)
        with self._open[0].lock:
            norms = [library.nca_trainer_update(part.address, arguments.address(given)) for part in self._open]
        return float(norms[0])

    # ---------------------------------------------------------------- what there is to know

    @property
    def params(self) -> NDArray[np.float32]:
        """All parameters, flat, read only: the trainer's own memory, which changes with every epoch."""
        return self._open[0].view(self._get("nca_trainer_params"), (self._model_texts.config.num_params,))

    @property
    def model(self) -> Model:
        """A copy of the model as it stands, to be saved or grown."""
        return Model._copy_of(self._get("nca_trainer_model"))

    @property
    def recipe(self) -> Recipe:
        """A copy of how it trains."""
        return Recipe._of(self._get("nca_trainer_recipe").contents)

    @property
    def targets(self) -> NDArray[np.float32]:
        """[N, H, W, 4], a copy."""
        shape = self._get("nca_trainer_height"), self._get("nca_trainer_width"), 4
        return np.stack([self._open[0].view(self._get("nca_trainer_target", each), shape) for each in range(self.num_targets)])

    @property
    def num_targets(self) -> int:
        """N."""
        return int(self._get("nca_trainer_num_targets"))

    @property
    def batch(self) -> int:
        """Samples an epoch."""
        return int(self._get("nca_trainer_batch"))

    @property
    def seed(self) -> int:
        """Of all its random draws."""
        return int(self._get("nca_trainer_seed"))

    @property
    def num_epochs(self) -> int:
        """Complete epochs of this run."""
        return int(self._get("nca_trainer_num_epochs"))

    @property
    def loss(self) -> float:
        """Of the last complete epoch, before its update."""
        return float(self._get("nca_trainer_loss"))

    @property
    def grad_norm(self) -> float:
        """Of the last complete epoch, before clipping."""
        return float(self._get("nca_trainer_grad_norm"))

    def target_loss(self, target: int) -> float:
        """Of the last sample that had this target; NaN: there was none yet."""
        place = arguments.whole("target", target, 0, self.num_targets - 1)
        loss = float(self._get("nca_trainer_goal_loss", place))
        return loss if loss >= 0 else math.nan

    def pool_state(self, slot: int) -> NDArray[np.float32]:
        """The state [H, W, C] of a slot of the pool, a copy; all zero where it keeps none yet."""
        place = arguments.whole("slot", slot, 0, self.recipe.pool_size - 1)
        part = self._open[place % self.batch % len(self._open)]
        shape = self._get("nca_trainer_height"), self._get("nca_trainer_width"), self._model_texts.config.channels
        with self._open[0].lock:
            return part.view(library.nca_trainer_pool_state(part.address, place), shape).copy()

    def checkpoint(self, *, planned: Optional[int] = None) -> bytes:
        """The whole run as a safetensors file, from which `resume`, the page and `nca train --resume` go on to the same bits.

        planned: epochs that the run is to have. None: those it has.
        """
        with self._open[0].lock:
            count = self.num_epochs if planned is None else arguments.whole("planned", planned, 0, 2**53 - 1)
            about = self.model
            size = self._get("nca_checkpoint_write_head", None, 0, about._pointer, count, first=True)
            head = (ctypes.c_uint8 * size)()
            self._get("nca_checkpoint_write_head", head, size, about._pointer, count, first=True)
            return bytes(head) + b"".join(self.pool_state(slot).astype("<f4").tobytes() for slot in range(self.recipe.pool_size))

    def save_checkpoint(self, path: Union[str, Path], *, planned: Optional[int] = None) -> None:
        """Write `checkpoint` to a file, which is whole at any time."""
        part = Path(arguments.path(path)).with_name(Path(path).name + ".part")
        part.write_bytes(self.checkpoint(planned=planned))
        part.replace(path)

    # ---------------------------------------------------------------- its life

    @property
    def _open(self) -> List[Handle]:
        if not self._parts:
            raise ValueError("this Trainer is closed")
        return self._parts

    def _get(self, name: str, *given: Any, first: bool = False) -> Any:
        part = self._open[0]
        with part.lock:
            return getattr(library, name)(*given[:2], part.address, *given[2:]) if first else getattr(library, name)(part.address, *given)

    def close(self) -> None:
        """Give it back. Arrays that are views of it stay valid."""
        if self._threads is not None:
            self._threads.shutdown()
        self._parts, self._threads = [], None

    def __enter__(self) -> Trainer:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_threads", None) is not None:
            self._threads.shutdown(wait=False)  # type: ignore[union-attr]

    def __repr__(self) -> str:
        return f"<Trainer epoch {self.num_epochs}, loss {self.loss:.3g}, {len(self._parts)} threads>" if self._parts else "<Trainer, closed>"


def can_fuse() -> bool:
    """Whether `Trainer(fused=True)` is possible on this machine: x86 with AVX2 and FMA, or aarch64."""
    return bool(library.nca_trainer_can_fuse())
