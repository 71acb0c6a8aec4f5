"""What every request passes and every response carries, refused ones included."""

import pytest
from django.test import Client

from navigator.security.input import MAX_PARAMETERS, MAX_PUBLIC_BODY_BYTES, MAX_QUERY_STRING_BYTES

pytestmark = pytest.mark.django_db

STRICT_PARTS = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
}


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def policy_of(response) -> set[str]:
    return {part.strip() for part in response["Content-Security-Policy"].split(";")}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/toegankelijkheid-bestaat-niet/", 404),
        ("/%00", 400),
        (f"/zoeken/?q={'a' * (MAX_QUERY_STRING_BYTES + 1)}", 414),
        ("/api/v1/niets", 404),
        ("/robots.txt", 200),
        ("/healthz", 200),
    ],
)
def test_every_public_response_carries_the_strict_policy(client, path, status):
    response = client.get(path)
    assert response.status_code == status
    assert policy_of(response) >= STRICT_PARTS
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Permissions-Policy"].startswith("geolocation=(self)")


def test_the_admin_has_a_policy_of_its_own_and_stays_out_of_search_engines(client):
    response = client.get("/beheer/login/")
    assert "script-src 'self' 'unsafe-inline'" in policy_of(response)
    assert response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("path", ["/healthz", "/bestaat-niet/", "/api/v1/niets", "/robots.txt"])
def test_anonymous_visitors_get_no_cookie(client, path):
    assert not client.get(path).cookies


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=a%1Fb", "q=%7F", "q=%ED%A0%80", "q=caf%E9", "%00=1", "q=%C3%28"],
    ids=["NUL", "control", "DEL", "surrogate", "latin-1", "NUL in a name", "broken UTF-8"],
)
def test_unreadable_characters_in_a_query_are_refused(client, query):
    response = client.get(f"/healthz?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert b"<h1" in response.content


@pytest.mark.parametrize("query", ["q=%0A", "q=%09a", "q=%F0%9F%92%9A", "q=%22%27", "q=%25", "q=%", "q=%zz"])
def test_unusual_but_readable_queries_pass(client, query):
    assert client.get(f"/healthz?{query}").status_code == 200


@pytest.mark.parametrize("path", ["/a%0Ab/", "/a%00b/", "/a%7Fb/"])
def test_unreadable_paths_are_refused(client, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("path", ["/%C3%28/", "/%ED%A0%80/", "/caf%C3%A9/", "/%F0%9F%92%9A/"])
def test_paths_that_can_be_read_but_mean_nothing_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_the_longest_query_string_passes_and_one_byte_more_does_not(client):
    longest = "q=" + "a" * (MAX_QUERY_STRING_BYTES - 2)
    assert client.get(f"/healthz?{longest}").status_code == 200
    assert client.get(f"/healthz?{longest}a").status_code == 414


def test_too_many_parameters_are_refused(client):
    assert client.get("/healthz?" + "&".join(["a=1"] * MAX_PARAMETERS)).status_code == 200
    assert client.get("/healthz?" + "&".join(["a=1"] * (MAX_PARAMETERS + 1))).status_code == 400


def test_a_large_body_is_refused_before_it_is_read(client):
    body = b"a" * (MAX_PUBLIC_BODY_BYTES + 1)
    assert client.post("/healthz", body, content_type="text/plain").status_code == 413


def test_an_unknown_host_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["naviegator.test"]
    response = client.get("/", headers={"host": "elders.test"})
    assert (response.status_code, response.content) == (400, b"Bad Request: unknown host")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_a_page_can_only_be_read(client, method):
    response = getattr(client, method)("/healthz")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert b"<h1" in response.content


def test_options_says_what_is_allowed(client):
    response = client.options("/healthz")
    assert (response.status_code, response["Allow"], response.content) == (204, "GET, HEAD, OPTIONS", b"")
