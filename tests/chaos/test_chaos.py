"""Whatever is killed at whatever moment: in the end the index holds exactly what the database says.

And the same without one of the guards, which must show: else the chaos would prove nothing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.database import own_database, pristine_copy

MOMENTS = ("dual-write", "settle", "order", "trigger")
pytestmark = pytest.mark.django_db

NO_DIFFERENCES = {"missing": 0, "stale": 0, "orphaned": 0, "wrong_records": 0}
TIMEOUT_S = 240


@pytest.fixture(scope="module")
def pristine(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    with django_db_blocker.unblock(), pristine_copy(tmp_path_factory.mktemp("pristine")) as name:
        yield name


@pytest.fixture
def surroundings(pristine: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a run: a database and a directory of its own."""
    with own_database(pristine, tmp_path) as url:
        yield {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(tmp_path / "data")}


def run(surroundings: dict[str, str], **options: object) -> dict:
    command = [sys.executable, "-m", "tests.chaos.run", json.dumps({"seed": 1, **options})]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    outcome = json.loads(done.stdout.splitlines()[-1])
    sys.stdout.write(f"{outcome}\n")
    return outcome


def differences_of(outcome: dict) -> dict[str, int]:
    return {name: outcome["differences"][name] for name in NO_DIFFERENCES}


def assert_in_step(outcome: dict, *, changes: int, kills: int) -> None:
    assert differences_of(outcome) == NO_DIFFERENCES
    assert outcome["differences"]["compared"] > 20
    assert outcome["changes"]["committed"] > changes
    assert outcome["changes"]["rolled_back"] > changes * 0.05
    assert outcome["indexers"]["kills"] > kills


def test_ten_seconds_of_chaos_leave_no_difference(surroundings: dict[str, str]) -> None:
    outcome = run(surroundings, seconds=10)
    assert_in_step(outcome, changes=50, kills=5)
    assert outcome["rebuilds"]["kills"] > 0


def test_chaos_without_rebuilds_leaves_no_difference(surroundings: dict[str, str]) -> None:
    """A late rebuild could repair what was lost before it."""
    assert_in_step(run(surroundings, seconds=4, rebuilds=False), changes=20, kills=2)


@pytest.mark.proof
@pytest.mark.parametrize("rebuilds", [True, False])
def test_a_minute_of_chaos_leaves_no_difference(surroundings: dict[str, str], rebuilds: bool) -> None:
    outcome = run(surroundings, seconds=60, rebuilds=rebuilds, seed=int.from_bytes(os.urandom(4)))
    assert_in_step(outcome, changes=500, kills=40)


@pytest.mark.parametrize("guard", MOMENTS)
def test_a_change_at_this_worst_of_moments_is_kept(surroundings: dict[str, str], guard: str) -> None:
    assert differences_of(run(surroundings, seconds=0, initiatives=20, moment=guard)) == NO_DIFFERENCES


@pytest.mark.parametrize("guard", MOMENTS)
def test_without_its_guard_that_change_is_lost(surroundings: dict[str, str], guard: str) -> None:
    outcome = run(surroundings, seconds=0, initiatives=20, moment=guard, without=guard)
    assert outcome["differences"]["stale"] > 0


@pytest.mark.proof
@pytest.mark.parametrize("guard", [guard for guard in MOMENTS if guard != "dual-write"])
def test_without_this_guard_chaos_shows(surroundings: dict[str, str], guard: str) -> None:
    """No kills: they would leave the indexer less time to do wrong."""
    outcome = run(surroundings, seconds=20, rebuilds=False, kills=False, without=guard)
    assert outcome["differences"]["stale"] + outcome["differences"]["orphaned"] > 0
