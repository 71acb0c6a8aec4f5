"""The port's methods over an index on search servers."""

import logging
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from search.cells import FIRST_MAP_ZOOM, LAST_MAP_ZOOM
from search.engines.elasticsearch import answers, bodies
from search.engines.elasticsearch.building import ElasticsearchBuilding, write
from search.engines.elasticsearch.client import SearchClient
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.conditions import Conditions, conditions_of
from search.engines.elasticsearch.documents import index_values
from search.engines.elasticsearch.mapping import fingerprint, mappings
from search.engines.elasticsearch.ordering import page_of_hits
from search.engines.port import DEFAULT_MAP_ZOOM, Change, EngineUnavailableError, Question
from search.query import SearchQuery
from search.results import SearchResults

logger = logging.getLogger(__name__)

VERSIONS_AT_ONCE = 5000
BUILDING_SUFFIX = "-building"


class ElasticsearchEngine:
    """Safe to share between threads and, each process with an engine of its own, between machines.

    Whatever keeps it from answering raises; :class:`search.engines.failover.FailoverEngine` then asks the other one.
    The alias in use names the fingerprint of the mapping: an index of another version of the program is never asked,
    and two versions side by side each keep their own.
    """

    kind = "elasticsearch"

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._client = SearchClient(cluster)
        self._pattern = f"{cluster.index}-*"
        self.alias = f"{cluster.index}-{fingerprint()}"

    def search(
        self, question: Question, *, map_zoom: int | None = DEFAULT_MAP_ZOOM, excluded_keys: Collection[int] = ()
    ) -> SearchResults:
        query = question.query
        map_zoom = None if map_zoom is None else max(FIRST_MAP_ZOOM, min(LAST_MAP_ZOOM, map_zoom))
        conditions = conditions_of(question, excluded_keys)
        answer = self._client.search(self.alias, bodies.search_body(query, conditions, map_zoom=map_zoom))
        near_in_meaning, found_by_words = answers.near_in_meaning_of(answer, conditions)
        page = page_of_hits(
            query,
            conditions,
            answers.hits_of(answer),
            near_in_meaning=near_in_meaning,
            near_hits=answers.near_hits_of(answer),
            more_hits=lambda spare: self._more_hits(query, conditions, spare),
        )
        return SearchResults(
            total=answers.total_of(answer),
            ids=page.keys,
            facet_counts=answers.facet_counts_of(answer, conditions),
            map=answers.map_counts_of(answer, conditions, map_zoom),
            region_outside_bbox=answers.region_outside_box_of(answer, conditions),
            distances_m=page.distances_m,
            meaning_only=frozenset(page.keys).intersection(near_in_meaning).difference(found_by_words),
        )

    def _more_hits(self, query: SearchQuery, conditions: Conditions, spare: int) -> list[answers.Hit]:
        body = bodies.search_body(query, conditions, map_zoom=None) | bodies.hits_part(
            query, conditions, spare_hits=spare
        )
        return answers.hits_of(self._client.search(self.alias, {**body, "aggs": {}}))

    def total(self, question: Question, *, excluded_keys: Collection[int] = ()) -> int:
        body = bodies.total_body(conditions_of(question, excluded_keys))
        return answers.total_of(self._client.search(self.alias, body))

    def suggest(
        self, words: Sequence[Sequence[str]], *, limit: int, excluded_keys: Collection[int] = ()
    ) -> tuple[int, ...]:
        if not words:
            return ()
        body = bodies.suggest_body(words, limit=limit, excluded_keys=excluded_keys)
        return tuple(hit.key for hit in answers.hits_of(self._client.search(self.alias, body)))

    def prepared(self, change: Change) -> Change:
        if change.document is None:
            return change
        return Change(change.key, change.version, change.document.without_texts(), index_values(change.document))

    def apply(self, changes: Iterable[Change]) -> None:
        write(self._client, self.alias, changes)

    @contextmanager
    def building(self) -> Iterator[ElasticsearchBuilding]:
        self._remove_all_but_recent()
        name = f"{self.alias}-{uuid.uuid4().hex[:12]}"
        alias = f"{name}{BUILDING_SUFFIX}"  # written to by this name: a write never makes an index by itself
        self._client.create_index(name, mappings=mappings(), settings=self._settings_while_building(), alias=alias)
        try:
            with ElasticsearchBuilding(self._client, name, alias) as building:
                yield building
            self._client.change_settings(name, {"refresh_interval": None, "number_of_replicas": self._cluster.replicas})
            self._client.refresh(name)
            self._client.move_alias(self.alias, pattern=self._pattern, to=name, dropping=alias)
        except BaseException:
            self._discard(name)
            raise
        logger.info("search index %s serves now", name)
        try:
            self._remove_all_but_recent()
        except EngineUnavailableError:
            logger.warning("former search indexes stay until the next building", exc_info=True)

    def _settings_while_building(self) -> dict[str, object]:
        return {"number_of_shards": self._cluster.shards, "number_of_replicas": 0, "refresh_interval": "-1"}

    def _discard(self, name: str) -> None:
        try:
            self._client.delete_indices([name])
        except Exception:  # whatever stopped the building may stop this too; the next building removes it
            logger.exception("the unfinished search index %s could not be removed", name)

    def _remove_all_but_recent(self) -> None:
        """Remove what killed buildings and former indexes left, but the serving one and the latest beside it."""
        serving = self._client.fingerprints(self.alias)
        made = self._client.indices_named(self._pattern)
        others = sorted((name for name in made if name not in serving), key=made.__getitem__, reverse=True)
        self._client.delete_indices(others[1:])

    def remove_all(self) -> None:
        """Remove every index with this installation's name, and let go of the connections."""
        self._client.delete_indices(self._client.indices_named(self._pattern))
        self._client.close()

    def versions(self) -> Iterator[tuple[int, int]]:
        after: int | None = None
        while True:
            answer = self._client.search(self.alias, bodies.versions_body(after, VERSIONS_AT_ONCE))
            found = answers.keys_and_versions_of(answer)
            yield from found
            if len(found) < VERSIONS_AT_ONCE:
                return
            after = found[-1][0]

    def generation(self) -> str | None:
        """``None`` when there is no index of this mapping; unreachable servers raise, as they may well hold one."""
        found = self._client.fingerprints(self.alias)
        names = [name for name, known in found.items() if known == fingerprint()]
        return names[0] if len(found) == len(names) == 1 else None
