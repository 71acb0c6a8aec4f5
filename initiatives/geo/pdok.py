"""PDOK Locatieserver as a geopy geocoder: ``free`` to find an address, ``reverse`` to name a point."""

import math
import re
from typing import Any
from urllib.parse import urlencode

from geopy.exc import GeocoderParseError
from geopy.geocoders.base import Geocoder
from geopy.location import Location

SOURCE_NAME = "PDOK Locatieserver"
DOCUMENT_TYPES = "type:(adres OR postcode OR weg OR woonplaats OR gemeente)"
FIELDS = "type weergavenaam centroide_ll gemeentecode straatnaam huis_nlt postcode woonplaatsnaam"
_POINT = re.compile(r"POINT\((?P<longitude>[-+.\deE]{1,30}) (?P<latitude>[-+.\deE]{1,30})\)", re.ASCII)


class PdokGeocoder(Geocoder):
    """Asks ``base_url`` (``.../search/v3_1``). Times out in ``timeout`` seconds; errors are those of ``geopy.exc``."""

    def __init__(self, base_url: str, *, timeout: float = 2.5, user_agent: str, **kwargs: Any) -> None:
        super().__init__(scheme=None, timeout=timeout, user_agent=user_agent, **kwargs)
        self.base_url = base_url.rstrip("/")

    def geocode(self, query: str, *, limit: int = 5) -> list[Location]:
        """Addresses that match ``query``, best first, at most ``limit``."""
        parameters = {"q": query, "rows": limit, "fq": DOCUMENT_TYPES, "fl": FIELDS}
        return self._ask("free", parameters)

    def reverse(self, query: Any, *, limit: int = 1) -> list[Location]:
        """Addresses nearest to ``query``, a point or a (latitude, longitude) pair."""
        latitude, longitude = self._coerce_point_to_string(query, output_format="%(lat)s,%(lon)s").split(",")
        return self._ask("reverse", {"lat": latitude, "lon": longitude, "rows": limit})

    def _ask(self, operation: str, parameters: dict[str, Any]) -> list[Location]:
        url = f"{self.base_url}/{operation}?{urlencode(parameters)}"
        found: list[Location] = self._call_geocoder(url, locations_in)
        return found


def locations_in(answer: Any) -> list[Location]:
    """The locations in a Solr answer; documents without a usable point are left out.

    Raises ``GeocoderParseError`` when the answer has another shape.
    """
    documents = answer.get("response") if isinstance(answer, dict) else None
    documents = documents.get("docs") if isinstance(documents, dict) else None
    if not isinstance(documents, list):
        raise GeocoderParseError("the answer is not a list of addresses")
    found = (_location(document) for document in documents if isinstance(document, dict))
    return [location for location in found if location is not None]


def _location(document: dict[str, Any]) -> Location | None:
    match = _POINT.fullmatch(str(document.get("centroide_ll", "")))
    if match is None:
        return None
    try:
        latitude, longitude = float(match["latitude"]), float(match["longitude"])
    except ValueError:
        return None
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return Location(str(document.get("weergavenaam", "")), (latitude, longitude), document)
