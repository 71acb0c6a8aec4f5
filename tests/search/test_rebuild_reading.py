"""A rebuild that has others read for it: the same index and records, and a clean failure when one of them is killed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import factories
from tests.chaos.database import own_database, pristine_copy

pytestmark = pytest.mark.django_db(transaction=True)

# Run in a process of its own: the database of the tests may be one that no other process sees.
PROGRAM = """
import json, os, signal, sys
import django
django.setup()
from search import indexing, rebuild_reading, rebuilding
from search.asking import question_of
from search.engines import embedded_engine
from search.models import PublicRecord, SearchIndex
from search.query import SearchQuery

rebuilding.READ_AT_ONCE = 2
rebuild_reading.processes_worth = lambda: 2

def state():
    engine = embedded_engine()
    return [
        engine.generation() if len(sys.argv) > 1 else "",
        list(engine.versions()),
        sorted(engine.search(question_of(SearchQuery(text="bestuur"))).ids),
        list(PublicRecord.objects.order_by("key").values_list("key", "version", "content")),
        SearchIndex.objects.count(),
    ]

indexing.rebuild()
states, fault = [state()], ""
rebuild_reading.MANY = 0
if len(sys.argv) > 1:
    tell = rebuild_reading.ReaderProcess.tell
    def kill_and_tell(self, message):
        tell(self, message)
        os.kill(self._process.pid, signal.SIGKILL)
    rebuild_reading.ReaderProcess.tell = kill_and_tell
try:
    indexing.rebuild()
except rebuild_reading.ReaderEndedError as error:
    fault = str(error)
states.append(state())
print(json.dumps([states, fault]))
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Where a database stands that holds a few initiatives."""
    for number in range(9):
        factories.InitiativeFactory(full=True, title=f"Bestuur {number}", draft=number == 4)
    with pristine_copy(tmp_path) as pristine, own_database(pristine, tmp_path) as address:
        yield {"DATABASE_URL": address, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "navigator.settings.test"}


def ran(environment: dict[str, str], *arguments: str) -> tuple[list[list[Any]], str]:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=True, timeout=300
    )
    states, fault = json.loads(done.stdout.splitlines()[-1])
    return states, fault


def test_what_other_processes_read_makes_the_same_index(environment: dict[str, str]) -> None:
    (alone, together), fault = ran(environment)
    assert (alone, fault) == (together, "")
    assert [len(part) for part in alone[1:4]] == [8, 8, 8]


def test_a_killed_reader_fails_the_rebuild_and_the_former_index_goes_on(environment: dict[str, str]) -> None:
    (before, after), fault = ran(environment, "kill")
    assert before == after
    assert "a process that reads for the search index ended" in fault
