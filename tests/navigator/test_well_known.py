"""robots.txt, security.txt and the health checks."""

import datetime

import pytest
import time_machine
from django.test import Client

pytestmark = pytest.mark.django_db


def test_robots_may_read_everything_but_filters_admin_and_api(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[:3] == ["User-agent: *", "Disallow: /zoeken/?", "Disallow: /zoeken/*?"]
    assert {"Disallow: /beheer/", "Disallow: /api/"} <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_security_txt_is_missing_until_somebody_can_be_reached(client, settings):
    settings.NAVIGATOR_SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("veiligheid@voorbeeld.test", "Contact: mailto:veiligheid@voorbeeld.test"),
        ("mailto:veiligheid@voorbeeld.test", "Contact: mailto:veiligheid@voorbeeld.test"),
        ("https://voorbeeld.test/melden", "Contact: https://voorbeeld.test/melden"),
    ],
)
def test_security_txt_names_the_contact_and_expires_within_a_year(client, settings, contact, line):
    settings.NAVIGATOR_SECURITY_CONTACT = contact
    settings.BASE_URL = "https://voorbeeld.test"
    with time_machine.travel(datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC), tick=False):
        lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert lines == [
        line,
        "Expires: 2027-05-01T12:00:00Z",
        "Preferred-Languages: nl, en, de",
        "Canonical: https://voorbeeld.test/.well-known/security.txt",
    ]


def test_a_living_process_says_so(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.usefixtures("search_index")
def test_a_whole_installation_is_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "failed": [], "search_engine": "embedded"})


def test_an_installation_without_its_database_is_not_ready(client, monkeypatch):
    def refuse() -> None:
        raise ConnectionError

    monkeypatch.setattr("navigator.health._ask_database", refuse)
    response = Client(raise_request_exception=False).get("/readyz")
    assert (response.status_code, response.json()["failed"]) == (503, ["database"])
