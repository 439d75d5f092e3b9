"""The same model as a `torch.nn.Module`: same shapes, same fire mask, same gradients to rounding, and a state_dict that is the file's.

    import torch
    from snowflake_nca.torch import CellularAutomaton

    rule = CellularAutomaton.from_model(Model.load("flake.safetensors")).to("cuda")
    state = rule(rule.seed_state(72, 72, batch=8), steps=96, seed=range(8))
    loss = torch.nn.functional.mse_loss(state[:, :4], target)

Kinds (`Simulation.set_kinds`) and fused products are the core's alone. Which weights come out is the same to rounding, not to the bit.
"""
from __future__ import annotations

from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple, Union

import numpy as np

try:
    import torch
    import torch.nn.functional as F
    from torch import Tensor, nn
except ImportError as error:
    raise ImportError("snowflake_nca.torch needs PyTorch: pip install torch, or Debian's python3-torch") from error

from . import _arguments as arguments
from . import _declarations as declared
from .model import Config, Model

ALPHA: int = declared.NCA_ALPHA
_MASK = 0xFFFFFFFF  # 32-bit arithmetic, in the 64 bits that every device has
SOBEL_X = ((-1.0, 0.0, 1.0), (-2.0, 0.0, 2.0), (-1.0, 0.0, 1.0))
LAPLACIAN = ((1.0, 2.0, 1.0), (2.0, -12.0, 2.0), (1.0, 2.0, 1.0))


def _mix(x: Tensor) -> Tensor:
    """The lowbias32 hash of 32-bit numbers in int64, whose products may wrap: the low half is right all the same."""
    x = x ^ (x >> 16)
    x = (x * 0x7FEB352D) & _MASK
    x = x ^ (x >> 15)
    x = (x * 0x846CA68B) & _MASK
    return x ^ (x >> 16)


def fire_mask(height: int, width: int, seeds: Tensor, step: int, fire_rate: float) -> Tensor:
    """Which cells fire in a step: bool [B, H, W], of seeds int64 [B]; just those of `snowflake_nca.fire_mask`."""
    keys = _mix((seeds + (step * 0x9E3779B9 & _MASK)) & _MASK)
    cells = torch.arange(height * width, device=seeds.device)
    return ((_mix(keys[:, None] ^ cells) >> 8) < int(fire_rate * (1 << 24))).view(-1, height, width)


class _Goals(nn.Module):
    """A row of the first bias for each goal."""

    def __init__(self, goals: int, hidden: int, bound: float) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.empty(goals, hidden).uniform_(-bound, bound))


class CellularAutomaton(nn.Module):
    """A rule of any shape, see `Config`. States are [B, C, H, W], RGBA first.

    Its state_dict has the names of the notebook's: ``updater.0.weight`` [D, P, 1, 1], ``updater.0.bias`` [D], ``updater.2.weight`` [C, D, 1, 1], ``updater.2.bias`` [C];
    of several goals ``goals.bias`` [G, D], whose first row is ``updater.0.bias``; ``decoder.0.weight`` and so on. Matrices may be [D, P] when they are loaded.

    A fresh one is drawn by torch's own generator, as ``nn.Conv2d`` is, but for the last layer, which is zero.
    """

    def __init__(self, config: Optional[Config] = None) -> None:
        super().__init__()
        self.config = config or Config()
        C, D, P, E = self.config.channels, self.config.hidden, self.config.perceived, self.config.decoder
        self.updater = nn.Sequential(nn.Conv2d(P, D, 1, bias=self.config.goals == 1), nn.ReLU(), nn.Conv2d(D, C, 1))
        self.goals = _Goals(self.config.goals, D, P**-0.5) if self.config.goals > 1 else None
        self.decoder = nn.ModuleList([nn.Linear(C + 4, E), nn.Linear(E, E), nn.Linear(E, 4)]) if E else None
        for last in [self.updater[2]] + ([self.decoder[2]] if self.decoder is not None else []):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    # ---------------------------------------------------------------- there and back

    @classmethod
    def from_model(cls, model: Model) -> CellularAutomaton:
        """Of a model of the core, with copies of its parameters."""
        arguments.instance("model", model, Model)
        rule = cls(model.config)
        rule.load_state_dict({name: torch.from_numpy(tensor.copy()) for name, tensor in model.tensors().items()})
        return rule

    def to_model(self, about: Optional[Model] = None) -> Model:
        """As a model of the core, with copies of the parameters; texts and sizes are those of `about`."""
        if about is not None and about.config != self.config:
            raise ValueError("`about` is a model of another configuration")
        model = about.copy() if about is not None else Model(self.config)
        tensors = model.tensors()
        for name, value in self.state_dict().items():
            tensors[name][...] = arguments.array(name, value.detach().cpu().float().numpy().reshape(tensors[name].shape), tensors[name].shape)
        return model

    def _save_to_state_dict(self, destination: Dict[str, Any], prefix: str, keep_vars: bool) -> None:
        super()._save_to_state_dict(destination, prefix, keep_vars)
        if self.goals is not None:  # for readers that know nothing of goals
            destination[f"{prefix}updater.0.bias"] = self.goals.bias[0] if keep_vars else self.goals.bias[0].detach()

    def load_state_dict(self, state_dict: Mapping[str, Any], strict: bool = True, **how: Any) -> Any:
        """As torch has it; also of matrices [D, P], and with the first row of `goals.bias` beside it."""
        given = dict(state_dict)
        if self.goals is not None:
            given.pop("updater.0.bias", None)
        for name in ("updater.0.weight", "updater.2.weight"):
            if name in given and given[name].dim() == 2:
                given[name] = given[name][:, :, None, None]
        return super().load_state_dict(given, strict, **how)

    # ---------------------------------------------------------------- a step

    def seed_state(self, height: int, width: int, batch: int = 1) -> Tensor:
        """One cell at (H / 2, W / 2), whose alpha and hidden channels are 1: [B, C, H, W]."""
        like = self.updater[2].weight
        state = torch.zeros(arguments.whole("batch", batch, 1, 1 << 20), self.config.channels, arguments.side("height", height), arguments.side("width", width), dtype=like.dtype, device=like.device)
        state[:, ALPHA:, height // 2, width // 2] = 1
        return state

    def _around(self, cells: Tensor) -> Tensor:
        """One more cell on every side: nothing, or the other side."""
        return F.pad(cells, (1, 1, 1, 1), mode="circular") if self.config.edge == "torus" else F.pad(cells, (1, 1, 1, 1))

    def perceive(self, state: Tensor, angle: float = 0.0) -> Tensor:
        """What every cell sees, [B, P, H, W]: all identities, then one filter after the other; turned by an angle in radians."""
        channels, padded = state.shape[1], self._around(state)

        def seen(kernel: Tensor) -> Tensor:
            return F.conv2d(padded, (kernel * self.config.sobel_scale).expand(channels, 1, 3, 3), groups=channels)

        sobel_x = torch.tensor(SOBEL_X, dtype=state.dtype, device=state.device)
        laplacian = torch.tensor(LAPLACIAN, dtype=state.dtype, device=state.device)
        x, y = seen(sobel_x), seen(sobel_x.T)
        if self.config.filters == "isotropic":
            square = x * x + y * y  # the norm's derivative is taken as 0 where it is 0
            some = square > 0
            return torch.cat([state, seen(laplacian), torch.where(some, torch.where(some, square, torch.ones_like(square)).sqrt(), torch.zeros_like(square))], 1)
        if angle:
            cos, sin = float(np.cos(angle)), float(np.sin(angle))
            x, y = x * cos - y * sin, x * sin + y * cos
        return torch.cat([state, x, y] + ([seen(laplacian)] if self.config.filters == "sobel+laplacian" else []), 1)

    def alive(self, state: Tensor) -> Tensor:
        """Which cells have a living one in their 3x3: bool [B, 1, H, W]."""
        alpha = state[:, ALPHA:ALPHA + 1]
        if self.config.alive == "none":
            return torch.ones_like(alpha, dtype=torch.bool)
        lives: Tensor = F.max_pool2d(self._around(alpha), 3, 1) > self.config.alive_threshold
        return lives

    def delta(self, state: Tensor, mix: Optional[Tensor] = None, angle: float = 0.0) -> Tensor:
        """What every cell would add if it fired, [B, C, H, W]."""
        hidden = self.updater[0](self.perceive(state, angle))
        if self.goals is not None:
            weights = self._weights(mix, state)
            hidden = hidden + (weights @ self.goals.bias)[:, :, None, None]
        elif mix is not None:
            raise ValueError("mix: this rule has but one goal")
        update: Tensor = self.updater[2](self.updater[1](hidden))
        return update

    def _weights(self, mix: Optional[Tensor], state: Tensor) -> Tensor:
        weights = state.new_zeros(self.config.goals) if mix is None else torch.as_tensor(mix, dtype=state.dtype, device=state.device)
        if mix is None:
            weights[0] = 1
        if weights.shape[-1:] != (self.config.goals,) or weights.dim() > 2:
            raise ValueError(f"mix must have the shape [{self.config.goals}] or [B, {self.config.goals}], not {list(weights.shape)}")
        return weights.expand(state.shape[0], self.config.goals)

    def forward(self, state: Tensor, steps: int = 1, *, seed: Union[int, Iterable[int], Tensor] = 0, step: int = 0, mix: Optional[Tensor] = None, angle: float = 0.0) -> Tensor:
        """Advance states [B, C, H, W].

        Args:
            steps: how many.
            seed: of the fire mask, one for all or one each.
            step: the number of the first step: steps taken one by one, or in pieces, fire as those taken at once.
            mix: weights of the goals, [G] or [B, G], which may be learnt too. None: the first goal.
            angle: by which every cell perceives turned, in radians.
        """
        arguments.instance("state", state, Tensor)
        if state.dtype != self.updater[0].weight.dtype and not torch.is_autocast_enabled() and not torch.is_autocast_cpu_enabled():
            raise TypeError(f"state must be of {self.updater[0].weight.dtype}, as the rule's weights are, not of {state.dtype}")
        if state.dim() != 4 or state.shape[1] != self.config.channels:
            raise ValueError(f"state must have the shape [B, {self.config.channels}, H, W], not {list(state.shape)}")
        seeds = self._seeds(seed, state)
        for now in range(arguments.seed(step, "step"), step + arguments.whole("steps", steps, 0, 1 << 31)):
            before = self.alive(state) if self.config.alive == "pre+post" else None
            fires = fire_mask(state.shape[2], state.shape[3], seeds, now, self.config.fire_rate)
            state = state + self.delta(state, mix, angle) * fires[:, None]
            if self.config.alive != "none":
                state = state * (self.alive(state) if before is None else self.alive(state) & before)
        return state

    @staticmethod
    def _seeds(seed: Any, state: Tensor) -> Tensor:
        given: List[int] = seed.tolist() if isinstance(seed, (Tensor, np.ndarray)) and seed.ndim else list(seed) if isinstance(seed, (list, tuple, range)) else [int(seed)] * state.shape[0]
        if len(given) != state.shape[0]:
            raise ValueError(f"seed must be one number, or {state.shape[0]}, one for each state, not {len(given)}")
        return torch.tensor([arguments.seed(each) for each in given], dtype=torch.int64, device=state.device)

    # ---------------------------------------------------------------- a finer picture

    def decode(self, state: Tensor, scale: Optional[int] = None) -> Tensor:
        """A finer picture of states [B, C, H, W]: [B, 4, scale H, scale W], RGBA as the state has it. None: the scale it was trained at."""
        if self.decoder is None:
            raise ValueError("this rule has no decoder")
        factor = arguments.whole("scale", self.config.decoder_scale if scale is None else scale, 1, declared.NCA_MAX_FINE_SCALE)
        between = F.interpolate(state, scale_factor=factor, mode="bilinear", align_corners=False)
        batch, _, height, width = between.shape

        def waves(count: int, shape: Tuple[int, ...]) -> List[Tensor]:
            turn = 2 * np.pi * ((torch.arange(count, dtype=state.dtype, device=state.device) + 0.5) / factor - 0.5)
            return [wave.view(shape).expand(batch, 1, height, width) for wave in (turn.sin(), turn.cos())]

        seen = torch.cat([between, *waves(height, (1, 1, -1, 1)), *waves(width, (1, 1, 1, -1))], 1).permute(0, 2, 3, 1)
        first, second, last = self.decoder
        picture: Tensor = last(F.relu(second(F.relu(first(seen))))).permute(0, 3, 1, 2)
        return picture

    def extra_repr(self) -> str:
        return repr(self.config)


def to_cells(state: Tensor) -> Any:
    """States [B, C, H, W], or one [C, H, W], as the core has them: an array [B, H, W, C] or [H, W, C] of float32."""
    return np.ascontiguousarray(state.detach().cpu().float().movedim(-3, -1).numpy())


def from_cells(cells: Any, **how: Any) -> Tensor:
    """A state [H, W, C] of the core, or several [B, H, W, C], as [B, C, H, W]; how: dtype and device."""
    given = torch.as_tensor(np.array(cells, np.float32), **how)
    return (given[None] if given.dim() == 3 else given).movedim(-1, -3).contiguous()
