"""How well the analyser does on whole lists of words. A change that makes it worse must be seen and weighed."""

from search.analysis import tokens_of_word, words_of
from tests.search.words.word_lists import COMPOUNDS, SHOULD_MEET, SHOULD_NOT_MEET, WHOLE_WORDS, pairs


def _whole(word: str) -> set[str]:
    return {token for plain in words_of(word) for token in tokens_of_word(plain).whole}


def _all(word: str) -> set[str]:
    return {token for plain in words_of(word) for token in (*tokens_of_word(plain).whole, *tokens_of_word(plain).parts)}


def test_forms_of_one_word_meet() -> None:
    missed = [pair for pair in pairs(SHOULD_MEET) if not _whole(pair[0]) & _whole(pair[1])]
    assert len(pairs(SHOULD_MEET)) == 63
    assert len(missed) <= 2, missed


def test_other_words_do_not_meet() -> None:
    wrong = [pair for pair in pairs(SHOULD_NOT_MEET) if _whole(pair[0]) & _whole(pair[1])]
    assert len(pairs(SHOULD_NOT_MEET)) == 29
    assert len(wrong) <= 2, wrong


def test_a_part_finds_its_compound() -> None:
    missed = [pair for pair in pairs(COMPOUNDS) if not _all(pair[0]) & _whole(pair[1])]
    assert len(pairs(COMPOUNDS)) == 61
    assert len(missed) <= 1, missed


def test_words_that_are_no_compounds_stay_whole() -> None:
    split = [word for word in WHOLE_WORDS.split() if tokens_of_word(word).parts]
    assert len(WHOLE_WORDS.split()) == 33
    assert split == []
