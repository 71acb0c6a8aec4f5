"""The geocoder against a loopback server in PDOK's documented shape: right answers, and every way to fail."""

import datetime
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from initiatives.geo import geocoding
from initiatives.geo.geocoding import GeocodedAddress, geocode, normalised
from initiatives.geo.pdok import PdokGeocoder
from initiatives.models import GeocodeAnswer
from tests.factories import AreaFactory, PlaceFactory

TOWN_HALL = {
    "type": "adres",
    "weergavenaam": "Raadhuisplein 1, 6411HK Heerlen",
    "centroide_ll": "POINT(5.97909 50.8873)",
    "gemeentecode": "0917",
}


@dataclass
class Service:
    """What the loopback server answers, and what it was asked."""

    url: str = ""
    status: int = 200
    body: str = ""
    delay_s: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)

    def answers(self, *documents: dict[str, Any]) -> None:
        self.body = json.dumps({"response": {"numFound": len(documents), "docs": list(documents)}})


@pytest.fixture
def service(settings) -> Iterator[Service]:
    state = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            state.asked.append({"path": parts.path, **parse_qs(parts.query)})
            time.sleep(state.delay_s)
            self.send_response(state.status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(state.body.encode())

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}/search/v3_1"
    settings.NAVIGATOR_GEOCODER_URL = state.url
    geocoding.pause.end()
    yield state
    geocoding.pause.end()
    server.shutdown()
    server.server_close()


@pytest.mark.django_db
def test_an_address_is_found_with_longitude_first(service):
    service.answers(TOWN_HALL)

    assert geocode("Raadhuisplein 1  HEERLEN") == [
        GeocodedAddress("Raadhuisplein 1, 6411HK Heerlen", 50.8873, 5.97909, "exact", "GM0917", "PDOK Locatieserver")
    ]
    assert service.asked[0]["path"] == "/search/v3_1/free"
    assert service.asked[0]["q"] == ["raadhuisplein 1 heerlen"]


@pytest.mark.django_db
def test_the_same_question_is_asked_once(service):
    service.answers(TOWN_HALL)

    first, second = geocode("Raadhuisplein 1"), geocode("raadhuisplein   1")

    assert first == second
    assert len(service.asked) == 1


@pytest.mark.django_db
def test_an_answer_of_more_than_thirty_days_is_asked_again(service):
    service.answers(TOWN_HALL)
    geocode("raadhuisplein")
    GeocodeAnswer.objects.update(asked_at=timezone.now() - datetime.timedelta(days=31))

    geocode("raadhuisplein")

    assert len(service.asked) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (429, "{}"),
        (500, "oops"),
        (200, "<html>not json"),
        (200, "[]"),
        (200, '{"response": null}'),
        (200, '{"response": {"docs": "many"}}'),
    ],
)
def test_a_failing_service_gives_the_catalogues_own_places(service, status, body):
    AreaFactory(name="Heerlen", slug="heerlen", latitude=50.88, longitude=5.98, cbs_code="GM0917")
    service.status, service.body = status, body

    found = geocode("heerlen")

    assert [(address.latitude, address.longitude, address.municipality_code) for address in found] == [
        (50.88, 5.98, "GM0917")
    ]
    assert GeocodeAnswer.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "point",
    ["POINT(nan nan)", "POINT(inf 50.8)", "POINT(5.9)", "", "POINT(999 999)", "POINT(2.35 48.85)", "POINT(- -)"],
)
def test_an_answer_without_a_point_in_the_netherlands_is_left_out(service, point):
    service.answers({**TOWN_HALL, "centroide_ll": point}, TOWN_HALL)

    assert [address.latitude for address in geocode("raadhuisplein")] == [50.8873]


@pytest.mark.django_db
def test_a_slow_service_is_not_waited_for_and_then_left_alone(service, monkeypatch):
    monkeypatch.setattr(geocoding, "LONGEST_WAIT_SECONDS", 0.3)
    service.answers(TOWN_HALL)
    service.delay_s = 10.0
    started = time.monotonic()

    assert geocode("raadhuisplein") == []
    assert geocode("nog een vraag") == []

    assert time.monotonic() - started < 5
    assert len(service.asked) == 1


@pytest.mark.django_db
def test_an_unreachable_service_gives_an_older_answer(service, settings):
    service.answers(TOWN_HALL)
    found = geocode("raadhuisplein")
    GeocodeAnswer.objects.update(asked_at=timezone.now() - datetime.timedelta(days=60))
    settings.NAVIGATOR_GEOCODER_URL = "http://127.0.0.1:1/search"

    assert geocode("raadhuisplein") == found


@pytest.mark.django_db
def test_own_matches_never_name_a_home(settings):
    settings.NAVIGATOR_GEOCODER_URL = ""
    PlaceFactory(name="Buurthuis De Zon", slug="de-zon", latitude=50.9, longitude=6.0)
    PlaceFactory(name="Woning De Zon", slug="woning", latitude=50.9, longitude=6.0, is_home=True)

    assert [address.source for address in geocode("de zon")] == ["Navi(e)gator: Buurthuis De Zon"]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "ab", "\x00\x00\x00", "   "])
def test_too_short_a_question_is_not_asked(service, text):
    assert geocode(text) == []
    assert service.asked == []


def test_a_question_is_bounded():
    assert len(normalised("straat " * 5000)) <= 200


def test_reverse_names_a_point(service):
    service.answers(TOWN_HALL)

    found = PdokGeocoder(service.url, user_agent="test").reverse((50.8873, 5.97909))

    assert [location.address for location in found] == ["Raadhuisplein 1, 6411HK Heerlen"]
    assert service.asked[0]["path"] == "/search/v3_1/reverse"
    assert (service.asked[0]["lat"], service.asked[0]["lon"]) == (["50.8873"], ["5.97909"])
