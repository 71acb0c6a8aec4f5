"""Every public address with every kind of nonsense: an answer that says what is wrong, never an error of ours."""

import time
from urllib.parse import quote

import pytest
from django.test import Client

from navigator.security.middleware import VIEWS_WITH_FORMS
from tests.factories import InitiativeFactory
from tests.navigator.url_walk import UNKNOWN_SLUG, public_views

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]

ALLOWED_STATUSES = {200, 204, 301, 302, 304, 400, 403, 404, 405, 413, 414, 429}
MOST_CPU_S = 2.0
LONG_TEXT = " ".join(f"woord{number}" for number in range(3000))
TEXTS = (
    '"', '\\"', 'a"b', "\0", "a\0b", "💚", "‮omgekeerd", LONG_TEXT[:7000], "{{ 7*7 }}", "{% debug %}",
    "a\r\nSet-Cookie: b=1",
    "' OR 1=1 --", "'; DROP TABLE initiatives_initiative; --", "(((((", "[a-z]+*(", "title:x AND (",
    "* ? ~ ^ : \\ / + - && ||",
    "NEAR(a b)", "%", "_", "../../etc/passwd", "<script>alert(1)</script>", "=1+1", "None", "null", "true", "[]",
    "{}", "é" * 300,
)  # fmt: skip
NUMBERS = ("0", "-1", "abc", "1e9", "1000000000", "9" * 40, "1.5", "NaN", "٣", " 1", "0x10", "")
BOXES = (
    "NaN,NaN,NaN,NaN", "inf,1,2,3", "a,b,c,d", "6,51,5,50", "500,500,600,600", "-181,-91,181,91", "5,50,6",
    "5,50,6,51,7",
    "1e400,0,1,1", ",,,", "5.9;50.8;6.1;51.0", "0,0,0,0", "180,0,-180,1",
)  # fmt: skip
VALUES = ("onbekend-thema", "", "eenzaamheid&thema=eenzaamheid", "💚", "\0", "%00", "a" * 2000, "Eenzaamheid", "-", "1")
PARAMETERS: dict[str, tuple[str, ...]] = {
    "q": TEXTS,
    "plaats": TEXTS,
    **dict.fromkeys(
        ("thema", "doelgroep", "leeftijd", "gebied", "fase", "lijn", "soort", "organisatie", "actueel"), VALUES
    ),
    "bbox": BOXES,
    "nabij": (*BOXES, "NaN,6", "91,181", "50.9", "50.9,5.9,1"),
    "plek": VALUES,
    "sorteer": (*VALUES, "afstand", "titel"),
    "pagina": NUMBERS,
    "paginaGrootte": NUMBERS,
    "zoom": NUMBERS,
    "p": NUMBERS,
    "next": ("//elders.test", "javascript:alert(1)"),
}
RAW_QUERIES = (
    "%", "%zz", "%00", "q=%ED%A0%80", "q=%C3%28", "q=%FF%FE", "=", "&&&", "q", "?q=1", "q=1;thema=2", "#",
    "a[]=1&a[b]=2",
    "&".join(["thema=x"] * 240), "&".join(["thema=x"] * 5000), "q=" + "a" * 100_000, "q=" + quote(LONG_TEXT),
)  # fmt: skip
SEGMENTS = (
    UNKNOWN_SLUG, "%00", "%22", "%F0%9F%92%9A", "..%2F..%2Fetc", "%C3%28", "a" * 1900, "a" * 3000, "%7B%7B7*7%7D%7D",
    "%0D%0AX:1", "9" * 40, "-1", "%27%20OR%201=1",
)  # fmt: skip
METHODS = ("get", "head", "options", "post", "put", "patch", "delete", "trace")


@pytest.fixture
def small_site(search_index):
    InitiativeFactory(full=True, slug="buurtkamer")
    InitiativeFactory(region_wide=True)
    search_index()


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def addresses() -> list[str]:
    """A known and an unknown address of every public view."""
    known = ["/initiatieven/buurtkamer/", "/api/v1/initiatieven/buurtkamer", "/", "/sitemap-initiatieven.xml"]
    return [*known, *dict.fromkeys(view.path for view in public_views())]


def ask(visitor: Client, method: str, address: str) -> str:
    """What is wrong with the answer; nothing when all is well."""
    started = time.process_time()
    response = getattr(visitor, method)(address)
    cpu_s = time.process_time() - started
    complaint = f"{method} {address[:120]!r}: {response.status_code} in {cpu_s:.2f} s"
    if response.status_code not in ALLOWED_STATUSES or cpu_s > MOST_CPU_S:
        return complaint
    if response.status_code >= 400 and method != "head" and not response.content:
        return f"{complaint}, without a word"
    is_api = address.startswith("/api/")
    is_problem = response.headers.get("Content-Type") == "application/problem+json"
    return f"{complaint}, no problem document" if is_api and response.status_code >= 400 and not is_problem else ""


def complaints(visitor: Client, asked: list[tuple[str, str]]) -> list[str]:
    return [complaint for method, address in asked if (complaint := ask(visitor, method, address))]


def test_no_parameter_breaks_the_directory_its_map_or_the_api(visitor):
    pages = ("/zoeken/", "/zoeken/kaart/", "/api/v1/initiatieven")
    asked = [
        ("get", f"{page}?{name}={quote(value)}")
        for page in pages
        for name, values in PARAMETERS.items()
        for value in values
    ]
    assert complaints(visitor, asked) == []


def test_no_parameter_breaks_any_other_page(visitor):
    queries = [
        f"{name}={quote(values[number % len(values)])}" for number, (name, values) in enumerate(PARAMETERS.items())
    ]
    asked = [("get", f"{address}?{query}") for address in addresses() for query in (*queries, "&".join(queries[2:14]))]
    assert complaints(visitor, asked) == []


def test_no_broken_query_string_breaks_any_page(visitor):
    asked = [("get", f"{address}?{query}") for address in addresses() for query in RAW_QUERIES]
    assert complaints(visitor, asked) == []


def test_no_path_breaks_the_site(visitor):
    kinds = ("initiatieven", "organisaties", "locaties", "gebieden", "themas", "documenten", "media", "sitemap")
    paths = [f"/{kind}/{segment}/" for kind in kinds for segment in SEGMENTS]
    paths += [f"/api/v1/initiatieven/{segment}" for segment in SEGMENTS]
    paths += [f"/{segment}" for segment in SEGMENTS] + [
        "//elders.test/",
        "/./",
        "/../",
        "/zoeken//",
        "/Zoeken/",
        "/zoeken",
    ]
    assert complaints(visitor, [("get", path) for path in paths]) == []


def test_no_method_breaks_any_page(visitor):
    asked = [(method, address) for address in addresses() for method in METHODS]
    assert complaints(visitor, asked) == []


def test_no_method_changes_anything(visitor):
    """Reading answers where reading is allowed; every other method is refused or leads nowhere."""
    reading = [view.path for view in public_views() if view.name not in VIEWS_WITH_FORMS]
    for address in (*reading, "/initiatieven/buurtkamer/", "/api/v1/initiatieven/buurtkamer"):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(visitor, method)(address).status_code in {400, 403, 404, 405}, (method, address)


@pytest.mark.parametrize(
    "name", ["Cookie", "Referer", "Accept-Language", "X-Forwarded-For", "User-Agent", "If-Modified-Since"]
)
@pytest.mark.parametrize("value", ["\x01", "💚", "a" * 4000, "sessionid=%00; csrftoken='", "; ; =", "nl-\x7f;q=NaN"])
def test_no_header_breaks_a_page(visitor, name, value):
    for address in ("/zoeken/?thema=a&fase=b", "/api/v1/initiatieven", "/bestaat-niet/"):
        sent = value.encode().decode("latin-1")  # as a web server hands headers over
        assert visitor.get(address, headers={name: sent}).status_code in ALLOWED_STATUSES


def test_head_answers_wherever_get_does(visitor):
    for address in addresses():
        got, headed = visitor.get(address), visitor.head(address)
        assert (headed.status_code, headed.content) == (got.status_code, b""), address


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/zoeken/?pagina=1000000000", 404),
        ("/zoeken/?thema=bestaat-niet", 200),
        ("/zoeken/?bbox=NaN,1,2,3", 200),
        ("/zoeken/?q=%22", 200),
        ("/zoeken/?q=%00", 400),
        ("/zoeken/?q=" + "a" * 100_000, 414),
        ("/api/v1/initiatieven?thema=bestaat-niet", 400),
        ("/api/v1/initiatieven?bbox=NaN,1,2,3", 400),
        ("/api/v1/initiatieven?q=%22", 200),
        ("/initiatieven/bestaat-niet/", 404),
        ("/api/v1/initiatieven/bestaat-niet", 404),
    ],
)
def test_the_status_says_what_is_wrong(visitor, address, status):
    assert visitor.get(address).status_code == status
