"""What a new installation needs before it serves, step by step; each step does nothing when it was done."""

import hashlib
import time
from collections.abc import Callable
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from initiatives.catalogue.loading import load_catalogue
from initiatives.geo.boundaries import load_areas
from initiatives.geo.geojson import BadBoundariesError
from initiatives.models import Area, Initiative, LoadedRecord, Organisation, Theme
from navigator.accounts.administrator import make_administrator
from search import indexing, vector_following
from search.meaning.encoders import ENCODERS, encoder_kind
from search.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

AREAS_TIMEOUT_S = 5.0
PROGRESS_EVERY_S = 5.0
Tell = Callable[[str], None]


def prepare(tell: Tell) -> None:
    """Bring database, content, search index and static files to what the code expects; ``tell`` hears what is done."""
    with _alone():
        migrate(tell)
        tell_encoder(tell)
        load_catalogue_once(tell)
        try_boundaries_once(tell)
        make_pages(tell)
        collect_static_files(tell)
        build_search_index(tell)
        tell_administrator(tell)


def migrate(tell: Tell) -> None:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    tell(_("Preparing the database."))
    with _without_waiting_for_the_disk(is_new=not executor.loader.applied_migrations):
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _without_waiting_for_the_disk(*, is_new: bool) -> "Iterator[None]":
    """Write hundreds of migrations without a disk flush each: a new SQLite database has nothing to lose yet."""
    connection = connections[DEFAULT_DB_ALIAS]
    is_hurried = is_new and connection.vendor == "sqlite"
    if is_hurried:
        connection.cursor().execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        if is_hurried:
            connection.cursor().execute("PRAGMA synchronous=FULL")


def tell_encoder(tell: Tell) -> None:
    """Say so when the encoder that was chosen does not exist on this platform."""
    wanted = settings.NAVIGATOR_ENCODER
    taken = encoder_kind(wanted)
    if taken is None and wanted in ENCODERS:
        tell(_("Searching by meaning is off: its encoder does not exist for this computer. Words still find."))
    elif taken is not None and taken.setting != wanted:
        tell(
            _("The encoder '%(wanted)s' does not exist for this computer: '%(taken)s' takes its place.")
            % {"wanted": wanted, "taken": taken.setting}
        )


def load_catalogue_once(tell: Tell) -> None:
    """Load the Parkstad catalogue, into an empty database only."""
    if any(model.objects.exists() for model in (Initiative, Organisation, Area, Theme, LoadedRecord)):
        return
    tell(_("Loading the Parkstad catalogue. This takes about half a minute, once."))
    counts = load_catalogue().counts
    tell(
        _("Loaded %(initiatives)s initiatives, %(organisations)s organisations and %(areas)s areas.")
        % {
            "initiatives": counts["initiative"]["new"],
            "organisations": counts["organisation"]["new"],
            "areas": counts["area"]["new"],
        }
    )


def try_boundaries_once(tell: Tell) -> None:
    """Ask the official service for outlines, once per address; the site is whole without them."""
    source, tried = settings.NAVIGATOR_AREAS_SOURCE, settings.DATA_DIR / "areas-source-tried"
    if not source or _text_of(tried) == source or not _has_areas_without_outline():
        return
    try:
        report = load_areas(source, timeout_s=AREAS_TIMEOUT_S)
        tell(_("Outlines of areas: %(count)s fetched.") % {"count": len(report.matched)})
    except BadBoundariesError as error:
        tell(_("Outlines of areas: none fetched. %(reason)s") % {"reason": str(error).splitlines()[0]})
        tell(_("The map works without them. Later: manage.py load_areas PATH or ADDRESS."))
    tried.write_text(source, encoding="utf-8")


def _has_areas_without_outline() -> bool:
    return Area.objects.filter(boundary__isnull=True).exclude(cbs_code=None).exists()


def make_pages(tell: Tell) -> None:
    """Make the editorial pages unless they are there; the command itself says which."""
    from navigator.cms.first_pages import make_first_pages  # noqa: PLC0415 -- its models need a migrated database

    made = make_first_pages()
    if made:
        tell(_("Made %(count)s pages, from the home page to the privacy statement.") % {"count": len(made)})


def collect_static_files(tell: Tell) -> None:
    """Copy and compress style sheets and scripts, when one of them changed."""
    mark, fingerprint = settings.DATA_DIR / "static-files-collected", _static_fingerprint()
    if _text_of(mark) == fingerprint and Path(settings.STATIC_ROOT).is_dir():
        return
    tell(_("Preparing style sheets and scripts."))
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(fingerprint, encoding="ascii")


def build_search_index(tell: Tell) -> None:
    """Serve only what can be found, by words and by meaning; later changes are indexed while the site serves."""
    if indexing.is_unbuilt():
        tell(_("Building the search index."))
        indexing.build_first(progress=_told_now_and_then(tell, _("Initiatives in the index: %(done)s of %(total)s.")))
    if not vector_following.is_complete():
        tell(_("Reading what every initiative means. This takes a while, once."))
        vector_following.drain(progress=_told_now_and_then(tell, _("Initiatives read: %(done)s of %(total)s.")))


def _told_now_and_then(tell: Tell, text: str) -> Progress:
    """Progress as a line every few seconds; short work says nothing."""
    last = time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last > PROGRESS_EVERY_S:
            last = time.monotonic()
            tell(text % {"done": done, "total": total})

    return progress


def tell_administrator(tell: Tell) -> None:
    """Make the first administrator; the password is told here and nowhere else."""
    administrator = make_administrator()
    if administrator is not None:
        tell(_("Your administrator, shown only this once:"))
        tell(_("  user name: %(name)s") % {"name": administrator.username})
        tell(_("  password:  %(password)s") % {"password": administrator.password})


@contextmanager
def _alone() -> "Iterator[None]":
    """Let one process at a time prepare this directory; another waits and then finds the work done."""
    with open(settings.DATA_DIR / "start.lock", "w", encoding="ascii") as file:
        flock(file, LOCK_EX)
        yield


def _static_fingerprint() -> str:
    """Hash of the path, size and time of every static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
