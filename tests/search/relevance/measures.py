"""How good rankings are: success@5, nDCG@10, how many are empty, how much an off-topic question finds."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.search.relevance.judged import JudgedQuery

CLEARLY_MEANT = 2
SUCCESS_CUT = 5
NDCG_CUT = 10
FEW_HITS = 5


@dataclass(frozen=True)
class Answer:
    """What a search gave: slugs in order (at least the first ten of ``total``) for a judged query."""

    query: JudgedQuery
    ranking: tuple[str, ...]
    total: int


@dataclass(frozen=True)
class Figures:
    """Over a set of queries: the share with a right answer in the first five, mean nDCG@10, the share without any."""

    queries: int
    success: float
    ndcg: float
    empty: float


@dataclass(frozen=True)
class OffTopicFigures:
    """Over questions the directory cannot answer: the share with at most five hits, and the median of hits."""

    queries: int
    few: float
    median_hits: float


def succeeds(ranking: Sequence[str], grades: Mapping[str, int], cut: int = SUCCESS_CUT) -> bool:
    """Whether something clearly meant (grade 2) is among the first ``cut``; merely related does not count."""
    return any(grades.get(slug, 0) >= CLEARLY_MEANT for slug in ranking[:cut])


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], cut: int = NDCG_CUT) -> float:
    """Discounted gain (2^grade - 1 over log2 of rank + 1) as a share of the best order's; 0 to 1."""
    best = _discounted_gain(sorted(grades.values(), reverse=True)[:cut])
    return _discounted_gain([grades.get(slug, 0) for slug in ranking[:cut]]) / best if best else 0.0


def _discounted_gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def figures_of(answers: Sequence[Answer]) -> Figures:
    """Means over at least one answer."""
    count = len(answers)
    return Figures(
        queries=count,
        success=sum(succeeds(answer.ranking, answer.query.grades) for answer in answers) / count,
        ndcg=sum(ndcg(answer.ranking, answer.query.grades) for answer in answers) / count,
        empty=sum(answer.total == 0 for answer in answers) / count,
    )


def off_topic_figures_of(answers: Sequence[Answer]) -> OffTopicFigures:
    """Shares over at least one answer."""
    totals = [answer.total for answer in answers]
    few = sum(total <= FEW_HITS for total in totals) / len(totals)
    return OffTopicFigures(len(totals), few, float(median(totals)))
