"""The list of initiatives as a spreadsheet. Contacts and internal money never are in it."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from initiatives.enums import PartyRole
from initiatives.models import Initiative

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutralised(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; all else stays as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _names(rows: Any) -> str:
    return ", ".join(str(row) for row in rows)


def _parties(initiative: Initiative, *, lead: bool) -> str:
    parties = initiative.parties.all()
    return _names(party.organisation for party in parties if (party.role == PartyRole.LEAD) is lead)


def _status(initiative: Initiative) -> str:
    if not initiative.live:
        return gettext("Draft")
    return gettext("Public, with changes") if initiative.has_unpublished_changes else gettext("Public")


Column = tuple[str | Promise, Callable[[Initiative], Any]]
COLUMNS: dict[str, Column] = {
    "title": (_("Title"), lambda item: item.title),
    "slug": (_("Name in the address"), lambda item: item.slug),
    "status": (_("Status"), _status),
    "kind": (_("Kind"), lambda item: item.get_kind_display()),
    "phase": (_("Phase"), lambda item: item.get_phase_display()),
    "programme_line": (_("Programme line"), lambda item: str(item.programme_line or "")),
    "parent": (_("Part of"), lambda item: str(item.parent or "")),
    "themes": (_("Themes"), lambda item: _names(item.themes.all())),
    "target_groups": (_("Target groups"), lambda item: _names(item.target_groups.all())),
    "areas": (_("Areas"), lambda item: _names(reach.area for reach in item.reach.all())),
    "places": (_("Places"), lambda item: _names(row.place for row in item.initiative_places.all())),
    "lead": (_("Lead"), lambda item: _parties(item, lead=True)),
    "parties": (_("Other parties"), lambda item: _parties(item, lead=False)),
    "period_start": (_("Starts"), lambda item: str(item.period_start or "")),
    "period_end": (_("Ends"), lambda item: str(item.period_end or "")),
    "responsible_municipality": (
        _("Responsible municipality"),
        lambda item: str(item.responsible_municipality or ""),
    ),
    "state_as_of": (_("Facts hold for"), lambda item: str(item.state_as_of or "")),
    "last_confirmed_on": (_("Last confirmed on"), lambda item: item.last_confirmed_on),
    "summary": (_("Summary"), lambda item: item.summary),
}


class InitiativeExportMixin:
    """For the list view: which columns, and every value made harmless."""

    list_export = list(COLUMNS)
    export_headings = {name: heading for name, (heading, _value) in COLUMNS.items()}

    def to_row_dict(self, item: Initiative) -> "OrderedDict[str, Any]":
        return OrderedDict((name, value(item)) for name, (_heading, value) in COLUMNS.items())

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        processed: Any = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]  # a mixin
        return neutralised(processed)
