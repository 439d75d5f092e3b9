# mypy: disable-error-code="arg-type,func-returns-value"
"""Growing: as the reference and the native program grow, whatever the shape; arrays stay valid, threads take turns, Ctrl-C stops between steps."""
from __future__ import annotations

import gc
import math
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest
import snowflake_nca as nca
from conftest import GOLDEN, MODELS, ROOT, Golden, assert_near, read_safetensors


def test_states_are_the_references(golden: Golden) -> None:
    checked = 0
    for part, goal in golden.goals.items():
        sim = nca.Simulation(golden.model, golden.height, golden.width, seed=golden.seed, mix=golden.model.mix(goal))
        steps = sorted(int(name.rpartition("_")[2]) for name in golden.values if name.startswith(f"state_{part}") and name[len(f"state_{part}"):].isdigit())
        for step in steps:
            sim.step(step - sim.num_steps)
            assert_near(sim.cells, golden.values[f"state_{part}{step}"], 1e-5, 1e-5)
            checked += 1
    assert checked >= 4


def test_fire_masks_are_the_references() -> None:
    values, _ = read_safetensors(GOLDEN / "fire_masks.safetensors")
    for step in range(3):
        assert np.array_equal(nca.fire_mask(32, 32, 42, step, 0.5), values[f"mask_{step}"] > 0)
        assert np.array_equal(nca.fire_mask(7, 13, 4000000000, step, 0.25), values[f"mask_r25_{step}"] > 0)


def test_the_picture_is_the_native_programs(flake: nca.Model, tmp_path: Path) -> None:
    subprocess.run([str(ROOT / "build/native/nca"), "grow", str(MODELS / "snowflake.safetensors"), "--size", "72", "--seed", "9", "--steps", "96", "-o", str(tmp_path / "flake.png")],
                   check=True, stdout=subprocess.DEVNULL)
    sim = nca.Simulation(flake, 72, 72, seed=9)
    sim.step(96)
    assert np.array_equal(nca.target(tmp_path / "flake.png", 72, 72), nca.target(nca.to_png(sim.rgba()), 72, 72))
    assert sim.num_alive > 500


def test_snapshots_and_states_go_on_to_the_same_bits(flake: nca.Model) -> None:
    sim = nca.Simulation(flake, 40, 44, seed=3)
    sim.step(30)
    clone, state = sim.clone(), sim.state
    sim.step(20)
    after = sim.state
    clone.step(20)
    assert np.array_equal(clone.state, after)
    other = nca.Simulation(flake, 40, 44)
    other.state = state
    other.set_clock(3, 30)
    other.step(20)
    assert np.array_equal(other.state, after) and (other.seed, other.num_steps) == (3, 50)
    other.damage(22, 20, 8)
    assert not np.array_equal(other.state, after)
    other.restore(clone)
    assert np.array_equal(other.state, after)


def test_wounds_kinds_grafts_and_noise() -> None:
    golden = Golden("goals_4")
    sim = nca.Simulation(golden.model, 19, 26, seed=5)
    assert sim.kinds is None and sim.num_kinds == 1
    sim.set_kinds(np.eye(4)[:2])
    sim.plant(3, 4, kind=1)
    sim.step(6)
    kinds = sim.kinds
    assert kinds is not None and set(np.unique(kinds)) == {0, 1} and np.array_equal(sim.mixes, np.eye(4, dtype=np.float32)[:2])
    sim.graft(nca.Wound.disc(13, 9, 3), 1)
    grafted = sim.kinds
    assert grafted is not None and (grafted != kinds).any()
    sim.kinds = np.zeros((19, 26), int)
    before = sim.kinds
    assert before is not None and not before.any()
    alive = sim.num_alive
    sim.wound(nca.Wound.half(13, 9, (2.0, 0.0)))
    assert 0 < sim.num_alive < alive and not sim.cells[:, 13:].any()
    sim.noise(nca.Wound.band(13, 9, 4, (0.0, 1.0)), seed=1)
    assert sim.cells[9].any() and 0 <= sim.cells[9, :, :4].min() and sim.cells[9, :, :4].max() <= 1
    sim.clear()
    assert not sim.cells.any() and sim.num_steps == 6


def test_a_turned_grid_and_what_a_cell_perceives(flake: nca.Model) -> None:
    sim = nca.Simulation(flake, 31, 31, seed=1)
    sim.step(8)
    perceived, delta = sim.inspect()
    assert perceived.shape == (31, 31, 48) and delta.shape == (31, 31, 16)
    assert np.array_equal(perceived[..., :16], sim.cells)
    sim.angle = math.pi / 2
    turned, _ = sim.inspect()
    assert sim.angle == pytest.approx(math.pi / 2) and not np.array_equal(perceived, turned)


def test_the_cells_go_on_under_a_model_of_another_shape(flake: nca.Model) -> None:
    sim = nca.Simulation(flake, 24, 24, seed=5)
    sim.step(40)
    sim.angle = 0.5
    before, wide = sim.state, nca.Model(nca.Config(channels=32))
    sim.set_model(wide)
    assert np.array_equal(sim.cells[..., :16], before) and not sim.cells[..., 16:].any() and sim.num_alive > 9
    assert (sim.num_steps, sim.seed, sim.config) == (40, 5, wide.config) and sim.angle == pytest.approx(0.5)
    sim.set_model(nca.Model(nca.Config(channels=8)))
    assert np.array_equal(sim.cells, before[..., :8])


def test_of_a_family_the_first_flake_grows_and_no_corner() -> None:
    family = nca.Model.load(MODELS / "ice-family.safetensors")

    def grown(sim: nca.Simulation) -> Any:
        sim.reset(1)
        sim.step(40)
        return sim.state

    first = grown(nca.Simulation(family, mix=nca.family_mix(nca.crystal_point(48213))))
    sim = nca.Simulation(family)
    assert np.array_equal(grown(sim), first) and not np.array_equal(grown(nca.Simulation(family, goal=0)), first)
    sim.set_mix(nca.family_mix(nca.crystal_point(7)))
    seventh = grown(sim)
    sim.set_model(family)
    assert np.array_equal(grown(sim), seventh), "what grows stays under a model of the same shape"
    sim.set_model(nca.Model())
    sim.set_model(family)
    assert np.array_equal(grown(sim), first)


def test_views_live_on_whatever_becomes_of_the_simulation(flake: nca.Model) -> None:
    sim = nca.Simulation(flake, 24, 24, seed=1)
    sim.step(40)
    cells, copy = sim.cells, sim.state
    assert not cells.flags.writeable and not cells.flags.owndata
    sim.set_model(nca.Model(nca.Config(channels=32)))
    assert sim.shape == (24, 24, 32) and np.array_equal(cells, copy)
    sim.set_model(flake)
    sim.reset(1)
    sim.step(40)
    cells = sim.cells
    with sim.edit() as state:
        state[0, 0] = 1.0
    assert cells[0, 0, 0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        state[0, 0] = 2.0
    sim.close()
    sim.close()
    gc.collect()
    assert np.array_equal(cells[4:], copy[4:])
    with pytest.raises(ValueError, match="this Simulation is closed"):
        sim.step()
    assert repr(sim) == "<Simulation, closed>"


@pytest.mark.parametrize("act, sentence", [
    (lambda model: nca.Simulation(model, 0, 9), "height must be from 1 to 4096, not 0"), (lambda model: nca.Simulation(model, 9, 5000), "width must be from 1 to 4096"),
    (lambda model: nca.Simulation(model, 9, 9, seed=-1), "seed must be from 0 to 4294967295"), (lambda model: nca.Simulation(model, 9, 9, goal=1), "goal must be from 0 to 0"),
    (lambda model: nca.Simulation(model, 9, 9, goal=0, mix=[1]), "either goal or mix"), (lambda model: nca.Simulation(model, 9, 9, mix=[1, 2]), "mix must have the shape \\[1\\]"),
    (lambda model: nca.Simulation(model, 9, 9, mix=[math.nan]), "mix holds NaN"), (lambda model: nca.Simulation(model, 9, 9).step(-1), "num_steps must be from 0"),
    (lambda model: nca.Simulation(model, 9, 9).step(1.5), "num_steps must be a whole number, not float"), (lambda model: nca.Simulation(model, 9, 9).damage(math.inf, 1, 1), "x must be from"),
    (lambda model: nca.Simulation(model, 9, 9).wound(nca.Wound.half(1, 1, (0, 0))), "normal must have a direction"), (lambda model: nca.Simulation(model, 9, 9).plant(1, 1, 1), "kind must be from 0 to 0"),
    (lambda model: nca.Simulation(model, 9, 9).set_kinds(np.ones((0, 1))), "the number of kinds must be from 1 to 255"), (lambda model: nca.Simulation(model, 9, 9).loss(np.zeros((9, 8, 4))), "target must have the shape \\[9, 9, 4\\]"),
    (lambda model: nca.Simulation(model, 9, 9).restore(nca.Simulation(model, 9, 8)), "another size"), (lambda model: setattr(nca.Simulation(model, 9, 9), "state", np.zeros(3)), "state must have the shape"),
    (lambda model: setattr(nca.Simulation(model, 9, 9), "kinds", np.ones((9, 9), int)), "kinds must be less than 1"), (lambda model: setattr(nca.Simulation(model, 9, 9), "angle", math.nan), "angle must be from"),
])
def test_wrong_arguments_are_named_and_end_nothing(flake: nca.Model, act: Callable[[nca.Model], Any], sentence: str) -> None:
    with pytest.raises((ValueError, TypeError), match=sentence):
        act(flake)


def test_threads_that_share_one_take_turns(flake: nca.Model) -> None:
    sim, alone = nca.Simulation(flake, 40, 40, seed=2), nca.Simulation(flake, 40, 40, seed=2)
    threads = [threading.Thread(target=lambda: [sim.step() for _ in range(50)]) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    alone.step(200)
    assert np.array_equal(sim.state, alone.state)


def test_python_goes_on_while_c_computes(flake: nca.Model) -> None:
    sim, ticks, done = nca.Simulation(flake.replace(alive="none"), 512, 512, seed=2), [], threading.Event()

    def tick() -> None:
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    clock = threading.Thread(target=tick)
    clock.start()
    began = time.perf_counter()
    sim.step(3)  # one call
    ended = time.perf_counter()
    done.set()
    clock.join()
    assert sum(began < each < ended for each in ticks) > (ended - began) / 0.1


def test_ctrl_c_is_heard_within_a_long_run() -> None:
    program = f"""
import sys; sys.path.insert(0, {str(ROOT / 'build/python')!r})
import snowflake_nca as nca
sim = nca.Simulation(nca.Model.load({str(MODELS / 'snowflake.safetensors')!r}), 72, 72, seed=1)
print("begins", flush=True)
try:
    sim.step(2_000_000_000)
except KeyboardInterrupt:
    at = sim.num_steps
    sim.step(3)
    print("stopped", 0 < at < 2_000_000_000, sim.num_steps - at)
"""
    import signal
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
    assert out == "stopped True 3\n"


def test_objects_are_given_back(flake: nca.Model) -> None:
    def peak() -> int:
        return int(next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")))

    for _ in range(20):
        nca.Simulation(flake, 256, 256).close()
    before = peak()
    for _ in range(200):
        sim = nca.Simulation(flake, 256, 256)
        sim.cells.sum()
    assert peak() - before < 40_000  # kB; one grid alone has 4 MB
