"""The indexer: brings each index up to the ledger, and says when one must be made anew.

Beside the embedded index, which is always kept, stand the facts of a list's entry (:mod:`search.records`). Documents
and facts come from the initiative's current public state; one that is not public, or gone, is removed.
"""

import datetime
import logging

from django.db import transaction
from django.utils import timezone

from initiatives.currency import currency_of
from initiatives.enums import Phase
from initiatives.models import Initiative
from search import ledger, registry, shared_changes, vector_following
from search.changes import changes_for, write_changes
from search.editing.searched_terms import forget_old_terms
from search.engines import embedded_engine, writing_engines
from search.engines.port import EMBEDDED, SearchEngine
from search.models import SearchIndex
from search.progress import Progress, say_nothing
from search.rebuilding import indexer_lock, needs_rebuild, rebuild_index, rebuild_once
from search.records import write_records

logger = logging.getLogger(__name__)

MAX_BATCHES_PER_DRAIN = 200


def drain(*, wait: bool = True) -> int:
    """Bring every index up to date; returns how many entries were settled.

    One process at a time does this; another one waits, or returns 0 at once when ``wait`` is false. An index that
    cannot be written does not keep the others waiting: its fault is raised after them.
    """
    settled, faults = 0, []
    for engine in writing_engines():
        try:
            settled += drain_engine(engine, wait=wait)
        except Exception as error:  # noqa: BLE001 -- raised below, when the others had their turn
            faults.append(error)
    settled += vector_following.drain(wait=wait)
    if faults:
        raise faults[0]
    return settled


def drain_engine(engine: SearchEngine, *, wait: bool = True) -> int:
    """Bring one engine's index up to date, or make it when there is none that this database knows."""
    shared_changes.follow()
    if needs_rebuild(engine):
        return rebuild_once(engine, wait=wait)
    with indexer_lock(engine.kind, wait=wait) as is_held:
        return _drain_held(engine) if is_held else 0


def _drain_held(engine: SearchEngine) -> int:
    name, settled = engine.generation(), 0
    row = registry.attend(name) if name is not None else None
    if name is None or row is None:
        return 0
    if row.state != registry.LIVE:  # whoever built it was killed after it began to serve
        registry.make_live(name)
    mark_changed_currency()
    for _ in range(MAX_BATCHES_PER_DRAIN):
        dirty = ledger.dirty_keys(name)
        if not dirty:
            break
        settled += _index_batch(engine, name, dirty)
    return settled


def _index_batch(engine: SearchEngine, name: str, dirty: list[ledger.DirtyKey]) -> int:
    reading = changes_for({entry.key: entry.want for entry in dirty}, index=name)
    written = write_changes(engine.apply, reading.changes, index=name)
    if engine.kind == EMBEDDED:
        write_records(reading.versions, reading.records)
    versions = {change.key: change.version for change in written}
    ledger.settle(name, versions)
    return len(versions)


def has_work(engine: SearchEngine) -> bool:
    """Whether :func:`drain_engine` would do something. Cheap enough to ask four times a second."""
    name = engine.generation()
    if name is None or not registry.is_known(name):
        return True
    return ledger.has_dirty(name) or shared_changes.has_any() or _has_other_day()


def is_unbuilt() -> bool:
    """Whether there is no index that can be searched: the embedded one stands in for any other."""
    return needs_rebuild(embedded_engine())


def build_first(*, progress: Progress = say_nothing) -> int:
    """Make the embedded index, so that the site can serve; whoever indexes makes the others."""
    return rebuild_index(embedded_engine(), progress=progress)


def rebuild(*, progress: Progress = say_nothing) -> int:
    """Make every engine's index anew while the old one serves; returns the number of initiatives looked at."""
    return max(rebuild_index(engine, progress=progress) for engine in writing_engines())


def _has_other_day() -> bool:
    return SearchIndex.objects.exclude(reckoned_on=None).exclude(reckoned_on=timezone.localdate()).exists()


def mark_changed_currency() -> None:
    """Once a day, mark the initiatives whose running, unknown or past changed with the date; old counts go then too."""
    today = timezone.localdate()
    if not _has_other_day():
        return
    with transaction.atomic():
        rows = SearchIndex.objects.exclude(reckoned_on=None).exclude(reckoned_on=today)
        for before in {row.reckoned_on for row in rows if row.reckoned_on is not None}:
            ledger.mark(_keys_with_other_currency(before, today))
        rows.update(reckoned_on=today)
    forget_old_terms()


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
