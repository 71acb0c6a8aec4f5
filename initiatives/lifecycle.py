"""The one door through which an initiative enters, changes, is published and withdrawn.

What follows from it (search, caches) hangs on Wagtail's ``published`` and ``unpublished`` signals and on Django's
own, never on the caller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from initiatives.models import Initiative, TargetGroup, Theme

PARTS = (
    "objectives",
    "results",
    "phase_history",
    "milestones",
    "finance_lines",
    "parties",
    "reach",
    "initiative_places",
    "websites",
    "related_links",
    "sources",
)


@dataclass(frozen=True)
class InitiativeContent:
    """All that an initiative says.

    ``values`` are the initiative's own fields by name; ``parts`` holds unsaved part instances by relation name
    (:data:`PARTS`), in the order they are shown. Parts not named become empty.
    """

    values: Mapping[str, Any]
    themes: Sequence[Theme] = ()
    target_groups: Sequence[TargetGroup] = ()
    parts: Mapping[str, Sequence[models.Model]] = field(default_factory=dict)


@transaction.atomic
def create_draft(*, content: InitiativeContent, user: AbstractBaseUser | None = None) -> Initiative:
    """Make a new initiative that the public doesn't see yet; ``ValidationError`` when a field is refused."""
    initiative = Initiative(live=False, has_unpublished_changes=True)
    _fill(initiative, content)
    initiative.full_clean()
    initiative.save()
    initiative.save_revision(user=user, log_action=user is not None)
    return initiative


@transaction.atomic
def update_draft(
    *, initiative: Initiative, content: InitiativeContent, user: AbstractBaseUser | None = None
) -> Initiative:
    """Save ``content`` as the newest revision; what the public sees stays as it is until :func:`publish`."""
    draft: Initiative = initiative.get_latest_revision_as_object()
    _fill(draft, content)
    draft.full_clean()
    draft.save_revision(user=user, log_action=user is not None)
    return draft


@transaction.atomic
def publish(*, initiative: Initiative, user: AbstractBaseUser | None = None) -> Initiative:
    """Make the newest revision what the public sees, and return it fresh from the database."""
    revision = initiative.latest_revision or initiative.save_revision(user=user)
    revision.publish(user=user, log_action=user is not None)
    published: Initiative = Initiative.objects.get(pk=initiative.pk)
    return published


@transaction.atomic
def unpublish(*, initiative: Initiative, user: AbstractBaseUser | None = None) -> None:
    """Take the initiative from public view; its revisions stay."""
    initiative.unpublish(user=user, log_action=user is not None)


def _fill(initiative: Initiative, content: InitiativeContent) -> None:
    for name, value in content.values.items():
        setattr(initiative, name, value)
    initiative.themes = content.themes
    initiative.target_groups = content.target_groups
    for name in PARTS:
        parts = list(content.parts.get(name, ()))
        for position, part in enumerate(parts):
            part.sort_order = position  # type: ignore[attr-defined]  # every part is Orderable
        setattr(initiative, name, parts)
