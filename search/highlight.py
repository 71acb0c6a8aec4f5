"""Marks what answered a question in a text. Made in Python from the text itself, so the same for every engine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from search.analysis import tokens_of_word, words_of
from search.words.plan import TextPlan
from search.words.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:['\u2019\u02bc.][^\W_]+)*")


@dataclass(frozen=True)
class Marks:
    """``alone``: tokens any of which marks its word; ``together``: sets that mark theirs where a text holds all."""

    alone: frozenset[str]
    together: tuple[frozenset[str], ...]


def highlighted(text: str, plan: TextPlan | None) -> SafeString | None:
    """The text, escaped, with what answers the plan in <mark>; ``None`` when nothing in it does."""
    marks = _marks_of(plan) if plan is not None else None
    if marks is None:
        return None
    pieces = [(match, _tokens_of(match.group())) for match in _WORD.finditer(text)]
    wanted = _wanted(marks, pieces)
    found = [match for match, tokens in pieces if not wanted.isdisjoint(tokens)]
    if not found:
        return None
    return mark_safe("".join(_html(text, found)))  # noqa: S308 -- every piece was escaped on its own


@lru_cache(maxsize=2_000)
def _marks_of(plan: TextPlan) -> Marks | None:
    """``None`` where nothing can be marked: a question of nothing but stop words would mark half of every text."""
    answers = {
        alternative.tokens for term in plan.terms if term.word not in STOP_WORDS for alternative in term.alternatives
    }
    answers |= {(token,) for phrase in plan.phrases for token in phrase if token not in STOP_WORDS}
    if not answers:
        return None
    alone = frozenset(tokens[0] for tokens in answers if len(tokens) == 1)
    return Marks(alone, tuple(frozenset(tokens) for tokens in answers if len(tokens) > 1))


def _wanted(marks: Marks, pieces: list[tuple[re.Match[str], frozenset[str]]]) -> frozenset[str]:
    if not marks.together:
        return marks.alone
    held = frozenset().union(*(tokens for _, tokens in pieces))
    return marks.alone.union(*(tokens for tokens in marks.together if tokens <= held))


@lru_cache(maxsize=20_000)
def _tokens_of(word: str) -> frozenset[str]:
    """Everything a word of a text is found by; nothing for a stop word."""
    known = [tokens_of_word(part) for part in words_of(word) if part not in STOP_WORDS]
    return frozenset(token for tokens in known for token in (*tokens.whole, *tokens.parts) if token)


def _html(text: str, found: list[re.Match[str]]) -> Iterator[str]:
    end = 0
    for match in found:
        yield conditional_escape(text[end : match.start()])
        yield format_html("<mark>{}</mark>", match.group())
        end = match.end()
    yield conditional_escape(text[end:])
