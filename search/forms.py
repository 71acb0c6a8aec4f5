"""From a raw query string to a valid ``SearchQuery``: leniently for pages, strictly for the API."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from initiatives.geo.types import Point
from search.place_entry import NO_PLACE, PlaceEntry, understand_place
from search.query import DEFAULT_PAGE_SIZE, MAX_REACHABLE_HITS, SearchQuery, Sort
from search.query_reader import QueryProblem, QueryReader
from search.vocabulary import Vocabulary, load_vocabulary

PLACE_PARAMETER = "plaats"


@dataclass(frozen=True)
class ParsedQuery:
    """What was understood, and sentences on what was not.

    ``is_out_of_reach`` says that the page asked for cannot exist (the query then is that of page 1).
    """

    query: SearchQuery
    notices: tuple[str, ...] = ()
    is_out_of_reach: bool = False


class InvalidQuery(Exception):
    """The query string holds something that cannot be meant; ``problems`` names all of it."""

    def __init__(self, problems: tuple[QueryProblem, ...]) -> None:
        super().__init__("; ".join(f"{problem.parameter}: {problem.message}" for problem in problems))
        self.problems = problems


def parse_directory_query(params: QueryDict, vocabulary: Vocabulary | None = None) -> ParsedQuery:
    """For pages: what makes no sense is left out and named in a notice; the rest applies."""
    vocabulary = vocabulary or load_vocabulary()
    reader = QueryReader(params, vocabulary)
    place = understand_place(params.get(PLACE_PARAMETER, ""), vocabulary)
    query = replace(_read(reader, place), page_size=DEFAULT_PAGE_SIZE)
    notices = [problem.message for problem in reader.problems]
    if place.notice:
        notices.append(place.notice)
    if query.page * query.page_size > MAX_REACHABLE_HITS:
        return ParsedQuery(replace(query, page=1), (*notices, _("This page does not exist.")), is_out_of_reach=True)
    return ParsedQuery(query, tuple(notices))


def parse_strictly(params: QueryDict, vocabulary: Vocabulary | None = None) -> SearchQuery:
    """For the API: raises :class:`InvalidQuery` with every problem at once."""
    reader = QueryReader(params, vocabulary or load_vocabulary())
    query = _read(reader)
    if query.page * query.page_size > MAX_REACHABLE_HITS:
        message = _("Only the first %(limit)s results can be paged through.") % {"limit": MAX_REACHABLE_HITS}
        reader.report("pagina", message)
    for parameter in reader.repeated_single_values():
        reader.report(parameter, _("Give this parameter only once."))
    if reader.problems:
        raise InvalidQuery(tuple(reader.problems))
    return query


def _read(reader: QueryReader, place: PlaceEntry = NO_PLACE) -> SearchQuery:
    """The query; ``place`` is what was typed beside it, which a page may do."""
    text, uses_meaning = reader.text(), reader.uses_meaning()
    near, radius_km, sort = _distances(reader, place)
    query = SearchQuery(
        text=text,
        uses_meaning=uses_meaning or not text,
        selections=reader.selections(),
        bbox=reader.bbox(),
        near=near,
        radius_km=radius_km,
        standing=reader.standing(),
        bubble=reader.bubble(),
        sort=sort,
        page=reader.page(),
        page_size=reader.page_size(),
    )
    return _at_place(query, place) if place.is_known else query


def _distances(reader: QueryReader, place: PlaceEntry) -> tuple[Point | None, int | None, Sort]:
    """From where distances count, how far may be, and the order; without a position the last two mean nothing."""
    near, radius_km, sort = place.near or reader.near(), reader.radius_km(), reader.sort()
    if near is not None:
        return near, radius_km, sort
    if radius_km is not None:
        reader.report("straal", _("A distance needs a town, a postcode or your position to count from."))
    if sort is Sort.DISTANCE:
        reader.report("sorteer", _("Sorting by distance needs a position."))
        sort = Sort.RELEVANCE
    return None, None, sort


def _at_place(query: SearchQuery, place: PlaceEntry) -> SearchQuery:
    """An area that was typed narrows to it, unless a radius was chosen; any other spot orders by distance."""
    if place.area_slug and query.radius_km is None:
        near = query.near if query.sort is Sort.DISTANCE else None
        return replace(query, selections={**query.selections, "gebied": (place.area_slug,)}, near=near, page=1)
    return replace(query, sort=Sort.DISTANCE, page=1)
