"""From a question's text to its plan: which words count, for how much, and which of them are enough.

A word weighs its inverse document frequency. Stop words weigh nothing beside another word and find when they stand
alone. A word that no document holds is looked for as what the directory calls it, as a word that goes on, as parts of a
compound, as a typing error; where all that fails it still weighs something, so that one known word of a question about
something else finds nothing.
"""

from dataclasses import dataclass
from functools import partial
from itertools import islice

from search.analysis import tokens_of_word
from search.query import MAX_TERMS
from search.words.answers import WordAnswers, answers_to, frequency_of
from search.words.dutch_words import dutch_words
from search.words.glossary import directory_words
from search.words.lexicon import Lexicon
from search.words.plan import Alternative, Correction, QuestionForm, TextPlan, TextTerm
from search.words.question_words import QuestionText, QuestionWord, read_question
from search.words.recent_plans import RecentPlans
from search.words.synonyms import NO_SYNONYMS, Expression, Synonyms
from search.words.weighing import clause_counts, few_sufficient_sets, inverse_frequency

SYNONYM_BOOST = 0.6
MAX_SYNONYMS = 5
COMMON_SHARE = 0.15  # of all documents
NUMBER_WEIGHT = 0.4
PRESENCE = 1.0  # of its own weight, for each of several words that a document holds at all
UNKNOWN_WEIGHT = 0.45  # of what the known words of the question weigh on average
ELSEWHERE_WEIGHT = 0.9  # the same of a Dutch word that no document holds: the question may be about something else
CIRCUMSTANCE = 0.5  # of that, in a sentence: most such words tell who asks and why, not what for

_recent = RecentPlans()


@dataclass(frozen=True)
class WeighedTerm:
    """A word or expression with what answers it; without alternatives no document can."""

    word: str
    alternatives: tuple[Alternative, ...]
    weight: float
    meant: str = ""
    surety: float = 1.0


def plan_text(text: str, lexicon: Lexicon, synonyms: Synonyms = NO_SYNONYMS) -> TextPlan:
    """The plan of a text; empty when nothing in it can find a document. Plans of late are kept."""
    key = (text, lexicon.state, synonyms.token)
    return _recent.get_or_make(key, partial(_plan, text, lexicon, synonyms))


def _plan(text: str, lexicon: Lexicon, synonyms: Synonyms) -> TextPlan:
    question = read_question(text)
    terms = _terms(_with_joined(_words_that_count(question), question, lexicon), lexicon, synonyms)
    known = [term for term in terms if term.alternatives]
    if not known:
        return TextPlan(phrases=question.phrases)
    unknown = [term.word for term in terms if not term.alternatives and term.word not in question.explained]
    return _planned(known, [_unknown_weight(word, question.form) for word in unknown], question)


def _unknown_weight(word: str, form: QuestionForm) -> float:
    weight = ELSEWHERE_WEIGHT if word in dutch_words() else UNKNOWN_WEIGHT
    return weight * CIRCUMSTANCE if form == QuestionForm.SENTENCE else weight


def _words_that_count(question: QuestionText) -> tuple[QuestionWord, ...]:
    """All but stop words, and what the directory calls its expressions; or all words where there are no others."""
    telling = (word for word in question.words if not word.is_stop_word)
    return (*telling, *question.named)[:MAX_TERMS] or question.words[:MAX_TERMS]


def _with_joined(words: tuple[QuestionWord, ...], question: QuestionText, lexicon: Lexicon) -> tuple[QuestionWord, ...]:
    """Words typed with a hyphen as one word, where documents hold it so."""
    for pieces, joined in question.joined.items():
        place = next((at for at in range(len(words)) if _spelled(words[at : at + len(pieces)]) == pieces), None)
        tokens = tokens_of_word(joined)
        if place is not None and lexicon.frequency(tokens.stem):
            one = QuestionWord(joined, tokens, is_stop_word=False, pieces=pieces)
            words = (*words[:place], one, *words[place + len(pieces) :])
    return words


def _spelled(words: tuple[QuestionWord, ...]) -> tuple[str, ...]:
    return tuple(word.word for word in words)


def _terms(words: tuple[QuestionWord, ...], lexicon: Lexicon, synonyms: Synonyms) -> list[WeighedTerm]:
    answered = [(word, answers_to(word, lexicon)) for word in words]
    tokens = [_synonym_token(word, own, synonyms) for word, own in answered]
    terms: list[WeighedTerm] = []
    place = 0
    while place < len(words):
        match = synonyms.at(tokens, place)
        length = match.length if match else 1
        others = match.others if match else ()
        own = answered[place][1] if length == 1 else _of_expression(tuple(tokens[place : place + length]), lexicon)
        if match and own.meant and tokens[place] == words[place].tokens.meaning:
            own = WordAnswers()  # editors know it as it was typed: it was not mistyped
        terms.append(_term(words[place : place + length], own, others, lexicon))
        place += length
    return terms


def _synonym_token(word: QuestionWord, own: WordAnswers, synonyms: Synonyms) -> str:
    """That of the word as editors know it: as it was typed, as it was meant, or as the directory calls it."""
    typed = word.tokens.meaning
    if synonyms.begins_with(typed):
        return typed
    if own.meant:
        return tokens_of_word(own.meant).meaning
    names = () if own.frequency else map(tokens_of_word, directory_words(word.word))
    return next((name.meaning for name in names if synonyms.begins_with(name.meaning)), typed)


def _of_expression(tokens: Expression, lexicon: Lexicon) -> WordAnswers:
    frequency = frequency_of(tokens, lexicon)
    return WordAnswers((Alternative(tokens),), frequency) if frequency else WordAnswers()


def _term(
    words: tuple[QuestionWord, ...], own: WordAnswers, others: tuple[Expression, ...], lexicon: Lexicon
) -> WeighedTerm:
    known_others = _known_others(others, lexicon)
    frequency = own.frequency or max((frequency for _, frequency in known_others), default=0)
    weight = _weight(frequency, lexicon) if frequency else 0.0
    alternatives = {other: Alternative(other, SYNONYM_BOOST) for other, _ in known_others}
    alternatives |= {alternative.tokens: alternative for alternative in own.alternatives}
    level = tuple(_levelled(alternative, weight, lexicon) for alternative in alternatives.values())
    is_number = all(word.word.isdigit() for word in words)
    return WeighedTerm(
        " ".join(word.word for word in words),
        level,
        weight * (NUMBER_WEIGHT if is_number else 1.0),
        own.meant,
        1.0 if known_others else own.surety,
    )


def _known_others(others: tuple[Expression, ...], lexicon: Lexicon) -> list[tuple[Expression, int]]:
    """The first that documents hold, but no single words that very many do: these say too little to stand in."""
    common = max(1, int(lexicon.documents * COMMON_SHARE))
    found = [(other, frequency_of(other, lexicon)) for other in others]
    telling = (each for each in found if each[1] and (len(each[0]) > 1 or each[1] <= common))
    return list(islice(telling, MAX_SYNONYMS))


def _weight(frequency: int, lexicon: Lexicon) -> float:
    return inverse_frequency(min(frequency, lexicon.documents), lexicon.documents)


def _levelled(alternative: Alternative, weight: float, lexicon: Lexicon) -> Alternative:
    """Rarer words, or more of them, score no more for standing in for a common one."""
    scored = sum(_weight(lexicon.frequency(token), lexicon) for token in alternative.tokens)
    if scored <= weight:
        return alternative
    return Alternative(alternative.tokens, round(alternative.boost * weight / scored, 3))


def _planned(known: list[WeighedTerm], unknown: list[float], question: QuestionText) -> TextPlan:
    average = sum(term.weight for term in known) / len(known)
    sure = (term.weight * term.surety for term in known)
    steps = clause_counts([*sure, *(average * weight for weight in unknown)])
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
    sufficient = few_sufficient_sets(own_steps, needed)
    return TextPlan(terms, sufficient, question.phrases, corrections, unknown_steps, question.form)
