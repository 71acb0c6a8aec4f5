"""Searches without an answer by their words are counted, without anything of who searched, and never at a cost."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from initiatives.geo.types import Point
from search.asking import MeaningUse
from search.editing import searched_terms
from search.editing.models import SearchedKind, SearchedTerm
from search.editing.searched_terms import (
    Searched,
    count_search,
    countable_text,
    forget_old_terms,
    outcome_of,
    shown_terms,
    write_counted,
)
from search.editing.short_wait import short_wait
from search.query import SearchQuery
from search.results import MapCounts, SearchResults
from search.visible import VisibleAnswer
from search.vocabulary import load_vocabulary
from tests.factories import InitiativeFactory, ThemeFactory, days_ago

pytestmark = pytest.mark.django_db
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
NOTHING = SearchResults(total=0, ids=(), facet_counts={}, map=MapCounts())


def results(*ids: int, by_meaning: tuple[int, ...] = ()) -> SearchResults:
    return SearchResults(len(ids), ids, {}, MapCounts(with_place=len(ids)), meaning_only=frozenset(by_meaning))


@pytest.fixture(autouse=True)
def _nothing_waits(monkeypatch) -> Iterator[None]:
    monkeypatch.setattr(searched_terms, "WRITE_PAUSE_S", 0.0)
    searched_terms._waiting.counts.clear()
    searched_terms._waiting.next_write = 0.0
    yield
    searched_terms._waiting.counts.clear()


def count(text: str, answer: SearchResults = NOTHING, **headers: str) -> None:
    request = RequestFactory().get("/zoeken/", headers={**BROWSER, **headers})
    query = SearchQuery(text=text)
    count_search(request, query, VisibleAnswer(answer, query), load_vocabulary())


def counted() -> dict[tuple[str, str], int]:
    write_counted(now=True)
    rows = SearchedTerm.objects.values_list("text", "kind", "count")
    return {(text, kind): number for text, kind, number in rows}


def test_the_same_search_is_one_row_a_day() -> None:
    for text in ("Breiclub", "breiclub!", "  BREICLUB  "):
        count(text)
        write_counted(now=True)
    assert counted() == {("breiclub", "niets"): 3}
    assert SearchedTerm.objects.get().day == timezone.localdate()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (NOTHING, SearchedKind.NOTHING),
        (results(1, 2), None),
        (results(1, 2, by_meaning=(2,)), None),
        (results(1, 2, by_meaning=(1, 2)), SearchedKind.MEANING),
    ],
)
def test_what_the_words_answered_is_not_counted(answer: SearchResults, expected: SearchedKind | None) -> None:
    assert outcome_of(answer) is expected
    count("breiclub", answer)
    assert counted() == ({("breiclub", expected.value): 1} if expected else {})


@pytest.mark.parametrize(
    "text",
    [
        "jan@voorbeeld.nl", "jan\uff20voorbeeld", "06 12345678", "6411 ab", "1234", "\uff11\uff12\uff13\uff14",
        "a1b2c3d4", "", "  ", "?!", "ab",
        "een twee drie vier vijf zes zeven acht negen", "x" * 81,
    ],
)  # fmt: skip
def test_what_may_say_who_somebody_is_is_not_kept(text: str) -> None:
    assert countable_text(text) == ""
    count(text)
    assert counted() == {}


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Café's 55+", "cafes 55"), ("yoga 123", "yoga 123"), ("спорт для дітей", None), ("mijn kind is te zwaar", None)],
)
def test_other_texts_are_kept_folded(text: str, kept: str | None) -> None:
    assert countable_text(text) == (kept or countable_text(text.upper()))
    assert countable_text(text)


@pytest.mark.parametrize("text", ["zelfmoord", "ik wil niet meer leven", "hij slaat mij", "domestic violence"])
def test_a_search_that_speaks_of_a_crisis_is_never_counted(text: str) -> None:
    count(text)
    count(text, results(1, by_meaning=(1,)))
    assert counted() == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": ""}, {"User-Agent": "Googlebot/2.1"}, {"User-Agent": "python-httpx/0.28"},
        {"HX-Request": "true"}, {"Sec-Purpose": "prefetch"},
    ],
)  # fmt: skip
def test_programs_and_parts_of_pages_are_not_counted(headers: dict[str, str]) -> None:
    count("breiclub", **headers)
    assert counted() == {}


@pytest.mark.parametrize(
    "query",
    [
        SearchQuery(text="breiclub", page=2),
        SearchQuery(text="breiclub", selections={"thema": ("bewegen",)}),
        SearchQuery(text="breiclub", near=Point(50.9, 6.0), radius_km=1),
        SearchQuery(text="breiclub", uses_meaning=False),
        SearchQuery(),
    ],
)
def test_filters_and_later_pages_are_not_counted(query: SearchQuery) -> None:
    request = RequestFactory().get("/zoeken/", headers=BROWSER)
    count_search(request, query, VisibleAnswer(NOTHING, query), load_vocabulary())
    assert counted() == {}


@pytest.mark.parametrize("shortcoming", [{"is_catching_up": True}, {"meaning": MeaningUse.LATE}])
def test_an_answer_that_may_miss_something_is_not_counted(shortcoming: dict[str, Any]) -> None:
    query = SearchQuery(text="breiclub")
    request = RequestFactory().get("/zoeken/", headers=BROWSER)
    count_search(request, query, VisibleAnswer(NOTHING, query, **shortcoming), load_vocabulary())
    assert counted() == {}


def test_the_page_counts_after_it_was_sent(client: Client, search_index) -> None:
    InitiativeFactory(title="Wandelgroep")
    search_index()
    for address in ("/zoeken/?q=breiclub", "/zoeken/?q=wandelgroep", "/zoeken/?q=zelfmoord", "/zoeken/"):
        assert client.get(address, headers=BROWSER).status_code == 200
    assert counted() == {("breiclub", "niets"): 1}


def test_nothing_is_written_more_than_once_a_second(monkeypatch) -> None:
    monkeypatch.setattr(searched_terms, "WRITE_PAUSE_S", 60.0)
    count("eerste")
    write_counted()
    count("tweede")
    write_counted()
    assert list(SearchedTerm.objects.values_list("text", flat=True)) == ["eerste"]
    assert set(counted()) == {("eerste", "niets"), ("tweede", "niets")}


def test_a_database_that_refuses_costs_only_the_count(client: Client, search_index, caplog) -> None:
    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT INTO search_searchedterm"):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, params, many, context)

    caplog.set_level("INFO", logger="search.editing.searched_terms")
    with connection.execute_wrapper(refuse):
        assert client.get("/zoeken/?q=breiclub", headers=BROWSER).status_code == 200
    assert "1 searched terms are not counted" in caplog.text
    assert counted() == {}


def test_a_day_holds_no_more_rows_than_its_bound(monkeypatch) -> None:
    monkeypatch.setattr(searched_terms, "TERMS_A_DAY", 3)
    for number in range(5):
        count(f"woord{number}")
    write_counted(now=True)
    count("woord0")
    count("nieuw")
    assert len(counted()) == 3
    assert counted()[("woord0", "niets")] == 2


def test_memory_holds_no_more_than_its_bound(monkeypatch) -> None:
    monkeypatch.setattr(searched_terms, "MAX_WAITING", 2)
    for text in ("een", "twee", "drie"):
        count(text)
    assert len(searched_terms._waiting.counts) == 2


def test_a_lock_is_waited_for_only_shortly() -> None:
    asked = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"

    def waits() -> str:
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return str(cursor.fetchone()[0]).removesuffix("ms")

    usual = waits()
    with short_wait(connection):
        assert waits() == "100"
    assert waits() == usual != "100"


@pytest.mark.parametrize(
    ("counts", "is_shown"),
    [
        ({0: 2, 1: 1}, True), ({0: 3}, False), ({0: 1, 1: 1}, False), ({0: 1, 40: 2}, True), ({40: 5, 41: 5}, False),
        ({0: 2, 95: 5}, False),
    ],
)  # fmt: skip
def test_terms_are_shown_from_three_times_on_two_days(counts: dict[int, int], is_shown: bool) -> None:
    for days, number in counts.items():
        SearchedTerm.objects.create(day=days_ago(days), text="breiclub", kind="niets", count=number)
    assert [row["text"] for row in shown_terms(days=30)] == (["breiclub"] if is_shown else [])


def test_times_are_those_of_the_period_and_the_most_searched_come_first() -> None:
    for text, counts in {"breien": {0: 1, 20: 4}, "haken": {0: 3, 1: 1}}.items():
        for days, number in counts.items():
            SearchedTerm.objects.create(day=days_ago(days), text=text, kind="niets", count=number)
    assert [(row["text"], row["times"]) for row in shown_terms(days=30)] == [("breien", 5), ("haken", 4)]
    assert [(row["text"], row["times"]) for row in shown_terms(days=7)] == [("haken", 4), ("breien", 1)]


def test_ninety_days_are_kept() -> None:
    for days in (89, 90, 91, 400):
        SearchedTerm.objects.create(day=days_ago(days), text="breiclub", kind="niets", count=1)
    assert forget_old_terms() == 2
    assert min(SearchedTerm.objects.values_list("day", flat=True)) == timezone.localdate() - datetime.timedelta(90)


def test_a_counted_search_holds_nothing_else() -> None:
    assert {field.name for field in SearchedTerm._meta.fields} == {"id", "day", "text", "kind", "count"}
    assert [*Searched.__dataclass_fields__] == ["day", "text", "kind"]


def test_counted_terms_are_on_no_public_page(client: Client, search_index) -> None:
    InitiativeFactory(title="Wandelgroep", themes=[ThemeFactory(slug="bewegen")])
    search_index()
    for days in range(5):
        SearchedTerm.objects.create(day=days_ago(days), text="kanarieterm", kind="niets", count=9)
    addresses = ("/", "/zoeken/", "/zoeken/?q=kanarie", "/api/v1/initiatieven", "/api/v1/suggesties?q=kanarie")
    for address in (*addresses, "/api/v1/openapi.json", "/sitemap.xml", "/readyz", "/themas/bewegen/"):
        assert "kanarieterm" not in client.get(address).content.decode(), address
