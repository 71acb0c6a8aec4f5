"""What keeps the index in step, taken away one by one: without it, differences must appear.

Patched in the process that runs the chaos, before it starts the others; nothing in the program knows of it.
"""

import time
from collections.abc import Callable

from django.db import connection

from search import indexing, ledger, registry
from search.changes import changes_for
from search.triggers import PREFIX

PAUSE_S = 0.03


def pause_before_settling(pause_s: float = PAUSE_S) -> None:
    """No guard is taken away: only more time for changes between reading and settling."""
    settle = ledger.settle

    def settle_later(index: str, versions: dict[int, int]) -> None:
        time.sleep(pause_s)
        settle(index, versions)

    ledger.settle = settle_later


def settle_without_comparing() -> None:
    pause_before_settling()
    ledger.SETTLE = ledger.SETTLE.replace("AND want <= %s", "AND %s > 0")


def read_content_before_version() -> None:
    def index_batch(engine, name: str, dirty: list[ledger.DirtyKey]) -> int:
        changes = changes_for({entry.key: entry.want for entry in dirty}, index=name).changes
        time.sleep(PAUSE_S)
        versions = ledger.wanted_versions(change.key for change in changes)
        engine.apply([type(change)(change.key, versions[change.key], change.document) for change in changes])
        ledger.settle(name, versions)
        return len(versions)

    indexing._index_batch = index_batch


def leave_out_a_trigger() -> None:
    name = f"{PREFIX}initiatives_theme_update"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON initiatives_theme"))
    connection.close()


def register_only_when_built() -> None:
    """No dual writing: the index in the making is not known to the triggers."""
    register, make_live, waiting = registry.register, registry.make_live, {}

    def register_later(name: str, kind: str, **about: object) -> None:
        waiting[name] = (kind, about)

    def make_live_now(name: str) -> None:
        if name in waiting:
            kind, about = waiting.pop(name)
            register(name, kind, **about)
        make_live(name)

    registry.register, registry.make_live, registry.keep = register_later, make_live_now, lambda _name: None


GUARDS: dict[str, Callable[[], None]] = {
    "": pause_before_settling,
    "settle": settle_without_comparing,
    "order": read_content_before_version,
    "trigger": leave_out_a_trigger,
    "dual-write": register_only_when_built,
}
