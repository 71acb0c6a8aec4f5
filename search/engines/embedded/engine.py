"""The embedded engine: the port's methods over a tantivy index in a directory."""

import logging
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tantivy import Occur, Order, Query

from search.cells import FIRST_MAP_ZOOM, LAST_MAP_ZOOM
from search.engines.embedded import schema as fields
from search.engines.embedded.codes import CodeBook
from search.engines.embedded.counting import Counts, count_all
from search.engines.embedded.documents import prepared_values
from search.engines.embedded.finding import Finder
from search.engines.embedded.lexicon import EmbeddedLexicon, EmptyLexicon, RecentWords
from search.engines.embedded.matching import Matching, any_value
from search.engines.embedded.ordering import page_of_hits
from search.engines.embedded.recent_answers import RecentAnswers
from search.engines.embedded.relevance import found_by_meaning_only
from search.engines.embedded.schema import build_schema
from search.engines.embedded.store import IndexStore, IndexUnusableError
from search.engines.embedded.word_scores import keep_frequent
from search.engines.embedded.writing import GenerationWriter, writing
from search.engines.port import DEFAULT_MAP_ZOOM, EMBEDDED, Change, Question
from search.results import MapCounts, SearchResults
from search.words.lexicon import Lexicon

logger = logging.getLogger(__name__)

MOST_NUMBERS_KEPT = 200_000  # counted for recent answers, in some 20 MB
NOTHING = SearchResults(total=0, ids=(), facet_counts={}, map=MapCounts())


@dataclass(frozen=True)
class EmbeddedBuilding:
    """A generation that does not serve yet; committed once, at its end."""

    name: str
    _writer: GenerationWriter

    def write(self, changes: Iterable[Change]) -> None:
        self._writer.write(changes)


class EmbeddedEngine:
    """Safe to share between threads; several processes may use one directory, one at a time writing."""

    kind = EMBEDDED

    def __init__(self, directory: Path) -> None:
        self._store = IndexStore(directory)
        self._schema = build_schema()
        self._words = RecentWords()
        self._counts: RecentAnswers[Counts] = RecentAnswers(MOST_NUMBERS_KEPT, lambda counts: counts.numbers)
        self._written_book: tuple[Path | None, CodeBook | None] = None, None  # reading all of it takes a while

    def read_ahead(self) -> None:
        """Read what searching takes from memory, for the processes that are split off next: they share it."""
        try:
            snapshot = self._store.snapshot()
        except IndexUnusableError:
            return
        keep_frequent(snapshot, self._schema)
        _ = snapshot.value_masks
        self._words.of(snapshot)
        self._store.close_index()

    def search(
        self, question: Question, *, map_zoom: int | None = DEFAULT_MAP_ZOOM, excluded_keys: Collection[int] = ()
    ) -> SearchResults:
        try:
            snapshot = self._store.snapshot()
        except IndexUnusableError as error:
            logger.warning("searching without an index: %s", error)
            return NOTHING
        map_zoom = None if map_zoom is None else max(FIRST_MAP_ZOOM, min(LAST_MAP_ZOOM, map_zoom))
        matching = self._matching(question, excluded_keys)
        finder = Finder(matching, snapshot)
        counts = self._counts.get_or_make(
            (snapshot.state, what_is_counted(question), matching.excluded, map_zoom),
            lambda: count_all(finder, map_zoom=map_zoom),
        )
        page = page_of_hits(question.query, finder)
        return SearchResults(
            total=counts.total,
            ids=page.keys,
            facet_counts=counts.facets,
            map=counts.map,
            region_outside_bbox=counts.region_outside_box,
            distances_m=page.distances_m,
            meaning_only=found_by_meaning_only(page.keys, finder),
        )

    def total(self, question: Question, *, excluded_keys: Collection[int] = ()) -> int:
        try:
            snapshot = self._store.snapshot()
        except IndexUnusableError:
            return NOTHING.total
        return Finder(self._matching(question, excluded_keys), snapshot).found.hits.count

    def _matching(self, question: Question, excluded_keys: Collection[int]) -> Matching:
        return Matching(question, tuple(sorted(excluded_keys)), self._schema)

    def prepared(self, change: Change) -> Change:
        if change.document is None:
            return change
        return Change(change.key, change.version, change.document.without_texts(), prepared_values(change.document))

    def apply(self, changes: Iterable[Change]) -> None:
        generation = self._store.serving()
        kept_path, book = self._written_book
        self._written_book = None, None  # after a failure it would know what was never written
        with writing(generation, book=book if kept_path == generation.path else None) as writer:
            writer.write(changes)
        self._written_book = generation.path, writer.book
        self._store.serving()

    def suggest(
        self, words: Sequence[Sequence[str]], *, limit: int, excluded_keys: Collection[int] = ()
    ) -> tuple[int, ...]:
        try:
            snapshot = self._store.snapshot()
        except IndexUnusableError:
            return ()
        searcher = snapshot.searcher
        wanted = [(Occur.Must, any_value(self._schema, fields.NAME_WORDS, either)) for either in words]
        refused = [(Occur.MustNot, Query.term_query(self._schema, fields.KEY, key)) for key in excluded_keys]
        query = Query.boolean_query([*wanted, *refused]) if words else Query.empty_query()
        answer = searcher.search(query, limit, count=False, order_by_field=fields.SORT_TITLE, order=Order.Asc)
        return tuple(snapshot.rows.keys[snapshot.rows_at([address for _, address in answer.hits])].tolist())

    def lexicon(self) -> Lexicon:
        try:
            return EmbeddedLexicon(self._store.snapshot(), self._words)
        except IndexUnusableError:
            return EmptyLexicon()

    @contextmanager
    def building(self) -> Iterator[EmbeddedBuilding]:
        with self._store.building() as generation, writing(generation, is_new=True) as writer:
            yield EmbeddedBuilding(generation.name, writer)
        self._written_book = generation.path, writer.book
        self._store.serving()

    def versions(self) -> Iterator[tuple[int, int]]:
        searcher = self._store.snapshot().searcher
        answer = searcher.search(
            Query.all_query(), max(1, searcher.num_docs), count=False, order_by_field=fields.KEY, order=Order.Asc
        )
        addresses = [address for _, address in answer.hits]
        keys = searcher.fast_field_values(fields.KEY, addresses)
        versions = searcher.fast_field_values(fields.VERSION, addresses)
        yield from ((int(key or 0), int(version or 0)) for key, version in zip(keys, versions, strict=True))

    def generation(self) -> str | None:
        try:
            return self._store.serving().name
        except IndexUnusableError:
            return None


def what_is_counted(question: Question) -> Hashable:
    """The part of a question that counts depend on: not its order, nor its page."""
    query = question.query
    return (
        question.plan,
        question.meaning,
        tuple(sorted(query.selections.items())),
        query.bbox,
        query.standing,
        query.bubble,
        (query.near, query.radius_km) if query.radius_km is not None else None,
    )
