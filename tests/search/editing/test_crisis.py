"""Searches that speak of a crisis show help lines; all others don't."""
# ruff: noqa: RUF001 -- words in other alphabets

import pytest
from django.core.exceptions import ValidationError

from search.analysis import fold
from search.editing.crisis import EMERGENCY, SAFE_HOME, SUICIDE_PREVENTION, crisis_lines
from search.editing.crisis_words import CrisisList, is_one_edit_away, pattern_problem
from search.editing.first_crisis_words import first_expressions
from search.editing.models import CrisisExpression

SUICIDE = (SUICIDE_PREVENTION, EMERGENCY, SAFE_HOME)
VIOLENCE = (SAFE_HOME, EMERGENCY, SUICIDE_PREVENTION)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "zelfmoord", "Zelfmoordgedachten", "zelf moord", "zelfmoort", "suïcide", "suicidaal", "preventie suicide",
        "ik wil niet meer leven", "Ik wil echt niet meer leven.", "ik wil dood", "ik zie het niet meer zitten",
        "mezelf snijden", "uit het leven stappen", "hulp bij zelfbeschadiging", "ZELFMOORD!", "zelf-moord",
        "Ich will nicht mehr leben", "Selbstmord", "suicide", "I want to die", "kill myself",
        "chcę umrzeć", "samobójstwo", "intihar", "ölmek istiyorum", "انتحار", "أريد أن أموت", "самогубство",
        "не хочу жити", "самоубийство",
    ],
)  # fmt: skip
def test_searches_about_suicide_show_113_first(text: str) -> None:
    assert crisis_lines(text) == SUICIDE


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "hij slaat mij", "mijn man slaat me", "hij slaat me altijd", "mishandeling", "kindermishandeling", "mishandeld",
        "huiselijk geweld", "huislijk geweld", "geweld thuis", "verkracht", "verkrachting", "seksueel misbruik",
        "ik word geslagen", "bang voor mijn vader", "Veilig Thuis", "häusliche Gewalt", "mein Mann schlägt mich",
        "domestic violence", "he hits me", "przemoc domowa", "mąż bije mnie", "aile içi şiddet", "العنف الأسري",
        "زوجي يضربني", "домашнє насильство", "чоловік б'є мене",
    ],
)  # fmt: skip
def test_searches_about_violence_show_veilig_thuis_first(text: str) -> None:
    assert crisis_lines(text) == VIOLENCE


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "", "slagroom", "leven lang sporten", "een leven lang sporten", "gezond leven", "langer thuis wonen", "slaap",
        "behandeling", "moord", "doodgewoon", "rouw", "dood van mijn man", "verlies en rouw", "thuiszorg",
        "veilig verkeer", "bang in het donker", "geldzorgen", "niet meer roken", "ik wil niet meer roken", "slaan",
        "pijn", "weerbaarheid", "kinderen", "verwachting", "zelfredzaam", "Akerstraat 113", "sla", "minder alleen",
        "ik wil leven", "leven met dementie", "zin in het leven", "мова", "спорт", "jak żyć zdrowo", "sport treiben",
        "healthy life", "رياضة", "spor", "man", "mijn vrouw", "schuldhulp", "spelletjes", "zelfzorg", "*", "...", "😀",
    ],
)  # fmt: skip
def test_other_searches_show_none(text: str) -> None:
    assert crisis_lines(text) == ()


@pytest.mark.django_db
def test_a_text_about_both_names_both_first() -> None:
    assert crisis_lines("hij slaat mij, ik wil dood") == (SUICIDE_PREVENTION, SAFE_HOME, EMERGENCY)


@pytest.mark.django_db
def test_a_change_holds_for_the_next_search(django_assert_num_queries) -> None:
    assert crisis_lines("noodgreep thuis") == ()
    made = CrisisExpression.objects.create(text="noodgreep", kind="geweld")
    assert crisis_lines("noodgreep thuis") == VIOLENCE
    with django_assert_num_queries(1):
        assert crisis_lines("noodgreep thuis") == VIOLENCE
    made.delete()
    assert crisis_lines("noodgreep thuis") == ()


@pytest.mark.parametrize("text", ["*", "a*", "* * *", "...", "", "zelf*moord", "ab", "*dood" * 0 + "*do*"])
def test_an_expression_that_would_match_anything_is_refused(text: str) -> None:
    assert pattern_problem(text)
    with pytest.raises(ValidationError):
        CrisisExpression(text=text, kind="geweld").clean()


def test_the_first_list_is_sound_and_names_nothing_twice() -> None:
    expressions = [text for text, _ in first_expressions()]
    assert [text for text in expressions if pattern_problem(text)] == []
    folded = [fold(text) for text in expressions]
    assert sorted({text for text in folded if folded.count(text) > 1}) == []


def test_dots_stand_for_at_most_two_words() -> None:
    kinds = CrisisList.of([("wil ... weg", "geweld")]).kinds_in
    assert [bool(kinds(text)) for text in ("wil weg", "wil nu snel weg", "wil nu heel snel weg", "weg wil")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("abc", "abc", False), ("abc", "abd", True), ("abc", "ab", True), ("abc", "abcd", True), ("abc", "acb", True),
        ("abc", "cab", False), ("", "a", True), ("abc", "xbz", False), ("abcd", "bacd", True), ("abcd", "badc", False),
    ],
)  # fmt: skip
def test_one_edit(first: str, second: str, expected: bool) -> None:
    assert is_one_edit_away(first, second) is expected
    assert is_one_edit_away(second, first) is expected


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["zelfmoord " * 200, "a" * 10_000, "\u202ezelf\u200bmoord\u202c", "(((" * 500])
def test_strange_texts_are_answered(text: str) -> None:
    assert crisis_lines(text) in ((), SUICIDE)
