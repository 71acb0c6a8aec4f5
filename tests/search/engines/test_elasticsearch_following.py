"""The servers' index follows the database as the embedded one does, and catches up by itself after an outage."""

from collections.abc import Iterator

import pytest

from initiatives.models import Initiative
from search import indexing
from search.engines import answering_engine, elasticsearch_engine, embedded_engine, writing_engines
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.port import EngineUnavailableError, Question
from search.query import SearchQuery
from search.verify import verify_indexes
from search.visible import search_visible
from tests.elasticsearch_node.faulty_proxy import FaultyProxy
from tests.elasticsearch_node.own_names import own_cluster
from tests.factories import InitiativeFactory

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


@pytest.fixture
def proxy(elasticsearch_url: str, settings) -> Iterator[FaultyProxy]:
    proxy, cluster = FaultyProxy(elasticsearch_url), own_cluster(elasticsearch_url)
    settings.NAVIGATOR_SEARCH_URL = [proxy.url]
    settings.NAVIGATOR_SEARCH_INDEX = cluster.index
    yield proxy
    proxy.close()
    ElasticsearchEngine(cluster).remove_all()


def keys_in_both() -> list[list[int]]:
    return [[key for key, _ in engine.versions()] for engine in writing_engines()]


def test_both_indexes_are_made_and_follow(proxy: FaultyProxy) -> None:
    kept, gone = InitiativeFactory(title="Wandelclub"), InitiativeFactory(title="Eetclub")
    indexing.drain()
    assert keys_in_both() == [[kept.pk, gone.pk]] * 2
    gone.unpublish()
    added = InitiativeFactory(title="Taalclub")
    indexing.drain()
    assert keys_in_both() == [[kept.pk, added.pk]] * 2
    assert search_visible(SearchQuery(text="taalclub")).ids == (added.pk,)
    assert [report.differences for report in verify_indexes()][:2] == [(), ()]
    assert answering_engine() == "elasticsearch"


@pytest.mark.parametrize("fault", ["refuse", "busy", "error", "half of the body", "another server"])
def test_an_outage_keeps_the_other_index_up_to_date_and_is_made_up_for(proxy: FaultyProxy, fault: str) -> None:
    kept, gone = InitiativeFactory(title="Wandelclub"), InitiativeFactory(title="Eetclub")
    indexing.drain()
    proxy.fault = fault
    gone.unpublish()
    added = InitiativeFactory(title="Taalclub")
    with pytest.raises(EngineUnavailableError):
        indexing.drain()
    assert [key for key, _ in embedded_engine().versions()] == [kept.pk, added.pk]
    assert search_visible(SearchQuery()).total == 2
    proxy.fault = ""
    indexing.drain()
    assert keys_in_both() == [[kept.pk, added.pk]] * 2


def test_what_the_servers_still_hold_of_something_hidden_is_not_counted(proxy: FaultyProxy) -> None:
    InitiativeFactory(title="Wandelclub")
    hidden = InitiativeFactory(title="Eetclub")
    indexing.drain()
    hidden.unpublish()
    indexing.drain_engine(embedded_engine())
    servers = elasticsearch_engine()
    assert servers is not None
    assert servers.search(Question(SearchQuery())).total == 2
    assert (search_visible(SearchQuery()).total, answering_engine()) == (1, "elasticsearch")


def test_servers_that_are_down_at_the_start_keep_nobody_from_starting(proxy: FaultyProxy) -> None:
    InitiativeFactory(title="Wandelclub")
    proxy.fault = "refuse"
    assert indexing.is_unbuilt()
    indexing.build_first()
    assert not indexing.is_unbuilt()
    assert search_visible(SearchQuery()).total == 1
    proxy.fault = ""
    indexing.drain()
    assert keys_in_both() == [[Initiative.objects.get().pk]] * 2
