"""Signals: keep the triggers in place around migrations, and wake the indexer after a commit."""

import logging
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_migrate

from search import ledger, triggers, worker

logger = logging.getLogger(__name__)
WAKING_APP = "initiatives"


def connect() -> None:
    config = apps.get_app_config("search")
    pre_migrate.connect(drop_before_migrating, sender=config)
    post_migrate.connect(create_after_migrating, sender=config)
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(wake_after_commit, dispatch_uid=f"search-wake-{id(signal)}")


def drop_before_migrating(*, using: str, plan: list[Any] | None = None, **_: Any) -> None:
    """A migration may rebuild a table that a trigger names."""
    if plan:
        triggers.drop_triggers(connections[using])


def create_after_migrating(*, using: str, plan: list[Any] | None = None, **_: Any) -> None:
    """Make the triggers; what was written while they were gone is marked as a whole."""
    connection = connections[using]
    if not triggers.has_all_tables(connection) or not (plan or triggers.missing_triggers(connection)):
        return
    triggers.create_triggers(connection)
    initiative = apps.get_model("initiatives", "Initiative")
    if using == "default":
        ledger.mark(initiative._default_manager.order_by("pk").values_list("pk", flat=True))


def wake_after_commit(*, sender: type[Model], using: str = "default", **_: Any) -> None:
    """Only a hint that saves a moment: the ledger says what to do, and is asked anyway."""
    if sender._meta.app_label == WAKING_APP:
        transaction.on_commit(worker.wake_indexer, using=using)
