"""Parts of the suite that need more than Python: found, or skipped by name, or demanded.

``NAVIGATOR_REQUIRE=browser,postgresql`` turns "skipped because it isn't here" into a failure, so that the
pipeline can't grow silent. A test says what it needs with a marker of the same name.
"""

import os
import shutil
from collections.abc import Callable, Mapping

from django.db import connection

from search.meaning.encoders import DEFAULT, ENCODERS
from tests.elasticsearch_node.requirements import reason_missing as elasticsearch_missing

CHROMIUM_PLACES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium_path() -> str | None:
    """The browser for the journeys: ``NAVIGATOR_CHROMIUM``, else the one found on the path."""
    return os.environ.get("NAVIGATOR_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_PLACES)), None)


def _browser_missing() -> str:
    return "" if chromium_path() else "no Chromium found; install it or set NAVIGATOR_CHROMIUM to its path"


def _postgresql_missing() -> str:
    return "" if connection.vendor == "postgresql" else "runs on SQLite; set DATABASE_URL to a PostgreSQL server"


def _encoder_missing() -> str:
    return "" if ENCODERS[DEFAULT].is_installed() else f"{DEFAULT} has no package for this platform"


MISSING: Mapping[str, Callable[[], str]] = {
    "browser": _browser_missing,
    "postgresql": _postgresql_missing,
    "elasticsearch": elasticsearch_missing,
    "encoder": _encoder_missing,
}


def demanded() -> set[str]:
    return {name.strip() for name in os.environ.get("NAVIGATOR_REQUIRE", "").split(",") if name.strip()}
