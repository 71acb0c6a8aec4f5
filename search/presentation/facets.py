"""The filters beside the list: each facet with its values, counts and what is chosen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from django.utils.translation import gettext as _

from search.facets import Facet
from search.query import SearchQuery
from search.results import SearchResults
from search.vocabulary import FacetValue, Vocabulary, is_municipality_of_region, known_organisations

OPEN_FACETS = frozenset({"thema", "doelgroep", "gebied"})
SHOWN_AT_FIRST = {"thema": 7, "doelgroep": 6}
ORGANISATIONS_OFFERED = 12


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One checkbox; ``count`` is the total that this value alone would give."""

    value: str
    label: str
    count: int
    is_selected: bool
    depth: int = 0


class FacetBranch(NamedTuple):
    """An option with what lies under it (only areas have that); ``is_open`` when something below is chosen."""

    option: FacetOption
    below: tuple[FacetOption, ...] = ()

    @property
    def is_open(self) -> bool:
        return any(option.is_selected for option in self.below)

    @property
    def is_selected(self) -> bool:
        return self.option.is_selected or self.is_open


@dataclass(frozen=True)
class FacetGroup:
    """One facet; ``more`` are the values that stand folded away under ``more_label``."""

    parameter: str
    label: str
    branches: tuple[FacetBranch, ...]
    more: tuple[FacetBranch, ...]
    more_label: str
    selected_count: int
    is_open: bool


def facet_groups(query: SearchQuery, results: SearchResults, vocabulary: Vocabulary) -> tuple[FacetGroup, ...]:
    """All facets in the editors' order; one query, for the names of organisations."""
    organisations = _offered_organisations(query, results.facet_counts.get("organisatie", {}))
    values = {**vocabulary.values, "organisatie": organisations}
    groups = (_group(facet, values[facet.parameter], query, results, vocabulary) for facet in vocabulary.facets)
    return tuple(group for group in groups if group.branches)


def option_labels(groups: Iterable[FacetGroup]) -> dict[tuple[str, str], str]:
    """Labels of all offered values, by facet parameter and value."""
    return {
        (group.parameter, option.value): option.label
        for group in groups
        for branch in (*group.branches, *group.more)
        for option in (branch.option, *branch.below)
    }


def _offered_organisations(query: SearchQuery, counts: Mapping[str, int]) -> tuple[FacetValue, ...]:
    # of many thousands, a few are looked for: the least count among them first, which is cheap to pass over
    least = min(nlargest(ORGANISATIONS_OFFERED, counts.values()), default=0)
    candidates = [slug for slug, count in counts.items() if count and count >= least]
    most_first = sorted(candidates, key=lambda slug: (-counts[slug], slug))
    return known_organisations({*most_first[:ORGANISATIONS_OFFERED], *query.selected("organisatie")})


def _group(
    facet: Facet,
    values: tuple[FacetValue, ...],
    query: SearchQuery,
    results: SearchResults,
    vocabulary: Vocabulary,
) -> FacetGroup:
    counts, selected = results.facet_counts.get(facet.parameter, {}), query.selected(facet.parameter)
    options = [
        FacetOption(value.value, value.label, counts.get(value.value, 0), value.value in selected, value.depth)
        for value in values
    ]
    branches = list(_branches(options))
    if facet.parameter == "gebied":
        first = [branch for branch in branches if is_municipality_of_region(vocabulary.areas[branch.option.value])]
        more_label = _("Other areas")
    else:
        shown = SHOWN_AT_FIRST.get(facet.parameter, len(branches))
        first, more_label = _at_first(branches, shown), _("Show all %(count)s") % {"count": len(branches)}
    return FacetGroup(
        parameter=facet.parameter,
        label=str(facet.label),
        branches=tuple(first or branches),
        more=_other_than(first, branches) if first else (),
        more_label=more_label,
        selected_count=len(selected),
        is_open=facet.parameter in OPEN_FACETS or bool(selected),
    )


def _branches(options: list[FacetOption]) -> Iterator[FacetBranch]:
    """Each option of depth 0 with the deeper ones that follow it."""
    tops = [index for index, option in enumerate(options) if option.depth == 0]
    for top, following in pairwise([*tops, len(options)]):
        yield FacetBranch(options[top], tuple(options[top + 1 : following]))


def _at_first(branches: list[FacetBranch], shown: int) -> list[FacetBranch]:
    """What is chosen and what counts most, ``shown`` in all unless more is chosen; in the order of the vocabulary."""
    by_weight = sorted(branches, key=lambda branch: (not branch.is_selected, -branch.option.count))
    chosen = sum(branch.is_selected for branch in branches)
    kept = {branch.option.value for branch in by_weight[: max(shown, chosen)]}
    return [branch for branch in branches if branch.option.value in kept]


def _other_than(first: list[FacetBranch], branches: list[FacetBranch]) -> tuple[FacetBranch, ...]:
    shown = {branch.option.value for branch in first}
    return tuple(branch for branch in branches if branch.option.value not in shown)
