"""What answers one word of a question: its own tokens, or what it most likely stands for where no document holds it."""

from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from search.analysis import WordTokens, tokens_of_word
from search.words.compounds import split_of
from search.words.dutch_words import dutch_words
from search.words.glossary import DirectoryWords, directory_words
from search.words.lexicon import Lexicon
from search.words.plan import Alternative
from search.words.question_words import QuestionWord
from search.words.stop_words import STOP_WORDS

LEMMA_BOOST = 0.85
ALL_PARTS_BOOST = 0.7
FIRST_PART_BOOST = 0.4
RENAMED_BOOST = 0.8
PREFIX_BOOST = 0.8
CORRECTED_BOOST = 0.8
SHORTEST_PREFIX = 3
PARTS_SURETY = 0.7  # a gemeentehuis is a house of a gemeente, but what is about one is hardly about the other
MAX_COMPLETIONS = 8
MAX_LIKE = 12
MAX_CORRECTIONS = 2
EQUALLY_COMMON = 4


@dataclass(frozen=True)
class WordAnswers:
    """``frequency``: about how many documents hold the likeliest alternative; ``meant``: only of a corrected word;
    ``surety``: how sure it is that these are about what the word is about, at most 1.
    """

    alternatives: tuple[Alternative, ...] = ()
    frequency: int = 0
    meant: str = ""
    surety: float = 1.0


def answers_to(word: QuestionWord, lexicon: Lexicon) -> WordAnswers:
    """None when nothing known resembles it."""
    if word.pieces:
        return _hyphenated(word, lexicon)
    names = word.names or directory_words(word.word)
    found = (not word.names and _whole(word.word, lexicon)) or _renamed(names, lexicon)
    found = found or _completed(word, lexicon) or _in_parts(word.word, lexicon)
    if found is None and not word.is_abbreviation:
        found = _corrected(word.word, lexicon)
    return found or WordAnswers()


def _hyphenated(word: QuestionWord, lexicon: Lexicon) -> WordAnswers:
    """A known word, or all of its pieces apart."""
    known = _known(word.tokens, lexicon)
    pieces = tuple(tokens_of_word(piece).stem for piece in word.pieces)
    return replace(known, alternatives=(*known.alternatives, Alternative(pieces, ALL_PARTS_BOOST)))


def _whole(word: str, lexicon: Lexicon) -> WordAnswers | None:
    """A known word, and at a lower boost what holds all parts of it."""
    known = _known(tokens_of_word(word), lexicon)
    if not known.alternatives:
        return None
    parts = _in_parts(word, lexicon, with_first=False)
    return replace(known, alternatives=(*known.alternatives, *parts.alternatives)) if parts else known


def frequency_of(tokens: tuple[str, ...], lexicon: Lexicon) -> int:
    """In how many documents all of the tokens can stand at most."""
    return min(map(lexicon.frequency, tokens))


def _known(tokens: WordTokens, lexicon: Lexicon) -> WordAnswers:
    boosts = (1.0, LEMMA_BOOST)
    found = [
        (Alternative((token,), boost), frequency)
        for token, boost in zip(tokens.whole, boosts, strict=False)
        if (frequency := lexicon.frequency(token))
    ]
    return WordAnswers(tuple(alternative for alternative, _ in found), found[0][1]) if found else WordAnswers()


def _renamed(names: DirectoryWords, lexicon: Lexicon) -> WordAnswers | None:
    """Any of the words by which the directory calls it."""
    found = [answers for name in names if (answers := _whole(name, lexicon))]
    if not found:
        return None
    return WordAnswers(_lowered(found, RENAMED_BOOST), max(each.frequency for each in found))


def _lowered(found: list[WordAnswers], boost: float) -> tuple[Alternative, ...]:
    """All their alternatives, each once, for so much less."""
    own = (each for answers in found for each in answers.alternatives)
    return tuple(dict.fromkeys(Alternative(each.tokens, round(each.boost * boost, 3)) for each in own))


def _completed(word: QuestionWord, lexicon: Lexicon) -> WordAnswers | None:
    """Words the last one may become; not where it is a whole word already."""
    if not word.is_last or len(word.word) < SHORTEST_PREFIX:
        return None
    completions = lexicon.words_with_prefix(word.word, MAX_COMPLETIONS)
    stems = dict.fromkeys(stem for known in completions if (stem := tokens_of_word(known).stem))
    frequencies = {stem: frequency for stem in stems if (frequency := lexicon.frequency(stem))}
    if not frequencies:
        return None
    alternatives = tuple(Alternative((stem,), PREFIX_BOOST) for stem in frequencies)
    return WordAnswers(alternatives, max(frequencies.values()))


def _in_parts(word: str, lexicon: Lexicon, *, with_first: bool = True) -> WordAnswers | None:
    """A compound as its parts: documents with all of them, or with the first, which says what it is about."""
    parts = [_known(tokens_of_word(part), lexicon) for part in split_of(word)]
    if not parts or not parts[0].alternatives:
        return None
    first = tuple(Alternative(own.tokens, own.boost * FIRST_PART_BOOST) for own in parts[0].alternatives if with_first)
    if not all(part.alternatives for part in parts):
        return WordAnswers(first, parts[0].frequency, surety=PARTS_SURETY) if first else None
    together = Alternative(tuple(part.alternatives[-1].tokens[0] for part in parts), ALL_PARTS_BOOST)
    return WordAnswers((together, *first), min(part.frequency for part in parts), surety=PARTS_SURETY)


def _corrected(word: str, lexicon: Lexicon) -> WordAnswers | None:
    """The known words it may be a mistyped form of; a word of the dictionary is no mistake."""
    if word in dutch_words():
        return None
    found = [(known, answers) for known in _meant(word, lexicon) if (answers := _whole(known, lexicon))]
    if not found:
        return None
    alternatives = _lowered([answers for _, answers in found], CORRECTED_BOOST)
    return WordAnswers(alternatives, found[0][1].frequency, meant=found[0][0])


def _meant(word: str, lexicon: Lexicon) -> list[str]:
    """The likeliest word, and one more that is as likely: as many edits away, and about as common."""
    candidates = [known for known in lexicon.words_like(word, MAX_LIKE) if known not in STOP_WORDS]
    likeliest = sorted((_unlikeliness(word, known, lexicon), known) for known in candidates)[:MAX_CORRECTIONS]
    return [
        known
        for (edits, other_start, rarity), known in likeliest
        if (edits, other_start) == likeliest[0][0][:2] and rarity * EQUALLY_COMMON <= likeliest[0][0][2]
    ]


def _unlikeliness(word: str, known: str, lexicon: Lexicon) -> tuple[int, bool, int]:
    edits = int(OSA.distance(word, known))
    return edits, word[:1] != known[:1], -lexicon.frequency(tokens_of_word(known).stem)
