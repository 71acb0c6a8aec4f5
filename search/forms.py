"""From a raw query string to a valid ``SearchQuery``: leniently for pages, strictly for the API."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.place_entry import PlaceEntry, understand_place
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
    query = replace(_read(reader), page_size=DEFAULT_PAGE_SIZE)
    place = understand_place(params.get(PLACE_PARAMETER, ""), vocabulary)
    notices = [problem.message for problem in reader.problems]
    if place.notice:
        notices.append(place.notice)
    query = _with_place(query, place)
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


def _read(reader: QueryReader) -> SearchQuery:
    near = reader.near()
    sort = reader.sort()
    if sort is Sort.DISTANCE and near is None:
        reader.report("sorteer", _("Sorting by distance needs a position."))
        sort = Sort.RELEVANCE
    return SearchQuery(
        text=reader.text(),
        selections=reader.selections(),
        bbox=reader.bbox(),
        near=near,
        standing=reader.standing(),
        bubble=reader.bubble(),
        sort=sort,
        page=reader.page(),
        page_size=reader.page_size(),
    )


def _with_place(query: SearchQuery, place: PlaceEntry) -> SearchQuery:
    """The query narrowed to the area, or ordered around the spot, that a visitor typed."""
    if place.area_slug:
        selections = {**query.selections, "gebied": (place.area_slug,)}
        return replace(query, selections=selections, page=1)
    if place.near:
        return replace(query, near=place.near, sort=Sort.DISTANCE, page=1)
    return query
