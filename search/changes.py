"""What an index is told of initiatives: their current public state, at versions that were read before it.

The order is always version first, then content: a change that happens in between leaves the entry pending, so it is
indexed again rather than lost.
"""

import datetime
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from initiatives.content import ContentTables
from search import ledger
from search.document import AreaForest, document_of
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


def changes_for(
    versions: Mapping[int, int],
    *,
    index: str,
    today: datetime.date | None = None,
    prepare: Callable[[Change], Change] | None = None,
) -> Reading:
    """A change for each key, made ready by ``prepare``; one that cannot be made is postponed for ``index`` instead."""
    tables = ContentTables(versions.keys())
    forest = AreaForest.load()
    tables.load_terms(forest.by_id)
    today = today or timezone.localdate()
    changes, records = [], {}
    for key, version in versions.items():
        try:
            content = tables.content(key) if key in tables else None
            document = None if content is None else document_of(content, forest=forest, today=today)
            change = Change(key, version, document)
            change = change if prepare is None else prepare(change)
        except Exception as error:
            logger.exception("initiative %s cannot be indexed now", key)
            ledger.postpone(index, key, version, error)
            continue
        changes.append(change)
        record = None if content is None else record_of(content)
        if record is not None:
            records[key] = record
    return Reading(changes, records)


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
