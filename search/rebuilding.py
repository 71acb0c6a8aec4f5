"""Makes an index anew while the former one serves: registered first, then filled, then caught up, then swapped."""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from initiatives.models import Initiative
from search import ledger, registry, shared_changes
from search.changes import Reading, changes_for, write_changes
from search.engines.port import EMBEDDED, Building, Change, SearchEngine
from search.locks import exclusive_lock
from search.progress import Progress, say_nothing
from search.rebuild_reading import Order, readings
from search.records import remove_hidden_records, write_records

logger = logging.getLogger(__name__)

FEW = ledger.BATCH
READ_AT_ONCE = 2000  # what is read once for each lot, such as all areas, counts less the larger it is
MAX_ROUNDS = 1000
LAST_ROUNDS = 3


def indexer_lock(kind: str, *, wait: bool = True) -> AbstractContextManager[bool]:
    """Who holds it writes to the serving index of this kind, or swaps it; nobody else does."""
    return exclusive_lock(Path(settings.SEARCH_INDEX_DIR) / f"indexer-{kind}.lock", wait=wait)


def needs_rebuild(engine: SearchEngine) -> bool:
    """Whether the engine has no usable index, or one that this database knows nothing of."""
    return not registry.is_known(engine.generation())


def rebuild_once(engine: SearchEngine, *, wait: bool = True) -> int:
    """Of several processes that find no usable index, one makes it; the others wait for it, or look on."""
    with _rebuild_lock(engine.kind, wait=wait) as is_held:
        return _rebuild_held(engine, say_nothing) if is_held and needs_rebuild(engine) else 0


def rebuild_index(engine: SearchEngine, *, progress: Progress = say_nothing) -> int:
    """Make the index of one engine anew; returns how many initiatives it holds.

    Killed anywhere, the former index goes on, and what was begun is discarded at the next start; killed after the
    swap, the new one is known and goes on.
    """
    with _rebuild_lock(engine.kind):
        return _rebuild_held(engine, progress)


def _rebuild_lock(kind: str, *, wait: bool = True) -> AbstractContextManager[bool]:
    return exclusive_lock(Path(settings.SEARCH_INDEX_DIR) / f"rebuild-{kind}.lock", wait=wait)


def _rebuild_held(engine: SearchEngine, progress: Progress) -> int:
    shared_changes.follow()  # before, so that it is not indexed twice
    former = engine.generation()
    with ExitStack() as held:
        registry.discard_abandoned(engine.kind, serving=former)
        with engine.building() as building:
            run = _Rebuild(engine, building, progress)
            try:
                run.start(replaces=former or "")
                run.fill()
                held.enter_context(indexer_lock(engine.kind))
                run.finish()
            except BaseException:
                registry.forget(building.name)
                raise
        registry.make_live(building.name)
        if engine.kind == EMBEDDED:
            remove_hidden_records()
    return run.count


class _Rebuild:
    """One run. ``count`` is how many public initiatives were written."""

    def __init__(self, engine: SearchEngine, building: Building, progress: Progress) -> None:
        self.count = 0
        self._keeps_records = engine.kind == EMBEDDED
        self._kind = engine.kind
        self._engine = engine
        self._building = building
        self._name = building.name
        self._progress = progress
        self._today = timezone.localdate()

    def start(self, *, replaces: str) -> None:
        registry.register(self._name, self._kind, replaces=replaces, reckoned_on=self._today)

    def fill(self) -> None:
        """Write all that is public, then what changed meanwhile until little is left."""
        total = Initiative.objects.published().count()
        self._progress(0, total)
        order = Order(self._kind, self._name, self._today)
        for reading in readings(order, self._engine, published_batches(), total=total):
            self._write(reading.changes)
            self._keep(reading)
            self.count += len(reading.changes)
            self._progress(min(self.count, total), total)
            registry.keep(self._name)
        for _ in range(MAX_ROUNDS):
            if not self._catch_up() or ledger.pending_count(self._name) <= FEW:
                break

    def finish(self) -> None:
        """With the indexer kept out: what little is left. What comes after the swap is the indexer's again."""
        for _ in range(LAST_ROUNDS):
            if not self._catch_up():
                break
        registry.keep(self._name)

    def _catch_up(self) -> int:
        dirty = ledger.dirty_keys(self._name)
        versions = {entry.key: entry.want for entry in dirty}
        reading = changes_for(versions, index=self._name, today=self._today)
        written = self._write(reading.changes)
        self._keep(reading)
        ledger.settle(self._name, {change.key: change.version for change in written})
        return len(dirty)

    def _write(self, changes: list[Change]) -> list[Change]:
        return write_changes(self._building.write, changes, index=self._name)

    def _keep(self, reading: Reading) -> None:
        if self._keeps_records:
            write_records(reading.versions, reading.records)


def published_batches() -> Iterator[list[int]]:
    """Keys of what is public, in order, batch by batch; a batch starts behind the last key of the one before."""
    last = 0
    while True:
        rows = Initiative.objects.published().filter(pk__gt=last).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:READ_AT_ONCE])
        if not keys:
            return
        last = keys[-1]
        yield keys
