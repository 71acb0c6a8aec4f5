import re
import threading
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import (
    MAX_TOKEN_LENGTH,
    analyse,
    analysis_fingerprint,
    clean_query,
    fold,
    index_tokens,
    phrase_tokens,
    stem_of,
    tokens_of_word,
    words_of,
)
from search.query import MAX_TEXT_LENGTH, MAX_WORDS

ANY_TEXT = st.text(st.characters(categories=None), max_size=300)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  sporten   in\tHeerlen\n", "sporten in Heerlen"),
        ("a\x00b", "a b"),
        ("ouder\u200ben", "ouderen"),
        ("\u202eneredoj\u202c", "neredoj"),
        ("x\ud800y", "xy"),
        ("cafe\u0301", "café"),
        ("ab " * 3000, " ".join(["ab"] * MAX_WORDS)),
        ("a" * 100_000, "a" * MAX_TEXT_LENGTH),
    ],
)
def test_clean_query(typed: str, clean: str) -> None:
    assert clean_query(typed) == clean


@given(text=st.text(st.characters(categories=None)))
def test_clean_query_is_bounded_storable_and_stable(text: str) -> None:
    clean = clean_query(text)
    assert len(clean) <= MAX_TEXT_LENGTH
    assert len(clean.split()) <= MAX_WORDS
    assert clean.encode().decode() == clean
    assert clean_query(clean) == clean


@given(text=ANY_TEXT)
def test_whatever_comes_in_tokens_hold_letters_and_digits_only(text: str) -> None:
    for token in [*index_tokens(text), *phrase_tokens(text)]:
        assert 0 < len(token) <= MAX_TOKEN_LENGTH
        assert token.isalnum()
        assert unicodedata.is_normalized("NFC", token)


@given(text=ANY_TEXT)
def test_words_are_folded_once_and_for_all(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words
    assert [fold(word) for word in words] == words


@given(text=ANY_TEXT)
def test_a_text_gives_the_same_tokens_again(text: str) -> None:
    assert index_tokens(text) == index_tokens(text)
    assert set(phrase_tokens(text)) <= set(index_tokens(text))


@pytest.mark.parametrize("word", ["a" * 10_000, "schuld" * 2_000, "\u05d0" * 10_000, "1" * 10_000, "g." * 5_000])
def test_an_endless_word_is_cut_and_quick(word: str) -> None:
    start = time.thread_time()  # what else the machine does counts for nothing
    tokens = index_tokens(word)
    assert time.thread_time() - start < 0.5
    assert all(len(token) <= MAX_TOKEN_LENGTH for token in tokens)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("G.G.D. en g.g.z", ["ggd", "en", "ggz"]),
        ("GBT-hulp", ["gbt", "hulp"]),
        ("foto's zo'n", ["fotos", "zo"]),
        ("\uff23\uff21\uff26\uff25 \ufb01ets Straße", ["cafe", "fiets", "strasse"]),
        ("ouder\u200ben \u202ewerk\u202c", ["ouderen", "werk"]),
        ("كِتَاب", ["كتاب"]),
        ("www.ggd.nl 18+ 12,5", ["www", "ggd", "nl", "18", "12", "5"]),
        ("_naam_ één", ["naam", "een"]),
    ],
)
def test_words_of(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_plain_and_other_texts_are_taken_apart_alike() -> None:
    every = "".join(f"a{chr(code)}b " for code in range(128))
    parts = re.findall(r"[^\W_]+", re.sub("(?<=a)['.](?=b)", "", every.lower()))
    assert words_of(every) == words_of(f"{every}\u00e9")[:-1] == parts


@pytest.mark.parametrize("text", ["Kinderen spelen, in de GeldWijzerWinkel", "e-mail na één foto's", "", "?!"])
def test_a_text_is_analysed_word_by_word(text: str) -> None:
    analysed = analyse(text)
    assert analysed.words == words_of(text)
    assert analysed.stems.split() == phrase_tokens(text)
    assert Counter(index_tokens(text)) >= Counter(token for word in words_of(text) for token in index_tokens(word))


def test_a_hyphenated_word_is_found_without_its_hyphen() -> None:
    assert {"e", "mail", "email"} <= set(index_tokens("e-mail"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wandelen", "wandelingen"),
        ("financiën", "financien"),
        ("auto's", "autos"),
        ("café", "CAFE"),
        ("huizen", "huis"),
        ("bruggen", "brug"),
        ("plannen", "plan"),
        ("położna", "polozna"),
        ("I\u015f\u0131k", "isik"),
        ("الصحة", "الصحه"),
    ],
)
def test_forms_of_a_word_share_a_token(one: str, other: str) -> None:
    assert phrase_tokens(one) == phrase_tokens(other)


GOLDEN = {
    "eenzaamheid": "eenzaam",
    "eenzame": "eenzame eenzaam",
    "schuldhulpverlening": "schuldhulpverleen | schuld hulp verleen schuldhulp hulpverleen",
    "jongeren": "jonger jong",
    "ouderen": "oudere",
    "ouders": "ouder",
    "gezonde": "gezond",
    "kinderen": "kinder kind",
    "mantelzorgers": "mantelzorger",
    "financien": "financ",
    "financieel": "financ",
    "korting": "korting",
    "kort": "kort",
    "rekeningen": "rekening",
    "rekenen": "rekeen",
    "initiatieven": "initiatief initieer",
    "samenwerking": "samenwerk",
    "gezinshuis": "gezinshuis | gezin huis",
    "vragenlijsten": "vragenlijst | vraag lijst",
    "помощь": "помощь",
    "2026": "2026",
}


@pytest.mark.parametrize("word", GOLDEN)
def test_golden_tokens(word: str) -> None:
    """A library that changes must be noticed: indexes made with the old one need another ANALYSIS_VERSION."""
    tokens = tokens_of_word(word)
    assert " ".join([*tokens.whole, *(["|", *tokens.parts] if tokens.parts else [])]) == GOLDEN[word]


def test_a_word_weighs_more_than_its_parts() -> None:
    tokens = index_tokens("gezinshuis")
    assert (tokens.count("gezinshuis"), tokens.count("gezin")) == (2, 1)


def test_other_scripts_are_words_too() -> None:
    assert [len(phrase_tokens(text)) for text in ("помощь соседям", "مساعدة", "健康")] == [2, 1, 1]


def test_threads_get_the_same_tokens() -> None:
    words = [f"{first}{second}" for first in ("buurt", "wijk", "schuld") for second in ("hulp", "team", "werk", "tuin")]
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append([stem_of(word) for word in words])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [found[0]] * 4


def test_a_better_word_list_changes_the_fingerprint(tmp_path: Path, settings: object) -> None:
    before = analysis_fingerprint()
    path = tmp_path / "words"
    path.write_text("kwaakpoel\n", encoding="utf-8")
    settings.NAVIGATOR_DUTCH_WORDS = str(path)  # type: ignore[attr-defined]
    assert analysis_fingerprint() != before
