"""The only place that holds a client: every call the engine makes to the servers is a method here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import urlsplit

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError, UnsupportedProductError

from search.engines.elasticsearch.bounded_node import BoundedNode, deadline
from search.engines.elasticsearch.cluster import Cluster
from search.engines.port import EngineUnavailableError

SERVER_SHARE = 0.9  # of the time for one attempt, after which a server stops working on a question
WRITE_SECONDS = 60.0
CONNECTIONS_PER_SERVER = 32
DEFAULT_PORTS = {"http": 9200, "https": 443}
BULK_PARTS = ["errors", "items.*._id", "items.*.status", "items.*.error"]
NOT_FOUND = 404
CONFLICT = 409
PASSING_STATUSES = frozenset({401, 403, 404, 408, 429})  # of the installation or of the moment, not of what was sent
FIRST_SERVER_FAULT = 500


@contextmanager
def faults_named() -> Iterator[None]:
    """Faults of the servers and of the way to them become :class:`EngineUnavailableError`, a request they refuse for
    what it holds a ``ValueError``.
    """
    try:
        yield
    except ApiError as error:
        if error.status_code in PASSING_STATUSES or error.status_code >= FIRST_SERVER_FAULT:
            raise EngineUnavailableError(f"the search servers answered {error.status_code}") from error
        raise ValueError(f"the search servers refuse a request: {error.status_code} {error.error}") from error
    except (TransportError, UnsupportedProductError) as error:
        raise EngineUnavailableError(f"the search servers: {type(error).__name__}") from error
    except (LookupError, TypeError, AttributeError) as error:
        raise EngineUnavailableError("the search servers answered something else than was asked") from error


class SearchClient:
    """The calls. Each raises :class:`EngineUnavailableError` when the servers cannot do it now. Safe to share between
    threads, not between processes."""

    def __init__(self, cluster: Cluster) -> None:
        client = Elasticsearch(
            [_with_port(address) for address in cluster.addresses],
            node_class=BoundedNode,
            connections_per_node=CONNECTIONS_PER_SERVER,
            request_timeout=WRITE_SECONDS,
            max_retries=1,
            retry_on_timeout=True,
            randomize_nodes_in_pool=True,
            **_access(cluster),
        )
        self._client = client
        self._cluster = cluster
        self._options: dict[str, Any] = {"timeout": f"{int(cluster.read_seconds * SERVER_SHARE * 1000)}ms"}
        if cluster.shards > 1:
            self._options["search_type"] = "dfs_query_then_fetch"

    def search(self, alias: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """One whole answer, in time."""
        with faults_named(), self._in_time():
            answer = self._client.search(
                index=alias, allow_partial_search_results=False, ignore_unavailable=False, **self._options, **body
            ).body
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise EngineUnavailableError("the servers answered in part")
        whole: Mapping[str, Any] = answer
        return whole

    def _in_time(self) -> AbstractContextManager[None]:
        return deadline(self._cluster.answer_seconds, read_seconds=self._cluster.read_seconds)

    @faults_named()
    def bulk(self, alias: str, operations: Sequence[Mapping[str, Any]], *, visible: bool) -> dict[int, str]:
        """Write; the reasons by key of what was refused. Something newer being there already is no refusal."""
        answer = self._client.bulk(
            index=alias, operations=operations, require_alias=True, refresh=visible, filter_path=BULK_PARTS
        ).body
        if not answer["errors"]:
            return {}
        results = [next(iter(item.values())) for item in answer["items"]]
        if any(result["status"] == NOT_FOUND for result in results):
            raise EngineUnavailableError("the search servers hold no index to write to")
        failed = ((result, result.get("error")) for result in results)
        return {
            int(result["_id"]): f"{result['status']} {error.get('type', '')}: {error.get('reason', '')}"[:300]
            for result, error in failed
            if error and result["status"] != CONFLICT
        }

    @faults_named()
    def create_index(self, name: str, *, mappings: Mapping[str, Any], settings: Mapping[str, Any], alias: str) -> None:
        self._client.indices.create(index=name, mappings=mappings, settings=settings, aliases={alias: {}})

    @faults_named()
    def delete_indices(self, names: Iterable[str]) -> None:
        for name in names:
            self._client.indices.delete(index=name, ignore_unavailable=True)

    @faults_named()
    def indices_named(self, pattern: str) -> dict[str, int]:
        """When each index was made, in milliseconds since 1970, by name."""
        answer = self._client.indices.get_settings(index=pattern, name="index.creation_date", expand_wildcards="all")
        return {name: int(found["settings"]["index"]["creation_date"]) for name, found in answer.body.items()}

    @faults_named()
    def fingerprints(self, alias: str) -> dict[str, str]:
        """The fingerprint noted in the mapping of each index behind an alias, by the index's name."""
        try:
            with self._in_time():
                answer = self._client.indices.get_mapping(index=alias)
        except NotFoundError:
            return {}
        return {name: str(found["mappings"].get("_meta", {}).get("fingerprint")) for name, found in answer.body.items()}

    @faults_named()
    def change_settings(self, name: str, settings: Mapping[str, Any]) -> None:
        self._client.indices.put_settings(index=name, settings=settings)

    @faults_named()
    def refresh(self, name: str) -> None:
        self._client.indices.refresh(index=name)

    @faults_named()
    def move_alias(self, alias: str, *, pattern: str, to: str, dropping: str) -> None:
        """In one step: nobody ever finds the alias empty or twice. The new index's alias ``dropping`` goes too."""
        self._client.indices.update_aliases(
            actions=[
                {"remove": {"index": pattern, "alias": alias, "must_exist": False}},
                {"remove": {"index": to, "alias": dropping}},
                {"add": {"index": to, "alias": alias}},
            ]
        )

    def close(self) -> None:
        self._client.close()


def _with_port(address: str) -> str:
    """The client wants a port in each address."""
    parts = urlsplit(address)
    return address if parts.port else parts._replace(netloc=f"{parts.netloc}:{DEFAULT_PORTS[parts.scheme]}").geturl()


def _access(cluster: Cluster) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if cluster.api_key:
        options["api_key"] = cluster.api_key
    elif cluster.user:
        options["basic_auth"] = (cluster.user, cluster.password)
    if cluster.ca_file:
        options["ca_certs"] = cluster.ca_file
    return options
