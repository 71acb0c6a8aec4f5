"""Marks the words of a question in a text. Made in Python from the text itself, so the same for every engine."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from search.analysis import phrase_tokens, query_terms

SHORTEST_MARKED_WORD = 3
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
# Words that stand in nearly every sentence: marking them would hide what was found.
_UNMARKED_TEXT = """
aan als bij daar dan dat der deze die dit door een en er geen haar heb hebben heeft hem het hij hoe hun iets ik in is
je kan kom kunnen maar meer met mij mijn moet naar niet nog of om onder ons ook op over te tegen toe tot uit van veel
voor waar was wat we wel wie wij wil worden wordt zich zij zijn zo zonder zou
"""
UNMARKED_WORDS = frozenset(_WORD.findall(_UNMARKED_TEXT))


def highlighted(text: str, question: str) -> SafeString | None:
    """The text, escaped, with the question's words in <mark>; ``None`` when none of them stands in it."""
    wanted = frozenset(_marked_tokens(question))
    if not wanted:
        return None
    pieces = list(_pieces(text, wanted))
    if all(not is_found for _piece, is_found in pieces):
        return None
    html = (format_html("<mark>{}</mark>", piece) if found else conditional_escape(piece) for piece, found in pieces)
    return mark_safe("".join(html))  # noqa: S308 -- every piece was escaped on its own


def _marked_tokens(question: str) -> Iterator[str]:
    for term in query_terms(question):
        if len(term.word) >= SHORTEST_MARKED_WORD and term.word not in UNMARKED_WORDS:
            yield from term.tokens


@lru_cache(maxsize=20_000)
def _tokens_of_word(word: str) -> tuple[str, ...]:
    return tuple(phrase_tokens(word))


def _pieces(text: str, wanted: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """The text cut in order, each piece with whether it is a word that was asked for."""
    end = 0
    for match in _WORD.finditer(text):
        if not wanted.isdisjoint(_tokens_of_word(match.group())):
            yield text[end : match.start()], False
            yield match.group(), True
            end = match.end()
    yield text[end:], False
