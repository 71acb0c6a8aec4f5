"""What is wrong with a catalogue: always which file, which record, which field and why."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic_core import ErrorDetails

from initiatives.catalogue.record_types import Reason

REASONS: dict[str, Promise] = {
    Reason.CONTROL_CHARACTER: gettext_lazy("holds a control character"),
    Reason.NOT_A_DATE: gettext_lazy(
        "is not a year, quarter, month or day such as 2022, 2022-Q3, 2022-09 or 2022-09-18"
    ),
    Reason.NOT_A_FIGURE: gettext_lazy("is not a number, or too large a number"),
    Reason.NOT_A_URL: gettext_lazy("is not a web address that starts with http:// or https://"),
    Reason.REPEATED: gettext_lazy("names the same thing twice"),
    Reason.AGES_REVERSED: gettext_lazy("the highest age is below the lowest age"),
    Reason.PERIOD_REVERSED: gettext_lazy("the end lies before the start"),
    Reason.PHASE_NOT_ON_BAR: gettext_lazy("the phase is not on the chosen phase bar"),
    Reason.HALF_A_POINT: gettext_lazy("needs both latitude and longitude, or neither"),
    Reason.RANGE_REVERSED: gettext_lazy("the upper end of a target must lie above its lower end"),
    Reason.UNKNOWN_CODE: gettext_lazy("a result names an objective code that this record does not have"),
    "missing": gettext_lazy("is missing"),
    "extra_forbidden": gettext_lazy("is not a field of the format"),
    "string_type": gettext_lazy("must be text"),
    "int_type": gettext_lazy("must be a whole number"),
    "float_type": gettext_lazy("must be a number"),
    "bool_type": gettext_lazy("must be true or false"),
    "list_type": gettext_lazy("must be a list"),
    "model_type": gettext_lazy("must be an object with fields"),
    "string_too_short": gettext_lazy("must not be empty"),
    "string_unicode": gettext_lazy("is not valid Unicode text"),
}


@dataclass(frozen=True)
class Problem:
    """``record`` is the slug, or the place in the file ("record 3"); ``field`` is empty for a whole record."""

    file: str
    record: str
    field: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.record, self.field, self.reason) if part)


class BrokenCatalogueError(Exception):
    """The catalogue can't be loaded; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def reason_in_words(error: ErrorDetails) -> str:
    """The reason of one refusal in the active language; pydantic's English where it has no words of ours."""
    kind = error["type"]
    if kind == "value_error":
        kind = str(error["ctx"]["error"])
    limits = error.get("ctx", {})
    if kind in ("string_too_long", "too_long"):
        return _("is longer than %(limit)s") % {"limit": limits["max_length"]}
    if kind == "enum":
        return _("must be one of %(values)s") % {"values": str(limits["expected"])}
    return str(REASONS.get(kind, error["msg"]))
