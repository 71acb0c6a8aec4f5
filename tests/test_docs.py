"""The documents can't fall behind: what exists is described, what is described exists."""

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from initiatives.enums import Currency, InitiativeKind, Phase
from search.facets import AGE_BANDS, AGE_NOT_NAMED, FACETS
from search.query import MapStanding, Sort
from tests.source_files import PRODUCT, ROOT, project_files, relative

DOCS = ROOT / "docs"
SETTING = re.compile(r"NAVIGATOR_[A-Z][A-Z_]*[A-Z]")
FROM_ENVIRONMENT = re.compile(r"(?:env(?:\.\w+)?\(\s*|environ\[|environ\.get\(\s*|getenv\(\s*)[\"']([A-Z_]+)[\"']")


def headings(document: str) -> set[str]:
    text = (DOCS / document).read_text(encoding="utf-8")
    return {match.group(1).strip("` ") for match in re.finditer(r"^### (.+)$", text, re.MULTILINE)}


def settings_in_use() -> set[str]:
    sources = [path for path in project_files() if path.suffix == ".py" and path.name != "test_docs.py"]
    read = {name for path in sources for name in FROM_ENVIRONMENT.findall(path.read_text(encoding="utf-8"))}
    return {name for name in read if name.startswith("NAVIGATOR_")} | {"DATA_DIR", "DATABASE_URL", "PORT"}


def test_settings_document_names_exactly_the_settings_in_use() -> None:
    documented = {name for name in headings("settings.md") if name.isupper()}
    assert documented == settings_in_use()


def test_commands_document_names_exactly_our_commands() -> None:
    ours = {name for name, app in get_commands().items() if str(app).split(".")[0] in PRODUCT}
    assert headings("commands.md") == ours


@pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.parameter)
def test_directory_document_names_every_facet(facet) -> None:
    assert f"| `{facet.parameter}` |" in (DOCS / "directory.md").read_text(encoding="utf-8")


def test_directory_document_names_every_fixed_value() -> None:
    text = (DOCS / "directory.md").read_text(encoding="utf-8")
    bands = [*(band.value for band in AGE_BANDS), AGE_NOT_NAMED]
    values = [*bands, *Phase.values, *Currency.values, *InitiativeKind.values, *Sort, *MapStanding]
    assert [value for value in values if f"`{value}`" not in text] == []


def dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return {re.split(r"[\[<>=!~ ]", requirement)[0] for requirement in wanted}


def test_dependencies_document_gives_each_a_reason() -> None:
    text = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w.-]+)` \|", text, re.MULTILINE)) == dependencies()


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_lock_files_hold_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[\w.\[\]-]+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)) > 0
    assert "://" not in text


def test_every_dependency_is_locked() -> None:
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    assert dependencies() - set(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", text, re.MULTILINE)) == set()


def documents() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".md"]


@pytest.mark.parametrize("document", documents(), ids=relative)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_decision_is_in_the_list() -> None:
    listed = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")
    records = [path.name for path in (DOCS / "adr").glob("[0-9]*.md")]
    assert [name for name in records if f"({name})" not in listed] == []


def test_changelog_has_a_place_for_what_comes() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_licence_is_the_one_we_name() -> None:
    first_line = (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()[0]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (first_line, project["license"]) == ("EUROPEAN UNION PUBLIC LICENCE v. 1.2", "EUPL-1.2")
