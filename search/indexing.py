"""The indexer: brings the index up to the ledger, and makes it anew.

The order is always ledger first, then content: a change that happens in between leaves the entry dirty, so it is
indexed again rather than lost. Beside the document the facts of a list's entry are kept (:mod:`search.records`). Both
come from the initiative's current public state; one that is not public, or gone, is removed.
"""

import datetime
import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from initiatives.currency import currency_of
from initiatives.enums import Phase
from initiatives.models import Initiative
from search import ledger
from search.document import SearchDocument, document_for, documents_for
from search.engines import embedded_engine
from search.engines.port import Change, SearchEngine
from search.locks import exclusive_lock
from search.models import IndexState
from search.records import keep_records, remove_hidden_records

logger = logging.getLogger(__name__)

LIVE = "live"
MAX_BATCHES_PER_DRAIN = 200


def drain(*, wait: bool = True) -> int:
    """Index everything that is dirty; returns how many entries were settled.

    One process at a time does this; another one waits, or returns 0 at once when ``wait`` is false.
    """
    if needs_rebuild():
        return _rebuild_once()
    mark_changed_currency()
    settled = 0
    with _indexer_lock(wait=wait) as is_held:
        for _ in range(MAX_BATCHES_PER_DRAIN if is_held else 0):
            dirty = ledger.dirty_keys()
            if not dirty:
                break
            settled += _index_batch(dirty)
    return settled


def _rebuild_once() -> int:
    """Of several processes that find no usable index, one makes it and the others wait for it."""
    with exclusive_lock(Path(settings.SEARCH_INDEX_DIR) / "rebuild.lock"):
        return rebuild() if needs_rebuild() else 0


def has_work() -> bool:
    """Whether :func:`drain` would do something. Cheap enough to ask twice a second."""
    return ledger.has_dirty() or needs_rebuild() or _reckoned_on() != timezone.localdate()


def needs_rebuild() -> bool:
    """Whether the directory holds no usable index, or one that this database knows nothing of."""
    generation = embedded_engine().generation()
    if generation is None:
        return True
    return not IndexState.objects.filter(name=LIVE, generation=generation).exists()


def _reckoned_on() -> datetime.date | None:
    return IndexState.objects.filter(name=LIVE).values_list("reckoned_on", flat=True).first()


def _indexer_lock(*, wait: bool = True) -> AbstractContextManager[bool]:
    return exclusive_lock(Path(settings.SEARCH_INDEX_DIR) / "indexer.lock", wait=wait)


def _index_batch(dirty: list[ledger.DirtyKey]) -> int:
    changes = list(_changes_for({entry.key: entry.want for entry in dirty}))
    versions = {change.key: change.version for change in _apply(embedded_engine(), changes)}
    keep_records(versions)
    ledger.settle(versions)
    return len(versions)


def _changes_for(versions: dict[int, int]) -> Iterator[Change]:
    """The current public state of each key at the version that was read before it."""
    documents = _documents(list(versions))
    for key, version in versions.items():
        found = documents.get(key)
        if isinstance(found, Exception):
            logger.error("initiative %s cannot be indexed now: %s", key, found)
            ledger.postpone(key, found)
        else:
            yield Change(key, version, found)


def _documents(keys: list[int]) -> dict[int, SearchDocument | Exception]:
    """Documents of the public ones among the keys; where one cannot be made, what went wrong."""
    public = Initiative.objects.published().filter(pk__in=keys)
    try:
        return {document.key: document for document in documents_for(public)}
    except Exception:
        logger.exception("a batch holds an initiative that cannot be indexed; taking them one by one")
    return {initiative.pk: _document_or_error(initiative) for initiative in public}


def _document_or_error(initiative: Initiative) -> SearchDocument | Exception:
    try:
        return document_for(initiative)
    except Exception as error:  # noqa: BLE001 -- any fault of one entry must not stop the others
        return error


def _apply(engine: SearchEngine, changes: list[Change]) -> list[Change]:
    """Apply all changes; where the engine refuses the lot, halve it until the one at fault stands alone."""
    if not changes:
        return []
    try:
        engine.apply(changes)
    except Exception as error:
        if len(changes) == 1:
            logger.exception("the engine refuses initiative %s", changes[0].key)
            ledger.postpone(changes[0].key, error)
            return []
        middle = len(changes) // 2
        return _apply(engine, changes[:middle]) + _apply(engine, changes[middle:])
    return changes


def mark_changed_currency() -> None:
    """Once a day, mark the initiatives whose running, unknown or past changed with the date."""
    today = timezone.localdate()
    with transaction.atomic():
        before = _reckoned_on()
        if before is None or before == today:
            return
        ledger.mark(_keys_with_other_currency(before, today))
        IndexState.objects.filter(name=LIVE).update(reckoned_on=today)


def _keys_with_other_currency(before: datetime.date, today: datetime.date) -> list[int]:
    rows = Initiative.objects.published().values_list("pk", "phase", "period_start", "period_end", "last_confirmed_on")
    return [
        key
        for key, phase, starts, ends, confirmed_on in rows.iterator()
        if len(
            {
                currency_of(phase=Phase(phase), starts=starts, ends=ends, confirmed_on=confirmed_on, today=day)
                for day in (before, today)
            }
        )
        > 1
    ]


def rebuild() -> int:
    """Make the whole index anew while the old one serves; returns the number of initiatives looked at."""
    engine = embedded_engine()
    run = _Rebuild()
    try:
        with engine.building() as building:
            building.write(run.changes())
        run.finish(engine)
    finally:
        run.release()
    return len(run.built)


class _Rebuild:
    """One run: everything public, then, with other indexers kept out, what changed meanwhile."""

    def __init__(self) -> None:
        self.built: dict[int, int] = {}
        self._reckoned_on = timezone.localdate()
        self._lock = _indexer_lock()
        self._is_locked = False

    def changes(self) -> Iterator[Change]:
        for keys in _published_batches():
            yield from self._built(dict.fromkeys(keys, 0) | ledger.wanted_versions(keys))
        self._lock.__enter__()
        self._is_locked = True
        wanted = ledger.wanted_versions()
        changed = {key: version for key, version in wanted.items() if self.built.get(key) != version}
        for keys in ledger.batched_keys(changed, ledger.BATCH):
            yield from self._built({key: changed[key] for key in keys})

    def _built(self, versions: dict[int, int]) -> Iterator[Change]:
        for change in _changes_for(versions):
            self.built[change.key] = change.version
            yield change
        keep_records({key: self.built[key] for key in versions if key in self.built})

    def finish(self, engine: SearchEngine) -> None:
        with transaction.atomic():
            IndexState.objects.update_or_create(
                name=LIVE, defaults={"generation": engine.generation() or "", "reckoned_on": self._reckoned_on}
            )
            ledger.settle(self.built)
            remove_hidden_records()

    def release(self) -> None:
        if self._is_locked:
            self._lock.__exit__(None, None, None)


def _published_batches() -> Iterator[list[int]]:
    """Keys of what is public, in order, batch by batch; a batch starts behind the last key of the one before."""
    last = 0
    while True:
        rows = Initiative.objects.published().filter(pk__gt=last).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[: ledger.BATCH])
        if not keys:
            return
        last = keys[-1]
        yield keys
