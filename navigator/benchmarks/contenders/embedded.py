"""Our embedded engine, on an index of its own."""

import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from navigator.benchmarks.contenders import MAP_ZOOM, Built
from navigator.benchmarks.timing import Action
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.port import Change, Question


def bytes_in(directory: Path) -> int:
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


class OurEmbedded:
    name = "our embedded engine"

    def __init__(self, directory: Path, changes: Sequence[Change]) -> None:
        self._directory, self._changes = directory, changes
        self.engine = EmbeddedEngine(directory)

    def build(self) -> Built:
        started = time.perf_counter()
        fill(self.engine, self._changes)
        built = Built(time.perf_counter() - started, bytes_in(self._directory))
        self.engine.read_ahead()  # as the site does before it serves
        return built

    def prepared(self, questions: Sequence[Question]) -> list[Action]:
        return [partial(self.engine.search, question, map_zoom=MAP_ZOOM) for question in questions]


def fill(engine: EmbeddedEngine, changes: Iterable[Change]) -> None:
    with engine.building() as building:
        building.write(changes)
