"""Which indexes follow the ledger. An index is registered before it is filled: from then on no change escapes it."""

import datetime
import logging
import socket
import time

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from search.models import PendingEntry, SearchIndex

logger = logging.getLogger(__name__)

BUILDING = "building"
FILLING = "filling"  # vectors: all is pending, but not all is done for the first time
LIVE = "live"
LOCK_TIMEOUT_MS = 1000
LOCK_TRIES = 120
ATTENDED_EVERY = datetime.timedelta(minutes=10)
FORGOTTEN_AFTER = datetime.timedelta(days=7)
ABANDONED_AFTER = datetime.timedelta(hours=1)


class IndexLostError(Exception):
    """The index in the making was struck off the register, so that it may have missed changes."""


def register(name: str, kind: str, *, replaces: str = "", reckoned_on: datetime.date | None = None) -> None:
    """On return, every change that is not committed yet has this index follow it, or will.

    On PostgreSQL a transaction whose triggers did not see the new row may still be open; the register is locked until
    there is none. Each try is short, because others wait behind it.
    """
    row = SearchIndex(name=name, kind=kind, state=BUILDING, replaces=replaces, reckoned_on=reckoned_on)
    row.builder, row.seen_at = socket.gethostname()[:100], timezone.now()
    for left in reversed(range(LOCK_TRIES)):
        try:
            with transaction.atomic():
                _wait_for_open_changes()
                row.save(force_insert=True)
        except OperationalError:
            if not left:
                raise
            logger.warning("an open transaction keeps index %s from being registered; trying again", name)
            time.sleep(1)
        else:
            return


def _wait_for_open_changes() -> None:
    """SQLite has one writer at a time, so that there is none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_MS}ms'")
            cursor.execute(f"LOCK TABLE {SearchIndex._meta.db_table} IN ACCESS EXCLUSIVE MODE")
            cursor.execute("SET LOCAL lock_timeout = DEFAULT")


def is_known(name: str | None) -> bool:
    return name is not None and SearchIndex.objects.filter(name=name).exists()


def attend(name: str) -> SearchIndex | None:
    """The row of an index, kept from being forgotten; ``None`` when it was never registered."""
    row = SearchIndex.objects.filter(name=name).first()
    if row is not None and timezone.now() - row.seen_at > ATTENDED_EVERY:
        keep(name)
        forget_unattended()
    return row


def keep(name: str) -> None:
    """Somebody looks after this index; :class:`IndexLostError` when it is not registered any more."""
    if not SearchIndex.objects.filter(name=name).update(seen_at=timezone.now()):
        raise IndexLostError(f"index {name} is not registered any more")


def make_live(name: str) -> None:
    """The index serves; the one it replaces follows nothing any more."""
    with transaction.atomic():
        row = SearchIndex.objects.filter(name=name).first()
        if row is None:
            raise IndexLostError(f"index {name} is not registered any more")
        SearchIndex.objects.filter(name=name).update(state=LIVE, replaces="", seen_at=timezone.now())
    if row.replaces:
        forget(row.replaces)


def set_state(name: str, state: str) -> None:
    SearchIndex.objects.filter(name=name).update(state=state)


def is_untidy(name: str) -> bool:
    """Whether it serves, and was not tidied up today."""
    rows = SearchIndex.objects.filter(name=name, state=LIVE)
    return rows.exclude(tidied_on=timezone.localdate()).exists()


def set_tidied(name: str) -> None:
    SearchIndex.objects.filter(name=name).update(tidied_on=timezone.localdate())


def state_of(name: str) -> str | None:
    return SearchIndex.objects.filter(name=name).values_list("state", flat=True).first()


def forget(name: str) -> None:
    """Strike an index off, with all it still had to do."""
    SearchIndex.objects.filter(name=name).delete()
    PendingEntry.objects.filter(index_name=name).delete()


def discard_abandoned(kind: str, *, serving: str | None) -> None:
    """Strike off what a killed builder left. Call while holding the lock that only one builder can hold."""
    ours, long_ago = socket.gethostname()[:100], timezone.now() - ABANDONED_AFTER
    for row in SearchIndex.objects.filter(kind=kind, state=BUILDING).exclude(name=serving or ""):
        if row.builder == ours or row.seen_at < long_ago:
            logger.warning("the index %s was never finished; it is discarded", row.name)
            forget(row.name)


def forget_unattended() -> None:
    """Strike off what nobody looks after, and what was noted for an index while it was struck off."""
    for name in SearchIndex.objects.filter(seen_at__lt=timezone.now() - FORGOTTEN_AFTER).values_list("name", flat=True):
        logger.warning("nobody looked after index %s for %d days; it is forgotten", name, FORGOTTEN_AFTER.days)
        forget(name)
    PendingEntry.objects.exclude(index_name__in=SearchIndex.objects.values("name")).delete()
