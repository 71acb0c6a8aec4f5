"""The judged sets: what people would type, and which initiatives answer it how well. See README.md beside this file."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

SETS = Path(__file__).parent / "sets"
OFF_TOPIC = "off_topic"


class Part(StrEnum):
    """Which part of a set; the value begins the name of its file. Nobody tunes on the frozen parts.

    The second set and those after it were made by others, who had read the catalogue and nothing of the search.
    """

    TUNING = ""
    FROZEN = "frozen_"
    SECOND_TUNING = "second_"
    SECOND_FROZEN = "second_frozen_"
    THIRD_TUNING = "third_"
    THIRD_FROZEN = "third_frozen_"
    FOURTH_TUNING = "fourth_"
    FOURTH_FROZEN = "fourth_frozen_"
    FIFTH_OPEN = "fifth_"
    FIFTH_FROZEN = "fifth_frozen_"


class Topic(StrEnum):
    """The three sets, by the name of their file."""

    DUTCH = "dutch"
    FOREIGN = "foreign"
    OFF_TOPIC = OFF_TOPIC


@dataclass(frozen=True)
class JudgedQuery:
    """``grades`` maps an initiative's slug to 2 (clearly what is meant) or 1 (related, useful); all others are 0."""

    id: str
    text: str
    language: str
    kind: str
    grades: Mapping[str, int]

    @property
    def group(self) -> str:
        """The queries a third of which is frozen: a Dutch kind, a foreign language, or all that is off-topic."""
        return OFF_TOPIC if self.kind == OFF_TOPIC else f"{self.language} {self.kind}"


@cache
def judged(topic: Topic, part: Part) -> tuple[JudgedQuery, ...]:
    """One part of one set, in the order of its file."""
    rows = json.loads((SETS / f"{part}{topic}.json").read_text(encoding="utf-8"))
    return tuple(JudgedQuery(**row) for row in rows)


FIRST = (Part.TUNING, Part.FROZEN)
SECOND = (Part.SECOND_TUNING, Part.SECOND_FROZEN)
THIRD = (Part.THIRD_TUNING, Part.THIRD_FROZEN)
FOURTH = (Part.FOURTH_TUNING, Part.FOURTH_FROZEN)
FIFTH = (Part.FIFTH_OPEN, Part.FIFTH_FROZEN)


def whole(topic: Topic, parts: Iterable[Part] = FIRST) -> tuple[JudgedQuery, ...]:
    return tuple(query for part in parts for query in judged(topic, part))


def frozen_by_rule(queries: Iterable[JudgedQuery]) -> set[str]:
    """The third (rounded down) of each group whose ids have the smallest SHA-256: chosen by nobody."""
    groups: dict[str, list[str]] = {}
    for query in queries:
        groups.setdefault(query.group, []).append(query.id)
    return {id_ for ids in groups.values() for id_ in sorted(ids, key=_digest)[: len(ids) // 3]}


def _digest(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()
