"""What the shared fixtures promise: the whole catalogue, and an index of one's own."""

import socket
from pathlib import Path

import pytest

from initiatives.models import Initiative
from search.asking import question_of
from search.engines import get_engine
from search.query import SearchQuery
from tests.e2e.fixtures import copy_installation
from tests.factories import InitiativeFactory

pytestmark = pytest.mark.django_db


def test_catalogue_is_loaded_and_indexed(catalogue) -> None:
    assert (Initiative.objects.published().count(), get_engine().search(question_of(SearchQuery())).total) == (108, 108)


def test_change_within_the_catalogue_stays_in_its_test(catalogue, search_index) -> None:
    Initiative.objects.first().delete()
    search_index()
    assert get_engine().search(question_of(SearchQuery())).total == 107


def test_search_index_starts_empty_and_follows_the_database(search_index) -> None:
    assert get_engine().search(question_of(SearchQuery())).total == Initiative.objects.published().count()
    InitiativeFactory()
    search_index()
    assert get_engine().search(question_of(SearchQuery())).total == Initiative.objects.published().count()


def test_an_installation_is_copied_while_its_processes_serve(tmp_path: Path) -> None:
    source = tmp_path / "installation"
    (source / "meaning").mkdir(parents=True)
    (source / "meaning" / "generation").write_bytes(b"12345678")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(source / "meaning" / "socket"))
        copy_installation(source, tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy" / "meaning").iterdir()] == ["generation"]
