"""A part of the shared node for one test: names that no other uses, and patience with a machine that is busy."""

import uuid

from search.engines.elasticsearch.cluster import Cluster

PATIENCE_SECONDS = 60.0


def own_cluster(url: str, *, shards: int = 1) -> Cluster:
    """Whoever makes indexes with it removes them: ``ElasticsearchEngine(cluster).remove_all()``."""
    return Cluster(
        (url,),
        index=f"test-{uuid.uuid4().hex[:12]}",
        shards=shards,
        answer_seconds=PATIENCE_SECONDS,
        read_seconds=PATIENCE_SECONDS,
    )
