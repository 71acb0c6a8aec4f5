"""Writing something unimportant: wait for others a moment, not as long as an editor's save would."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

WAIT_MS = 100


@contextmanager
def short_wait(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Within the block a lock is waited for at most a tenth of a second, then it is an ``OperationalError``."""
    is_sqlite = connection.vendor == "sqlite"
    usual_ms = int(float(connection.settings_dict["OPTIONS"].get("timeout", 5)) * 1000) if is_sqlite else 0
    _run(connection, f"PRAGMA busy_timeout = {WAIT_MS}" if is_sqlite else f"SET lock_timeout = {WAIT_MS}")
    try:
        yield
    finally:
        if not connection.needs_rollback:  # after an error PostgreSQL takes no command; its setting goes back by itself
            _run(connection, f"PRAGMA busy_timeout = {usual_ms}" if is_sqlite else "RESET lock_timeout")


def _run(connection: BaseDatabaseWrapper, command: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(command)
