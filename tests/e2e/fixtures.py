"""The real site in a process of its own, and a browser that can reach nothing else."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.factories import PASSWORD
from tests.requirements import chromium_path
from tests.source_files import ROOT

PREPARE_TIMEOUT_S = 300
START_TIMEOUT_S = 60
STEP_TIMEOUT_MS = 15_000
SCREENSHOTS = ROOT / "artefacts" / "screenshots"
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
MAKE_ACCOUNTS = f"""
from django.contrib.auth.models import Group
from navigator.accounts.models import User
for name in ("redacteur", "moderator"):
    user, _ = User.objects.get_or_create(username=name, defaults={{"email": name + "@voorbeeld.test"}})
    user.set_password({PASSWORD!r})
    user.save()
    user.groups.set([Group.objects.get(name=name)])
"""


@dataclass(frozen=True)
class LiveSite:
    """Where the site answers; ``redacteur`` and ``moderator`` have an account with the factories' password."""

    url: str

    def address(self, path: str) -> str:
        return self.url + path


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _environment(data_dir: Path, port: int) -> dict[str, str]:
    """What ``make run`` starts with: no test settings, no database but the default, no service outside."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("NAVIGATOR_", "DATABASE_", "DJANGO_"))
    }
    own = {"DATA_DIR": str(data_dir), "PORT": str(port), "NAVIGATOR_AREAS_SOURCE": "", "NAVIGATOR_LOG_LEVEL": "WARNING"}
    return kept | own


def _manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=PREPARE_TIMEOUT_S, check=False
    )
    if done.returncode:
        pytest.fail(f"{arguments[0]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}", pytrace=False)


def copy_installation(source: Path, target: Path) -> None:
    """All its files; the sockets of processes that serve there are none."""
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=_sockets)


def _sockets(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if Path(folder, name).is_socket()}


@pytest.fixture(scope="session")
def live_site(tmp_path_factory) -> Iterator[LiveSite]:
    """The Parkstad site as ``make run`` serves it, on a free port of this machine, in a directory of its own.

    ``NAVIGATOR_PREPARED_DIR`` names a DATA_DIR to copy instead of making a new one: quicker while writing journeys.
    """
    data_dir, port = tmp_path_factory.mktemp("site"), _free_port()
    if prepared := os.environ.get("NAVIGATOR_PREPARED_DIR"):
        copy_installation(Path(prepared), data_dir)
    environment = _environment(data_dir, port)
    _manage(environment, "start", "--prepare-only")
    _manage(environment, "shell", "--verbosity", "0", "--command", MAKE_ACCOUNTS)
    log = data_dir / "server.log"
    with log.open("wb") as output:
        command = [sys.executable, str(ROOT / "manage.py"), "start"]
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        site = LiveSite(f"http://127.0.0.1:{port}")
        _wait_until_answered(site, server, log)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_until_answered(site: LiveSite, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(site.address("/robots.txt"), timeout=5):  # noqa: S310 -- our own address
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the site did not start:\n{log.read_text(errors='replace')[-4000:]}", pytrace=False)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium per file; it reaches this machine only, so there are no tiles and the map must do without."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, live_site: LiveSite) -> Iterator[Callable[..., Page]]:
    """Makes pages (``open_page(size=PHONE, java_script_enabled=False, ...)``); a script error fails the test."""
    contexts, errors = [], []

    def make(size: dict[str, int] = DESK, **options) -> Page:
        context = browser.new_context(viewport=size, base_url=live_site.url, locale="nl-NL", **options)
        context.set_default_timeout(STEP_TIMEOUT_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on("console", lambda message: errors.extend(_policy_breaches(message)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


def _policy_breaches(message: ConsoleMessage) -> list[str]:
    """What the content security policy refused, and where."""
    where = message.location.get("url", "")
    return [f"{where}: {message.text}"] if "Content Security Policy" in message.text else []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page on a desk."""
    return open_page()


def take_screenshots(page: Page, name: str, *, full_page: bool = False) -> None:
    """Keep the page as it looks on a phone and on a desk: ``artefacts/screenshots/<name>-<width>.png``."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        page.wait_for_timeout(150)  # let the map settle in its new size
        page.screenshot(path=SCREENSHOTS / f"{name}-{size['width']}.png", full_page=full_page)
    page.set_viewport_size(before)
