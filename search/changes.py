"""What an index is told of initiatives: their current public state, at versions that were read before it.

The order is always version first, then content: a change that happens in between leaves the entry pending, so it is
indexed again rather than lost.
"""

import datetime
import logging
from collections.abc import Callable, Iterator, Mapping

from initiatives.models import Initiative
from search import ledger
from search.document import SearchDocument, document_for, documents_for
from search.engines.port import Change, RefusedChangesError

logger = logging.getLogger(__name__)

FAULTS_OF_AN_ENTRY = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)


def changes_for(versions: Mapping[int, int], *, index: str, today: datetime.date | None = None) -> Iterator[Change]:
    """A change for each key; one whose document cannot be made is postponed for ``index`` instead."""
    documents = _documents(list(versions), today)
    for key, version in versions.items():
        found = documents.get(key)
        if isinstance(found, Exception):
            logger.error("initiative %s cannot be indexed now: %s", key, found)
            ledger.postpone(index, key, version, found)
        else:
            yield Change(key, version, found)


def _documents(keys: list[int], today: datetime.date | None = None) -> dict[int, SearchDocument | Exception]:
    """Documents of the public ones among the keys; where one cannot be made, what went wrong."""
    public = Initiative.objects.published().filter(pk__in=keys)
    try:
        return {document.key: document for document in documents_for(public, today=today)}
    except Exception:
        logger.exception("a batch holds an initiative that cannot be indexed; taking them one by one")
    return {initiative.pk: _document_or_error(initiative, today) for initiative in public}


def _document_or_error(initiative: Initiative, today: datetime.date | None) -> SearchDocument | Exception:
    try:
        return document_for(initiative, today=today)
    except Exception as error:  # noqa: BLE001 -- any fault of one entry must not stop the others
        return error


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
