"""Whether an initiative runs today, as far as is known."""

import datetime

import pytest

from initiatives.currency import currency_of
from initiatives.enums import Currency, Phase
from initiatives.partial_dates import PartialDate

TODAY = datetime.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("phase", "starts", "ends", "confirmed_on", "expected"),
    [
        (Phase.EXECUTION, None, None, None, Currency.UNKNOWN),
        (Phase.EXECUTION, PartialDate(2021), PartialDate(2026), None, Currency.RUNNING),
        (Phase.EXECUTION, PartialDate(2021), PartialDate(2026, 6, 15), None, Currency.RUNNING),
        (Phase.EXECUTION, PartialDate(2021), PartialDate(2026, 6, 14), None, Currency.PAST),
        (Phase.EXECUTION, PartialDate(2026, 7), PartialDate(2027), None, Currency.UNKNOWN),
        (Phase.EXECUTION, PartialDate(2021), None, None, Currency.UNKNOWN),
        (Phase.EXECUTION, None, None, datetime.date(2025, 6, 16), Currency.RUNNING),
        (Phase.EXECUTION, None, None, datetime.date(2025, 6, 15), Currency.UNKNOWN),
        (Phase.STOPPED, PartialDate(2021), PartialDate(2030), TODAY, Currency.PAST),
        (Phase.DELIVERED, None, None, None, Currency.PAST),
        (Phase.EXECUTION, None, PartialDate(2025), TODAY, Currency.PAST),
    ],
)
def test_currency(
    phase: Phase,
    starts: PartialDate | None,
    ends: PartialDate | None,
    confirmed_on: datetime.date | None,
    expected: Currency,
) -> None:
    found = currency_of(phase=phase, starts=starts, ends=ends, confirmed_on=confirmed_on, today=TODAY)
    assert found == expected
