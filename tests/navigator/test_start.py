"""The first run and the second: what is made, what is told, and what is not done again."""

import gc
import os
import signal
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from initiatives.models import Area, Initiative, LoadedRecord, Organisation, Theme
from navigator import addresses, first_run
from navigator import gunicorn as server_settings
from navigator.accounts.administrator import make_administrator
from navigator.accounts.models import User
from navigator.addresses import AddressError, address_to_open, bind_address, check_free

ADDRESSES = [
    ({}, "127.0.0.1:8000", "http://localhost:8000/"),
    ({"PORT": "8105"}, "127.0.0.1:8105", "http://localhost:8105/"),
    ({"NAVIGATOR_BIND": "0.0.0.0", "PORT": "80"}, "0.0.0.0:80", "http://localhost:80/"),  # noqa: S104 -- not bound here
    ({"NAVIGATOR_BIND": "::1"}, "[::1]:8000", "http://localhost:8000/"),
    ({"NAVIGATOR_BIND": "10.0.0.7"}, "10.0.0.7:8000", "http://10.0.0.7:8000/"),
]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def told(settings, tmp_path):
    """A fresh DATA_DIR, and the lines that the steps tell."""
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.NAVIGATOR_AREAS_SOURCE = ""
    return []


@pytest.mark.parametrize(("environ", "bound", "opened"), ADDRESSES)
def test_addresses_come_from_the_environment(environ, bound, opened):
    assert (bind_address(environ), address_to_open(environ)) == (bound, opened)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc", "80 ", "9" * 30, "٨٠"])
def test_an_impossible_port_is_refused(port):
    with pytest.raises(AddressError):
        addresses.host_and_port({"PORT": port})


def test_a_port_in_use_is_told_before_anything_is_done(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(CommandError, match="Choose another port"):
            call_command("start", stdout=StringIO())


def test_a_free_port_is_fine():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_free({"PORT": str(port)})


@pytest.mark.django_db
def test_a_first_run_fills_an_empty_database_and_a_second_does_nothing(told):
    first_run.prepare(told.append)

    assert (Initiative.objects.published().count(), Organisation.objects.count(), Area.objects.count()) == (
        108,
        171,
        36,
    )
    administrator = User.objects.get(is_superuser=True)
    password = told[-1].removeprefix("  password:  ")
    assert administrator.check_password(password)
    assert told[-2] == "  user name: beheerder"
    again: list[str] = []
    first_run.prepare(again.append)
    assert again == []


@pytest.mark.django_db
def test_the_catalogue_is_not_loaded_where_something_is_already(told):
    Theme.objects.create(slug="eigen", name="Van onszelf")

    first_run.load_catalogue_once(told.append)

    assert (told, Initiative.objects.count(), LoadedRecord.objects.count()) == ([], 0, 0)


@pytest.mark.django_db
def test_an_unreachable_boundary_service_is_told_once_and_does_not_stop_the_start(told, settings):
    settings.NAVIGATOR_AREAS_SOURCE = "http://127.0.0.1:9/collections/gemeenten/items"
    Area.objects.create(slug="heerlen", name="Heerlen", kind="gemeente", cbs_code="GM0917")

    first_run.try_boundaries_once(told.append)
    first_run.try_boundaries_once(told.append)

    assert told == [
        "Outlines of areas: none fetched. The service cannot be reached: [Errno 111] Connection refused",
        "The map works without them. Later: manage.py load_areas PATH or ADDRESS.",
    ]


@pytest.mark.django_db
def test_one_administrator_is_made_with_a_password_nobody_else_has():
    first = make_administrator()

    assert first is not None
    assert len(first.password) == 20
    assert make_administrator() is None
    assert User.objects.get().check_password(first.password)


def test_the_server_is_one_process_with_threads_and_ends_gracefully():
    class Arbiter:
        def handle_term(self) -> str:
            return "finish what is being answered"

        def handle_int(self) -> str:
            return "cut off"

    arbiter = Arbiter()
    server_settings.on_starting(arbiter)

    assert (server_settings.workers, server_settings.worker_class) == (1, "gthread")
    assert arbiter.handle_int() == "finish what is being answered"


def test_what_is_read_before_workers_start_is_shared_by_them() -> None:
    try:
        server_settings.when_ready(SimpleNamespace())
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_loading_the_site_starts_no_thread(tmp_path: Path) -> None:
    """Workers are split off from the process that loaded it; a lock that a thread holds then stays locked in them."""
    program = "import navigator.wsgi, threading; print([thread.name for thread in threading.enumerate()])"
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "navigator.settings.base",
        "NAVIGATOR_INDEXER": "thread",
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['MainThread']"


def test_each_worker_starts_an_indexer_and_the_first_says_where_the_site_is(monkeypatch, capsys):
    monkeypatch.setenv("PORT", "8105")
    before = signal.getsignal(signal.SIGINT)
    started: list[bool] = []
    monkeypatch.setattr("search.worker.start_indexer_thread", lambda: started.append(True))
    try:
        server_settings.post_worker_init(SimpleNamespace(age=1))
        server_settings.post_worker_init(SimpleNamespace(age=2))
    finally:
        signal.signal(signal.SIGINT, before)

    assert started == [True, True]
    assert capsys.readouterr().out == "Navi(e)gator is ready: http://localhost:8105/\n"
