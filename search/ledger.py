"""Reads and writes of the change ledger; the marks themselves are made by triggers (:mod:`search.triggers`).

The ledger holds the version of each initiative; beside it stands, for each index (:mod:`search.registry`), what that
index must still do. An index is only ever named, so that each follows at its own pace.
"""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from search.models import LedgerEntry, PendingEntry, SearchIndex
from search.prepared_query import PreparedQuery
from search.triggers import mark_statements, pend_all_statement

BATCH = 500
MAX_ATTEMPT_STEPS = 9
FIRST_RETRY_MS = 1000
LONGEST_RETRY_MS = 300_000
SETTLE = "DELETE FROM {table} WHERE index_name = %s AND key = %s AND want <= %s"


@dataclass(frozen=True)
class DirtyKey:
    key: int
    want: int


def now_ms() -> int:
    return int(time.time() * 1000)


def has_dirty(index: str) -> bool:
    """Whether the index has something to do that may be tried now."""
    return PendingEntry.objects.filter(index_name=index, next_try_ms__lte=now_ms()).exists()


def dirty_keys(index: str, limit: int = BATCH) -> list[DirtyKey]:
    """What the index must do now, longest waiting first."""
    rows = PendingEntry.objects.filter(index_name=index, next_try_ms__lte=now_ms()).order_by("want")
    return [DirtyKey(key, want) for key, want in rows.values_list("key", "want")[:limit]]


def pending_count(index: str) -> int:
    return PendingEntry.objects.filter(index_name=index).count()


def hidden_keys(index: str | None, limit: int, *, kinds: Collection[str] = ()) -> list[int]:
    """Initiatives this index, or any of these kinds, may still hold although the public may not see them any more; the
    longest so first.
    """
    if index is None:
        return []
    return list(dict.fromkeys(key for (key,) in _hidden(tuple(kinds), limit).rows([index])))


@lru_cache
def _hidden(kinds: tuple[str, ...], limit: int) -> PreparedQuery:
    def keys(names: list[str]) -> "QuerySet[PendingEntry, tuple[int]]":
        among = Q(index_name__in=names)
        if kinds:
            among |= Q(index_name__in=SearchIndex.objects.filter(kind__in=kinds).values("name"))
        return PendingEntry.objects.filter(among, hidden=True).order_by("want").values_list("key")[:limit]

    return PreparedQuery(keys)


def wanted_versions(keys: Iterable[int] | None = None) -> dict[int, int]:
    """Version each initiative should be at; those the ledger does not know are left out."""
    rows = LedgerEntry.objects.all() if keys is None else LedgerEntry.objects.filter(key__in=list(keys))
    return dict(rows.values_list("key", "want"))


def settle(index: str, versions: Mapping[int, int]) -> None:
    """The index follows up to these versions; an entry that moved on meanwhile stays."""
    sql = SETTLE.format(table=PendingEntry._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, [(index, key, version) for key, version in sorted(versions.items())])


def postpone(index: str, key: int, version: int, error: Exception) -> None:
    """Try this entry later: after a second, then ever later up to five minutes; it is never dropped.

    It may be new: a rebuild goes by what is public, not by what is pending.
    """
    with transaction.atomic():
        PendingEntry.objects.bulk_create([PendingEntry(index_name=index, key=key, want=version)], ignore_conflicts=True)
        entry = PendingEntry.objects.get(index_name=index, key=key)
        attempts = min(entry.attempts + 1, MAX_ATTEMPT_STEPS)
        wait_ms = min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1))
        PendingEntry.objects.filter(index_name=index, key=key, want=entry.want).update(
            attempts=attempts, next_try_ms=now_ms() + wait_ms, last_error=f"{type(error).__name__}: {error}"[:500]
        )


def mark(keys: Iterable[int]) -> None:
    """Have these initiatives indexed anew everywhere, whether they changed or not."""
    with transaction.atomic(), connection.cursor() as cursor:
        for chunk in batched_keys(keys):
            selected = " UNION ".join(f"SELECT {int(key)}" for key in chunk)
            for statement in mark_statements(connection.vendor, selected):
                cursor.execute(statement)


def pend_all(index: str) -> None:
    """Have this index follow every initiative the ledger knows."""
    with connection.cursor() as cursor:
        cursor.execute(pend_all_statement(), [index])


def batched_keys(keys: Iterable[int], size: int = 200) -> Iterator[list[int]]:
    chunk: list[int] = []
    for key in keys:
        chunk.append(key)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
