"""System checks of search: triggers in place, facets and index fields agree, settings known."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

from search.engines.checks import check_search_servers
from search.meaning.checks import check_encoder_setting
from search.triggers import has_all_tables, missing_triggers

INDEXERS = ("thread", "none")


def register_checks() -> None:
    register(check_indexer_setting)
    register(check_search_servers)
    register(check_encoder_setting)
    register(check_triggers, Tags.database)


def check_indexer_setting(**_: Any) -> list[CheckMessage]:
    if settings.NAVIGATOR_INDEXER in INDEXERS:
        return []
    hint = "Set it to 'thread', or to 'none' where manage.py search_worker runs."
    return [Error("NAVIGATOR_INDEXER has an unknown value.", hint=hint, id="search.E001")]


def check_triggers(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """A warning, not an error: an error would stop the very command that makes them."""
    if "default" not in (databases or ()):
        return []
    connection = connections["default"]
    try:
        missing = missing_triggers(connection) if has_all_tables(connection) else []
    except DatabaseError:
        return []
    if not missing:
        return []
    hint = "Run manage.py search_rebuild: it makes them and indexes what was missed."
    return [Warning(f"Triggers are missing: {', '.join(missing)}.", hint=hint, id="search.W001")]
