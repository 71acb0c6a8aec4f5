"""How the question was understood: words put right, and whether meaning took part, each with the way to another."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.asking import MeaningUse, corrected_text
from search.presentation.links import directory_url
from search.visible import VisibleAnswer


@dataclass(frozen=True)
class Understanding:
    """Empty texts are not shown.

    ``corrected_text`` is the question as it was probably meant (which was searched along). ``meaning_note`` explains
    what meaning did, or why it did nothing; ``meaning_label`` and ``meaning_url`` switch it off or on.
    """

    corrected_text: str = ""
    corrected_url: str = ""
    meaning_note: str = ""
    meaning_label: str = ""
    meaning_url: str = ""


def understanding_of(answer: VisibleAnswer) -> Understanding:
    query = answer.query
    if not query.text:
        return Understanding()
    corrected = corrected_text(query.text, answer.corrections) if answer.corrections else ""
    is_needless = answer.meaning is MeaningUse.USED and not answer.results.total
    label = "" if is_needless else _meaning_label(answer.meaning)
    return Understanding(
        corrected_text=corrected,
        corrected_url=directory_url(query, text=corrected) if corrected else "",
        meaning_note=_meaning_note(answer),
        meaning_label=label,
        meaning_url=directory_url(query, uses_meaning=not query.uses_meaning) if label else "",
    )


def _meaning_label(meaning: MeaningUse) -> str:
    return {
        MeaningUse.USED: _("Only these words"),
        MeaningUse.OFF: _("By meaning too"),
        MeaningUse.LATE: _("Try by meaning again"),
        MeaningUse.NONE: "",
    }[meaning]


def _meaning_note(answer: VisibleAnswer) -> str:
    if answer.meaning is MeaningUse.LATE:
        return _("Searching by meaning does not work just now. You see what holds your words.")
    if answer.meaning is MeaningUse.OFF:
        return _("You see only what holds your words.")
    if answer.results.meaning_only:
        return _("“Fits your question” has other words with about the same meaning.")
    return ""
