"""Suggestions while a visitor types. Names are looked up in memory and index; the database says what is shown."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.models import Initiative, Organisation, Place
from search import ledger
from search.asking import corrected_text
from search.engines import get_engine, get_lexicon, other_answering_kinds
from search.place_entry import POSTCODE, understand_place
from search.presentation.links import directory_url
from search.query import SearchQuery, Sort
from search.suggestions.completing import Completion, completion_of
from search.suggestions.kept_names import current_names
from search.suggestions.names import NamedThing, NameKind, Names
from search.visible import MAX_EXCLUDED_KEYS
from search.vocabulary import Vocabulary, load_vocabulary
from search.words.plan import Correction

MAX_SUGGESTIONS = 10
SPARE = 2  # names read for each one to show: some may have lost their right to be shown


class SuggestionKind(StrEnum):
    """What choosing a suggestion leads to; in the order they are shown."""

    CORRECTION = "verbetering"
    THEME = "thema"
    TARGET_GROUP = "doelgroep"
    AREA = "gebied"
    INITIATIVE = "initiatief"
    ORGANISATION = "organisatie"
    PLACE = "locatie"
    ADDRESS = "adres"


@dataclass(frozen=True)
class Suggestion:
    """``detail`` says more about ``label``, and may be empty; ``url`` is an address on this site."""

    kind: SuggestionKind
    label: str
    url: str
    detail: str = ""


def suggestions_for(text: str, limit: int = MAX_SUGGESTIONS) -> tuple[Suggestion, ...]:
    """At most ``limit``, of all kinds in turn, shown kind by kind. ``text`` is clean (:func:`clean_query`).

    Where nothing has all words, what has the last one serves: people type a sentence.
    """
    names = current_names()
    completion = completion_of(text, get_lexicon(), names)
    if completion is None:
        return ()
    found = _of_each_kind(completion, names, limit)
    if completion.whole and not any(found.values()):
        found = _of_each_kind(replace(completion, whole=()), names, limit)
    found[SuggestionKind.ADDRESS] = [*_near_postcode(text), *found[SuggestionKind.ADDRESS]]
    found[SuggestionKind.CORRECTION] = list(_correction(text, completion)) if any(found.values()) else []
    return _in_turn(found, limit)


_Found = dict[SuggestionKind, list[Suggestion]]


_TURNS = (
    SuggestionKind.CORRECTION,
    SuggestionKind.INITIATIVE,
    SuggestionKind.THEME,
    SuggestionKind.ORGANISATION,
    SuggestionKind.AREA,
    SuggestionKind.INITIATIVE,
    SuggestionKind.PLACE,
    SuggestionKind.TARGET_GROUP,
    SuggestionKind.ADDRESS,
)


def _of_each_kind(completion: Completion, names: Names, limit: int) -> _Found:
    """Three queries at most beside those for the vocabulary and the ledger."""
    things: dict[NameKind, list[NamedThing]] = {kind: [] for kind in NameKind}
    for thing in names.holding(completion.whole, completion.beginnings):
        if len(things[thing.kind]) < limit * SPARE:
            things[thing.kind].append(thing)
    return {
        **_terms(things, completion.beginnings),
        SuggestionKind.INITIATIVE: _initiatives(completion, limit),
        SuggestionKind.ORGANISATION: _organisations(things[NameKind.ORGANISATION], completion.beginnings),
        **_places(things[NameKind.PLACE], things[NameKind.ADDRESS]),
    }


def _terms(things: Mapping[NameKind, Sequence[NamedThing]], beginnings: tuple[str, ...]) -> _Found:
    """Themes, target groups and areas lead to the directory, filtered."""
    vocabulary, found = load_vocabulary(), {}
    for kind in (NameKind.THEME, NameKind.TARGET_GROUP, NameKind.AREA):
        labels = {value.value: value.label for value in vocabulary.values[kind.value]}
        found[SuggestionKind(kind.value)] = [
            Suggestion(
                SuggestionKind(kind.value),
                labels[thing.slug],
                directory_url(SearchQuery(selections={kind.value: (thing.slug,)})),
                thing.other_name(beginnings) or _area_kind(thing, vocabulary),
            )
            for thing in things[kind]
            if thing.slug in labels
        ]
    return found


def _area_kind(thing: NamedThing, vocabulary: Vocabulary) -> str:
    return str(vocabulary.areas[thing.slug].get_kind_display()) if thing.kind is NameKind.AREA else ""


def _initiatives(completion: Completion, limit: int) -> list[Suggestion]:
    if not completion.known:
        return []
    words = [*([word] for word in completion.whole), completion.known]
    hidden = ledger.hidden_keys(get_engine().generation(), MAX_EXCLUDED_KEYS, kinds=other_answering_kinds())
    keys = get_engine().suggest(words, limit=limit, excluded_keys=hidden)
    rows = Initiative.objects.published().filter(pk__in=keys).order_by().values_list("pk", "title", "slug")
    shown = {key: (title, slug) for key, title, slug in rows}
    return [
        Suggestion(SuggestionKind.INITIATIVE, title, reverse("initiative-detail", args=[slug]))
        for title, slug in (shown[key] for key in keys if key in shown)
    ]


def _organisations(things: Sequence[NamedThing], beginnings: tuple[str, ...]) -> list[Suggestion]:
    others = {thing.slug: thing.other_name(beginnings) for thing in things}
    slugs = list(others)
    rows = Organisation.objects.accepted().filter(slug__in=slugs).order_by() if slugs else []
    shown = {row.slug: row for row in rows}
    return [
        Suggestion(SuggestionKind.ORGANISATION, shown[slug].name, shown[slug].get_absolute_url(), others[slug])
        for slug in slugs
        if slug in shown
    ]


def _places(named: Sequence[NamedThing], addressed: Sequence[NamedThing]) -> _Found:
    """Places by name, and by address; never those of a home."""
    slugs = {thing.slug for thing in (*named, *addressed)}
    rows = Place.objects.accepted().filter(is_home=False, slug__in=slugs).order_by() if slugs else []
    shown = {row.slug: row for row in rows}
    places = [shown[thing.slug] for thing in named if thing.slug in shown]
    addresses = [shown[thing.slug] for thing in addressed if thing.slug in shown]
    return {
        SuggestionKind.PLACE: [_suggested_place(place, SuggestionKind.PLACE) for place in places],
        SuggestionKind.ADDRESS: [_suggested_place(place, SuggestionKind.ADDRESS) for place in addresses],
    }


def _suggested_place(place: Place, kind: SuggestionKind) -> Suggestion:
    label, detail = place.name, place.town
    if kind is SuggestionKind.ADDRESS:
        label, detail = place.public_address, place.name
    return Suggestion(kind, label, place.get_absolute_url(), detail)


def _near_postcode(text: str) -> Iterator[Suggestion]:
    """A whole postcode: what is near it, when a public place is known there."""
    near = understand_place(text, load_vocabulary()).near if POSTCODE.fullmatch(text) else None
    if near is not None:
        url = directory_url(SearchQuery(near=near, sort=Sort.DISTANCE))
        yield Suggestion(SuggestionKind.ADDRESS, _("Near postcode %(postcode)s") % {"postcode": text[:4]}, url)


def _correction(text: str, completion: Completion) -> Iterator[Suggestion]:
    """The question with its last word put right, when nothing begins as it was typed."""
    if completion.is_corrected and completion.known:
        meant = corrected_text(text, (Correction(completion.typed, completion.known[0]),))
        yield Suggestion(SuggestionKind.CORRECTION, meant, directory_url(SearchQuery(text=meant)))


def _in_turn(found: Mapping[SuggestionKind, Sequence[Suggestion]], limit: int) -> tuple[Suggestion, ...]:
    """Each kind in turn until there are enough, initiatives more often, then kind by kind; each address once."""
    waiting = {kind: deque(found[kind]) for kind in SuggestionKind}
    chosen: dict[str, Suggestion] = {}
    while len(chosen) < limit and any(waiting.values()):
        for kind in _TURNS:
            if waiting[kind] and len(chosen) < limit:
                suggestion = waiting[kind].popleft()
                chosen.setdefault(suggestion.url, suggestion)
    return tuple(suggestion for kind in SuggestionKind for suggestion in chosen.values() if suggestion.kind is kind)
