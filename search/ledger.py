"""Reads and writes of the change ledger; the marks themselves are made by triggers (:mod:`search.triggers`)."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef

from initiatives.models import Initiative
from search.models import LedgerEntry
from search.triggers import mark_statements

BATCH = 500
MAX_ATTEMPT_STEPS = 9
FIRST_RETRY_MS = 1000
LONGEST_RETRY_MS = 300_000


@dataclass(frozen=True)
class DirtyKey:
    key: int
    want: int


def now_ms() -> int:
    return int(time.time() * 1000)


def has_dirty() -> bool:
    """Whether anything waits that may be tried now. Cheap: reads a partial index."""
    return LedgerEntry.objects.filter(want__gt=F("have"), next_try_ms__lte=now_ms()).exists()


def dirty_keys(limit: int = BATCH) -> list[DirtyKey]:
    """What waits to be indexed, longest waiting first."""
    rows = LedgerEntry.objects.filter(want__gt=F("have"), next_try_ms__lte=now_ms()).order_by("want", "key")
    return [DirtyKey(key, want) for key, want in rows.values_list("key", "want")[:limit]]


def hidden_keys(limit: int) -> list[int]:
    """Initiatives the index may still hold although the public may not see them any more; the longest so first.

    In that order the database reads the partial index of what is dirty; by key it would read the whole ledger.
    """
    is_public = Exists(Initiative.objects.published().filter(pk=OuterRef("key")))
    rows = LedgerEntry.objects.filter(want__gt=F("have")).exclude(is_public)
    return list(rows.order_by("want").values_list("key", flat=True)[:limit])


def wanted_versions(keys: Iterable[int] | None = None) -> dict[int, int]:
    """Version each initiative should be at; those the ledger does not know are left out."""
    rows = LedgerEntry.objects.all() if keys is None else LedgerEntry.objects.filter(key__in=list(keys))
    return dict(rows.values_list("key", "want"))


def settle(versions: Mapping[int, int]) -> None:
    """The index follows up to these versions; an entry that moved on meanwhile stays dirty."""
    table = LedgerEntry._meta.db_table
    sql = f"UPDATE {table} SET have = %s, attempts = 0, last_error = '' WHERE key = %s AND have < %s"  # noqa: S608 -- own table name
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, [(version, key, version) for key, version in sorted(versions.items())])


def postpone(key: int, error: Exception) -> None:
    """Try this entry later: after a second, then ever later up to five minutes; it is never dropped."""
    entry = LedgerEntry.objects.filter(key=key).first()
    if entry is None:
        return
    attempts = min(entry.attempts + 1, MAX_ATTEMPT_STEPS)
    wait_ms = min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1))
    message = f"{type(error).__name__}: {error}"[:500]
    LedgerEntry.objects.filter(key=key).update(attempts=attempts, next_try_ms=now_ms() + wait_ms, last_error=message)


def mark(keys: Iterable[int]) -> None:
    """Have these initiatives indexed anew, whether they changed or not."""
    with transaction.atomic(), connection.cursor() as cursor:
        for chunk in batched_keys(keys):
            selected = " UNION ".join(f"SELECT {int(key)}" for key in chunk)
            for statement in mark_statements(connection.vendor, selected):
                cursor.execute(statement)


def batched_keys(keys: Iterable[int], size: int = 200) -> Iterator[list[int]]:
    chunk: list[int] = []
    for key in keys:
        chunk.append(key)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
