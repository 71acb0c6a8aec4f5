"""Reads one query string parameter by parameter; what cannot be meant is reported and read as absent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from initiatives.geo.types import BoundingBox, Point
from search.analysis import clean_query
from search.facets import FACETS, MAX_VALUES_PER_FACET, Facet
from search.query import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, MAX_TEXT_LENGTH, MAX_WORDS, RADII_KM, MapStanding, Sort
from search.query_string import BBOX_DECIMALS, NEAR_DECIMALS, WORDS_ONLY
from search.vocabulary import Vocabulary, known_organisations

MAX_ECHO_LENGTH = 60
SINGLE_PARAMETERS = (
    "q",
    "betekenis",
    "bbox",
    "nabij",
    "straal",
    "plek",
    "kring",
    "sorteer",
    "pagina",
    "paginaGrootte",
)

Choice = TypeVar("Choice", bound=StrEnum)

_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{1,15})?", re.ASCII)
COUNT = re.compile(r"\d{1,12}", re.ASCII)


@dataclass(frozen=True)
class QueryProblem:
    """One thing in a query string that cannot be meant; ``message`` is a sentence for the visitor."""

    parameter: str
    message: str


class QueryReader:
    """Each method reads one parameter; ``problems`` collects what could not be read."""

    def __init__(self, params: QueryDict, vocabulary: Vocabulary) -> None:
        self._params = params
        self._vocabulary = vocabulary
        self.problems: list[QueryProblem] = []

    def report(self, parameter: str, message: str) -> None:
        self.problems.append(QueryProblem(parameter, message))

    def repeated_single_values(self) -> list[str]:
        """The parameters that can have one value but were given more."""
        return [parameter for parameter in SINGLE_PARAMETERS if len(self._params.getlist(parameter)) > 1]

    def text(self) -> str:
        raw = self._params.get("q", "")
        if len(raw) > MAX_TEXT_LENGTH:
            message = _("Your question is very long. We used the first %(limit)s characters.")
            self.report("q", message % {"limit": MAX_TEXT_LENGTH})
        elif len(raw.split()) > MAX_WORDS:
            message = _("Your question has many words. We used the first %(limit)s words.")
            self.report("q", message % {"limit": MAX_WORDS})
        return clean_query(raw)

    def selections(self) -> Mapping[str, tuple[str, ...]]:
        chosen = {facet.parameter: self._facet_values(facet) for facet in FACETS}
        return MappingProxyType({parameter: values for parameter, values in chosen.items() if values})

    def _facet_values(self, facet: Facet) -> tuple[str, ...]:
        given = sorted({value for value in self._params.getlist(facet.parameter) if value})
        if len(given) > MAX_VALUES_PER_FACET:
            message = _("You chose too many values for %(facet)s. We used the first %(limit)s.")
            self.report(facet.parameter, message % {"facet": facet.label, "limit": MAX_VALUES_PER_FACET})
        given = given[:MAX_VALUES_PER_FACET]
        known = self._known(facet, given)
        for value in given:
            if value not in known:
                message = _("We do not know “%(value)s” as a choice for %(facet)s.")
                self.report(facet.parameter, message % {"value": _echo(value), "facet": facet.label})
        return tuple(value for value in given if value in known)

    def _known(self, facet: Facet, values: list[str]) -> set[str]:
        if facet.parameter == "organisatie":
            return {known.value for known in known_organisations(value for value in values if "\0" not in value)}
        return {known.value for known in self._vocabulary.values[facet.parameter]}

    def bbox(self) -> BoundingBox | None:
        raw = self._params.get("bbox", "")
        numbers = decimal_numbers(raw, 4, BBOX_DECIMALS)
        if raw and numbers is None:
            self.report("bbox", _("The area on the map must be four numbers: west, south, east, north."))
        if numbers is None:
            return None
        try:
            return BoundingBox(*numbers)
        except ValueError:
            self.report("bbox", _("The area on the map lies outside the world or is turned around."))
            return None

    def near(self) -> Point | None:
        raw = self._params.get("nabij", "")
        numbers = decimal_numbers(raw, 2, NEAR_DECIMALS)
        if numbers is not None and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180:
            return Point(*numbers)
        if raw:
            self.report("nabij", _("A position must be two numbers: latitude and longitude."))
        return None

    def uses_meaning(self) -> bool:
        raw = self._params.get("betekenis", "")
        if raw not in ("", WORDS_ONLY):
            self.report("betekenis", _("This can only be 0: search for the words alone."))
        return raw != WORDS_ONLY

    def radius_km(self) -> int | None:
        raw = self._params.get("straal", "")
        if raw and raw not in {str(radius) for radius in RADII_KM}:
            message = _("Choose one of these distances in kilometres: %(choices)s.")
            self.report("straal", message % {"choices": ", ".join(map(str, RADII_KM))})
            return None
        return int(raw) if raw else None

    def sort(self) -> Sort:
        return self._choice("sorteer", Sort, _("We do not know this order.")) or Sort.RELEVANCE

    def standing(self) -> MapStanding | None:
        return self._choice("plek", MapStanding, _("We do not know this choice of places."))

    def bubble(self) -> str:
        raw = self._params.get("kring", "")
        if raw and raw not in {area.value for area in self._vocabulary.values["gebied"]}:
            self.report("kring", _("We do not know this area."))
            return ""
        return raw

    def _choice(self, parameter: str, choices: type[Choice], message: str) -> Choice | None:
        raw = self._params.get(parameter, "")
        try:
            return choices(raw) if raw else None
        except ValueError:
            self.report(parameter, message)
            return None

    def page(self) -> int:
        return self._count("pagina", default=1, most=None)

    def page_size(self) -> int:
        return self._count("paginaGrootte", default=DEFAULT_PAGE_SIZE, most=MAX_PAGE_SIZE)

    def _count(self, parameter: str, *, default: int, most: int | None) -> int:
        raw = self._params.get(parameter, "")
        if not raw:
            return default
        number = int(raw) if COUNT.fullmatch(raw) else 0
        if number < 1 or (most is not None and number > most):
            self.report(parameter, _count_message(most))
            return default
        return number


def _count_message(most: int | None) -> str:
    if most is None:
        return _("A page number is 1 or higher. You see the first page.")
    return _("The number of results on a page is 1 to %(most)s.") % {"most": most}


def decimal_numbers(raw: str, count: int, decimals: int) -> list[float] | None:
    """Exactly ``count`` plain decimal numbers; ``None`` for anything else, such as NaN or 1e400."""
    parts = raw.split(",", count)
    if len(parts) != count or not all(_NUMBER.fullmatch(part.strip()) for part in parts):
        return None
    return [round(float(part), decimals) + 0.0 for part in parts]  # + 0.0 turns -0.0 into 0.0


def _echo(value: str) -> str:
    """A visitor's own value, short enough to repeat in a sentence."""
    text = clean_query(value)
    return text if len(text) <= MAX_ECHO_LENGTH else f"{text[:MAX_ECHO_LENGTH]}…"
