"""Dates of a known precision: read, written, ordered and put in words."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from initiatives.models import Initiative
from initiatives.partial_dates import FIRST_YEAR, LAST_YEAR, PartialDate

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
DAYS = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31)).map(PartialDate.from_date)
PARTIAL_DATES = st.one_of(
    st.builds(PartialDate, YEARS),
    st.builds(PartialDate, YEARS, month=st.integers(1, 12)),
    st.builds(PartialDate, YEARS, quarter=st.integers(1, 4)),
    DAYS,
)


@given(PARTIAL_DATES)
def test_what_is_written_is_read_back(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(PARTIAL_DATES)
def test_the_first_day_never_lies_after_the_last(date: PartialDate) -> None:
    assert date.first_day <= date.last_day
    assert {date.first_day.year, date.last_day.year} == {date.year}


@given(DAYS)
def test_a_whole_day_is_one_day_and_the_dutch_order_is_read_too(date: PartialDate) -> None:
    assert date.first_day == date.last_day
    assert PartialDate.parse(f"{date.day}-{date.month}-{date.year}") == date


@given(st.lists(PARTIAL_DATES))
def test_the_order_is_by_the_earliest_day_meant(dates: list[PartialDate]) -> None:
    days = [date.first_day for date in sorted(dates)]
    assert days == sorted(days)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return
    assert PartialDate.parse(str(date)) == date


@pytest.mark.parametrize(
    "text",
    ["", "22", "2022-13", "2022-02-30", "2022-Q5", "1899", "2101", "31-02-2022", "2022-1", "٢٠٢٢", "2022-09-18T00"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message holds the text itself
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2022", "2022"),
        ("2022-09", "september 2022"),
        ("2022-09-18", "18 september 2022"),
        ("2022-Q3", "kwartaal 3 van 2022"),
    ],
)
def test_the_label_says_no_more_than_is_known(text: str, label: str) -> None:
    with translation.override("nl"):
        assert PartialDate.parse(text).label == label


def test_a_form_field_refuses_what_is_no_date() -> None:
    field = Initiative._meta.get_field("period_start").formfield()
    assert field.clean("05-2023") == PartialDate(2023, 5)
    assert field.clean("") is None
    with pytest.raises(ValidationError):
        field.clean("ooit")


@pytest.mark.django_db
def test_the_database_keeps_the_precision() -> None:
    from tests.factories import InitiativeFactory

    stored = InitiativeFactory(period_start=PartialDate(2022, quarter=3), period_end=None)
    read = Initiative.objects.get(pk=stored.pk)
    assert (read.period_start, read.period_end) == (PartialDate(2022, quarter=3), None)
