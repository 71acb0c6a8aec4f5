"""The facets: which exist, under which parameter, in which order. One table for form, engine, page and API.

Addresses always name them in the order of ``FACETS``; what is shown follows :func:`ordered_facets`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAX_VALUES_PER_FACET = 20
# Of a facet with nearly as many values as there are initiatives, so many are counted: those with most initiatives,
# then by name, and whatever is chosen. Of all other facets every value is.
MOST_VALUES_COUNTED = {"organisatie": 500}


@dataclass(frozen=True)
class Facet:
    """One way to narrow the directory.

    ``parameter`` is its name in URLs and API; ``values_in_index`` says whether a document can have many values.
    """

    parameter: str
    label: str | Promise
    is_multivalued: bool


FACETS: tuple[Facet, ...] = (
    Facet("thema", _("Theme"), is_multivalued=True),
    Facet("doelgroep", _("For whom"), is_multivalued=True),
    Facet("leeftijd", _("Age"), is_multivalued=True),
    Facet("gebied", _("Area"), is_multivalued=True),
    Facet("fase", _("Phase"), is_multivalued=False),
    Facet("actueel", _("Up to date"), is_multivalued=False),
    Facet("soort", _("Kind"), is_multivalued=False),
    Facet("lijn", _("Programme line"), is_multivalued=False),
    Facet("organisatie", _("Organisation"), is_multivalued=True),
)

FACET_BY_PARAMETER = {facet.parameter: facet for facet in FACETS}


def ordered_facets(saved: Iterable[str] = ()) -> tuple[Facet, ...]:
    """All facets in the order editors saved (parameters); unknown ones are left out, missing ones come last.

    :attr:`search.vocabulary.Vocabulary.facets` holds the answer for the database's present state.
    """
    named = [FACET_BY_PARAMETER[parameter] for parameter in saved if parameter in FACET_BY_PARAMETER]
    return tuple(dict.fromkeys((*named, *FACETS)))


@dataclass(frozen=True)
class AgeBand:
    """A band of the age facet; both ends in years, inclusive."""

    value: str
    label: str | Promise
    youngest_years: int
    oldest_years: int


AGE_BANDS: tuple[AgeBand, ...] = (
    AgeBand("0-3", _("0 to 3 years"), 0, 3),
    AgeBand("4-12", _("4 to 12 years"), 4, 12),
    AgeBand("13-17", _("13 to 17 years"), 13, 17),
    AgeBand("18-27", _("18 to 27 years"), 18, 27),
    AgeBand("28-54", _("28 to 54 years"), 28, 54),
    AgeBand("55-plus", _("55 years and older"), 55, 120),
)
AGE_NOT_NAMED = "niet-genoemd"
