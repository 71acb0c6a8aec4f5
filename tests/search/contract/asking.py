"""How the contract fills an engine and asks it."""

from collections.abc import Collection, Iterable

from initiatives.geo.types import BoundingBox, Point
from search.document import SearchDocument
from search.engines.port import Change, Question, SearchEngine
from search.query import SearchQuery
from search.results import SearchResults
from search.words.plan import TextPlan
from search.words.planning import plan_text

HEERLEN, KERKRADE, SIMPELVELD = Point(50.8882, 5.9795), Point(50.8658, 6.0625), Point(50.8342, 5.9828)
AROUND_HEERLEN = BoundingBox(west=5.96, south=50.88, east=6.0, north=50.9)
MAP_ZOOM = 12


def fill(engine: SearchEngine, documents: Iterable[SearchDocument]) -> None:
    rebuild(engine, (Change(document.key, 1, document) for document in documents))


def rebuild(engine: SearchEngine, changes: Iterable[Change]) -> None:
    with engine.building() as building:
        building.write(changes)


def ask(
    engine: SearchEngine,
    query: SearchQuery,
    *,
    plan: TextPlan | None = None,
    meaning: tuple[int, ...] = (),
    map_zoom: int | None = MAP_ZOOM,
    excluded_keys: Collection[int] = (),
) -> SearchResults:
    """The answer to a query, planned (unless a ``plan`` is given) with the words of the engine itself, or of the one
    that lends it its words.
    """
    question = asked_of(engine, query, plan=plan, meaning=meaning)
    results = engine.search(question, map_zoom=map_zoom, excluded_keys=excluded_keys)
    assert engine.total(question, excluded_keys=excluded_keys) == results.total
    return results


def asked_of(
    engine: SearchEngine, query: SearchQuery, *, plan: TextPlan | None = None, meaning: tuple[int, ...] = ()
) -> Question:
    if plan is None and query.text:
        plan = plan_text(query.text, engine.lexicon())  # type: ignore[attr-defined]
    return Question(query, plan, meaning)


def found(
    engine: SearchEngine, *, plan: TextPlan | None = None, meaning: tuple[int, ...] = (), **question: object
) -> list[int]:
    query = SearchQuery(**question)  # type: ignore[arg-type]
    return list(ask(engine, query, plan=plan, meaning=meaning).ids)
