"""Which texts found nothing by their words, counted by the day without anything of who searched.

What is counted waits in memory and is written after the answer was sent, at most once a second. When the database
is busy, read-only or gone it is dropped: no visitor waits for it, and a few counts fewer harm nobody.
"""

import datetime
import logging
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import Error as DatabaseProblem
from django.db import close_old_connections, connection, transaction
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from search.analysis import fold, words_of
from search.asking import MeaningUse
from search.editing.crisis import crisis_lines
from search.editing.models import MAX_TERM_LENGTH, SearchedKind, SearchedTerm
from search.editing.short_wait import short_wait
from search.query import SearchQuery
from search.results import SearchResults
from search.visible import VisibleAnswer
from search.vocabulary import Vocabulary

MAX_WORDS = 8
MIN_LETTERS = 3
DIGITS_ALLOWED = 3
DAYS_KEPT = 90
SHOWN_FROM_TIMES = 3
SHOWN_FROM_DAYS = 2
TERMS_A_DAY = 1000
MAX_WAITING = 200
WRITE_PAUSE_S = 1.0
_PROGRAM = re.compile(r"bot\b|crawl|spider|slurp|preview|monitor|wget|python|java/|go-http|libwww", re.I)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Searched:
    """One text on one day with its outcome."""

    day: datetime.date
    text: str
    kind: SearchedKind


@dataclass
class Waiting:
    """What is still to be written in this process."""

    counts: Counter[Searched]
    next_write: float = 0.0


_waiting = Waiting(Counter())
_lock = threading.Lock()


def count_search(request: HttpRequest, query: SearchQuery, answer: VisibleAnswer, vocabulary: Vocabulary) -> None:
    """Note a visitor's search that its words did not answer. Cheap, and never an error.

    Filters may be why nothing was found, so only a text alone counts, on its first page, asked for as a whole page;
    and only when the index was up to date and meaning took part, where there is any.
    """
    kind = outcome_of(answer.results)
    is_whole = not answer.is_catching_up and answer.meaning is not MeaningUse.LATE
    if kind is None or not is_whole or not _is_plain(query) or not _is_from_a_visitor(request):
        return
    text = countable_text(query.text)
    if not text or crisis_lines(query.text, vocabulary):
        return
    with _lock:
        if len(_waiting.counts) < MAX_WAITING:
            _waiting.counts[Searched(timezone.localdate(), text, kind)] += 1


def outcome_of(results: SearchResults) -> SearchedKind | None:
    """Whether the words found nothing; ``None`` when they did. ``results`` are a first page in order of relevance."""
    if not results.total:
        return SearchedKind.NOTHING
    return SearchedKind.MEANING if results.ids and results.meaning_only.issuperset(results.ids) else None


def countable_text(text: str) -> str:
    """The folded words, or nothing where they might say who somebody is: a mail address, a number, a long story."""
    folded, words = fold(text), words_of(text)
    normal = " ".join(words)
    is_private = "@" in folded or sum(letter.isdigit() for letter in folded) > DIGITS_ALLOWED
    is_long = len(words) > MAX_WORDS or len(normal) > MAX_TERM_LENGTH
    return "" if is_private or is_long or len(normal) < MIN_LETTERS else normal


def _is_plain(query: SearchQuery) -> bool:
    """By relevance, which puts what words found before what only meaning found; with meaning; without any filter."""
    return query == SearchQuery(text=query.text)


def _is_from_a_visitor(request: HttpRequest) -> bool:
    """A browser that asks for a page to read, not a program, nor a part of a page while somebody filters."""
    agent = request.headers.get("User-Agent", "")
    fetched_ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    is_page = request.method == "GET" and not request.headers.get("HX-Request")
    return is_page and bool(agent) and not fetched_ahead and not _PROGRAM.search(agent)


def write_counted(*, now: bool = False, **_signal: Any) -> None:
    """Write what waits, unless something was written in the last second; connected to the end of each request."""
    counts = _taken(now=now)
    if not counts:
        return
    try:
        with short_wait(connection), transaction.atomic():
            _write(counts)
    except DatabaseProblem as error:
        logger.info("%d searched terms are not counted: %s", len(counts), error)
    finally:
        if not connection.in_atomic_block:  # Django closes a connection that is in the middle of something
            close_old_connections()


def _taken(*, now: bool) -> Counter[Searched]:
    """What waits, taken out; nothing when it is too early."""
    if not _waiting.counts:
        return Counter()
    with _lock:
        if not now and time.monotonic() < _waiting.next_write:
            return Counter()
        taken, _waiting.counts = _waiting.counts, Counter()
        _waiting.next_write = time.monotonic() + WRITE_PAUSE_S
        return taken


def _write(counts: Counter[Searched]) -> None:
    """Add to the rows there are; new ones only up to the day's bound, so that nobody can fill the table."""
    table, columns = SearchedTerm._meta.db_table, "day, text, kind, count"
    sql = (
        f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, %s) "  # noqa: S608 -- own table name
        f"ON CONFLICT (day, text, kind) DO UPDATE SET count = {table}.count + excluded.count"
    )
    rows = [(one.day, one.text, one.kind.value, count) for one, count in _within_bound(counts).items()]
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _within_bound(counts: Counter[Searched]) -> dict[Searched, int]:
    days = {one.day for one in counts}
    in_table = dict(
        SearchedTerm.objects.filter(day__in=days).order_by().values_list("day").annotate(number=Count("pk"))
    )
    texts = {one.text for one in counts}
    rows = SearchedTerm.objects.filter(day__in=days, text__in=texts).values_list("day", "text", "kind")
    known = {Searched(day, text, SearchedKind(kind)) for day, text, kind in rows}
    written: dict[Searched, int] = {}
    for one, count in counts.items():
        if one not in known:
            if in_table.get(one.day, 0) >= TERMS_A_DAY:
                continue
            in_table[one.day] = in_table.get(one.day, 0) + 1
        written[one] = count
    return written


def forget_old_terms() -> int:
    """Remove what is older than it may be kept; the indexer does so once a day. Returns how many rows went."""
    return SearchedTerm.objects.filter(day__lt=oldest_kept_day()).delete()[0]


def oldest_kept_day() -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=DAYS_KEPT)


def shown_terms(days: int = 30) -> QuerySet[Any, Any]:
    """Rows ``text, kind, times, days, last`` for editors: searched often enough to be nobody's own, and lately.

    ``times`` counts the last ``days`` days; whether a text may be shown is judged over all that is kept.
    """
    start = timezone.localdate() - datetime.timedelta(days=days - 1)
    rows = SearchedTerm.objects.filter(day__gte=oldest_kept_day()).order_by().values("text", "kind")
    counted = rows.annotate(
        times=Sum("count", filter=Q(day__gte=start)),
        days=Count("day", distinct=True),
        last=Max("day"),
        all_times=Sum("count"),
    )
    shown = counted.filter(all_times__gte=SHOWN_FROM_TIMES, days__gte=SHOWN_FROM_DAYS, times__gt=0)
    return shown.order_by("-times", "text", "kind")
