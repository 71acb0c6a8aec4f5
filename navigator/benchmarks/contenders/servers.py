"""Elasticsearch: our adapter, and the official client with the very same bodies and nothing made of the answers."""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from navigator.benchmarks.contenders import MAP_ZOOM, Built
from navigator.benchmarks.timing import Action
from search.engines.elasticsearch import bodies
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.conditions import conditions_of
from search.engines.elasticsearch.documents import index_values
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.mapping import mappings
from search.engines.port import Change, Question

OURS, RAW = "navigator-bench", "navigator-bench-raw"
RAW_BATCH = 1000


def ours_at(address: str) -> ElasticsearchEngine:
    return ElasticsearchEngine(Cluster(addresses=(address,), index=OURS))


class OurElasticsearch:
    name = "our Elasticsearch adapter"

    def __init__(self, address: str, changes: Sequence[Change]) -> None:
        self._changes = changes
        self.engine = ours_at(address)
        self._client = Elasticsearch([address], request_timeout=120)

    def build(self) -> Built:
        started = time.perf_counter()
        with self.engine.building() as building:
            building.write(self._changes)
        return Built(time.perf_counter() - started, _bytes_of(self._client, f"{OURS}-*"))

    def prepared(self, questions: Sequence[Question]) -> list[Action]:
        return [partial(self.engine.search, question, map_zoom=MAP_ZOOM) for question in questions]

    def remove(self) -> None:
        self.engine.remove_all()
        self._client.close()


class RawElasticsearch:
    name = "raw Elasticsearch"

    def __init__(self, address: str, changes: Sequence[Change]) -> None:
        self._changes = changes
        self._client = Elasticsearch([address], request_timeout=120)

    def build(self) -> Built:
        """By the client's own bulk helper, one batch after the other, from the same documents as ours."""
        self._client.indices.delete(index=RAW, ignore_unavailable=True)
        quiet = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"}
        self._client.indices.create(index=RAW, mappings=mappings(), settings=quiet)
        started = time.perf_counter()
        bulk(self._client, self._actions(), index=RAW, chunk_size=RAW_BATCH)
        self._client.indices.refresh(index=RAW)
        return Built(time.perf_counter() - started, _bytes_of(self._client, RAW))

    def _actions(self) -> Iterator[dict[str, Any]]:
        for change in self._changes:
            if change.document is not None:
                values, version = index_values(change.document), change.version
                yield {
                    "_id": str(change.key),
                    "_source": values,
                    "version": version,
                    "version_type": "external_gte",
                }

    def prepared(self, questions: Sequence[Question]) -> list[Action]:
        return [
            partial(
                self._client.search,
                index=RAW,
                **bodies.search_body(question.query, conditions_of(question, ()), map_zoom=MAP_ZOOM),
            )
            for question in questions
        ]

    def remove(self) -> None:
        self._client.indices.delete(index=RAW, ignore_unavailable=True)
        self._client.close()


def _bytes_of(client: Elasticsearch, pattern: str) -> int:
    statistics = client.indices.stats(index=pattern, metric="store").body
    size: int = statistics["_all"]["primaries"]["store"]["size_in_bytes"]
    return size
