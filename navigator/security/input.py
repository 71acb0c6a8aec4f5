"""Which requests no page can mean, judged by their address and size alone: before any view, session or database."""

import re
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest

MAX_PATH_LENGTH = 2048
MAX_QUERY_STRING_BYTES = 8000  # a little below what the web server itself reads of a request line
MAX_PARAMETERS = 250
MAX_PUBLIC_BODY_BYTES = 64 * 1024
MAX_ADMIN_BODY_BYTES = 25 * 1024 * 1024

# Tabs and line ends come along when somebody pastes a text; the others only come from broken or hostile programs.
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_OR_LINE_END = re.compile(r"[\x00-\x1f\x7f]")


def is_admin_path(path: str) -> bool:
    return path.startswith(f"/{settings.ADMIN_PATH}")


def refusal_of(request: HttpRequest) -> HTTPStatus | None:
    """The status to refuse this request with (400, 413 or 414), or ``None`` for one that a view may answer."""
    path = request.path_info  # Django writes bytes that are no UTF-8 back as %XX: such a path is simply not found
    query = request.META.get("QUERY_STRING", "")
    if len(path) > MAX_PATH_LENGTH or len(query) > MAX_QUERY_STRING_BYTES:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if not (_is_clean(path.encode(), _CONTROL_OR_LINE_END) and _is_clean(_decoded_query(query), _CONTROL_CHARACTER)):
        return HTTPStatus.BAD_REQUEST
    if query.count("&") >= MAX_PARAMETERS:
        return HTTPStatus.BAD_REQUEST
    if _body_bytes(request) > _most_body_bytes(request):
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None


def _decoded_query(query: str) -> bytes:
    return unquote_to_bytes(query.encode("latin-1", errors="replace"))


def _is_clean(raw: bytes, forbidden: re.Pattern[str]) -> bool:
    """Whether the bytes are valid UTF-8 (so without surrogates) and free of the forbidden characters."""
    try:
        return forbidden.search(raw.decode("utf-8")) is None
    except UnicodeDecodeError:
        return False


def _body_bytes(request: HttpRequest) -> int:
    """Declared size of the body; the web server and Django read no more than was declared."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    return int(declared) if declared.isascii() and declared.isdigit() and len(declared) < 20 else 0


def _most_body_bytes(request: HttpRequest) -> int:
    return MAX_ADMIN_BODY_BYTES if is_admin_path(request.path_info) else MAX_PUBLIC_BODY_BYTES
