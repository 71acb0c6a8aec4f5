"""The one way to turn an address into coordinates: cache, then PDOK, then what the catalogue itself knows.

Nothing here ever raises because a service failed: an outage costs precision, never the editor's work.
"""

import datetime
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from queue import Empty, SimpleQueue
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from geopy.exc import GeocoderTimedOut, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location

from initiatives.enums import AreaKind, PlacePrecision
from initiatives.geo.pdok import SOURCE_NAME, PdokGeocoder
from initiatives.geo.types import BoundingBox, Point
from initiatives.models import Area, GeocodeAnswer, Place

logger = logging.getLogger(__name__)

ANSWER_HOLDS_FOR = datetime.timedelta(days=30)
MIN_QUESTION_LENGTH = 3
MAX_QUESTION_LENGTH = 200
MAX_ANSWERS = 10
SECONDS_BETWEEN_REQUESTS = 0.2
LONGEST_WAIT_SECONDS = 3.0
SECONDS_AFTER_FAILURE = 30
NETHERLANDS = BoundingBox(west=3.2, south=50.7, east=7.3, north=53.7)
OWN_SOURCE = "Navi(e)gator"
PRECISION_BY_TYPE = {
    "adres": PlacePrecision.EXACT,
    "postcode": PlacePrecision.STREET,
    "weg": PlacePrecision.STREET,
    "woonplaats": PlacePrecision.MUNICIPALITY,
    "gemeente": PlacePrecision.MUNICIPALITY,
}
AREA_PRECISIONS = {
    AreaKind.NEIGHBOURHOOD: PlacePrecision.NEIGHBOURHOOD,
    AreaKind.DISTRICT: PlacePrecision.NEIGHBOURHOOD,
}


@dataclass(frozen=True)
class GeocodedAddress:
    """One answer. ``municipality_code`` is a CBS code ("GM0917") or empty; ``source`` names who said so."""

    label: str
    latitude: float
    longitude: float
    precision: str
    municipality_code: str
    source: str

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)


Ask = Callable[..., list[Location]]


class _Pause:
    """Remembers that the service failed just now, so that the next editors don't wait for its time-out too."""

    def __init__(self) -> None:
        self._until: datetime.datetime | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        with self._lock:
            self._until = timezone.now() + datetime.timedelta(seconds=SECONDS_AFTER_FAILURE)

    def end(self) -> None:
        with self._lock:
            self._until = None

    @property
    def is_on(self) -> bool:
        with self._lock:
            return self._until is not None and timezone.now() < self._until


pause = _Pause()


def geocode(text: str, *, limit: int = 5) -> list[GeocodedAddress]:
    """Places that match ``text``, best first, at most ``limit`` (10); empty when nothing or nobody knows.

    Answers of the service are kept for 30 days; when it fails, an older answer or the catalogue's own places and
    areas stand in.
    """
    question = normalised(text)
    limit = max(1, min(limit, MAX_ANSWERS))
    if len(question) < MIN_QUESTION_LENGTH:
        return []
    kept = GeocodeAnswer.objects.filter(question=question).first()
    if kept and timezone.now() - kept.asked_at < ANSWER_HOLDS_FOR:
        return _from_cache(kept)[:limit]
    asked = _ask_service(question)
    if asked is not None:
        _keep(question, asked)
        if asked:
            return asked[:limit]
    return (_from_cache(kept) if kept else [])[:limit] or own_matches(question, limit=limit)


def normalised(text: str) -> str:
    """The question as asked and kept: printable, one space between words, lower case, at most 200 characters."""
    printable = "".join(character if character.isprintable() else " " for character in text[: 4 * MAX_QUESTION_LENGTH])
    return " ".join(printable.lower().split())[:MAX_QUESTION_LENGTH].strip()


def own_matches(question: str, *, limit: int) -> list[GeocodedAddress]:
    """What the catalogue itself knows: its accepted places (never homes), then its areas."""
    named = Q(name__icontains=question) | Q(street_address__icontains=question)
    places = Place.objects.accepted().filter(named, is_home=False, latitude__isnull=False)[:limit]
    areas = Area.objects.filter(name__icontains=question, latitude__isnull=False)[:limit]
    found = [_of_place(place) for place in places] + [_of_area(area) for area in areas]
    return found[:limit]


def _ask_service(question: str) -> list[GeocodedAddress] | None:
    """The service's answers, or ``None`` when it gave none that can be used."""
    if not settings.NAVIGATOR_GEOCODER_URL or pause.is_on:
        return None
    try:
        locations = _in_time(lambda: _limited_geocoder(settings.NAVIGATOR_GEOCODER_URL)(question, limit=MAX_ANSWERS))
    except (GeopyError, ValueError, TypeError, OSError) as error:
        logger.warning("The geocoder gave no answer: %s", type(error).__name__)
        pause.start()
        return None
    pause.end()
    return [_of_location(location) for location in locations if _in_the_netherlands(location)]


def _in_time(ask: Callable[[], list[Location]]) -> list[Location]:
    """Ask aside and stop waiting in time: looking up a server's name heeds no time limit."""
    answers: SimpleQueue[list[Location] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            answers.put(ask())
        except Exception as error:  # noqa: BLE001 -- raised again by the one who waits
            answers.put(error)

    threading.Thread(target=run, name="geocoder", daemon=True).start()
    try:
        answer = answers.get(timeout=LONGEST_WAIT_SECONDS)
    except Empty as error:
        raise GeocoderTimedOut("no answer in time") from error
    if isinstance(answer, Exception):
        raise answer
    return answer


@lru_cache(maxsize=4)
def _limited_geocoder(url: str) -> Ask:
    """One limiter for each process and service: at most five questions a second, no retry while an editor waits."""
    geocoder = PdokGeocoder(url, user_agent=f"{OWN_SOURCE} ({settings.BASE_URL})")
    limited: Ask = RateLimiter(
        geocoder.geocode, min_delay_seconds=SECONDS_BETWEEN_REQUESTS, max_retries=0, swallow_exceptions=False
    )
    return limited


def _in_the_netherlands(location: Location) -> bool:
    return NETHERLANDS.contains(Point(location.latitude, location.longitude))


def _of_location(location: Location) -> GeocodedAddress:
    code = str(location.raw.get("gemeentecode", ""))
    return GeocodedAddress(
        label=location.address[:200],
        latitude=round(location.latitude, 6),
        longitude=round(location.longitude, 6),
        precision=PRECISION_BY_TYPE.get(str(location.raw.get("type")), PlacePrecision.MUNICIPALITY).value,
        municipality_code=f"GM{code}" if code.isdigit() and len(code) == 4 else "",
        source=SOURCE_NAME,
    )


def _of_place(place: Place) -> GeocodedAddress:
    municipality = place.municipality()
    label = ", ".join(part for part in (place.name, place.public_address) if part)
    code = (municipality.cbs_code or "") if municipality else ""
    return GeocodedAddress(
        label, place.latitude or 0.0, place.longitude or 0.0, place.precision, code, f"{OWN_SOURCE}: {place.name}"
    )


def _of_area(area: Area) -> GeocodedAddress:
    chain = [area, *area.ancestors()]
    codes = (item.cbs_code for item in chain if item.kind == AreaKind.MUNICIPALITY)
    precision = AREA_PRECISIONS.get(AreaKind(area.kind), PlacePrecision.MUNICIPALITY)
    return GeocodedAddress(
        label=f"{area.name} ({area.get_kind_display()})",
        latitude=area.latitude or 0.0,
        longitude=area.longitude or 0.0,
        precision=precision.value,
        municipality_code=next(codes, None) or "",
        source=area.coordinate_source or f"{OWN_SOURCE}: {area.name}",
    )


def _keep(question: str, answers: list[GeocodedAddress]) -> None:
    values: list[dict[str, Any]] = [asdict(answer) for answer in answers]
    GeocodeAnswer.objects.update_or_create(question=question, defaults={"candidates": values})


def _from_cache(kept: GeocodeAnswer) -> list[GeocodedAddress]:
    return [GeocodedAddress(**values) for values in kept.candidates]
