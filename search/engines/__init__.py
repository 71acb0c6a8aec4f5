"""The engines of this installation: one answers, each is kept up to date."""

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.failover import FailoverEngine
from search.engines.port import Answering, SearchEngine
from search.words.lexicon import Lexicon


def get_engine() -> Answering:
    """The engine that answers questions: the search servers where there are, with the embedded one standing by."""
    embedded, servers = embedded_engine(), elasticsearch_engine()
    return embedded if servers is None else _failover(servers, embedded)


def writing_engines() -> tuple[SearchEngine, ...]:
    """Every engine whose index follows the database; the embedded one first, which always does."""
    servers = elasticsearch_engine()
    return (embedded_engine(),) if servers is None else (embedded_engine(), servers)


@lru_cache(maxsize=1)
def embedded_engine() -> EmbeddedEngine:
    """One per process; ``embedded_engine.cache_clear()`` after changing ``SEARCH_INDEX_DIR``."""
    return EmbeddedEngine(Path(settings.SEARCH_INDEX_DIR))


def elasticsearch_engine() -> ElasticsearchEngine | None:
    """The engine on search servers; ``None`` without ``NAVIGATOR_SEARCH_URL``."""
    cluster = _cluster()
    return _elasticsearch(cluster, os.getpid()) if cluster.addresses else None


def answering_engine() -> str:
    """Which engine answers now, for who watches the installation: embedded, elasticsearch or fallback."""
    engine = get_engine()
    if not isinstance(engine, FailoverEngine):
        return EmbeddedEngine.kind
    return "fallback" if engine.is_standing_in else ElasticsearchEngine.kind


def other_answering_kinds() -> tuple[str, ...]:
    """Kinds of indexes that an answer may come from beside the embedded one."""
    return (ElasticsearchEngine.kind,) if settings.NAVIGATOR_SEARCH_URL else ()


def get_lexicon() -> Lexicon:
    """The words every question is planned with, whichever engine answers it."""
    return embedded_engine().lexicon()


def _cluster() -> Cluster:
    return Cluster(
        addresses=tuple(settings.NAVIGATOR_SEARCH_URL),
        api_key=settings.NAVIGATOR_SEARCH_API_KEY,
        user=settings.NAVIGATOR_SEARCH_USER,
        password=settings.NAVIGATOR_SEARCH_PASSWORD,
        ca_file=settings.NAVIGATOR_SEARCH_CA_FILE,
        index=settings.NAVIGATOR_SEARCH_INDEX,
        shards=settings.NAVIGATOR_SEARCH_SHARDS,
        replicas=settings.NAVIGATOR_SEARCH_REPLICAS,
    )


@lru_cache(maxsize=1)
def _elasticsearch(cluster: Cluster, process: int) -> ElasticsearchEngine:
    """One per process: a connection must not be shared with a process that forks."""
    return ElasticsearchEngine(cluster)


@lru_cache(maxsize=1)
def _failover(servers: ElasticsearchEngine, embedded: EmbeddedEngine) -> FailoverEngine:
    return FailoverEngine(servers, embedded)
