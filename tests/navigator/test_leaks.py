"""Canaries in every private field: none may sing in anything the public can get, body or header."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from initiatives.enums import Visibility
from initiatives.models import Initiative
from initiatives.partial_dates import PartialDate
from tests.factories import (
    AreaFactory,
    ContactFactory,
    FinanceLineFactory,
    InitiativeFactory,
    InitiativePlaceFactory,
    OrganisationFactory,
    PartyFactory,
    PlaceFactory,
    ReachFactory,
)

pytestmark = pytest.mark.django_db

CANARY = re.compile(rb"kanarie", re.IGNORECASE)
_LINK = re.compile(rb'(?:href|src|data-[\w-]*url)="(/[^"#]*)', re.IGNORECASE)
_LOCATION = re.compile(rb"<loc>http://testserver([^<]*)</loc>")
MOST_ADDRESSES = 400
START = (
    "/", "/sitemap.xml", "/robots.txt", "/zoeken/?q=kanarie", "/zoeken/?q=geheimstraat", "/zoeken/kaart/",
    "/kanarie-concept/",
    "/zoeken/kaart/?bbox=5,50,7,52", "/api/v1/openapi.json", "/api/v1/suggesties?q=kanarie",
    "/api/v1/suggesties?q=geheimstraat", "/api/v1/initiatieven?q=kanarie&paginaGrootte=100",
    "/api/v1/initiatieven/buurtkamer", "/api/v1/initiatieven/kanarie-concept", "/initiatieven/kanarie-concept/",
    "/organisaties/kanarie-partij/", "/locaties/kanarie-plek/", "/initiatieven/kanarie/", "/readyz",
    "/gebieden/grenzen.json",
)  # fmt: skip


@pytest.fixture
def canaries(search_index) -> None:
    """A public initiative with everything private around it, and a draft of every kind."""
    town = AreaFactory(name="Heerlen", slug="heerlen")
    hidden_party = OrganisationFactory(name="Kanarie-partij", slug="kanarie-partij", is_accepted=False)
    public = InitiativeFactory(full=True, slug="buurtkamer", title="Buurtkamer", last_confirmed_by=hidden_party)
    ReachFactory(initiative=public, area=town)
    PartyFactory(initiative=public, organisation=hidden_party)
    ContactFactory(initiative=public, email="kanarie@voorbeeld.test", role="Kanarie", visibility=Visibility.INTERNAL)
    FinanceLineFactory(initiative=public, note="Kanarie: intern geld")
    hidden_place = PlaceFactory(name="Kanarie-plek", slug="kanarie-plek", is_accepted=False, area=town)
    InitiativePlaceFactory(initiative=public, place=hidden_place)
    home = PlaceFactory(
        name="Bij een bewoner thuis", home=True, area=town, street_address="Kanariestraat 7", postcode="6411 AB",
        latitude=50.123456, longitude=5.654321,
    )  # fmt: skip
    InitiativePlaceFactory(initiative=public, place=home)
    draft = InitiativeFactory(
        draft=True, slug="kanarie-concept", title="Kanarie concept", parent=public, period_start=PartialDate(2023)
    )
    public.related_links.create(related=draft, note="Kanarie-verband")
    ContactFactory(initiative=draft, email="kanarie2@voorbeeld.test", visibility=Visibility.PUBLIC)
    save_unpublished_edit(public)
    search_index()


def save_unpublished_edit(initiative: Initiative) -> None:
    """An edit that nobody has published: it stands in a revision only."""
    edited = Initiative.objects.get(pk=initiative.pk)
    edited.title = "Kanarie in een revisie"
    edited.summary = "Kanarie die nog niet gepubliceerd is"
    edited.save_revision()


def addresses_in(content: bytes) -> Iterator[str]:
    for found in (*_LINK.findall(content), *_LOCATION.findall(content)):
        yield found.decode().replace("&amp;", "&")


def public_answers() -> Iterator[tuple[str, bytes]]:
    """Every address that can be reached, and all that was answered there."""
    visitor = Client(raise_request_exception=False)
    waiting, seen = list(START), set(START)
    while waiting and len(seen) < MOST_ADDRESSES:
        address = waiting.pop(0)
        response = visitor.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        headers = b"\n".join(f"{name}: {value}".encode() for name, value in response.headers.items())
        yield address, headers + b"\n\n" + content
        for found in addresses_in(content):
            if found not in seen and not found.startswith(("/static/", "/beheer/")):
                seen.add(found)
                waiting.append(found)


def without_own_words(address: str, answer: bytes) -> bytes:
    """An answer may repeat the visitor's own words; take those away before looking."""
    echoes = ("kanarie-concept", "kanarie-partij", "kanarie-plek", "kanarie") if "kanarie" in address.lower() else ()
    for echo in echoes:
        answer = re.sub(re.escape(echo).encode(), b"", answer, flags=re.IGNORECASE) if "?" in address else answer
    return answer


@pytest.mark.usefixtures("canaries")
def test_no_private_word_is_in_any_public_answer():
    singing, answered = [], 0
    for address, answer in public_answers():
        answered += 1
        if CANARY.search(without_own_words(address, answer)) or b"50.123456" in answer or b"5.654321" in answer:
            at = CANARY.search(without_own_words(address, answer))
            singing.append((address, answer[max(0, at.start() - 60) : at.end() + 60] if at else "home coordinates"))
    assert singing == []
    assert answered > 30


@pytest.mark.usefixtures("canaries")
def test_private_words_find_nothing_and_count_nowhere():
    for words in ("kanarie", "kanariestraat", "geld intern kanarie"):
        answer = Client().get("/api/v1/initiatieven", {"q": words}).json()
        assert (answer["aantal"], answer["resultaten"]) == (0, []), words
    facets = Client().get("/api/v1/initiatieven").json()["facetten"]
    assert "kanarie-partij" not in facets["organisatie"]


@pytest.mark.usefixtures("canaries")
def test_the_guard_would_notice_a_leak():
    """The control: with the canary published, the crawl finds it."""
    Initiative.objects.filter(slug="buurtkamer").update(summary="Kanarie die iedereen mag zien")
    assert any(CANARY.search(answer) for address, answer in public_answers() if address == "/initiatieven/buurtkamer/")
