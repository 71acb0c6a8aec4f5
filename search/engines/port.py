"""What any search engine must be able to do. Domain terms only; no engine's own types cross this line."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from search.document import SearchDocument
from search.query import SearchQuery
from search.results import SearchResults
from search.words.plan import TextPlan

DEFAULT_MAP_ZOOM = 11
EMBEDDED = "embedded"


@dataclass(frozen=True)
class Question:
    """A query with all that depends on its text alone.

    ``plan`` is ``None`` without a text. ``meaning`` are the keys of what is near in meaning, nearest first. What is
    asked for: (the plan's word set or ``meaning``), then the query's filters.
    """

    query: SearchQuery
    plan: TextPlan | None = None
    meaning: tuple[int, ...] = ()


@dataclass(frozen=True)
class Change:
    """Initiative ``key`` is at ``version``; ``document`` is ``None`` when it is no longer public.

    ``prepared`` is what :meth:`SearchEngine.prepared` made of the document, whose texts then are left out.
    """

    key: int
    version: int
    document: SearchDocument | None
    prepared: Any = None


class Building(Protocol):
    """An index in the making, beside the one that serves."""

    @property
    def name(self) -> str:
        """What :meth:`SearchEngine.generation` will say once it serves; never used before."""
        ...

    def write(self, changes: Iterable[Change]) -> None:
        """Put or remove documents; a key may come again, the last one holds. A lot that fails may be tried in parts."""
        ...


class RefusedChangesError(Exception):
    """An engine took all changes but these; ``reasons`` says why not, by key. They may be tried again."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        self.reasons = dict(reasons)
        super().__init__(f"{len(reasons)} changes refused: {dict(sorted(reasons.items())[:5])}")


class EngineUnavailableError(ConnectionError):
    """An engine gave no whole answer, now; it may later. The message holds nothing of what was asked."""


class Answering(Protocol):
    """What a question needs of an engine, or of two of which one stands in for the other."""

    def search(
        self, question: Question, *, map_zoom: int | None = DEFAULT_MAP_ZOOM, excluded_keys: Collection[int] = ()
    ) -> SearchResults:
        """Answer a question; ``map_zoom`` (9 to 17) is the zoom of the cells counted for the map; ``None`` leaves
        out cells and places, for an answer without a map.

        ``excluded_keys`` count nowhere. Use :func:`search.visible.search_visible`, which fills them in.
        """
        ...

    def total(self, question: Question, *, excluded_keys: Collection[int] = ()) -> int:
        """How many :meth:`search` would find, without all else that it counts."""
        ...

    def suggest(
        self, words: Sequence[Sequence[str]], *, limit: int, excluded_keys: Collection[int] = ()
    ) -> tuple[int, ...]:
        """Keys of documents whose title or other names hold, for each entry of ``words``, one of its (folded, not
        stemmed) words; by title, then by key.
        """
        ...

    def generation(self) -> str | None:
        """Name of the index that serves now, another after each rebuild; ``None`` when none can be used."""
        ...


class SearchEngine(Answering, Protocol):
    """An engine that is also written to; ``kind`` is its sort in the register of indexes, a short word."""

    @property
    def kind(self) -> str: ...

    def prepared(self, change: Change) -> Change:
        """The change with most of the work of writing it done; another process than the one that writes may do it."""
        ...

    def apply(self, changes: Iterable[Change]) -> None:
        """Put or remove documents in the index that serves, all in one commit; visible to searches on return.

        An engine that several processes write to ignores a change older than what it holds. One that can refuse some
        changes and take the others raises :class:`RefusedChangesError`.
        """
        ...

    def building(self) -> AbstractContextManager[Building]:
        """A new, empty index. When the block ends well it serves, with no moment in which searches miss something;
        when it does not, the old one goes on.
        """
        ...

    def versions(self) -> Iterator[tuple[int, int]]:
        """Key and version of every document, in order of key."""
        ...
