"""What to do when nothing was found: the nearest questions that do have results, with how many, most first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from search.asking import MeaningUse, corrected_text
from search.facets import FACETS
from search.presentation.facets import FacetGroup
from search.presentation.links import directory_url, radius_label, standing_label, url_with_only_value
from search.presentation.map_summary import CountedLink
from search.query import SearchQuery
from search.visible import VisibleAnswer, answer_visible, visible_totals
from search.vocabulary import Vocabulary

MAX_TRIED = 7  # searches; one more counts the themes
OTHER_VALUES_OFFERED = 6
THEMES_OFFERED = 8

Labels = Mapping[tuple[str, str], str]
_Candidate = tuple[str, SearchQuery]


@dataclass(frozen=True)
class NothingFound:
    """``nearest`` each change one thing about the question; ``other_values`` are values of a chosen facet that do have
    results beside all other filters; ``themes`` are those of the whole directory.
    """

    nearest: tuple[CountedLink, ...]
    other_values: tuple[CountedLink, ...]
    themes: tuple[CountedLink, ...]


def nothing_found(
    answer: VisibleAnswer, facets: tuple[FacetGroup, ...], labels: Labels, vocabulary: Vocabulary
) -> NothingFound:
    """At most eight searches, and two queries of the database."""
    tried = list(_candidates(answer, labels))[:MAX_TRIED]
    counts = visible_totals(query for _, query in tried)
    nearest = [
        CountedLink(label, count, directory_url(query, page=1))
        for (label, query), count in zip(tried, counts, strict=True)
        if count
    ]
    return NothingFound(_most_first(nearest), _other_values(answer.query, facets), _themes(vocabulary))


def _candidates(answer: VisibleAnswer, labels: Labels) -> Iterator[_Candidate]:
    """What would help most first: only the first few are tried."""
    query = answer.query
    if answer.meaning is MeaningUse.OFF and query.text:
        yield _("Search by meaning too"), replace(query, uses_meaning=True)
    if answer.corrections:
        meant = corrected_text(query.text, answer.corrections)
        yield _("Search for “%(text)s”") % {"text": meant}, SearchQuery(text=meant, uses_meaning=query.uses_meaning)
    text_alone = SearchQuery(text=query.text, uses_meaning=query.uses_meaning)
    without = list(_each_filter_dropped(query, labels))
    if query.text and len(without) > 1:
        yield _("“%(text)s” without filters") % {"text": query.text}, text_alone
    yield from without


def _each_filter_dropped(query: SearchQuery, labels: Labels) -> Iterator[_Candidate]:
    for facet in FACETS:
        if values := query.selected(facet.parameter):
            kept = {name: chosen for name, chosen in query.selections.items() if name != facet.parameter}
            name = labels.get((facet.parameter, values[0]), values[0]) if len(values) == 1 else str(facet.label)
            yield _without(name), replace(query, selections=kept)
    if query.bbox is not None:
        yield _without(_("In the chosen part of the map")), replace(query, bbox=None)
    if query.radius_km is not None:
        yield _without(radius_label(query.radius_km)), replace(query, radius_km=None)
    if query.standing is not None:
        yield _without(standing_label(query.standing)), replace(query, standing=None)
    if query.bubble:
        yield _without(labels.get(("gebied", query.bubble), query.bubble)), replace(query, bubble="")


def _without(label: str) -> str:
    return _("Without “%(filter)s”") % {"filter": label}


def _other_values(query: SearchQuery, facets: tuple[FacetGroup, ...]) -> tuple[CountedLink, ...]:
    """Of the facets that were chosen, from counts that are there already; no areas wider than a municipality."""
    links = [
        CountedLink(option.label, option.count, url_with_only_value(query, group.parameter, option.value))
        for group in facets
        if group.selected_count
        for branch in (*group.branches, *(() if group.parameter == "gebied" else group.more))
        for option in (branch.option, *branch.below)
        if option.count and not option.is_selected
    ]
    return _most_first(links)[:OTHER_VALUES_OFFERED]


def _themes(vocabulary: Vocabulary) -> tuple[CountedLink, ...]:
    counts = answer_visible(SearchQuery(page_size=1), map_zoom=None).results.facet_counts.get("thema", {})
    links = [
        CountedLink(theme.label, counts[theme.value], directory_url(SearchQuery(selections={"thema": (theme.value,)})))
        for theme in vocabulary.values["thema"]
        if counts.get(theme.value)
    ]
    return _most_first(links)[:THEMES_OFFERED]


def _most_first(links: list[CountedLink]) -> tuple[CountedLink, ...]:
    return tuple(sorted(links, key=lambda link: (-link.count, link.label)))
