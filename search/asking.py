"""From a query to a question: what depends on its text alone is worked out here, once for every engine."""

import re
from collections.abc import Iterable

from search.analysis import clean_query, words_of
from search.engines import get_lexicon
from search.engines.port import Question
from search.query import SearchQuery
from search.words.plan import Correction, TextPlan
from search.words.planning import plan_text
from search.words.synonyms import load_synonyms

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


def question_of(query: SearchQuery) -> Question:
    """The query with the plan of its words; ``plan`` is ``None`` when it asks for no text."""
    return Question(query, plan_of(query.text) if query.text else None)


def plan_of(text: str) -> TextPlan:
    """The plan of a text with the words and synonyms of now; asked again, the same one."""
    return plan_text(text, get_lexicon(), load_synonyms())


def corrected_text(text: str, corrections: Iterable[Correction]) -> str:
    """The text with the mistyped words as they were meant, all else as typed."""
    meant = {correction.typed: correction.meant for correction in corrections}
    return clean_query(_WORD.sub(lambda found: meant.get("".join(words_of(found.group())), found.group()), text))
