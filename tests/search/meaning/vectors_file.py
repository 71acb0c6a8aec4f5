"""A SQLite file with the two tables of vectors, which a process beside the test can read."""

import time
from collections.abc import Mapping
from pathlib import Path

from django.db.utils import ConnectionHandler

from search.meaning.models import EntryPassages, PassageVector
from search.meaning.passages import content_hash
from search.meaning.port import Encoder
from search.meaning.vector_bytes import packed, quantised
from tests.search.meaning.sentences import SENTENCES


def database_settings(path: Path) -> dict[str, object]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": {"timeout": 20}}


class VectorsFile:
    """Holds one vector per entry, of one sentence each."""

    def __init__(self, path: Path, encoder: Encoder) -> None:
        self.path = path
        self._encoder = encoder
        self._connection = ConnectionHandler({"default": database_settings(path)})["default"]
        with self._connection.schema_editor() as editor:
            editor.create_model(PassageVector)
            editor.create_model(EntryPassages)
        self.put(SENTENCES)

    def put(self, sentences: Mapping[int, str]) -> None:
        vectors = quantised(self._encoder.encode_passages(list(sentences.values())))
        for (key, sentence), vector in zip(sentences.items(), vectors, strict=True):
            self.put_bytes(key, content_hash(self._encoder.name, sentence), packed(vector))

    def put_bytes(self, key: int, name: str, content: bytes) -> None:
        self._write(
            "REPLACE INTO search_passagevector (content_hash, encoder, vector) VALUES (%s, %s, %s)", name, "", content
        )
        self._set_entry(key, name)

    def take_away(self, key: int) -> None:
        self._set_entry(key, "")

    def delete_row(self, key: int) -> None:
        self._write("DELETE FROM search_entrypassages WHERE key = %s", key)

    def _set_entry(self, key: int, hashes: str) -> None:
        self._write(
            "REPLACE INTO search_entrypassages (encoder, key, version, hashes, changed) VALUES (%s, %s, 1, %s, %s)",
            *(self._encoder.name, key, hashes, int(time.time() * 1000)),
        )

    def _write(self, sql: str, *values: object) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values)

    def close(self) -> None:
        self._connection.close()
