"""Keep the message catalogues in step with the source: extract, update, check, compile."""

import copy
import datetime
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from navigator.settings.base import BASE_DIR, LANGUAGES

LOCALE_DIR = BASE_DIR / "navigator" / "locale"
SOURCE_LANGUAGE = "en"
UNCHANGING_DATE = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)  # a real one would change every file each time
SOURCE_FOLDERS = ("navigator", "initiatives", "search", "templates")
METHODS = [
    ("**/migrations/**.py", "ignore"),
    ("**.py", "python"),
    ("**.html", "navigator.translations.template_extraction.extract_template"),
    ("**.txt", "navigator.translations.template_extraction.extract_template"),
]
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
    "npgettext": ((1, "c"), 2, 3),
}


def extract_messages() -> Catalog:
    """All translatable messages of the source, without places: line numbers would change with every edit."""
    catalog = Catalog(project="Navi(e)gator", charset="utf-8")
    for folder in SOURCE_FOLDERS:
        found = extract_from_dir(str(BASE_DIR / folder), METHODS, keywords=KEYWORDS, comment_tags=("Translators:",))
        for _file, _line, message, comments, context in found:
            catalog.add(message, auto_comments=comments, context=context)
    return catalog


def po_path(language: str) -> Path:
    return LOCALE_DIR / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Navi(e)gator", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated_catalogue(language: str, template: Catalog) -> Catalog:
    """The language's catalogue with exactly the template's messages; known translations kept, none guessed."""
    catalog = read_catalogue(language)
    catalog.update(copy.deepcopy(template), no_fuzzy_matching=True, keep_user_comments=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    for message in catalog:
        message.flags.discard("fuzzy")  # nothing is guessed; Babel marks a message that gains a plural
    if language == SOURCE_LANGUAGE:
        for message in catalog:
            if message.id:
                message.string = message.id
    return catalog


def write_catalogue(language: str, catalog: Catalog) -> None:
    po_path(language).parent.mkdir(parents=True, exist_ok=True)
    po_path(language).write_bytes(serialised(catalog))


def serialised(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    catalog.revision_date = catalog.creation_date = UNCHANGING_DATE
    write_po(buffer, catalog, width=110, sort_output=True, omit_header=False, ignore_obsolete=True)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Messages without a full translation, plural forms included."""
    missing = []
    for message in catalog:
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            missing.append(str(message.id))
    return missing


def problems() -> list[str]:
    """What is out of step: a catalogue that differs from the source, and messages without translation."""
    template, found = extract_messages(), []
    for language, _name in LANGUAGES:
        catalog = updated_catalogue(language, template)
        before = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in read_catalogue(language) if m.id}
        after = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in catalog if m.id}
        found += [f"{language}: not in step with the source: {text[0]!r}" for text in sorted(before ^ after, key=str)]
        found += [f"{language}: not translated: {text!r}" for text in untranslated(catalog)]
    return found


def update_all() -> None:
    template = extract_messages()
    for language, _name in LANGUAGES:
        write_catalogue(language, updated_catalogue(language, template))


def compile_all() -> None:
    for language, _name in LANGUAGES:
        with po_path(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, read_catalogue(language))
