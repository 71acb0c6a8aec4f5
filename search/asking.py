"""From a query to a question: what depends on its text alone is worked out here, once for every engine."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from search.analysis import clean_query, words_of
from search.engines import get_lexicon
from search.engines.port import Question
from search.meaning.client import candidates
from search.meaning.encoders import chosen_kind
from search.query import SearchQuery
from search.words.plan import Correction, TextPlan
from search.words.planning import plan_text
from search.words.synonyms import load_synonyms

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
FEW_NEAR = 5  # hits by meaning of a doubtful question; one less where the words find something too
NOTHING_CORRECTED: tuple[Correction, ...] = ()


class MeaningUse(StrEnum):
    """Whether meaning took part in an answer."""

    USED = "used"
    OFF = "off"  # not asked for
    LATE = "late"  # asked for, and not there in time: words alone serve
    NONE = "none"  # this installation has no encoder


@dataclass(frozen=True)
class Asked:
    """A question as it can be answered now.

    Its query asks for no meaning when there is none in time, so that whatever is linked from the answer asks for the
    same answer.
    """

    question: Question
    meaning: MeaningUse

    @property
    def corrections(self) -> tuple[Correction, ...]:
        return self.question.plan.corrections if self.question.plan else NOTHING_CORRECTED


def question_of(query: SearchQuery) -> Question:
    """The query with the plan of its words and what is near in meaning; no plan when it asks for no text."""
    return asked(query).question


def asked(query: SearchQuery, plan: TextPlan | None = None) -> Asked:
    """As :func:`question_of`, and whether meaning takes part; ``plan`` when that of its text was made before."""
    if not query.text:
        return Asked(Question(query), MeaningUse.OFF)
    return _with_meaning(query, plan or plan_of(query.text))


def _with_meaning(query: SearchQuery, plan: TextPlan) -> Asked:
    if not has_meaning():
        return Asked(Question(query, plan), MeaningUse.NONE)
    if not query.uses_meaning:
        return Asked(Question(query, plan), MeaningUse.OFF)
    near = candidates(query.text)
    if not near.is_known:
        return Asked(Question(replace(query, uses_meaning=False), plan), MeaningUse.LATE)
    return Asked(Question(query, plan, _that_count(near.keys, plan)), MeaningUse.USED)


def _that_count(near: tuple[int, ...], plan: TextPlan) -> tuple[int, ...]:
    """All that is near in meaning, or only the nearest of a question that the words hardly know."""
    if not plan.is_doubtful or plan.phrases:
        return near
    return near[: FEW_NEAR if plan.is_empty else FEW_NEAR - 1]


def has_meaning() -> bool:
    """Whether this installation knows meaning at all."""
    return chosen_kind() is not None


def plan_of(text: str, vocabulary_token: str | None = None) -> TextPlan:
    """The plan of a text with the words and synonyms of now; asked again, the same one.

    ``vocabulary_token``: what the database calls the vocabulary's state, if that was asked for this request already.
    """
    return plan_text(text, get_lexicon(), load_synonyms(vocabulary_token))


def corrected_text(text: str, corrections: Iterable[Correction]) -> str:
    """The text with the mistyped words as they were meant, all else as typed."""
    meant = {correction.typed: correction.meant for correction in corrections}
    return clean_query(_WORD.sub(lambda found: meant.get("".join(words_of(found.group())), found.group()), text))
