"""Does the index hold exactly what is public, at the version the ledger asks for?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from initiatives.models import Initiative
from search import indexing, ledger
from search.engines import embedded_engine
from search.models import LedgerEntry


@dataclass(frozen=True)
class IndexReport:
    """Keys that differ. ``missing``: public, not indexed; ``stale``: indexed at an older version; ``orphaned``:
    indexed, but gone from the database; ``leaked``: indexed, but not public. Entries still ``waiting`` to be indexed
    are no difference.
    """

    missing: tuple[int, ...]
    stale: tuple[int, ...]
    orphaned: tuple[int, ...]
    leaked: tuple[int, ...]
    waiting: int
    checked: int

    @property
    def differences(self) -> tuple[int, ...]:
        return (*self.missing, *self.stale, *self.orphaned, *self.leaked)


def verify_index() -> IndexReport:
    """Compare index and database; reads both whole, so it is for the nightly check and after a restore."""
    indexed = dict(embedded_engine().versions()) if embedded_engine().generation() else {}
    wanted = ledger.wanted_versions()
    waiting = set(LedgerEntry.objects.filter(want__gt=F("have")).values_list("key", flat=True))
    public = set(Initiative.objects.published().values_list("pk", flat=True))
    known = set(Initiative.objects.values_list("pk", flat=True))
    settled = indexed.keys() - waiting
    return IndexReport(
        missing=_sorted(public - indexed.keys() - waiting),
        stale=_sorted(key for key in settled & public if indexed[key] < wanted.get(key, 0)),
        orphaned=_sorted(settled - known),
        leaked=_sorted((settled & known) - public),
        waiting=len(waiting),
        checked=len(indexed.keys() | public),
    )


def repair(report: IndexReport) -> None:
    """Index every differing initiative anew; remove what no longer exists."""
    ledger.mark(report.differences)
    indexing.drain()


def _sorted(keys: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(keys))
