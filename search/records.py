"""The read model: facts of published initiatives, kept as text beside the index, exact at every moment.

Triggers raise an initiative's version in the transaction of every change to what it shows. A kept record holds only
at exactly that version; one that is behind, missing or spoilt is passed over, and the facts are read from the tables.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from initiatives.content import InitiativeContent
from initiatives.facts import (
    InitiativeFacts,
    UnreadableFactsError,
    facts_from_json,
    facts_of,
    facts_of_content,
    facts_to_json,
)
from initiatives.models import Initiative
from search.models import LedgerEntry, PublicRecord
from search.prepared_query import PreparedQuery

logger = logging.getLogger(__name__)

KEEP = (
    "INSERT INTO {table} (key, version, content) VALUES (%s, %s, %s)"
    " ON CONFLICT (key) DO UPDATE SET version = excluded.version, content = excluded.content"
)


def facts_for(ids: Sequence[int]) -> list[InitiativeFacts]:
    """Facts of the published ones among the ids, in that order: one query when all are kept, seven when not."""
    found = {key: _readable(key, content) for key, content in _PUBLISHED_AND_KEPT.rows(ids)}
    missing = [key for key, facts in found.items() if facts is None]
    if missing:
        found |= _read_from_tables(missing)
    return [facts for key in ids if (facts := found.get(key)) is not None]


def _published_and_kept(ids: list[int]) -> "QuerySet[Initiative, tuple[Any, ...]]":
    wanted = LedgerEntry.objects.filter(key=OuterRef("key")).values("want")
    kept = PublicRecord.objects.filter(key=OuterRef("pk"), version=Subquery(wanted)).values("content")
    return Initiative.objects.published().filter(pk__in=ids).order_by().values_list("pk", Subquery(kept))


_PUBLISHED_AND_KEPT = PreparedQuery(_published_and_kept)


def _readable(key: int, content: str | None) -> InitiativeFacts | None:
    if content is None:
        return None
    try:
        facts = facts_from_json(content)
        if facts.id != key:
            raise UnreadableFactsError(f"it is that of initiative {facts.id}")
    except UnreadableFactsError as error:
        logger.warning("the record of initiative %s is passed over: %s", key, error)
        return None
    return facts


def _read_from_tables(keys: Iterable[int]) -> dict[int, InitiativeFacts]:
    rows = Initiative.objects.published().filter(pk__in=list(keys)).order_by().with_classification()
    return {initiative.pk: facts_of(initiative) for initiative in rows}


def record_of(content: InitiativeContent) -> str | None:
    """What to keep of an initiative; ``None`` when it cannot be read: a record is a shortcut, not a condition."""
    try:
        return facts_to_json(facts_of_content(content))
    except Exception:
        logger.exception("initiative %s cannot be kept", content.pk)
        return None


def write_records(versions: Mapping[int, int], texts: Mapping[int, str]) -> None:
    """Keep these texts at these versions; of the other keys nothing is kept."""
    records = sorted((key, versions[key], text) for key, text in texts.items())
    with transaction.atomic(), connection.cursor() as cursor:
        PublicRecord.objects.filter(key__in=versions.keys() - texts.keys()).delete()
        cursor.executemany(KEEP.format(table=PublicRecord._meta.db_table), records)


def remove_hidden_records() -> None:
    """Remove what is kept of initiatives that are gone or not public."""
    is_public = Exists(Initiative.objects.published().filter(pk=OuterRef("key")))
    PublicRecord.objects.exclude(is_public).delete()
