"""Queries that every request asks, put into SQL once: to say them takes the ORM longer than the database to answer.

The queryset stays the one place that says what is asked, of what the public may see above all.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

_Statement = tuple[str, tuple[Any, ...], tuple[int, ...]]  # SQL, parameters, and where among these the values stand
_MakeQuery = Callable[[list[Any]], "QuerySet[Any, tuple[Any, ...]]"]


class PreparedQuery:
    """``make`` turns a list of values into a queryset of plain columns (numbers and text) that says each of them once.

    Its SQL may depend on how many values there are, on nothing else. Safe to share between threads.
    """

    def __init__(self, make: _MakeQuery) -> None:
        self._make = make
        self._statements: dict[tuple[str, int], _Statement] = {}

    def rows(self, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """One query; none without values, for then nothing is asked for."""
        if not values:
            return []
        sql, parameters, positions = self._statement(values)
        filled = list(parameters)
        for position, value in zip(positions, values, strict=True):
            filled[position] = value
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def _statement(self, values: Sequence[Any]) -> _Statement:
        key = connection.vendor, len(values)
        if key not in self._statements:
            self._statements[key] = self._compiled(values)
        return self._statements[key]

    def _compiled(self, values: Sequence[Any]) -> _Statement:
        marks = [_mark(number, value) for number, value in enumerate(values)]
        sql, parameters = self._make(marks).query.get_compiler(connection=connection).as_sql()
        return sql, tuple(parameters), tuple(parameters.index(mark) for mark in marks)


def _mark(number: int, value: Any) -> Any:
    """What stands in for a value while the SQL is made: like no real one."""
    return f"\N{REPLACEMENT CHARACTER}{number}" if isinstance(value, str) else -1 - number
