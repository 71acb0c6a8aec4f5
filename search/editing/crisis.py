"""Help lines for searches that speak of a crisis. They stand above the results; such searches are never counted."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.editing.crisis_words import CrisisKind
from search.vocabulary import Vocabulary, load_vocabulary


@dataclass(frozen=True)
class PhoneNumber:
    """``text`` as people write it, ``url`` as a phone takes it."""

    text: str
    url: str


@dataclass(frozen=True)
class HelpLine:
    """Somebody to call now. ``phones`` has at least one number, the shortest first."""

    label: str | Promise
    note: str | Promise
    phones: tuple[PhoneNumber, ...]
    website: str

    @property
    def number(self) -> str:
        return self.phones[0].text

    @property
    def telephone_url(self) -> str:
        return self.phones[0].url


EMERGENCY = HelpLine(
    label=_("112, emergency number"),
    note=_("Is somebody in danger now? Call 112."),
    phones=(PhoneNumber("112", "tel:112"),),
    website="https://www.112.nl/",
)
SUICIDE_PREVENTION = HelpLine(
    label=_("113 Suicide prevention"),
    note=_("Do you think of suicide? Talk about it: free, anonymous, day and night."),
    phones=(PhoneNumber("113", "tel:113"), PhoneNumber("0800-0113", "tel:08000113")),
    website="https://www.113.nl/",
)
SAFE_HOME = HelpLine(
    label=_("Veilig Thuis (safe at home)"),
    note=_("Violence at home, or a child that is hurt? Ask for advice: free, day and night."),
    phones=(PhoneNumber("0800-2000", "tel:08002000"),),
    website="https://veiligthuis.nl/",
)
ALL_LINES = (EMERGENCY, SUICIDE_PREVENTION, SAFE_HOME)
_FIRST = {CrisisKind.SUICIDE: SUICIDE_PREVENTION, CrisisKind.VIOLENCE: SAFE_HOME}


def crisis_lines(text: str, vocabulary: Vocabulary | None = None) -> tuple[HelpLine, ...]:
    """All help lines, the one for this kind of crisis first; empty when the text speaks of none."""
    if not text:
        return ()
    kinds = (vocabulary or load_vocabulary()).crisis.kinds_in(text)
    if not kinds:
        return ()
    return tuple(dict.fromkeys((*(_FIRST[kind] for kind in kinds), *ALL_LINES)))
