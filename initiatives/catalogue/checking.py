"""Checks between records: every slug once, every reference known, no loops, no initiative part of itself."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from initiatives.catalogue.files import Catalogue
from initiatives.catalogue.initiative_records import InitiativeRecord
from initiatives.catalogue.kinds import INITIATIVE, KINDS, CatalogueKind
from initiatives.catalogue.problems import BrokenCatalogueError, Problem
from initiatives.catalogue.records import AreaRecord
from initiatives.enums import AreaKind
from initiatives.models.area import MAX_DEPTH

Slugs = Mapping[str, frozenset[str]]
Reference = tuple[str, str, str]
"""Field, kind referred to, slug."""


def check_catalogue(catalogue: Catalogue) -> None:
    """Raise :class:`BrokenCatalogueError` with every problem between records."""
    slugs = {kind.name: frozenset(record.slug for record in catalogue[kind.name]) for kind in KINDS}
    problems: list[Problem] = []
    for kind in KINDS:
        problems += _repeated(catalogue, kind, "slug")
        problems += _unknown_references(catalogue, kind, slugs)
    for file, kind_name in (("areas.json", "area"), ("initiatives.json", "initiative")):
        problems += _loops(file, {record.slug: record.parent for record in catalogue[kind_name]})
    problems += _repeated(catalogue, next(kind for kind in KINDS if kind.name == "area"), "cbs_code")
    problems += _responsible_but_no_municipality(catalogue)
    problems += _related_to_itself(catalogue)
    if problems:
        raise BrokenCatalogueError(problems)


def references_of(kind: CatalogueKind, record: object) -> Iterator[Reference]:
    """Every slug of another record that this record holds."""
    for field, target in kind.references:
        if slug := getattr(record, field):
            yield field, target, slug
    if isinstance(record, InitiativeRecord):
        yield from _references_of_initiative(record)


def _references_of_initiative(record: InitiativeRecord) -> Iterator[Reference]:
    single = (
        ("programme_line", "programme_line", record.programme_line),
        ("parent", "initiative", record.parent),
        ("responsible_municipality", "area", record.responsible_municipality),
    )
    yield from ((field, target, slug) for field, target, slug in single if slug)
    yield from (("themes", "theme", slug) for slug in record.themes)
    yield from (("target_groups", "target_group", slug) for slug in record.target_groups)
    yield from (("reach", "area", slug) for slug in record.reach)
    yield from (("places", "place", use.place) for use in record.places)
    yield from (("parties", "organisation", party.organisation) for party in record.parties)
    yield from (("related", "initiative", relation.initiative) for relation in record.related)


def _repeated(catalogue: Catalogue, kind: CatalogueKind, field: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for record in catalogue[kind.name]:
        value = getattr(record, field)
        if value and value in seen:
            yield Problem(kind.file, record.slug, field, _("stands in the file twice: %(value)s") % {"value": value})
        seen.add(value)


def _unknown_references(catalogue: Catalogue, kind: CatalogueKind, slugs: Slugs) -> Iterator[Problem]:
    for record in catalogue[kind.name]:
        for field, target, slug in references_of(kind, record):
            if slug not in slugs[target]:
                yield Problem(kind.file, record.slug, field, _("names an unknown record: %(slug)s") % {"slug": slug})


def _loops(file: str, parents: Mapping[str, str | None]) -> Iterator[Problem]:
    """Yield one problem for each record whose chain of parents comes back or is too long."""
    for slug in parents:
        chain = [slug]
        while (parent := parents.get(chain[-1])) is not None and parent not in chain and len(chain) <= MAX_DEPTH:
            chain.append(parent)
        if parent is not None:
            path = " > ".join([*chain, parent])
            yield Problem(file, slug, "parent", _("the parents form a loop or go too deep: %(path)s") % {"path": path})


def _responsible_but_no_municipality(catalogue: Catalogue) -> Iterator[Problem]:
    areas: list[AreaRecord] = catalogue["area"]
    other_areas = {area.slug for area in areas if area.kind is not AreaKind.MUNICIPALITY}
    for record in catalogue[INITIATIVE.name]:
        if record.responsible_municipality in other_areas:
            field = "responsible_municipality"
            yield Problem(INITIATIVE.file, record.slug, field, _("names an area that is not a municipality"))


def _related_to_itself(catalogue: Catalogue) -> Iterator[Problem]:
    for record in catalogue[INITIATIVE.name]:
        if any(relation.initiative == record.slug for relation in record.related):
            yield Problem(INITIATIVE.file, record.slug, "related", _("an initiative cannot be related to itself"))
