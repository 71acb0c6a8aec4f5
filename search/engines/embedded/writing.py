"""Putting documents into an index of the embedded engine: all in one commit, or none."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from search.engines.embedded import schema as fields
from search.engines.embedded.codes import CodeBook
from search.engines.embedded.documents import index_json, prepared_values
from search.engines.embedded.rows import RowWriter
from search.engines.embedded.store import Generation, faults_of_the_index
from search.engines.port import Change

MEMORY_BYTES = 30_000_000
BUILDING_MEMORY_BYTES = 200_000_000  # fewer and larger pieces, which nothing has to merge afterwards


class GenerationWriter:
    """The one writer of a generation, among all processes. Nothing counts before :meth:`commit`.

    ``is_new`` says that the generation holds nothing yet, so that only what comes twice has to be looked for.
    """

    def __init__(self, generation: Generation, *, book: CodeBook | None = None, is_new: bool = False) -> None:
        self._written: set[int] | None = set() if is_new else None
        with faults_of_the_index():
            self._writer = generation.index.writer(BUILDING_MEMORY_BYTES if is_new else MEMORY_BYTES, 1)
            # A writer killed within its commit leaves files of that very commit, which would stop this one for ever.
            self._writer.garbage_collect_files()
        self._rows = RowWriter(generation.path, book)

    @property
    def book(self) -> CodeBook:
        return self._rows.book

    def write(self, changes: Iterable[Change]) -> None:
        """What cannot be written at all shows before anything was."""
        for key, document in [(change.key, self._document(change)) for change in changes]:
            with faults_of_the_index():
                if self._may_hold(key):
                    self._writer.delete_documents_by_term(fields.KEY, key)
                if document is not None:
                    self._writer.add_json(document)

    def _document(self, change: Change) -> str | None:
        if change.document is None:
            return None
        prepared = prepared_values(change.document) if change.prepared is None else change.prepared
        return index_json(prepared, change.version, self._rows.add(change.document))

    def _may_hold(self, key: int) -> bool:
        if self._written is None:
            return True
        is_again = key in self._written
        self._written.add(key)
        return is_again

    def commit(self) -> None:
        """Rows first: what the index refers to is on disk before the index is."""
        with faults_of_the_index():
            self._rows.flush()
            self._writer.commit()

    def roll_back(self) -> None:
        with suppress(ValueError, OSError):  # what went wrong first is what counts
            self._writer.rollback()

    def close(self) -> None:
        self._rows.close()
        with suppress(ValueError, OSError):
            self._writer.wait_merging_threads()


@contextmanager
def writing(
    generation: Generation, *, book: CodeBook | None = None, is_new: bool = False
) -> Iterator[GenerationWriter]:
    """Commits when the block ends well; :class:`EngineUnavailableError` when the index cannot be written at all."""
    writer = GenerationWriter(generation, book=book, is_new=is_new)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.roll_back()
        raise
    finally:
        writer.close()
