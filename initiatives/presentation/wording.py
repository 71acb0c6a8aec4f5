"""Short texts in the active language that more than one page needs: lists of names, ages, figures."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext

from initiatives.enums import ValueBound


def joined(names: Sequence[str]) -> str:
    """The names as running text: "Heerlen", "Heerlen and Kerkrade", "Heerlen, Kerkrade and Landgraaf"."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def joined_up_to(names: Sequence[str], limit: int) -> str:
    """At most ``limit`` names, then how many more there are."""
    if len(names) <= limit:
        return joined(names)
    more = gettext("%(count)s more") % {"count": len(names) - limit}
    return joined([*names[:limit], more])


def ages(age_min: int | None, age_max: int | None) -> str:
    """An age range in words; empty when neither end is known."""
    if age_min is not None and age_max is not None:
        return gettext("%(low)s to %(high)s years") % {"low": age_min, "high": age_max}
    if age_min is not None:
        return gettext("%(age)s years and older") % {"age": age_min}
    return gettext("up to %(age)s years") % {"age": age_max} if age_max is not None else ""


def figure(value: Decimal) -> str:
    """A number as the active language writes it, without trailing zeros: "1.200", "12,5"."""
    text = f"{value:f}"
    decimals = len(text.partition(".")[2].rstrip("0"))
    return str(number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True))


def bounded_figure(value: Decimal, bound: str) -> str:
    """The number with how it must be read: "at least 30", "about 450"."""
    patterns = {
        ValueBound.APPROXIMATE: gettext("about %(number)s"),
        ValueBound.MINIMUM: gettext("at least %(number)s"),
        ValueBound.MAXIMUM: gettext("at most %(number)s"),
    }
    return patterns.get(ValueBound(bound), "%(number)s") % {"number": figure(value)}
