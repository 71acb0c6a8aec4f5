"""One change at the worst moment, each time the same: what chaos meets only now and then."""

from collections.abc import Callable

from initiatives.models import Initiative, Theme
from search import indexing, ledger, rebuilding
from search.engines.port import EMBEDDED
from search.models import SearchIndex


def change_at(moment: str, take_guard_away: Callable[[], None]) -> dict[str, object]:
    """An index that is up to date, then the change; leaves the rest to whoever recovers."""
    indexing.drain()
    take_guard_away()
    MOMENTS[moment]()
    return {}


def _change_one(title: str) -> None:
    key = Initiative.objects.published().order_by("pk").values_list("pk", flat=True)[0]
    Initiative.objects.filter(pk=key).update(title=title)


def between_filling_and_swap() -> None:
    """A rebuild has read everything, and does not serve yet."""
    batches = rebuilding.published_batches

    def change_behind_its_back():
        yield from batches()
        _change_one("naderhand")

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
            _change_one("naderhand")
        settle(index, versions)

    _change_one("vooraf")
    ledger.settle = change_and_settle
    indexing.drain()


def between_content_and_version() -> None:
    """An indexer read the texts, and not yet the versions (in this order only without the guard)."""
    wanted = ledger.wanted_versions

    def change_and_read(keys):
        ledger.wanted_versions = wanted
        _change_one("naderhand")
        return wanted(keys)

    _change_one("vooraf")
    ledger.wanted_versions = change_and_read
    indexing.drain()
    if ledger.wanted_versions is not wanted:  # the guard is there: nothing was read in the wrong order
        ledger.wanted_versions = wanted
        _change_one("naderhand")


def rename_of_a_theme() -> None:
    Theme.objects.filter(pk=Theme.objects.order_by("pk").values_list("pk", flat=True)[0]).update(name="naderhand")


MOMENTS: dict[str, Callable[[], None]] = {
    "dual-write": between_filling_and_swap,
    "settle": between_reading_and_settling,
    "settle-vectors": lambda: between_reading_and_settling("vectors"),
    "settle-servers": lambda: between_reading_and_settling("elasticsearch"),
    "order": between_content_and_version,
    "trigger": rename_of_a_theme,
}
