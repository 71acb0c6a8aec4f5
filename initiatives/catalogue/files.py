"""Reads a catalogue directory: seven JSON files, each a list of records, all bounded, all checked."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from initiatives.catalogue.kinds import KINDS, CatalogueKind
from initiatives.catalogue.problems import BrokenCatalogueError, Problem, reason_in_words
from initiatives.catalogue.record_types import Record

MAX_FILE_BYTES = 50_000_000
MAX_RECORDS = 100_000
MAX_PROBLEMS = 1000

Catalogue = dict[str, list[Any]]
"""Per kind name, its records in the order of the file."""


class _UnreadableError(ValueError):
    """Carries the reason why a file isn't a list of records."""


def read_catalogue(directory: Path) -> Catalogue:
    """Read and check every file; raise :class:`BrokenCatalogueError` with all problems of their shape."""
    problems: list[Problem] = []
    catalogue: Catalogue = {}
    for kind in KINDS:
        catalogue[kind.name] = _read_kind(directory, kind, problems)
    if problems:
        raise BrokenCatalogueError(problems)
    return catalogue


def json_schema() -> dict[str, Any]:
    """The JSON Schema of each file, by file name."""
    return {kind.file: TypeAdapter(list[kind.record]).json_schema() for kind in KINDS}  # type: ignore[name-defined]  # a run-time type


def _read_kind(directory: Path, kind: CatalogueKind, problems: list[Problem]) -> list[Record]:
    try:
        entries = _read_list(directory / kind.file)
    except _UnreadableError as error:
        problems.append(Problem(kind.file, "", "", str(error)))
        return []
    records = []
    for number, entry in enumerate(entries, start=1):
        try:
            records.append(kind.record.model_validate(entry))
        except ValidationError as error:
            problems += _problems_of(error, kind.file, _name_of(entry, number))
    return records


def _read_list(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _UnreadableError(_("is larger than %(limit)s MB") % {"limit": MAX_FILE_BYTES // 1_000_000})
        content = path.read_bytes()
    except OSError as error:
        raise _UnreadableError(_("cannot be read: %(reason)s") % {"reason": error.strerror}) from error
    entries = _parse(content)
    if not isinstance(entries, list):
        raise _UnreadableError(_("must be a list of records"))
    if len(entries) > MAX_RECORDS:
        raise _UnreadableError(_("holds more than %(limit)s records") % {"limit": MAX_RECORDS})
    return entries


def _parse(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnreadableError(_("is not UTF-8 text (byte %(position)s)") % {"position": error.start}) from error
    try:
        return json.loads(text, object_pairs_hook=_object_without_repeats, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        raise _UnreadableError(_("is not JSON: line %(line)s, column %(column)s: %(reason)s") % where) from error
    except RecursionError as error:
        raise _UnreadableError(_("is nested too deeply")) from error
    except _UnreadableError:
        raise
    except ValueError as error:
        raise _UnreadableError(_("holds a number that is too long")) from error


def _object_without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        repeated = next(name for name in found if sum(other == name for other, _value in pairs) > 1)
        raise _UnreadableError(
            _("gives the field %(field)s twice in one record (%(record)s)")
            % {"field": repeated[:80], "record": str(found.get("slug", "?"))[:80]}
        )
    return found


def _refuse_constant(constant: str) -> Any:
    raise _UnreadableError(_("holds %(constant)s, which is not JSON") % {"constant": constant})


def _name_of(entry: Any, number: int) -> str:
    slug = entry.get("slug") if isinstance(entry, dict) else None
    if isinstance(slug, str) and slug and slug.isprintable():
        return slug[:200]
    return _("record %(number)s") % {"number": number}


def _problems_of(error: ValidationError, file: str, record: str) -> list[Problem]:
    return [
        Problem(file, record, ".".join(str(step) for step in detail["loc"])[:200], reason_in_words(detail))
        for detail in error.errors(include_url=False, include_input=False)
    ]
