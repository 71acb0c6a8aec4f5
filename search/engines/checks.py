"""System checks of the search servers' settings: nonsense is named at the start, not found out by a visitor."""

import os
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

SCHEMES = ("http", "https")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
INDEX_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
MOST_SHARDS, MOST_REPLICAS = 100, 10


def check_search_servers(**_: Any) -> list[CheckMessage]:
    addresses = [urlsplit(address) for address in settings.NAVIGATOR_SEARCH_URL]
    return [*_addresses(addresses), *_access(addresses), *_index()]


def _addresses(addresses: list[SplitResult]) -> Iterator[CheckMessage]:
    hint = "For example https://search.example.org:9200; several are separated by commas."
    for parts in addresses:
        if parts.scheme not in SCHEMES or not parts.hostname or not _has_sensible_port(parts) or parts.query:
            yield Error("NAVIGATOR_SEARCH_URL holds something that is no address.", hint=hint, id="search.E010")


def _has_sensible_port(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _access(addresses: list[SplitResult]) -> Iterator[CheckMessage]:
    key, user, password = (
        settings.NAVIGATOR_SEARCH_API_KEY,
        settings.NAVIGATOR_SEARCH_USER,
        settings.NAVIGATOR_SEARCH_PASSWORD,
    )
    if key and user:
        yield Error("Set NAVIGATOR_SEARCH_API_KEY or NAVIGATOR_SEARCH_USER, not both.", id="search.E011")
    if bool(user) != bool(password):
        yield Error("NAVIGATOR_SEARCH_USER and NAVIGATOR_SEARCH_PASSWORD go together.", id="search.E012")
    ca_file = settings.NAVIGATOR_SEARCH_CA_FILE
    if ca_file and not os.access(ca_file, os.R_OK):
        yield Error("NAVIGATOR_SEARCH_CA_FILE names a file that cannot be read.", id="search.E013")
    exposed = [parts for parts in addresses if parts.scheme == "http" and parts.hostname not in LOOPBACK]
    if (key or user) and exposed:
        hint = "Use https in NAVIGATOR_SEARCH_URL."
        yield Warning(
            "The search servers' key or password goes over the network unencrypted.", hint=hint, id="search.W010"
        )


def _index() -> Iterator[CheckMessage]:
    if not INDEX_NAME.fullmatch(settings.NAVIGATOR_SEARCH_INDEX):
        hint = "Small letters, digits, - and _; the first one a letter or digit."
        yield Error("NAVIGATOR_SEARCH_INDEX cannot be the name of an index.", hint=hint, id="search.E014")
    if not 1 <= settings.NAVIGATOR_SEARCH_SHARDS <= MOST_SHARDS:
        yield Error(f"NAVIGATOR_SEARCH_SHARDS must be 1 to {MOST_SHARDS}.", id="search.E015")
    if not 0 <= settings.NAVIGATOR_SEARCH_REPLICAS <= MOST_REPLICAS:
        yield Error(f"NAVIGATOR_SEARCH_REPLICAS must be 0 to {MOST_REPLICAS}.", id="search.E016")
