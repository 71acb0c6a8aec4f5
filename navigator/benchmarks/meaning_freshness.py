"""How soon a change is found by its meaning, while others search: asked for in German, so that no word is shared."""

import json
import random
import threading
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from initiatives.models import Initiative
from navigator.benchmarks.freshness import MOST_SECONDS, PAUSE_S, SEARCHING_CLIENTS
from navigator.benchmarks.http_load import LoadResult, ask_at_once
from navigator.benchmarks.timing import Times
from navigator.benchmarks.visiting import API, Site

SAID_AND_ASKED = (
    ("Elke donderdag leren mensen schaken in de bibliotheek.", "Schachspielen lernen in der Bücherei"),
    ("Vrijwilligers repareren samen kapotte fietsen.", "kaputte Fahrräder reparieren"),
    ("Zwemles voor volwassenen die bang zijn voor water.", "Schwimmunterricht für Erwachsene mit Angst vor Wasser"),
    ("Bijen houden en honing maken met de buren.", "Bienen halten und Honig herstellen"),
    ("Zingen in een koor voor mensen met dementie.", "Chor singen mit Demenz"),
    ("Paardrijden voor kinderen met een beperking.", "Reiten für Kinder mit Behinderung"),
    ("Leren programmeren met robots na schooltijd.", "Programmieren lernen mit Robotern"),
    ("Kerstpakketten inpakken voor eenzame bejaarden.", "Weihnachtspakete für einsame alte Menschen packen"),
    ("Stoppen met roken onder leiding van een coach.", "mit dem Rauchen aufhören"),
    ("Brieven schrijven met gevangenen.", "Briefe an Gefangene schreiben"),
)


def measure_changes_by_meaning(site: Site, paths: Sequence[str]) -> tuple[Times, LoadResult]:
    """Milliseconds from the commit of a new title and summary until a question in another language finds them."""
    chance = random.Random(3)
    rows = chance.sample(list(Initiative.objects.published().values_list("pk", "slug")), len(SAID_AND_ASKED))
    loads: list[LoadResult] = []
    seconds = len(SAID_AND_ASKED) * 4.0
    load = threading.Thread(
        target=lambda: loads.append(ask_at_once(site.port, paths, clients=SEARCHING_CLIENTS, seconds=seconds))
    )
    _wait_for_meaning(site)
    load.start()
    times = []
    for (key, slug), (said, asked) in zip(rows, SAID_AND_ASKED, strict=True):
        Initiative.objects.filter(pk=key).update(title=said, summary=said)
        times.append(_milliseconds_until(site, asked, slug))
    load.join()
    return Times(tuple(sorted(times))), loads[0]


def _wait_for_meaning(site: Site) -> None:
    """Until the encoder runs."""
    started = time.perf_counter()
    while time.perf_counter() - started < MOST_SECONDS:
        if _answer(site, f"Wandern {started}")["betekenis"] == "gebruikt":
            return
        time.sleep(1)
    raise RuntimeError("meaning does not take part")


def _milliseconds_until(site: Site, asked: str, slug: str) -> float:
    started = time.perf_counter()
    while time.perf_counter() - started < MOST_SECONDS:
        if any(entry["slug"] == slug for entry in _answer(site, asked)["resultaten"]):
            return (time.perf_counter() - started) * 1000
        time.sleep(PAUSE_S)
    raise RuntimeError(f"“{asked}” did not find the change within {MOST_SECONDS:.0f} s")


def _answer(site: Site, asked: str) -> Any:
    with urlopen(f"http://127.0.0.1:{site.port}{API}?q={quote(asked)}", timeout=30) as answer:
        return json.load(answer)
