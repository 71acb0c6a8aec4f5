"""Hashes that tell whether a record's source or its database row changed since it was loaded."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from initiatives.catalogue.record_types import Record
from initiatives.lifecycle import PARTS
from initiatives.models import Initiative

# Bookkeeping of Wagtail, and what other commands fill: a change here is no editor's work on the facts.
_NOT_CONTENT = frozenset(
    {
        "pk", "id", "live", "has_unpublished_changes", "first_published_at", "last_published_at", "live_revision",
        "latest_revision", "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by",
        "boundary", "boundary_source",
    }
)  # fmt: skip


def source_hash(record: Record, position: int) -> str:
    """Hash of the record in the file; ``position`` is its sort order, 0 where the order means nothing."""
    return _hash([position, record.model_dump(mode="json")])


def state_hash(row: Model) -> str:
    """Hash of the row as it is in the database now; read the row afresh before calling this."""
    if isinstance(row, Initiative):
        return _hash(_state_of_initiative(row))
    fields = [field for field in row._meta.concrete_fields if field.name not in _NOT_CONTENT]
    return _hash({field.name: field.value_to_string(row) for field in fields})


def _state_of_initiative(initiative: Initiative) -> dict[str, Any]:
    state = {name: value for name, value in initiative.serializable_data().items() if name not in _NOT_CONTENT}
    for name in ("themes", "target_groups"):
        state[name] = sorted(state[name])
    for name in PARTS:
        state[name] = [_without_keys(part) for part in sorted(state[name], key=_place_in_list)]
    return state


def _place_in_list(part: dict[str, Any]) -> tuple[int, int]:
    return part["sort_order"] or 0, part["pk"]


def _without_keys(part: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in ("pk", "initiative", "sort_order")}


def _hash(state: Any) -> str:
    text = json.dumps(state, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
