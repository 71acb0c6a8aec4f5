"""The measurements as Markdown."""

from collections.abc import Sequence
from itertools import groupby

from tests.search.relevance.asking import Mode, ask_all
from tests.search.relevance.judged import JudgedQuery, Part, Topic, judged, whole
from tests.search.relevance.measures import (
    SUCCESS_CUT,
    Answer,
    figures_of,
    ndcg,
    off_topic_figures_of,
    succeeds,
)

PART_NAMES = {Part.TUNING: "tuned on", Part.FROZEN: "frozen"}
BAD_NDCG = 0.7


def report() -> str:
    """All tables, for every mode."""
    return "\n\n".join([_summary(), *(_by_group(mode) for mode in Mode)])


def _summary() -> str:
    rows = [
        _row(mode, topic, PART_NAMES[part], judged(topic, part))
        for mode in Mode
        for topic in (Topic.DUTCH, Topic.FOREIGN)
        for part in Part
    ]
    head = "| found by | set | part | queries | success@5 | nDCG@10 | without results |\n|---|---|---|--:|--:|--:|--:|"
    off_head = "| found by | off-topic, part | queries | at most 5 hits | median hits |\n|---|---|--:|--:|--:|"
    off_rows = [_off_row(mode, part) for mode in Mode for part in Part]
    return "\n".join([head, *rows, "", off_head, *off_rows])


def _row(mode: Mode, topic: str, part: str, queries: Sequence[JudgedQuery]) -> str:
    found = figures_of(ask_all(queries, mode))
    shares = f"{found.success:.3f} | {found.ndcg:.3f} | {found.empty:.3f}"
    return f"| {mode} | {topic} | {part} | {found.queries} | {shares} |"


def _off_row(mode: Mode, part: Part) -> str:
    found = off_topic_figures_of(ask_all(judged(Topic.OFF_TOPIC, part), mode))
    return f"| {mode} | {PART_NAMES[part]} | {found.queries} | {found.few:.2f} | {found.median_hits:.0f} |"


def _by_group(mode: Mode) -> str:
    """A row for each Dutch kind and each foreign language."""
    queries = whole(Topic.DUTCH) + whole(Topic.FOREIGN)
    ordered = sorted(ask_all(queries, mode), key=lambda answer: answer.query.group)
    rows = [_group_row(group, list(answers)) for group, answers in groupby(ordered, key=lambda a: a.query.group)]
    head = f"| {mode} | queries | success@5 | nDCG@10 | without results |\n|---|--:|--:|--:|--:|"
    return "\n".join([head, *rows])


def _group_row(group: str, answers: list[Answer]) -> str:
    found = figures_of(answers)
    return f"| {group} | {found.queries} | {found.success:.2f} | {found.ndcg:.2f} | {found.empty:.2f} |"


def misses() -> str:
    """What the tuning part got wrong, mode by mode; never the frozen part."""
    return "\n".join(
        line
        for mode in Mode
        for topic in (Topic.DUTCH, Topic.FOREIGN)
        for answer in ask_all(judged(topic, Part.TUNING), mode)
        if (line := _miss(mode, answer))
    )


def _miss(mode: Mode, answer: Answer) -> str:
    quality = ndcg(answer.ranking, answer.query.grades)
    is_right = succeeds(answer.ranking, answer.query.grades)
    if is_right and quality >= BAD_NDCG:
        return ""
    kind = "ORDER" if is_right else "MISS"
    top = ", ".join(f"{slug}({answer.query.grades.get(slug, 0)})" for slug in answer.ranking[:SUCCESS_CUT])
    meant = ", ".join(slug for slug, grade in answer.query.grades.items() if grade == max(answer.query.grades.values()))
    return (
        f"{kind} {mode} {answer.query.id} «{answer.query.text}» nDCG {quality:.2f}, {answer.total} hits\n"
        f"  got: {top or 'nothing'}\n  meant: {meant}"
    )
