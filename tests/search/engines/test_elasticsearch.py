"""The Elasticsearch engine on a real node: the contract every engine keeps, and what is its own."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.port import Building, Change
from search.words.lexicon import Lexicon
from tests.elasticsearch_node.own_names import own_cluster
from tests.search.engine_contract import EngineContract

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def cluster(elasticsearch_url: str) -> Iterator[Cluster]:
    """The shared node, with names that no other test uses; what was made is removed."""
    cluster = own_cluster(elasticsearch_url)
    yield cluster
    ElasticsearchEngine(cluster).remove_all()


class TwoEngines:
    """The Elasticsearch engine beside an embedded one with the same documents, which lends its words for planning."""

    def __init__(self, asked: ElasticsearchEngine, embedded: EmbeddedEngine) -> None:
        self.asked, self.embedded = asked, embedded
        self.search, self.total, self.suggest = asked.search, asked.total, asked.suggest
        self.versions, self.generation = asked.versions, asked.generation

    def lexicon(self) -> Lexicon:
        return self.embedded.lexicon()

    def apply(self, changes: Iterable[Change]) -> None:
        changes = list(changes)
        self.embedded.apply(changes)
        self.asked.apply(changes)

    @contextmanager
    def building(self) -> Iterator[Building]:
        with self.embedded.building() as one, self.asked.building() as other:
            yield TwoBuildings(one, other)


class TwoBuildings:
    def __init__(self, *buildings: Building) -> None:
        self._buildings = buildings
        self.name = buildings[-1].name

    def write(self, changes: Iterable[Change]) -> None:
        changes = list(changes)
        for building in self._buildings:
            building.write(changes)


@pytest.fixture
def engine(cluster: Cluster, tmp_path: Path) -> TwoEngines:
    return TwoEngines(ElasticsearchEngine(cluster), EmbeddedEngine(tmp_path))


class TestContract(EngineContract):
    pass
