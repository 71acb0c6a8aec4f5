"""From a query to a question: what depends on its text alone is worked out here, once for every engine."""

from search.engines import get_lexicon
from search.engines.port import Question
from search.query import SearchQuery
from search.words.planning import plan_text


def question_of(query: SearchQuery) -> Question:
    """The query with the plan of its words; ``plan`` is ``None`` when it asks for no text."""
    return Question(query, plan_text(query.text, get_lexicon()) if query.text else None)
