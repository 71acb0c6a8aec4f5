"""Rate limits by the shape of a request: programs that walk through all filters, and heavy use of the API.

Filtered pages are limited only for requests that no visitor's browser sends: two or more filters, without a cookie
and without the page they came from. The counter stands in the database, so that all processes share it.
"""

import hashlib
import hmac
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest

from navigator.security.client_ip import client_network
from search.facets import FACET_BY_PARAMETER

WINDOW_S = 60
BUCKETS = 2**18
MOST_WAIT_MS = 50
FILTER_PARAMETERS = frozenset(FACET_BY_PARAMETER) | {"bbox", "nabij", "straal", "plek", "kring"}
DIRECTORY_PATH = "/zoeken/"
API_PATH = "/api/"
SUGGESTIONS_PATH = "/api/v1/suggesties"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """At most ``per_minute`` requests of this kind for one client."""

    name: str
    per_minute: int


FACET_CRAWLERS = Limit("facets", per_minute=30)
API = Limit("api", per_minute=120)
SUGGESTIONS = Limit("suggestions", per_minute=300)  # a few for each search, and many visitors share a network

_COUNT_ONE = """
INSERT INTO navigator_rate_count (bucket, "window", hits) VALUES (%s, %s, 1)
ON CONFLICT (bucket) DO UPDATE SET
  hits = CASE WHEN navigator_rate_count."window" = excluded."window" THEN navigator_rate_count.hits + 1 ELSE 1 END,
  "window" = excluded."window"
RETURNING hits
"""


def seconds_to_wait(request: HttpRequest) -> int:
    """Count this request; 0 when it may go on, else after how many seconds the client may ask again."""
    limit = limit_for(request) if settings.NAVIGATOR_RATE_LIMITS else None
    client = client_network(request) if limit else None
    if limit is None or client is None:
        return 0
    now_s = int(time.time())
    hits = _count(_bucket(limit, client), now_s // WINDOW_S)
    return WINDOW_S - now_s % WINDOW_S if hits > limit.per_minute else 0


def limit_for(request: HttpRequest) -> Limit | None:
    """The limit this request falls under, by its shape."""
    if request.path_info.startswith(API_PATH):
        return SUGGESTIONS if request.path_info == SUGGESTIONS_PATH else API
    if request.path_info.startswith(DIRECTORY_PATH) and not _looks_like_a_visitor(request):
        names = {name for name, _ in parse_qsl(request.META.get("QUERY_STRING", ""))}
        return FACET_CRAWLERS if len(names & FILTER_PARAMETERS) >= 2 else None
    return None


def _looks_like_a_visitor(request: HttpRequest) -> bool:
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return True
    came_from: str = request.META.get("HTTP_REFERER", "")
    return urlsplit(came_from).netloc == request.get_host()


def _bucket(limit: Limit, client: str) -> int:
    """Which counter a client has; keyed, so that nobody can choose another client's counter."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"{limit.name} {client}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], "big") % BUCKETS


def _count(bucket: int, window: int) -> int:
    """One more; the new number. 0 when the counter cannot be reached at once: a limit never takes the site down."""
    try:
        with _without_waiting(), connection.cursor() as cursor:
            cursor.execute(_COUNT_ONE, [bucket, window])
            return int(cursor.fetchone()[0])
    except DatabaseError:
        logger.warning("A request was not counted: the database was busy")
        return 0


@contextmanager
def _without_waiting() -> Iterator[None]:
    """On SQLite: wait neither long for a writer nor for the disk; a count lost with the power is no harm."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    wait_ms, synchronous = _pragma("busy_timeout"), _pragma("synchronous")
    _pragma(f"busy_timeout={MOST_WAIT_MS}")
    _pragma("synchronous=NORMAL")
    try:
        yield
    finally:
        _pragma(f"synchronous={synchronous}")
        _pragma(f"busy_timeout={wait_ms}")


def _pragma(text: str) -> int:
    """Ask or set one of SQLite's settings; asking gives its number."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {text}")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
