"""Whatever is killed at whatever moment: in the end the index holds exactly what the database says.

And the same without one of the guards, which must show: else the chaos would prove nothing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search.meaning.encoders import DEFAULT, ENCODERS
from tests.chaos.database import own_database, pristine_copy

MOMENTS = ("dual-write", "settle", "order", "trigger")
pytestmark = pytest.mark.django_db

HAS_ENCODER = ENCODERS[DEFAULT].is_installed()
INDEXES = ("differences", "vectors", "servers")
NO_DIFFERENCES = {"missing": 0, "stale": 0, "orphaned": 0, "wrong_records": 0}
TIMEOUT_S = 400
RUNS = 4


@pytest.fixture(scope="module")
def pristine(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    with django_db_blocker.unblock(), pristine_copy(tmp_path_factory.mktemp("pristine")) as name:
        yield name


@pytest.fixture
def surroundings(pristine: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a run: a database and a directory of its own."""
    with surroundings_in(tmp_path, pristine) as found:
        yield found


@contextmanager
def surroundings_in(directory: Path, pristine: str) -> Iterator[dict[str, str]]:
    directory.mkdir(exist_ok=True)
    with own_database(pristine, directory) as url:
        yield {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(directory / "data")}


def run(surroundings: dict[str, str], **options: object) -> dict:
    command = [sys.executable, "-m", "tests.chaos.run", json.dumps({"seed": 1, **options})]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    outcome = json.loads(done.stdout.splitlines()[-1])
    sys.stdout.write(f"{outcome}\n")
    return outcome


def differences_of(outcome: dict) -> dict[str, dict[str, int]]:
    """Of each index that took part, by what it is."""
    return {index: {name: outcome[index][name] for name in NO_DIFFERENCES} for index in INDEXES if index in outcome}


def assert_in_step(outcome: dict, *, changes: int, kills: int, indexes: int = 1) -> None:
    differences = differences_of(outcome)
    assert differences == dict.fromkeys(differences, NO_DIFFERENCES)
    assert (len(differences), outcome.get("is_answering", True), outcome.get("wrong_vectors", 0)) == (indexes, True, 0)
    assert min(outcome[index]["compared"] for index in differences) > 20
    assert outcome["changes"]["committed"] > changes
    assert outcome["changes"]["rolled_back"] > changes * 0.05
    assert outcome["indexers"]["kills"] > kills


def test_ten_seconds_of_chaos_leave_no_difference(surroundings: dict[str, str]) -> None:
    """Of words or vectors; the encoder, and the process that answers, are killed too where there is one."""
    outcome = run(surroundings, seconds=10, initiatives=60, meaning=HAS_ENCODER)
    assert_in_step(outcome, changes=20, kills=3, indexes=2 if HAS_ENCODER else 1)
    assert outcome["rebuilds"]["kills"] > 0
    assert sum(outcome["meaning"].values()) > (1 if HAS_ENCODER else -1)


def test_chaos_without_rebuilds_leaves_no_difference(surroundings: dict[str, str]) -> None:
    """A late rebuild could repair what was lost before it."""
    assert_in_step(run(surroundings, seconds=4, rebuilds=False), changes=10, kills=1)


@pytest.mark.elasticsearch
def test_ten_seconds_of_failing_search_servers_leave_no_difference(
    surroundings: dict[str, str], elasticsearch_url: str
) -> None:
    """They refuse, break off, answer with errors or in half, or take in late what a killed indexer said."""
    outcome = run(surroundings, seconds=10, initiatives=60, servers=elasticsearch_url)
    assert_in_step(outcome, changes=20, kills=3, indexes=2)
    assert outcome["outages"] > 1


@pytest.mark.proof
@pytest.mark.parametrize("rebuilds", [True, False])
def test_a_minute_of_chaos_leaves_no_difference(surroundings: dict[str, str], rebuilds: bool) -> None:
    outcome = run(surroundings, seconds=60, rebuilds=rebuilds, seed=int.from_bytes(os.urandom(4)), meaning=HAS_ENCODER)
    assert_in_step(outcome, changes=200, kills=20, indexes=2 if HAS_ENCODER else 1)


@pytest.mark.proof
@pytest.mark.elasticsearch
@pytest.mark.parametrize("servers", ["shared", "own"])
def test_a_minute_with_servers_that_fail_or_are_killed_leaves_no_difference(
    surroundings: dict[str, str], servers: str, request: pytest.FixtureRequest
) -> None:
    """``shared``: behind a proxy that fails; ``own``: a node that is killed and started again."""
    where = request.getfixturevalue("elasticsearch_url") if servers == "shared" else servers
    seed = int.from_bytes(os.urandom(4))
    outcome = run(surroundings, seconds=60, seed=seed, meaning=HAS_ENCODER, servers=where)
    assert_in_step(outcome, changes=100, kills=10, indexes=3 if HAS_ENCODER else 2)
    assert outcome["outages"] > (10 if servers == "shared" else 0)


@pytest.fixture(scope="module")
def at_worst_moments(pristine: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What a change at each of them leaves, with its guard and without."""
    directory = tmp_path_factory.mktemp("moments")
    moments = (*MOMENTS, "settle-vectors") if HAS_ENCODER else MOMENTS
    with surroundings_in(directory, pristine) as surroundings:
        pairs = [(moment, without) for moment in moments for without in ("", guard_of(moment))]
        return run(surroundings, seconds=0, initiatives=20, moments=pairs, meaning=HAS_ENCODER)


def guard_of(moment: str) -> str:
    return moment.split("-vectors")[0].split("-servers")[0]


def stale(outcome: dict) -> dict[str, int]:
    return {index: found["stale"] for index, found in differences_of(outcome).items()}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_change_at_this_worst_of_moments_is_kept(at_worst_moments: dict[str, dict], moment: str) -> None:
    differences = differences_of(at_worst_moments[f"{moment} without "])
    assert differences == dict.fromkeys(differences, NO_DIFFERENCES)


@pytest.mark.parametrize("moment", MOMENTS)
def test_without_its_guard_that_change_is_lost(at_worst_moments: dict[str, dict], moment: str) -> None:
    assert stale(at_worst_moments[f"{moment} without {moment}"])["differences"] > 0


@pytest.mark.encoder
def test_a_change_while_its_text_is_encoded_is_kept_by_its_guard(at_worst_moments: dict[str, dict]) -> None:
    assert stale(at_worst_moments["settle-vectors without "]) == {"differences": 0, "vectors": 0}
    assert stale(at_worst_moments["settle-vectors without settle"]) == {"differences": 0, "vectors": 1}


@pytest.mark.elasticsearch
def test_a_change_while_the_servers_are_written_to_is_kept_by_its_guard(
    surroundings: dict[str, str], elasticsearch_url: str
) -> None:
    pairs = [("settle-servers", without) for without in ("", "settle")]
    outcome = run(surroundings, seconds=0, initiatives=12, moments=pairs, servers=elasticsearch_url)
    assert stale(outcome["settle-servers without "]) == {"differences": 0, "servers": 0}
    assert stale(outcome["settle-servers without settle"]) == {"differences": 0, "servers": 1}


@pytest.mark.proof
@pytest.mark.parametrize("guard", [guard for guard in MOMENTS if guard != "dual-write"])
def test_without_this_guard_chaos_shows(pristine: str, tmp_path: Path, guard: str) -> None:
    """No kills: they would leave the indexer less time to do wrong. What was lost is hidden by a later change of the
    same initiative in some runs (of a theme's name in 3 of 19): so it may show in any of a few.
    """
    assert any(shows_without(guard, tmp_path / str(seed), pristine, seed) for seed in range(1, RUNS + 1))


def shows_without(guard: str, directory: Path, pristine: str, seed: int) -> bool:
    with surroundings_in(directory, pristine) as surroundings:
        outcome = run(surroundings, seconds=20, rebuilds=False, kills=False, without=guard, seed=seed)
    return outcome["differences"]["stale"] + outcome["differences"]["orphaned"] > 0
