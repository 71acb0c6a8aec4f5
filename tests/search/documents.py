"""Documents made by hand, for tests of engines: no database needed."""

import datetime
from collections.abc import Mapping, Sequence

from initiatives.geo.types import Point
from search.document import DocumentTexts, SearchDocument
from search.facets import FACETS
from search.map_standing import AreaBubble, PlacePoint
from search.query import MapStanding


def make_document(
    key: int,
    title: str = "",
    *,
    body: str = "",
    facets: Mapping[str, Sequence[str]] | None = None,
    places: Mapping[int, Point] | None = None,
    bubble: AreaBubble | None = None,
    recent_on: datetime.date | None = None,
) -> SearchDocument:
    """A document with the standing its places and bubble give it; facets not named are empty."""
    chosen = dict(facets or {})
    standing = MapStanding.PLACE if places else MapStanding.AREA if bubble else MapStanding.REGION
    return SearchDocument(
        key=key,
        texts=DocumentTexts(title, "", "", "", "", "", body),
        facets={facet.parameter: tuple(sorted(set(chosen.get(facet.parameter, ())))) for facet in FACETS},
        standing=standing,
        places=tuple(PlacePoint(place, point) for place, point in (places or {}).items()),
        bubble=None if places else bubble,
        sort_title=title.lower(),
        recent_on=recent_on,
    )
