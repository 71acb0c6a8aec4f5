"""Whether an initiative runs today, as far as is known."""

import datetime

from initiatives.enums import ENDED_PHASES, Currency, Phase
from initiatives.partial_dates import PartialDate

CONFIRMATION_HOLDS_FOR = datetime.timedelta(days=365)


def currency_of(
    *,
    phase: Phase,
    starts: PartialDate | None,
    ends: PartialDate | None,
    confirmed_on: datetime.date | None,
    today: datetime.date,
) -> Currency:
    """Over when ended; running when its period covers today or it was confirmed in the past year; else unknown."""
    if phase in ENDED_PHASES or (ends is not None and ends.last_day < today):
        return Currency.PAST
    covers_today = starts is not None and ends is not None and starts.first_day <= today
    confirmed = confirmed_on is not None and today - confirmed_on < CONFIRMATION_HOLDS_FOR
    return Currency.RUNNING if covers_today or confirmed else Currency.UNKNOWN
