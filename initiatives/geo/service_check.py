"""Whether the outside services answer in the shape this site expects. Asks the live ones; nothing is stored."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from geopy.exc import GeopyError

from initiatives.geo.boundary_source import read_features
from initiatives.geo.geojson import BadBoundariesError, boundaries_of
from initiatives.geo.pdok import PdokGeocoder

TIMEOUT_SECONDS = 5.0
TEST_QUESTION = "Raadhuisplein 1 Heerlen"
TEST_POINT = (50.8866, 5.9770)


@dataclass(frozen=True)
class ServiceReport:
    """``outcome`` says in words what came of it; ``seconds`` how long it took."""

    name: str
    address: str
    is_well: bool
    outcome: str
    seconds: float


def check_all() -> list[ServiceReport]:
    geocoder, areas = settings.NAVIGATOR_GEOCODER_URL, settings.NAVIGATOR_AREAS_SOURCE
    return [
        _report("PDOK Locatieserver, free", geocoder, lambda: _search(geocoder)),
        _report("PDOK Locatieserver, reverse", geocoder, lambda: _reverse(geocoder)),
        _report("CBS/PDOK boundaries", areas, lambda: _boundaries(areas)),
    ]


def _report(name: str, address: str, ask: Callable[[], str]) -> ServiceReport:
    if not address:
        return ServiceReport(name, "", is_well=True, outcome="switched off", seconds=0.0)
    started = time.monotonic()
    try:
        outcome, is_well = ask(), True
    except (GeopyError, BadBoundariesError, OSError, ValueError) as error:
        outcome, is_well = f"{type(error).__name__}: {error}"[:300], False
    return ServiceReport(name, address, is_well=is_well, outcome=outcome, seconds=time.monotonic() - started)


def _geocoder(url: str) -> PdokGeocoder:
    return PdokGeocoder(url, timeout=TIMEOUT_SECONDS, user_agent=f"{settings.WAGTAIL_SITE_NAME} ({settings.BASE_URL})")


def _first(labels: list[str]) -> str:
    if not labels:
        raise ValueError("the service answered, but found nothing")
    return f"first answer: {labels[0]}"


def _search(url: str) -> str:
    return _first([location.address for location in _geocoder(url).geocode(TEST_QUESTION)])


def _reverse(url: str) -> str:
    return _first([location.address for location in _geocoder(url).reverse(TEST_POINT)])


def _boundaries(source: str) -> str:
    found = boundaries_of(read_features(source, timeout_s=TIMEOUT_SECONDS))
    return f"{len(found)} outlines"
