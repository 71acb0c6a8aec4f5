"""Loads a checked catalogue into the database, in one transaction, without touching what editors did."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from initiatives import lifecycle
from initiatives.catalogue.checking import check_catalogue
from initiatives.catalogue.content import content_of, values_of
from initiatives.catalogue.files import Catalogue, read_catalogue
from initiatives.catalogue.kinds import INITIATIVE, KINDS, CatalogueKind
from initiatives.catalogue.problems import BrokenCatalogueError, Problem
from initiatives.catalogue.record_types import Record
from initiatives.catalogue.report import LeftOut, LoadReport
from initiatives.catalogue.state import source_hash, state_hash
from initiatives.models import Initiative, LoadedRecord
from initiatives.planner_statistics import refresh_planner_statistics

PARKSTAD = Path(__file__).resolve().parents[1] / "data" / "parkstad"


def load_catalogue(directory: Path = PARKSTAD, *, with_initiatives: bool = True) -> LoadReport:
    """Check every file of ``directory``, then load it; :class:`BrokenCatalogueError` when nothing was changed.

    Without initiatives only what they refer to is loaded: themes, areas, organisations, places.
    """
    catalogue = read_catalogue(directory)
    check_catalogue(catalogue)
    if not with_initiatives:
        catalogue = catalogue | {INITIATIVE.name: []}
    with disable_reference_index_auto_update(), transaction.atomic():
        return _Loading(catalogue).run()


class _Loading:
    """One run: the rows per kind and slug, what was loaded before, and the report."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.report = LoadReport()
        self.loaded = {(loaded.kind, loaded.slug): loaded for loaded in LoadedRecord.objects.all()}
        self.rows: dict[str, dict[str, Any]] = {
            kind.name: {_slug_of(row): row for row in kind.model._default_manager.all()} for kind in KINDS
        }
        self.written: list[tuple[CatalogueKind, Record, int]] = []

    def run(self) -> LoadReport:
        for kind in KINDS[:-1]:
            for record, position in self._to_write(kind):
                self._write(kind, record, position)
        self._write_initiatives()
        for kind, record, position in self.written:
            self._remember(kind, record, position)
        self._index_references()
        self._report_withdrawn()
        if self.written:
            refresh_planner_statistics()
        return self.report

    def _index_references(self) -> None:
        """What Wagtail shows as "used by": once per record, where it would do it at every save of each part."""
        for kind, record, _position in self.written:
            if ReferenceIndex.is_indexed(kind.model):
                ReferenceIndex.create_or_update_for_object(kind.model._default_manager.get(slug=_slug_of(record)))

    def _to_write(self, kind: CatalogueKind) -> Iterator[tuple[Any, int]]:
        """The records of a kind that are new or changed, parents first; reports the others."""
        for position, record in _parents_first(self.catalogue[kind.name]):
            place = position if kind.ordered else 0
            outcome = self._outcome(kind, record, place)
            if outcome in ("new", "changed"):
                self.report.count(kind.name, outcome)
                self.written.append((kind, record, place))
                yield record, place
            elif outcome == "unchanged":
                self.report.count(kind.name, outcome)
            else:
                self.report.keep(kind.name, record.slug, outcome)

    def _outcome(self, kind: CatalogueKind, record: Any, position: int) -> str:
        """One of "new", "changed", "unchanged", or the reason to keep the record as it is."""
        row = self.rows[kind.name].get(record.slug)
        loaded = self.loaded.get((kind.name, record.slug))
        if loaded is None:
            return "new" if row is None else "own"
        if row is None:
            return "deleted"
        if isinstance(row, Initiative) and not row.live:
            return "unpublished"
        if (isinstance(row, Initiative) and row.has_unpublished_changes) or state_hash(row) != loaded.state_hash:
            return "edited"
        return "unchanged" if source_hash(record, position) == loaded.source_hash else "changed"

    def _write(self, kind: CatalogueKind, record: Any, position: int) -> None:
        row = self.rows[kind.name].get(record.slug) or kind.model(slug=record.slug)
        find = self._finder(kind, record)
        for name, value in values_of(kind, record, position, find).items():
            setattr(row, name, value)
        with _named(kind, record):
            row.full_clean()
        row.save()
        self.rows[kind.name][record.slug] = row

    def _write_initiatives(self) -> None:
        """First every new one without its links to others, so that all links can then be made."""
        pending = list(self._to_write(INITIATIVE))
        known = self.rows[INITIATIVE.name]
        new = {record.slug for record, _position in pending if record.slug not in known}
        for record, _position in pending:
            with _named(INITIATIVE, record):
                if record.slug in new:
                    content = content_of(record, self._finder(INITIATIVE, record), with_links=False)
                    known[record.slug] = lifecycle.create_draft(content=content)
        for record, _position in pending:
            with _named(INITIATIVE, record):
                self._complete(record, is_new=record.slug in new)

    def _complete(self, record: Any, *, is_new: bool) -> None:
        row = self.rows[INITIATIVE.name][record.slug]
        if not is_new or record.parent or record.related:
            content = content_of(record, self._finder(INITIATIVE, record), with_links=True)
            lifecycle.update_draft(initiative=row, content=content)
            row.refresh_from_db()
        lifecycle.publish(initiative=row)

    def _finder(self, kind: CatalogueKind, record: Any) -> Any:
        def find(field: str, target: str, slug: str) -> Model | None:
            row: Model | None = self.rows[target].get(slug)
            gap = LeftOut(kind.name, record.slug, field, f"{target}/{slug}")
            if row is None and gap not in self.report.left_out:
                self.report.left_out.append(gap)
            return row

        return find

    def _remember(self, kind: CatalogueKind, record: Any, position: int) -> None:
        row = kind.model._default_manager.get(slug=record.slug)
        LoadedRecord.objects.update_or_create(
            kind=kind.name,
            slug=record.slug,
            defaults={"source_hash": source_hash(record, position), "state_hash": state_hash(row)},
        )

    def _report_withdrawn(self) -> None:
        named = {(kind.name, record.slug) for kind in KINDS for record in self.catalogue[kind.name]}
        for kind, slug in self.loaded:
            if (kind, slug) not in named and slug in self.rows.get(kind, {}):
                self.report.keep(kind, slug, "withdrawn")


def _slug_of(row: Any) -> str:
    return str(row.slug)


def _parents_first(records: list[Any]) -> list[tuple[int, Any]]:
    """The records with their position in the file, each after the one its ``parent`` names."""
    parents = {record.slug: getattr(record, "parent", None) for record in records}

    def depth(slug: str | None) -> int:
        return 1 + depth(parents[slug]) if slug is not None and slug in parents else 0

    return sorted(enumerate(records), key=lambda entry: depth(entry[1].slug))


@contextmanager
def _named(kind: CatalogueKind, record: Any) -> Iterator[None]:
    """Turn a model's refusal into problems that name file, record and field."""
    try:
        yield
    except ValidationError as error:
        messages = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        raise BrokenCatalogueError(
            [
                Problem(kind.file, record.slug, "" if field == "__all__" else field, " ".join(reasons))
                for field, reasons in messages.items()
            ]
        ) from error
