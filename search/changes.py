"""What an index is told of initiatives: their current public state, at versions that were read before it.

The order is always version first, then content: a change that happens in between leaves the entry pending, so it is
indexed again rather than lost.
"""

import datetime
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from initiatives.models import Initiative
from search import ledger
from search.document import AreaForest, SearchDocument, document_for
from search.engines.port import Change, RefusedChangesError
from search.records import record_of

logger = logging.getLogger(__name__)

FAULTS_OF_AN_ENTRY = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)


@dataclass(frozen=True)
class Reading:
    """Changes, and beside them what is kept of each initiative that is public (:mod:`search.records`)."""

    changes: list[Change]
    records: dict[int, str]

    @property
    def versions(self) -> dict[int, int]:
        return {change.key: change.version for change in self.changes}


def changes_for(versions: Mapping[int, int], *, index: str, today: datetime.date | None = None) -> Reading:
    """A change for each key; one whose document cannot be made is postponed for ``index`` instead."""
    rows = _rows(list(versions))
    forest = AreaForest.load()
    changes, records = [], {}
    for key, version in versions.items():
        try:
            document, record = _read(rows[key], forest, today) if key in rows else (None, None)
        except Exception as error:
            logger.exception("initiative %s cannot be indexed now", key)
            ledger.postpone(index, key, version, error)
            continue
        changes.append(Change(key, version, document))
        if record is not None:
            records[key] = record
    return Reading(changes, records)


def _read(initiative: Initiative, forest: AreaForest, today: datetime.date | None) -> tuple[SearchDocument, str | None]:
    for reach in initiative.reach.all():
        reach.area = forest.by_id[reach.area_id]
    for link in initiative.initiative_places.all():
        link.place.area = forest.by_id[link.place.area_id] if link.place.area_id is not None else None
    return document_for(initiative, forest=forest, today=today), record_of(initiative)


def _rows(keys: list[int]) -> dict[int, Initiative]:
    """The public ones among the keys, with all that a document or a record says, in a constant number of queries."""
    public = Initiative.objects.published().filter(pk__in=keys).order_by()
    rows = public.select_related("programme_line", "parent").prefetch_related(
        "themes", "target_groups", "objectives", "parties__organisation", "reach", "initiative_places__place"
    )
    return {row.pk: row for row in rows}


def write_changes(write: Callable[[list[Change]], None], changes: list[Change], *, index: str) -> list[Change]:
    """Write all changes, and return those that were written; what the engine refuses is postponed.

    Where the engine does not say which it refuses, the lot is halved until the one at fault stands alone. A fault
    that is not an entry's own (a full disk, an engine that is down) is raised.
    """
    if not changes:
        return []
    try:
        write(changes)
    except RefusedChangesError as error:
        refused = [change for change in changes if change.key in error.reasons]
        for change in refused:
            _refuse(index, change, ValueError(error.reasons[change.key]))
        rest = [change for change in changes if change.key not in error.reasons]
        return write_changes(write, rest, index=index) if refused else []
    except FAULTS_OF_AN_ENTRY as error:
        if len(changes) == 1:
            _refuse(index, changes[0], error)
            return []
        middle = len(changes) // 2
        halves = changes[:middle], changes[middle:]
        return [change for half in halves for change in write_changes(write, half, index=index)]
    return changes


def _refuse(index: str, change: Change, error: Exception) -> None:
    logger.error("index %s refuses initiative %s: %s", index, change.key, error)
    ledger.postpone(index, change.key, change.version, error)
