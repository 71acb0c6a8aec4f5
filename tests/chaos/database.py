"""Databases that may be spoilt: copies of the one the tests made, with its tables and triggers."""

import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def pristine_copy(directory: Path) -> Iterator[str]:
    """The name of a copy that stays as it is. Call outside transactions: PostgreSQL copies only what nobody is in."""
    if connection.vendor == "sqlite":
        yield _sqlite_backup(directory / "pristine.sqlite3")
        return
    source = connection.settings_dict["NAME"]
    connection.close()
    with _postgresql_copy(source) as name:
        yield name


@contextmanager
def own_database(pristine: str, directory: Path) -> Iterator[str]:
    """The address of a copy of that copy, gone afterwards."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{shutil.copy(pristine, directory / 'chaos.sqlite3')}"
        return
    about = connection.settings_dict
    account = about["USER"] + (f":{about['PASSWORD']}" if about["PASSWORD"] else "")
    with _postgresql_copy(pristine) as name:
        yield f"postgresql://{account}@{about['HOST']}:{about['PORT']}/{name}"


def _sqlite_backup(path: Path) -> str:
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    try:
        connection.connection.backup(copy)
    finally:
        copy.close()
    return str(path)


@contextmanager
def _postgresql_copy(source: str) -> Iterator[str]:
    name = f"chaos_{uuid.uuid4().hex[:12]}"
    _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        yield name
    finally:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(sql: str) -> None:
    import psycopg

    about = connection.settings_dict
    with psycopg.connect(
        host=about["HOST"],
        port=about["PORT"],
        user=about["USER"],
        password=about["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as server:
        server.execute(sql)
