"""Database triggers that write the ledger: whatever changes a row, by whichever way, marks its initiatives.

A mark raises the initiative's version and notes, for each index that is registered, that it must follow.

They also name each state of the vocabulary, what editors set for the search included, so that what a process keeps of
it is never another state's.

They belong to this app, so that the domain knows nothing of search. Migrations of other apps may rebuild tables,
and SQLite refuses to rename a table that a trigger names; so triggers are dropped before migrations run and made
again afterwards (:mod:`search.receivers`).
"""
# ruff: noqa: S608 -- SQL made of this project's own table names and numbers; triggers take no parameters

from dataclasses import dataclass
from itertools import chain

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F

from initiatives.models import Area, Initiative, Organisation, Place, ProgrammeLine, TargetGroup, Theme
from search.models import (
    CrisisExpression,
    FacetPosition,
    LedgerEntry,
    PendingEntry,
    SearchIndex,
    SharedChange,
    VocabularyVersion,
)
from search.watches import EVENTS, Watch, watches

PREFIX = "search_mark_"
_LEDGER = LedgerEntry._meta.db_table
_PENDING = PendingEntry._meta.db_table
_REGISTRY = SearchIndex._meta.db_table
_PENDING_COLUMNS = "index_name, key, want, hidden, attempts, next_try_ms, last_error"
_SHARED = SharedChange._meta.db_table
_VOCABULARY = VocabularyVersion._meta.db_table
_INITIATIVE = Initiative._meta.db_table
_VOCABULARY_MODELS = (Theme, TargetGroup, Area, ProgrammeLine, CrisisExpression, FacetPosition)
_NAMED_MODELS = (Organisation, Place)
VOCABULARY_TABLES = {
    "live": tuple(model._meta.db_table for model in _VOCABULARY_MODELS),
    "names": tuple(model._meta.db_table for model in _NAMED_MODELS),
}
_SQLITE_NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
_POSTGRES_NOW_MS = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)"


@dataclass(frozen=True)
class Trigger:
    """``is_deferred``: on PostgreSQL it runs when the transaction commits, so that the one row it writes is locked last
    and shortly.
    """

    name: str
    table: str
    statements: tuple[str, ...]
    is_deferred: bool = False


def mark_statements(vendor: str, keys: str) -> tuple[str, ...]:
    """SQL that raises the version of every key the query ``keys`` selects, and has every index follow.

    On SQLite an ``INSERT OR IGNORE`` that fires a trigger imposes its OR IGNORE on the trigger's own statements, so
    there an upsert could silently do nothing: two plain statements say the same.
    """
    return _sqlite_marks(keys) if vendor == "sqlite" else _postgres_marks(keys)


def _sqlite_marks(keys: str) -> tuple[str, ...]:
    return (
        f"INSERT OR IGNORE INTO {_LEDGER} (key, want) "
        f"SELECT DISTINCT k.key, 0 FROM ({_named(keys)}) AS k WHERE k.key IS NOT NULL;",
        f"UPDATE {_LEDGER} SET want = max(want + 1, {_SQLITE_NOW_MS}) WHERE key IN ({keys});",
        f"INSERT OR IGNORE INTO {_PENDING} ({_PENDING_COLUMNS}) "
        f"SELECT i.name, k.key, 0, 0, 0, 0, '' FROM {_REGISTRY} AS i, ({_named(keys)}) AS k WHERE k.key IS NOT NULL;",
        f"UPDATE {_PENDING} SET want = (SELECT l.want FROM {_LEDGER} AS l WHERE l.key = {_PENDING}.key), "
        f"hidden = {_is_hidden(f'{_PENDING}.key')}, attempts = 0, next_try_ms = 0 "
        f"WHERE index_name IN (SELECT name FROM {_REGISTRY}) AND key IN ({keys});",
    )


def _postgres_marks(keys: str) -> tuple[str, ...]:
    """The first statement takes the ledger's row locks; the second sees what others committed before.

    The second must update a row that is there even to the same effect: only so does it wait for an indexer that is
    about to settle the row, rather than see it vanish afterwards.
    """
    return (
        f"INSERT INTO {_LEDGER} (key, want) "
        f"SELECT DISTINCT k.key, {_POSTGRES_NOW_MS} FROM ({keys}) AS k(key) WHERE k.key IS NOT NULL ORDER BY k.key "
        f"ON CONFLICT (key) DO UPDATE SET want = GREATEST({_LEDGER}.want + 1, excluded.want);",
        f"INSERT INTO {_PENDING} ({_PENDING_COLUMNS}) "
        f"SELECT i.name, l.key, l.want, {_is_hidden('l.key')}, 0, 0, '' "
        f"FROM {_REGISTRY} AS i CROSS JOIN {_LEDGER} AS l "
        f"WHERE l.key IN ({keys}) ORDER BY l.key, i.name "
        f"ON CONFLICT (index_name, key) DO UPDATE SET want = GREATEST({_PENDING}.want, excluded.want), "
        f"hidden = excluded.hidden, attempts = 0, next_try_ms = 0;",
    )


def _is_hidden(key: str) -> str:
    """Whether the public may not see the initiative: in the words of the one query that decides it."""
    published = Initiative.objects.published().order_by().values(found=F("pk")).query
    return f"(NOT EXISTS (SELECT 1 FROM ({published}) AS p WHERE p.found = {key}))"


def pend_all_statement() -> str:
    """SQL with one parameter, the name of an index, that has it follow every initiative in the ledger."""
    return (
        f"INSERT INTO {_PENDING} ({_PENDING_COLUMNS}) "
        f"SELECT %s, l.key, l.want, {_is_hidden('l.key')}, 0, 0, '' FROM {_LEDGER} AS l WHERE true "
        f"ON CONFLICT (index_name, key) DO NOTHING"
    )


def _named(keys: str) -> str:
    return f"SELECT NULL AS key WHERE 0 UNION {keys}"


def vocabulary_statements(vendor: str, name: str = "live") -> tuple[str, ...]:
    """SQL that gives the state of the vocabulary (or of the ``names`` beside it) a new name."""
    if vendor == "sqlite":
        return (
            f"INSERT OR IGNORE INTO {_VOCABULARY} (name, token) VALUES ('{name}', '');",
            f"UPDATE {_VOCABULARY} SET token = lower(hex(randomblob(16))) WHERE name = '{name}';",
        )
    return (
        f"INSERT INTO {_VOCABULARY} (name, token) VALUES ('{name}', md5(random()::text || clock_timestamp()::text)) "
        f"ON CONFLICT (name) DO UPDATE SET token = excluded.token;",
    )


def triggers(vendor: str) -> list[Trigger]:
    made = [
        Trigger(
            f"{PREFIX}vocabulary_{table}_{event.lower()}",
            table,
            vocabulary_statements(vendor, name),
            is_deferred=name != "live",
        )
        for name, tables in VOCABULARY_TABLES.items()
        for table in tables
        for event in EVENTS
    ]
    made.extend(
        Trigger(f"{PREFIX}{watch.table}_{event.lower()}", watch.table, _watching_statements(vendor, watch, event))
        for watch in watches()
        for event in watch.events
    )
    return made


def _watching_statements(vendor: str, watch: Watch, event: str) -> tuple[str, ...]:
    rows = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}[event]
    marks = chain.from_iterable(mark_statements(vendor, watch.keys_of_row(row)) for row in rows)
    return (*marks, *_note_statements(watch, event))


def _note_statements(watch: Watch, event: str) -> tuple[str, ...]:
    """What several initiatives share is looked at again once this is committed (:mod:`search.shared_changes`)."""
    things = watch.noted.get(event)
    if things is None:
        return ()
    return (
        f"INSERT INTO {_SHARED} (kind, thing, done_up_to) "
        f"SELECT '{watch.table}', n.thing, 0 FROM ({things}) AS n WHERE n.thing IS NOT NULL;",
    )


def _definition(vendor: str, trigger: Trigger) -> tuple[str, ...]:
    event = trigger.name.rsplit("_", 1)[1].upper()
    body = "\n".join(trigger.statements)
    if vendor == "sqlite":
        return (f"CREATE TRIGGER {trigger.name} AFTER {event} ON {trigger.table} BEGIN\n{body}\nEND",)
    function = f"{trigger.name}_fn"
    kind, moment = ("CONSTRAINT ", "DEFERRABLE INITIALLY DEFERRED ") if trigger.is_deferred else ("", "")
    return (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN\n"
        f"{body}\nRETURN NULL;\nEND $$",
        f"CREATE {kind}TRIGGER {trigger.name} AFTER {event} ON {trigger.table} {moment}"
        f"FOR EACH ROW EXECUTE FUNCTION {function}()",
    )


def installed_triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Name of each ledger trigger in the database, and its table."""
    query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    if connection.vendor == "postgresql":
        query = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid) AND t.tgname LIKE %s"
        )
    with connection.cursor() as cursor:
        cursor.execute(query, [f"{PREFIX}%"])
        return dict(cursor.fetchall())


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    installed = installed_triggers(connection)
    return sorted(trigger.name for trigger in triggers(connection.vendor) if trigger.name not in installed)


def has_all_tables(connection: BaseDatabaseWrapper) -> bool:
    watched = {watch.table for watch in watches()}
    needed = {_LEDGER, _PENDING, _REGISTRY, _SHARED, _VOCABULARY, *chain(*VOCABULARY_TABLES.values()), *watched}
    return needed <= set(connection.introspection.table_names())


def create_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger anew, so that none keeps an older text."""
    drop_triggers(connection)
    with connection.cursor() as cursor:
        for trigger in triggers(connection.vendor):
            for statement in _definition(connection.vendor, trigger):
                cursor.execute(statement)
        for name in VOCABULARY_TABLES:  # it may have changed while there were none
            for statement in vocabulary_statements(connection.vendor, name):
                cursor.execute(statement)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    installed = installed_triggers(connection)
    with connection.cursor() as cursor:
        for name, table in installed.items():
            on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
