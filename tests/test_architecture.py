"""The house rules that a tool can judge: sizes, names, no inline code in templates, nothing of one machine."""

import ast
import re
from pathlib import Path

import pytest

from tests.source_files import files_under, product_modules, project_files, relative

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
VAGUE_NAMES = {"utils", "util", "helpers", "common", "misc", "services", "managers", "tools", "lib"}
TEXT_SUFFIXES = {".py", ".html", ".css", ".js", ".md", ".toml", ".yml", ".json", ".txt", ".sh", ".svg", ""}
# Put together here, so that this file doesn't hold what it looks for.
MACHINE_PATHS = re.compile("|".join(["/" + "work/", "/" + "root/", "/" + r"home/\w+/", "/" + r"Users/\w+/"]))


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_source_file_is_longer_than_the_budget() -> None:
    sources = [*product_modules(), *files_under("static/", suffix=".js"), *files_under("static/", suffix=".css")]
    sizes = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources}
    assert {name: size for name, size in sizes.items() if size > MAX_FILE_LINES} == {}


def test_no_function_is_longer_than_the_budget() -> None:
    too_long = {
        f"{relative(path)}:{function.name}": length
        for path in product_modules()
        for function in functions_of(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert too_long == {}


def test_every_module_says_what_it_is() -> None:
    silent = [
        relative(path)
        for path in product_modules()
        if path.name != "apps.py"  # the name says it
        and (text := path.read_text(encoding="utf-8")).strip()
        and ast.get_docstring(ast.parse(text)) is None
    ]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [relative(path) for path in product_modules() if VAGUE_NAMES & {path.stem, *path.parent.parts[-2:]}] == []


def test_every_suppression_gives_its_reason() -> None:
    bare = re.compile(r"#\s*(noqa(:\s*[A-Z0-9, ]+)?|type:\s*ignore(\[[\w, -]+\])?)\s*$", re.MULTILINE)
    found = [
        f"{relative(path)}: {match.group()}"
        for path in product_modules()
        for match in bare.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_domain_knows_nothing_of_search() -> None:
    imports_search = re.compile(r"^\s*(from|import) (search|navigator\.(urls|api|cms))\b", re.MULTILINE)
    domain = [path for path in product_modules() if relative(path).startswith("initiatives/")]
    assert [relative(path) for path in domain if imports_search.search(path.read_text(encoding="utf-8"))] == []


def test_no_file_names_a_machine_s_own_paths() -> None:
    texts = [path for path in project_files() if path.suffix in TEXT_SUFFIXES and path.stat().st_size < 1_000_000]
    assert [relative(path) for path in texts if MACHINE_PATHS.search(path.read_text(encoding="utf-8"))] == []


INLINE_CODE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script with code": re.compile(
        r"<script(?![^>]*\bsrc\s*=)(?![^>]*type=\"application/(ld\+)?json\")[^>]*>", re.IGNORECASE
    ),
    "javascript address": re.compile(r"href\s*=\s*[\"']javascript:", re.IGNORECASE),
    "unescaped value": re.compile(r"\|\s*safe\b|\{%\s*autoescape off"),
}


@pytest.mark.parametrize("what", INLINE_CODE)
def test_templates_hold_no(what: str) -> None:
    templates = [path for path in project_files() if path.suffix == ".html"]
    assert [relative(path) for path in templates if INLINE_CODE[what].search(path.read_text(encoding="utf-8"))] == []


def test_scripts_never_write_html_from_data() -> None:
    writes_html = re.compile(
        r"\.(innerHTML|outerHTML)\s*\+?=|insertAdjacentHTML|document\.write|\beval\(|new Function\("
    )
    scripts = files_under("static/", suffix=".js")
    assert [relative(path) for path in scripts if writes_html.search(path.read_text(encoding="utf-8"))] == []


def test_mark_safe_is_used_with_a_reason_only() -> None:
    call = re.compile(r"^(?!.*#).*\bmark_safe\(", re.MULTILINE)
    assert [relative(path) for path in product_modules() if call.search(path.read_text(encoding="utf-8"))] == []


def test_stylesheets_and_scripts_fetch_nothing_from_elsewhere() -> None:
    elsewhere = re.compile(r"(@import|url\()\s*[\"']?(https?:)?//|from\s+[\"']https?://|\bfetch\([\"']https?://")
    static = [*files_under("static/", suffix=".js"), *files_under("static/", suffix=".css")]
    assert [relative(path) for path in static if elsewhere.search(path.read_text(encoding="utf-8"))] == []


def test_every_template_file_is_used() -> None:
    """A template is named by a view, a model, a block or another template; a forgotten one is dead text."""
    named_by_convention = {"404.html", "403.html", "400.html", "500.html", "403_csrf.html"}
    sources = [*product_modules(), *[path for path in project_files() if path.suffix == ".html"]]
    texts = {path: path.read_text(encoding="utf-8") for path in sources}
    templates = [path for path in project_files() if relative(path).startswith("templates/") and path.suffix == ".html"]
    unused = []
    for template in templates:
        name = relative(template).removeprefix("templates/")
        overrides_wagtail = name.startswith(("wagtail", "admin/"))
        is_named = any(name in text for path, text in texts.items() if path != template)
        if not (is_named or overrides_wagtail or name in named_by_convention):
            unused.append(name)
    assert unused == []
