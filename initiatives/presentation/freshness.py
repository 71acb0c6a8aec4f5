"""How sure a reader can be that an entry still holds."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext

from initiatives.models import Initiative
from initiatives.partial_dates import PartialDate


@dataclass(frozen=True)
class Freshness:
    """``label`` is the whole sentence of the page, ``short_label`` that of a card; both empty when nothing is known."""

    is_confirmed: bool
    label: str
    short_label: str


def freshness_of(initiative: Initiative) -> Freshness:
    """When it was last confirmed; else the date of its source, said to be unconfirmed.

    Reads ``last_confirmed_by`` for a confirmed entry; a card does without: see ``short_freshness``.
    """
    short = short_freshness(initiative.last_confirmed_on, initiative.state_as_of)
    return Freshness(initiative.last_confirmed_on is not None, _confirmation(initiative) or short, short)


def short_freshness(confirmed_on: datetime.date | None, state_as_of: PartialDate | None) -> str:
    """The card's words: when it was last confirmed, else which day its source is from."""
    if confirmed_on:
        return gettext("Last checked on %(date)s") % {"date": date_format(confirmed_on, "j F Y")}
    if state_as_of:
        return gettext("As of %(date)s, not yet confirmed") % {"date": state_as_of.label}
    return gettext("Not yet confirmed")


def _confirmation(initiative: Initiative) -> str:
    confirmer = initiative.last_confirmed_by
    if initiative.last_confirmed_on is None or confirmer is None or not confirmer.is_accepted:
        return ""
    return gettext("Last checked on %(date)s by %(organisation)s") % {
        "date": date_format(initiative.last_confirmed_on, "j F Y"),
        "organisation": confirmer.name,
    }
