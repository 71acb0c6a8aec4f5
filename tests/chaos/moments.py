"""One change at the worst moment, each time the same: what chaos meets only now and then."""

import time
from collections.abc import Callable

from initiatives.models import Initiative, Theme
from search import indexing, ledger, rebuilding
from search.engines.port import EMBEDDED
from search.models import SearchIndex


def change_at(moment: str, take_guard_away: Callable[[], None]) -> None:
    """Call when all is up to date; leaves the rest to whoever recovers."""
    take_guard_away()
    MOMENTS[moment]()


def _new_word() -> str:
    return f"woord{time.time_ns()}"


def _change_one() -> None:
    key = Initiative.objects.published().order_by("pk").values_list("pk", flat=True)[0]
    Initiative.objects.filter(pk=key).update(title=_new_word())


def between_filling_and_swap() -> None:
    """A rebuild has read everything, and does not serve yet."""
    batches = rebuilding.published_batches

    def change_behind_its_back():
        yield from batches()
        _change_one()

    rebuilding.published_batches = change_behind_its_back
    indexing.rebuild()
    rebuilding.published_batches = batches


def between_reading_and_settling(kind: str = EMBEDDED) -> None:
    """The indexer of this kind wrote what it had read, and is about to say so."""
    settle = ledger.settle
    meant = set(SearchIndex.objects.filter(kind=kind).values_list("name", flat=True))

    def change_and_settle(index: str, versions: dict[int, int]) -> None:
        if index in meant:
            ledger.settle = settle
            _change_one()
        settle(index, versions)

    _change_one()
    ledger.settle = change_and_settle
    indexing.drain()


def between_content_and_version() -> None:
    """An indexer read the texts, and not yet the versions (in this order only without the guard)."""
    wanted = ledger.wanted_versions

    def change_and_read(keys):
        ledger.wanted_versions = wanted
        _change_one()
        return wanted(keys)

    _change_one()
    ledger.wanted_versions = change_and_read
    indexing.drain()
    if ledger.wanted_versions is not wanted:  # the guard is there: nothing was read in the wrong order
        ledger.wanted_versions = wanted
        _change_one()


def rename_of_a_theme() -> None:
    Theme.objects.filter(pk=Theme.objects.order_by("pk").values_list("pk", flat=True)[0]).update(name=_new_word())


MOMENTS: dict[str, Callable[[], None]] = {
    "dual-write": between_filling_and_swap,
    "settle": between_reading_and_settling,
    "settle-vectors": lambda: between_reading_and_settling("vectors"),
    "settle-servers": lambda: between_reading_and_settling("elasticsearch"),
    "order": between_content_and_version,
    "trigger": rename_of_a_theme,
}
