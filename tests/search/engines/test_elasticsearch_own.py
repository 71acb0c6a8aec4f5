"""What is the Elasticsearch engine's own, on a real node: late writes, other mappings, generations, refusals."""

from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from search.document import SearchDocument
from search.engines.elasticsearch import mapping
from search.engines.elasticsearch.client import SearchClient
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.port import Change, EngineUnavailableError, Question, RefusedChangesError
from search.query import SearchQuery
from tests.elasticsearch_node.own_names import own_cluster
from tests.search.documents import make_document
from tests.search.engine_contract import fill

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def cluster(elasticsearch_url: str) -> Iterator[Cluster]:
    cluster = own_cluster(elasticsearch_url)
    yield cluster
    ElasticsearchEngine(cluster).remove_all()


@pytest.fixture
def engine(cluster: Cluster) -> ElasticsearchEngine:
    return ElasticsearchEngine(cluster)


@pytest.fixture
def server(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as client:
        yield client


def ids(engine: ElasticsearchEngine) -> tuple[int, ...]:
    return engine.search(Question(SearchQuery())).ids


def test_a_late_write_is_refused_after_a_newer_one_and_after_a_removal(engine: ElasticsearchEngine) -> None:
    fill(engine, [make_document(1, "een"), make_document(2, "twee")])
    engine.apply([Change(1, 9, make_document(1, "nieuw")), Change(2, 9, None)])
    engine.apply([Change(1, 5, make_document(1, "laat")), Change(2, 5, make_document(2, "laat")), Change(1, 5, None)])
    assert (list(engine.versions()), ids(engine)) == ([(1, 9)], (1,))


def test_what_was_removed_may_come_back_at_a_newer_version(engine: ElasticsearchEngine) -> None:
    fill(engine, [make_document(1, "een")])
    engine.apply([Change(1, 2, None)])
    engine.apply([Change(1, 3, make_document(1, "weer"))])
    assert list(engine.versions()) == [(1, 3)]


def test_a_removal_stays_known_while_building(engine: ElasticsearchEngine) -> None:
    with engine.building() as building:
        building.write([Change(1, 7, None), Change(2, 1, make_document(2))])
        building.write([Change(1, 6, make_document(1))])
    assert list(engine.versions()) == [(2, 1)]


def test_only_what_is_refused_is_named_and_the_rest_is_there(engine: ElasticsearchEngine) -> None:
    fill(engine, [make_document(1, "een")])
    poison = SearchDocument(**{**vars(make_document(3, "drie")), "sort_title": "x" * 40_000})
    with pytest.raises(RefusedChangesError) as refusal:
        engine.apply([Change(2, 2, make_document(2, "twee")), Change(3, 2, poison), Change(4, 2, make_document(4))])
    assert list(refusal.value.reasons) == [3]
    assert [key for key, _ in engine.versions()] == [1, 2, 4]


def test_a_document_that_is_refused_stops_a_building(engine: ElasticsearchEngine) -> None:
    fill(engine, [make_document(1, "een")])
    poison = SearchDocument(**{**vars(make_document(3, "drie")), "sort_title": "x" * 40_000})
    with pytest.raises(RefusedChangesError), engine.building() as building:
        building.write([Change(2, 2, make_document(2)), Change(3, 2, poison)])
    assert ids(engine) == (1,)


def test_an_index_of_an_older_mapping_is_none_and_is_replaced(
    engine: ElasticsearchEngine, cluster: Cluster, server: Elasticsearch
) -> None:
    """Made by hand behind the very alias that this program asks: it is not taken for a good one."""
    old = f"{cluster.index}-old"
    meta = {"_meta": {"fingerprint": "older"}, "properties": {"key": {"type": "keyword"}}}
    server.indices.create(index=old, mappings=meta, aliases={engine.alias: {}})
    assert engine.generation() is None
    fill(engine, [make_document(1, "een")])
    assert (engine.generation() or "").startswith(engine.alias)
    assert ids(engine) == (1,)


def test_another_version_of_the_program_keeps_its_own_index(
    engine: ElasticsearchEngine, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, [make_document(1, "een")])
    monkeypatch.setattr(mapping, "DOCUMENTS_VERSION", 999)
    newer = ElasticsearchEngine(cluster)
    assert newer.generation() is None
    with pytest.raises(EngineUnavailableError, match="404"):
        ids(newer)
    fill(newer, [make_document(2, "twee")])
    assert (ids(newer), ids(engine)) == ((2,), (1,))


def test_the_former_index_is_kept_for_one_generation(
    engine: ElasticsearchEngine, cluster: Cluster, server: Elasticsearch
) -> None:
    names = []
    for key in range(1, 5):
        fill(engine, [make_document(key)])
        names.append(engine.generation())
    assert set(server.indices.get(index=f"{cluster.index}-*").body) == set(names[-2:])


def test_a_building_that_was_killed_is_removed_in_time(
    engine: ElasticsearchEngine, cluster: Cluster, server: Elasticsearch
) -> None:
    abandoned = engine.building()
    abandoned.__enter__()  # and never left
    for key in range(1, 4):
        fill(engine, [make_document(key)])
    assert len(server.indices.get(index=f"{cluster.index}-*").body) == 2


def test_a_write_never_makes_an_index_by_itself(engine: ElasticsearchEngine, server: Elasticsearch) -> None:
    with pytest.raises(EngineUnavailableError, match="no index to write to"):
        engine.apply([Change(1, 1, make_document(1))])
    assert not server.indices.exists(index=engine.alias)


def test_versions_of_more_than_one_request_come_in_order(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.elasticsearch.engine.VERSIONS_AT_ONCE", 3)
    fill(engine, [make_document(key) for key in range(9, 0, -1)])
    assert [key for key, _ in engine.versions()] == list(range(1, 10))


def test_each_question_is_one_request(engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, [make_document(1, "tuin", facets={"thema": ["geld"]})])
    asked: list[str] = []
    ask = SearchClient.search
    monkeypatch.setattr(SearchClient, "search", lambda *given: asked.append(given[1]) or ask(*given))
    engine.search(Question(SearchQuery(selections={"thema": ("geld",)}), meaning=(1,)))
    assert asked == [engine.alias]


def test_three_shards_find_and_count_as_one(elasticsearch_url: str) -> None:
    cluster = own_cluster(elasticsearch_url, shards=3)
    engine = ElasticsearchEngine(cluster)
    fill(engine, [make_document(key, "tuin", facets={"thema": [f"t{key % 4}"]}) for key in range(1, 41)])
    results = engine.search(Question(SearchQuery(page_size=50)))
    assert (results.total, len(set(results.ids))) == (40, 40)
    assert results.facet_counts["thema"] == {f"t{number}": 10 for number in range(4)}
    engine.remove_all()


def test_the_mapping_allows_nothing_but_its_fields(engine: ElasticsearchEngine, server: Elasticsearch) -> None:
    fill(engine, [make_document(1)])
    found = server.indices.get_mapping(index=engine.alias).body[engine.generation()]["mappings"]
    assert (found["dynamic"], found["_source"], set(found["properties"])) == (
        "strict", {"enabled": False}, set(mapping.properties()),
    )  # fmt: skip
    assert {found["properties"][name]["analyzer"] for name in (mapping.TOKENS, mapping.PHRASES)} == {"whitespace"}
