"""What a question's text comes down to, worked out once in Python, so that every engine asks exactly the same.

**Word set.** A document answers a text when it holds at least half of the weight of the text's words, and all its
phrases. **Score.** The
sum over the words of the best of their alternatives (``boost`` times BM25 of its tokens) plus ``presence`` for every
word it holds at all: more words rank higher.
"""

from dataclasses import dataclass
from enum import Enum, auto

LITTLE_KNOWN = 0.6  # of the weight of the words: a question of which less is known is doubtful


class QuestionForm(Enum):
    """How a question is put: as one or two words, mostly a name or a subject; as several; or as a sentence, with three
    small words or more (stop words).
    """

    NAME = auto()
    SEVERAL = auto()
    SENTENCE = auto()


@dataclass(frozen=True)
class Alternative:
    """One way to answer a word: a document that holds all of ``tokens``."""

    tokens: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True)
class TextTerm:
    """One word (or expression) of the question; any of its alternatives answers it, the best one scores.

    ``steps`` is its weight as a small whole number (0 to 6), in proportion to the rarest word's; 0 only scores.
    """

    word: str
    alternatives: tuple[Alternative, ...]
    steps: int = 1
    presence: float = 0.0


@dataclass(frozen=True)
class Correction:
    """A word no document holds, and the known word it most resembles."""

    typed: str
    meant: str


@dataclass(frozen=True)
class TextPlan:
    """A text made ready for any engine.

    ``sufficient_sets`` are the smallest sets of terms, by position, that weigh half; any one of them must be there
    whole. Empty when there are too many: then each term counts ``steps`` times and half of all steps (rounded up)
    must be there, ``unknown_steps`` of words that no document holds included. ``phrases`` are tokens that must stand
    next to each other in one part of the text, all phrases. ``corrections`` lie in the terms already. Without terms
    and phrases the words find nothing. ``form`` is that of the whole text.
    """

    terms: tuple[TextTerm, ...] = ()
    sufficient_sets: tuple[tuple[int, ...], ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    corrections: tuple[Correction, ...] = ()
    unknown_steps: int = 0
    form: QuestionForm = QuestionForm.NAME

    @property
    def steps_needed(self) -> int:
        """Half of all steps, rounded up."""
        return -(-(self.unknown_steps + sum(term.steps for term in self.terms)) // 2)

    @property
    def known_share(self) -> float:
        """How much of the weight of its words lies in words that documents hold: 0 to 1, 1 without any words."""
        known = sum(term.steps for term in self.terms)
        return known / (known + self.unknown_steps) if known else 1.0

    @property
    def is_doubtful(self) -> bool:
        """Whether so little of it is known that it may well be about something else."""
        return not self.terms or self.known_share < LITTLE_KNOWN

    @property
    def is_empty(self) -> bool:
        return not self.terms and not self.phrases
