"""From facts to the entries of a list: plain values under the keys that :mod:`initiatives.api.schemas` documents.

Written out by hand, because making a schema object for each of two hundred small parts took most of a request's
time. A test holds the answers against the schema.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from initiatives.currency import currency_of
from initiatives.enums import Phase
from initiatives.facts import InitiativeFacts, NamedFacts, ParentFacts, PlaceFacts
from initiatives.partial_dates import PartialDate

AbsoluteUrl = Callable[[str], str]
Entry = dict[str, Any]


def entry_of(
    facts: InitiativeFacts, *, today: datetime.date, absolute_url: AbsoluteUrl, distance_m: float | None = None
) -> Entry:
    """The fields of a list's entry, which the full record has too; ready to be JSON."""
    return {
        "slug": facts.slug,
        "titel": facts.title,
        "ookBekendAls": list(facts.aliases),
        "url": absolute_url(reverse("initiative-detail", args=[facts.slug])),
        "soort": facts.kind,
        "samenvatting": facts.summary,
        "fase": facts.phase,
        "faseAfgeleid": facts.phase_is_inferred,
        "actueel": _currency(facts, today),
        "periode": {"van": facts.period_start, "tot": facts.period_end, "afgeleid": facts.period_is_inferred},
        "lijn": _term(facts.programme_line) if facts.programme_line else None,
        "onderdeelVan": _parent(facts.parent, absolute_url) if facts.parent else None,
        "themas": [_term(theme) for theme in facts.themes],
        "doelgroepen": [_term(group) for group in facts.target_groups],
        "leeftijdVan": facts.age_min,
        "leeftijdTotEnMet": facts.age_max,
        "gebieden": [{**_term(area), "soort": area.kind} for area in facts.areas],
        "partijen": [{**_term(party), "rol": party.role} for party in facts.parties],
        "locaties": [_place(place, absolute_url) for place in facts.places],
        "standPer": facts.state_as_of,
        "laatstBevestigdOp": facts.last_confirmed_on,
        "afstandMeter": None if distance_m is None else round(distance_m),
    }


def _term(named: NamedFacts) -> Entry:
    return {"slug": named.slug, "naam": named.name}


def _parent(parent: ParentFacts, absolute_url: AbsoluteUrl) -> Entry:
    address = absolute_url(reverse("initiative-detail", args=[parent.slug]))
    return {"slug": parent.slug, "titel": parent.title, "url": address}


def _place(place: PlaceFacts, absolute_url: AbsoluteUrl) -> Entry:
    return {
        **_term(place),
        "adres": place.address,
        "breedtegraad": place.latitude,
        "lengtegraad": place.longitude,
        "precisie": place.precision,
        "bijBenadering": place.is_approximate,
        "url": absolute_url(reverse("place-detail", args=[place.slug])),
    }


def _currency(facts: InitiativeFacts, today: datetime.date) -> str:
    currency = currency_of(
        phase=Phase(facts.phase),
        starts=PartialDate.parse(facts.period_start) if facts.period_start else None,
        ends=PartialDate.parse(facts.period_end) if facts.period_end else None,
        confirmed_on=datetime.date.fromisoformat(facts.last_confirmed_on) if facts.last_confirmed_on else None,
        today=today,
    )
    return str(currency.value)
