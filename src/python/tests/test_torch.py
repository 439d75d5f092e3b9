# mypy: disable-error-code="arg-type"
"""The torch module is the core's model: states, gradients, fire masks and files, for every shape."""
from __future__ import annotations

import io
import math
import pickle
from typing import Any, Callable

import numpy as np
import pytest
import snowflake_nca as nca
import torch
from conftest import MODELS, Golden, assert_grads, assert_near
from snowflake_nca.torch import CellularAutomaton, fire_mask, from_cells, to_cells


def grads_of(rule: CellularAutomaton, model: nca.Model) -> Any:
    """Flat, as the core has them."""
    flat = np.zeros(model.params.size, np.float32)
    tensors = model.split(flat)
    for name, value in rule.named_parameters():
        assert value.grad is not None
        tensors[name][...] = value.grad.numpy().reshape(tensors[name].shape)
    return flat


def test_states_are_the_references(golden: Golden) -> None:
    rule = CellularAutomaton.from_model(golden.model)
    checked = 0
    with torch.no_grad():
        for part, goal in golden.goals.items():
            state, at = rule.seed_state(golden.height, golden.width), 0
            mix = torch.tensor(golden.model.mix(goal)) if golden.config.goals > 1 else None
            for step in sorted(int(name.rpartition("_")[2]) for name in golden.values if name.startswith(f"state_{part}") and name[len(f"state_{part}"):].isdigit()):
                state, at = rule(state, step - at, seed=golden.seed, step=at, mix=mix), step
                assert_near(to_cells(state)[0], golden.values[f"state_{part}{step}"], 1e-5, 1e-5)
                checked += 1
            if golden.config.decoder:
                picture = golden.values[f"picture_{part}"[:-1] if part else "picture"]
                assert_near(rule.decode(state)[0].permute(1, 2, 0).numpy(), picture, 1e-5, 1e-5)
    assert checked >= 4


def test_gradients_are_the_references(golden: Golden) -> None:
    rule, steps, goals = CellularAutomaton.from_model(golden.model), int(golden.meta["grad_steps"]), golden.config.goals
    mixes = torch.eye(goals) if goals > 1 else None  # all goals are one batch
    state = rule(rule.seed_state(golden.height, golden.width, batch=goals), steps, seed=golden.seed, mix=mixes)
    picture = rule.decode(state) if golden.config.decoder else state[:, :4]
    target = torch.from_numpy(golden.values["target"].copy()).reshape(goals, *picture.shape[2:], 4).permute(0, 3, 1, 2)
    loss = torch.nn.functional.mse_loss(picture, target)
    loss.backward()
    assert loss.item() == pytest.approx(float(golden.meta["grad_loss"]), rel=1e-5)
    assert_grads(golden.model.split(grads_of(rule, golden.model)), golden.model.split(golden.flat("grad_")))


def test_gradients_are_the_cores_also_of_other_states_seeds_and_sizes(golden: Golden) -> None:
    random = np.random.default_rng(5)
    height, width, steps, seed = 12, 17, 7, 4000000000
    mix = random.dirichlet(np.ones(golden.config.goals)).astype(np.float32)
    start = nca.Simulation(golden.model, height, width, seed=1)
    start.step(5)
    weights = random.normal(size=(height, width, golden.config.channels)).astype(np.float32)
    rollout = nca.Rollout(golden.model, height, width, steps)
    rollout.begin(state=start.cells, seed=seed, mix=mix)
    wanted = rollout.forward(steps)
    grads, dstart = rollout.backward(weights)
    rule = CellularAutomaton.from_model(golden.model)
    state = from_cells(start.cells).requires_grad_()
    found = rule(state, steps, seed=seed, mix=torch.from_numpy(mix) if golden.config.goals > 1 else None)
    assert_near(to_cells(found)[0], wanted, 1e-5, 1e-5)
    (found * from_cells(weights)).sum().backward()
    for parameter in (rule.decoder.parameters() if rule.decoder is not None else []):
        parameter.grad = torch.zeros_like(parameter)
    own = golden.model.split(grads_of(rule, golden.model))
    if golden.config.goals > 1:
        own["updater.0.bias"][:] = own["goals.bias"][0]
    for name, tensor in golden.model.split(grads).items():
        assert_near(own[name], tensor, 1e-5 * max(float(np.abs(tensor).max()), 1e-3))
    assert state.grad is not None and np.abs(dstart).max() > 0
    assert_near(to_cells(state.grad)[0], dstart, 1e-5 * float(np.abs(dstart).max()))


def test_fire_masks_are_the_cores() -> None:
    seeds = torch.tensor([0, 42, 4000000000, 2**32 - 1])
    for height, width, step, rate in ((7, 13, 0, 0.25), (64, 48, 99999, 0.5), (5, 5, 2**32 - 1, 1.0), (9, 9, 3, 2.0**-24)):
        found = fire_mask(height, width, seeds, step, rate).numpy()
        for index, seed in enumerate(seeds.tolist()):
            assert np.array_equal(found[index], nca.fire_mask(height, width, seed, step, rate))


def test_a_turned_rule_and_a_batch_of_seeds(flake: nca.Model) -> None:
    rule = CellularAutomaton.from_model(flake)
    with torch.no_grad():
        states = rule(rule.seed_state(40, 44, batch=3), 12, seed=range(3, 6), angle=0.7)
    for index in range(3):
        sim = nca.Simulation(flake, 40, 44, seed=3 + index)
        sim.angle = 0.7
        sim.step(12)
        assert_near(to_cells(states[index]), sim.cells, 1e-5, 1e-5)


def test_there_and_back_through_files(golden: Golden) -> None:
    rule = CellularAutomaton.from_model(golden.model)
    assert np.array_equal(rule.to_model().params, golden.model.params)
    file = io.BytesIO()
    torch.save(rule.state_dict(), file)
    file.seek(0)
    again = CellularAutomaton(golden.config)
    again.load_state_dict(torch.load(file))
    assert np.array_equal(again.to_model(golden.model).params, golden.model.params) and again.to_model(golden.model).to_bytes() == golden.model.to_bytes()
    assert rule.state_dict()["updater.0.bias"].shape == (golden.config.hidden,)
    assert np.array_equal(pickle.loads(pickle.dumps(rule)).to_model().params, golden.model.params)


def test_a_fresh_one_is_drawn_as_the_core_draws_it() -> None:
    torch.manual_seed(1)
    for config in (nca.Config(), nca.Config(goals=3, decoder=16, decoder_scale=2)):
        tensors = CellularAutomaton(config).to_model().tensors()
        bound = config.perceived**-0.5
        for name in ("updater.0.weight", "updater.0.bias"):
            assert 0.9 * bound < np.abs(tensors[name]).max() <= bound
        assert not tensors["updater.2.weight"].any() and not tensors["updater.2.bias"].any() and not ("decoder.2.weight" in tensors and tensors["decoder.2.weight"].any())


def test_torch_trains_it_and_the_core_grows_it() -> None:
    torch.manual_seed(2)
    target = torch.from_numpy(nca.target(nca.crystal(5, 16), 20, 20, padding=2, premultiplied=True)).permute(2, 0, 1)[None]
    rule = CellularAutomaton(nca.Config(channels=8, hidden=32, alive="pre+post", sobel_scale=0.125, premultiplied=True))
    optimizer = torch.optim.Adam(rule.parameters(), 5e-3)
    losses = []
    for epoch in range(40):
        loss = torch.nn.functional.mse_loss(rule(rule.seed_state(20, 20), 20, seed=epoch)[:, :4], target)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad.clip_grad_norm_(rule.parameters(), 1e-2)
        optimizer.step()
    sim = nca.Simulation(rule.to_model(), 20, 20, seed=1)
    sim.step(20)
    assert sim.loss(target[0].permute(1, 2, 0).numpy()) < 0.7 * losses[0]


def test_doubles_and_checks() -> None:
    model = nca.Model.load(MODELS / "snowflake.safetensors")
    rule = CellularAutomaton.from_model(model).double()
    assert rule(rule.seed_state(9, 9), 2).dtype == torch.float64


@pytest.mark.parametrize("act, sentence", [
    (lambda rule: rule(torch.zeros(1, 15, 9, 9)), "state must have the shape \\[B, 16, H, W\\]"), (lambda rule: rule(rule.seed_state(9, 9), -1), "steps must be from 0"),
    (lambda rule: rule(rule.seed_state(9, 9, batch=2), seed=[1]), "seed must be one number, or 2"), (lambda rule: rule(rule.seed_state(9, 9), seed=-1), "seed must be from 0"),
    (lambda rule: rule(rule.seed_state(9, 9), mix=torch.ones(1)), "but one goal"), (lambda rule: rule.decode(rule.seed_state(9, 9)), "no decoder"),
    (lambda rule: rule.to_model(nca.Model(nca.Config(hidden=16))), "another configuration"), (lambda rule: rule.seed_state(0, 9), "height must be from 1"),
    (lambda rule: CellularAutomaton(nca.Config(goals=2))(rule.seed_state(9, 9), mix=torch.ones(3)), "mix must have the shape \\[2\\]"),
    (lambda rule: rule.updater[2].bias.data.fill_(math.nan) is not None and rule.to_model(), "updater.2.bias holds NaN"),
])
def test_wrong_arguments_are_named(act: Callable[[CellularAutomaton], Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        act(CellularAutomaton())
