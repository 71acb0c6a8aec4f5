"""Writing documents: packed into bulk requests of a bounded size, in their order."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from types import TracebackType
from typing import Any

from search.engines.elasticsearch.client import SearchClient
from search.engines.elasticsearch.documents import operations_for
from search.engines.port import Change, RefusedChangesError

CHANGES_PER_REQUEST = 500

Operations = list[Any]


def operations_in_batches(changes: Iterable[Change]) -> Iterator[Operations]:
    remaining = iter(changes)
    while batch := list(islice(remaining, CHANGES_PER_REQUEST)):
        yield [line for change in batch for line in operations_for(change)]


def write(client: SearchClient, alias: str, changes: Iterable[Change]) -> None:
    """All changes, visible to searches on return; raises for exactly those that were refused."""
    refused: dict[int, str] = {}
    for operations in operations_in_batches(changes):
        refused |= client.bulk(alias, operations, visible=True)
    if refused:
        raise RefusedChangesError(refused)


class ElasticsearchBuilding:
    """An index in the making. While the servers take one batch, the next is made ready here."""

    def __init__(self, client: SearchClient, name: str, alias: str) -> None:
        self.name = name
        self._client = client
        self._alias = alias
        self._sender = ThreadPoolExecutor(1, thread_name_prefix="search-building")
        self._sending: Future[dict[int, str]] | None = None

    def write(self, changes: Iterable[Change]) -> None:
        for operations in operations_in_batches(changes):
            self._wait()
            self._sending = self._sender.submit(self._client.bulk, self._alias, operations, visible=False)
        self._wait()

    def _wait(self) -> None:
        """For the batch under way; a refusal stops the building, as an index that lacks something may not serve."""
        sending, self._sending = self._sending, None
        if sending is not None and (refused := sending.result()):
            raise RefusedChangesError(refused)

    def __enter__(self) -> "ElasticsearchBuilding":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._sender.shutdown(wait=True, cancel_futures=True)
