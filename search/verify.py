"""Does each index hold exactly what is public, at the version the ledger asks for?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from initiatives.models import Initiative
from search import indexing, ledger
from search.engines import writing_engines
from search.meaning import upkeep
from search.models import PendingEntry

Versions = Callable[[], Iterator[tuple[int, int]]]


@dataclass(frozen=True)
class IndexReport:
    """Keys in which one index differs. ``missing``: public, not indexed; ``stale``: indexed at an older version, or
    spoilt; ``orphaned``: indexed, but gone from the database; ``leaked``: indexed, but not public. Entries still
    ``waiting`` to be indexed are no difference.
    """

    index: str
    missing: tuple[int, ...]
    stale: tuple[int, ...]
    orphaned: tuple[int, ...]
    leaked: tuple[int, ...]
    waiting: int
    checked: int

    @property
    def differences(self) -> tuple[int, ...]:
        return (*self.missing, *self.stale, *self.orphaned, *self.leaked)


def verify_indexes() -> tuple[IndexReport, ...]:
    """Compare each index with the database; reads all whole, so it is for the nightly check and after a restore."""
    reports = [_report(engine.generation(), engine.kind, engine.versions) for engine in writing_engines()]
    vectors = upkeep.consumer_name()
    if vectors is not None:
        reports.append(_report(vectors, vectors, upkeep.versions, spoilt=upkeep.broken_keys()))
    return tuple(reports)


def _report(name: str | None, shown_as: str, versions: Versions, *, spoilt: Iterable[int] = ()) -> IndexReport:
    """What waits is read first and last: what changes in between is no difference."""
    waiting = _waiting(name)
    indexed = dict(versions()) if name is not None else {}
    wanted = ledger.wanted_versions()
    public = set(Initiative.objects.published().values_list("pk", flat=True))
    known = set(Initiative.objects.values_list("pk", flat=True))
    waiting |= _waiting(name)
    settled = indexed.keys() - waiting
    stale = {key for key in settled & public if indexed[key] < wanted.get(key, 0)}
    return IndexReport(
        index=shown_as,
        missing=_sorted(public - indexed.keys() - waiting),
        stale=_sorted(stale | (set(spoilt) - waiting)),
        orphaned=_sorted(settled - known),
        leaked=_sorted((settled & known) - public),
        waiting=len(waiting),
        checked=len(indexed.keys() | public),
    )


def _waiting(name: str | None) -> set[int]:
    return set(PendingEntry.objects.filter(index_name=name or "").values_list("key", flat=True))


def repair(reports: Iterable[IndexReport]) -> None:
    """Index every differing initiative anew; remove what no longer exists."""
    ledger.mark(sorted({key for report in reports for key in report.differences}))
    indexing.drain()


def _sorted(keys: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(keys))
