"""What any search engine must be able to do. Domain terms only; no engine's own types cross this line."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from search.document import SearchDocument
from search.query import SearchQuery
from search.results import SearchResults

DEFAULT_MAP_ZOOM = 11


@dataclass(frozen=True)
class Change:
    """Initiative ``key`` is at ``version``; ``document`` is ``None`` when it is no longer public."""

    key: int
    version: int
    document: SearchDocument | None


class SearchEngine(Protocol):
    def search(
        self, query: SearchQuery, *, map_zoom: int | None = DEFAULT_MAP_ZOOM, excluded_keys: Collection[int] = ()
    ) -> SearchResults:
        """Answer a query; ``map_zoom`` (9 to 17) is the zoom of the cells counted for the map; ``None`` leaves
        out cells and places, for an answer without a map.

        ``excluded_keys`` count nowhere. Use :func:`search.visible.search_visible`, which fills them in.
        """
        ...

    def apply(self, changes: Iterable[Change]) -> None:
        """Put or remove documents, all in one commit; visible to searches on return."""
        ...

    def rebuild(self, changes: Iterable[Change]) -> None:
        """Replace the whole index without a moment in which searches miss something.

        ``changes`` may name a key twice; the last one holds.
        """
        ...

    def versions(self) -> Iterator[tuple[int, int]]:
        """Key and version of every document, in order of key."""
        ...

    def generation(self) -> str | None:
        """Name of the index that serves now, another after each rebuild; ``None`` when none can be used."""
        ...
