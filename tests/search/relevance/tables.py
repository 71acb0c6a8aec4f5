"""The measurements as Markdown."""

from collections.abc import Mapping
from itertools import groupby

from tests.search.relevance.judged import Part, Topic
from tests.search.relevance.measures import Answer, figures_of, ndcg, off_topic_figures_of, succeeds
from tests.search.relevance.measuring import Answers, Combination

PART_NAMES = {
    Part.TUNING: "tuned on",
    Part.FROZEN: "frozen",
    Part.SECOND_TUNING: "second, tuned on",
    Part.SECOND_FROZEN: "second, frozen",
    Part.THIRD_TUNING: "third, tuned on",
    Part.THIRD_FROZEN: "third, frozen",
    Part.FOURTH_TUNING: "fourth, open",
    Part.FOURTH_FROZEN: "fourth, frozen",
    Part.FIFTH_OPEN: "fifth, open",
    Part.FIFTH_FROZEN: "fifth, frozen",
}
TUNED_ON = (Part.TUNING, Part.SECOND_TUNING, Part.THIRD_TUNING)
SHOWN = 5
BAD_NDCG = 0.75

Measured = Mapping[Combination, Answers]


def report(measured: Measured) -> str:
    """All tables: Dutch and foreign by part, off-topic, then each kind and language by combination."""
    return "\n\n".join([_summary(measured), _off_topic(measured), _by_group(measured)])


def _summary(measured: Measured) -> str:
    titles = "| found by | questions | part | number | success@5 | nDCG@10 | without results |"
    head = f"{titles}\n|---|---|---|--:|--:|--:|--:|"
    rows = [
        f"| {combination} | {topic} | {PART_NAMES[part]} | {_shares(answers[topic, part])} |"
        for combination, answers in measured.items()
        for topic in (Topic.DUTCH, Topic.FOREIGN)
        for part in Part
    ]
    return "\n".join([head, *rows])


def _shares(answers: tuple[Answer, ...]) -> str:
    found = figures_of(answers)
    return f"{found.queries} | {found.success:.3f} | {found.ndcg:.3f} | {found.empty:.3f}"


def _off_topic(measured: Measured) -> str:
    head = "| found by | off-topic, part | number | at most 5 hits | median hits |\n|---|---|--:|--:|--:|"
    rows = [
        f"| {combination} | {PART_NAMES[part]} | {_few(answers[Topic.OFF_TOPIC, part])} |"
        for combination, answers in measured.items()
        for part in Part
    ]
    return "\n".join([head, *rows])


def _few(answers: tuple[Answer, ...]) -> str:
    found = off_topic_figures_of(answers)
    return f"{found.queries} | {found.few:.2f} | {found.median_hits:g}"


def _by_group(measured: Measured) -> str:
    """success@5 / nDCG@10 of each Dutch kind and each language, a column for each combination."""
    columns = [_groups(answers) for answers in measured.values()]
    head = f"| success@5 / nDCG@10 | number | {' | '.join(map(str, measured))} |"
    rule = f"|---|--:|{'--:|' * len(measured)}"
    rows = [_group_row(group, [column[group] for column in columns]) for group in columns[0]]
    return "\n".join([head, rule, *rows])


def _groups(answers: Answers) -> dict[str, list[Answer]]:
    asked = [answer for (topic, _), found in answers.items() if topic != Topic.OFF_TOPIC for answer in found]
    ordered = sorted(asked, key=lambda answer: answer.query.group)
    return {group: list(found) for group, found in groupby(ordered, key=lambda answer: answer.query.group)}


def _group_row(group: str, columns: list[list[Answer]]) -> str:
    cells = [f"{found.success:.2f} / {found.ndcg:.2f}" for found in map(figures_of, columns)]
    return f"| {group} | {len(columns[0])} | {' | '.join(cells)} |"


def misses(answers: Answers) -> str:
    """What the parts that are tuned on got wrong; never the frozen ones."""
    asked = (answer for topic in Topic for part in TUNED_ON for answer in answers[topic, part])
    return "\n".join(line for answer in asked if (line := _miss(answer)))


def _miss(answer: Answer) -> str:
    query, quality = answer.query, ndcg(answer.ranking, answer.query.grades)
    is_right = succeeds(answer.ranking, query.grades) if query.grades else answer.total <= SHOWN
    if is_right and (quality >= BAD_NDCG or not query.grades):
        return ""
    top = ", ".join(f"{slug} ({query.grades.get(slug, 0)})" for slug in answer.ranking[:SHOWN])
    meant = ", ".join(slug for slug, grade in query.grades.items() if grade == max(query.grades.values()))
    return (
        f"{'order' if is_right else 'MISS '} {query.id} «{query.text}» nDCG@10 {quality:.2f}, {answer.total} hits\n"
        f"    first: {top or '-'}\n    meant: {meant or '-'}"
    )
