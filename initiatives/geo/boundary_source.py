"""Where boundaries come from: a file, or an OGC API Features service that answers in pages."""

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils import translation
from django.utils.translation import gettext as _

from initiatives.geo.geojson import MAX_FEATURES, BadBoundariesError, parse_json
from initiatives.geo.types import BoundingBox

MAX_BYTES = 150_000_000
MAX_PAGES = 200
USER_AGENT = "naviegator (load_areas)"
_CHUNK_BYTES = 65_536


def read_features(source: str, *, timeout_s: float, within: BoundingBox | None = None) -> list[Any]:
    """All GeoJSON features of a path or web address; :class:`BadBoundariesError` says why not.

    ``timeout_s`` bounds the whole download. ``within`` asks a service (never a file) for that box only.
    """
    if "://" in source:
        return _within(timeout_s, lambda: _Download(timeout_s).features(_asking_for(source, within)))
    return list(parse_json(_read_file(Path(source)))["features"])


def _within(timeout_s: float, work: Callable[[], list[Any]]) -> list[Any]:
    """Do ``work`` aside and stop waiting in time: looking up a server's name can't be given a time limit."""
    answers: SimpleQueue[list[Any] | BaseException] = SimpleQueue()
    language = translation.get_language()

    def run() -> None:
        try:
            with translation.override(language):  # a new thread starts in the default language
                answers.put(work())
        except BaseException as error:  # noqa: BLE001 -- raised again by the one who waits
            answers.put(error)

    threading.Thread(target=run, name="boundaries-download", daemon=True).start()
    try:
        answer = answers.get(timeout=timeout_s + 0.5)
    except Empty as error:
        raise _too_slow(timeout_s) from error
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _too_slow(timeout_s: float) -> BadBoundariesError:
    return BadBoundariesError(_("The service took longer than %(limit)g seconds.") % {"limit": timeout_s})


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadBoundariesError(_("The file is larger than %(limit)s MB.") % {"limit": MAX_BYTES // 1_000_000})
        return path.read_bytes()
    except OSError as error:
        raise BadBoundariesError(_("The file cannot be read: %(reason)s") % {"reason": error.strerror}) from error


def _asking_for(url: str, within: BoundingBox | None) -> str:
    """Ask an OGC API for one box, so that it needn't send the whole country."""
    parts = urlsplit(url)
    if within is None or not parts.path.rstrip("/").endswith("/items") or "bbox=" in parts.query:
        return url
    box = f"bbox={within.west:.4f},{within.south:.4f},{within.east:.4f},{within.north:.4f}"
    return parts._replace(query=f"{parts.query}&{box}" if parts.query else box).geturl()


def _opener() -> urllib.request.OpenerDirector:
    """An opener for http and https only: urllib's own also opens files and FTP, by redirect too."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


@dataclass
class _Download:
    """One download over all its pages, bounded in time, bytes and pages."""

    timeout_s: float
    received: int = 0
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.timeout_s
        self.opener = _opener()

    def features(self, url: str) -> list[Any]:
        found: list[Any] = []
        next_url: str | None = url
        while next_url is not None:
            document = parse_json(self._get(next_url))
            found += document["features"]
            if len(found) > MAX_FEATURES:
                raise BadBoundariesError(_("There are more than %(limit)s features.") % {"limit": MAX_FEATURES})
            next_url = self._next_page(document, next_url)
        return found

    def _next_page(self, document: dict[str, Any], current: str) -> str | None:
        links = document.get("links")
        for link in links if isinstance(links, list) else []:
            href = link.get("href") if isinstance(link, dict) and link.get("rel") == "next" else None
            if isinstance(href, str):
                following = urljoin(current, href)
                if urlsplit(following).netloc != urlsplit(current).netloc:
                    raise BadBoundariesError(_("The next page is on another server."))
                return following
        return None

    def _get(self, url: str) -> bytes:
        if urlsplit(url).scheme not in ("http", "https"):
            raise BadBoundariesError(_("The address must start with http:// or https://."))
        if url in self.seen or len(self.seen) >= MAX_PAGES:
            raise BadBoundariesError(_("The service keeps sending pages."))
        self.seen.add(url)
        try:
            request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT, "Accept": "application/geo+json"})  # noqa: S310 -- scheme checked above
            with self.opener.open(request, timeout=self._time_left()) as response:
                return self._body(response)
        except urllib.error.HTTPError as error:
            error.close()  # it is the answer too, with an open connection
            raise BadBoundariesError(
                _("The service answered with status %(status)s.") % {"status": error.code}
            ) from error
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(error, BadBoundariesError):
                raise
            reason = getattr(error, "reason", error)
            raise BadBoundariesError(_("The service cannot be reached: %(reason)s") % {"reason": reason}) from error

    def _body(self, response: Any) -> bytes:
        """Read on until the end; a server that sends a byte at a time meets the deadline too."""
        chunks: list[bytes] = []
        while chunk := response.read1(_CHUNK_BYTES):
            chunks.append(chunk)
            self.received += len(chunk)
            if self.received > MAX_BYTES:
                limit = {"limit": MAX_BYTES // 1_000_000}
                raise BadBoundariesError(_("The answer is larger than %(limit)s MB.") % limit)
            self._time_left()
        return b"".join(chunks)

    def _time_left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise _too_slow(self.timeout_s)
        return left
