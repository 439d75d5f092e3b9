# mypy: disable-error-code="arg-type"
"""Training: the reference's losses and gradients, the same bits on any number of threads and after a checkpoint, and Ctrl-C that stops cleanly."""
from __future__ import annotations

import json
import math
import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest
import snowflake_nca as nca
from conftest import GOLDENS, MODELS, ROOT, TARGETS, Golden, assert_grads, assert_near

TINY = nca.Config(channels=8, hidden=16, alive="pre+post", sobel_scale=0.125, premultiplied=True)


def picture(side: int = 20) -> Any:
    return nca.target(TARGETS / "snowflake.png", side, side, padding=2, premultiplied=True)


def pool_recipe(**changes: Any) -> nca.Recipe:
    return nca.Recipe("regenerating", epochs=80, num_steps_min=6, num_steps_max=9, pool_size=7, wound_begin_epoch=2, **changes)


@pytest.mark.parametrize("name", ["blog_32x32", "distill_40x48"])
def test_gradients_and_adam_are_the_references(name: str) -> None:
    golden = Golden(name)
    steps = int(golden.meta["grad_steps"])
    with nca.Trainer(golden.model, golden.values["target"]) as trainer:
        loss, grads = trainer.gradient(steps, seed=golden.seed)
        assert loss == pytest.approx(float(golden.meta["grad_loss"]), rel=1e-5)
        assert_grads(golden.model.split(grads), golden.model.split(golden.flat("grad_")))
        assert np.array_equal(trainer.params, golden.model.params)
        for index, (wanted, norm) in enumerate(zip(json.loads(golden.meta["adam_losses"]), json.loads(golden.meta["adam_grad_norms"]))):
            loss, grads = trainer.gradient(steps, seed=golden.seed + index)
            assert loss == pytest.approx(wanted, rel=1e-4) and trainer.update(grads) == pytest.approx(norm, rel=1e-4)
        assert_near(trainer.params, golden.flat("adam_"), 2e-5)


@pytest.mark.parametrize("name", [name for name in GOLDENS if not name.startswith("decoder")])  # whose loss is of a finer picture: the next test
def test_rollouts_go_back_as_the_reference_does(name: str) -> None:
    golden = Golden(name)
    steps, goals = int(golden.meta["grad_steps"]), golden.config.goals
    target = golden.values["target"].reshape(goals, golden.height, golden.width, 4)
    rollout = nca.Rollout(golden.model, golden.height, golden.width, steps)
    grads, loss = np.zeros(golden.config.num_params, np.float32), 0.0
    for goal in range(goals):
        rollout.begin(seed=golden.seed, mix=goal)
        rollout.forward(steps // 2)
        off = rollout.forward(steps - steps // 2)[..., :4] - target[goal]
        loss += float((off.astype(float) ** 2).mean()) / goals
        rollout.backward(2 * off / off.size / goals, 3, grads=grads)
        _, start = rollout.backward(np.zeros(rollout.shape), grads=grads)
    assert loss == pytest.approx(float(golden.meta["grad_loss"]), rel=1e-5)
    assert_grads(golden.model.split(grads), golden.model.split(golden.flat("grad_")))
    assert start.shape == rollout.shape and rollout.num_steps == 0
    with pytest.raises(ValueError, match="turned back"):
        rollout.forward(1)


def test_decoders_draw_and_go_back_as_the_reference_does() -> None:
    golden = Golden("decoder_goals_2")
    steps, scale = int(golden.meta["grad_steps"]), golden.config.decoder_scale
    pixels = np.stack(np.meshgrid(np.arange(golden.height * scale), np.arange(golden.width * scale), indexing="ij"), -1).reshape(-1, 2)
    decoder, rollout = nca.Decoder(golden.model), nca.Rollout(golden.model, golden.height, golden.width, steps)
    for part, goal in golden.goals.items():
        sim = nca.Simulation(golden.model, golden.height, golden.width, seed=golden.seed, mix=golden.model.mix(goal))
        sim.step(16)
        drawn = decoder.decode(sim.cells)
        assert_near(drawn, golden.values[f"picture_{part}"[:-1] if part else "picture"], 1e-5, 1e-5)
        assert np.array_equal(decoder.decode(sim.cells, (4, 5, 6, 7)), drawn[4:10, 5:12])
        assert np.array_equal(decoder.decode_pixels(sim.cells, pixels).reshape(drawn.shape), drawn)
        assert decoder.rgba(sim.cells).dtype == np.uint8
    grads, loss = np.zeros(golden.config.num_params, np.float32), 0.0
    for goal in range(2):
        rollout.begin(seed=golden.seed, mix=goal)
        state = rollout.forward(steps)
        off = decoder.decode_pixels(state, pixels) - golden.values["target"][goal].reshape(-1, 4)
        loss += float((off.astype(float) ** 2).mean()) / 2
        own, dstate = decoder.backward(state, pixels, off / off.size)
        grads += own
        rollout.backward(dstate, grads=grads)
    assert loss == pytest.approx(float(golden.meta["grad_loss"]), rel=1e-5)
    assert_grads(golden.model.split(grads), golden.model.split(golden.flat("grad_")))
    with pytest.raises(ValueError, match="no decoder"):
        nca.Decoder(nca.Model())


def test_threads_and_checkpoints_change_no_bit() -> None:
    one, three = (nca.Trainer(nca.Model(TINY, seed=3), picture(), recipe=pool_recipe(batch=4), seed=5, threads=threads) for threads in (1, 3))
    losses = one.train(8)
    assert np.array_equal(losses, three.train(8)) and np.array_equal(one.params, three.params)
    assert one.checkpoint(planned=80) == three.checkpoint(planned=80) and len(np.unique(losses)) == 8
    assert one.target_loss(0) == three.target_loss(0) and one.pool_state(6).shape == (20, 20, 8)
    kept = three.checkpoint()
    after = three.train(5)
    for threads in (1, 2, 9):
        again = nca.Trainer.resume(kept, threads=threads)
        assert again.num_epochs == 8 and again.seed == 5 and again.recipe == one.recipe
        assert np.array_equal(again.train(5), after) and np.array_equal(again.params, three.params)
    one.close()
    three.close()
    with pytest.raises(ValueError, match="this Trainer is closed"):
        three.train(1)


def test_it_trains_as_the_native_program_does(tmp_path: Path) -> None:
    subprocess.run([str(ROOT / "build/native/nca"), "train", str(TARGETS / "snowflake.png"), "-o", str(tmp_path / "flake.safetensors"), "--epochs", "3", "--seed", "4",
                    "--config", "blog", "--size", "32"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    native = nca.Model.load(tmp_path / "flake.safetensors")
    trainer = nca.Trainer(nca.Model(native.config, seed=4), nca.target(TARGETS / "snowflake.png", *native.size, padding=native.padding, premultiplied=native.config.premultiplied), seed=4)
    trainer.train(3)
    assert np.array_equal(trainer.params, native.params) and trainer.model.epochs == native.epochs == 3


def test_a_checkpoint_is_a_model_and_goes_on_in_the_native_program(tmp_path: Path) -> None:
    trainer = nca.Trainer(nca.Model(TINY, seed=3), picture(), recipe=pool_recipe(batch=2), seed=5)
    trainer.train(4)
    trainer.save_checkpoint(tmp_path / "run.checkpoint", planned=6)
    assert np.array_equal(nca.Model.load(tmp_path / "run.checkpoint").params, trainer.params) and list(tmp_path.iterdir()) == [tmp_path / "run.checkpoint"]
    subprocess.run([str(ROOT / "build/native/nca"), "train", "--resume", str(tmp_path / "run.checkpoint"), "-o", str(tmp_path / "end.safetensors")], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    trainer.train(2)
    assert np.array_equal(nca.Model.load(tmp_path / "end.safetensors").params, trainer.params)


def test_several_goals_families_and_a_decoder_learn() -> None:
    config = nca.Config(channels=8, hidden=16, goals=4, alive="pre+post", sobel_scale=0.125)
    corners = np.stack([nca.family_mix(point) for point in ((0, 0), (1, 0), (0.5, 0.5))])
    targets = np.stack([picture()] * 3)
    family = nca.Trainer(nca.Model(config, seed=1), targets, recipe=pool_recipe(batch=3), mixes=corners)
    losses = family.train(6)
    assert family.num_targets == 3 and losses[-1] < losses[0] and np.array_equal(family.targets, targets)
    fine = nca.Config(channels=8, hidden=16, decoder=16, decoder_scale=2)
    drawing = nca.Trainer(nca.Model(fine, seed=1), picture(), fine_targets=nca.enlarge(picture(), 2), recipe=pool_recipe(batch=1, fine_weight=1.0))
    before = drawing.params.copy()
    drawing.train(3)
    assert (before != drawing.params).mean() > 0.5


def test_recipes() -> None:
    recipe = nca.Recipe("regenerating", epochs=3000, batch=8)
    assert (recipe.batch, recipe.optimizer, recipe.loss, recipe.wound_shares) == (8, "muon", "every", (2.0, 1.5, 3.0, 2.0))
    assert recipe.replace(batch=4) == nca.Recipe("regenerating", epochs=3000) and pickle.loads(pickle.dumps(recipe)) == recipe
    assert recipe.learning_rate_at(0) == pytest.approx(2e-3) and recipe.learning_rate_at(3000) == pytest.approx(1e-5)
    recipe.learning_rate = 1e-3
    assert recipe.learning_rate_at(0) == pytest.approx(1e-3) and "batch=8" in repr(recipe) and "pool_size" in dir(recipe)
    assert {field.name for field in nca.FIELDS} == set(recipe.to_dict()) and nca.Recipe.__doc__ and "rollouts an epoch" in nca.Recipe.__doc__
    with pytest.raises(ValueError, match="num_steps_max|num_steps_min"):
        recipe.num_steps_min = 200
    assert recipe.num_steps_min == 64
    for wrong, sentence in (({"batch": 0}, "batch must be from 1 to 4096"), ({"optimizer": "sgd"}, "optimizer must be one of adam, muon"), ({"batch": 1.5}, "batch must be a whole number"),
                            ({"beta1": 2}, "beta1 must be from 0 to 1"), ({"colour": 1}, "no field 'colour'"), ({"wound_shares": (1, 2)}, "wound_shares must be 4 numbers"),
                            ({"learning_rate": math.nan}, "learning_rate must be finite")):
        with pytest.raises((ValueError, TypeError), match=sentence):
            nca.Recipe(**wrong)
    with pytest.raises(ValueError, match="base must be one of blog, growing"):
        nca.Recipe("mine")
    with pytest.raises(AttributeError):
        recipe.colour


def test_a_loss_that_runs_off_keeps_the_last_good_weights() -> None:
    trainer = nca.Trainer(nca.Model(TINY, seed=1), picture(), recipe=pool_recipe(batch=2, learning_rate=1e9, learning_rate_end=1e9, muon_rate=1e9))
    with pytest.raises(nca.NcaError, match="the loss is no longer finite") as caught:
        trainer.train(50)
    assert caught.value.name == "NCA_ERR_LOSS_NOT_FINITE" and np.isfinite(trainer.params).all()


def test_on_epoch_may_stop() -> None:
    seen = []

    def tell(epoch: int, loss: float) -> bool:
        seen.append((epoch, loss))
        return epoch == 3

    losses = nca.Trainer(nca.Model(TINY), picture(), recipe=pool_recipe(batch=1)).train(10, tell)
    assert [epoch for epoch, _ in seen] == [1, 2, 3] and [loss for _, loss in seen] == list(losses)


@pytest.mark.parametrize("threads", [1, 2])
def test_ctrl_c_stops_after_the_epoch_under_way(threads: int, tmp_path: Path) -> None:
    program = f"""
import sys; sys.path.insert(0, {str(ROOT / 'build/python')!r})
import numpy as np, snowflake_nca as nca
target = nca.target({str(TARGETS / 'snowflake.png')!r}, 40, 40, padding=4)
trainer = nca.Trainer(nca.Model(seed=1), target, recipe=nca.Recipe("growing", batch=2), seed=2, threads={threads})
try:
    trainer.train(100000, lambda epoch, loss: print(epoch, flush=True))
except KeyboardInterrupt:
    kept = trainer.num_epochs
    again = nca.Trainer.resume(trainer.checkpoint())
    twin = nca.Trainer(nca.Model(seed=1), target, recipe=trainer.recipe, seed=2)
    twin.train(kept + 1)
    again.train(1)
    print("stopped", np.array_equal(again.params, twin.params))
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    assert out.splitlines()[-1] == "stopped True"


def test_ctrl_c_never_falls_within_an_epoch() -> None:
    trainer, went_on = nca.Trainer(nca.Model(TINY), picture(), recipe=pool_recipe(batch=1)), []

    def press(epoch: int, loss: float) -> None:
        if epoch == 2:
            os.kill(os.getpid(), signal.SIGINT)
        went_on.append(epoch)

    with pytest.raises(KeyboardInterrupt):
        trainer.train(5, press)
    assert went_on == [1, 2] and trainer.num_epochs == 2 and signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def press_twice(epoch: int, loss: float) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("a second one comes at once")

    with pytest.raises(KeyboardInterrupt):
        trainer.train(5, press_twice)


def test_what_happens_in_the_long_run(flake: nca.Model) -> None:
    target = nca.target(TARGETS / "snowflake.png", 72, 72, padding=16, premultiplied=True)
    trials = nca.probe(flake, target, ages=(96, 200), seeds=1, threads=2)
    healing = [each for each in trials if each.kind == "healing"]
    assert len(healing) == 32 and len({each.wound for each in healing}) == 32 and all(each.errors[1] < 2e-4 < each.errors[0] for each in healing)
    lasting = [each for each in trials if each.kind == "lasting"]
    assert lasting[0].steps == (96, 200) and lasting[0].errors[1] < 1e-4 and lasting[0].wound is None


def test_a_rollout_at_its_end_says_so() -> None:
    rollout = nca.Rollout(nca.Model(), 9, 9, 4)
    rollout.begin(seed=1)
    with pytest.raises(ValueError, match="num_steps must be from 0 to 4, not 5"):
        rollout.forward(5)
    end = rollout.forward(4)
    with pytest.raises(ValueError, match="at its end, after max_steps=4 steps: begin again"):
        rollout.forward(1)
    with pytest.raises(TypeError, match="num_steps must be a whole number"):
        rollout.forward("1")  # type: ignore[arg-type]
    assert (rollout.forward(0) == end).all() and rollout.num_steps == 4


def test_a_member_of_a_family() -> None:
    model, target = nca.Model(nca.Config(channels=8, hidden=16, goals=4)), picture()
    member = nca.probe_member(model, nca.family_mix([0, 1]), target, 2, target, early=2, late=5, turn=3)
    assert member.visible.shape == (20, 20, 4) and member.num_alive > 0 and member.early_error > 0


@pytest.mark.parametrize("act, sentence", [
    (lambda: nca.Trainer(nca.Model(), picture()[..., :3]), "targets must have the shape"), (lambda: nca.Trainer(nca.Model(nca.Config(goals=2)), picture()), "targets must be 2, one for each goal, not 1"),
    (lambda: nca.Trainer(nca.Model(), picture(), fine_targets=picture()), "fine_targets go with a model that has a decoder"), (lambda: nca.Trainer(nca.Model(), picture(), threads=0), "threads must be from 1"),
    (lambda: nca.Trainer(nca.Model(nca.Config(decoder=16, decoder_scale=2)), picture(), recipe=nca.Recipe(fine_weight=1)), "a decoder learns from fine_targets"),
    (lambda: nca.Trainer(nca.Model(), picture(), recipe=nca.Recipe(learns="details", fine_weight=1, kept_channels=16, kept_hidden=16)), "fewer than the 16 and 128 of the model"),
    (lambda: nca.Trainer(nca.Model(nca.Config(goals=4)), picture(), mixes=np.ones((2, 4))), "mixes must have the shape \\[1, 4\\]"), (lambda: nca.Trainer(nca.Model(), picture() * np.nan), "targets holds NaN"),
    (lambda: nca.Trainer(nca.Model(), picture()).gradient(96), "steps must be from 1 to 95"), (lambda: nca.Trainer(nca.Model(), picture(), recipe="growing").gradient(9), "whose loss is 'last'"),
    (lambda: nca.Trainer(nca.Model(), picture()).gradient(9, target=1), "target must be from 0 to 0"), (lambda: nca.Trainer(nca.Model(), picture()).pool_state(0), "slot must be from 0 to -1"),
    (lambda: nca.Trainer.resume(MODELS / "snowflake.safetensors"), "a weights file and not a checkpoint"), (lambda: nca.Trainer.resume(b"x"), "cut short|no valid"),
    (lambda: nca.Rollout(nca.Model(), 9, 9, 0), "max_steps must be from 1"), (lambda: nca.Rollout(nca.Model(), 9, 9, 4).forward(5), "num_steps must be from 0 to 4"),
    (lambda: nca.Rollout(nca.Model(), 9, 9, 4).begin(nca.Model(nca.Config(hidden=16))), "models of its own shape"), (lambda: nca.Rollout(nca.Model(), 9, 9, 4).backward(np.ones((9, 9))), "dstate must have the shape"),
    (lambda: nca.Rollout(nca.Model(), 9, 9, 4).backward(np.ones((9, 9, 4)), grads=np.zeros(3, np.float32)), "grads must be a writable array of 8336 float32"),
    (lambda: nca.probe(nca.Model(), picture(), ages=(5, 5)), "ages must be 1 to 16 steps, ascending"), (lambda: nca.probe(nca.Model(), picture(), wide=5), "wide must be as large"),
])
def test_wrong_arguments_are_named_and_end_nothing(act: Callable[[], Any], sentence: str) -> None:
    with pytest.raises((ValueError, TypeError), match=sentence):
        act()
