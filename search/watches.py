"""Which rows of which tables speak in an initiative's document, its record or its vectors."""
# ruff: noqa: S608 -- SQL made of this project's own table names and numbers; triggers take no parameters

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from initiatives.facts import WIDE_KINDS
from initiatives.models import (
    Area,
    Initiative,
    InitiativePlace,
    Objective,
    Organisation,
    Party,
    Place,
    ProgrammeLine,
    Reach,
    TargetGroup,
    Theme,
)
from initiatives.models.area import MAX_DEPTH

EVENTS = ("INSERT", "UPDATE", "DELETE")
_AREA = Area._meta.db_table
_INITIATIVE = Initiative._meta.db_table


@dataclass(frozen=True)
class Watch:
    """Rows of ``table`` mark the keys that ``own`` selects of the row itself (``{row}`` stands for OLD or NEW), and
    those that ``shared`` selects: what is linked to rows with these ``{ids}`` (``{parents}``: ids of what they lie in).

    ``noted``, by event, selects ids of rows whose ``shared`` keys are marked once more after the commit.
    """

    table: str
    own: str = ""
    shared: str = ""
    events: tuple[str, ...] = EVENTS
    noted: Mapping[str, str] = field(default_factory=dict)

    def keys_of_row(self, row: str) -> str:
        """SQL for a trigger, whose ``row`` is OLD or NEW."""
        parts = self.own.format(row=row), self.shared.format(ids=f"{row}.id", parents=f"{row}.parent_id")
        return " UNION ".join(filter(None, parts))

    def keys_linked_to(self, ids: Iterable[int]) -> str:
        """SQL for the keys that are linked to these rows now."""
        numbers = ", ".join(str(int(number)) for number in ids)
        return self.shared.format(ids=numbers, parents=f"SELECT parent_id FROM {self.table} WHERE id IN ({numbers})")


def watches() -> list[Watch]:
    return [_initiatives(), *_parts(), *_named_things(), _areas()]


def _initiatives() -> Watch:
    """A part of a programme names the programme it belongs to, if that is public."""
    shown = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in ("title", "slug", "live"))
    return Watch(
        _INITIATIVE,
        own="SELECT {row}.id",
        shared=f"SELECT id FROM {_INITIATIVE} WHERE parent_id IN ({{ids}})",
        noted={"UPDATE": f"SELECT NEW.id AS thing WHERE {shown}"},
    )


def _parts() -> list[Watch]:
    links = Initiative.themes.through, Initiative.target_groups.through
    models = (*links, Party, Reach, InitiativePlace, Objective)
    return [Watch(model._meta.db_table, own="SELECT {row}.initiative_id") for model in models]


def _named_things() -> list[Watch]:
    """Rows that point to one are removed before it is, and mark themselves."""
    party, place = Party._meta.db_table, InitiativePlace._meta.db_table
    themes, groups = Initiative.themes.through._meta.db_table, Initiative.target_groups.through._meta.db_table
    linked = {
        Theme: f"SELECT initiative_id FROM {themes} WHERE theme_id IN ({{ids}})",
        TargetGroup: f"SELECT initiative_id FROM {groups} WHERE targetgroup_id IN ({{ids}})",
        ProgrammeLine: f"SELECT id FROM {_INITIATIVE} WHERE programme_line_id IN ({{ids}})",
        Organisation: f"SELECT initiative_id FROM {party} WHERE organisation_id IN ({{ids}})",
        Place: f"SELECT initiative_id FROM {place} WHERE place_id IN ({{ids}})",
    }
    noted = {"UPDATE": "SELECT NEW.id AS thing"}
    return [Watch(model._meta.db_table, shared=keys, events=("UPDATE",), noted=noted) for model, keys in linked.items()]


def _areas() -> Watch:
    """An area that moves also changes what the one it leaves is found for."""
    reach, place, inside = Reach._meta.db_table, InitiativePlace._meta.db_table, _areas_inside()
    left = "SELECT OLD.parent_id WHERE COALESCE(OLD.parent_id, 0) <> COALESCE(NEW.parent_id, 0)"
    return Watch(
        _AREA,
        shared=f"SELECT initiative_id FROM {reach} WHERE area_id IN ({inside}) UNION "
        f"SELECT initiative_id FROM {place} WHERE place_id IN "
        f"(SELECT id FROM {Place._meta.db_table} WHERE area_id IN ({inside})) UNION {_served_around()}",
        noted={
            "INSERT": "SELECT NEW.id AS thing",
            "UPDATE": f"SELECT NEW.id AS thing UNION {left}",
            "DELETE": "SELECT OLD.parent_id AS thing",
        },
    )


def _areas_inside() -> str:
    """Ids of the areas and all areas inside them, found upward step by step: a SQLite trigger cannot recurse."""
    steps = range(1, MAX_DEPTH + 1)
    joins = " ".join(f"LEFT JOIN {_AREA} a{step} ON a{step}.id = a{step - 1}.parent_id" for step in steps)
    is_inside = " OR ".join(f"a{step}.id IN ({{ids}})" for step in [0, *steps])
    return f"SELECT a0.id FROM {_AREA} a0 {joins} WHERE {is_inside}"


def _served_around() -> str:
    """Initiatives that serve an area these areas lie in and are therefore found for them too (search.document)."""
    steps = range(1, MAX_DEPTH)
    joins = " ".join(f"LEFT JOIN {_AREA} u{step} ON u{step}.id = u{step - 1}.parent_id" for step in steps)
    chain = ", ".join(f"u{step}.id" for step in [0, *steps])
    wide = ", ".join(f"'{kind.value}'" for kind in WIDE_KINDS)
    return (
        f"SELECT r.initiative_id FROM {_AREA} u0 {joins} JOIN {_AREA} served ON served.id IN ({chain}) "
        f"JOIN {Reach._meta.db_table} r ON r.area_id = served.id "
        f"WHERE u0.id IN ({{parents}}) AND served.kind NOT IN ({wide})"
    )
