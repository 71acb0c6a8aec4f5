"""Marks once more, after its commit, what is linked to something that changed: a theme, an organisation, an area.

The change's own triggers mark what they see. On PostgreSQL another transaction may link an initiative to it while the
change is not committed yet, and be indexed with the former name. So each such change leaves a note with its commit.
Whoever reads the note marks what is linked by then; what is linked later is read with the new name anyway. SQLite has
one writer at a time, so that there it is done for nothing, and by the same code.
"""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import Max

from search import ledger
from search.models import SharedChange
from search.watches import Watch, watches

MAX_STEPS = 200
NOTES_AT_ONCE = 500
KEYS_AT_ONCE = 1000
LINKED = "WITH linked(key) AS ({keys}) SELECT DISTINCT key FROM linked WHERE key > %s ORDER BY key LIMIT %s"


def has_any() -> bool:
    return SharedChange.objects.exists()


def follow() -> None:
    """Mark what the notes that are there ask for, in steps of one short transaction each.

    What comes meanwhile is for the next call, or this one would go on for as long as others change things. Several
    processes may do so at once. Killed at any moment, a step is done or it is done again.
    """
    last = SharedChange.objects.aggregate(last=Max("pk"))["last"]
    for _ in range(MAX_STEPS):
        if last is None or not _follow_some(last):
            break


def _follow_some(last: int) -> bool:
    """One step for the oldest note, up to ``last``, and others of its kind; false when there is none."""
    with transaction.atomic():
        waiting = SharedChange.objects.select_for_update(skip_locked=True).filter(pk__lte=last).order_by("pk")
        notes = _alike(list(waiting[:NOTES_AT_ONCE]))
        if not notes:
            return False
        keys = _linked_keys(notes)
        ledger.mark(keys)
        done = SharedChange.objects.filter(pk__in=[note.pk for note in notes])
        if len(keys) < KEYS_AT_ONCE:
            done.delete()
        else:
            done.update(done_up_to=keys[-1])
    return True


def _alike(notes: Sequence[SharedChange]) -> list[SharedChange]:
    """Those of one kind that are equally far."""
    return [note for note in notes if (note.kind, note.done_up_to) == (notes[0].kind, notes[0].done_up_to)]


def _linked_keys(notes: Sequence[SharedChange]) -> list[int]:
    """The next keys to mark, in order. None where no such table is watched any more."""
    watch = _watched(notes[0].kind)
    if watch is None:
        return []
    sql = LINKED.format(keys=watch.keys_linked_to({note.thing for note in notes}))
    with connection.cursor() as cursor:
        cursor.execute(sql, [notes[0].done_up_to, KEYS_AT_ONCE])
        return [key for (key,) in cursor.fetchall()]


def _watched(table: str) -> Watch | None:
    return next((watch for watch in watches() if watch.table == table and watch.shared), None)
