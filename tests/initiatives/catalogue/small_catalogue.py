"""A catalogue of a few records, written to a directory that a test may break."""

import copy
import json
from pathlib import Path
from typing import Any

FILES: dict[str, list[dict[str, Any]]] = {
    "themes.json": [{"slug": "bewegen", "name": "Bewegen", "synonyms": ["sport"]}, {"slug": "geld", "name": "Geld"}],
    "target_groups.json": [{"slug": "ouderen", "name": "Ouderen", "age_min": 55}],
    "programme_lines.json": [{"slug": "jeugd", "name": "Gezonde jeugd"}],
    "areas.json": [
        {"slug": "kerkrade", "name": "Kerkrade", "kind": "gemeente", "parent": "parkstad", "cbs_code": "GM0928"},
        {"slug": "parkstad", "name": "Parkstad", "kind": "regio", "latitude": 50.89, "longitude": 5.98},
    ],
    "organisations.json": [{"slug": "impuls", "name": "Impuls", "kind": "welzijn", "municipality": "kerkrade"}],
    "places.json": [{"slug": "flexiforum", "name": "Flexiforum", "area": "kerkrade"}],
    "initiatives.json": [
        {
            "slug": "wandelen",
            "title": "Samen wandelen",
            "kind": "project",
            "summary": "Elke week een wandeling.",
            "phase": "uitvoering",
            "parent": "vitaal",
            "programme_line": "jeugd",
            "themes": ["bewegen"],
            "target_groups": ["ouderen"],
            "state_as_of": "2023-01",
            "responsible_municipality": "kerkrade",
            "reach": ["kerkrade"],
            "places": [{"place": "flexiforum"}],
            "parties": [{"organisation": "impuls", "role": "regie"}, {"organisation": "impuls", "role": "partner"}],
            "objectives": [{"text": "Meer wandelaars", "code": "doel-1", "target": 450.5, "target_high": 650}],
            "results": [{"label": "Wandelaars", "objective_code": "doel-1", "value": 580.62, "date": "2022-Q3"}],
            "finance": [{"year": 2022, "kind": "budget", "amount_eur": 1000, "visibility": "openbaar"}],
            "related": [{"initiative": "vitaal", "note": "Zelfde groep"}],
            "sources": [{"title": "Rapport", "location": "bladzijde 3"}],
        },
        {
            "slug": "vitaal",
            "title": "Vitaal",
            "kind": "programma",
            "summary": "Een programma.",
            "phase": "voorbereiding",
            "related": [{"initiative": "wandelen"}],
        },
    ],
}


def write_catalogue(directory: Path) -> dict[str, list[dict[str, Any]]]:
    """Write the small catalogue to ``directory`` and return a copy that a test can change and write again."""
    files = copy.deepcopy(FILES)
    write(directory, files)
    return files


def write(directory: Path, files: dict[str, list[dict[str, Any]]]) -> None:
    for name, records in files.items():
        (directory / name).write_text(json.dumps(records), encoding="utf-8")
