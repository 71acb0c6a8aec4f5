"""What every test gets: loopback only, an own search index, the real catalogue on request."""

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from hypothesis import settings
from xdist.remote import Producer

from navigator.accounts.models import User
from navigator.translations.catalogues import LANGUAGES, compile_all, po_path
from search.engines import embedded_engine
from search.indexing import drain, rebuild
from tests.factories import UserFactory
from tests.requirements import MISSING, demanded
from tests.scheduling import OneByOneScheduling

pytest_plugins = ["tests.e2e.fixtures"]

# A busy machine may take its time over any example; what must be quick has a benchmark.
settings.register_profile("navigator", deadline=None)
settings.load_profile("navigator")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="run only tests that use the database: for a second database"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations when a source is newer: tests read the interface as it is shown."""
    if unknown := demanded() - MISSING.keys():
        raise pytest.UsageError(f"NAVIGATOR_REQUIRE names something unknown: {', '.join(sorted(unknown))}")
    if not hasattr(config, "workerinput") and any(_is_stale(po_path(language)) for language, _name in LANGUAGES):
        compile_all()


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes (``proof``), unless it is asked for by ``-m``."""
    if config.option.database_only:
        items[:] = [item for item in items if _uses_database(item)]
    if "proof" not in config.option.markexpr:
        items[:] = [item for item in items if not item.get_closest_marker("proof")]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneByOneScheduling:
    return OneByOneScheduling(config, log)


def _uses_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db")) or "django_db_setup" in getattr(item, "fixturenames", ())


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, reason_missing in MISSING.items():
        if not item.get_closest_marker(name):
            continue
        if reason := reason_missing():
            if name in demanded():
                pytest.fail(f"NAVIGATOR_REQUIRE demands {name}: {reason}", pytrace=False)
            pytest.skip(f"{name}: {reason}")


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _own_search_index(request, settings, tmp_path: Path) -> Iterator[None]:
    """No test sees another's index; those on the catalogue share the catalogue's, unless they ask for their own."""
    names = request.fixturenames
    if "catalogue" in names and "search_index" not in names:
        yield
        return
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    embedded_engine.cache_clear()
    yield
    embedded_engine.cache_clear()


@pytest.fixture
def search_index(db: None) -> Callable[[], int]:
    """An index of the test's own; call the fixture to bring it up to date with the database."""
    drain()
    return drain


@pytest.fixture(scope="module")
def catalogue(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The Parkstad catalogue in the database and in the index, loaded once for a module and rolled back after it.

    Each test runs in a transaction within this one, so it may change the database as it likes; one that also brings
    the index up to date asks for ``search_index`` too, which is then its own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalogue", stdout=StringIO())
        with override_settings(SEARCH_INDEX_DIR=tmp_path_factory.mktemp("search")):
            embedded_engine.cache_clear()
            rebuild()
            yield
        embedded_engine.cache_clear()
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """The real node that all test processes share; ask for it in tests marked ``elasticsearch`` only."""
    from tests.elasticsearch_node.lease import lease_node

    return lease_node()


@pytest.fixture
def redacteur(db: None) -> User:
    """May edit, not publish."""
    return UserFactory(redacteur=True)


@pytest.fixture
def moderator(db: None) -> User:
    return UserFactory(moderator=True)


@pytest.fixture
def beheerder(db: None) -> User:
    return UserFactory(beheerder=True)


@pytest.fixture
def redacteur_client(redacteur: User) -> Client:
    return _logged_in(redacteur)


@pytest.fixture
def moderator_client(moderator: User) -> Client:
    return _logged_in(moderator)


@pytest.fixture
def beheerder_client(beheerder: User) -> Client:
    return _logged_in(beheerder)


def _logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def is_postgresql(db: None) -> bool:
    return connection.vendor == "postgresql"
