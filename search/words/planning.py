"""From a question's text to its plan: which words count, for how much, and which of them are enough.

A word weighs its inverse document frequency. Stop words weigh nothing beside another word and find when they stand
alone. A word that no document holds is looked for as a word that goes on, as parts of a compound, as a typing error;
where all that fails it still weighs something, so that one known word of a question about something else finds nothing.
"""

from dataclasses import dataclass
from functools import partial

from search.words.answers import WordAnswers, answers_to, frequency_of
from search.words.lexicon import Lexicon
from search.words.plan import Alternative, Correction, TextPlan, TextTerm
from search.words.question_words import QuestionText, QuestionWord, read_question
from search.words.recent_plans import RecentPlans
from search.words.synonyms import NO_SYNONYMS, Expression, Synonyms
from search.words.weighing import clause_counts, few_sufficient_sets, inverse_frequency

SYNONYM_BOOST = 0.4
PRESENCE = 0.5  # of its own weight, for each of several words that a document holds at all
UNKNOWN_WEIGHT = 0.45  # of what the known words of the question weigh on average

_recent = RecentPlans()


@dataclass(frozen=True)
class WeighedTerm:
    """A word or expression with what answers it; without alternatives no document can."""

    word: str
    alternatives: tuple[Alternative, ...]
    weight: float
    meant: str = ""


def plan_text(text: str, lexicon: Lexicon, synonyms: Synonyms = NO_SYNONYMS) -> TextPlan:
    """The plan of a text; empty when nothing in it can find a document. Plans of late are kept."""
    key = (text, lexicon.state, synonyms.token)
    return _recent.get_or_make(key, partial(_plan, text, lexicon, synonyms))


def _plan(text: str, lexicon: Lexicon, synonyms: Synonyms) -> TextPlan:
    question = read_question(text)
    terms = _terms(_words_that_count(question), lexicon, synonyms)
    known = [term for term in terms if term.alternatives]
    if not known:
        return TextPlan(phrases=question.phrases)
    return _planned(known, len(terms) - len(known), question)


def _words_that_count(question: QuestionText) -> tuple[QuestionWord, ...]:
    """All but stop words, or all words where there are no others."""
    return tuple(word for word in question.words if not word.is_stop_word) or question.words


def _terms(words: tuple[QuestionWord, ...], lexicon: Lexicon, synonyms: Synonyms) -> list[WeighedTerm]:
    tokens = [word.meaning_token for word in words]
    terms: list[WeighedTerm] = []
    place = 0
    while place < len(words):
        match = synonyms.at(tokens, place)
        length = match.length if match else 1
        others = match.others if match else ()
        terms.append(_term(words[place : place + length], others, lexicon))
        place += length
    return terms


def _term(words: tuple[QuestionWord, ...], others: tuple[Expression, ...], lexicon: Lexicon) -> WeighedTerm:
    own = _own_answers(words, others, lexicon)
    known_others = [(other, frequency) for other in others if (frequency := frequency_of(other, lexicon))]
    frequency = own.frequency or max((frequency for _, frequency in known_others), default=0)
    weight = _weight(frequency, lexicon) if frequency else 0.0
    synonymous = (Alternative(other, SYNONYM_BOOST) for other, _ in known_others)
    alternatives = {alternative.tokens: alternative for alternative in (*synonymous, *own.alternatives)}
    level = tuple(_levelled(alternative, weight, lexicon) for alternative in reversed(alternatives.values()))
    return WeighedTerm(" ".join(word.word for word in words), level, weight, own.meant)


def _weight(frequency: int, lexicon: Lexicon) -> float:
    return inverse_frequency(min(frequency, lexicon.documents), lexicon.documents)


def _levelled(alternative: Alternative, weight: float, lexicon: Lexicon) -> Alternative:
    """Rarer words, or more of them, score no more for standing in for a common one."""
    scored = sum(_weight(lexicon.frequency(token), lexicon) for token in alternative.tokens)
    if scored <= weight:
        return alternative
    return Alternative(alternative.tokens, round(alternative.boost * weight / scored, 3))


def _own_answers(words: tuple[QuestionWord, ...], others: tuple[Expression, ...], lexicon: Lexicon) -> WordAnswers:
    """Of a single word whatever resembles it; of an expression, or of a word with synonyms, itself only."""
    if len(words) == 1 and (not others or lexicon.frequency(words[0].tokens.stem)):
        return answers_to(words[0], lexicon)
    tokens = tuple(word.meaning_token for word in words)
    frequency = frequency_of(tokens, lexicon)
    return WordAnswers((Alternative(tokens),), frequency) if frequency else WordAnswers()


def _planned(known: list[WeighedTerm], unknown: int, question: QuestionText) -> TextPlan:
    weights = [term.weight for term in known]
    unknown_weight = UNKNOWN_WEIGHT * sum(weights) / len(weights)
    steps = clause_counts([*weights, *[unknown_weight] * unknown])
    own_steps, unknown_steps = tuple(steps[: len(known)]), sum(steps[len(known) :])
    needed = -(-(sum(own_steps) + unknown_steps) // 2)
    if sum(own_steps) < needed:
        return TextPlan(phrases=question.phrases)
    presence = PRESENCE if len(known) > 1 else 0.0
    terms = tuple(
        TextTerm(term.word, term.alternatives, count, presence=round(presence * term.weight, 4))
        for term, count in zip(known, own_steps, strict=True)
    )
    corrections = tuple(Correction(term.word, term.meant) for term in known if term.meant)
    return TextPlan(terms, few_sufficient_sets(own_steps, needed), question.phrases, corrections, unknown_steps)
