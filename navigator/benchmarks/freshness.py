"""How soon a change is found, while others search."""

import json
import random
import threading
import time
from collections.abc import Sequence
from urllib.parse import quote
from urllib.request import urlopen

from initiatives.models import Initiative
from navigator.benchmarks.http_load import LoadResult, ask_at_once
from navigator.benchmarks.timing import Times
from navigator.benchmarks.visiting import API, Site

SEARCHING_CLIENTS = 20
PAUSE_S = 0.02
MOST_SECONDS = 120.0


def measure_single_changes(site: Site, paths: Sequence[str], *, changes: int) -> tuple[Times, LoadResult]:
    """Milliseconds from the commit of a new title until its words find it, with twenty clients searching."""
    chance = random.Random(3)
    keys = chance.sample(list(Initiative.objects.published().values_list("pk", flat=True)), changes)
    loads: list[LoadResult] = []
    seconds = changes * 1.0
    load = threading.Thread(
        target=lambda: loads.append(ask_at_once(site.port, paths, clients=SEARCHING_CLIENTS, seconds=seconds))
    )
    load.start()
    times = []
    for key in keys:
        word = _unheard_of_word(chance)
        Initiative.objects.filter(pk=key).update(title=f"Proef {word}")
        times.append(_milliseconds_until(site, word, 1))
        time.sleep(chance.uniform(0.1, 0.5))
    load.join()
    return Times(tuple(sorted(times))), loads[0]


def measure_many_changes(site: Site, count: int) -> float:
    """Seconds from the commit of so many changes at once until all of them are found."""
    word = _unheard_of_word(random.Random(4))
    keys = Initiative.objects.published().order_by("pk").values_list("pk", flat=True)[:count]
    Initiative.objects.filter(pk__in=list(keys)).update(title=f"Proef {word}")
    return _milliseconds_until(site, word, min(count, Initiative.objects.published().count())) / 1000


def _unheard_of_word(chance: random.Random) -> str:
    return "".join(chance.choices("bdfgklmnprstvz", k=12))


def _milliseconds_until(site: Site, word: str, total: int) -> float:
    address = f"http://127.0.0.1:{site.port}{API}?q={quote(word)}&betekenis=0&paginaGrootte=1"
    started = time.perf_counter()
    while time.perf_counter() - started < MOST_SECONDS:
        with urlopen(address, timeout=30) as answer:
            if json.load(answer)["aantal"] >= total:
                return (time.perf_counter() - started) * 1000
        time.sleep(PAUSE_S)
    raise RuntimeError(f"{total} changes were not found within {MOST_SECONDS:.0f} s")
