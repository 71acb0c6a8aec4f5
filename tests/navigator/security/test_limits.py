"""Rate limits: only for what no visitor does, exact to one request, shared by all processes."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client, RequestFactory

from navigator.security import limits
from navigator.security.limits import API, FACET_CRAWLERS, limit_for
from navigator.security.models import RateCount

NOON = datetime.datetime(2026, 11, 2, 12, 0, 10, tzinfo=datetime.UTC)
MISSING_API_PATH = "/api/v1/niets"


@pytest.fixture
def _limits_on(settings):
    settings.NAVIGATOR_RATE_LIMITS = True


def get(path, *, address="192.0.2.7", **headers):
    return Client().get(path, REMOTE_ADDR=address, headers=headers)


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/api/v1/initiatieven", {}, API),
        ("/zoeken/?thema=a&fase=b", {}, FACET_CRAWLERS),
        ("/zoeken/kaart/?thema=a&bbox=5,50,6,51", {}, FACET_CRAWLERS),
        ("/zoeken/?thema=a&thema=b", {}, None),
        ("/zoeken/?q=schulden", {}, None),
        ("/zoeken/?thema=a&fase=b", {"referer": "http://testserver/zoeken/"}, None),
        ("/zoeken/?thema=a&fase=b", {"referer": "http://elders.test/"}, FACET_CRAWLERS),
        ("/zoeken/?thema=a&fase=b", {"cookie": "sessionid=1"}, None),
        ("/initiatieven/?thema=a&fase=b", {}, None),
    ],
)
def test_the_shape_of_a_request_decides_its_limit(path, headers, expected):
    assert limit_for(RequestFactory().get(path, headers=headers)) is expected


@pytest.mark.django_db
@pytest.mark.usefixtures("_limits_on")
def test_the_last_allowed_request_passes_and_the_next_one_waits():
    with time_machine.travel(NOON, tick=False):
        allowed = {get(MISSING_API_PATH).status_code for _ in range(API.per_minute)}
        refused = get(MISSING_API_PATH)
    assert allowed == {404}
    assert (refused.status_code, refused["Retry-After"]) == (429, "50")
    assert refused["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
@pytest.mark.usefixtures("_limits_on")
def test_a_new_minute_and_another_client_start_at_nothing():
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(API.per_minute + 1):
            last = get(MISSING_API_PATH)
        other = get(MISSING_API_PATH, address="192.0.2.8")
        clock.shift(60)
        later = get(MISSING_API_PATH)
    assert (last.status_code, other.status_code, later.status_code) == (429, 404, 404)


@pytest.mark.django_db
@pytest.mark.usefixtures("_limits_on")
def test_a_made_up_forwarded_address_does_not_help():
    with time_machine.travel(NOON, tick=False):
        answers = [
            get(MISSING_API_PATH, **{"X-Forwarded-For": f"198.51.100.{number}"}).status_code
            for number in range(API.per_minute + 1)
        ]
    assert answers[-1] == 429


@pytest.mark.django_db
def test_nothing_is_counted_while_limits_are_off(settings):
    settings.NAVIGATOR_RATE_LIMITS = False
    get(MISSING_API_PATH)
    assert not RateCount.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_limits_on")
def test_the_machine_itself_is_not_limited():
    get(MISSING_API_PATH, address="127.0.0.1")
    assert not RateCount.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_limits_on")
def test_the_table_holds_no_address_and_one_row_for_each_client():
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(3):
            get(MISSING_API_PATH)
            clock.shift(60)
    row = RateCount.objects.get()
    assert row.hits == 1
    assert 0 <= row.bucket < limits.BUCKETS


@pytest.mark.django_db(transaction=True)
def test_counting_leaves_the_connection_as_it_was():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only: other databases need no settings")
    before = (limits._pragma("busy_timeout"), limits._pragma("synchronous"))
    limits._count(8, 1)
    assert (limits._pragma("busy_timeout"), limits._pragma("synchronous")) == before
