"""What meaning costs: finding what is near a text in the process that encodes, and taking it into an answer."""

import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connections

from initiatives.models import Area, TargetGroup, Theme
from navigator.benchmarks.in_process import Measurement
from navigator.benchmarks.questions import QuestionMaker
from navigator.benchmarks.timing import WARM_UP, Action, timed, timed_in_turn
from search.asking import question_of
from search.engines import embedded_engine, get_engine
from search.meaning.client import MeaningClient, candidates, get_client
from search.meaning.encoders import chosen_kind
from search.meaning.models import EntryPassages
from search.meaning.places import GenerationFile, process_lock
from search.meaning.supervisor import Supervisor, ping
from search.query import SearchQuery

SHORTEST_TEXT, LONGEST_TEXT = 40, 60  # characters
MOST_SECONDS = 300.0
TICKS_WHEN_CALM = 5  # hundredths of a second of work within one


def measure_meaning(rounds: int) -> Iterator[Measurement]:
    """Milliseconds of a call to the process that encodes, then of the engine's answers without and with meaning."""
    chance = random.Random(11)
    with _encoding_process() as directory:
        texts = _long_texts(chance, WARM_UP + rounds)
        new = _near(texts, MeaningClient(directory))
        yield Measurement("near in meaning, a new text: encoded and compared", timed(new))
        _change_one(directory)
        client = MeaningClient(directory)
        yield Measurement("an encoded text, after a change: compared", timed(_near(texts, client)))
        yield Measurement("a known text", timed(_near(texts, client)))
        yield from _answers(QuestionMaker.from_database(chance), rounds)


def make_known(texts: Iterable[str]) -> None:
    """Have what is near each text found, while the process that encodes runs: asked again it costs no encoding."""
    for text in dict.fromkeys(texts):
        _until(partial(_is_found, text))


def _answers(maker: QuestionMaker, rounds: int) -> Iterator[Measurement]:
    """Each question is asked once, so that no answer helps another; what is near its text is known."""
    embedded_engine().read_ahead()
    alone, both = ([maker.mixed() for _ in range(WARM_UP + rounds)] for _ in range(2))
    make_known(query.text for query in both)
    actions: dict[str, Sequence[Action]] = {
        "plan and answer, words alone": [partial(_ask, replace(query, uses_meaning=False)) for query in alone],
        "plan and answer, words and meaning": [partial(_ask, query) for query in both],
    }
    for name, times in timed_in_turn(actions).items():
        yield Measurement(name, times)


def _is_found(text: str) -> bool:
    """Whether what is near a text is known now: a text that came too late may be asked again."""
    return candidates(text).is_known


def _ask(query: SearchQuery) -> None:
    get_engine().search(question_of(query))


def _near(texts: Sequence[str], client: MeaningClient) -> list[Action]:
    return [partial(client.candidates, text) for text in texts]


def _long_texts(chance: random.Random, count: int) -> list[str]:
    """Questions of 40 to 60 characters, as somebody might ask them."""
    themes, groups, areas = (list(model.objects.values_list("name", flat=True)) for model in (Theme, TargetGroup, Area))
    asked = (
        f"{chance.choice(themes)} voor {chance.choice(groups)} in {chance.choice(areas)}" for _ in range(count * 50)
    )
    fitting = dict.fromkeys(text.lower() for text in asked if SHORTEST_TEXT <= len(text) <= LONGEST_TEXT)
    return list(fitting)[:count]


@contextmanager
def _encoding_process() -> Iterator[Path]:
    """The process that holds encoder and vectors, as a site starts it, once it has come to rest; its directory."""
    kind, directory, stop = chosen_kind(), Path(settings.MEANING_DIR), threading.Event()
    if kind is None:
        raise RuntimeError("meaning takes part with --encoder only")
    database = {name: value for name, value in connections["default"].settings_dict.items() if name != "TEST"}
    supervising = threading.Thread(target=Supervisor(kind, directory, database).run, args=(stop,))
    supervising.start()
    try:
        _until(lambda: bool((ping(directory) or {}).get("is_ready")))
        _until(lambda: _is_calm(directory))
        get_client.cache_clear()
        yield directory
    finally:
        stop.set()
        supervising.join()


def _is_calm(directory: Path) -> bool:
    """Whether it is done with what makes later questions faster."""
    before = _ticks(directory)
    time.sleep(1)
    return _ticks(directory) - before < TICKS_WHEN_CALM


def _ticks(directory: Path) -> int:
    """Processor time of the process until now, in hundredths of a second."""
    pid = process_lock(directory).read_text(encoding="ascii")
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def _change_one(directory: Path) -> None:
    """So that whatever was found has to be found anew."""
    generations = GenerationFile(directory)
    before = generations.read()
    row = EntryPassages.objects.exclude(hashes="").order_by("key")[0]
    EntryPassages.objects.filter(pk=row.pk).update(changed=int(time.time() * 1000))
    _until(lambda: generations.read() != before)


def _until(condition: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + MOST_SECONDS
    while not condition():
        if time.monotonic() > ends_at:
            raise RuntimeError(f"not within {MOST_SECONDS:.0f} s")
        time.sleep(0.05)
