import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import MAX_TOKEN_LENGTH, clean_query, query_terms, token_of, tokens_of
from search.query import MAX_TERMS, MAX_TEXT_LENGTH


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  sporten   in\tHeerlen\n", "sporten in Heerlen"),
        ("a\x00b", "a b"),
        ("ouder\u200ben", "ouderen"),
        ("x\ud800y", "xy"),
        ("cafe\u0301", "café"),
        ("woord " * 3000, " ".join(["woord"] * MAX_TERMS)),
        ("a" * 100_000, "a" * MAX_TEXT_LENGTH),
    ],
)
def test_clean_query(typed: str, clean: str) -> None:
    assert clean_query(typed) == clean


@given(text=st.text(st.characters(categories=None)))
def test_clean_query_is_bounded_storable_and_stable(text: str) -> None:
    clean = clean_query(text)
    assert len(clean) <= MAX_TEXT_LENGTH
    assert len(clean.split()) <= MAX_TERMS
    assert clean.encode().decode() == clean
    assert clean_query(clean) == clean


@given(text=st.text(max_size=60))
def test_tokens_hold_letters_and_digits_only(text: str) -> None:
    for token in tokens_of(text):
        assert 0 < len(token) <= MAX_TOKEN_LENGTH
        assert token.isalnum()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wandelen", "wandelingen"),
        ("schulden", "schuld"),
        ("financiën", "financien"),
        ("buurthuis", "buurthuizen"),
        ("auto's", "autos"),
        ("café", "CAFE"),
        ("eenzaam", "eenzaamheid"),
        ("werelden", "wereld"),
        ("huizen", "huis"),
        ("bruggen", "brug"),
        ("plannen", "plan"),
    ],
)
def test_forms_of_a_word_share_a_token(one: str, other: str) -> None:
    assert tokens_of(one) == tokens_of(other)


@pytest.mark.parametrize(("one", "other"), [("gezin", "zin"), ("geloof", "loof"), ("gezondheid", "zon")])
def test_the_guard_keeps_different_words_apart(one: str, other: str) -> None:
    assert token_of(one) != token_of(other)


GOLDEN = {
    "eenzaamheid": "eenzaam",
    "schuldhulpverlening": "schuldhulpverleen",
    "jongeren": "jonger",
    "gezonde": "gezond",
    "mantelzorgers": "mantelzorger",
}


@pytest.mark.parametrize("word", GOLDEN)
def test_golden_tokens(word: str) -> None:
    """A stemmer that changes must be noticed: indexes made with the old one need another ANALYSIS_VERSION."""
    assert token_of(word) == GOLDEN[word]


def test_other_scripts_are_words_too() -> None:
    assert [len(tokens_of(text)) for text in ("помощь соседям", "مساعدة", "健康")] == [2, 1, 1]


def test_query_terms_are_distinct_and_at_most_twelve() -> None:
    assert [term.word for term in query_terms("Sporten sporten SPORT")] == ["sporten"]
    assert len(query_terms(" ".join(f"w{number}" for number in range(40)))) == MAX_TERMS
    assert query_terms('"!?-') == ()


def test_tokens_are_composed() -> None:
    assert all(unicodedata.is_normalized("NFC", token) for token in tokens_of("İstanbul Straße ﬁets"))
