"""The whole site over the real catalogue: every link works, every record is reachable, all views agree."""

import random
import re
from io import StringIO
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client

from initiatives.models import Area, Initiative, Organisation, Place, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

_LINK = re.compile(r'<(?:a|link)\b[^>]*?\bhref="([^"#]*)')
_SOURCE = re.compile(r'<(?:img|script)\b[^>]*?\bsrc="([^"#]*)')
_LOCATION = re.compile(r"<loc>([^<]*)</loc>")
COMBINATIONS = 200
SAMPLED_COUNTS = 60
SEED = 20261122


@pytest.fixture(scope="module")
def crawled(catalogue, django_db_blocker) -> dict[str, int]:
    """Status of every address that clicking leads to from the front page; filtered searches are not followed."""
    with django_db_blocker.unblock():
        call_command("make_pages", stdout=StringIO())
        return crawl(["/"])


def crawl(start: list[str]) -> dict[str, int]:
    visitor = Client(raise_request_exception=False)
    waiting, statuses = list(start), {}
    while waiting:
        address = waiting.pop()
        if address in statuses:
            continue
        response = visitor.get(address)
        statuses[address] = response.status_code
        if response.status_code in (301, 302):
            waiting.append(response["Location"])
        elif response.headers["Content-Type"].startswith(("text/html", "application/xml")):
            waiting.extend(links_of(address, response.content.decode()))
    return statuses


def links_of(address: str, text: str) -> set[str]:
    found = (*_LINK.findall(text), *_SOURCE.findall(text), *_LOCATION.findall(text))
    return {inside for link in found if (inside := inside_address(address, link.replace("&amp;", "&")))}


def inside_address(page: str, link: str) -> str:
    """The address within the site, or nothing for another site, the admin, a file or a filtered search."""
    parts = urlsplit(urljoin(f"http://testserver{page}", link))
    ours = parts.scheme in ("http", "https") and parts.netloc in ("testserver", "localhost:8000")
    if (
        not ours
        or parts.path.startswith(("/static/", "/beheer/"))
        or (parts.path.startswith("/zoeken/") and parts.query)
    ):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_no_link_is_broken(crawled):
    assert {address: status for address, status in crawled.items() if status not in (200, 301, 302)} == {}


@pytest.mark.parametrize(
    "records",
    [
        lambda: Initiative.objects.published(),
        lambda: Organisation.objects.accepted(),
        lambda: Place.objects.accepted(),
        lambda: Area.objects.all(),
        lambda: Theme.objects.all(),
    ],
    ids=["initiatives", "organisations", "places", "areas", "themes"],
)
def test_every_record_can_be_reached(crawled, records):
    addresses = {record.get_absolute_url() for record in records()}
    assert addresses
    assert addresses - set(crawled) == set()


def test_the_sitemap_names_working_addresses_and_every_initiative(crawled):
    text = Client().get("/sitemap.xml").content.decode()
    addresses = {urlsplit(link).path for link in _LOCATION.findall(text)}
    assert {initiative.get_absolute_url() for initiative in Initiative.objects.published()} - addresses == set()
    assert set(crawl_once(addresses - set(crawled)).values()) <= {200}


def crawl_once(addresses: set[str]) -> dict[str, int]:
    return {address: Client().get(address).status_code for address in addresses}


@pytest.fixture(scope="module")
def facets(catalogue, django_db_blocker) -> dict[str, dict[str, int]]:
    with django_db_blocker.unblock():
        return ask("")["facetten"]


def ask(query: str) -> dict:
    response = Client().get(f"/api/v1/initiatieven?{query}")
    assert response.status_code == 200, (query, response.content)
    return response.json()


def random_filters(facets, chance: random.Random) -> list[tuple[str, str]]:
    """Up to three facets with one or two values each, sometimes with words, a box or a kind of place."""
    chosen = [
        (parameter, value)
        for parameter in chance.sample(sorted(facets), chance.randint(0, 3))
        for value in chance.sample(sorted(facets[parameter]), min(len(facets[parameter]), chance.randint(1, 2)))
    ]
    if chance.random() < 0.3:
        chosen.append(("q", chance.choice(["bewegen", "jeugd", "wonen ouderen", "schulden", "gezond"])))
    if chance.random() < 0.3:
        west, south = chance.uniform(5.8, 6.0), chance.uniform(50.8, 50.9)
        chosen.append(("bbox", f"{west:.4f},{south:.4f},{west + 0.1:.4f},{south + 0.08:.4f}"))
    if chance.random() < 0.1:
        chosen.append(("plek", chance.choice(["plek", "gebied", "regio", "zonder"])))
    return chosen


def count_on_page(query: str) -> int:
    response = Client().get(f"/zoeken/?{query}", follow=True)
    assert response.status_code == 200, query
    return response.context["page"].total


def test_list_api_and_map_agree_on_every_combination_of_filters(facets):
    chance = random.Random(SEED)
    wrong = []
    for _ in range(COMBINATIONS):
        query = urlencode(random_filters(facets, chance))
        answer = ask(f"{query}&paginaGrootte=1")
        on_map = answer["kaart"]["metPlek"] + sum(answer["kaart"]["perGebied"].values()) + answer["kaart"]["regio"]
        if not answer["aantal"] == count_on_page(query) == on_map:
            wrong.append((query, answer["aantal"], count_on_page(query), on_map))
    assert wrong == []


def test_each_facet_count_is_the_number_it_promises(facets):
    chance = random.Random(SEED + 1)
    wrong = []
    for _ in range(SAMPLED_COUNTS):
        filters = random_filters(facets, chance)
        counts = ask(urlencode(filters))["facetten"]
        parameter = chance.choice([name for name in sorted(counts) if counts[name]] or ["thema"])
        if not counts[parameter]:
            continue
        value, promised = chance.choice(sorted(counts[parameter].items()))
        others = [(name, chosen) for name, chosen in filters if name != parameter]
        given = ask(urlencode([*others, (parameter, value)]))["aantal"]
        if given != promised:
            wrong.append((filters, parameter, value, promised, given))
    assert wrong == []


def test_every_result_comes_exactly_once_through_the_pages():
    slugs = [entry["slug"] for page in range(1, 10) for entry in ask(f"pagina={page}&paginaGrootte=25")["resultaten"]]
    assert sorted(slugs) == sorted(Initiative.objects.published().values_list("slug", flat=True))
